/**
 * No change to a message makes a negative result of it, unless an exact code of one is left; and nothing
 * that comes in, whatever it is, does anything else than be read or refused.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  bytesOf,
  readSample,
  sampleJson,
  sampleMapping,
  sampleText,
  toSample,
  withValue,
} from '../../../test/intake-samples.ts'
import type { Bytes } from '../../bytes/bytes.ts'
import { isJsonObject, member, stringMember } from '../../json/read.ts'
import type { JsonValue } from '../../json/value.ts'
import { INTAKE_FORMS } from './detect-form.ts'
import { type IntakeOptions, readIntake } from './read-intake.ts'
import { type IntakeRow, isTaken } from './row.ts'

/** Each run reads a whole message. */
const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) / 10 }

/** Every code that means "not detected", by the system that says so. */
const NEGATIVE: readonly (readonly [string, string])[] = [
  ...['260415000', '260385009', '131194007'].map((code) => ['snomed', code] as const),
  ...['LA11883-8', 'LA6577-6'].map((code) => ['loinc', code] as const),
]
const OTHER_CODES = [
  ...['260373001', '10828004', '720735008', '419984006', '125154007', '260415001', '26041500'],
  ...['LA11882-0', 'LA6576-8', 'la11883-8', 'LA11883', 'ND', 'NEG', 'negative', 'Not detected', ''],
  ...['260415000 ', ' 260415000', '2604150OO', '260415000|', '１３１194007', 'RA01.1', 'UNK', '0'],
]
const SYSTEMS = {
  snomed: ['http://snomed.info/sct', 'urn:oid:2.16.840.1.113883.6.96'],
  loinc: ['http://loinc.org', 'https://loinc.org/'],
  other: ['', 'https://laboratory.example', 'http://hl7.org/fhir/sid/cvx', 'L', 'snomed.example'],
}
const ALL_SYSTEMS = Object.entries(SYSTEMS).flatMap(([name, list]) =>
  list.map((system) => ({ name, system })),
)

function resultsOf(rows: readonly IntakeRow[]): readonly (string | undefined)[] {
  return rows.filter(isTaken).map(({ order }) => {
    const fact = member(order, 'fact')
    return isJsonObject(fact) ? stringMember(fact, 'result') : undefined
  })
}

const coding = fc.record({
  of: fc.constantFrom(...ALL_SYSTEMS),
  code: fc.constantFrom(...NEGATIVE.map(([, code]) => code), ...OTHER_CODES),
})

function isNegative({
  of,
  code,
}: {
  readonly of: { readonly name: string }
  readonly code: string
}) {
  return NEGATIVE.some(([name, negative]) => name === of.name && negative === code)
}

describe('results in FHIR', () => {
  const base = sampleJson('fhir-test.json')
  const at = 'entry.3.resource'

  test('a negative result has an exact code for it, whatever codes the value has', () => {
    fc.assert(
      fc.property(fc.array(coding, { maxLength: 3 }), (codings) => {
        const value = { coding: codings.map(({ of, code }) => ({ system: of.system, code })) }
        const changed = withValue(base, `${at}.valueCodeableConcept`, value)
        const results = resultsOf(readIntake(bytesOf(changed)))
        if (results.includes('not-detected')) assert.ok(codings.some(isNegative))
      }),
      RUNS,
    )
  })

  test('no other kind of value and no other status is a result', () => {
    const kinds = ['String', 'Boolean', 'Integer', 'Quantity', 'Range', 'Ratio', 'DateTime', 'Time']
    const words = fc.constantFrom('negative', 'Not detected', 'ND', false, 0, '260415000')
    const statuses = fc.constantFrom('preliminary', 'Final', 'final ', 'amended', 'corrected', null)
    fc.assert(
      fc.property(fc.constantFrom(...kinds), words, (kind, word) => {
        const without = withValue(base, `${at}.valueCodeableConcept`, undefined)
        const changed = withValue(without, `${at}.value${kind}`, word)
        assert.deepEqual(resultsOf(readIntake(bytesOf(changed))), [])
      }),
      RUNS,
    )
    fc.assert(
      fc.property(statuses, (status) => {
        const changed = withValue(base, `${at}.status`, status)
        const isFinal = status === 'amended' || status === 'corrected'
        const expected = isFinal ? ['not-detected'] : []
        assert.deepEqual(resultsOf(readIntake(bytesOf(changed))), expected)
      }),
      RUNS,
    )
  })

  test('whatever stands in the place of a part, a negative result has its code', () => {
    const paths = ['', '.status', '.code', '.code.coding', '.code.coding.0.code', '.subject']
    const more = ['.valueCodeableConcept', '.valueCodeableConcept.coding', '.interpretation']
    const all = [
      ...paths,
      ...more,
      '.valueCodeableConcept.coding.0.code',
      '.specimen',
      '.performer',
    ]
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.jsonValue(), (path, value) => {
        const written: JsonValue = JSON.parse(JSON.stringify(value))
        const changed = withValue(base, `${at}${path}`, written)
        const text = JSON.stringify(changed)
        const results = resultsOf(readIntake(bytesOf(changed)))
        if (results.includes('not-detected')) assert.ok(text.includes('"260415000"'))
      }),
      RUNS,
    )
  })
})

