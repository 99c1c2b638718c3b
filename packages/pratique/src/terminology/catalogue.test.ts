import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { UsageError } from '../errors.ts'
import type { RawCode, Test, Vaccination } from '../model/health-certificate.ts'
import { parseCatalogue } from './catalogue.ts'
import { createTerminology, type Terminology } from './terminology.ts'

const SYSTEM = 'https://codes.example/vaccines'
const CVX = 'http://hl7.org/fhir/sid/cvx'
const LOINC = 'http://loinc.org'

const PRODUCT = { id: 'novelvax', name: 'Novelvax', disease: 'covid-19', kind: 'covid-19-mrna' }
const ENTRY = {
  system: SYSTEM,
  code: 'NV-30',
  means: 'novelvax',
  relation: 'narrower',
  source: 'Ministry of Health',
}

function file(entries: readonly unknown[], products: readonly unknown[] = [PRODUCT]): string {
  return JSON.stringify({ type: 'pratique-terminology', products, entries })
}

function dose(...codes: readonly RawCode[]): Vaccination {
  return {
    kind: 'vaccination',
    disease: { value: 'covid-19', source: 'stated', codes: [] },
    vaccineType: { value: 'unknown', source: 'stated', codes },
    status: { value: 'completed', source: 'stated' },
  }
}

function withCatalogue(...entries: readonly object[]): Terminology {
  return createTerminology({ catalogues: [parseCatalogue(file(entries))] })
}

describe('a catalogue', () => {
  test('adds products and codes', () => {
    const terminology = withCatalogue(ENTRY)
    const match = terminology.matchProduct(dose({ system: `${SYSTEM}/`, code: ' NV-30' }))
    assert.deepEqual([match.state, match.possible], ['known', ['novelvax']])
    assert.equal(terminology.products.get('novelvax')?.name, 'Novelvax')
    const other = createTerminology().matchProduct(dose({ system: SYSTEM, code: 'NV-30' }))
    assert.equal(other.state, 'unknown')
  })

  test('adds its products to the classes', () => {
    const match = withCatalogue(ENTRY).matchProduct(dose({ code: '1119349007' }))
    assert.deepEqual(match.possible, ['comirnaty', 'spikevax', 'cvncov', 'novelvax'])
  })

  test('adds broader codes, closed only where it says so', () => {
    const broader = { ...ENTRY, relation: 'broader' }
    const pair = [broader, { ...broader, means: 'comirnaty' }]
    const coding = { system: SYSTEM, code: 'NV-30' }
    const open = withCatalogue(...pair).matchProduct(dose(coding))
    assert.deepEqual([open.state, open.possible], ['unknown', ['comirnaty', 'novelvax']])
    const closed = withCatalogue(...pair.map((each) => ({ ...each, isClosed: true })))
    assert.equal(closed.matchProduct(dose(coding)).state, 'one-of')
  })

  test('adds kinds, diseases, classes and results', () => {
    const terminology = withCatalogue(
      { ...ENTRY, code: 'k', means: 'polio-bopv' },
      { ...ENTRY, code: 'd', means: 'dengue' },
      { ...ENTRY, code: 'c', means: 'naat' },
      { ...ENTRY, code: 'r', means: 'not-detected' },
    )
    const fact: Test = {
      kind: 'test',
      disease: { value: 'unknown', source: 'stated', codes: [{ system: SYSTEM, code: 'd' }] },
      class: { value: 'unknown', source: 'stated', codes: [{ system: SYSTEM, code: 'c' }] },
      result: { value: 'unknown', source: 'stated', codes: [{ system: SYSTEM, code: 'r' }] },
      status: { value: 'final', source: 'stated' },
    }
    assert.deepEqual(terminology.matchDisease(fact).possible, ['dengue'])
    assert.deepEqual(terminology.matchTestClass(fact).possible, ['naat'])
    assert.deepEqual(terminology.matchResult(fact).possible, ['not-detected'])
    const kind = terminology.matchKind(dose({ system: SYSTEM, code: 'k' }))
    assert.deepEqual(kind.possible, ['polio-bopv'])
  })

  test('of two, the later one counts', () => {
    const catalogues = ['comirnaty', 'spikevax'].map((means) =>
      parseCatalogue(file([{ ...ENTRY, means }], [])),
    )
    const match = createTerminology({ catalogues }).matchProduct(
      dose({ system: SYSTEM, code: 'NV-30' }),
    )
    assert.deepEqual(match.possible, ['spikevax'])
  })
})

