import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { UsageError } from 'pratique/errors'
import { readJpegHeader } from '../src/jpeg.ts'
import { readSymbols } from '../src/pictures.ts'
import { encodeJpeg } from './made-jpeg.ts'
import { encodePng, joinPng } from './made-png.ts'
import { drawSymbol, makeSymbol, toFramed, toGrayPng } from './made-symbol.ts'

const { size, at } = toFramed(await makeSymbol('HC1:6BF'))
const png = toGrayPng(drawSymbol(await makeSymbol('HC1:6BF')))
const jpeg = encodeJpeg({ columns: size, rows: size, grayAt: at })

/** Where the frame header and the scan header are. */
const FRAME = findMarker(0xc0)
const FRAME_BYTES = 13
const SCAN = findMarker(0xda)
const SCAN_BYTES = 10

function findMarker(marker: number): number {
  return jpeg.findIndex((byte, index) => byte === 0xff && jpeg[index + 1] === marker)
}

/** A grey picture of the size given, over data that need not fit it. */
function encodeHeaderOver(width: number, height: number, data: Uint8Array<ArrayBuffer>) {
  return joinPng({ width, height, colourType: 0, depth: 8 }, data)
}

/** Nothing, under a header of any kind: whatever is inflated fails otherwise than by its bounds. */
function encodeHeader(width: number, height: number, colourType: number, depth: number) {
  return joinPng({ width, height, colourType, depth }, deflateSync(new Uint8Array(9)))
}

const isPictureError = { name: 'UsageError', code: 'usage.picture' }

describe('refused', () => {
  const cases: Record<string, Uint8Array> = {
    'no bytes': new Uint8Array(),
    text: new TextEncoder().encode('HC1:6BFOXN%TS3DH0YOJ58S S-W5HDC *M0II5XHC9B5G2'),
    'another kind of picture': new TextEncoder().encode('GIF89a\x01\x00\x01\x00'),
    'a PNG signature alone': png.subarray(0, 8),
    'a PNG without data': png.subarray(0, 33),
    'a PNG cut in its data': png.subarray(0, png.length >> 1),
    'a PNG with damaged data': png.with(60, (png[60] ?? 0) ^ 0x55),
    'a PNG of no width': encodeHeaderOver(0, 9, deflateSync(new Uint8Array(9))),
    'a PNG of 100,000 × 100,000': encodeHeaderOver(
      100_000,
      100_000,
      deflateSync(new Uint8Array(9)),
    ),
    'a PNG that holds less than it says': encodeHeaderOver(40, 40, deflateSync(new Uint8Array(9))),
    'a PNG of one pixel that inflates to 300 MB': encodeHeaderOver(
      1,
      1,
      deflateSync(new Uint8Array(300_000_000), { level: 1 }),
    ),
    'a PNG with a filter that there is not': encodeHeaderOver(
      1,
      1,
      deflateSync(Uint8Array.of(5, 0)),
    ),
    'a PNG of 3 bits a sample': joinPng(
      { width: 1, height: 1, colourType: 0, depth: 3 },
      deflateSync(Uint8Array.of(0, 0)),
    ),
    'a PNG without its palette': encodePng({
      ...{ width: 1, height: 1, colourType: 3, depth: 8 },
      samplesAt: () => [0],
    }),
    'a JPEG start alone': jpeg.subarray(0, 3),
    'a JPEG without a frame': Uint8Array.of(
      ...jpeg.subarray(0, FRAME),
      ...jpeg.subarray(FRAME + FRAME_BYTES),
    ),
    'a JPEG cut in its tables': jpeg.subarray(0, SCAN - 9),
    'a JPEG without a scan': jpeg.subarray(0, SCAN),
    'a JPEG of 65,535 × 65,535': toLargeJpeg(65_535, 65_535, 1),
    'a JPEG of 6 megapixels and 54 scans': toLargeJpeg(3_000, 2_000, 54),
    'random bytes': Uint8Array.from({ length: 5_000 }, (_, index) => (index * 7919) >> 3),
  }
  for (const [name, bytes] of Object.entries(cases)) {
    it(name, () => assert.rejects(readSymbols(bytes), isPictureError))
  }

  const outsized: Record<string, { picture: Uint8Array; message: RegExp }> = {
    'a PNG of 7,000 × 7,000 in RGBA of 16 bits': {
      picture: encodeHeader(7_000, 7_000, 6, 16),
      message: /at most 16000000 pixels/,
    },
    'a PNG of 9 megapixels in RGBA of 16 bits': {
      picture: encodeHeader(3_000, 3_000, 6, 16),
      message: /at most 64000000 bytes/,
    },
    'a PNG of 1 × 50,000,000': { picture: encodeHeader(1, 50_000_000, 0, 1), message: /sides/ },
    'a PNG of 16,385 × 1': { picture: encodeHeader(16_385, 1, 0, 1), message: /sides/ },
    'a JPEG of 20,000 × 1': { picture: toLargeJpeg(20_000, 1, 1), message: /sides/ },
    'a JPEG of 4,100 × 4,000': {
      picture: toLargeJpeg(4_100, 4_000, 1),
      message: /at most 16000000 pixels/,
    },
    'a progressive JPEG of 4,100 × 2,000': {
      picture: toLargeJpeg(4_100, 2_000, 1).with(FRAME + 1, 0xc2),
      message: /at most 8000000 pixels/,
    },
  }
  for (const [name, { picture, message }] of Object.entries(outsized)) {
    it(`${name}, before anything is inflated`, async () => {
      await assert.rejects(readSymbols(picture), { ...isPictureError, message })
    })
  }

  it('not the largest picture, in RGBA', async () => {
    const lines = deflateSync(new Uint8Array(4_000 * 16_001), { level: 1 })
    const picture = joinPng({ width: 4_000, height: 4_000, colourType: 6, depth: 8 }, lines)
    assert.deepEqual(await readSymbols(picture), [])
  })

  it('a file of more than 20 MB', async () => {
    await assert.rejects(readSymbols(new Uint8Array(20_000_001)), {
      name: 'UsageError',
      code: 'usage.file-too-large',
    })
  })

  it('what passes the bounds that the caller sets, and not what meets them', async () => {
    const picture = encodePng({
      ...{ width: 10, height: 20, colourType: 0, depth: 8 },
      samplesAt: () => [255],
    })
    assert.deepEqual(await readSymbols(picture, { maxPixels: 200, maxBytes: picture.length }), [])
    await assert.rejects(readSymbols(picture, { maxPixels: 199 }), isPictureError)
    await assert.rejects(readSymbols(picture, { maxBytes: picture.length - 1 }), {
      code: 'usage.file-too-large',
    })
  })
})