describe('results in HL7 v2', () => {
  const base = sampleText('result.hl7')
  const systems = {
    snomed: ['SCT'],
    loinc: ['LN'],
    other: ['', 'L', 'HL70078', 'HL70353', '99LAB'],
  }
  const all = Object.entries(systems).flatMap(([name, list]) =>
    list.map((system) => ({ name, system })),
  )

  test('a negative result has an exact code for it, whatever the value says', () => {
    const part = fc.record({
      of: fc.constantFrom(...all),
      code: fc.constantFrom(...NEGATIVE.map(([, code]) => code), ...OTHER_CODES),
    })
    const type = fc.constantFrom('CE', 'CWE', 'CNE', 'ST', 'TX', 'NM', 'SN', '')
    const status = fc.constantFrom(...'FCDIPRSUWXN', '')
    fc.assert(
      fc.property(fc.array(part, { maxLength: 2 }), type, status, (parts, kind, state) => {
        const value = parts.map(({ of, code }) => `${code}^^${of.system}`).join('^')
        const text = base
          .replace('260415000^Not detected^SCT', value)
          .replace('|CWE|', `|${kind}|`)
          .replace('|||NEG|||F|', `||||||${state}|`)
        if (!resultsOf(readIntake(bytesOf(text))).includes('not-detected')) return
        assert.ok(parts.some(isNegative))
        assert.ok(['CE', 'CWE', 'CNE'].includes(kind) && (state === 'F' || state === 'C'))
      }),
      RUNS,
    )
  })

  test('whatever letter is changed, a negative result has its code', () => {
    const edit = fc.tuple(
      fc.nat(base.length),
      fc.nat(3),
      fc.constantFrom('', '|', '^', '~', '\r', '1', 'A', '\\'),
    )
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        let text = base
        for (const [from, length, by] of edits)
          text = text.slice(0, from) + by + text.slice(from + length)
        const results = resultsOf(readIntake(bytesOf(text)))
        if (results.includes('not-detected')) assert.match(text, /260415000\^[^|]*SCT/)
      }),
      RUNS,
    )
  })
})

