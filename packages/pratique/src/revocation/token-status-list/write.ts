/**
 * Writing Token Status Lists, as JWT and as CWT (draft-ietf-oauth-status-list-21 §4, §5).
 *
 * @module
 */

import { encodeBase64Url } from '../../bytes/base64url.ts'
import type { Bytes } from '../../bytes/bytes.ts'
import { encodeZlib } from '../../bytes/deflate-encode.ts'
import { encodeCbor } from '../../cbor/encode.ts'
import type { CborValue } from '../../cbor/value.ts'
import { ALG, KID, TYP, toAlgorithmNumber } from '../../cose/header.ts'
import { encodeCoseSign1, sigStructure } from '../../cose/sign1.ts'
import { UsageError } from '../../errors.ts'
import type { SignPort } from '../../keys/sign-port.ts'
import { requireFittingSigner, signTypedJws } from '../signed-status.ts'
import { encodeStatuses, type RevokedIndices, type StatusBits } from '../status-array.ts'
import { checkStatusUri } from '../status-uri.ts'
import { CWT, CWT_TYPE, JWT_TYPE } from './names.ts'

/** What a list states. */
export interface TokenStatusListContent {
  /** Where the list will be: what certificates name it by. */
  readonly uri: string
  readonly revoked: RevokedIndices
  /** Bits a status. Default 1, which is all that revocation needs. */
  readonly bits?: StatusBits
  /** Seconds since the epoch, whole ones. */
  readonly issuedAt: number
  readonly expiresAt?: number
  /** How long a copy may be kept before a new one should be fetched. */
  readonly ttlSeconds?: number
}

/**
 * Writes a list as a signed JWT (§5.1).
 *
 * @param keyId what verifiers find the key by, for the header
 * @throws {UsageError} `usage.argument` if the content is not such that a reader would take it,
 *   `usage.key-file` if the signer's algorithm does not fit its key
 */
export async function signTokenStatusListJwt(
  content: TokenStatusListContent,
  signer: SignPort,
  keyId?: string,
): Promise<string> {
  const { uri, bits = 1, issuedAt, expiresAt, ttlSeconds } = content
  const lst = encodeBase64Url(encodeList(content))
  const claims = {
    sub: uri,
    iat: issuedAt,
    ...(expiresAt !== undefined && { exp: expiresAt }),
    ...(ttlSeconds !== undefined && { ttl: ttlSeconds }),
    status_list: { bits, lst },
  }
  const header = { ...(keyId !== undefined && { kid: keyId }), typ: JWT_TYPE }
  return signTypedJws(header, claims, signer)
}

/**
 * Writes a list as a signed CWT (§5.2): tagged as COSE_Sign1, and not as a CWT.
 *
 * @param keyId what verifiers find the key by, for the protected header
 * @throws {UsageError} as {@link signTokenStatusListJwt}
 */
export async function signTokenStatusListCwt(
  content: TokenStatusListContent,
  signer: SignPort,
  keyId?: Bytes,
): Promise<Bytes> {
  const { uri, bits = 1, issuedAt, expiresAt, ttlSeconds } = content
  const lst = encodeList(content)
  const claims = new Map<number, CborValue>([
    [CWT.sub, uri],
    [CWT.iat, issuedAt],
    [CWT.list, new Map<string, CborValue>(Object.entries({ bits, lst }))],
  ])
  if (expiresAt !== undefined) claims.set(CWT.exp, expiresAt)
  if (ttlSeconds !== undefined) claims.set(CWT.ttl, ttlSeconds)
  const message = {
    protected: encodeHeader(signer, keyId),
    unprotected: new Map(),
    payload: encodeCbor(claims),
  }
  const signature = await signer.sign(sigStructure(message))
  return encodeCoseSign1({ ...message, signature })
}

function encodeHeader(signer: SignPort, keyId: Bytes | undefined): Bytes {
  requireFittingSigner(signer)
  const header = new Map<number, CborValue>([
    [ALG, toAlgorithmNumber(signer.algorithm)],
    [TYP, CWT_TYPE],
  ])
  if (keyId) header.set(KID, keyId)
  return encodeCbor(header)
}

function encodeList(content: TokenStatusListContent): Bytes {
  const { uri, revoked, bits = 1, issuedAt, expiresAt, ttlSeconds } = content
  checkStatusUri(uri)
  if (!Number.isSafeInteger(issuedAt)) misuse('expected whole seconds since the epoch')
  if (expiresAt !== undefined && !(Number.isSafeInteger(expiresAt) && expiresAt > issuedAt)) {
    misuse('expected the list to end after it was issued, at a whole second')
  }
  if (ttlSeconds !== undefined && !(Number.isSafeInteger(ttlSeconds) && ttlSeconds > 0)) {
    misuse('expected a whole number of seconds above 0 to keep a copy for')
  }
  return encodeZlib(encodeStatuses(revoked, { bits, order: 'least-first' }))
}

function misuse(reason: string): never {
  throw new UsageError('usage.argument', reason)
}
