import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { createWhoIcvp } from '../src/formats/who-icvp/format.ts'
import type {
  Field,
  HealthCertificate,
  Holder,
  Vaccination,
} from '../src/model/health-certificate.ts'
import { createTrustStore } from '../src/trust/store.ts'
import { compareHolders } from '../src/verify/compare-holders.ts'
import { createVerifier } from '../src/verify/verifier.ts'
import {
  CATALOGUE,
  type Dose,
  RECORDS,
  SYSTEMS,
  VACCINE,
  writeEverywhere,
} from './made-everywhere.ts'
import { NOW, testCrypto } from './made-messages.ts'
import { ALL_FORMATS } from './runtimes/all-formats.ts'

const RUNS = { numRuns: Math.ceil(Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 400) / 20) }

const withCatalogue = createWhoIcvp({ catalogue: CATALOGUE })

const verifier = createVerifier({
  formats: ALL_FORMATS.map((format) => (format.id === 'who-icvp' ? withCatalogue : format)),
  trust: createTrustStore({ records: RECORDS }),
  crypto: testCrypto,
})

/** Letters as people write them, and as a passport has them (ICAO 9303-3 §6). */
const LETTERS: readonly (readonly [own: string, transliterated: string])[] = [
  ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => [letter, letter] as const),
  ...Array.from('aeiounrst', (letter) => [letter, letter.toUpperCase()] as const),
  ...([
    ['Ä', 'AE'],
    ['ü', 'UE'],
    ['é', 'E'],
    ['Č', 'C'],
    ['ł', 'L'],
    ['ñ', 'N'],
    ['ø', 'OE'],
    ['ß', 'SS'],
  ] as const),
]

const name = fc
  .array(fc.constantFrom(...LETTERS), { minLength: 1, maxLength: 10 })
  .map((letters) => ({
    own: letters.map(([own]) => own).join(''),
    transliterated: letters.map(([, transliterated]) => transliterated).join(''),
  }))

const day = (min: string, max: string) =>
  fc
    .date({ min: new Date(min), max: new Date(max), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))

type Count = Pick<Dose, 'doseNumber' | 'seriesDoses'>

const counts = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.nat(2))
  .map(([doseNumber, more]): Count => ({ doseNumber, seriesDoses: doseNumber + more }))

const boosters = fc
  .integer({ min: 1, max: 3 })
  .map((seriesDoses): Count => ({ doseNumber: seriesDoses + 1, seriesDoses }))

const dosesOf = (each: fc.Arbitrary<Count>) =>
  fc
    .record({
      family: name,
      given: name,
      birthDate: day('1930-01-01', '2010-01-01'),
      date: day('2021-01-02', '2021-05-20'),
      count: each,
      lot: fc.string({ unit: fc.constantFrom(...'ABC0123456789'), minLength: 2, maxLength: 10 }),
    })
    .map(({ family, given, count, lot, ...dose }): Dose => {
      return {
        ...dose,
        ...count,
        family: family.own,
        given: given.own,
        familyTransliterated: family.transliterated,
        givenTransliterated: given.transliterated,
        lot: `L${lot}7`,
      }
    })

describe('one vaccination in every format', () => {
  test('is genuine in each, and says the same or nothing', async () => {
    const compared = new Set<string>()
    await fc.assert(
      fc.asyncProperty(dosesOf(counts), async (dose) => {
        const all = await readEverywhere(dose)
        for (const [name, certificate] of all) checkDose(certificate, dose, name)
        for (const [name, a] of all) {
          for (const [other, b] of all) {
            if (name === other) continue
            compareHoldersOf(a, b, `${name} and ${other}`)
            for (const key of compareCodes(name, a, other, b)) compared.add(key)
          }
        }
        const [dcc, seal] = [all.get('eu-dcc'), all.get('vds-nc')]
        assert.ok(dcc && seal)
        // Both have the name in a passport's letters.
        assert.equal(compareHolders(dcc.holder, seal.holder), 'same')
      }),
      RUNS,
    )
    // Each of these is in two formats at least.
    const { snomedCt, icd11, euRegister, spor, brand } = SYSTEMS
    const shared = [
      `manufacturer ${spor}`,
      `product ${brand}`,
      `product ${euRegister}`,
      `vaccineType ${icd11}`,
      `vaccineType ${snomedCt}`,
    ]
    assert.deepEqual([...compared].toSorted(), shared)
  })

  test('as a booster, such as 3 of 2, is stated as it stands, or left open', async () => {
    await fc.assert(
      fc.asyncProperty(dosesOf(boosters), async (dose) => {
        // DIVOC: written so, or its numbers were exchanged under the same signature.
        const all = await readEverywhere(dose, ['divoc'])
        for (const [name, certificate] of all) checkDose(certificate, dose, name)
        assert.ok(all.size > 5)
      }),
      RUNS,
    )
  })
})