describe('one change, wherever it is', () => {
  const CHANGES: readonly (JsonValue | undefined)[] = [
    ...[undefined, null, true, 0, 1.5, '', 'x', '2026', [], {}, [null], ['x'], [{}], { x: 1 }],
  ]
  const HOLDER = ['family', 'given', 'birthDate', 'documentNumber', 'sex']
  const FACT = [
    ...['kind', 'disease', 'country', 'centre', 'class', 'result', 'sampledAt', 'codes', 'date'],
    ...['product', 'manufacturer', 'doseNumber', 'seriesDoses', 'lot'],
  ]
  const LISTS = ['codes', 'product']
  const COUNTS = ['doseNumber', 'seriesDoses']

  /** An order has the members of an order, and no value of another kind than they have. */
  function checkOrder(order: JsonValue | undefined): void {
    assert.ok(isJsonObject(order))
    const [holder, fact] = [member(order, 'holder'), member(order, 'fact')]
    assert.ok(isJsonObject(holder) && isJsonObject(fact) && Object.keys(order).length === 2)
    assert.ok('birthDate' in holder && ('family' in holder || 'given' in holder))
    for (const [name, value] of Object.entries(holder)) {
      assert.ok(HOLDER.includes(name) && typeof value === 'string' && value !== '', name)
    }
    for (const [name, value] of Object.entries(fact)) {
      assert.ok(FACT.includes(name), name)
      if (COUNTS.includes(name)) assert.ok(Number.isSafeInteger(value))
      else if (LISTS.includes(name)) assert.ok(Array.isArray(value) && value.length > 0)
      else if (name !== 'manufacturer') assert.ok(typeof value === 'string' && value !== '', name)
    }
    if (stringMember(fact, 'kind') !== 'test') return
    for (const name of ['disease', 'class', 'result', 'sampledAt']) assert.ok(name in fact, name)
  }

  function pathsOf(value: JsonValue, path = ''): readonly string[] {
    if (typeof value !== 'object' || value === null) return path === '' ? [] : [path]
    const inner = Object.entries(value).flatMap(([name, each]) =>
      pathsOf(each, path === '' ? name : `${path}.${name}`),
    )
    return path === '' ? inner : [path, ...inner]
  }

  for (const name of ['fhir-test.json', 'fhir-immunization.json']) {
    test(`every member of ${name}`, () => {
      const base = sampleJson(name)
      const paths = pathsOf(base)
      assert.ok(paths.length > 40)
      for (const path of paths) {
        for (const change of CHANGES) {
          const text = JSON.stringify(withValue(base, path, change))
          for (const row of readIntake(bytesOf(text), { form: 'fhir' })) {
            if (isTaken(row)) checkOrder(row.order)
            else assert.ok(row.faults.length > 0)
          }
        }
      }
    })
  }

  for (const name of ['result.hl7', 'vaccination.hl7']) {
    test(`every field of ${name}`, () => {
      const fields = sampleText(name).split(/([|^&~\r])/)
      const changes = ['', '""', 'x', '&', '^', '~', 'x~y', 'a&b', '\\X0D\\', '20260501', '0', 'ä']
      for (const at of fields.keys()) {
        for (const change of changes) {
          const text = fields.with(at, change).join('')
          const rows = readIntake(toSample(name, text), { form: 'hl7' })
          assert.ok(rows.length > 0)
          for (const row of rows.filter(isTaken)) checkOrder(row.order)
        }
      }
    })
  }
})

describe('anything at all', () => {
  const names = ['orders.json', 'orders.ndjson', 'orders.csv', 'laboratory.csv', 'fhir-test.json']
  const samples = [...names, 'fhir-immunization.json', 'result.hl7', 'vaccination.hl7'].map(
    readSample,
  )
  const mapping = sampleMapping()

  test('is read or refused with reasons', () => {
    const form = fc.constantFrom(undefined, ...INTAKE_FORMS)
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((each): Bytes => new Uint8Array(each)),
      fc
        .tuple(
          fc.constantFrom(...samples),
          fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
        )
        .map(([sample, edits]): Bytes => {
          const copy = new Uint8Array(sample)
          for (const [at, byte] of edits) copy[at % copy.length] = byte
          return copy
        }),
    )
    fc.assert(
      fc.property(bytes, form, fc.boolean(), (each, named, isMapped) => {
        const options: IntakeOptions = {
          ...(named !== undefined && { form: named }),
          ...(isMapped && (named ?? 'csv') === 'csv' && { mapping }),
        }
        const rows = readIntake(each, options)
        assert.ok(rows.length > 0)
        for (const row of rows) assert.ok(isTaken(row) || row.faults.length > 0)
      }),
      RUNS,
    )
  })

  test('no reason holds a value of a person', () => {
    const secrets = /hythloday|raphael|amaurot(?!e)|U12345678|1978|utopos|utópos|achorian/i
    for (const [i, sample] of samples.entries()) {
      const text = new TextDecoder('latin1').decode(sample)
      for (let at = 0; at < text.length; at += Math.ceil(text.length / 60)) {
        const broken = new Uint8Array(sample)
        broken[at] = 0x7e
        const options = names[i] === 'laboratory.csv' ? { mapping } : {}
        for (const row of readIntake(broken, options)) {
          if (!isTaken(row)) assert.doesNotMatch(JSON.stringify(row), secrets)
        }
      }
    }
  })
})
