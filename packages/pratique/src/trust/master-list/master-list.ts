/**
 * ICAO master lists: certificates of the authorities of many states, signed by one of them or by ICAO
 * (ICAO Doc 9303-12 §9, CMS). The user brings the file; none comes with Pratique.
 *
 * @module
 */

import { type Bytes, isSameBytes } from '../../bytes/bytes.ts'
import { encodeHex } from '../../bytes/hex.ts'
import { type CmsSignedData, readCmsSignedData } from '../../cms/signed-data.ts'
import { isSignedAs, verifyCmsSignature } from '../../cms/verify.ts'
import { type DerElement, readDer, readInteger } from '../../der/read.ts'
import { SEQUENCE, SET } from '../../der/tags.ts'
import { FormatError, UsageError } from '../../errors.ts'
import type { CryptoPort } from '../../keys/crypto-port.ts'
import { toNamedCurve } from '../../keys/explicit-curve.ts'
import { type Certificate, readCertificate, readCertificateIfAny } from '../../x509/certificate.ts'
import { verifyChain } from '../../x509/chain.ts'
import { isSameName } from '../../x509/name.ts'
import type { Environment, TrustImport } from '../record.ts'
import { importSealCertificates } from '../seal-certificate.ts'

export interface MasterListOptions {
  readonly crypto: CryptoPort
  /** Default: `production`. */
  readonly environment?: Environment
  /** What the list's signer must stand under. Without it the list is as good as the hands it came from. */
  readonly pinned?: PinnedSigners
}

export interface PinnedSigners {
  /** DER of certificates that the caller knows by other means: of signers of lists, or their CAs. */
  readonly certificates: readonly Bytes[]
  /** When the signer's certificate must be valid, seconds since the epoch. */
  readonly now: number
}

/** What a list came to. Of every certificate there is a record, or why there is none. */
export interface MasterList extends TrustImport {
  /** Who signed the list, or why that proves nothing, in words. */
  readonly signer:
    | { readonly isProven: true; readonly name?: string; readonly signedAt?: number }
    | { readonly isProven: false; readonly reason: string }
}

/** id-icao-cscaMasterList and id-icao-cscaMasterListSigningKey (ICAO Doc 9303-12 §9, §7.1). */
export const MASTER_LIST = '2.23.136.1.1.2'
const MASTER_LIST_SIGNER = '2.23.136.1.1.3'

/** v0, the only one (ICAO Doc 9303-12 §9.2). */
const VERSION = 0n

/** 500 certificates stand on the longest list that is known. */
const LIMITS = { maxDepth: 4, maxElements: 5_000 } as const

/** Candidates for the signer, and certificates above it, that are tried. */
const MAX_TRIED = 32

type Signer = MasterList['signer']

/**
 * Imports a master list. Its records are `listed` where a pinned certificate stands above who signed
 * it, else `local`.
 *
 * @throws {FormatError} `format.der` if it is no master list
 * @throws {UsageError} `usage.argument` if the time is no number
 */
export async function importMasterList(
  der: Bytes,
  { crypto, environment = 'production', pinned }: MasterListOptions,
): Promise<MasterList> {
  const cms = readCmsSignedData(der)
  if (cms.contentType !== MASTER_LIST || !cms.content) refuse('expected a CscaMasterList')
  const certificates = readMasterList(cms.content)
  const signer = await verifySigner(cms, pinned, crypto)
  const evidence = signer.isProven ? 'listed' : 'local'
  const imported = await importSealCertificates(certificates, { crypto, environment, evidence })
  return { ...withAuthorities(imported), signer }
}

/** A master list vouches for authorities, and for no signer below them (ICAO Doc 9303-12 §9). */
function withAuthorities({ records, dropped, ...imported }: TrustImport): TrustImport {
  const others = records.filter(({ role }) => role !== 'authority')
  const reason = 'is of no authority, and master lists are of authorities'
  return {
    ...imported,
    records: records.filter(({ role }) => role === 'authority'),
    dropped: [...dropped, ...others.map(({ keyId }) => ({ keyId, reason }))],
  }
}

/**
 * Reads a CscaMasterList: SEQUENCE { version, SET OF Certificate }.
 *
 * @returns DER of each certificate, not looked at
 * @throws {FormatError} `format.der`
 */
