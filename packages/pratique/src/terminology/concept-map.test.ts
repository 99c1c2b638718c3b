import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { checkConceptMap } from './concept-map.ts'

const LOINC = 'http://loinc.org'
const ICD = 'http://id.who.int/icd11/mms'
const ENTITY = 'http://id.who.int/icd/entity'
const SNOMED = 'http://snomed.info/sct'
const CVX = 'http://hl7.org/fhir/sid/cvx'
const EU = 'https://ec.europa.eu/health/documents/community-register/html/'
const ICAO = 'http://smart.who.int/ddcc/CodeSystem/icao-lab-test-type'
const NAAT = '1334426561'
const RAPID = '2056159157'

interface Row {
  readonly from: string
  readonly to: string
  readonly equivalence?: string
  readonly display?: string
}

function mapOf(source: string, target: string, rows: readonly Row[]): unknown {
  const element = rows.map(({ from, to, equivalence = 'equivalent', display }) => ({
    code: from,
    ...(display !== undefined && { display }),
    target: [{ code: to, equivalence }],
  }))
  return { resourceType: 'ConceptMap', group: [{ source, target, element }] }
}

function kinds(source: string, target: string, ...rows: readonly Row[]): string {
  const findings = checkConceptMap(mapOf(source, target, rows))
  return findings.map(({ kind, severity }) => `${kind} ${severity}`).join(', ')
}

describe('a dangerous mapping', () => {
  test('of an antibody test to a NAAT', () => {
    assert.deepEqual(checkConceptMap(mapOf(LOINC, ENTITY, [{ from: '98069-8', to: NAAT }])), [
      {
        severity: 'error',
        path: 'group[0].element[0].target[0]',
        source: `${LOINC}|98069-8`,
        target: `${ENTITY}|${NAAT}`,
        kind: 'antibody-as-virus-test',
      },
    ])
    assert.equal(
      kinds(LOINC, ENTITY, { from: '98069-8', to: RAPID, equivalence: 'wider' }),
      'antibody-as-virus-test error',
    )
  })

  test('of a molecular test to an antigen test, and the reverse', () => {
    assert.equal(
      kinds(ICAO, ENTITY, { from: 'molecular(other)', to: RAPID }),
      'molecular-as-antigen error',
    )
    assert.equal(kinds(LOINC, ENTITY, { from: '94558-4', to: NAAT }), 'antigen-as-molecular error')
    assert.equal(
      kinds(LOINC, ENTITY, { from: '96119-3', to: RAPID }),
      'laboratory-as-rapid warning',
    )
  })

  test('of a lineage, a Ct value or a sequence to a class', () => {
    assert.equal(kinds(LOINC, ENTITY, { from: '96895-8', to: NAAT }), 'typing-as-test error')
    assert.equal(kinds(LOINC, ENTITY, { from: '94510-5', to: NAAT }), 'quantity-as-test error')
    assert.equal(kinds(LOINC, ENTITY, { from: '95424-8', to: NAAT }), 'sequencing-as-test error')
    assert.equal(kinds(LOINC, ENTITY, { from: '94531-1', to: NAAT }), 'panel-as-test warning')
  })

  test('of a code that is not in our tables, by its display', () => {
    const displays = {
      'Virus RNA [Cycle Threshold #] in Saliva by NAA with probe detection': 'quantity-as-test',
      'Virus lineage [Type] in Specimen by Sequencing': 'typing-as-test',
      'Virus IgG Ab [Presence] in Serum by Immunoassay': 'antibody-as-virus-test',
      'Virus Ag [Presence] in Nose by Rapid immunoassay': 'antigen-as-molecular',
    }
    for (const [display, kind] of Object.entries(displays)) {
      assert.equal(kinds(LOINC, ENTITY, { from: '1-8', to: NAAT, display }), `${kind} warning`)
    }
  })

  test('of a result to a diagnosis', () => {
    for (const code of ['260415000', '260385009']) {
      for (const to of ['RA01.1', 'RA01.0', '1D47', '5A11']) {
        assert.equal(kinds(SNOMED, ICD, { from: code, to }), 'negative-as-disease error')
      }
    }
    assert.equal(kinds('', ICD, { from: 'negative', to: 'RA01.1' }), 'negative-as-disease error')
    assert.equal(
      kinds('http://hl7.org/fhir/sid/cvx2', 'http://hl7.org/fhir/sid/icd-10', {
        from: 'NEG',
        to: 'U07.2',
        display: 'Negative',
      }),
      'negative-as-disease warning',
    )
    assert.equal(
      kinds(SNOMED, ICD, { from: '260373001', to: 'RA01.0' }),
      'positive-as-disease warning',
    )
    assert.equal(kinds(SNOMED, SNOMED, { from: '260415000', to: '10828004' }), 'other-result error')
  })

  test('of a product to another one', () => {
    assert.equal(kinds(EU, ICD, { from: 'EU/1/20/1528', to: 'XM3DT5' }), 'other-manufacturer error')
    assert.equal(kinds('', ICD, { from: 'Sputnik-V', to: 'XM5QM6' }), 'other-product error')
    assert.equal(kinds('', ICD, { from: 'R-COVI', to: 'XM4YL8' }), 'other-manufacturer error')
    assert.equal(
      kinds(SNOMED, ICD, { from: '34921000087108', to: 'XM8NQ0' }),
      'other-manufacturer error',
    )
    assert.equal(kinds(CVX, ICD, { from: '37', to: 'XM68M6' }), 'other-disease error')
    assert.equal(kinds(EU, ICD, { from: 'EU/1/20/1528', to: 'XM1NL1' }), 'other-kind error')
  })

  test('of a class that is called equal', () => {
    assert.equal(kinds(EU, ICD, { from: 'EU/1/20/1528', to: 'XM0GQ8' }), 'wider-as-equal error')
    assert.equal(kinds(EU, ICD, { from: 'EU/1/20/1528', to: 'XM68M6' }), 'wider-as-equal error')
    assert.equal(kinds(EU, ICD, { from: 'EU/1/21/1618', to: 'XM9T65' }), 'wider-as-equal error')
    assert.equal(kinds(CVX, EU, { from: '210', to: 'EU/1/21/1529' }), 'narrower-as-equal error')
    assert.equal(kinds(ICD, EU, { from: 'XM0GQ8', to: 'EU/1/20/1507' }), 'narrower-as-equal error')
  })

  test('of one code to several products, and of several to one', () => {
    const several = kinds(
      CVX,
      EU,
      { from: '208', to: 'EU/1/20/1528' },
      { from: '208', to: 'EU/1/20/1507' },
    )
    assert.equal(several, 'other-manufacturer error, one-to-several error')
    const unknown = kinds('urn:a', 'urn:b', { from: 'x', to: '1' }, { from: 'x', to: '2' })
    assert.equal(unknown, 'one-to-several error')
    const joined = kinds(
      EU,
      'urn:b',
      { from: 'EU/1/20/1528', to: '1' },
      { from: 'EU/1/20/1507', to: '1' },
    )
    assert.equal(joined, 'several-to-one error')
  })

  test('of everything else to one code', () => {
    const map = {
      resourceType: 'ConceptMap',
      group: [{ target: SNOMED, unmapped: { mode: 'fixed', code: '260415000' } }],
    }
    const [finding] = checkConceptMap(map)
    assert.equal(finding?.kind, 'default-meaning')
    assert.equal(finding?.path, 'group[0].unmapped')
  })
})

