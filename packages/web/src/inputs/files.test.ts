import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deflateSync } from 'node:zlib'
import { kindOfFile, sizeOfPicture } from './file-kind.ts'
import { decodeArchive, decodeTextFile, splitTexts } from './texts.ts'

function bytes(...parts: readonly (string | readonly number[])[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)),
  )
}

const PNG = bytes(
  '\x89PNG\r\n\x1a\n',
  [0, 0, 0, 13],
  'IHDR',
  [0, 0, 2, 0, 0, 0, 1, 0],
  [...deflateSync('x')],
)
const APP0 = bytes([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2])
const JPEG = bytes([...APP0], [0xff, 0xff, 0xc2, 0, 11, 8, 1, 0, 2, 0, 1, 0, 0, 0])
const LOSSY = bytes(
  'RIFF',
  [0, 0, 0, 0],
  'WEBPVP8 ',
  [0, 0, 0, 0, 0, 0, 0, 0x9d, 1, 0x2a, 0, 2, 0, 1],
)
const LOSSLESS = bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8L', [0, 0, 0, 0, 0x2f, 0xff, 0xc1, 0x3f, 0])
const EXTENDED = bytes(
  'RIFF',
  [0, 0, 0, 0],
  'WEBPVP8X',
  [10, 0, 0, 0, 0, 0, 0, 0, 0xff, 1, 0, 0xff, 0, 0],
)
const GIF = bytes('GIF89a', [0, 2, 0, 1])
const BITMAP = bytes('BM', Array(16).fill(0), [0, 2, 0, 0, 0, 0xff, 0xff, 0xff])
const AVIF = bytes(
  [0, 0, 0, 28],
  'ftypavif',
  [0, 0, 0, 20],
  'ispe',
  [0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 1, 0],
)

describe('what a file is', () => {
  const KINDS = [
    ['picture', PNG],
    ['picture', JPEG],
    ['picture', LOSSY],
    ['picture', bytes('GIF89a')],
    ['picture', bytes([0, 0, 0, 28], 'ftypavif')],
    ['heic', bytes([0, 0, 0, 28], 'ftypheic')],
    ['pdf', bytes('%PDF-1.7')],
    ['pdf', bytes('\n\n%PDF-1.4')],
    ['archive', bytes('PK\x03\x04')],
    ['svg', bytes('\xef\xbb\xbf<?xml version="1.0"?><svg/>')],
    ['svg', bytes('<svg xmlns="…">')],
    ['text', bytes('HC1:6BF')],
    ['text', bytes('')],
  ] as const
  for (const [kind, file] of KINDS) {
    it(`${kind}: ${JSON.stringify(Buffer.from(file.subarray(0, 8)).toString('latin1'))}`, () => {
      assert.equal(kindOfFile(file), kind)
    })
  }
})

describe('how large a picture says it is', () => {
  const SIZES = { PNG, JPEG, LOSSY, LOSSLESS, EXTENDED, GIF, BITMAP, AVIF }
  for (const [name, file] of Object.entries(SIZES)) {
    it(name, () => assert.deepEqual(sizeOfPicture(file), [512, 256]))
    it(`${name}, cut off anywhere, says none or that`, () => {
      for (let end = 0; end < file.length; end++) {
        const size = sizeOfPicture(file.subarray(0, end))
        if (size) assert.deepEqual(size, [512, 256])
      }
    })
  }

  it('a JPEG of fill bytes, or of scans alone, says none', () => {
    assert.equal(
      sizeOfPicture(
        bytes(
          [0xff, 0xd8],
          Array.from({ length: 99 }, () => 0xff),
        ),
      ),
      undefined,
    )
    assert.equal(sizeOfPicture(bytes([0xff, 0xd8, 0xff, 0xda, 0, 2])), undefined)
  })
})

describe('texts', () => {
  it('are one, whatever stands in it', () => {
    for (const text of ['HC1:6BF ', '{"data":\n{}}', 'HC1:6BF\nOXN', 'two\nlines']) {
      assert.deepEqual(splitTexts(text), [text])
    }
  })

  it('are several if each line begins like a certificate', () => {
    assert.deepEqual(splitTexts('HC1:6BF\r\n\r\nshc:/1/2/56\n'), ['HC1:6BF', 'shc:/1/2/56'])
    assert.deepEqual(splitTexts('PU1:A \nPU1:B\n'), ['PU1:A ', 'PU1:B'])
  })

  it('of nothing are none', () => {
    assert.deepEqual(splitTexts(' \n\t'), [])
  })

  it('of files are UTF-8, or UTF-16 with a mark', () => {
    assert.equal(decodeTextFile(bytes('HC1:6BF\n')), 'HC1:6BF\n')
    const wide = new Uint8Array(Buffer.from('\uFEFFHC1:6BF', 'utf16le'))
    assert.equal(decodeTextFile(wide), 'HC1:6BF')
    assert.equal(decodeTextFile(bytes([0xc3, 0x28])), undefined)
    assert.equal(decodeTextFile(bytes('HC1:\x00')), undefined)
    assert.equal(decodeTextFile(bytes('12\x1d34')), '12\x1d34')
  })

  it('of archives are those of certificates', () => {
    assert.equal(decodeArchive(bytes('PK\x03\x04 certificate.json \xff'))?.length, 23)
    assert.equal(decodeArchive(bytes('PK\x03\x04 other.json')), undefined)
  })
})
