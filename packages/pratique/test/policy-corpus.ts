/**
 * The corpus of production rules, which lies beside the repository, and its payloads as certificates.
 *
 * @module
 */

import { existsSync, readFileSync } from 'node:fs'
import { euDcc } from '../src/formats/eu-dcc/format.ts'
import type { JsonObject, JsonValue } from '../src/json/value.ts'
import type { HealthCertificate } from '../src/model/health-certificate.ts'
import type { PolicyCertificate } from '../src/policy/answer.ts'
import { parseDateTime } from '../src/policy/certlogic/date-time.ts'
import { readRules } from '../src/policy/rules/read-rules.ts'
import type { EntryRule } from '../src/policy/rules/rule.ts'
import { selectRules } from '../src/policy/rules/select.ts'
import { NO_VALUE_SETS, readValueSets, type ValueSets } from '../src/policy/rules/value-sets.ts'
import { dccClaims, toMap } from './made-messages.ts'

const CORPUS = new URL('../../../../shared/corpus/rules/', import.meta.url)

/** For the option `skip` of tests that need the corpus. */
export const noCorpus: false | string = existsSync(CORPUS)
  ? false
  : '../shared/corpus/rules is not here'

/** Whether everything is run, and not a part of it. */
export const isLong: boolean = process.env['PRATIQUE_LONG'] === '1'

/** All of some cases in a long run, otherwise one of ten. */
export function sample<T>(cases: readonly T[], oneOf = 10): readonly T[] {
  return isLong ? cases : cases.filter((_, index) => index % oneOf === 3)
}

/** A rule that was in production, with the hash of its logic. */
export interface ProductionRule {
  readonly id: string
  readonly logicHash: string
  readonly rule: JsonObject
}

export function readProductionRows(): readonly ProductionRule[] {
  return readLines<ProductionRule>('production-rules.jsonl')
}

/** Every version of every rule, read. */
export function readProductionRules(): readonly EntryRule[] {
  return readRules(readLines<JsonValue>('production-rules.jsonl')).rules
}

/** The rules of every country as they were, made to hold for ever. */
export function rulesAt(rules: readonly EntryRule[], at: number): readonly EntryRule[] {
  const inForce = rules.filter(({ validFrom, validUntil }) => validFrom <= at && at < validUntil)
  const selected = inForce.flatMap(({ country }) =>
    (['Vaccination', 'Test', 'Recovery'] as const).flatMap((type) => {
      return selectRules(inForce, { destination: country, type, at, issuedIn: 'DE' })
    }),
  )
  return [...new Set(selected)].map((rule) => ({ ...rule, validFrom: -8e14, validUntil: 8e14 }))
}

export interface Battery {
  readonly payloads: Readonly<Record<string, JsonObject>>
  readonly valueSets: ValueSets
}

export function readBattery(): Battery {
  const { payloads, valueSets } = JSON.parse(readText('payload-battery.json'))
  return { payloads, valueSets: readValueSets(valueSets) ?? NO_VALUE_SETS }
}

/** What every logic comes to on every payload at every clock. */
export interface Oracle {
  readonly payloads: readonly string[]
  readonly clocks: readonly string[]
  readonly rows: readonly OracleRow[]
}

export interface OracleRow {
  readonly logicHash: string
  readonly logic: JsonValue
  /** For each payload a letter for each clock: T, F or E. */
  readonly results: readonly string[]
}

export function readOracle(): Oracle {
  const [first = '', ...others] = readText('production-oracle.jsonl').trim().split('\n')
  const { payloads, clocks } = JSON.parse(first)
  return { payloads, clocks, rows: others.map((line): OracleRow => JSON.parse(line)) }
}

/** What rules are given in the oracle, besides the clock. */
export function oracleExternal({ valueSets }: Battery): JsonObject {
  return {
    valueSets: valueSets.codes,
    countryCode: 'XX',
    exp: '2023-01-01',
    iat: '2021-09-20',
    issuerCountryCode: 'DE',
    kid: 'AAAAAAAAAAA=',
    region: '',
  }
}

/** The windows of some rules on some payload. */
export interface WindowsRow {
  readonly id: string
  readonly rules: readonly string[]
  readonly logicHashes: readonly string[]
  readonly payload: string
  readonly external: JsonObject
  readonly segments: readonly {
    readonly verdict: string
    readonly from: string
    readonly until: string
  }[]
}

export function readWindows(): readonly WindowsRow[] {
  return readLines<WindowsRow>('windows-gold.jsonl')
}

/** Seconds since the epoch. */
export function toSeconds(clock: string): number {
  return parseDateTime(clock) / 1000
}

/** An EU DCC as it is read, signed by somebody in Germany. */
export function toDccCertificate(payload: JsonObject, country = 'DE'): PolicyCertificate {
  return {
    certificate: viewDcc(payload),
    format: 'eu-dcc',
    issuer: { country, evidence: 'anchored' },
    keyId: '0000000000000000',
  }
}

function viewDcc(payload: JsonObject): HealthCertificate {
  const issued = new Map<number, number>([
    [4, Date.parse('2023-01-01') / 1000],
    [6, Date.parse('2021-09-20') / 1000],
  ])
  const opened = euDcc.open({ kind: 'cwt', map: dccClaims(toMap(payload), issued) })
  if (!opened) throw new Error('no DCC')
  return opened.view()
}

function readLines<Row>(name: string): readonly Row[] {
  return readText(name)
    .trim()
    .split('\n')
    .map((line): Row => JSON.parse(line))
}

function readText(name: string): string {
  return readFileSync(new URL(name, CORPUS), 'utf8')
}
