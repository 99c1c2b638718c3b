/**
 * Whether a bundle may take the place of the one that is held.
 *
 * @module
 */

import { encodeHex } from '../bytes/hex.ts'
import { sha256 } from '../bytes/sha256.ts'
import { FormatError, UsageError } from '../errors.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import { type PublicKey, toIdentity } from '../keys/public-key.ts'
import { FRAMEWORKS } from '../model/format.ts'
import { type BundleFile, digestOf, readPolicies, readRecords, readSection } from './file.ts'
import { requireJson } from './policies.ts'
import { type Quorum, type QuorumResult, verifyQuorum } from './quorum.ts'
import { toSections } from './section.ts'

/** What is known of the bundle that is held. */
export interface HeldBundle {
  readonly number: number
  readonly digest: string
  /** Denials of the bundle, and others that must stay. */
  readonly denied: BundleFile['manifest']['denied']
}

export interface AcceptOptions {
  readonly quorum: Quorum
  readonly crypto: CryptoPort
  readonly held?: HeldBundle
  /** The least number that is taken, whatever is held. Default: 1. */
  readonly leastNumber?: number
}

/**
 * Accepts a bundle, or refuses it and says why. The caller keeps what is held until this has answered.
 *
 * @returns what the signatures came to
 * @throws {UsageError} `usage.bundle-signatures` if too few signers of the quorum have signed it,
 *   `usage.bundle-rollback` if it is older than what is held, is another one of the same number, or
 *   leaves out what is denied, `usage.bundle-role` if a key that signs bundles is in it for
 *   certificates
 * @throws {FormatError} codes of `format` if a section is damaged
 */
export async function acceptBundle(
  file: BundleFile,
  { quorum, crypto, held, leastNumber = 1 }: AcceptOptions,
): Promise<QuorumResult> {
  const result = await requireSigned(file, quorum, crypto)
  refuseRollBack(file, leastNumber, held)
  requireSeparateRoles(file, keysOf(file, quorum))
  requireOneForm(file)
  return result
}

/**
 * Requires that enough of a quorum have signed.
 *
 * @throws {UsageError} `usage.bundle-signatures`
 */
export async function requireSigned(
  { signatures, signedBytes }: Pick<BundleFile, 'signatures' | 'signedBytes'>,
  quorum: Quorum,
  crypto: CryptoPort,
): Promise<QuorumResult> {
  const result = await verifyQuorum(signatures, signedBytes, quorum, crypto)
  if (result.isMet) return result
  throw new UsageError(
    'usage.bundle-signatures',
    `the bundle has good signatures of ${result.good} of ${quorum.keys.length} signers, and ` +
      `${quorum.threshold} are needed`,
  )
}

/**
 * Requires that sections are written as `buildBundle` writes them. Records that are out of order, or an
 * index that does not fit, would be found by one reader and not by another. Entry rules that are no JSON
 * would be found by the first traveller.
 */
function requireOneForm(file: BundleFile): void {
  const sections = FRAMEWORKS.flatMap((framework) => readSection(file, framework) ?? [])
  const policies = readPolicies(file)
  requireJson(policies)
  const again = toSections({
    policies,
    records: readRecords(file),
    lists: sections.flatMap(({ lists }) => lists),
    revocations: sections.flatMap(({ revocations }) => revocations),
  })
  const isSame = file.manifest.sections.every(({ name, sha256: named }) => {
    const bytes = again.get(name)
    return bytes !== undefined && encodeHex(sha256(bytes)) === named
  })
  if (isSame && again.size === file.manifest.sections.length) return
  throw new FormatError('format.cbor', 'a section is not in its one form')
}

function refuseRollBack(file: BundleFile, leastNumber: number, held: HeldBundle | undefined): void {
  const { manifest } = file
  const { number } = manifest
  const least = Math.max(leastNumber, held?.number ?? 0)
  if (number < least) refuse(`the bundle is number ${number}, and ${least} is held or needed`)
  if (!held) return
  if (number === held.number && digestOf(file) !== held.digest) {
    refuse(`the bundle is number ${number}, and another one of this number is held`)
  }
  const kept = new Set(manifest.denied.map(({ bytes }) => encodeHex(bytes)))
  if (held.denied.some(({ bytes }) => !kept.has(encodeHex(bytes)))) {
    refuse('the bundle leaves out a key that is denied')
  }
}

function refuse(reason: string): never {
  throw new UsageError('usage.bundle-rollback', reason)
}

function keysOf(file: BundleFile, { keys }: Quorum): readonly PublicKey[] {
  return [...keys, ...(file.manifest.nextQuorum?.keys ?? [])].map(({ key }) => key)
}

/**
 * Requires that no key that signs bundles is in a bundle for certificates: a key of one role is refused
 * in every other (DESIGN §8).
 *
 * @throws {UsageError} `usage.bundle-role`
 * @throws {FormatError} codes of `format` if a section is damaged
 */
export function requireSeparateRoles(file: BundleFile, signers: readonly PublicKey[]): void {
  const identities = new Set(signers.map(toIdentity))
  if (readRecords(file).some(({ key }) => identities.has(toIdentity(key)))) {
    throw new UsageError(
      'usage.bundle-role',
      'the bundle holds a key for certificates that signs bundles',
    )
  }
}
