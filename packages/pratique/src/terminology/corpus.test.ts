import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import type { CodedField, RawCode, Test, Vaccination } from '../model/health-certificate.ts'
import { createTerminology } from './terminology.ts'

/** Beside the repository; other machines do not have it. */
const CORPUS = new URL('../../../../../shared/corpus/terminology/', import.meta.url)
const skip = existsSync(CORPUS) ? false : 'no corpus beside the repository'

const terminology = createTerminology()

/** The corpus' names of vocabularies. Those of the EU's fields go without. */
const SYSTEMS: Readonly<Record<string, string>> = {
  CVX: 'http://hl7.org/fhir/sid/cvx',
  'ICD-11': 'http://id.who.int/icd11/mms',
  'ICD-11 MMS': 'http://id.who.int/icd11/mms',
  'ICD-11 foundation entity': 'http://id.who.int/icd/entity',
  'SNOMED CT': 'http://snomed.info/sct',
  'SNOMED CT (national or extension)': 'http://snomed.info/sct',
  LOINC: 'http://loinc.org',
  ATC: 'http://www.whocc.no/atc',
  'WHO prequal product id (gen1)':
    'http://smart.who.int/pcmt-vaxprequal/CodeSystem/PreQualProductIds',
  'WHO prequal product id (gen2)':
    'http://smart.who.int/pcmt-vaxprequal/CodeSystem/PreQualProductIDs',
  'WHO prequal vaccine type (gen1)':
    'http://smart.who.int/pcmt-vaxprequal/CodeSystem/PreQualVaccineType',
}

/**
 * Rows that disagree with other rows: these codes are broader for products of other makers, and a
 * Canadian code of Covovax is listed as Nuvaxovid.
 */
const OVERRULED: ReadonlySet<string> = new Set([
  'vaxzevria XM4YL8',
  'nuvaxovid XM9T65',
  'nuvaxovid 34921000087108',
])

const DISEASES: Readonly<Record<string, string>> = {
  POLIO: 'poliomyelitis',
  MENINGOCOCCAL: 'meningococcal-disease',
}

type Row = Readonly<Record<string, string>>

