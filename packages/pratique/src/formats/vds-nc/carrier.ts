/**
 * How a visible digital seal travels: JSON text whose signature stands beside what it signs (ICAO Doc
 * 9303-13, "VDS-NC").
 *
 * @module
 */

import type { Bytes } from '../../bytes/bytes.ts'
import { FormatError } from '../../errors.ts'
import { canonicalizeJson, requireExactNumbers } from '../../json/canonical.ts'
import { parseJson } from '../../json/parse.ts'
import { isJsonObject, member, stringMember } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import type { Algorithm } from '../../keys/algorithms.ts'
import type { SignedCarrier, SignedMessage } from '../../model/format.ts'
import type { Remark } from '../../outcome.ts'
import { decodeBase64Text, toBase64Url } from './base64.ts'
import { toSigner } from './signer.ts'

/** Several times what a code holds: files of seals are written with white space. */
const LIMITS = { maxCharacters: 16 * 1024, maxDepth: 16 } as const

/** The algorithms of a seal (ICAO Doc 9303-13): the hash is named, and the curve must fit. */
const ALGORITHMS: ReadonlyMap<string, Algorithm> = new Map([
  ['ES256', 'ES256'],
  ['ES384', 'ES384'],
  ['ES512', 'ES512'],
])

/** The members of a seal; anything beside is not signed. */
const MEMBERS: ReadonlySet<string> = new Set(['data', 'sig'])
const SIGNATURE_MEMBERS: ReadonlySet<string> = new Set(['alg', 'cer', 'sigvl'])

const UTF8 = new TextEncoder()

/** The carrier of visible digital seals for non-constrained environments. */
export const seal: SignedCarrier = { id: 'vds-nc', framework: 'vds-nc', decode: decodeSeal }

/** Builds the bytes that a seal signs: the canonical form of `data` (RFC 8785). */
export function toSignedBytes(data: JsonObject): Bytes {
  return UTF8.encode(canonicalizeJson(data))
}

function decodeSeal(text: string): SignedMessage {
  if (text.length > LIMITS.maxCharacters) {
    throw new FormatError('format.length', `longer than ${LIMITS.maxCharacters} characters`)
  }
  const outer = unwrap(parseJson(text, LIMITS))
  const data = member(outer, 'data')
  if (!isJsonObject(data)) throw new FormatError('format.claims', 'data is not an object')
  const sig = member(outer, 'sig')
  if (!isJsonObject(sig)) throw new FormatError('format.header', 'sig is not an object')
  // In the text, because a double does not tell how it was written.
  requireExactNumbers(text)
  return { ...readSignature(outer, sig), signedBytes: toSignedBytes(data), claims: toClaims(data) }
}

function toClaims(object: JsonObject): SignedMessage['claims'] {
  return { kind: 'json', object }
}

/** Japan's files hold a seal in an array of one. Of several, nobody can say which one counts. */
function unwrap(value: JsonValue): JsonObject {
  const [seal = null, ...others] = isArray(value) ? value : [value]
  if (isJsonObject(seal) && others.length === 0) return seal
  throw new FormatError('format.json', 'expected one object')
}

function readSignature(
  outer: JsonObject,
  sig: JsonObject,
): Pick<SignedMessage, 'algorithm' | 'keyId' | 'signature' | 'signer' | 'remarks'> {
  const algorithm = ALGORITHMS.get(stringMember(sig, 'alg') ?? '')
  if (!algorithm) throw new FormatError('format.header', 'alg is not ES256, ES384 or ES512')
  const cer = stringMember(sig, 'cer')
  // Only further codes of one document may leave it out, and then nobody says whose they are.
  if (!cer) throw new FormatError('format.header', 'cer is missing')
  const sigvl = stringMember(sig, 'sigvl')
  if (sigvl === undefined) throw new FormatError('format.header', 'sigvl is missing')
  const [certificate, signature] = [toBase64Url(cer), toBase64Url(sigvl)]
  const remarks: Remark[] = []
  if (certificate.isStandard) remarks.push({ code: 'content.base64-form', field: 'sig.cer' })
  if (signature.isStandard) remarks.push({ code: 'content.base64-form', field: 'sig.sigvl' })
  if (!hasOnly(outer, MEMBERS) || !hasOnly(sig, SIGNATURE_MEMBERS)) {
    remarks.push({ code: 'content.unsigned-member' })
  }
  return {
    algorithm,
    // Keys are found by the certificate.
    keyId: '',
    signature: decodeBase64Text(signature),
    signer: toSigner(certificate),
    remarks,
  }
}

function hasOnly(object: JsonObject, names: ReadonlySet<string>): boolean {
  for (const name in object) if (!names.has(name)) return false
  return true
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}
