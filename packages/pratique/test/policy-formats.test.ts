/**
 * The same events in different formats: entry rules never take them in one and refuse them in another.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { createWhoIcvp } from '../src/formats/who-icvp/format.ts'
import type { Fact } from '../src/model/health-certificate.ts'
import type { EntryPolicies, PolicyCertificate, PolicyDecision } from '../src/policy/answer.ts'
import { createPolicies } from '../src/policy/policies.ts'
import { createTrustStore } from '../src/trust/store.ts'
import { createVerifier } from '../src/verify/verifier.ts'
import { CATALOGUE, type Dose, RECORDS, writeEverywhere } from './made-everywhere.ts'
import { NOW, testCrypto } from './made-messages.ts'
import { COVID_19, makePolicyCertificate, makeTest, raw, stated } from './made-rules.ts'
import { noCorpus, readBattery, readProductionRules, rulesAt } from './policy-corpus.ts'
import { ALL_FORMATS } from './runtimes/all-formats.ts'

const RUNS = Math.ceil(Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) / 400)
const SNAPSHOT = Date.parse('2022-02-15T12:00:00Z')
/** So many of the 25 in each run, others each time. */
const COUNTRIES_AT_ONCE = 5

const withCatalogue = createWhoIcvp({ catalogue: CATALOGUE })
const verifier = createVerifier({
  formats: ALL_FORMATS.map((format) => (format.id === 'who-icvp' ? withCatalogue : format)),
  trust: createTrustStore({ records: RECORDS }),
  crypto: testCrypto,
})

const day = (min: string, max: string) =>
  fc
    .date({ min: new Date(min), max: new Date(max), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))

/** The day, or what of it is known. */
const birthDate = fc
  .tuple(day('1935-01-01', '2010-01-01'), fc.constantFrom(4, 7, 10, 10, 10))
  .map(([date, length]) => date.slice(0, length))

/** One to three doses, a booster among them, as `[number, series]`. */
const counts = fc.constantFrom<readonly (readonly [number, number])[]>(
  [[1, 2]],
  [[2, 2]],
  [[1, 1]],
  [[3, 3]],
  [[2, 1]],
  [[3, 2]],
  [
    [1, 2],
    [2, 2],
  ],
  [
    [1, 2],
    [2, 2],
    [3, 3],
  ],
)

const person = fc.record({ birthDate, counts, first: day('2021-01-02', '2021-02-20') })

/** Every dose in every format that states it without doubt. */
async function readDoses(
  doses: readonly Dose[],
): Promise<ReadonlyMap<string, readonly PolicyCertificate[]>> {
  const read = new Map<string, PolicyCertificate[]>()
  for (const dose of doses) {
    for (const [name, text] of writeEverywhere(dose)) {
      const result = await verifier.verify(text, { now: NOW })
      if (!('certificate' in result) || !result.certificate || !result.format) continue
      const [format] = ALL_FORMATS.filter(({ id }) => id === result.format)
      assert.ok(format)
      const certificate: PolicyCertificate = {
        certificate: result.certificate,
        format: format.id,
        // As if Germany had signed: of its rules one invalidates.
        issuer: { country: 'DE', evidence: 'anchored' },
      }
      read.set(name, [...(read.get(name) ?? []), certificate])
    }
  }
  return read
}

function toDoses({
  birthDate: born,
  counts: numbers,
  first,
}: typeof person extends fc.Arbitrary<infer T> ? T : never): readonly Dose[] {
  return numbers.map(([doseNumber, seriesDoses], index) => ({
    family: 'Muster',
    given: 'Maria',
    familyTransliterated: 'MUSTER',
    givenTransliterated: 'MARIA',
    birthDate: born,
    date: new Date(Date.parse(first) + index * 35 * 86_400_000).toISOString().slice(0, 10),
    doseNumber,
    seriesDoses,
    lot: 'L7A',
  }))
}

/** No two of them contradict each other; and what two say together neither contradicts. */
function checkAgreement(decisions: ReadonlyMap<string, PolicyDecision>, where: string): void {
  const of = (wanted: PolicyDecision['result']) =>
    [...decisions].filter(([, { result }]) => result === wanted).map(([name]) => name)
  const [passed, failed] = [of('passed'), of('failed')]
  assert.ok(
    passed.length === 0 || failed.length === 0,
    `${where}: passed as ${passed.join()}, failed as ${failed.join()}`,
  )
}

