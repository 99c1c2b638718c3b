/**
 * SHA-256 (FIPS 180-4), at once: the platform's digests answer later, and a canonical form needs many.
 *
 * @module
 */

import type { Bytes } from './bytes.ts'

const BLOCK_BYTES = 64
const ROUNDS = 64

/** What is set behind the message: one bit, and its length as 64 bits (FIPS 180-4 §5.1.1). */
const PADDING_BYTES = 9

/**
 * The first 32 bits of the fractional parts of the roots of the first primes (§4.2.2, §5.3.3). Engines
 * may round roots in their own ways: none of these is nearer to the next number than 0.005, and roots
 * would have to be wrong in their 40th bit.
 */
interface Tables {
  readonly constants: Int32Array
  readonly initial: Int32Array
  /** Room to work in, the same for every message. */
  readonly state: Int32Array
  readonly schedule: Int32Array
  readonly tail: DataView
}

let tables: Tables | undefined

/** Made when they are first needed: most verifications need no digest of ours. */
function getTables(): Tables {
  if (tables) return tables
  const primes = firstPrimes(ROUNDS)
  tables = {
    constants: Int32Array.from(primes, (prime) => fractionBits(Math.cbrt(prime))),
    initial: Int32Array.from(primes.slice(0, 8), (prime) => fractionBits(Math.sqrt(prime))),
    state: new Int32Array(8),
    schedule: new Int32Array(ROUNDS),
    tail: new DataView(new ArrayBuffer(2 * BLOCK_BYTES)),
  }
  return tables
}

/** The beginning of messages, hashed as far as it goes. */
export interface Sha256Start {
  readonly state: Int32Array
  /** Bytes; whole blocks of 64. */
  readonly length: number
}

/** Hashes one block of 64 bytes that many messages begin with. */
export function startSha256(block: Uint8Array): Sha256Start {
  const { constants, initial, schedule } = getTables()
  const state = initial.slice()
  expandBlock(schedule, new DataView(block.buffer, block.byteOffset, BLOCK_BYTES), 0)
  compress(state, schedule, constants)
  return { state, length: BLOCK_BYTES }
}

/**
 * Hashes bytes into 32.
 *
 * @param start of the message, before these bytes; absent: there is none
 */
export function sha256(message: Uint8Array, start?: Sha256Start): Bytes {
  const { constants, initial, state, schedule, tail } = getTables()
  state.set(start?.state ?? initial)
  const whole = message.length - (message.length % BLOCK_BYTES)
  if (whole > 0) {
    const view = new DataView(message.buffer, message.byteOffset, whole)
    for (let at = 0; at < whole; at += BLOCK_BYTES) {
      expandBlock(schedule, view, at)
      compress(state, schedule, constants)
    }
  }
  const end = padTail(tail, message, whole, start?.length ?? 0)
  for (let at = 0; at < end; at += BLOCK_BYTES) {
    expandBlock(schedule, tail, at)
    compress(state, schedule, constants)
  }
  return toDigest(state)
}

function toDigest(state: Int32Array): Bytes {
  const digest = new Uint8Array(32)
  for (let at = 0; at < digest.length; at++) {
    digest[at] = (state[at >> 2] ?? 0) >>> (24 - 8 * (at & 3))
  }
  return digest
}

/**
 * The rest of a message with its padding: one block or two (FIPS 180-4 §5.1.1).
 *
 * @returns where it ends
 */
function padTail(tail: DataView, message: Uint8Array, whole: number, before: number): number {
  const rest = message.length - whole
  const end = rest + PADDING_BYTES > BLOCK_BYTES ? 2 * BLOCK_BYTES : BLOCK_BYTES
  for (let at = 0; at < rest; at++) tail.setUint8(at, message[whole + at] ?? 0)
  tail.setUint8(rest, 0x80)
  for (let at = rest + 1; at < end - 8; at++) tail.setUint8(at, 0)
  const length = before + message.length
  tail.setUint32(end - 8, Math.floor(length / 2 ** 29))
  tail.setUint32(end - 4, length << 3)
  return end
}

/** Takes one block into the state (FIPS 180-4 §6.2.2). */
function compress(state: Int32Array, schedule: Int32Array, constants: Int32Array): void {
  let a = state[0] ?? 0
  let b = state[1] ?? 0
  let c = state[2] ?? 0
  let d = state[3] ?? 0
  let e = state[4] ?? 0
  let f = state[5] ?? 0
  let g = state[6] ?? 0
  let h = state[7] ?? 0
  for (let t = 0; t < ROUNDS; t++) {
    const sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const choice = (e & f) ^ (~e & g)
    const t1 = (h + sum1 + choice + (constants[t] ?? 0) + (schedule[t] ?? 0)) | 0
    const sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const majority = (a & b) ^ (a & c) ^ (b & c)
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + sum0 + majority) | 0
  }
  state[0] = (state[0] ?? 0) + a
  state[1] = (state[1] ?? 0) + b
  state[2] = (state[2] ?? 0) + c
  state[3] = (state[3] ?? 0) + d
  state[4] = (state[4] ?? 0) + e
  state[5] = (state[5] ?? 0) + f
  state[6] = (state[6] ?? 0) + g
  state[7] = (state[7] ?? 0) + h
}

function expandBlock(schedule: Int32Array, view: DataView, at: number): void {
  for (let t = 0; t < 16; t++) schedule[t] = view.getInt32(at + 4 * t)
  for (let t = 16; t < ROUNDS; t++) {
    const early = schedule[t - 15] ?? 0
    const late = schedule[t - 2] ?? 0
    const sigma0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3)
    const sigma1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10)
    schedule[t] = sigma1 + (schedule[t - 7] ?? 0) + sigma0 + (schedule[t - 16] ?? 0)
  }
}

function rotate(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by))
}

function firstPrimes(count: number): readonly number[] {
  const primes: number[] = []
  for (let n = 2; primes.length < count; n++) {
    if (primes.every((prime) => n % prime !== 0)) primes.push(n)
  }
  return primes
}

function fractionBits(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32)
}