describe('the corpus', { skip }, () => {
  test('every row of a vaccine against COVID-19 gives what its relation says', () => {
    let count = 0
    for (const row of readRows('crosswalk_covid_vaccines.csv')) {
      const { pratique_product: id = '', relation_to_product: relation, code = '' } = row
      const match = terminology.matchProduct(toDose(row))
      const isClass = id === '(class only)'
      if (!isClass) assert.ok(OVERRULED.has(`${id} ${code}`) || match.possible.includes(id), code)
      if (relation === 'exact' || relation === 'narrower') {
        if (!OVERRULED.has(`${id} ${code}`)) assert.deepEqual(match.possible, [id], code)
        assert.ok(match.state === 'known' || match.state === 'one-of', code)
      }
      if (relation === 'broader') assert.notEqual(match.state, 'known', code)
      if (relation === 'corroborates') assert.equal(match.source, 'derived')
      assert.deepEqual(terminology.matchDisease(toDose(row)).possible, ['covid-19'])
      count += 1
    }
    assert.equal(count, 296)
  })

  test('products have the codes of the EU that the rows have', () => {
    const rows = readRows('crosswalk_covid_vaccines.csv')
    for (const { id, euCodes } of terminology.products.values()) {
      const own = rows.filter((row) => row['pratique_product'] === id)
      const of = (scheme: string) =>
        own.flatMap((row) => (row['scheme']?.startsWith(scheme) ? [row['code']] : []))
      if (of('EU mp').length === 0) continue
      assert.ok(euCodes && of('EU mp').includes(euCodes.mp), id)
      assert.ok(of('EU ma').includes(euCodes.ma), id)
      assert.ok(of('SNOMED CT (EU vp)').includes(euCodes.vp), id)
    }
  })

  test('every row of the ICVP has its disease, and its product where it has one', () => {
    let count = 0
    const products = new Map<string, string>()
    for (const row of readRows('crosswalk_icvp_vaccines.csv')) {
      const { code = '', scheme = '', display = '' } = row
      const disease = toDisease(row)
      const fact = { ...toDose(row), disease: field([]) }
      const found = terminology.matchDisease(fact)
      assert.deepEqual([found.state, found.possible], ['known', [disease]], code)
      const match = terminology.matchProduct(fact)
      if (scheme.includes('product id')) {
        assert.equal(match.state, 'known', code)
        const [id = ''] = match.possible
        assert.equal(terminology.products.get(id)?.disease, disease)
        assert.equal(terminology.products.get(id)?.isPrequalified, true)
        // Packs of one product are one; two products are two.
        const name = display.replace(/ \/ \d+ doses$/, '').replace(/^FVP-P-\d+ /, '')
        products.set(name, id)
      } else {
        assert.equal(match.isClosed, false, code)
        assert.notDeepEqual(terminology.matchKind(fact).possible, [], code)
      }
      count += 1
    }
    assert.equal(count, 157)
    assert.equal(new Set(products.values()).size, 41)
  })

  test('every row of a disease is that disease', () => {
    for (const row of readRows('crosswalk_diseases.csv')) {
      for (const coding of [toCoding(row), { code: row['code'] ?? '' }]) {
        const match = terminology.matchDisease({ kind: 'recovery', disease: field([coding]) })
        assert.deepEqual([match.state, match.possible], ['known', [toDisease(row)]])
      }
    }
  })

  test('every row of a test has the class that it may be used for', () => {
    for (const row of readRows('crosswalk_covid_tests.csv')) {
      const { pratique_class: word = '', use, relation_to_class: relation, code } = row
      const match = terminology.matchTestClass(toTest([toCoding(row)], []))
      const isUsed = use === 'accept' || word === 'antibody'
      if (!isUsed) {
        assert.equal(match.state, 'unknown', code)
        continue
      }
      const expected = word === 'antigen-lab' ? 'antigen-laboratory' : word
      assert.ok(
        match.possible.some((each) => each === expected),
        code,
      )
      assert.equal(match.state, relation === 'broader' ? 'one-of' : 'known', code)
    }
  })

  test('every row of a result is that result', () => {
    const words: Readonly<Record<string, readonly string[]>> = {
      presumptive: ['detected', 'inconclusive'],
      invalid: ['inconclusive'],
      'DO-NOT-MAP': [],
    }
    for (const row of readRows('crosswalk_test_results.csv')) {
      const { pratique_result: word = '', code = '' } = row
      const match = terminology.matchResult(toTest([], [toCoding(row)]))
      assert.deepEqual(match.possible, words[word] ?? [word], code)
    }
  })

  test('every CVX code of the four diseases is against it', () => {
    for (const { cvx = '', pratique_target_guess: word = '' } of readRows('cvx_all.csv')) {
      if (word === '') continue
      const coding = { system: 'http://hl7.org/fhir/sid/cvx', code: cvx }
      const fact = { ...toDose({}), vaccineType: field([coding]), disease: field([]) }
      const expected = toDisease({ pratique_disease: word })
      assert.deepEqual(terminology.matchDisease(fact).possible, [expected], cvx)
    }
  })
})

function toDose(row: Row): Vaccination {
  const scheme = row['scheme'] ?? ''
  const codes = field([toCoding(row)])
  return {
    kind: 'vaccination',
    disease: { value: 'covid-19', source: 'stated', codes: [{ code: '840539006' }] },
    status: { value: 'completed', source: 'stated' },
    ...(scheme.startsWith('EU ma')
      ? { manufacturer: codes }
      : scheme.startsWith('EU mp') || scheme.includes('product id')
        ? { product: codes }
        : { vaccineType: codes }),
  }
}

function toTest(of: readonly RawCode[], result: readonly RawCode[]): Test {
  return {
    kind: 'test',
    disease: field([]),
    class: field(of),
    result: field(result),
    status: { value: 'final', source: 'stated' },
  }
}

function toCoding(row: Row): RawCode {
  const system = SYSTEMS[row['scheme'] ?? '']
  return { ...(system !== undefined && { system }), code: row['code'] ?? '' }
}

function field(codes: readonly RawCode[]): CodedField<never> {
  return { value: 'unknown', source: codes.length > 0 ? 'stated' : 'derived', codes }
}

function toDisease(row: Row): string {
  const word = row['pratique_disease'] ?? ''
  return DISEASES[word] ?? word.toLowerCase()
}

/** Reads a file of comma-separated values (RFC 4180) whose first line has the names. */
function readRows(file: string): readonly Row[] {
  const [names = [], ...rows] = readFileSync(new URL(file, CORPUS), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    )
  return rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i] ?? ''])))
}
