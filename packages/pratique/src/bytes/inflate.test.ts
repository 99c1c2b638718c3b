/**
 * Raw DEFLATE, case by case: forms of blocks, limits, ends, and what is left after a call.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import { describe, test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import { FormatError } from '../errors.ts'
import { type InflateOptions, inflateRaw } from './inflate.ts'
import { createInflateState, MAX_MATCH } from './inflate-state.ts'

const refused = { name: 'FormatError', code: 'format.deflate' }

/** Some 400 bytes that compress to a block with codes of its own. */
const TEXT = Array.from({ length: 40 }, (_, i) => `dose ${i} of ${i * i}`).join()
const PLAIN = new TextEncoder().encode(TEXT)
const COMPRESSED = new Uint8Array(deflateRawSync(PLAIN))

function inflate(source: Uint8Array, options: Partial<InflateOptions> = {}) {
  return inflateRaw(source, { maxBytes: 65536, code: 'format.deflate', ...options })
}

/** As `deepEqual`, which takes minutes to show where long ones differ. */
function assertSame(actual: Uint8Array, expected: Uint8Array): void {
  assert.ok(Buffer.compare(actual, expected) === 0, 'bytes differ')
}

/** Packs fields of bits, the first lowest (RFC 1951 §3.1.1), each as [value, count]. */
function pack(...fields: readonly (readonly [number, number])[]): Uint8Array {
  const bits = fields.flatMap(([value, count]) =>
    Array.from({ length: count }, (_, i) => (value >> i) & 1),
  )
  const bytes = new Uint8Array(Math.ceil(bits.length / 8))
  bits.forEach((bit, i) => {
    bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (bit << (i & 7))
  })
  return bytes
}

/** A code of the fixed codes, which stands in the stream with its first bit lowest. */
function code(value: number, count: number): readonly [number, number] {
  let reversed = 0
  for (let i = 0; i < count; i++) reversed |= ((value >> i) & 1) << (count - 1 - i)
  return [reversed, count]
}

const LAST = [1, 1] as const
const NOT_LAST = [0, 1] as const
const STORED = [0, 2] as const
const FIXED = [1, 2] as const
const DYNAMIC = [2, 2] as const
const END = code(0, 7)
const LETTER_A = code(0x30 + 0x61, 8)

describe('RFC 1951 §3.2.3, §3.2.4: blocks', () => {
  test('a stored block', () => {
    const { bytes, consumed } = inflate(Uint8Array.of(1, 3, 0, 252, 255, 7, 8, 9))
    assert.deepEqual(bytes, Uint8Array.of(7, 8, 9))
    assert.equal(consumed, 8)
  })

  test('a stored block begins at the next whole byte', () => {
    const first = pack(NOT_LAST, FIXED, LETTER_A, END, LAST, STORED)
    const { bytes } = inflate(Uint8Array.of(...first, 1, 0, 254, 255, 0x62))
    assert.deepEqual(bytes, new TextEncoder().encode('ab'))
  })

  test('an empty stored block', () => {
    assert.deepEqual(inflate(Uint8Array.of(1, 0, 0, 255, 255)).bytes, new Uint8Array())
  })

  test('an empty fixed block', () => {
    assert.deepEqual(inflate(Uint8Array.of(3, 0)), { bytes: new Uint8Array(), consumed: 2 })
  })

  test('a match reaches into the block before, and overlaps itself', () => {
    const source = pack(
      ...[NOT_LAST, FIXED, LETTER_A, LETTER_A, END],
      // Length 3 + 3, distance 2.
      ...[LAST, FIXED, code(4, 7), code(1, 5), END],
    )
    assert.deepEqual(inflate(source).bytes, new TextEncoder().encode('a'.repeat(8)))
  })

  test('length 258 has two spellings', () => {
    for (const length of [[code(0xc5, 8)], [code(0xc4, 8), [31, 5]]] as const) {
      const source = pack(LAST, FIXED, LETTER_A, ...length, code(0, 5), END)
      assert.equal(inflate(source).bytes.length, 259)
    }
  })
})

