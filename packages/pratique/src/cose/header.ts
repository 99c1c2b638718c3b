/**
 * The header parameters of a COSE_Sign1 that a health certificate needs (RFC 9052 §3.1).
 *
 * @module
 */

import { encodeHex } from '../bytes/hex.ts'
import { decodeCbor } from '../cbor/decode.ts'
import type { CborMap, CborValue } from '../cbor/value.ts'
import { FormatError } from '../errors.ts'
import type { Algorithm } from '../keys/algorithms.ts'
import type { CoseSign1 } from './sign1.ts'

/** Labels (RFC 9052 §3.1, Table 3; RFC 9596 §2). */
export const ALG = 1
const CRIT = 2
const CONTENT_TYPE = 3
export const KID = 4
export const TYP = 16

/** Labels that we act on, so that `crit` may name them. */
const UNDERSTOOD: ReadonlySet<CborValue> = new Set([ALG, CONTENT_TYPE, KID])

/** COSE's numbers (RFC 9053 §2.1, §2.2; RFC 8230 §2). A textual `alg` is none of them. */
export const ALGORITHMS: ReadonlyMap<CborValue, Algorithm> = new Map([
  [-7, 'ES256'],
  [-35, 'ES384'],
  [-36, 'ES512'],
  [-37, 'PS256'],
  [-8, 'EdDSA'],
])

const EMPTY: CborMap = new Map()

const encoder = /* @__PURE__ */ new TextEncoder()

/** `alg` and `kid`, from whichever header holds them. */
export interface CoseHeader {
  readonly algorithm: Algorithm
  /** Lower-case hex; empty if there is none, and then no key will be found. */
  readonly keyId: string
}

/**
 * Reads `alg` and `kid`. The protected `kid` wins over an unprotected one (hcert_spec §3.3.3); any
 * other label in both headers is refused (RFC 9052 §3), and so is a `crit` that we do not understand.
 *
 * @throws {FormatError} `format.header` or `format.cbor`
 */
export function readCoseHeader(message: CoseSign1): CoseHeader {
  const { unprotected } = message
  const header = decodeProtected(message)
  const algorithm = readAlgorithm(header.has(ALG) ? header : unprotected)
  return { algorithm, keyId: readKeyId(header.has(KID) ? header : unprotected) }
}

function readKeyId(header: CborMap): string {
  if (!header.has(KID)) return ''
  const kid = header.get(KID)
  if (kid instanceof Uint8Array) return encodeHex(kid)
  throw new FormatError('format.header', 'kid is not a byte string')
}

/**
 * Reads `alg` and `kid` from the protected header alone, where both must be. A `kid` of text is taken
 * for its bytes. Else as {@link readCoseHeader}.
 *
 * @throws {FormatError} `format.header` or `format.cbor`
 */
export function readProtectedCoseHeader(message: CoseSign1): CoseHeader {
  const header = decodeProtected(message)
  const kid = header.get(KID)
  const bytes = typeof kid === 'string' ? encoder.encode(kid) : kid
  if (!(bytes instanceof Uint8Array) || bytes.length === 0) {
    throw new FormatError('format.header', 'kid is missing, or neither bytes nor text')
  }
  return { algorithm: readAlgorithm(header), keyId: encodeHex(bytes) }
}

/** Decodes the protected header, and refuses what may stand in neither. */
function decodeProtected({ protected: bytes, unprotected }: CoseSign1): CborMap {
  const header = bytes.length === 0 ? EMPTY : decodeCbor(bytes)
  if (!(header instanceof Map)) {
    throw new FormatError('format.header', 'the protected header is not a map')
  }
  refuseCritical(header, unprotected)
  for (const label of unprotected.keys()) {
    if (label !== KID && header.has(label)) {
      throw new FormatError('format.header', 'a label stands in both headers')
    }
  }
  return header
}

function readAlgorithm(header: CborMap): Algorithm {
  const algorithm = ALGORITHMS.get(header.get(ALG))
  if (algorithm) return algorithm
  throw new FormatError('format.header', 'alg is missing or none that we know')
}

/** The number of an algorithm; `undefined` if it has none here. */
export function toAlgorithmNumber(algorithm: Algorithm): CborValue {
  return [...ALGORITHMS].find(([, each]) => each === algorithm)?.[0]
}

/** `crit` stands in the protected header, and names labels of it that we understand. */
function refuseCritical(header: CborMap, unprotected: CborMap): void {
  if (unprotected.has(CRIT)) throw new FormatError('format.header', 'crit is not protected')
  if (!header.has(CRIT)) return
  const labels = header.get(CRIT)
  const isUnderstood =
    Array.isArray(labels) &&
    labels.length > 0 &&
    labels.every((label) => UNDERSTOOD.has(label) && header.has(label))
  if (!isUnderstood) throw new FormatError('format.header', 'crit names what we do not understand')
}