/** The same JPEG with another size in its frame header and more scan headers. */
function toLargeJpeg(width: number, height: number, scans: number): Uint8Array {
  const bytes = [...jpeg]
  bytes.splice(FRAME + 5, 4, height >> 8, height & 0xff, width >> 8, width & 0xff)
  const header = bytes.slice(SCAN, SCAN + SCAN_BYTES)
  for (let more = 1; more < scans; more++) bytes.splice(SCAN, 0, ...header)
  return Uint8Array.from(bytes)
}

describe('JPEG headers', () => {
  it('give size and scans, whatever segments come before', () => {
    assert.deepEqual(readJpegHeader(toLargeJpeg(321, 123, 7)), {
      width: 321,
      height: 123,
      components: 1,
      scans: 7,
      isProgressive: false,
    })
    // An APP1 segment with a thumbnail's markers in it, then fill bytes (§B.1.1.2).
    const application = [0xff, 0xe1, 0, 12, 0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 1, 0, 0xff, 0xff]
    const padded = Uint8Array.of(...jpeg.subarray(0, 2), ...application, ...jpeg.subarray(2))
    assert.equal(readJpegHeader(padded).width, size * 8)
  })
})

describe('any bytes', () => {
  const runs = Math.ceil(Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) / 20)

  async function assertTotal(bytes: Uint8Array) {
    try {
      await readSymbols(bytes)
    } catch (error) {
      assert.ok(error instanceof UsageError)
    }
  }

  // A JPEG without a symbol is decoded in a thread of its own, which takes time to begin.
  for (const { name, whole, numRuns } of [
    { name: 'PNG', whole: png, numRuns: runs },
    { name: 'JPEG', whole: jpeg, numRuns: Math.ceil(runs / 4) },
  ]) {
    it(`after the signature of a ${name} end in an answer`, async () => {
      const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) })
      await fc.assert(
        fc.asyncProperty(
          fc.array(change, { minLength: 1, maxLength: 6 }),
          fc.nat(whole.length),
          async (changes, length) => {
            const changed = Uint8Array.from(whole)
            for (const { at, byte } of changes) changed[at] = byte
            await assertTotal(changed)
            await assertTotal(changed.subarray(0, length))
          },
        ),
        { numRuns },
      )
    })
  }
})
