import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ANY_CHARACTER } from '../../test/any-character.ts'
import {
  CVX,
  codes,
  dose,
  ICD,
  NO_DISEASE,
  product,
  SNOMED,
  STATED,
  show,
  terminology,
  WHO,
} from '../../test/made-doses.ts'
import type { MedicalFact, RawCode, Test } from '../model/health-certificate.ts'
import type { Match } from './match.ts'

const LOINC = 'http://loinc.org'

function labTest(of: readonly RawCode[], result: readonly RawCode[] = []): Test {
  return {
    kind: 'test',
    disease: NO_DISEASE,
    class: codes(of),
    result: codes(result),
    status: { value: 'final', source: 'stated' },
  }
}

describe('the disease', () => {
  function disease(fact: MedicalFact): string {
    return show(terminology.matchDisease(fact))
  }

  test('is stated by a code, an agent or a word', () => {
    const spellings = {
      '840539006': 'known stated covid-19',
      '840533007': 'known stated covid-19',
      RA01: 'known stated covid-19',
      'RA01.0': 'known stated covid-19',
      'RAO1.O': 'known stated covid-19',
      XN1O9: 'known stated covid-19',
      'COVID-19': 'known stated covid-19',
      '1D47': 'known stated yellow-fever',
      YellowFever: 'known derived yellow-fever',
      '1C1C': 'known stated meningococcal-disease',
    }
    for (const [code, expected] of Object.entries(spellings)) {
      const field = { value: 'unknown', source: 'stated', codes: [{ code }] } as const
      assert.equal(disease({ kind: 'recovery', disease: field }), expected, code)
    }
  })

  test('follows from the vaccine or the test where it is not stated', () => {
    const derived = (system: string, code: string) =>
      disease(dose({ disease: NO_DISEASE, type: [{ system, code }] }))
    assert.equal(derived(CVX, '208'), 'known derived covid-19')
    assert.equal(derived(CVX, '500'), 'known derived covid-19')
    assert.equal(derived(CVX, '37'), 'known derived yellow-fever')
    assert.equal(derived(CVX, '110'), 'known derived poliomyelitis')
    assert.equal(derived(CVX, '18'), 'known derived rabies')
    assert.equal(derived(CVX, '999'), 'unknown derived')
    assert.equal(disease(labTest([{ system: LOINC, code: '94500-6' }])), 'known derived covid-19')
    assert.equal(disease(labTest([{ system: LOINC, code: '94502-2' }])), 'unknown derived')
    const named = dose({ disease: NO_DISEASE, product: [{ code: 'Stamaril' }] })
    assert.equal(disease(named), 'known derived yellow-fever')
    const pfizer = dose({ disease: NO_DISEASE, product: [{ code: 'Pfizer' }] })
    assert.equal(disease(pfizer), 'unknown derived')
  })

  test('is not what the vaccine is against where something unknown is stated', () => {
    const field = { value: 'unknown', source: 'stated', codes: [{ code: '999999' }] } as const
    const fact = dose({ disease: field, type: [{ system: CVX, code: '208' }] })
    assert.equal(disease(fact), 'unknown derived covid-19')
  })

  test('contradicts a vaccine against another', () => {
    const fact = dose({ type: [{ system: CVX, code: '37' }] })
    assert.equal(disease(fact), 'contradictory stated covid-19 yellow-fever')
    const diphtheria = { value: 'unknown', source: 'stated', codes: [{ code: '1C17' }] } as const
    const combination = dose({ disease: diphtheria, product: [{ code: 'Hexaxim' }] })
    assert.equal(disease(combination), 'known stated diphtheria')
  })

  test("is the view's word where its codes mean nothing here", () => {
    const field = { value: 'covid-19', source: 'derived', codes: [{ code: 'Covid jab' }] } as const
    assert.equal(disease({ kind: 'recovery', disease: field }), 'known derived covid-19')
  })
})

