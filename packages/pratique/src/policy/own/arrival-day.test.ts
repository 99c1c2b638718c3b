/**
 * The day of an arrival, in the zones of the destination.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { arrivalOnDay } from './arrival-day.ts'
import { toDay } from './calendar.ts'
import { parsePolicy } from './parse-policy.ts'
import { toCaseRequest } from './run-cases.ts'

const CASES = [
  ['with one zone', 'CH', '2026-05-31T22:00:00Z', '2026-06-01T21:59:59Z'],
  ['as the EU calls it', 'EL', '2026-05-31T21:00:00Z', '2026-06-01T20:59:59Z'],
  ['with several', 'NZ', '2026-05-31T11:15:00Z', '2026-06-01T11:59:59Z'],
  ['one that does not exist', 'UT', '2026-06-01T00:00:00Z', '2026-06-01T23:59:59Z'],
] as const

describe('a day of arrival', () => {
  for (const [name, destination, from, to] of CASES) {
    test(`in a country, ${name}`, () => {
      const told = arrivalOnDay(toDay('2026-06-01'), destination)
      assert.deepEqual(told, { at: Date.parse(from) / 1000, until: Date.parse(to) / 1000 })
    })
  }

  test('is the destination’s in a case, too, whatever zone the policy counts in', () => {
    const policy = parsePolicy(
      JSON.stringify({
        type: 'pratique-policy',
        id: 'made',
        version: '1.0.0',
        title: { en: 'made' },
        description: { en: 'made' },
        destinations: ['NZ'],
        source: { name: 'made', checkedOn: '2026-01-01' },
        effective: { from: '2020-01-01' },
        timezone: 'Etc/UTC',
        months: 'overflow',
        requirement: { age: { below: { years: 100 } } },
      }),
    )
    const asked = (at: string) => {
      const request = toCaseRequest(policy, { name: '', at, facts: [], expect: 'open' })
      return { at: request.at, until: request.until }
    }
    assert.deepEqual(asked('2026-06-01'), arrivalOnDay(toDay('2026-06-01'), 'NZ'))
    const noon = Date.parse('2026-06-01T12:00:00Z') / 1000
    assert.deepEqual(asked('2026-06-01T12:00:00Z'), { at: noon, until: noon })
  })
})
