/**
 * A national copy of the EU gateway's list as a source: JSON with a detached signature of its publisher.
 *
 * @module
 */

import { decodeBase64 } from '../../bytes/base64url.ts'
import type { Bytes } from '../../bytes/bytes.ts'
import { FormatError, UnavailableError } from '../../errors.ts'
import { decodeJson } from '../../json/parse.ts'
import type { CryptoPort } from '../../keys/crypto-port.ts'
import type { PublicKey } from '../../keys/public-key.ts'
import { verifySignature } from '../../keys/verify-signature.ts'
import { importEuEntries } from '../../trust/eu-list/eu-list.ts'
import {
  type EuSource,
  refuseSource,
  requireFile,
  requireKnown,
  type SourceFiles,
  type SourceOptions,
} from './source.ts'

const LIST = 'list.json'
const SIGNATURE = 'list.sig'

/** The whole network's list is 1–2 MB. */
const LIMITS = { maxCharacters: 16 * 1024 * 1024 }

const OPENING_BRACE = 0x7b
/** No signature is longer in Base64. */
const MAX_LINE_BYTES = 1000

/** Where the length says r‖s. */
const RAW_BYTES = 64

/**
 * Imports the list. The signature is over the JSON, from its first brace on.
 *
 * It has no date of its own: the newest of its entries says how old it is at most, and that goes back when
 * that entry is withdrawn. So there is no `signedAt`, by which an older list could be told.
 *
 * @throws {UsageError} `usage.trust-file` if the signature is not by the key that is pinned
 * @throws {FormatError} `format.json`
 */
export async function importEuSource(
  files: SourceFiles,
  { crypto, signerKey, environment = 'production' }: SourceOptions,
): Promise<EuSource> {
  requireKnown(files, (name) => name === LIST || name === SIGNATURE)
  if (!signerKey) return refuseSource('no key is pinned that the list must be signed with')
  const { line, json } = splitList(requireFile(files, LIST))
  const signature = readSignature(files.get(SIGNATURE), line)
  if (!(await isSignedBy(signerKey, signature, json, crypto))) {
    return refuseSource('the list is refused: its signature is not by the key that is pinned')
  }
  const { value } = decodeJson(json, LIMITS)
  const imported = await importEuEntries(value, { crypto, environment, evidence: 'listed' })
  // Dates of entries are no date of the list, and none that a clock is measured by.
  return { ...imported, kind: 'eu', isSigned: true }
}

function splitList(bytes: Bytes): { readonly line: Bytes; readonly json: Bytes } {
  const at = bytes.subarray(0, MAX_LINE_BYTES).indexOf(OPENING_BRACE)
  if (at < 0) throw new FormatError('format.json', 'expected a signature and a list')
  return { line: bytes.subarray(0, at), json: bytes.subarray(at) }
}

/** Bytes, or Base64 of them. */
function readSignature(file: Bytes | undefined, line: Bytes): Bytes {
  const text = new TextDecoder().decode(file ?? line).trim()
  if (text === '') return refuseSource('the list has no signature')
  try {
    return decodeBase64(text)
  } catch (error) {
    if (error instanceof FormatError && file) return file
    throw error
  }
}

/** As r‖s, or as X.509 writes it. */
async function isSignedBy(
  key: PublicKey,
  signature: Bytes,
  data: Bytes,
  crypto: CryptoPort,
): Promise<boolean> {
  if (key.kind !== 'P-256') return refuseSource('the key that is pinned is of no kind P-256')
  if (signature.length === RAW_BYTES) {
    const prepared = await crypto.prepareKey(key)
    if (await prepared.verify('ES256', signature, data)) return true
  }
  const isGood = await verifySignature({ algorithm: 'ES256', value: signature }, data, key, crypto)
  if (isGood !== undefined) return isGood
  throw new UnavailableError('unavailable.algorithm', 'this platform cannot verify the signature')
}