describe('a clean map', () => {
  test('has no findings', () => {
    assert.equal(
      kinds(
        LOINC,
        ENTITY,
        { from: '94500-6', to: NAAT, equivalence: 'wider' },
        { from: '94558-4', to: RAPID, equivalence: 'wider' },
        { from: '94510-5', to: NAAT, equivalence: 'unmatched' },
      ),
      '',
    )
    assert.equal(
      kinds(
        EU,
        ICD,
        { from: 'EU/1/20/1528', to: 'XM8NQ0' },
        { from: 'EU/1/20/1507', to: 'XM3DT5' },
        { from: 'EU/1/21/1529', to: 'XM4YL8' },
        { from: 'EU/1/21/1618', to: 'XM9T65', equivalence: 'wider' },
        { from: 'EU/1/22/1709', to: 'XM5JC5', equivalence: 'wider' },
      ),
      '',
    )
    assert.equal(
      kinds(CVX, EU, { from: '208', to: 'EU/1/20/1528' }, { from: '217', to: 'EU/1/20/1528' }),
      '',
    )
    assert.equal(
      kinds(
        CVX,
        EU,
        { from: '210', to: 'EU/1/21/1529', equivalence: 'narrower' },
        { from: '210', to: 'Covishield', equivalence: 'narrower' },
      ),
      '',
    )
    assert.equal(kinds(SNOMED, ICAO, { from: '260415000', to: 'negative' }), '')
    assert.equal(kinds(SNOMED, ICD, { from: '840539006', to: 'RA01' }), '')
    assert.equal(kinds(ICAO, ENTITY, { from: 'molecular(PCR)', to: NAAT }), '')
  })
})

describe('what is no map', () => {
  test('is unreadable', () => {
    for (const map of [null, undefined, 1, 'x', [], {}, { resourceType: 'ValueSet' }]) {
      assert.deepEqual(
        checkConceptMap(map).map(({ kind }) => kind),
        ['unreadable'],
      )
    }
  })

  test('in its parts is passed over', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (group, element) => {
        const groups = [
          group,
          { source: element, target: LOINC, element: [element, { target: [group] }] },
        ]
        assert.ok(Array.isArray(checkConceptMap({ resourceType: 'ConceptMap', group: groups })))
      }),
    )
  })
})
