/**
 * Entry rules and their cases as they were published, which lie beside the repository.
 *
 * @module
 */

import { existsSync, readFileSync } from 'node:fs'
import { type CertLogicExpression, evaluate } from 'certlogic-js'
import type { JsonObject, JsonValue } from 'pratique/codecs'
import {
  type EntryRule,
  NO_VALUE_SETS,
  type PolicyCertificate,
  readRules,
  readValueSets,
  type ValueSets,
} from 'pratique/policy'

const CORPUS = new URL('../../../shared/corpus/rules/', import.meta.url)

/** What is missing; `undefined`: nothing. */
export const missingRules: string | undefined = existsSync(CORPUS)
  ? undefined
  : '../shared/corpus/rules is not here'

/** One case of a country's own tests. */
export interface RuleCase {
  readonly logic: JsonValue
  readonly data: JsonObject
  readonly expected: JsonValue
}

/**
 * Asks the reference implementation.
 *
 * @throws {Error} where a rule ends in an error
 */
export function evaluateByReference(logic: JsonValue, data: JsonValue): unknown {
  // What is published as an expression may be none: then it throws.
  return evaluate(logic as CertLogicExpression, data)
}

/** Reads the cases of countries' own tests. */
export function readRuleCases(): readonly RuleCase[] {
  const sets: Readonly<Record<string, JsonValue>> = JSON.parse(
    readText('country-rules.valuesets.json'),
  )
  return readLines('country-rules.jsonl').map((line): RuleCase => {
    const { rule, payload = null, external, valueSetsRef, expected } = JSON.parse(line)
    const valueSets = sets[valueSetsRef] ?? {}
    return { logic: rule.Logic, data: { payload, external: { ...external, valueSets } }, expected }
  })
}

/** Reads every version of every rule, as the EU's network had them. */
export function readAllRules(): readonly EntryRule[] {
  const rows: readonly JsonValue[] = readLines('production-rules.jsonl').map((line) =>
    JSON.parse(line),
  )
  return readRules(rows).rules
}

/** Reads payloads by name, and the value sets that go with them. */
export function readBattery(): {
  readonly payloads: Readonly<Record<string, JsonObject>>
  readonly valueSets: ValueSets
} {
  const { payloads, valueSets } = JSON.parse(readText('payload-battery.json'))
  return { payloads, valueSets: readValueSets(valueSets) ?? NO_VALUE_SETS }
}

const PRODUCTS = ['EU/1/20/1528', 'EU/1/20/1507', 'EU/1/21/1529', 'EU/1/20/1525'] as const

/** Makes the certificates of a family: vaccinations of several products, doses and days. */
export function makeFamily(count: number): readonly PolicyCertificate[] {
  return Array.from({ length: count }, (_, index): PolicyCertificate => {
    const day = new Date(Date.UTC(2022, index % 9, 10 + index)).toISOString().slice(0, 10)
    const stated = <T>(value: T) => ({ value, source: 'stated' as const })
    const coded = (code = '') => ({ ...stated('unknown' as const), codes: [{ code }] })
    return {
      certificate: {
        holder: { name: {}, birthDate: stated(`${1950 + index * 6}-05-05`) },
        facts: [
          {
            kind: 'vaccination',
            disease: { ...stated('covid-19' as const), codes: [{ code: '840539006' }] },
            date: stated(day),
            product: coded(PRODUCTS[index % PRODUCTS.length]),
            manufacturer: coded('ORG-100030215'),
            vaccineType: coded('1119349007'),
            doseNumber: stated(1 + (index % 3)),
            seriesDoses: stated(1 + ((index * 7) % 3)),
            country: stated('DE'),
            status: stated('completed' as const),
          },
        ],
        identifiers: [],
        issuer: {},
        validity: { issuedAt: 1_640_000_000, expiresAt: 1_700_000_000 },
      },
      format: 'eu-dcc',
      issuer: { country: 'DE', evidence: 'anchored' },
    }
  })
}

function readText(name: string): string {
  return readFileSync(new URL(name, CORPUS), 'utf8')
}

function readLines(name: string): readonly string[] {
  return readText(name).trim().split('\n')
}