describe('refused as zlib refuses it', () => {
  const cutShort = [
    ['nothing', new Uint8Array()],
    ['a stored length without its complement', Uint8Array.of(1, 1, 0)],
    ['a stored block cut short', Uint8Array.of(1, 2, 0, 253, 255, 7)],
    ['no last block', Uint8Array.of(0, 1, 0, 254, 255, 7)],
  ] as const
  for (const [name, source] of cutShort) {
    test(name, () => assert.throws(() => inflate(source), refused))
  }

  const faults = [
    ['a block of the reserved type', [[3, 2]]],
    ['a stored length that contradicts its complement', [STORED, [0, 5], [1, 16], [0xfffd, 16]]],
    ['a match before anything', [FIXED, code(1, 7), code(0, 5), END]],
    ['a distance beyond the beginning', [FIXED, LETTER_A, code(1, 7), code(1, 5), END]],
    ['length symbol 286', [FIXED, LETTER_A, code(0xc6, 8), code(0, 5), END]],
    ['length symbol 287', [FIXED, LETTER_A, code(0xc7, 8), code(0, 5), END]],
    ['distance symbol 30', [FIXED, LETTER_A, code(1, 7), code(30, 5), END]],
    ['distance symbol 31', [FIXED, LETTER_A, code(1, 7), code(31, 5), END]],
    ['287 codes for literals', [DYNAMIC, [30, 5], [0, 5], [15, 4]]],
    ['31 codes for distances', [DYNAMIC, [0, 5], [30, 5], [15, 4]]],
  ] as const
  for (const [name, fields] of faults) {
    // Near the end of the input, and far from it, where another loop is at work.
    for (const more of [0, 20]) {
      test(`${name}, and ${more} bytes`, () => {
        const source = Uint8Array.of(...pack(LAST, ...fields), ...new Uint8Array(more))
        assert.throws(() => inflate(source), refused)
      })
    }
  }
})

describe('the ends of the stream', () => {
  test('nothing is read before the start or after the end of the stream', () => {
    const source = Uint8Array.of(0xff, 0xff, ...COMPRESSED, 0xff, 0xff, 0xff)
    assert.deepEqual(inflate(source, { start: 2 }), {
      bytes: PLAIN,
      consumed: COMPRESSED.length,
    })
  })

  test('any part of a stream is refused', () => {
    for (let end = 0; end < COMPRESSED.length; end++) {
      assert.throws(() => inflate(COMPRESSED.slice(0, end)), refused, `${end} bytes`)
      assert.throws(() => inflate(COMPRESSED, { end }), refused, `end at ${end}`)
    }
    assert.deepEqual(inflate(COMPRESSED, { end: COMPRESSED.length }).bytes, PLAIN)
  })

  test('an end beyond the bytes is the end of the bytes', () => {
    assert.deepEqual(inflate(COMPRESSED, { end: 1e9 }).bytes, PLAIN)
    assert.throws(() => inflate(COMPRESSED.slice(0, -1), { end: 1e9 }), refused)
  })

  test('a refusal has the code that the caller gives', () => {
    assert.throws(() => inflate(new Uint8Array(), { code: 'format.zlib' }), {
      code: 'format.zlib',
    })
  })
})

