/**
 * What the trust anchor of the WHO's network vouches for: files `TNG_TA.signed.*.json`, each with a
 * country's certificate and the anchor's CMS over it (GDHCN onboarding).
 *
 * The signature covers the certificate and nothing else: not its role, nor the folder that the file
 * stood in. The country is taken only where the certificate says the same.
 *
 * @module
 */

import { decodeBase64 } from '../../bytes/base64url.ts'
import type { Bytes } from '../../bytes/bytes.ts'
import { encodeHex } from '../../bytes/hex.ts'
import { readCmsSignedData } from '../../cms/signed-data.ts'
import { verifyCmsSignature } from '../../cms/verify.ts'
import { FormatError } from '../../errors.ts'
import { decodeJsonText, parseJson } from '../../json/parse.ts'
import { isJsonObject, member } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import type { CryptoPort } from '../../keys/crypto-port.ts'
import { type Certificate, readCertificate, readCertificateIfAny } from '../../x509/certificate.ts'

export interface AnchorOptions {
  readonly crypto: CryptoPort
  /** SHA-256 of the anchors' certificates, lower-case hex: see `GDHCN_ANCHORS`. */
  readonly anchors: readonly string[]
  /** DER of the anchors' certificates, where the messages do not bring them. Only pinned ones count. */
  readonly certificates?: readonly Bytes[]
}

/** A certificate that a pinned anchor signed. */
export interface AnchoredCertificate {
  readonly der: Bytes
  /** SHA-256 of `der`, lower-case hex. */
  readonly fingerprint: string
  /** Two letters, as certificate and file both say. */
  readonly country: string
  /** Whether it may issue others (an SCA), by what it says of itself. */
  readonly isCa: boolean
  /** Fingerprint of the anchor. */
  readonly anchor: string
  /** When the anchor says that it signed, seconds since the epoch. */
  readonly signedAt?: number
}

/** A file that proves nothing. */
export interface RefusedAnchor {
  /** Its place among the files, from 0. */
  readonly at: number
  /** The thumbprint that it names; empty if none. */
  readonly thumbprint: string
  /** In words. */
  readonly reason: string
}

export interface AnchorReport {
  /** Fingerprints of the certificates. */
  readonly anchored: ReadonlySet<string>
  readonly certificates: readonly AnchoredCertificate[]
  readonly refused: readonly RefusedAnchor[]
}

/** The whole network's files have 0.5 MB. A character has at least a byte. */
const MAX_BYTES = 16 * 1024 * 1024
const MAX_FILES = 10_000

/** id-data: what the anchor says that it signs (RFC 5652 §4). */
const DATA = '1.2.840.113549.1.7.1'

/** Why a file proves nothing. */
interface Refusal {
  readonly reason: string
}

/**
 * Reads and verifies files of the trust anchor: one JSON object, an array of them, or one on each line.
 *
 * @throws {FormatError} `format.json`
 */
export async function importAnchored(bytes: Bytes, options: AnchorOptions): Promise<AnchorReport> {
  return verifyAnchored(readFiles(decodeText(bytes)), options)
}

/** Verifies files that were read. What one of them is worth depends on no other. */
export async function verifyAnchored(
  files: readonly JsonValue[],
  options: AnchorOptions,
): Promise<AnchorReport> {
  const results = await Promise.all(files.map((file) => verifyFile(file, options)))
  const certificates = results.flatMap((result) => ('reason' in result ? [] : result))
  const refused = results.flatMap((result, at) =>
    'reason' in result ? { at, thumbprint: thumbprintOf(files[at]), reason: result.reason } : [],
  )
  const anchored = new Set(certificates.map(({ fingerprint }) => fingerprint))
  return { anchored, certificates, refused }
}

async function verifyFile(
  file: JsonValue,
  options: AnchorOptions,
): Promise<AnchoredCertificate | Refusal> {
  try {
    return isJsonObject(file) ? await verifyObject(file, options) : refused('is no JSON object')
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return refused(`cannot be read: ${error.message}`)
  }
}

