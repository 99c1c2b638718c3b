import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { erase } from './erase.ts'
import type { GrayFrame } from './frame.ts'
import type { FoundSymbol, ReadRequest, SymbolReader } from './reader-port.ts'
import { scanPicture } from './scan-picture.ts'

const SIZE = { width: 160, height: 120 }
const PICTURE: GrayFrame = {
  ...SIZE,
  pixels: Uint8Array.from({ length: SIZE.width * SIZE.height }, (_, at) => {
    const [x, y] = [at % SIZE.width, Math.floor(at / SIZE.width)]
    return x >= 96 && y >= 64 && ((x >> 1) + (y >> 1)) % 2 === 0 ? 20 : 230
  }),
}

function makeSymbol(text: string, left: number, top: number, side = 20): FoundSymbol {
  const [right, bottom] = [left + side, top + side]
  const corners = {
    topLeft: { x: left, y: top },
    topRight: { x: right, y: top },
    bottomRight: { x: right, y: bottom },
    bottomLeft: { x: left, y: bottom },
  }
  return { text, bytes: new TextEncoder().encode(text), symbology: 'qr', corners }
}

interface Call {
  readonly width: number
  readonly height: number
  readonly request: ReadRequest
}

function createReader(find: (call: number, frame: GrayFrame) => readonly FoundSymbol[]) {
  const calls: Call[] = []
  const reader: SymbolReader = async (frame, request) => {
    const { width, height } = frame
    calls.push({ width, height, request })
    return find(calls.length, frame)
  }
  return { reader, calls }
}

describe('a scan of a picture', () => {
  it('asks for everything at once, however it lies', async () => {
    const { reader, calls } = createReader(() => [makeSymbol('all', 96, 64, 64)])
    await scanPicture(PICTURE, reader)
    const [first] = calls
    assert.deepEqual(first?.request.symbologies, ['qr', 'aztec', 'data-matrix'])
    assert.ok(first?.request.isThorough && first.request.isInverted)
  })

  it('ends with the first look that finds something, if nothing is left', async () => {
    const { reader, calls } = createReader((call) =>
      call === 2 ? [makeSymbol('all', 97, 65, 61)] : [],
    )
    const symbols = await scanPicture(PICTURE, reader)
    assert.deepEqual(
      symbols.map(({ text }) => text),
      ['all'],
    )
    assert.equal(calls.length, 2)
  })

  it('looks through what is left, and tells where both are', async () => {
    const { reader } = createReader((call, { width }) => {
      if (call === 1) return [makeSymbol('first', 10, 10)]
      return width < SIZE.width ? [makeSymbol('left over', 20, 20)] : []
    })
    const symbols = await scanPicture(PICTURE, reader)
    assert.deepEqual(
      symbols.map(({ text, corners }) => ({ text, ...corners.topLeft })),
      [
        { text: 'first', x: 10, y: 10 },
        { text: 'left over', x: 80 + 20, y: 48 + 20 },
      ],
    )
  })

  it('tries all else within its budget, at most four times as large', async () => {
    const complete = createReader(() => [])
    assert.deepEqual(await scanPicture(PICTURE, complete.reader), [])
    assert.ok(complete.calls.some(({ width }) => width === 4 * SIZE.width))
    assert.ok(complete.calls.every(({ width }) => width <= 4 * SIZE.width))
    const thresholds = new Set(complete.calls.map(({ request }) => request.threshold))
    assert.deepEqual(thresholds, new Set(['local', 'fixed', 'global']))
    const short = createReader(() => [])
    await scanPicture(PICTURE, short.reader, { maxWork: 200_000 })
    assert.ok(short.calls.length > 0 && short.calls.length < complete.calls.length)
  })

  it('always makes the first look', async () => {
    const { reader, calls } = createReader(() => [])
    await scanPicture(PICTURE, reader, { maxWork: 0 })
    assert.equal(calls.length, 1)
  })

  it('takes a picture of a single pixel', async () => {
    const { reader } = createReader(() => [])
    assert.deepEqual(
      await scanPicture({ width: 1, height: 1, pixels: Uint8Array.of(9) }, reader),
      [],
    )
  })

  it('refuses sides and pixels that do not agree', async () => {
    const { reader, calls } = createReader(() => [])
    const data = new Uint8Array(7)
    await assert.rejects(scanPicture({ width: 2, height: 1, data }, reader), {
      code: 'usage.picture',
    })
    assert.equal(calls.length, 0)
  })
})

describe('what was read', () => {
  it('is erased as the paper beside it, with a margin, and nothing else', () => {
    const frame = { width: 40, height: 30, pixels: new Uint8Array(1200).fill(180) }
    const marked = { ...frame, pixels: frame.pixels.slice() }
    for (let y = 4; y < 26; y++) marked.pixels.fill(20, y * 40 + 9, y * 40 + 31)
    assert.deepEqual(erase(marked, [makeSymbol('one', 10, 5)]).pixels, frame.pixels)
    assert.equal(marked.pixels[5 * 40 + 10], 20)
    marked.pixels[3 * 40 + 15] = 20
    assert.notDeepEqual(erase(marked, [makeSymbol('one', 10, 5)]).pixels, frame.pixels)
  })

  it('may reach over the edges', () => {
    const frame = { width: 4, height: 4, pixels: new Uint8Array(16) }
    assert.ok(erase(frame, [makeSymbol('over', -9, -9, 60)]).pixels.every((level) => level === 255))
  })
})