/** @param open formats in which the dose cannot be told from another */
async function readEverywhere(
  dose: Dose,
  open: readonly string[] = [],
): Promise<ReadonlyMap<string, HealthCertificate>> {
  const read = new Map<string, HealthCertificate>()
  for (const [name, text] of writeEverywhere(dose)) {
    const result = await verifier.verify(text, { now: NOW })
    if (open.includes(name)) {
      assert.deepEqual([result.verdict, result.code], ['undecided', 'content.ambiguous'], name)
      continue
    }
    assert.equal(result.verdict, 'genuine', `${name}: ${result.code}`)
    assert.ok('certificate' in result && result.certificate)
    assert.equal(result.format, name.split(',')[0])
    read.set(name, result.certificate)
  }
  return read
}

/** What is stated is what was written; what is not is absent. */
function checkDose({ holder, facts }: HealthCertificate, dose: Dose, name: string): void {
  const fact = vaccinationOf(facts, name)
  sameOrAbsent(holder.birthDate, dose.birthDate, `${name}: birth date`)
  sameOrAbsent(fact.date, dose.date, `${name}: date`)
  sameOrAbsent(fact.doseNumber, dose.doseNumber, `${name}: dose`)
  sameOrAbsent(fact.seriesDoses, dose.seriesDoses, `${name}: series`)
  sameOrAbsent(fact.lot, dose.lot, `${name}: lot`)
  sameOrAbsent(fact.country, 'UT', `${name}: country`)
  assert.ok(['covid-19', 'unknown'].includes(fact.disease.value), `${name}: disease`)
  for (const [key, code] of codesOf(name, fact))
    assert.equal(code, CODES.get(key), `${name}: ${key}`)
  checkName(holder, dose, name)
}

function checkName({ name: names }: Holder, dose: Dose, name: string): void {
  const { family, given, familyTransliterated, givenTransliterated, full } = names
  sameOrAbsent(family, dose.family, name)
  sameOrAbsent(given, dose.given, name)
  sameOrAbsent(familyTransliterated, dose.familyTransliterated, name)
  sameOrAbsent(givenTransliterated, dose.givenTransliterated, name)
  assert.ok(full || family, name)
  const isPassport = name === 'vds-nc'
  const words = isPassport
    ? [dose.familyTransliterated, dose.givenTransliterated]
    : [dose.given, dose.family]
  sameOrAbsent(full, words.join(isPassport ? '  ' : ' '), name)
}

function vaccinationOf(facts: HealthCertificate['facts'], name: string): Vaccination {
  const [fact, ...others] = facts
  assert.ok(fact?.kind === 'vaccination' && others.length === 0, name)
  return fact
}

function sameOrAbsent<T>(field: Field<T> | undefined, value: T, name: string): void {
  if (field) assert.equal(field.value, value, name)
}

function compareHoldersOf(a: HealthCertificate, b: HealthCertificate, names: string): void {
  assert.notEqual(compareHolders(a.holder, b.holder), 'different', names)
}

/** Compares codes of one system; answers which there were. */
function compareCodes(
  name: string,
  a: HealthCertificate,
  other: string,
  b: HealthCertificate,
): readonly string[] {
  const codes = codesOf(name, vaccinationOf(a.facts, name))
  const shared = [...codesOf(other, vaccinationOf(b.facts, other))].filter(([key]) =>
    codes.has(key),
  )
  for (const [key, code] of shared)
    assert.equal(code, codes.get(key), `${name} and ${other}: ${key}`)
  return shared.map(([key]) => key)
}

const CODED = ['product', 'vaccineType', 'manufacturer'] as const

/** What is stated of the product, by field and system. */
function codesOf(name: string, fact: Vaccination): ReadonlyMap<string, string> {
  const all = CODED.flatMap((field) =>
    (fact[field]?.codes ?? []).map(({ system, code }) => {
      return [`${field} ${systemOf(name, field, system)}`, code] as const
    }),
  )
  return new Map(all)
}

/** Where a format states no system, each of its fields has one. */
const OWN_SYSTEMS: Readonly<Record<string, string>> = {
  'eu-dcc product': SYSTEMS.euRegister,
  'eu-dcc vaccineType': SYSTEMS.snomedCt,
  'eu-dcc manufacturer': SYSTEMS.spor,
  'who-icvp product': SYSTEMS.catalogue,
  'who-icvp, first vaccineType': SYSTEMS.icd11,
  'vds-nc product': SYSTEMS.brand,
  'divoc product': SYSTEMS.brand,
  'divoc manufacturer': SYSTEMS.maker,
}

const ICD_11: readonly string[] = ['ICD-11', 'http://id.who.int/icd11/mms', SYSTEMS.icd11]

function systemOf(name: string, field: string, system = OWN_SYSTEMS[`${name} ${field}`]): string {
  return ICD_11.includes(system ?? '') ? SYSTEMS.icd11 : String(system)
}

/** The codes of the product, by field and system. */
const CODES: ReadonlyMap<string, string> = new Map(
  CODED.flatMap((field) =>
    Object.entries(VACCINE[field]).map(([system, code]) => [`${field} ${system}`, code] as const),
  ),
)
