import assert from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import { test } from 'node:test'
import { crc32, deflateRawSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { FormatError } from '../errors.ts'
import { encodeGzip, encodeZlib } from './deflate-encode.ts'
import { inflateGzip } from './gzip.ts'
import { inflateZlib } from './zlib.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) / 10 }
const LIMIT = { maxBytes: 100_000 }
const PLAIN = new TextEncoder().encode('one, two, two, two, three')
const refused = { name: 'FormatError', code: 'format.zlib' }

const anyBytes = fc.uint8Array({ maxLength: 3000 }).map((bytes) => new Uint8Array(bytes))

test('what is packed, zlib unpacks, and so do we', () => {
  fc.assert(
    fc.property(anyBytes, (plain) => {
      const gzip = encodeGzip(plain)
      assert.equal(Buffer.compare(gunzipSync(gzip), plain), 0)
      assert.deepEqual(inflateGzip(gzip, LIMIT), plain)
      const zlib = encodeZlib(plain)
      assert.equal(Buffer.compare(inflateSync(zlib), plain), 0)
      assert.deepEqual(inflateZlib(zlib, LIMIT), { bytes: plain, trailing: 0 })
    }),
    RUNS,
  )
})

test('RFC 1952 §2.3.1: a header with all its parts', () => {
  const [body, end] = [gzipSync(PLAIN).subarray(10), Uint8Array.of(0)]
  const head = Buffer.from([0x1f, 0x8b, 8, 0x1f, 1, 2, 3, 4, 2, 3])
  const extra = Uint8Array.of(3, 0, 7, 7, 7)
  const parts = [head, extra, Buffer.from('name'), end, Buffer.from('comment'), end]
  const checksum = crc32(Buffer.concat(parts)) & 0xffff
  const full = (sum: number) => Buffer.concat([...parts, Uint8Array.of(sum & 255, sum >> 8), body])
  assert.deepEqual(gunzipSync(full(checksum)), Buffer.from(PLAIN))
  assert.deepEqual(inflateGzip(full(checksum), LIMIT), PLAIN)
  assert.throws(() => inflateGzip(full(checksum ^ 1), LIMIT), refused)
})

test('what is damaged, cut short, followed by more, or too large is refused', () => {
  const good = new Uint8Array(gzipSync(PLAIN))
  const changed = (at: number) => good.map((byte, i) => (i === at ? byte ^ 0x20 : byte))
  for (let length = 0; length < good.length; length++) {
    assert.throws(() => inflateGzip(good.subarray(0, length), LIMIT), refused)
  }
  const faults = [
    changed(0),
    changed(2),
    changed(3),
    changed(good.length - 1),
    changed(good.length - 4),
    changed(good.length - 5),
    Uint8Array.of(...good, 0),
    Uint8Array.of(...good, ...good),
    new Uint8Array(deflateRawSync(PLAIN)),
  ]
  for (const bytes of faults) assert.throws(() => inflateGzip(bytes, LIMIT), refused)
  assert.throws(() => inflateGzip(good, { maxBytes: PLAIN.length - 1 }), refused)
  assert.deepEqual(inflateGzip(good, { maxBytes: PLAIN.length }), PLAIN)
})

test('a bomb that announces little stops at what it announces', () => {
  const bomb = new Uint8Array(gzipSync(new Uint8Array(50_000_000)))
  assert.throws(() => inflateGzip(bomb, LIMIT), refused)
  new DataView(bomb.buffer).setUint32(bomb.length - 4, 10, true)
  assert.throws(() => inflateGzip(bomb, LIMIT), refused)
})

test('any bytes are unpacked or refused', () => {
  const header = Uint8Array.of(0x1f, 0x8b, 8)
  fc.assert(
    fc.property(anyBytes, fc.boolean(), (bytes, isLike) => {
      try {
        inflateGzip(isLike ? Uint8Array.of(...header, ...bytes) : bytes, LIMIT)
      } catch (error) {
        assert.ok(error instanceof FormatError)
      }
    }),
    RUNS,
  )
})
