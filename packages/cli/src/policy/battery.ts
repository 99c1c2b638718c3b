/**
 * Certificates that two versions of entry rules are tried on.
 *
 * @module
 */

import { CWT_CLAIMS, HCERT_SUB_CLAIMS, isJsonObject, type JsonValue } from 'pratique/codecs'
import { UsageError } from 'pratique/errors'
import { euDcc } from 'pratique/eu-dcc'
import {
  CASES_TYPE,
  type EntryPolicies,
  type PolicyCases,
  type PolicyCertificate,
  parseCases,
} from 'pratique/policy'
import { named } from '../bundle/named.ts'
import { toCbor } from '../conformance/compare.ts'
import { readFileBytes } from '../inputs/file-bytes.ts'
import type { Io } from '../io.ts'
import { openInputs } from '../link/open-inputs.ts'
import { quote } from '../output/visible.ts'
import { type VerifyTask, verifyInputs } from '../verify-inputs.ts'
import { readJsonOrLines } from './policy-file.ts'

/** One of them. */
export interface BatteryEntry {
  readonly name: string
  readonly certificate: PolicyCertificate
}

/** What a file comes to. */
export interface Battery {
  readonly entries: readonly BatteryEntry[]
  readonly cases: readonly PolicyCases[]
}

const FORMS =
  'expected {"payloads": {NAME: certificate of the EU as JSON}}, cases, or the text of a certificate'

/**
 * Reads a battery: payloads of EU certificates by name, cases that hold some, cases of a policy, or
 * certificates, which must be genuine.
 *
 * @throws {UsageError} `usage.cases-file`, and the codes of files
 */
export async function readBattery(path: string, task: VerifyTask, io: Io): Promise<Battery> {
  const bytes = readFileBytes(path)
  const json = tryJson(bytes)
  if (isJsonObject(json) && json['type'] === CASES_TYPE) {
    const text = new TextDecoder().decode(bytes)
    return { entries: [], cases: [named(path, 'usage.cases-file', () => parseCases(text))] }
  }
  const payloads = json === undefined ? [] : findPayloads(json)
  if (payloads.length > 0) {
    const entries = payloads.map(([name, payload]) => toEntry(name, payload))
    return { entries, cases: [] }
  }
  return { entries: await readCertificates(path, task, io), cases: [] }
}

function tryJson(bytes: ReturnType<typeof readFileBytes>): JsonValue | undefined {
  try {
    return readJsonOrLines(bytes)
  } catch (error) {
    if (error instanceof UsageError) return undefined
    throw error
  }
}

type NamedPayload = readonly [name: string, payload: JsonValue]

/** By name, or one in each row; of rows with the same payload, the first. */
function findPayloads(json: JsonValue): readonly NamedPayload[] {
  if (isJsonObject(json)) {
    const { payloads } = json
    return isJsonObject(payloads) ? Object.entries(payloads) : []
  }
  if (!Array.isArray(json)) return []
  const found = new Map<string, NamedPayload>()
  for (const [index, row] of json.entries()) {
    if (!isJsonObject(row) || !isJsonObject(row['payload'])) continue
    const { id, name, payload } = row
    const called = [id, name].find((each) => typeof each === 'string')
    const key = JSON.stringify(payload)
    if (!found.has(key)) found.set(key, [String(called ?? `row ${index + 1}`), payload])
  }
  return [...found.values()]
}

const MAX_SECONDS = 4_102_444_800

/** As if a country had signed it: what is asked is what rules say, not whose it is. */
function toEntry(name: string, payload: JsonValue): BatteryEntry {
  const claims = euDcc.open({
    kind: 'cwt',
    map: new Map<number, ReturnType<typeof toCbor>>([
      [CWT_CLAIMS.iat, 0],
      [CWT_CLAIMS.exp, MAX_SECONDS],
      [CWT_CLAIMS.hcert, new Map([[HCERT_SUB_CLAIMS.euDcc, toCbor(payload)]])],
    ]),
  })
  if (!claims)
    throw new UsageError('usage.cases-file', `${quote(name)} is no certificate: ${FORMS}`)
  const certificate = claims.view()
  const country = certificate.facts
    .map((fact) => countryOf(fact))
    .find((each) => each !== undefined)
  const issuer = { ...(country !== undefined && { country }), evidence: 'anchored' as const }
  return { name, certificate: { certificate, format: 'eu-dcc', issuer } }
}

function countryOf(fact: PolicyCertificate['certificate']['facts'][number]): string | undefined {
  return 'country' in fact ? fact.country?.value : undefined
}

/** Verified, as "policy check" does: what is not genuine is said, and left out. */
async function readCertificates(
  path: string,
  task: VerifyTask,
  io: Io,
): Promise<readonly BatteryEntry[]> {
  const { texts, faults } = await openInputs([path], io)
  if (faults > 0 || texts.length === 0) {
    throw new UsageError('usage.cases-file', `${quote(path)} cannot be used: ${FORMS}`)
  }
  const found = await captureCertificates(texts, task, io)
  if (found.length === 0) {
    const reason = 'it holds no certificate that is genuine and in force'
    throw new UsageError('usage.cases-file', `${quote(path)} cannot be used: ${reason}`)
  }
  return found.map((certificate, index) => ({
    name: found.length === 1 ? path : `${path} (${index + 1})`,
    certificate,
  }))
}

/** Certificates as entry rules get them, which is only when they are genuine and in force. */
export async function captureCertificates(
  texts: Parameters<typeof verifyInputs>[0],
  task: VerifyTask,
  io: Io,
): Promise<readonly PolicyCertificate[]> {
  const calls: (readonly PolicyCertificate[])[] = []
  const policies: EntryPolicies = {
    decide({ destination, certificates }) {
      calls.push(certificates)
      return {
        ...{ destination, result: 'open', cause: 'no-rules', reasons: [], windows: [], rules: [] },
        ...{ usedFields: [], derivedFields: [], missingFields: [], timeZone: 'Etc/UTC' },
      }
    },
  }
  const policy = { destination: 'UT', at: task.context.now }
  await verifyInputs(texts, { ...task, policies, context: { ...task.context, policy } }, io)
  // Together they are asked about first, and then each by itself.
  return task.isTogether ? (calls[0] ?? []) : calls.flat()
}
