/**
 * Whom a result is for: a public key of the caller, to which each chunk is encrypted (RFC 7516, ECDH-ES with A256GCM).
 *
 * @module
 */

import { CompactEncrypt, calculateJwkThumbprint, importJWK } from 'jose'
import { z } from 'zod'
import { RequestError } from '../request-error.ts'
import type { RecipientJwk } from '../storage/tables.ts'

/** Header of the request: the key as JSON (RFC 7517), in base64url. */
export const RECIPIENT_HEADER = 'Pratique-Result-Key'

const ALG = 'ECDH-ES'
const ENC = 'A256GCM'
/** What is inside: rows as JSON lines. */
const CONTENT_TYPE = 'application/x-ndjson'
const MAX_LENGTH = 1000

/** Nothing is sent that is encrypted for it. */
const TRIAL: ChunkPlace = { batch: '', chunk: 0, chunks: 1 }

const COORDINATE = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
/** Other members, such as `kid` or `use`, are not kept; a private key is refused. */
const JWK = z.union([
  z.object({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: COORDINATE,
    y: COORDINATE,
    d: z.never().optional(),
  }),
  z.object({
    kty: z.literal('OKP'),
    crv: z.literal('X25519'),
    x: COORDINATE,
    d: z.never().optional(),
  }),
])

/**
 * Reads the caller's key.
 *
 * @throws {RequestError} `request.body` if it is none that a result can be encrypted to
 */
export async function parseRecipient(header: string | undefined): Promise<RecipientJwk> {
  const parsed = JWK.safeParse(toJson(header ?? ''))
  if (parsed.success) {
    const jwk: RecipientJwk = parsed.data
    try {
      // A point that is not on the curve, or of low order (RFC 7748 §6.1), is seen when something is encrypted to it.
      await encryptTo(jwk, TRIAL, new Uint8Array(1))
      return jwk
    } catch {}
  }
  const words = 'a public key on P-256 or X25519, as JWK in base64url, without its private half'
  throw new RequestError('request.body', { faults: [{ path: RECIPIENT_HEADER, words }] })
}

/** Where a chunk stands: all of it is authenticated, so that none can be left out or moved unseen. */
export interface ChunkPlace {
  readonly batch: string
  readonly chunk: number
  readonly chunks: number
}

/**
 * Encrypts rows to a recipient: one compact JWE (RFC 7518 §4.6).
 *
 * @throws what the platform throws if the key is none that {@link parseRecipient} takes
 */
export async function encryptTo(
  jwk: RecipientJwk,
  place: ChunkPlace,
  bytes: Uint8Array,
): Promise<string> {
  const kid = await calculateJwkThumbprint({ ...jwk })
  return new CompactEncrypt(bytes)
    .setProtectedHeader({ alg: ALG, enc: ENC, kid, cty: CONTENT_TYPE, ...place })
    .encrypt(await importJWK({ ...jwk }, ALG))
}

function toJson(text: string): unknown {
  if (text.length > MAX_LENGTH || !/^[A-Za-z0-9_-]+$/.test(text)) return undefined
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