describe('the same events in every format', { skip: noCorpus }, () => {
  const rules = noCorpus === false ? readProductionRules() : []
  const countries = [...new Set(rules.map(({ country }) => country))].toSorted()
  const policies: EntryPolicies | undefined =
    noCorpus === false
      ? createPolicies({ rules: rulesAt(rules, SNAPSHOT), valueSets: readBattery().valueSets })
      : undefined
  let turn = 0

  function nextCountries(): readonly string[] {
    return Array.from({ length: COUNTRIES_AT_ONCE }, () => {
      turn += 1
      return countries[turn % countries.length] ?? ''
    })
  }

  function decideEverywhere(
    read: ReadonlyMap<string, readonly PolicyCertificate[]>,
    at: number,
    tell: (decision: PolicyDecision) => void = () => undefined,
  ): void {
    assert.ok(policies)
    for (const destination of nextCountries()) {
      const decisions = new Map<string, PolicyDecision>()
      for (const [name, certificates] of read) {
        const decision = policies.decide({ destination, at, now: at, certificates })
        decisions.set(name, decision)
        tell(decision)
      }
      checkAgreement(decisions, `${destination} at ${new Date(at * 1000).toISOString()}`)
    }
  }

  test('vaccinations, of one to three doses', async (context) => {
    const tally = { passed: 0, failed: 0, open: 0, 'more-needed': 0 }
    const formats = new Set<string>()
    const away = fc.constantFrom(0, 5, 14, 21, 40, 100, 200, 269, 270, 271, 300, 400)
    await fc.assert(
      fc.asyncProperty(person, away, async (holder, days) => {
        const doses = toDoses(holder)
        const read = await readDoses(doses)
        for (const [name, certificates] of read) {
          // A format in which one of the doses cannot be told states other events.
          if (certificates.length < doses.length) continue
          formats.add(name)
        }
        const whole = new Map([...read].filter(([, all]) => all.length === doses.length))
        const last = Date.parse(doses.at(-1)?.date ?? '') / 1000
        decideEverywhere(whole, last + days * 86_400 + 43_200, ({ result }) => {
          tally[result] += 1
        })
      }),
      { numRuns: RUNS },
    )
    context.diagnostic(`${JSON.stringify(tally)}, ${[...formats].toSorted().join('; ')}`)
    assert.ok(formats.size >= 7 && tally.passed > 0 && tally.failed > 0 && tally.open > 0)
  })

  test('tests', () => {
    const classes = fc.constantFrom('naat', 'antigen-rapid')
    const results = fc.constantFrom('not-detected', 'detected')
    const device = fc.constantFrom(undefined, '1232', '9999')
    const hours = fc.integer({ min: -2, max: 200 })
    fc.assert(
      fc.property(classes, results, device, hours, birthDate, (kind, result, ma, after, born) => {
        const sampledAt = '2022-01-30T08:00:00Z'
        const at = Date.parse(sampledAt) / 1000 + after * 3600
        const read = new Map(
          Object.entries(testsEverywhere(kind, result, ma)).map(([name, { format, fact }]) => [
            name,
            [makePolicyCertificate(fact(sampledAt), { format, birthDate: born })],
          ]),
        )
        decideEverywhere(read, at)
      }),
      { numRuns: 4 * RUNS },
    )
  })
})

/** What each format has for a test, as its reader gives it. */
function testsEverywhere(
  kind: 'naat' | 'antigen-rapid',
  result: 'not-detected' | 'detected',
  device: string | undefined,
): Record<string, { format: PolicyCertificate['format']; fact: (sampledAt: string) => Fact }> {
  const isNaat = kind === 'naat'
  const isNegative = result === 'not-detected'
  const coded = (value: string, code: string, system?: string) => {
    return { value, source: 'stated', codes: [{ code, ...(system !== undefined && { system }) }] }
  }
  const dcc = {
    class: coded(kind, isNaat ? 'LP6464-4' : 'LP217198-3'),
    result: coded(result, isNegative ? '260415000' : '260373001'),
    device: device === undefined || isNaat ? undefined : raw(device),
  }
  const card = {
    class: coded('unknown', isNaat ? '94500-6' : '94558-4', 'http://loinc.org'),
    result: coded(result, isNegative ? '260415000' : '260373001', 'http://snomed.info/sct'),
    disease: { ...COVID_19, value: 'covid-19' },
  }
  const seal = {
    class: coded(isNaat ? 'naat' : 'unknown', isNaat ? 'molecular(PCR)' : 'antigen'),
    result: coded(result, isNegative ? 'negative' : 'positive'),
  }
  return {
    'eu-dcc': { format: 'eu-dcc', fact: (at) => makeTest({ ...dcc, sampledAt: stated(at) }) },
    'smart-health-card': {
      format: 'smart-health-card',
      fact: (at) => makeTest({ ...card, sampledAt: stated(at) }),
    },
    'smart-health-card, day': {
      format: 'smart-health-card',
      fact: (at) => makeTest({ ...card, sampledAt: stated(at.slice(0, 10)) }),
    },
    'vds-nc': { format: 'vds-nc', fact: (at) => makeTest({ ...seal, sampledAt: stated(at) }) },
    'divoc, without a class': {
      format: 'divoc',
      fact: (at) => makeTest({ ...seal, class: coded('unknown', '?'), sampledAt: stated(at) }),
    },
  }
}
