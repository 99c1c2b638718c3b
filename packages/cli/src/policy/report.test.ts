import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { POLICY_LANGUAGES } from 'pratique/messages/policy/en'
import {
  CONDITION_KINDS,
  type ConditionKind,
  type ConditionValue,
  type Reason,
} from 'pratique/policy'
import type { PolicyAnswer } from 'pratique/verify'
import { createStyle } from '../output/style.ts'
import { type DescribeOptions, describeDecision } from './report.ts'

const STYLE = createStyle(false)
const BASE: DescribeOptions = { style: STYLE, showPerson: false, language: 'en' }

/** As rules say it. */
const VALUES: Readonly<Record<string, ConditionValue>> = {
  ...{ event: 'vaccination', amount: 14, unit: 'day', ruleDate: '2022-01-01T00:00:00Z', least: 2 },
  ...{ most: 3, accepted: ['comirnaty', 'spikevax'], count: 2, kind: 'test', kinds: ['test'] },
  ...{ disease: 'covid-19', field: 'vaccination.date', needed: 'anchored', list: 'keys', days: 7 },
  ...{ destination: 'CH', path: 'vaccination.date', operation: '===' },
}

/** What no output holds, unless it is asked for. */
const SECRET = 'SECRET'
const STATED: Readonly<Record<string, ConditionValue>> = {
  ...{ date: '1999-05-05', from: '1999-05-06T00:00:00Z', until: '1999-05-07T00:00:00Z' },
  ...{ product: SECRET, manufacturer: SECRET, vaccineType: SECRET, dose: 4711, series: 4711 },
  ...{ class: SECRET, result: SECRET, device: SECRET, disease: SECRET, country: SECRET },
  ...{ issuer: SECRET, level: SECRET },
}

function answerOf(
  kinds: readonly ConditionKind[],
  change: Partial<PolicyAnswer> = {},
): PolicyAnswer {
  const reasons = kinds.map(
    (kind): Reason => ({
      rule: 'VR-CH-0001',
      outcome: 'failed',
      condition: { kind, values: VALUES, stated: STATED },
      appliesFrom: '1999-05-06T00:00:00Z',
      officialText: { de: 'Auf Deutsch.', en: 'In English.' },
      certificate: 0,
    }),
  )
  return {
    ...{ destination: 'CH', at: '2022-02-01T00:00:00Z', result: 'failed', reasons },
    ...{
      windows: [{ from: '1999-05-06T00:00:00Z', until: '1999-05-09T00:00:00Z', result: 'passed' }],
    },
    ...{ nextPass: '1999-05-06T00:00:00Z', usedFields: ['vaccination.date'], rules: [] },
    ...{ timeZone: 'Etc/UTC', ...change },
  }
}

describe('every kind of condition, in every language', () => {
  for (const language of POLICY_LANGUAGES) {
    test(`${language}: nothing of a certificate, unless it is asked for`, async () => {
      for (const kind of CONDITION_KINDS) {
        const lines = await describeDecision(answerOf([kind]), { ...BASE, language })
        const text = lines.join('\n')
        assert.doesNotMatch(text, /SECRET|1999|4,?711|[{}]|undefined/, `${kind}: ${text}`)
        assert.match(text, /In English\./)
      }
    })

    test(`${language}: with its values, where they are`, async () => {
      for (const kind of CONDITION_KINDS) {
        const options = { ...BASE, language, showPerson: true }
        const lines = await describeDecision(answerOf([kind]), options)
        assert.doesNotMatch(
          lines.join('\n'),
          /[{}]|undefined|\b(?:vaccination\.date|covid-19)\b/,
          kind,
        )
      }
    })
  }

  test('a sentence that lacks a value falls back to the one without', async () => {
    const condition = { kind: 'too-old', values: VALUES, stated: {} } as const
    const lines = await describeDecision(
      { ...answerOf([]), reasons: [{ outcome: 'failed', condition }] },
      { ...BASE, showPerson: true },
    )
    assert.ok(lines.join('\n').includes('The last dose is accepted for 14 days; that time is over'))
  })

  test('text that runs from right to left keeps what is filled in apart', async () => {
    const lines = await describeDecision(answerOf(['product']), { ...BASE, language: 'ar' })
    assert.match(lines.join('\n'), /\u2068VR-CH-0001\u2069/)
  })
})

describe('what is told', () => {
  const shown = { ...BASE, showPerson: true }

  test('windows end with the last moment that counts, and a midnight is a date', async () => {
    const lines = await describeDecision(answerOf([]), shown)
    assert.ok(lines.includes('  – Accepted from 6 May 1999 until 8 May 1999'))
    assert.ok(lines.includes('  – Would be accepted from 6 May 1999'))
  })

  test('without any, that it is never accepted; in doubt, that there is no answer', async () => {
    const never = await describeDecision(answerOf([], { windows: [{ result: 'failed' }] }), shown)
    assert.ok(never.includes('  – Not accepted at any time'))
    const open = await describeDecision(answerOf([], { windows: [{ result: 'open' }] }), shown)
    assert.ok(open.includes('  – No answer'))
    assert.ok(!open.includes('  – Not accepted at any time'))
  })

  test('too long a list is a number, and an empty one no list', async () => {
    const accepted = Array.from({ length: 9 }, (_, index) => `EU/${index}`)
    const of = (values: Readonly<Record<string, ConditionValue>>) => ({
      ...answerOf([]),
      reasons: [
        { outcome: 'failed' as const, condition: { kind: 'product' as const, values, stated: {} } },
      ],
    })
    const long = await describeDecision(of({ accepted, count: 9 }), BASE)
    assert.ok(long.join('\n').includes('not among the 9 that are accepted'))
    const empty = await describeDecision(of({ accepted: [], count: 0 }), BASE)
    assert.doesNotMatch(empty.join('\n'), /among/)
  })

  test('the same reason once; official text from outside is made visible', async () => {
    const [reason] = answerOf(['product']).reasons
    assert.ok(reason)
    const odd = { ...reason, officialText: { en: 'red\u001b[31m' } }
    const lines = await describeDecision({ ...answerOf([]), reasons: [odd, odd] }, BASE)
    assert.equal(lines.filter((line) => line.includes('red<U+001B>')).length, 1)
  })

  test('which certificate, where there are several, and when the rules were confirmed', async () => {
    const answer = answerOf(['product'], { show: [1] })
    const lines = await describeDecision(answer, {
      ...{ ...BASE, names: ['"a.png"', '"b.png"'], asOf: '2022-01-15T00:00:00Z' },
    })
    const text = lines.join('\n')
    assert.match(text, /Certificate 1: "a\.png"/)
    assert.match(text, /This one is enough: Certificate 2: "b\.png"/)
    assert.match(text, /Rules as of 15 January 2022/)
  })
})