describe('the limit', () => {
  for (const [name, level] of [
    ['compressed', 9],
    ['stored', 0],
  ] as const) {
    test(`output of the limit is accepted, one byte more refused: ${name}`, () => {
      for (const length of [1, 2, 257, 258, 259, 4095, 4096, 4097, 70_000]) {
        for (const plain of [
          new Uint8Array(length),
          new Uint8Array(length).map((_, i) => i * 37),
        ]) {
          const source = deflateRawSync(plain, { level })
          // Also where the end is not near: another loop is at work there.
          for (const input of [source, Buffer.concat([source, Buffer.alloc(20)])]) {
            assertSame(inflate(input, { maxBytes: length }).bytes, plain)
            assert.throws(() => inflate(input, { maxBytes: length - 1 }), refused)
          }
        }
      }
    })
  }

  test('the buffer grows in time, wherever matches of 258 meet its end', () => {
    for (let literals = 1; literals <= MAX_MATCH; literals++) {
      const plain = new Uint8Array(literals + 300 * MAX_MATCH).fill(7)
      for (let i = 0; i < literals; i++) plain[i] = (i * 89) ^ (i >> 1)
      assertSame(inflate(new Uint8Array(deflateRawSync(plain)), { maxBytes: 1e6 }).bytes, plain)
    }
  })

  test('a limit that is no number refuses', () => {
    assert.throws(() => inflate(COMPRESSED, { maxBytes: Number.NaN }), refused)
  })

  test('20 MB in 20 kB are refused at 64 KiB, in no time', () => {
    const bomb = new Uint8Array(deflateRawSync(new Uint8Array(20_000_000)))
    assert.ok(bomb.length < 25_000)
    const start = performance.now()
    for (let i = 0; i < 100; i++) assert.throws(() => inflate(bomb), refused)
    // A hundred times some 0.1 ms; to decompress 2 GB would take several seconds.
    assert.ok(performance.now() - start < 1000)
  })

  test('blocks without output end with the input', () => {
    const empty = new Uint8Array(1_000_000).map((_, i) => [0, 0, 0, 255, 255][i % 5] ?? 0)
    assert.throws(() => inflate(empty), refused)
  })
})

describe('what is left after a call', () => {
  test('bytes have a buffer of their own, of their length', () => {
    const { bytes } = inflate(COMPRESSED)
    assert.equal(bytes.buffer.byteLength, PLAIN.length)
    inflate(new Uint8Array(deflateRawSync(new Uint8Array(5000).fill(1))))
    assert.deepEqual(bytes, PLAIN)
  })

  test('a refused call leaves nothing to reach back to', () => {
    const secret = new Uint8Array(deflateRawSync(new Uint8Array(5000).fill(0x53)))
    // A match, after one literal, that reaches back 4 bytes.
    const probe = pack(LAST, FIXED, LETTER_A, code(1, 7), code(3, 5), END)
    for (const source of [secret, secret.slice(0, -1)]) {
      attempt(source)
      assert.throws(() => inflate(probe), refused)
      assert.deepEqual(inflate(COMPRESSED).bytes, PLAIN)
    }
  })

  test('the buffer that is kept is empty', () => {
    for (const source of [COMPRESSED, COMPRESSED.slice(0, -1)]) {
      attempt(source)
      const { out } = createInflateState(source, 0, 0, 0, 'format.deflate')
      assert.ok(out.length >= PLAIN.length)
      assert.ok(out.every((byte) => byte === 0))
    }
  })

  test('output beyond what is kept for later calls comes out whole', () => {
    const plain = new Uint8Array(1_000_000).map((_, i) => (i * i) >> 7)
    const source = new Uint8Array(deflateRawSync(plain))
    assertSame(inflate(source, { maxBytes: 1_000_000 }).bytes, plain)
    assert.deepEqual(inflate(COMPRESSED).bytes, PLAIN)
  })

  test('bytes of a subclass, or of a part of a buffer, are read as they are', () => {
    assert.deepEqual(inflate(deflateRawSync(PLAIN)).bytes, PLAIN)
    const around = Uint8Array.of(9, ...COMPRESSED, 9)
    assert.deepEqual(inflate(around.subarray(1, -1)).bytes, PLAIN)
  })
})

/** Inflates, whether it is taken or refused: only what the call leaves behind matters. */
function attempt(source: Uint8Array): void {
  try {
    inflate(source)
  } catch (error) {
    assert.ok(error instanceof FormatError)
  }
}
