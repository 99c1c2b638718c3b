/**
 * What the user pins for a source: files with the keys or certificates of who signed it.
 *
 * @module
 */

import { createHash, createPublicKey, X509Certificate } from 'node:crypto'
import { decodeJson, isJsonObject, type JsonObject, type JsonValue } from 'pratique/codecs'
import { FormatError, UsageError } from 'pratique/errors'
import {
  GDHCN_NETWORKS,
  GDHCN_SIGNERS,
  type GdhcnSigner,
  type PinnedAnchor,
  readJwk,
  readSpki,
  type SourceKind,
} from 'pratique/trust'
import type { Bytes, PublicKey } from 'pratique/verify'
import { readFileBytes } from '../inputs/file-bytes.ts'
import { quote } from '../output/visible.ts'
import type { Pins } from '../sync/pins.ts'

/** What was given to pin. */
export interface PinOptions {
  /** Files of `--signer`. */
  readonly signers: readonly string[]
  /** Files of `--anchor`. */
  readonly anchors: readonly string[]
  /** Value of `--issuer`. */
  readonly issuer?: string | undefined
  /** When who signed a master list must be in force, seconds since the epoch. */
  readonly now: number
}

const BY_USER = 'given by the user'

/** What a certificate in DER begins with. */
const SEQUENCE = 0x30

/**
 * Reads what is pinned for a source of a kind; nothing, where what comes with the program is meant.
 *
 * @throws {UsageError} `usage.trust-file` if a file holds no key or certificate, or is of no use here
 */
export function readPins(kind: SourceKind, { signers, anchors, issuer, now }: PinOptions): Pins {
  if (anchors.length > 0 && kind !== 'gdhcn') refuseOption('--anchor', kind)
  if (issuer !== undefined && kind !== 'file') refuseOption('--issuer', kind)
  if (issuer !== undefined && !issuer.startsWith('https://')) {
    throw new UsageError(
      'usage.option',
      '--issuer takes the https address of who issues by a key set',
    )
  }
  return {
    ...(signers.length > 0 && readSigners(kind, signers, now)),
    ...(anchors.length > 0 && { anchors: anchors.flatMap(readAnchors) }),
    ...(issuer !== undefined && { issuer }),
  }
}

function readSigners(kind: SourceKind, paths: readonly string[], now: number): Pins {
  switch (kind) {
    case 'gdhcn':
      return { signers: paths.flatMap(readGdhcnSigners) }
    case 'vci': {
      const [fingerprint, ...others] = paths.flatMap(readFingerprints)
      if (fingerprint === undefined || others.length > 0) refuseFile(paths[0] ?? '', 'certificate')
      return { fingerprint }
    }
    case 'eu': {
      const [path = '', ...others] = paths
      if (others.length > 0) refuseFile(path, 'one key')
      return { signerKey: readKey(path) }
    }
    case 'file':
      return { masterListSigners: { certificates: paths.flatMap(readCertificates), now } }
    case 'nz':
      return refuseOption('--signer', kind)
  }
}

/**
 * Reads signers of the GDHCN: one key, or an object of networks `{ prod: { jwk, published } }`. A key
 * that is not said to be published, or that is known to have been recovered from the lists
 * themselves, authenticates nothing.
 */
function readGdhcnSigners(path: string): readonly GdhcnSigner[] {
  const json = readJson(path)
  const named = GDHCN_NETWORKS.filter((network) => json && isJsonObject(json[network]))
  if (json && named.length > 0) {
    return named.map((network) => {
      const { jwk, published } = json[network] as JsonObject
      const key = isJsonObject(jwk) ? readKeyOf(path, jwk) : refuseFile(path, 'key')
      return { network, key, isOriginRecorded: published === true && !isRecovered(key) }
    })
  }
  const key = readKey(path)
  return GDHCN_NETWORKS.map((network) => ({ network, key, isOriginRecorded: !isRecovered(key) }))
}

function isRecovered(key: PublicKey): boolean {
  const known = GDHCN_SIGNERS.find((signer) => isSame(signer.key.spki, key.spki))
  return known?.isOriginRecorded === false
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}

/** A public key as JWK or PEM, or that of a certificate. */
function readKey(path: string): PublicKey {
  const json = readJson(path)
  if (json) return readKeyOf(path, json)
  const bytes = Buffer.from(readFileBytes(path))
  try {
    const isDer = bytes[0] === SEQUENCE
    const key = isDer ? new X509Certificate(bytes).publicKey : createPublicKey(bytes)
    return readSpki(new Uint8Array(key.export({ type: 'spki', format: 'der' })))
  } catch {
    return refuseFile(path, 'key')
  }
}

function readKeyOf(path: string, jwk: JsonObject): PublicKey {
  try {
    return readJwk(jwk)
  } catch (error) {
    if (error instanceof FormatError) return refuseFile(path, 'key')
    throw error
  }
}

function readAnchors(path: string): readonly PinnedAnchor[] {
  return readFingerprints(path).flatMap((fingerprint) => [
    { environment: 'production', fingerprint, origin: BY_USER } as const,
    { environment: 'test', fingerprint, origin: BY_USER } as const,
  ])
}

/** SHA-256 of each certificate in a file. */
function readFingerprints(path: string): readonly string[] {
  return readCertificates(path).map((der) => createHash('sha256').update(der).digest('hex'))
}

/** The certificates in a file, as DER. */
function readCertificates(path: string): readonly Bytes[] {
  const bytes = readFileBytes(path)
  const blocks = new TextDecoder().decode(bytes).match(CERTIFICATE)
  try {
    return (blocks ?? [Buffer.from(bytes)]).map(
      (block) => new Uint8Array(new X509Certificate(block).raw),
    )
  } catch {
    return refuseFile(path, 'certificate')
  }
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g

function readJson(path: string): JsonObject | undefined {
  try {
    const value: JsonValue = decodeJson(readFileBytes(path) as Bytes).value
    return isJsonObject(value) ? value : undefined
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}

function refuseOption(option: string, kind: SourceKind): never {
  const names = { gdhcn: 'the WHO’s list', vci: 'the VCI’s snapshot', eu: 'an EU list' }
  const other = kind === 'nz' || kind === 'file' ? 'these files' : names[kind]
  throw new UsageError('usage.option', `${option} does not belong to ${other}`)
}

function refuseFile(path: string, what: string): never {
  throw new UsageError('usage.trust-file', `${quote(path)} holds no ${what} to pin`)
}
