import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { createWhoIcvp } from '../src/formats/who-icvp/format.ts'
import type { Field, HealthCertificate, Vaccination } from '../src/model/health-certificate.ts'
import { createTrustStore } from '../src/trust/store.ts'
import { compareHolders } from '../src/verify/together.ts'
import { createVerifier } from '../src/verify/verifier.ts'
import { CATALOGUE, type Dose, RECORDS, writeEverywhere } from './made-everywhere.ts'
import { NOW, testCrypto } from './made-messages.ts'
import { ALL_FORMATS } from './runtimes/all-formats.ts'

const RUNS = { numRuns: Math.ceil(Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 400) / 20) }

const withCatalogue = createWhoIcvp({ catalogue: CATALOGUE })

const verifier = createVerifier({
  formats: ALL_FORMATS.map((format) => (format.id === 'who-icvp' ? withCatalogue : format)),
  trust: createTrustStore({ records: RECORDS }),
  crypto: testCrypto,
})

const letters = fc.string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), minLength: 1 })
const day = (min: string, max: string) =>
  fc
    .date({ min: new Date(min), max: new Date(max), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))

const doses = fc
  .record({
    family: letters,
    given: letters,
    birthDate: day('1930-01-01', '2010-01-01'),
    date: day('2021-01-02', '2021-05-20'),
    doseNumber: fc.integer({ min: 1, max: 2 }),
    lot: fc.string({ unit: fc.constantFrom(...'ABC0123456789'), minLength: 2, maxLength: 10 }),
  })
  .map((dose): Dose => ({ ...dose, seriesDoses: dose.doseNumber + 1, lot: `L${dose.lot}7` }))

describe('one vaccination in every format', () => {
  test('is genuine in each, and says the same or nothing', async () => {
    await fc.assert(
      fc.asyncProperty(doses, async (dose) => {
        const all = await readEverywhere(dose)
        for (const [name, certificate] of all) checkDose(certificate, dose, name)
        for (const [name, a] of all) {
          for (const [other, b] of all) compare(a, b, `${name} and ${other}`)
        }
      }),
      RUNS,
    )
  })
})

async function readEverywhere(dose: Dose): Promise<ReadonlyMap<string, HealthCertificate>> {
  const read = new Map<string, HealthCertificate>()
  for (const [name, text] of writeEverywhere(dose)) {
    const result = await verifier.verify(text, { now: NOW })
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
  const { family, given, familyTransliterated, givenTransliterated, full } = holder.name
  for (const part of [family, familyTransliterated]) sameOrAbsent(part, dose.family, name)
  for (const part of [given, givenTransliterated]) sameOrAbsent(part, dose.given, name)
  assert.ok(full || family, name)
  if (full) assert.ok(full.value.includes(dose.family) && full.value.includes(dose.given), name)
}

function vaccinationOf(facts: HealthCertificate['facts'], name: string): Vaccination {
  const [fact, ...others] = facts
  assert.ok(fact?.kind === 'vaccination' && others.length === 0, name)
  return fact
}

function sameOrAbsent<T>(field: Field<T> | undefined, value: T, name: string): void {
  if (field) assert.equal(field.value, value, name)
}

function compare(a: HealthCertificate, b: HealthCertificate, name: string): void {
  assert.notEqual(compareHolders(a.holder, b.holder), 'different', name)
}
