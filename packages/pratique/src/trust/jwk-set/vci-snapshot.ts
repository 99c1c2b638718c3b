/**
 * Trust from the signed snapshot of the VCI directory: the SMART Health Card issuers that it lists,
 * with their keys and revocation lists as they were last found.
 *
 * The snapshot is a cumulative archive. An issuer that has left the directory stays in it, and so does
 * one whose keys could not be retrieved for years; what to do with those is the verifier's to decide.
 *
 * @module
 */

import type { Bytes } from '../../bytes/bytes.ts'
import { UsageError } from '../../errors.ts'
import { decodeJson } from '../../json/parse.ts'
import { stringMember } from '../../json/read.ts'
import type { JsonObject } from '../../json/value.ts'
import { joinImports } from '../join-imports.ts'
import { type PinnedSignature, verifyPinnedSignature } from '../pinned-signature.ts'
import type { TrustImport } from '../record.ts'
import { importJwkSet } from './jwk-set.ts'
import { isSpecimenAddress } from './specimen-host.ts'
import { readVciDirectory, readVciSnapshot, type VciEntry } from './vci-entries.ts'

export interface VciSnapshotOptions extends PinnedSignature {
  /** `vci-issuers.json`, the directory of today. It is not signed: it takes away and adds nothing. */
  readonly directory?: Bytes
  /**
   * How long before the snapshot was made an issuer's keys must have been retrieved. Default: 90 days,
   * as servers are out of order for weeks.
   */
  readonly maxAgeSeconds?: number
}

/** One of several addresses of an issuer. Its keys are its own: this is for people. */
export interface IssuerAlias {
  readonly issuer: string
  readonly canonicalIssuer: string
}

export interface VciImport extends TrustImport {
  readonly aliases: readonly IssuerAlias[]
}

const LIST = 'vci-directory'
const FRAMEWORK = 'smart-health-card'

const DAY = 24 * 60 * 60
const MAX_AGE_DAYS = 90

/** The snapshot has 0.7 MB, the directory 0.14 MB. */
const LIMITS = { maxCharacters: 16 * 1024 * 1024 }

/** ecdsa-with-SHA512 (RFC 5758 §3.2). */
const ECDSA_SHA512 = { oid: '1.2.840.10045.4.3.4', algorithm: 'ES512' } as const

/**
 * Imports the snapshot. Nothing of it is looked at before its signature is found good; then its keys
 * are `directory`, as the directory is what says that they are the issuer's.
 *
 * A snapshot whose signature is not good is refused, and not taken as `unauthenticated`: a withdrawn or
 * a specimen's record counts for the key wherever it stands, so that a forged file could do harm with
 * records that authenticate nothing.
 *
 * Keys of a stale issuer are dropped, and the reason begins with `stale`. They are not `withdrawn`,
 * which outranks every other record of the key: issuers share keys, and nobody has taken them back.
 * Specimens never get stale, as their records can only make a card a specimen.
 *
 * Age is counted back from the time of the snapshot: that of the snapshot itself is its list's date,
 * and what a file comes to does not depend on the clock.
 *
 * @throws {UsageError} `usage.trust-file` if the certificate is not the pinned one, was not in force when
 *   the snapshot was made, or the signature is not good
 * @throws {FormatError} `format.json` if it is no snapshot, or `directory` no directory
 * @throws {UnavailableError} `unavailable.algorithm` if the platform has no P-521
 */
export async function importVciSnapshot(
  bytes: Bytes,
  options: VciSnapshotOptions,
): Promise<VciImport> {
  const signer = await verifyPinnedSignature(bytes, options, ECDSA_SHA512)
  const { time, entries } = readVciSnapshot(decodeJson(bytes, LIMITS).value)
  if (time < signer.notBefore || time > signer.notAfter) {
    throw new UsageError(
      'usage.trust-file',
      'the snapshot was made when the certificate of its signer was not in force',
    )
  }
  const { directory, maxAgeSeconds = MAX_AGE_DAYS * DAY } = options
  if (Number.isNaN(maxAgeSeconds)) {
    throw new UsageError('usage.argument', 'expected an age in seconds')
  }
  const listed = directory && readVciDirectory(decodeJson(directory, LIMITS).value)
  const imports = await Promise.all(
    entries.map((entry) => {
      const fault = findFault(entry, { listed, oldest: time - maxAgeSeconds })
      return fault === undefined ? importEntry(entry, options) : dropEntry(entry, fault)
    }),
  )
  const aliases = readAliases(entries)
  return {
    ...joinImports([...imports, aliases]),
    lists: [{ framework: FRAMEWORK, name: LIST, asOf: time, isSigned: true }],
    aliases: aliases.aliases,
  }
}

/** Says why the keys of an entry are not taken, if they are not. */
function findFault(
  { iss, lastRetrieved }: VciEntry,
  { listed, oldest }: { readonly listed: ReadonlySet<string> | undefined; readonly oldest: number },
): string | undefined {
  if (isSpecimenAddress(iss)) return undefined
  // Keys that were fetched without TLS are anybody's.
  if (!iss.startsWith('https://') || !URL.canParse(iss)) return 'its issuer has no https address'
  if (listed && !listed.has(iss)) return 'stale: its issuer is no longer in the directory'
  if (lastRetrieved === undefined) return 'stale: it is not said when it was last retrieved'
  if (lastRetrieved < oldest) return `stale: last retrieved on ${toDate(lastRetrieved)}`
  return undefined
}

async function importEntry(
  { iss, name, keys, crls }: VciEntry,
  { crypto }: VciSnapshotOptions,
): Promise<TrustImport> {
  const { records, dropped } = await importJwkSet(
    { keys },
    {
      issuer: iss,
      crypto,
      ...(name !== undefined && { name }),
      environment: isSpecimenAddress(iss) ? 'test' : 'production',
      evidence: 'directory',
    },
  )
  return {
    records: records.map((record) => ({ ...record, list: LIST })),
    lists: [],
    dropped: dropped.map(({ keyId, reason }) => ({ keyId, reason: `${reason} (${iss})` })),
    revocations: crls.map((list) => ({ issuer: iss, list })),
  }
}

/** Revocations stay: a card that was revoked is revoked, whoever brings its key. */
function dropEntry({ iss, keys, crls }: VciEntry, reason: string): TrustImport {
  return {
    records: [],
    lists: [],
    dropped: keys.map((jwk) => ({ keyId: keyIdOf(jwk), reason: `${reason} (${iss})` })),
    revocations: crls.map((list) => ({ issuer: iss, list })),
  }
}

/** An address that stands for others is one of the snapshot's own, and has no other above it. */
function readAliases(entries: readonly VciEntry[]): VciImport {
  const canonical = new Map(entries.map(({ iss, canonicalIss = iss }) => [iss, canonicalIss]))
  const claimed = entries.flatMap(({ iss, canonicalIss = iss }) =>
    canonicalIss === iss ? [] : [{ issuer: iss, canonicalIssuer: canonicalIss }],
  )
  const isGood = ({ canonicalIssuer }: IssuerAlias) =>
    canonical.get(canonicalIssuer) === canonicalIssuer
  return {
    records: [],
    lists: [],
    dropped: claimed
      .filter((alias) => !isGood(alias))
      .map(({ issuer }) => ({
        keyId: '',
        reason: `canonical_iss is no issuer that stands for others (${issuer})`,
      })),
    aliases: claimed.filter(isGood),
  }
}

function keyIdOf(jwk: JsonObject): string {
  return stringMember(jwk, 'kid') ?? ''
}

function toDate(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10)
}