describe('the class of a test', () => {
  function testClass(...of: readonly RawCode[]): string {
    return show(terminology.matchTestClass(labTest(of)))
  }

  test('is read from any vocabulary', () => {
    assert.equal(testClass({ code: 'LP6464-4' }), 'known stated naat')
    assert.equal(testClass({ system: LOINC, code: '94500-6' }), 'known stated naat')
    assert.equal(testClass({ code: 'Molecular (PCR)' }), 'known stated naat')
    assert.equal(testClass({ code: ' rt-pcr ' }), 'known stated naat')
    assert.equal(
      testClass({ code: 'http://id.who.int/icd/entity/2056159157' }),
      'known stated antigen-rapid',
    )
  })

  test("ICAO's antigen may be either", () => {
    assert.equal(testClass({ code: 'antigen' }), 'one-of stated antigen-rapid antigen-laboratory')
    const both = testClass({ code: 'antigen' }, { system: LOINC, code: '94558-4' })
    assert.equal(both, 'known stated antigen-rapid')
  })

  test('a Ct value, a lineage or a sequence has none, and contradicts one that has', () => {
    for (const code of ['94510-5', '96895-8', '95424-8', '96829-7', '94531-1', '94502-2']) {
      assert.equal(testClass({ system: LOINC, code }), 'unknown stated', code)
    }
    const ct = testClass({ system: LOINC, code: '94510-5' }, { system: LOINC, code: '94500-6' })
    assert.equal(ct, 'contradictory stated naat')
    const panel = testClass({ system: LOINC, code: '94531-1' }, { system: LOINC, code: '94500-6' })
    assert.equal(panel, 'known stated naat')
    const other = testClass({ system: LOINC, code: '95942-9' }, { system: LOINC, code: '94500-6' })
    assert.equal(other, 'contradictory stated naat')
  })

  test('two classes contradict each other', () => {
    const match = testClass({ code: 'LP6464-4' }, { code: 'LP217198-3' })
    assert.equal(match, 'contradictory stated naat antigen-rapid')
  })
})

describe('the result of a test', () => {
  function result(...of: readonly RawCode[]): string {
    return show(terminology.matchResult(labTest([], of)))
  }

  test('is read from its codes', () => {
    assert.equal(result({ code: '260415000' }), 'known stated not-detected')
    assert.equal(result({ code: 'NEGATIVE' }), 'known stated not-detected')
    assert.equal(result({ system: SNOMED, code: '10828004' }), 'known stated detected')
    assert.equal(
      result({ system: SNOMED, code: '720735008' }),
      'one-of stated detected inconclusive',
    )
  })

  test('is unknown for every code that is not in our tables', () => {
    for (const code of ['', 'NotDetected', '260415001', 'LP6464-4', '1119349007', 'not negative']) {
      assert.equal(result({ code }), 'unknown stated', code)
    }
    assert.equal(result({ system: 'urn:example', code: '260415000' }), 'unknown stated')
    assert.equal(result(), 'unknown stated')
  })

  test('a diagnosis is no result, and contradicts a negative one', () => {
    for (const code of ['RA01.0', 'RA01.1']) {
      assert.equal(result({ system: ICD, code }), 'unknown stated')
      const both = result({ system: ICD, code }, { code: '260415000' })
      assert.equal(both, 'contradictory stated not-detected')
    }
    assert.match(result({ code: '260415000' }, { code: '260373001' }), /^contradictory/)
  })
})

