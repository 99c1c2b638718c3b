/**
 * What mutants of all formats have in common: chance that can be repeated, and other signatures.
 *
 * @module
 */

import { createHash } from 'node:crypto'

export type Bytes = Uint8Array<ArrayBuffer>

/** A text, or the texts of one card, that differs from the original in the way that its name says. */
export interface Mutant {
  readonly name: string
  readonly texts: readonly string[]
}

/** Draws whole numbers from 0 to below a bound, always the same ones for a name. */
export function createChance(name: string): (bound: number) => number {
  let state = createHash('sha256').update(name).digest().readUInt32LE(0)
  return (bound) => {
    // xorshift32: good enough to choose bits.
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % bound
  }
}

export function flip(bytes: Bytes, bit: number): Bytes {
  const flipped = bytes.slice()
  const at = (bit >> 3) % Math.max(bytes.length, 1)
  flipped[at] = (flipped[at] ?? 0) ^ (1 << (bit & 7))
  return flipped
}

export function join(...parts: readonly Uint8Array[]): Bytes {
  return new Uint8Array(Buffer.concat(parts))
}

/** Orders of the groups, by the length of a signature (SEC 2 §2.4.2, §2.5.1, §2.6.1). */
const ORDERS: ReadonlyMap<number, bigint> = new Map([
  [64, 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n],
  [
    96,
    0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  ],
  [132, (1n << 521n) - 0x5ae79787c40d069948033feb708f65a2fc44a36477663b851449048e16ec79bf7n],
])

/** The name of the one change of a signature that leaves it good. */
export const OTHER_S = '(r, n - s)'

/** Signatures in the place of one: of other lengths, forms and numbers. */
export function otherSignatures(signature: Bytes): readonly (readonly [string, Bytes])[] {
  const half = signature.length / 2
  const [r, s] = [signature.slice(0, half), signature.slice(half)]
  const zero = new Uint8Array(half)
  const order = ORDERS.get(signature.length)
  const always: readonly (readonly [string, Bytes])[] = [
    ['no signature', new Uint8Array()],
    ['all zeros', new Uint8Array(signature.length)],
    ['all ones', new Uint8Array(signature.length).fill(0xff)],
    ['one byte less', signature.slice(0, -1)],
    ['one byte more', join(signature, Uint8Array.of(0))],
    ['a zero before', join(Uint8Array.of(0), signature)],
    ['twice', join(signature, signature)],
    ['r and s exchanged', join(s, r)],
    ['r = 0', join(zero, s)],
    ['s = 0', join(r, zero)],
    ['r alone', r],
    ['r and s as DER', toDer(r, s)],
    ['r and s a byte longer each', join(Uint8Array.of(0), r, Uint8Array.of(0), s)],
  ]
  if (order === undefined) return always
  const number = (bytes: Bytes) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
  const write = (value: bigint) => toBytes(value, half)
  return [
    ...always,
    [OTHER_S, join(r, write(order - number(s)))],
    ['(n - r, s)', join(write(order - number(r)), s)],
    ['r = n', join(write(order), s)],
    ['s = n', join(r, write(order))],
    ['r = 1, s = 1', join(write(1n), write(1n))],
    ['r = s = n', join(write(order), write(order))],
    ['r + n, if it fits', join(write((number(r) + order) % (1n << BigInt(8 * half))), s)],
    ['s + n, if it fits', join(r, write((number(s) + order) % (1n << BigInt(8 * half))))],
  ]
}

function toBytes(value: bigint, length: number): Bytes {
  return new Uint8Array(Buffer.from(value.toString(16).padStart(2 * length, '0'), 'hex'))
}

function toDer(r: Bytes, s: Bytes): Bytes {
  const integer = (bytes: Bytes): Bytes => {
    const digits = bytes.subarray(
      Math.max(
        0,
        bytes.findIndex((byte) => byte !== 0),
      ),
    )
    const signed = (digits[0] ?? 0) > 0x7f ? join(Uint8Array.of(0), digits) : digits
    return join(Uint8Array.of(0x02, signed.length), signed)
  }
  const both = join(integer(r), integer(s))
  return join(Uint8Array.of(0x30, both.length), both)
}
