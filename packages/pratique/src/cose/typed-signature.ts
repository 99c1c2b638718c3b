/**
 * Signatures over objects of our own: COSE_Sign1 with a type under the signature (RFC 9052 §4.2,
 * RFC 9596), so that what is signed as one thing is never taken for another.
 *
 * @module
 */

import { type Bytes, isSameBytes } from '../bytes/bytes.ts'
import { encodeHex } from '../bytes/hex.ts'
import { type CborLimits, decodeCbor } from '../cbor/decode.ts'
import { encodeCbor } from '../cbor/encode.ts'
import { type CborMap, CborTag, type CborValue } from '../cbor/value.ts'
import { FormatError, UnavailableError, UsageError } from '../errors.ts'
import type { Algorithm } from '../keys/algorithms.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import type { PublicKey } from '../keys/public-key.ts'
import type { SignPort } from '../keys/sign-port.ts'
import { toSignerIdBytes } from '../keys/signer-id.ts'
import { ALG, ALGORITHMS, KID, TYP, toAlgorithmNumber } from './header.ts'
import { type CoseSign1, SIGN1_TAG, sigStructure } from './sign1.ts'

/** What is signed. */
export type SignedType = 'bundle' | 'denial' | 'list' | 'delta'

const TYPES: Readonly<Record<SignedType, string>> = {
  bundle: 'application/pratique-bundle+cbor',
  denial: 'application/pratique-denial+cbor',
  list: 'application/pratique-revocation-list+cbor',
  delta: 'application/pratique-revocation-delta+cbor',
}

/** What signs here. */
const SIGNING: readonly Algorithm[] = ['ES256', 'EdDSA']

/** A signature, read and not verified. */
export interface TypedSignature<Type extends SignedType = SignedType> {
  readonly type: Type
  readonly algorithm: Algorithm
  /** The first bytes of SHA-256 of the signer's SubjectPublicKeyInfo, lower-case hex. */
  readonly keyId: string
  /** Absent where the signature is detached. */
  readonly payload?: Bytes
  readonly message: Omit<CoseSign1, 'payload'>
}

/** What a signature came to under one key. */
export type SignatureStatus = 'good' | 'bad' | 'unsaid'

/**
 * Signs, with the payload in the message or beside it.
 *
 * @throws {UsageError} `usage.key-file` if the key is neither on P-256 nor Ed25519
 */
export async function signTyped(
  type: SignedType,
  payload: Bytes,
  signer: SignPort,
  form: 'attached' | 'detached',
): Promise<Bytes> {
  const { algorithm } = signer
  if (!SIGNING.includes(algorithm)) {
    throw new UsageError('usage.key-file', 'expected a key on P-256 (ES256) or Ed25519 (EdDSA)')
  }
  const keyId = toSignerIdBytes(signer.key)
  const header = encodeCbor(toHeader(type, algorithm, keyId))
  const message = { protected: header, unprotected: new Map(), payload }
  const signature = await signer.sign(sigStructure(message))
  const content = form === 'attached' ? payload : null
  return encodeCbor(new CborTag(SIGN1_TAG, [header, new Map(), content, signature]))
}

/**
 * Reads a signature of one of some types. There is one way to write a header, so that none says more than
 * we read.
 *
 * @param limits of the whole; by default those of CBOR
 * @throws {FormatError} `format.cose` or `format.cbor`
 */
export function readTyped<Type extends SignedType>(
  types: readonly Type[],
  bytes: Bytes,
  limits: CborLimits = {},
): TypedSignature<Type> {
  const message = decodeCbor(bytes, limits)
  const parts: CborValue =
    message instanceof CborTag && message.tag === SIGN1_TAG ? message.value : undefined
  if (!Array.isArray(parts) || parts.length !== 4) refuse('expected a tagged COSE_Sign1')
  const [header, unprotected, payload, signature]: readonly CborValue[] = parts
  if (!(header instanceof Uint8Array) || !(signature instanceof Uint8Array)) {
    refuse('expected a protected header and a signature')
  }
  if (!(unprotected instanceof Map) || unprotected.size > 0) refuse('expected nothing unprotected')
  if (payload !== null && !(payload instanceof Uint8Array)) refuse('expected a payload of bytes')
  const decoded = decodeCbor(header)
  const labels: CborMap = decoded instanceof Map ? decoded : new Map()
  const algorithm = ALGORITHMS.get(labels.get(ALG))
  const keyId = labels.get(KID)
  if (!algorithm || !SIGNING.includes(algorithm) || !(keyId instanceof Uint8Array))
    refuse('expected alg and kid')
  const type = types.find((each) => TYPES[each] === labels.get(TYP))
  if (!type) refuse(`expected the header of a ${types.join(' or ')}`)
  const expected = encodeCbor(toHeader(type, algorithm, keyId))
  if (!isSameBytes(header, expected)) refuse(`expected the header of a ${type} in its one form`)
  return {
    type,
    algorithm,
    keyId: encodeHex(keyId),
    ...(payload && { payload }),
    message: { protected: header, unprotected, signature },
  }
}

/** Verifies a signature over a payload with one key. That the key is the signer's, the caller knows. */
export async function verifyTyped(
  { algorithm, message }: TypedSignature,
  payload: Bytes,
  key: PublicKey,
  crypto: CryptoPort,
): Promise<SignatureStatus> {
  const isFitting = algorithm === 'ES256' ? key.kind === 'P-256' : key.kind === 'Ed25519'
  // 64 bytes, both of them (RFC 9053 §2.1, §2.2).
  if (!isFitting || message.signature.length !== 64) return 'bad'
  try {
    const prepared = await crypto.prepareKey(key)
    const signed = sigStructure({ ...message, payload })
    return (await prepared.verify(algorithm, message.signature, signed)) ? 'good' : 'bad'
  } catch (error) {
    if (error instanceof UnavailableError) return 'unsaid'
    throw error
  }
}

function toHeader(type: SignedType, algorithm: Algorithm, keyId: Bytes): CborValue {
  return new Map<number, CborValue>([
    [ALG, toAlgorithmNumber(algorithm)],
    [KID, keyId],
    [TYP, TYPES[type]],
  ])
}

function refuse(reason: string): never {
  throw new FormatError('format.cose', reason)
}
