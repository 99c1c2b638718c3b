/**
 * Entries that deny a key for ever, whatever any list says of it (DESIGN §8).
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { decodeCbor } from '../cbor/decode.ts'
import { encodeCbor } from '../cbor/encode.ts'
import { createMapReader } from '../cbor/map-reader.ts'
import type { CborValue } from '../cbor/value.ts'
import { readTyped, signTyped, type TypedSignature } from '../cose/typed-signature.ts'
import { UsageError } from '../errors.ts'
import type { PublicKey } from '../keys/public-key.ts'
import type { SignPort } from '../keys/sign-port.ts'
import { readSpki } from '../keys/spki.ts'

/** One key that is denied: why, and since when. */
export interface Denial {
  readonly key: PublicKey
  /** Whose key it is, and what it is called, for people. */
  readonly issuer: string
  readonly keyId: string
  /** In words; shown to whoever asks why. */
  readonly reason: string
  /** Seconds since the epoch. */
  readonly at: number
}

/** A denial as it came: signed, and not verified. */
export interface SignedDenial {
  readonly denial: Denial
  readonly bytes: Bytes
  readonly signature: TypedSignature
}

/** Longer ones are no reason any more. */
const MAX_REASON = 500

/**
 * Writes and signs a denial.
 *
 * @throws {UsageError} `usage.argument` without a reason, or `usage.key-file`
 */
export async function signDenial(denial: Denial, signer: SignPort): Promise<Bytes> {
  const { key, issuer, keyId, reason, at } = denial
  if (reason.trim() === '' || reason.length > MAX_REASON || !Number.isSafeInteger(at)) {
    throw new UsageError('usage.argument', `expected a reason of 1 to ${MAX_REASON} characters`)
  }
  const payload = new Map<string, CborValue>([
    ['spki', key.spki],
    ['issuer', issuer],
    ['keyId', keyId],
    ['reason', reason],
    ['at', at],
  ])
  return signTyped('denial', encodeCbor(payload), signer, 'attached')
}

/**
 * Reads a denial. Who signed it is the caller's to ask.
 *
 * @throws {FormatError} `format.cose`, `format.cbor` or `format.key`
 */
export function readDenial(bytes: Bytes): SignedDenial {
  const signature = readTyped(['denial'], bytes)
  const map = createMapReader(signature.payload && decodeCbor(signature.payload), 'a denial')
  const denial: Denial = {
    key: readSpki(map.bytes('spki')),
    issuer: map.text('issuer'),
    keyId: map.text('keyId'),
    reason: map.text('reason'),
    at: map.number('at'),
  }
  map.finish()
  return { denial, bytes, signature }
}