describe('spelling', () => {
  test('systems have many names', () => {
    const names = [
      'http://id.who.int/icd11/mms',
      'https://id.who.int/icd11/mms/',
      'http://id.who.int/icd/release/11/mms',
      'https://id.who.int/icd/release/11/2022-02/mms',
      'http://hl7.org/fhir/sid/icd-11',
      'https://HL7.org/fhir/sid/icd-11/',
      'http://hl7.org/fhir/sid/icd-11|2022',
      ' ICD-11 ',
    ]
    for (const system of names) {
      assert.equal(product({ type: [{ system, code: 'XM8NQ0' }] }), STATED, system)
    }
    const cvx = ['https://hl7.org/fhir/sid/cvx/', 'urn:oid:2.16.840.1.113883.12.292', 'CVX']
    for (const system of cvx) {
      assert.equal(product({ type: [{ system, code: '208' }] }), STATED, system)
    }
    const snomed = ['https://snomed.info/sct', 'http://snomed.info/sct/731000124108', 'SNOMED CT']
    for (const system of snomed) {
      assert.equal(product({ type: [{ system, code: '1031000172108' }] }), STATED, system)
    }
  })

  test('codes are trimmed, compatible and Latin; ICD-11 has no letters O and I', () => {
    const spellings = {
      ' XM8NQ0\u00a0': 'comirnaty',
      xm8nq0: 'comirnaty',
      XM8NQO: 'comirnaty',
      ＸＭ８ＮＱ０: 'comirnaty',
      ХМ8NQ0: 'comirnaty',
      'XM\u200b8NQ0': 'comirnaty',
      XM3PGO: 'soberana-02',
      XMORV9: 'soberana-plus',
      XMIAG7: 'convidecia',
    }
    for (const [code, id] of Object.entries(spellings)) {
      assert.equal(product({ type: [{ code }] }), `known stated ${id}`, code)
      assert.equal(product({ type: [{ system: ICD, code }] }), `known stated ${id}`, code)
    }
    const cyrillic = terminology.matchProduct(dose({ type: [{ system: ICD, code: 'XM3СТ4' }] }))
    assert.ok(cyrillic.possible.includes('covid-19-recombinant'))
    assert.equal(product({ product: [{ code: 'СоronаVаc' }] }), 'known stated coronavac')
    assert.equal(product({ type: [{ system: CVX, code: ' 0208' }] }), STATED)
  })

  test('countries have two letters', () => {
    const spellings = { DEU: 'DE', deu: 'DE', ' de ': 'DE', D: 'DE', ＤＥ: 'DE', СНЕ: 'CH' }
    for (const [code, country] of Object.entries(spellings)) {
      assert.equal(terminology.toCountry(code), country, code)
    }
    assert.equal(terminology.toCountry('ZZZ'), undefined)
    assert.equal(terminology.toCountry(''), undefined)
  })
})

describe('properties', () => {
  const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) }
  const known = fc.constantFrom(
    '208',
    'XM8NQ0',
    'EU/1/20/1528',
    'Spikevax',
    '1119349007',
    '210',
    '',
  )
  const text = fc.oneof(fc.string({ unit: ANY_CHARACTER, maxLength: 30 }), known)
  const system = fc.constantFrom(CVX, SNOMED, ICD, LOINC, WHO, 'urn:example')
  const coding = fc.oneof(
    fc.record({ code: text }),
    fc.record({ code: text, system, display: text }),
    fc.record({ code: text, system: text }),
  )
  const codings = fc.array(coding, { maxLength: 3 })

  test('anything has a match, and the order of codings does not matter', () => {
    const check = (product: RawCode[], type: RawCode[], maker: RawCode[]): void => {
      const fact = dose({ product, type, maker })
      const turned = dose({ product: product.toReversed(), type: type.toReversed(), maker })
      for (const match of [terminology.matchProduct, terminology.matchKind]) {
        const found = match(fact)
        checkShape(found)
        assert.deepEqual(match(turned), found)
      }
      checkShape(terminology.matchDisease(fact))
    }
    fc.assert(fc.property(codings, codings, codings, check), RUNS)
  })

  test('an unknown result is never "not detected"', () => {
    const negative = /^(?:260415000|260385009|131194007|LA11883-8|LA6577-6|negative)$/i
    const check = (result: RawCode[], of: RawCode[]): void => {
      const match = terminology.matchResult(labTest(of, result))
      checkShape(match)
      checkShape(terminology.matchTestClass(labTest(of, result)))
      const isStated = result.some(({ code }) => negative.test(code.trim()))
      assert.ok(isStated || !match.possible.includes('not-detected'))
    }
    fc.assert(fc.property(codings, codings, check), RUNS)
  })

  function checkShape({ possible, state, isClosed }: Match<string>): void {
    assert.equal(new Set(possible).size, possible.length)
    assert.equal(isClosed, state === 'known' || state === 'one-of')
    if (state === 'known') assert.equal(possible.length, 1)
    if (state === 'one-of') assert.ok(possible.length > 1)
    if (state === 'contradictory') assert.ok(possible.length > 0)
  }
})
