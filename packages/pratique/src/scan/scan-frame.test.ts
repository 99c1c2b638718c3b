import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { GrayFrame } from './frame.ts'
import type { FoundSymbol, ReadRequest, Symbology, SymbolReader } from './reader-port.ts'
import { createFrameScanner } from './scan-frame.ts'

const SIZE = { width: 320, height: 240 }

/** Lively from (64, 48) to (192, 176), plain around it. */
const FRAME: GrayFrame = {
  ...SIZE,
  pixels: Uint8Array.from({ length: SIZE.width * SIZE.height }, (_, at) => {
    const [x, y] = [at % SIZE.width, Math.floor(at / SIZE.width)]
    if (x < 64 || y < 48 || x >= 192 || y >= 176) return 150
    return ((x >> 2) + (y >> 2)) % 2 === 0 ? 20 : 230
  }),
}

function makeSymbol(text: string, x: number, y: number, symbology: Symbology = 'qr'): FoundSymbol {
  const corners = {
    topLeft: { x, y },
    topRight: { x: x + 9, y },
    bottomRight: { x: x + 9, y: y + 9 },
    bottomLeft: { x, y: y + 9 },
  }
  return { text, bytes: new TextEncoder().encode(text), symbology, corners }
}

interface Call {
  readonly frame: { readonly width: number; readonly height: number }
  readonly request: ReadRequest
}

/** A reader that remembers what it was asked, and finds by the number of the call. */
function createReader(find: (call: number, frame: GrayFrame) => readonly FoundSymbol[]) {
  const calls: Call[] = []
  const reader: SymbolReader = (frame, request) => {
    calls.push({ frame: { width: frame.width, height: frame.height }, request })
    return find(calls.length, frame)
  }
  return { reader, calls }
}

describe('a scan of a frame', () => {
  it('asks for QR codes first, and beside them for other kinds', async () => {
    const { reader, calls } = createReader((call) =>
      call === 1 ? [makeSymbol('one', 10, 10)] : [makeSymbol('two', 90, 12, 'aztec')],
    )
    const symbols = await createFrameScanner(reader).scan(FRAME)
    assert.deepEqual(
      symbols.map(({ text }) => text),
      ['one', 'two'],
    )
    assert.deepEqual(
      calls.map(({ request }) => request.symbologies),
      [['qr'], ['aztec', 'data-matrix']],
    )
  })

  it('gives each content once, in reading order, and the same of two kinds twice', async () => {
    const symbols = [
      makeSymbol('d', 100, 200),
      makeSymbol('b', 150, 12),
      makeSymbol('a', 10, 14),
      makeSymbol('b', 10, 100),
      makeSymbol('b', 150, 100, 'aztec'),
    ]
    const { reader } = createReader((call) => (call === 1 ? symbols : []))
    const found = await createFrameScanner(reader).scan(FRAME)
    assert.deepEqual(
      found.map(({ text, symbology }) => `${text} ${symbology}`),
      ['a qr', 'b qr', 'b aztec', 'd qr'],
    )
  })

  it('tries again on the part that is lively, and tells corners of the frame', async () => {
    const { reader, calls } = createReader((_, frame) =>
      frame.width < SIZE.width ? [makeSymbol('part', 20, 30)] : [],
    )
    const [symbol] = await createFrameScanner(reader).scan(FRAME)
    assert.equal(symbol?.text, 'part')
    assert.deepEqual(calls[1]?.frame, { width: 160, height: 160 })
    assert.deepEqual(symbol?.corners.topLeft, { x: 48 + 20, y: 32 + 30 })
  })

  it('tells corners of the frame for a part that was enlarged', async () => {
    const { reader } = createReader((_, frame) =>
      frame.width === 320 && frame.height === 320 ? [makeSymbol('large', 20, 30)] : [],
    )
    const [symbol] = await createFrameScanner(reader).scan(FRAME)
    assert.deepEqual(symbol?.corners.topLeft, { x: 48 + 10, y: 32 + 15 })
  })

  it('looks for other kinds, and for light on dark, where no QR code is found', async () => {
    const { reader, calls } = createReader(() => [])
    assert.deepEqual(await createFrameScanner(reader).scan(FRAME), [])
    const asked = new Set(calls.flatMap(({ request }) => request.symbologies))
    assert.deepEqual(asked, new Set(['qr', 'aztec', 'data-matrix']))
    assert.ok(calls.some(({ request }) => request.isInverted))
  })

  it('takes colours, and a reader that answers later', async () => {
    const data = new Uint8ClampedArray(4 * 4 * 4).fill(255)
    const levels: number[] = []
    const scanner = createFrameScanner(async (frame) => {
      levels.push(...frame.pixels)
      return [makeSymbol('late', 0, 0)]
    })
    const [symbol] = await scanner.scan({ width: 4, height: 4, data })
    assert.equal(symbol?.text, 'late')
    assert.ok(levels.length > 0 && levels.every((level) => level === 255))
  })
})