export function readMasterList(content: Bytes): readonly Bytes[] {
  const list = readDer(content, LIMITS)
  const [version, certificates, ...others] = list.tag === SEQUENCE ? list.children() : []
  if (!version || certificates?.tag !== SET || others.length > 0)
    refuse('expected a CscaMasterList')
  if (readInteger(version) !== VERSION) refuse('a master list of an unknown version')
  return certificates.children().map(toCertificate)
}

function toCertificate({ tag, whole }: DerElement): Bytes {
  return tag === SEQUENCE ? whole : refuse('expected a certificate')
}

async function verifySigner(
  cms: CmsSignedData,
  pinned: PinnedSigners | undefined,
  crypto: CryptoPort,
): Promise<Signer> {
  if (!pinned) return unproven('no certificate is pinned that its signer could stand under')
  if (!Number.isFinite(pinned.now)) {
    throw new UsageError('usage.argument', 'expected a time in seconds since the epoch')
  }
  const anchors = pinned.certificates.map((der) => withNamedCurve(readCertificate(der)))
  const carried = toDistinct(cms.certificates).flatMap(readCarried)
  const signers = [...anchors, ...carried].filter((certificate) =>
    cms.signerInfos.some((info) => isSignedAs(info, certificate)),
  )
  let signer = unproven('its signer’s certificate is neither in it nor pinned')
  for (const candidate of signers.slice(0, MAX_TRIED)) {
    const fault = await findFault(candidate, anchors, carried, pinned.now, crypto)
    const result = fault ?? (await verifyCmsSignature(cms, candidate, crypto))
    if ('reason' in result) {
      signer = unproven(result.reason)
      continue
    }
    const name = candidate.subject.commonName ?? candidate.subject.organization
    const { signingTime } = result
    return {
      isProven: true,
      ...(name !== undefined && { name }),
      ...(signingTime !== undefined && { signedAt: signingTime }),
    }
  }
  return signer
}

/** Why a certificate may not sign master lists, if so. One that is pinned itself need not say it may. */
async function findFault(
  signer: Certificate,
  anchors: readonly Certificate[],
  carried: readonly Certificate[],
  now: number,
  crypto: CryptoPort,
): Promise<{ readonly reason: string } | undefined> {
  const isPinned = anchors.some((anchor) => isSameBytes(anchor.der, signer.der))
  // Else any key below the same CA, such as one that signs passports, could sign lists.
  if (!isPinned && !signer.extendedKeyUsages?.includes(MASTER_LIST_SIGNER)) {
    return { reason: 'its signer may not sign master lists, by its extended key usage' }
  }
  const chains = isPinned ? [[signer]] : toChains(signer, anchors, carried)
  let reason = 'its signer stands under no certificate that is pinned'
  for (const chain of chains.slice(0, MAX_TRIED)) {
    const result = await verifyChain(chain, now, crypto)
    if (result.status === 'passed') return undefined
    reason = `its signer’s chain does not hold: ${result.reason ?? ''}`
  }
  return { reason }
}

/** From the signer up to what is pinned, at once or over one certificate in the message. */
function toChains(
  signer: Certificate,
  anchors: readonly Certificate[],
  carried: readonly Certificate[],
): readonly (readonly Certificate[])[] {
  const between = carried.filter((certificate) => isIssuedBy(signer, certificate))
  return [
    ...anchors.filter((anchor) => isIssuedBy(signer, anchor)).map((anchor) => [signer, anchor]),
    ...between.flatMap((middle) =>
      anchors
        .filter((anchor) => isIssuedBy(middle, anchor))
        .map((anchor) => [signer, middle, anchor]),
    ),
  ]
}

function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  return isSameName(certificate.issuer, issuer.subject)
}

/** ICAO's own signers write their curve out. */
function withNamedCurve(certificate: Certificate): Certificate {
  return { ...certificate, publicKey: toNamedCurve(certificate.publicKey) }
}

/** Nobody signed which certificates come along, nor how often. */
function toDistinct(ders: readonly Bytes[]): readonly Bytes[] {
  return [...new Map(ders.map((der) => [encodeHex(der), der])).values()]
}

function readCarried(der: Bytes): readonly Certificate[] {
  const certificate = readCertificateIfAny(der)
  return certificate ? [withNamedCurve(certificate)] : []
}

function unproven(reason: string): Signer {
  return { isProven: false, reason }
}

function refuse(reason: string): never {
  throw new FormatError('format.der', reason)
}
