import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import { FormatError } from 'pratique/errors'
import { inflateRaw } from '../src/inflate.ts'

const BYTES = new Uint8Array(100_000).map((_, at) => at % 251)
const COMPRESSED = new Uint8Array(deflateRawSync(BYTES))

describe('inflateRaw', () => {
  test('gives back what was compressed, up to a limit', () => {
    assert.deepEqual(inflateRaw(COMPRESSED, BYTES.length), BYTES)
    assert.throws(() => inflateRaw(COMPRESSED, BYTES.length - 1), isDeflateError)
  })

  test('refuses what is cut short or damaged', () => {
    assert.throws(() => inflateRaw(COMPRESSED.subarray(0, -3), BYTES.length), isDeflateError)
    assert.throws(() => inflateRaw(Uint8Array.of(0xff, 0xff), BYTES.length), isDeflateError)
    assert.throws(() => inflateRaw(new Uint8Array(), BYTES.length), isDeflateError)
  })
})

function isDeflateError(error: unknown): boolean {
  return error instanceof FormatError && error.code === 'format.deflate'
}