describe('the budget of a frame', () => {
  it('always has room for the first attempt', async () => {
    const { reader, calls } = createReader(() => [])
    await createFrameScanner(reader).scan(FRAME, { maxWork: 0 })
    assert.equal(calls.length, 1)
  })

  it('allows more attempts the larger it is', async () => {
    const counts: number[] = []
    for (const maxWork of [200_000, 400_000, 4_000_000]) {
      const { reader, calls } = createReader(() => [])
      await createFrameScanner(reader).scan(FRAME, { maxWork })
      counts.push(calls.length)
    }
    assert.deepEqual(
      counts,
      counts.toSorted((a, b) => a - b),
    )
    assert.equal(new Set(counts).size, counts.length)
  })

  it('gives each attempt its turn over several frames', async () => {
    const complete = createReader(() => [])
    for (const turn of [0, 1, 2, 3]) {
      await createFrameScanner(complete.reader).scan(FRAME, { maxWork: 1e9, turn })
    }
    const short = createReader(() => [])
    const scanner = createFrameScanner(short.reader)
    for (let turn = 0; turn < 60; turn++) await scanner.scan(FRAME, { maxWork: 1_500_000, turn })
    const toText = (calls: readonly Call[]) => new Set(calls.map((call) => JSON.stringify(call)))
    assert.deepEqual(toText(short.calls), toText(complete.calls))
  })

  it('looks for every kind of symbol through every filter, in some frames', async () => {
    const { reader, calls } = createReader(() => [])
    await createFrameScanner(reader).scan(FRAME, { maxWork: 1e9, turn: 2 })
    const [first, ...retries] = calls.map(({ request }) => request.symbologies.length)
    assert.equal(first, 1)
    assert.deepEqual(new Set(retries), new Set([3]))
  })

  it('ends when the caller says so', async () => {
    const { reader, calls } = createReader(() => [])
    let asked = 0
    await createFrameScanner(reader).scan(FRAME, { isOver: () => ++asked > 2 })
    assert.equal(calls.length, 3)
  })
})

describe('a scanner', () => {
  it('drops a frame that comes while it looks at another', async () => {
    let answer: (symbols: readonly FoundSymbol[]) => void = () => {}
    let calls = 0
    const scanner = createFrameScanner(() => {
      calls++
      return calls === 1 ? new Promise((resolve) => (answer = resolve)) : []
    })
    const first = scanner.scan(FRAME)
    assert.deepEqual(await scanner.scan(FRAME), [])
    assert.equal(calls, 1)
    answer([makeSymbol('first', 0, 0)])
    assert.equal((await first)[0]?.text, 'first')
    await scanner.scan(FRAME)
    assert.ok(calls > 2)
  })

  it('goes on after a reader that failed', async () => {
    let calls = 0
    const scanner = createFrameScanner(() => {
      if (++calls === 1) throw new Error('trap')
      return [makeSymbol('after', 0, 0)]
    })
    await assert.rejects(scanner.scan(FRAME), { message: 'trap' })
    assert.equal((await scanner.scan(FRAME))[0]?.text, 'after')
  })

  it('keeps its memory, and wipes it', async () => {
    const lent = new Set<ArrayBuffer>()
    let last: Uint8Array = new Uint8Array()
    const { reader } = createReader((_, frame) => {
      if (frame.pixels.buffer !== FRAME.pixels.buffer) lent.add(frame.pixels.buffer)
      last = frame.pixels
      return []
    })
    const scanner = createFrameScanner(reader)
    await scanner.scan(FRAME)
    const used = lent.size
    for (let time = 0; time < 3; time++) await scanner.scan(FRAME)
    assert.equal(lent.size, used)
    assert.ok(last.some((level) => level !== 0))
    scanner.wipe()
    assert.ok([...lent].every((buffer) => new Uint8Array(buffer).every((level) => level === 0)))
  })

  it('refuses a frame whose sides and pixels do not agree, and reads nothing', async () => {
    const { reader, calls } = createReader(() => [])
    const scanner = createFrameScanner(reader)
    const pixels = new Uint8Array(12)
    for (const [width, height] of [
      [3, 3],
      [0, 12],
      [1e9, 1e9],
      [-3, -4],
      [2.4, 5],
    ] as const) {
      await assert.rejects(scanner.scan({ width, height, pixels }), { code: 'usage.picture' })
    }
    assert.equal(calls.length, 0)
  })
})
