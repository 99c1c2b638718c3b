/**
 * Points of elliptic curves: any of their forms as the plain one (SEC 1 §2.3.3, §2.3.4).
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { encodeHex } from '../bytes/hex.ts'
import { FormatError } from '../errors.ts'
import { type BrainpoolCurve, COORDINATE_BYTES, type EcCurve, type NistCurve } from './curves.ts'

/** y² = x³ + ax + b modulo p, and p mod 4 is 3 (SP 800-186 §3.2.1, RFC 5639 §3). */
export interface Curve {
  readonly kind: EcCurve
  readonly p: bigint
  readonly a: bigint
  readonly b: bigint
}

/** By the identifiers of named curves (RFC 5480 §2.1.1.1). */
export const CURVES: ReadonlyMap<string, Curve & { readonly kind: NistCurve }> = new Map([
  [
    '1.2.840.10045.3.1.7',
    {
      kind: 'P-256',
      p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
      a: -3n,
      b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    },
  ],
  [
    '1.3.132.0.34',
    {
      kind: 'P-384',
      p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
      a: -3n,
      b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
    },
  ],
  [
    '1.3.132.0.35',
    {
      kind: 'P-521',
      p: 2n ** 521n - 1n,
      a: -3n,
      b: 0x051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
    },
  ],
])

/**
 * Brainpool's curves by their identifiers (RFC 5639 §4.1). Their keys are read where the point is
 * plain, which needs none of their numbers.
 */
export const BRAINPOOL_CURVES: ReadonlyMap<string, BrainpoolCurve> = new Map([
  ['1.3.36.3.3.2.8.1.1.7', 'brainpoolP256r1'],
  ['1.3.36.3.3.2.8.1.1.9', 'brainpoolP320r1'],
  ['1.3.36.3.3.2.8.1.1.11', 'brainpoolP384r1'],
  ['1.3.36.3.3.2.8.1.1.13', 'brainpoolP512r1'],
])

const EVEN = 0x02
const ODD = 0x03
const PLAIN = 0x04
/** Both coordinates, and the sign of the second in the first byte (X9.62 §4.3.6). */
const HYBRID: readonly (number | undefined)[] = [0x06, 0x07]

/**
 * Writes a point in the plain form; `undefined` if it has no form that the curve's points have.
 *
 * Whether a point that has both coordinates lies on the curve is for the platform to say.
 *
 * @throws {FormatError} `format.key` for a compressed point that is not on the curve
 */
export function toPlainPoint(curve: Curve, point: Bytes): Bytes | undefined {
  const [form] = point
  const coordinateBytes = COORDINATE_BYTES[curve.kind]
  if (point.length === 1 + 2 * coordinateBytes) {
    if (form === PLAIN) return point
    if (HYBRID.includes(form)) return Uint8Array.of(PLAIN, ...point.subarray(1))
  }
  if (point.length !== 1 + coordinateBytes || (form !== EVEN && form !== ODD)) return undefined
  const y = findY(curve, toNumber(point.subarray(1)), form === ODD)
  return Uint8Array.of(PLAIN, ...point.subarray(1), ...toBytes(y, coordinateBytes))
}

/** Tells whether coordinates are those of a point on a curve (SEC 1 §3.2.2.1). */
export function isOnCurve(kind: NistCurve, x: Bytes, y: Bytes): boolean {
  const curve = [...CURVES.values()].find((each) => each.kind === kind)
  if (!curve || x.length === 0 || y.length === 0) return false
  const { p, a, b } = curve
  const [px, py] = [toNumber(x), toNumber(y)]
  return px < p && py < p && (py * py - (px * px + a) * px - b) % p === 0n
}

/** Tells whether a point stands in the plain form, with coordinates of a curve's length. */
export function isPlainPoint(kind: EcCurve, point: Bytes): boolean {
  return point[0] === PLAIN && point.length === 1 + 2 * COORDINATE_BYTES[kind]
}

/** Tells whether a point stands in the one form of both coordinates that is not plain. */
export function isHybrid([form]: Bytes): boolean {
  return HYBRID.includes(form)
}

/** SEC 1 §2.3.4, step 2.4. */
function findY({ p, a, b }: Curve, x: bigint, isOdd: boolean): bigint {
  const square = ((((x * x + a) * x + b) % p) + p) % p
  // A square root, as p mod 4 is 3.
  const root = power(square, (p + 1n) / 4n, p)
  const y = root % 2n === (isOdd ? 1n : 0n) ? root : p - root
  if (x >= p || y === p || (root * root) % p !== square) {
    throw new FormatError('format.key', 'a compressed point is not on its curve')
  }
  return y
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus
    if (bit === '1') result = (result * base) % modulus
  }
  return result
}

function toNumber(bytes: Bytes): bigint {
  return BigInt(`0x${encodeHex(bytes)}`)
}

function toBytes(number: bigint, length: number): Bytes {
  const bytes = new Uint8Array(length)
  let rest = number
  for (let at = length - 1; at >= 0; at--) {
    bytes[at] = Number(rest & 0xffn)
    rest >>= 8n
  }
  return bytes
}
