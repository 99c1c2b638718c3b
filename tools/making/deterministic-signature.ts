/**
 * Signatures that come out the same each time, so that vectors made again are the vectors made
 * before: ECDSA by RFC 6979, RSASSA-PSS with a salt made of the message, and Ed25519, which is so
 * anyway.
 *
 * Only for keys whose private half is public: nothing here takes constant time.
 *
 * @module
 */

import {
  constants,
  createECDH,
  createHash,
  createHmac,
  createPrivateKey,
  type JsonWebKey,
  type KeyObject,
  privateEncrypt,
  sign,
} from 'node:crypto'
import type { Algorithm } from '../../packages/pratique/src/keys/algorithms.ts'

type Bytes = Uint8Array<ArrayBuffer>

interface Curve {
  /** OpenSSL's name. */
  readonly name: string
  /** The order of the group (FIPS 186-5; SP 800-186 §3.2.1). */
  readonly order: bigint
  readonly orderBits: number
}

const CURVES: Readonly<Record<string, Curve>> = {
  'P-256': {
    name: 'prime256v1',
    order: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    orderBits: 256,
  },
  'P-384': {
    name: 'secp384r1',
    order:
      0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
    orderBits: 384,
  },
  'P-521': {
    name: 'secp521r1',
    order:
      0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
    orderBits: 521,
  },
}

const HASHES = { ES256: 'sha256', ES384: 'sha384', ES512: 'sha512' } as const

/** RSASSA-PKCS1-v1_5 has no random part (RFC 8017 §8.2). */
const PKCS1_HASHES = { RS256: 'sha256', RS384: 'sha384', RS512: 'sha512' } as const

/** PS256's salt has the length of its hash (RFC 7518 §3.5). */
const SALT_BYTES = 32

/** Signs `data`. ECDSA signatures are r‖s, each as long as the curve's order (RFC 9053 §2.1). */
export function signDeterministically(jwk: JsonWebKey, algorithm: Algorithm, data: Bytes): Bytes {
  switch (algorithm) {
    case 'EdDSA':
      return new Uint8Array(sign(null, data, importKey(jwk)))
    case 'PS256':
      return signPss(importKey(jwk), data)
    case 'RS256':
    case 'RS384':
    case 'RS512':
      return new Uint8Array(sign(PKCS1_HASHES[algorithm], data, importKey(jwk)))
    case 'PS384':
    case 'PS512':
      throw new Error('no specimen is signed with it')
    case 'ES256':
    case 'ES384':
    case 'ES512':
      return signEcdsa(jwk, HASHES[algorithm], data)
  }
}

function importKey(jwk: JsonWebKey): KeyObject {
  return createPrivateKey({ key: jwk, format: 'jwk' })
}

/** ECDSA (FIPS 186-5 §6.4.1) with the nonce of RFC 6979 §3.2. */
function signEcdsa(jwk: JsonWebKey, hash: string, data: Bytes): Bytes {
  const curve = CURVES[jwk.crv ?? '']
  if (!curve || jwk.d === undefined) throw new Error('expected a private key on a known curve')
  const { order, orderBits } = curve
  const key = toInteger(Buffer.from(jwk.d, 'base64url'))
  const digest = leftmostBits(createHash(hash).update(data).digest(), orderBits)
  for (const nonce of nonces(curve, hash, key, digest)) {
    const r = abscissa(curve, nonce) % order
    const s = (inverse(nonce, order) * (digest + r * key)) % order
    if (r !== 0n && s !== 0n) return concat(toBytes(r, orderBits), toBytes(s, orderBits))
  }
  throw new Error('unreachable: nonces do not end')
}

/** RFC 6979 §3.2: candidates for k, one after the other. */
function* nonces(curve: Curve, hash: string, key: bigint, digest: bigint): Generator<bigint> {
  const { order, orderBits } = curve
  const mac = (secret: Bytes, ...parts: readonly Bytes[]): Bytes => {
    const hmac = createHmac(hash, secret)
    for (const part of parts) hmac.update(part)
    return new Uint8Array(hmac.digest())
  }
  const length = createHash(hash).digest().length
  const seed = concat(toBytes(key, orderBits), toBytes(digest % order, orderBits))
  let v: Bytes = new Uint8Array(length).fill(1)
  let k: Bytes = new Uint8Array(length)
  for (const step of [0, 1]) {
    k = mac(k, v, Uint8Array.of(step), seed)
    v = mac(k, v)
  }
  for (;;) {
    let bytes: Bytes = new Uint8Array()
    while (bytes.length * 8 < orderBits) {
      v = mac(k, v)
      bytes = concat(bytes, v)
    }
    const candidate = leftmostBits(bytes, orderBits)
    if (candidate > 0n && candidate < order) yield candidate
    k = mac(k, v, Uint8Array.of(0))
    v = mac(k, v)
  }
}

/** x of nonce × G. */
function abscissa({ name, orderBits }: Curve, nonce: bigint): bigint {
  const ecdh = createECDH(name)
  ecdh.setPrivateKey(toBytes(nonce, orderBits))
  const point = ecdh.getPublicKey()
  return toInteger(point.subarray(1, 1 + (point.length - 1) / 2))
}

/** RSASSA-PSS with SHA-256 (RFC 8017 §8.1.1, §9.1.1), the salt being the message's hash. */
function signPss(key: KeyObject, data: Bytes): Bytes {
  const bits = (key.asymmetricKeyDetails?.modulusLength ?? 0) - 1
  const length = Math.ceil(bits / 8)
  const digest = sha256(data)
  const salt = sha256(concat(digest, Uint8Array.of(1)))
  const seal = sha256(concat(new Uint8Array(8), digest, salt))
  const block = new Uint8Array(length - seal.length - 1)
  block[block.length - SALT_BYTES - 1] = 1
  block.set(salt, block.length - SALT_BYTES)
  const mask = maskOf(seal, block.length)
  const masked = block.map((byte, i) => byte ^ (mask[i] ?? 0))
  masked[0] = (masked[0] ?? 0) & (0xff >> (8 * length - bits))
  const encoded = concat(masked, seal, Uint8Array.of(0xbc))
  return new Uint8Array(privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, encoded))
}

/** MGF1 with SHA-256 (RFC 8017 appendix B.2.1). */
function maskOf(seed: Bytes, length: number): Bytes {
  const blocks = Array.from({ length: Math.ceil(length / SALT_BYTES) }, (_, i) =>
    sha256(concat(seed, Uint8Array.of(0, 0, i >> 8, i & 0xff))),
  )
  return concat(...blocks).slice(0, length)
}

function sha256(data: Bytes): Bytes {
  return new Uint8Array(createHash('sha256').update(data).digest())
}

/** `bits2int` (RFC 6979 §2.3.2). */
function leftmostBits(bytes: Uint8Array, bits: number): bigint {
  const excess = bytes.length * 8 - bits
  return excess > 0 ? toInteger(bytes) >> BigInt(excess) : toInteger(bytes)
}

function toInteger(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
}

/** Big-endian, as long as a number of so many bits. */
function toBytes(value: bigint, bits: number): Bytes {
  const digits = 2 * Math.ceil(bits / 8)
  return new Uint8Array(Buffer.from(value.toString(16).padStart(digits, '0'), 'hex'))
}

/** The inverse modulo a prime (Fermat). */
function inverse(value: bigint, prime: bigint): bigint {
  let result = 1n
  let base = value % prime
  for (let exponent = prime - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % prime
    base = (base * base) % prime
  }
  return result
}

function concat(...parts: readonly Bytes[]): Bytes {
  return new Uint8Array(Buffer.concat(parts))
}
