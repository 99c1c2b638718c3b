/**
 * ZIP archives, made here by node:zlib: good ones, damaged ones, and such as two readers would read
 * in two ways.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { crc32 as zlibCrc32 } from 'node:zlib'
import fc from 'fast-check'
import { makeZip, type ZipPart } from '../../test/make-zip.ts'
import { FormatError } from '../errors.ts'
import { crc32 } from './crc32.ts'
import { openZipEntry } from './zip.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 300) }
const LIMITS = { maxArchiveBytes: 64 * 1024, maxBytes: 64 * 1024 }
const NAME = 'certificate.json'
const DATA = utf8('{"a":"some text, some text, some text"}')
const refused = { name: 'FormatError', code: 'format.zip' }

function open(archive: Uint8Array) {
  return openZipEntry(archive, NAME, LIMITS)
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

/** The archive with a number of two bytes, little-endian, in place of those at `at`. */
function patched(archive: Uint8Array, at: number, value: number): Uint8Array {
  const copy = archive.slice()
  new DataView(copy.buffer).setUint16(at < 0 ? copy.length + at : at, value, true)
  return copy
}

test('the CRC-32 is that of zlib', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
      assert.equal(crc32(bytes), zlibCrc32(bytes))
    }),
    RUNS,
  )
})

describe('an entry is opened', () => {
  const forms: readonly Partial<ZipPart>[] = [
    {},
    { isStored: true },
    { descriptor: 'signed' },
    { descriptor: 'plain' },
    { isStored: true, descriptor: 'signed' },
    { flags: 0x0806 },
    { extra: Uint8Array.of(0x55, 0x54, 1, 0, 7) },
  ]
  for (const form of forms) {
    test(JSON.stringify(form), () => {
      const others = [
        { name: 'before', data: utf8('1') },
        { name: NAME.toUpperCase(), data: utf8('2') },
      ]
      const part = { name: NAME, data: DATA, ...form }
      assert.deepEqual(open(makeZip([part])), DATA)
      assert.deepEqual(open(makeZip([...others, part])), DATA)
      assert.deepEqual(open(makeZip([part, ...others])), DATA)
    })
  }

  test('whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 2000 }),
        fc.boolean(),
        fc.constantFrom('signed', 'plain', undefined),
        (bytes, isStored, descriptor) => {
          const data = new Uint8Array(bytes)
          const part = { name: NAME, data, isStored, ...(descriptor && { descriptor }) }
          assert.deepEqual(open(makeZip([part])), data)
        },
      ),
      RUNS,
    )
  })

  test('at an offset of a larger buffer', () => {
    const archive = makeZip([{ name: NAME, data: DATA }])
    const larger = Uint8Array.of(1, 2, 3, ...archive, 4)
    assert.deepEqual(open(larger.subarray(3, -1)), DATA)
  })
})

describe('an archive is refused', () => {
  const part: ZipPart = { name: NAME, data: DATA }
  const archive = makeZip([part])
  const directory = archive.length - 22 - 46 - NAME.length
  const cases: readonly (readonly [string, Uint8Array])[] = [
    ['nothing', new Uint8Array()],
    ['no archive', utf8('not a zip')],
    ['without entries', makeZip([])],
    ['without the entry', makeZip([{ ...part, name: 'cert.json' }])],
    ['with the entry in a folder', makeZip([{ ...part, name: `x/${NAME}` }])],
    ['with the entry in capitals', makeZip([{ ...part, name: NAME.toUpperCase() }])],
    ['with the entry twice', makeZip([part, part])],
    ['with nine entries', makeZip([part, ...Array(8).fill({ name: 'x', data: DATA })])],
    ['cut short', archive.subarray(0, -1)],
    ['with a byte after it', Uint8Array.of(...archive, 0)],
    ['with a byte before it', Uint8Array.of(0, ...archive)],
    ['with a comment', Uint8Array.of(...patched(archive, -2, 1), 0x20)],
    ['of two disks', patched(archive, -18, 1)],
    ['with two counts', patched(archive, -14, 2)],
    ['with a byte between entry and directory', makeZip([part], { gap: 1 })],
    ['encrypted', makeZip([{ ...part, flags: 1 }])],
    ['encrypted with a hidden directory', makeZip([{ ...part, flags: 0x2000 }])],
    ['with another method', makeZip([{ ...part, method: 9 }])],
    ['with another local name', makeZip([{ ...part, localName: 'certificate.jsom' }])],
    ['with another local method', patched(archive, 8, 0)],
    ['with another local flag', patched(archive, 6, 2)],
    ['with another local checksum', patched(archive, 14, 0)],
    ['with another local size', patched(archive, 22, DATA.length + 1)],
    ['with another central size', patched(archive, directory + 24, DATA.length + 1)],
    ['with another size in both', makeZip([{ ...part, size: DATA.length + 1 }])],
    ['with a smaller size in both', makeZip([{ ...part, size: DATA.length - 1 }])],
    ['with another checksum in both', makeZip([{ ...part, crc: 7 }])],
    ['with a descriptor that contradicts', patchedDescriptor(part)],
    ['stored, with two sizes', makeZip([{ ...part, isStored: true, size: DATA.length - 1 }])],
    ['in ZIP64', makeZip([{ ...part, extra: Uint8Array.of(1, 0, 0, 0) }])],
    ['with a Unicode path', makeZip([{ ...part, extra: Uint8Array.of(0x75, 0x70, 0, 0) }])],
    ['with a broken extra field', makeZip([{ ...part, extra: Uint8Array.of(9, 9, 9) }])],
    ['with a long extra field', makeZip([{ ...part, extra: Uint8Array.of(9, 9, 9, 0) }])],
    ['with an offset to elsewhere', patched(archive, directory + 42, 1)],
    ['with bytes after the stream', makeZip([{ ...part, trailing: 1 }])],
    ['a bomb', makeZip([{ ...part, data: new Uint8Array(8 * 1024 * 1024) }])],
    ['a small bomb', makeZip([{ ...part, data: new Uint8Array(60 * 1024) }])],
    [
      'a bomb that says it is small',
      makeZip([{ ...part, data: new Uint8Array(99_999), size: 99 }]),
    ],
    ['too large', makeZip([{ ...part, isStored: true, data: new Uint8Array(64 * 1024) }])],
  ]
  for (const [name, bytes] of cases) {
    test(name, () => {
      assert.throws(() => open(bytes), refused)
    })
  }
})

function patchedDescriptor(part: ZipPart): Uint8Array {
  const archive = makeZip([{ ...part, descriptor: 'signed' }])
  return patched(archive, archive.length - 22 - 46 - NAME.length - 4, 7)
}

describe('any bytes', () => {
  test('are an entry or a FormatError', () => {
    const archive = makeZip([{ name: NAME, data: DATA, descriptor: 'signed' }])
    fc.assert(
      fc.property(
        fc.nat(archive.length - 1),
        fc.uint8Array({ minLength: 1, maxLength: 4 }),
        (at, bytes) => {
          const copy = archive.slice()
          copy.set(bytes.subarray(0, copy.length - at), at)
          assertTotal(copy)
        },
      ),
      RUNS,
    )
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), assertTotal), RUNS)
  })
})

/** Whatever opens, opens to what was put in: nothing else has the checksum and the size. */
function assertTotal(archive: Uint8Array): void {
  try {
    assert.deepEqual(open(archive), DATA)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    assert.equal(error.code, 'format.zip')
  }
}
