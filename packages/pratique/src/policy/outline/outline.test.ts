/**
 * Rules in words: nothing of a Logic is lost, and nearly all of it has a sentence.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { isJsonObject } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { type EntryRule, readRule } from '../rules/rule.ts'
import { createNames } from './names.ts'
import { type OutlineLine, outlineRule, toOutlineText } from './outline.ts'

const CORPUS = new URL('../../../../../../shared/corpus/rules/', import.meta.url)
const noCorpus = existsSync(CORPUS) ? false : 'no corpus beside the repository'

/** How each path that rules read is named; a path that is written as it is counts too. */
const WORDS: readonly (readonly [RegExp, RegExp])[] = [
  [/^payload\.v$|^payload\.v\.\d+$/, /vaccination/],
  [/^payload\.t$|^payload\.t\.\d+$/, /test/],
  [/^payload\.r$|^payload\.r\.\d+$/, /recover/],
  [/^payload\.dob$/, /date of birth|the holder is/],
  [/\.dn$/, /dose number/],
  [/\.sd$/, /number of doses in the series/],
  [/\.mp$/, /the vaccine\b/],
  [/\.ma$/, /test device|manufacturer/],
  [/\.vp$/, /type of vaccine/],
  [/\.dt$/, /the vaccination/],
  [/\.sc$/, /the sampling/],
  [/\.tt$/, /the test is/],
  [/\.tr$/, /the result is/],
  [/\.fr$/, /the first positive test/],
  [/\.df$/, /start of the issuer's validity/],
  [/\.du$/, /end of the issuer's validity/],
  [/\.tg$/, /the disease/],
  [/\.co$/, /the country/],
  [/\.ci$/, /the identifier/],
  [/\.is$/, /the issuer/],
  [/validationClock$/, /the arrival|on arrival/],
  [/^external\.valueSets\./, /in the value set/],
  [/^accumulator$|^current\.0$/, /exactly/],
]

function readLogics(): ReadonlyMap<string, EntryRule> {
  const text = readFileSync(new URL('production-rules.jsonl', CORPUS), 'utf8')
  const rules = new Map<string, EntryRule>()
  for (const line of text.trim().split('\n')) {
    const row: { readonly rule: JsonObject } = JSON.parse(line)
    const { rule } = readRule(row.rule)
    if (rule && !rules.has(JSON.stringify(rule.logic))) rules.set(JSON.stringify(rule.logic), rule)
  }
  return rules
}

interface Atom {
  readonly kind: 'var' | 'text' | 'number'
  readonly value: string
}

/** The paths and literals of a Logic that say something: a shift by 0 is none, and its unit neither. */
function* atomsOf(value: JsonValue): Generator<Atom> {
  if (typeof value === 'string') yield { kind: 'text', value }
  if (typeof value === 'number') yield { kind: 'number', value: String(Math.abs(value)) }
  if (Array.isArray(value)) for (const each of value) yield* atomsOf(each)
  if (!isJsonObject(value)) return
  for (const [name, operands] of Object.entries(value)) {
    if (name === 'var') yield { kind: 'var', value: String(operands) }
    else if (name === 'reduce' && Array.isArray(operands)) yield* atomsOf(operands[0] ?? null)
    else if (name === 'plusTime' && Array.isArray(operands) && operands[1] === 0) {
      yield* atomsOf(operands[0] ?? null)
    } else yield* atomsOf(operands)
  }
}

function isMentioned({ kind, value }: Atom, text: string): boolean {
  if (kind === 'var') {
    const named = WORDS.some(([path, words]) => path.test(value) && words.test(text))
    return named || text.includes(value)
  }
  if (kind === 'number')
    return new RegExp(`\\b${value}\\b|${value === '1' ? '\\bone\\b' : '^$'}`).test(text)
  return text.includes(createNames({})(value).replaceAll('"', '')) || text.includes(value)
}

function* linesOf(lines: readonly OutlineLine[]): Generator<OutlineLine> {
  for (const line of lines) {
    yield line
    yield* linesOf(line.lines)
  }
}

describe('the Logics that were in force', { skip: noCorpus }, () => {
  const rules = noCorpus ? new Map<string, EntryRule>() : readLogics()

  it('mentions every path and every literal of all 349', () => {
    assert.equal(rules.size, 349)
    for (const rule of rules.values()) {
      const text = toOutlineText(outlineRule(rule))
      const sentence = text.replaceAll(/^ {2}[A-Z]/gm, (first) => first.toLowerCase())
      const lost = [...atomsOf(rule.logic)].filter((atom) => !isMentioned(atom, sentence))
      assert.deepEqual(lost, [], `${rule.id} ${rule.version}\n${text}`)
      assert.ok(!/undefined|\[object/.test(text))
    }
  })

  it('has a sentence for 95 of 100 conditions', (t) => {
    const count = { idiom: 0, expression: 0 }
    for (const rule of rules.values()) {
      for (const { condition } of linesOf(outlineRule(rule).lines))
        if (condition) count[condition]++
    }
    t.diagnostic(`${count.idiom} conditions in words, ${count.expression} as expressions`)
    assert.ok(count.expression / (count.idiom + count.expression) < 0.05)
  })
})

function say(logic: JsonValue, names: Readonly<Record<string, string>> = {}): string {
  const { rule } = readRule({
    Identifier: 'VR-XX-0001',
    Type: 'Acceptance',
    Country: 'XX',
    Version: '1.0.0',
    SchemaVersion: '1.3.0',
    Engine: 'CERTLOGIC',
    EngineVersion: '1.0.0',
    CertificateType: 'Vaccination',
    ValidFrom: '2022-01-01T00:00:00Z',
    ValidTo: '2030-01-01T00:00:00Z',
    Logic: logic,
  })
  const text = toOutlineText(outlineRule(rule ?? assert.fail(), { names }))
  const [, ...lines] = text.split('\n').map((line) => line.slice(2))
  return lines.join('\n')
}

const CLOCK = { plusTime: [{ var: 'external.validationClock' }, 0, 'day'] }
const [DN, SD] = [{ var: 'payload.v.0.dn' }, { var: 'payload.v.0.sd' }]

function since(field: string, amount: number, unit: string): JsonObject {
  return { plusTime: [{ var: `payload.${field}` }, amount, unit] }
}

describe('idioms', () => {
  const cases: readonly (readonly [JsonValue, string])[] = [
    [
      { if: [true, true, { var: 'payload.v' }] },
      'Always met; named without effect:\n  the certificate has a part for vaccinations',
    ],
    [{ '!': [{ var: 'payload.v.1' }] }, 'The certificate holds at most one vaccination'],
    [{ '!': [{ '!': [{ var: 'payload.v.0.dt' }] }] }, 'The date of the vaccination is stated'],
    [{ if: [DN, true, false] }, 'The dose number is stated'],
    [
      { if: [{ '>=': [DN, SD] }, false, true] },
      'The dose number is less than the number of doses in the series',
    ],
    [{ '<=': [1, DN] }, 'The dose number is at least 1'],
    [
      { if: [{ '>': [DN, 2] }, true, { '===': [SD, 1] }] },
      'At least one of:\n  the dose number is more than 2\n  the number of doses in the series is equal to 1',
    ],
    [
      { '!': [{ and: [{ '!': [DN] }, { '!': [SD] }] }] },
      'At least one of:\n  the dose number is stated\n  the number of doses in the series is stated',
    ],
    [
      { in: [true, [{ '>': [DN, 2] }, { '>': [SD, 2] }]] },
      'At least one of:\n  the dose number is more than 2\n  the number of doses in the series is more than 2',
    ],
    [
      { in: [false, [{ '>': [DN, 2] }, { '>': [SD, 2] }]] },
      'At least one of:\n  the dose number is at most 2\n  the number of doses in the series is at most 2',
    ],
    [
      { 'not-after': [since('v.0.dt', 14, 'day'), CLOCK, since('v.0.dt', 270, 'day')] },
      'The arrival is at least 14 days after the vaccination\nThe arrival is at most 270 days after the vaccination',
    ],
    [
      {
        'not-before': [
          { plusTime: [{ var: 'external.validationClock' }, -3, 'day'] },
          since('v.0.dt', 0, 'day'),
        ],
      },
      'The arrival is at least 3 days after the vaccination',
    ],
    [
      { before: [CLOCK, { plusTime: ['2022-03-01', 0, 'day'] }] },
      'The arrival is before 2022-03-01',
    ],
    [
      { in: [{ var: 'payload.v.0.mp' }, ['EU/1/20/1528', 'X']] },
      'The vaccine is one of: Comirnaty, "X"',
    ],
    [
      { '!': [{ '===': [{ var: 'payload.t.0.tt' }, 'LP6464-4'] }] },
      'The test is not a PCR test (NAAT)',
    ],
    [
      { '===': ['DE', { extractFromUVCI: [{ var: 'payload.v.0.ci' }, 0] }] },
      'Part 0 of the identifier of the vaccination is "DE"',
    ],
    [
      { '===': [{ '+': [DN, 1] }, SD] },
      'The dose number plus 1 is equal to the number of doses in the series',
    ],
    [{ '===': [{ var: 'payload.x' }, 1] }, 'This holds: ===(payload.x, 1)'],
    [{ or: [null, 0.5] }, 'This holds: or(null, 0.5)'],
  ]
  for (const [logic, text] of cases) {
    it(JSON.stringify(logic).slice(0, 90), () => assert.equal(say(logic), text))
  }

  const eighteen = 'The holder is at least 18 years old on arrival'
  const ages: readonly (readonly [JsonValue, string])[] = [
    [{ 'not-before': [CLOCK, since('dob', 18, 'year')] }, eighteen],
    [
      {
        'not-after': [
          since('dob', 0, 'day'),
          { plusTime: [{ var: 'external.validationClock' }, -18, 'year'] },
        ],
      },
      eighteen,
    ],
    [
      { 'not-before': [CLOCK, since('dob', 216, 'month')] },
      'The holder is at least 216 months (18 years) old on arrival',
    ],
    [
      { after: [CLOCK, since('dob', 6575, 'day')] },
      'The holder is older than 6575 days (about 18 years) on arrival',
    ],
    [
      { before: [CLOCK, since('dob', 6570, 'day')] },
      'The holder is younger than 6570 days (about 18 years) on arrival',
    ],
    [
      {
        'not-after': [
          { dccDateOfBirth: [{ var: 'payload.dob' }] },
          { plusTime: [{ var: 'external.validationClock' }, -18, 'year'] },
        ],
      },
      eighteen,
    ],
  ]
  for (const [logic, text] of ages) it(`ages: ${text}`, () => assert.equal(say(logic), text))

  it('names codes as it is told', () => {
    const logic = { '===': [{ var: 'payload.v.0.mp' }, 'X'] }
    assert.equal(say(logic, { X: 'Example' }), 'The vaccine is Example')
  })

  it('opens nested guards in time that does not double with each', () => {
    let logic: JsonValue = DN
    for (let level = 0; level < 90; level++) logic = { if: [logic, level % 2 === 0, SD] }
    assert.match(say(logic), /payload\.v\.0\.dn/)
    for (let level = 0; level < 50; level++) logic = [logic]
    assert.ok(say(logic).length > 0)
  })
})