async function verifyObject(
  file: JsonObject,
  options: AnchorOptions,
): Promise<AnchoredCertificate | Refusal> {
  const { crypto } = options
  const [signature, rawData] = [
    text(file, 'trustAnchorSignature'),
    text(file, 'certificateRawData'),
  ]
  if (signature === undefined) return refused('has no signature of a trust anchor')
  if (rawData === undefined) return refused('holds no certificate')
  const der = decodeBase64(rawData)
  const certificate = readCertificate(der)
  const fingerprint = encodeHex(await crypto.sha256(der))
  if (text(file, 'certificateThumbprint') !== fingerprint) {
    return refused('names a thumbprint that is not its certificate’s')
  }
  const country = certificate.subject.country?.toUpperCase()
  if (country === undefined) return refused('has a certificate that names no country')
  if (text(file, 'country')?.toUpperCase() !== country) {
    return refused('names a country that is not its certificate’s')
  }
  const proof = await verifyMessage(decodeBase64(signature), der, options)
  return 'reason' in proof ? proof : { der, fingerprint, country, isCa: certificate.isCa, ...proof }
}

/** Looks for a pinned anchor that signed this content: those that are given, and those in the message. */
async function verifyMessage(
  message: Bytes,
  content: Bytes,
  { crypto, anchors, certificates = [] }: AnchorOptions,
): Promise<Pick<AnchoredCertificate, 'anchor' | 'signedAt'> | Refusal> {
  const cms = readCmsSignedData(message)
  if (cms.contentType !== DATA) return refused('has a signature over another type of content')
  let refusal = refused('is signed by no trust anchor that is pinned')
  const tried = new Set<string>()
  for (const der of [...certificates, ...cms.certificates]) {
    const anchor = encodeHex(await crypto.sha256(der))
    const isKnown = tried.has(anchor)
    tried.add(anchor)
    const signer = !isKnown && anchors.includes(anchor) ? readCertificateIfAny(der) : undefined
    if (!signer) continue
    const result = await verifyCmsSignature(cms, signer, crypto, content)
    if (result.status !== 'passed') {
      refusal = refused(`is not signed by the trust anchor: ${result.reason}`)
      continue
    }
    const { signingTime } = result
    if (signingTime !== undefined && !isInLife(signer, signingTime)) {
      refusal = refused('is signed at a time when the trust anchor was not in force')
      continue
    }
    return { anchor, ...(signingTime !== undefined && { signedAt: signingTime }) }
  }
  return refusal
}

function isInLife({ notBefore, notAfter }: Certificate, time: number): boolean {
  return notBefore <= time && time <= notAfter
}

function readFiles(text: string): readonly JsonValue[] {
  const json = readJson(text)
  if (json) return requireFew(json)
  return requireFew(text.split('\n').filter(isFilled)).map(parseLine)
}

function requireFew<T>(files: readonly T[]): readonly T[] {
  if (files.length > MAX_FILES) throw new FormatError('format.json', 'too many files')
  return files
}

/** `undefined` if it is not one JSON text. */
function readJson(text: string): readonly JsonValue[] | undefined {
  try {
    const json = parseJson(text.trim(), { maxCharacters: MAX_BYTES })
    return Array.isArray(json) ? json : [json]
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}

function isFilled(line: string): boolean {
  return line.trim() !== ''
}

function parseLine(line: string): JsonValue {
  return parseJson(line.trim(), { maxCharacters: MAX_BYTES })
}

function decodeText(bytes: Bytes): string {
  if (bytes.length > MAX_BYTES) throw new FormatError('format.json', 'more than 16 MiB')
  return decodeJsonText(bytes)
}

function thumbprintOf(file: JsonValue | undefined): string {
  return (isJsonObject(file) && text(file, 'certificateThumbprint')) || ''
}

function text(file: JsonObject, name: string): string | undefined {
  const value = member(file, name)
  return typeof value === 'string' ? value : undefined
}

function refused(reason: string): Refusal {
  return { reason }
}
