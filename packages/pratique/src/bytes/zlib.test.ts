/**
 * zlib streams, case by case; `inflate-oracle.test.ts` holds them against zlib itself.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import { describe, test } from 'node:test'
import { deflateSync, gzipSync } from 'node:zlib'
import { inflateZlib } from './zlib.ts'

const PLAIN = new TextEncoder().encode('Wikipedia')
/** RFC 1950 §2.2: header, one fixed block, Adler-32 11e60398. */
const STREAM = Uint8Array.of(
  ...[0x78, 0x9c, 0x0b, 0xcf, 0xcc, 0xce, 0x2c, 0x48, 0x4d, 0xc9, 0x4c, 0x04, 0x00],
  ...[0x11, 0xe6, 0x03, 0x98],
)
const LIMIT = { maxBytes: 65536 }
const refused = { name: 'FormatError', code: 'format.zlib' }

function withHeader(cmf: number, flags: number): Uint8Array {
  return Uint8Array.of(cmf, flags, ...STREAM.subarray(2))
}

/** The flags without their check, with the check added (RFC 1950 §2.2, FCHECK). */
function checked(cmf: number, flags: number): Uint8Array {
  return withHeader(cmf, flags + ((31 - ((cmf * 256 + flags) % 31)) % 31))
}

test('a stream', () => {
  assert.deepEqual(inflateZlib(STREAM, LIMIT), { bytes: PLAIN, trailing: 0 })
})

test('bytes after the stream are counted', () => {
  for (const trailing of [1, 4, 8, 300]) {
    const source = Uint8Array.of(...STREAM, ...new Uint8Array(trailing).fill(7))
    assert.deepEqual(inflateZlib(source, LIMIT), { bytes: PLAIN, trailing })
  }
})

describe('RFC 1950 §2.2: the header', () => {
  test('every window up to 32 KiB is accepted', () => {
    for (let window = 0; window <= 7; window++) {
      assert.deepEqual(inflateZlib(checked((window << 4) | 8, 0), LIMIT).bytes, PLAIN)
    }
  })

  const faults = [
    ['a larger window', checked(0x88, 0)],
    ['another method', checked(0x77, 0)],
    ['a dictionary', checked(0x78, 0x20)],
    ['a wrong check', withHeader(0x78, 0x9d)],
    ['no header', STREAM.subarray(2)],
    ['gzip', gzipSync(PLAIN)],
    ['a header alone', STREAM.subarray(0, 2)],
    ['half a header', STREAM.subarray(0, 1)],
    ['nothing', new Uint8Array()],
  ] as const
  for (const [name, source] of faults) {
    test(`${name} is refused`, () => assert.throws(() => inflateZlib(source, LIMIT), refused))
  }
})

describe('RFC 1950 §2.2: the checksum', () => {
  test('any bit of it that is changed is refused', () => {
    for (let bit = 0; bit < 32; bit++) {
      const changed = STREAM.slice()
      const at = STREAM.length - 4 + (bit >> 3)
      changed[at] = (changed[at] ?? 0) ^ (1 << (bit & 7))
      assert.throws(() => inflateZlib(changed, LIMIT), refused)
    }
  })

  test('any part of it is refused', () => {
    for (let bytes = 1; bytes <= 4; bytes++) {
      assert.throws(() => inflateZlib(STREAM.subarray(0, -bytes), LIMIT), refused)
    }
    // Its checksum is 01000100: what is missing must not be taken for 0.
    const source = deflateSync(Uint8Array.of(255))
    assert.deepEqual(inflateZlib(source, LIMIT).bytes, Uint8Array.of(255))
    assert.throws(() => inflateZlib(source.subarray(0, -1), LIMIT), refused)
  })

  test('it does not overflow, whatever the length and the bytes', () => {
    for (const length of [0, 1, 3799, 3800, 3801, 65521, 400_000]) {
      const plain = new Uint8Array(length).fill(255)
      const { bytes } = inflateZlib(deflateSync(plain), { maxBytes: 400_000 })
      // `deepEqual` takes minutes to show where long ones differ.
      assert.ok(Buffer.compare(bytes, plain) === 0)
    }
  })
})

test('any bit of the compressed data that is changed is refused, or changes nothing', () => {
  for (let bit = 16; bit < (STREAM.length - 4) * 8; bit++) {
    const changed = STREAM.slice()
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    try {
      assert.deepEqual(inflateZlib(changed, LIMIT).bytes, PLAIN)
    } catch (error) {
      assert.throws(() => {
        throw error
      }, refused)
    }
  }
})

test('more than the limit is refused', () => {
  assert.deepEqual(inflateZlib(STREAM, { maxBytes: PLAIN.length }).bytes, PLAIN)
  assert.throws(() => inflateZlib(STREAM, { maxBytes: PLAIN.length - 1 }), refused)
  assert.throws(() => inflateZlib(deflateSync(new Uint8Array(20_000_000)), LIMIT), refused)
})
