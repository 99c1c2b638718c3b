/**
 * QR codes that the library makes are read by another program's decoder: as they are, with as many
 * codewords spoilt as can be corrected, and as the pictures that are written of them.
 *
 * The seed is printed; `PRATIQUE_FUZZ_SEED` repeats a run.
 */

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, test } from 'node:test'
import { encodeQr, LEVELS, type QrSymbol, type Segment, toBitmap, toPng } from 'pratique/qr'
import { prepareZXingModule, type ReadResult, readBarcodes } from 'zxing-wasm/reader'
import {
  createRandom,
  findCapacity,
  makeSegment,
  type Random,
  ROUNDS,
  toContent,
  toDamaged,
  VERSIONS,
} from '../../pratique/test/made-symbols.ts'
import { makeLargeList, signLargeDelta } from '../../pratique/test/made-token-lists.ts'
import { readSymbols } from '../src/pictures.ts'

const SEED = Number(process.env['PRATIQUE_FUZZ_SEED'] ?? Date.now() % 2 ** 31)
const MODES = ['numeric', 'alphanumeric', 'byte'] as const

const wasm = await readFile(new URL(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
await prepareZXingModule({
  overrides: { wasmBinary: new Uint8Array(wasm).buffer },
  fireImmediately: true,
})

/** Reads a picture of a symbol, two pixels a module, and of nothing else. */
async function read(symbol: QrSymbol, scale = 2): Promise<ReadResult> {
  const { widthPixels, rowBytes, bytes } = toBitmap(symbol)
  const side = widthPixels * scale
  const pixels = new Uint8Array(side * side).fill(255)
  for (let at = 0; at < pixels.length; at++) {
    const x = Math.floor((at % side) / scale)
    const y = Math.floor(at / side / scale)
    if (((bytes[y * rowBytes + (x >> 3)] ?? 0) << (x & 7)) & 0x80) pixels[at] = 0
  }
  const image = Buffer.concat([Buffer.from(`P5\n${side} ${side}\n255\n`), pixels])
  // Of QR codes of model 2 alone it finds none that is nothing but the symbol.
  const results = await readBarcodes(new Uint8Array(image), { formats: ['QRCode'], isPure: true })
  const [result, ...others] = results
  assert.ok(result && others.length === 0, 'one symbol is read')
  return result
}

/** Segments of random modes, of which the last fills the symbol up, or nearly. */
function makeSegments(version: number, level: (typeof LEVELS)[number], random: Random) {
  const segments: Segment[] = []
  for (let count = random(3); count >= 0; count--) {
    const mode = MODES[random(3)] ?? 'byte'
    const capacity = findCapacity(mode, version, level, segments)
    if (capacity < 1) break
    const length = count === 0 && random(2) ? capacity : 1 + random(capacity)
    segments.push(makeSegment(mode, length, random))
  }
  return segments
}

describe('another decoder', () => {
  test('reads what came to a list of ten million: 500 revocations, signed, in one code', async () => {
    const delta = await signLargeDelta(makeLargeList(), 500)
    const symbol = encodeQr(delta)
    assert.ok(Buffer.from((await read(symbol)).bytes).equals(delta))
    const [found, ...others] = await readSymbols(toPng(symbol, { scale: 3 }))
    assert.ok(found && others.length === 0)
    assert.ok(Buffer.from(found.bytes).equals(delta))
  })

  test('reads every version and level, in any mix of modes', async (t) => {
    t.diagnostic(`PRATIQUE_FUZZ_SEED=${SEED}`)
    const random = createRandom(SEED)
    for (let round = 0; round < ROUNDS; round++) {
      for (const version of VERSIONS) {
        for (const level of LEVELS) {
          const segments = makeSegments(version, level, random)
          const symbol = encodeQr(segments, { version, level })
          const result = await read(symbol)
          assert.ok(Buffer.from(result.bytes).equals(toContent(segments)), `${version}-${level}`)
          assert.deepEqual([result.version, result.ecLevel], [String(version), level])
        }
      }
    }
  })

  test('reads it with as many codewords spoilt as can be corrected', async (t) => {
    t.diagnostic(`PRATIQUE_FUZZ_SEED=${SEED}`)
    const random = createRandom(SEED + 1)
    for (let round = 0; round < ROUNDS; round++) {
      for (const version of VERSIONS) {
        for (const [at, level] of LEVELS.entries()) {
          if (ROUNDS === 1 && (version + at) % 4 > 0) continue
          const segments = makeSegments(version, level, random)
          const symbol = toDamaged(encodeQr(segments, { version, level }), random)
          const { bytes } = await read(symbol)
          assert.ok(Buffer.from(bytes).equals(toContent(segments)), `${version}-${level}`)
        }
      }
    }
  })

  test('reads each mask', async () => {
    for (let mask = 0; mask < 8; mask++) {
      const { text, extra } = await read(encodeQr('HC1:6BFOXN', { version: 8, mask }))
      assert.equal(text, 'HC1:6BFOXN')
      assert.equal(JSON.parse(extra).DataMask, mask)
    }
  })

  test('reads text in UTF-8, and bytes as they are', async () => {
    for (const text of ['Ébène ﷽ 黄热病 😀 12345678901', '{"a":"Ω"}', `é${'7'.repeat(60)}HC1:A`]) {
      const { bytes } = await read(encodeQr(text))
      assert.equal(Buffer.from(bytes).toString(), text)
    }
    const all = Uint8Array.from({ length: 256 }, (_, at) => at)
    assert.deepEqual(new Uint8Array((await read(encodeQr(all))).bytes), all)
  })
})

describe('our reading of pictures', () => {
  test('reads the PNG that is written', async () => {
    const random = createRandom(SEED + 2)
    for (const version of [1, 7, 15, 19, 25, 40]) {
      const text = `HC1:${'A'.repeat(1 + random(version * 4))}`
      const png = toPng(encodeQr(text, { version }), { scale: 1 + random(4) })
      const [symbol, ...others] = await readSymbols(png)
      assert.deepEqual([symbol?.text, others], [text, []])
    }
  })
})
