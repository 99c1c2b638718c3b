/**
 * Whom a policy is about, by the journey: what is no country, and a word that is misspelt, exempt nobody.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createTerminology } from '../../terminology/terminology.ts'
import { assembleFacts } from '../facts/to-policy-facts.ts'
import { evaluateOwnPolicy } from './evaluate.ts'
import type { OwnPolicy } from './policy.ts'

const terminology = createTerminology()
const AT = Date.parse('2022-06-01T12:00:00Z') / 1000
const POLICY: OwnPolicy = {
  type: 'pratique-policy',
  id: 'made',
  version: '1.0.0',
  title: { en: 'made' },
  description: { en: 'made' },
  destinations: '*',
  source: { name: 'made', checkedOn: '2026-01-01' },
  effective: { from: '2000-01-01' },
  months: 'end-of-month',
  requirement: { vaccinated: { disease: 'yellow-fever', until: 'lifetime' } },
}

describe('whom a policy exempts', () => {
  const about = (appliesTo: OwnPolicy['appliesTo'], journey: object) => {
    const made = { ...POLICY, ...(appliesTo && { appliesTo }) }
    const facts = assembleFacts({ facts: [], births: [] }, terminology)
    const request = { destination: 'UT', at: AT, now: AT, certificates: [], ...journey }
    const { result, cause, missingFields } = evaluateOwnPolicy(made, facts, request)
    return [cause ?? result, ...missingFields]
  }

  const FROM: readonly (readonly [string, readonly string[]])[] = [
    ['GB', ['failed']],
    ['UK', ['failed']],
    ['gb', ['failed']],
    [' uk ', ['failed']],
    ['GBR', ['failed']],
    ['GR', ['failed']],
    ['FR', ['passed']],
    ['fr', ['passed']],
    ['ZZ', ['value-missing', 'journey.from']],
    ['', ['value-missing', 'journey.from']],
    ['EU', ['value-missing', 'journey.from']],
    ['Britain', ['value-missing', 'journey.from']],
  ]
  for (const [from, expected] of FROM) {
    test(`from "${from}"`, () => {
      const fromCountries = ['GB', 'EL']
      assert.deepEqual(about({ fromCountries, others: 'exempt' }, { from }), expected)
      const [first] = expected
      const plain = first === 'passed' ? ['no-rules'] : expected
      assert.deepEqual(about({ fromCountries }, { from }), plain)
    })
  }

  test('a purpose that is not known exempts nobody', () => {
    const asked = (purpose: string, others: 'exempt' | 'no-rules') =>
      about({ purposes: ['hajj'], others }, { purpose })
    for (const purpose of ['hajj', 'Hajj', ' HAJJ ']) {
      assert.deepEqual(asked(purpose, 'exempt'), ['failed'])
      assert.deepEqual(asked(purpose, 'no-rules'), ['failed'])
    }
    assert.deepEqual(asked('haj', 'exempt'), ['value-missing', 'journey.purpose'])
    assert.deepEqual(asked('haj', 'no-rules'), ['no-rules'])
    for (const others of ['exempt', 'no-rules'] as const) {
      assert.deepEqual(asked(' ', others), ['value-missing', 'journey.purpose'])
    }
  })

  test('another journey does, where it is known', () => {
    const scope = { purposes: ['hajj'], fromCountries: ['GB'], others: 'exempt' } as const
    assert.deepEqual(about(scope, { purpose: 'haj', from: 'FR' }), ['passed'])
  })
})
