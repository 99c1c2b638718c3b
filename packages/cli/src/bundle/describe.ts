/**
 * What is in a bundle, counted from its sections and told from its manifest.
 *
 * @module
 */

import {
  type BundleFile,
  type BundleManifest,
  digestOf,
  readRecords,
  readTyped,
} from 'pratique/bundle'
import { FormatError } from 'pratique/errors'
import type { TrustRecord } from 'pratique/trust'
import type { Framework } from 'pratique/verify'
import { toldPolicies } from './policies.ts'
import { quorumToJson } from './quorum-file.ts'

const SECONDS_A_DAY = 86_400

/** The keys of one network. */
export interface NetworkKeys {
  readonly keys: number
  readonly withdrawn: number
  /** How many have which evidence, the most common first. */
  readonly evidence: Readonly<Record<string, number>>
}

/**
 * Counts the keys of each network.
 *
 * @throws {FormatError} codes of `format` if a section is damaged
 */
export function countKeys(file: BundleFile): ReadonlyMap<Framework, NetworkKeys> {
  const records = readRecords(file)
  return new Map(
    file.manifest.networks.map(({ framework }) => [
      framework,
      count(records.filter((record) => record.framework === framework)),
    ]),
  )
}

function count(records: readonly TrustRecord[]): NetworkKeys {
  const keysOf = (some: readonly TrustRecord[]) =>
    new Set(some.map(({ key }) => key.spki.toString())).size
  const levels = [...new Set(records.map(({ evidence }) => evidence))]
  const counts = levels.map(
    (level) => [level, keysOf(records.filter(({ evidence }) => evidence === level))] as const,
  )
  return {
    keys: keysOf(records),
    withdrawn: keysOf(records.filter(({ status }) => status === 'withdrawn')),
    evidence: Object.fromEntries(counts.toSorted(([, a], [, b]) => b - a)),
  }
}

/** What the signatures of a file call their signers; `undefined` for what is no signature. */
export function signersOf({ signatures }: BundleFile): readonly (string | undefined)[] {
  return signatures.map((bytes) => {
    try {
      return readTyped(['bundle'], bytes).keyId
    } catch (error) {
      if (error instanceof FormatError) return undefined
      throw error
    }
  })
}

/** Days from a date to another, whole ones. */
export function daysBetween(from: number, to: number): number {
  return Math.floor((to - from) / SECONDS_A_DAY)
}

/**
 * A bundle for JSON. Nothing of it is verified.
 *
 * @throws {FormatError} codes of `format` if a section is damaged
 */
export function bundleToJson(file: BundleFile, now: number): object {
  const { manifest } = file
  const { number, previous, changes, nextQuorum } = manifest
  return {
    number,
    digest: digestOf(file),
    ...(previous !== undefined && { previous }),
    networks: networksToJson(file, now),
    sources: manifest.sources.map(({ signedAt, ...source }) => ({
      ...source,
      ...(signedAt !== undefined && { signedAt: toTime(signedAt) }),
    })),
    policies: toldPolicies(file).map(({ asOf, ...policy }) => ({
      ...policy,
      ...(asOf !== undefined && { asOf: toTime(asOf) }),
    })),
    denied: deniedToJson(manifest),
    ...(changes && { changes }),
    ...(nextQuorum && { nextQuorum: quorumToJson(nextQuorum) }),
    signatures: signersOf(file).map((signer) => (signer === undefined ? {} : { signer })),
  }
}

function networksToJson(file: BundleFile, now: number): object {
  const keys = countKeys(file)
  return file.manifest.networks.map(({ framework, asOf, isSigned }) => ({
    network: framework,
    ...keys.get(framework),
    ...(asOf !== undefined && { asOf: toTime(asOf), ageDays: daysBetween(asOf, now) }),
    isSigned,
  }))
}

function deniedToJson({ denied }: BundleManifest): object {
  return denied.map(({ denial: { issuer, keyId, reason, at } }) => ({
    issuer,
    keyId,
    reason,
    at: toTime(at),
  }))
}

/** A time that is none (a bundle says what it likes) stays the number that it is. */
function toTime(seconds: number): string {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString()
}