describe('a fault', () => {
  function refusal(text: string): string {
    try {
      parseCatalogue(text)
    } catch (error) {
      assert.ok(error instanceof UsageError)
      assert.equal(error.code, 'usage.catalogue-file')
      return error.message
    }
    return ''
  }

  test('of form is named by its path, every one of them', () => {
    const message = refusal(
      file(
        [ENTRY, { ...ENTRY, relation: 'equal', code: 5 }, { ...ENTRY, sorce: 'x' }, 'entry'],
        [{ ...PRODUCT, id: 'Novel Vax', disease: 'covid', primarySeries: 0, platform: 'magic' }],
      ),
    )
    for (const path of [
      'entries[1].relation',
      'entries[1].code',
      'entries[2]',
      'entries[3]',
      'products[0].id',
      'products[0].disease',
      'products[0].primarySeries',
      'products[0].platform',
    ]) {
      assert.ok(message.includes(`${path}: `), path)
    }
    assert.ok(!message.includes('entries[0]'))
  })

  test('of the file is one, too', () => {
    assert.match(refusal('{'), /^the file: /)
    assert.match(refusal('[]'), /the file: expected an object/)
    assert.match(refusal('{"type":"pratique-terminology","type":"x"}'), /^the file: duplicate/)
    assert.match(refusal('{}'), /type: expected/)
    assert.match(refusal(file([], [])), /entries: expected/)
  })

  test('of meaning is one, too', () => {
    const entries = [
      [{ ...ENTRY, means: 'nothing' }, 'entries[0].means'],
      [{ ...ENTRY, system: undefined, code: '208' }, 'entries[0].system'],
      [{ ...ENTRY, means: 'yellow-fever', relation: 'broader' }, 'entries[0].relation'],
    ] as const
    for (const [entry, path] of entries) assert.ok(refusal(file([entry])).startsWith(path), path)
    const twice = refusal(file([ENTRY, { ...ENTRY, means: 'comirnaty' }]))
    assert.match(twice, /^entries\[1\]\.code/)
    assert.match(refusal(file([ENTRY], [{ ...PRODUCT, id: 'comirnaty' }])), /^products\[0\]\.id/)
    const kind = { ...PRODUCT, kind: 'polio-bopv' }
    assert.match(refusal(file([ENTRY], [kind])), /^products\[0\]\.kind/)
  })

  test('a dangerous mapping is one', () => {
    const dangerous = [
      { system: LOINC, code: '98069-8', means: 'naat' },
      { system: LOINC, code: '94510-5', means: 'naat' },
      { code: 'molecular(other)', means: 'antigen-rapid' },
      { system: 'http://id.who.int/icd11/mms', code: 'RA01.1', means: 'not-detected' },
      { code: '260373001', means: 'not-detected' },
      { system: CVX, code: '208', means: 'spikevax' },
      { system: CVX, code: '212', means: 'novelvax' },
      { code: '1157024006', means: 'novelvax' },
      { system: CVX, code: '37', means: 'covid-19-mrna' },
      { code: '1D47', means: 'covid-19' },
    ]
    for (const each of dangerous) {
      const message = refusal(file([{ relation: 'exact', source: 's', ...each }]))
      assert.match(message, /^entries\[0\]\.means: expected what/, each.code)
    }
  })

  test('narrowing a broader code is none', () => {
    const terminology = withCatalogue({ ...ENTRY, system: CVX, code: '210', means: 'vaxzevria' })
    assert.equal(terminology.matchProduct(dose({ system: CVX, code: '210' })).state, 'known')
  })

  test('any text is a catalogue or refused', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((json) => file([{ ...ENTRY, json }])),
    )
    fc.assert(
      fc.property(texts, (text) => {
        assert.ok(refusal(text) !== '')
      }),
    )
  })
})
