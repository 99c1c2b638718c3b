/**
 * How many frames of each condition are read, by zxing-wasm alone and by the scanner, and at what cost.
 *
 * @module
 */

import { readSymbolsOf } from '@pratique/node/symbol-reader'
import { createFrameScanner } from 'pratique/qr/scan'
import { DEFAULTS, PLAIN, readAlone, toPgm } from './alone.ts'
import { CONDITIONS } from './conditions.ts'
import { type GrayFrame, makeFrame } from './frame.ts'
import { createRandom } from './random.ts'
import type { Source } from './sources.ts'

/** Frames read, of as many as there are sources. */
export interface Counts {
  readonly plain: number
  readonly defaults: number
  readonly ours: number
}

/** One condition and one seed. */
export interface Measured extends Counts {
  readonly name: string
  readonly frames: number
  /** Of ours, for each frame that the first attempt read. */
  readonly easyMs: readonly number[]
  /** Of ours, for each other frame. */
  readonly hardMs: readonly number[]
}

/** Measures all conditions, one after another. */
export async function* measureConditions(
  sources: readonly Source[],
  seed: number,
): AsyncGenerator<Measured> {
  const scan = createTimedScan()
  for (const [index, condition] of CONDITIONS.entries()) {
    const counts = { plain: 0, defaults: 0, ours: 0 }
    const easyMs: number[] = []
    const hardMs: number[] = []
    for (const [at, { text, symbol }] of sources.entries()) {
      const frame = makeFrame(symbol, condition, createRandom(seed, index, at))
      const file = toPgm(frame)
      const [plain] = await readAlone(file, PLAIN)
      const [defaults] = await readAlone(file, DEFAULTS)
      const { texts, cpuMs, isEasy } = await scan(frame)
      if (plain?.text === text) counts.plain++
      if (defaults?.text === text) counts.defaults++
      if (texts.includes(text)) counts.ours++
      const times = isEasy ? easyMs : hardMs
      times.push(cpuMs)
    }
    yield { name: condition.name, frames: sources.length, ...counts, easyMs, hardMs }
  }
}

/** What frames without a symbol cost, where there is something to look at all over: noise, and stripes. */
export async function measureEmpty(): Promise<readonly number[]> {
  const scan = createTimedScan()
  const random = createRandom(1)
  const size = { width: 960, height: 720 }
  const noise = Uint8Array.from({ length: 960 * 720 }, () => 256 * random())
  const stripes = noise.map((_, at) => ((at % 960) % 11 < 5 || (at / 960) % 13 < 5 ? 40 : 220))
  const times: number[] = []
  for (let time = 0; time < 12; time++) {
    for (const pixels of [noise, stripes]) {
      const { texts, cpuMs } = await scan({ ...size, pixels })
      if (texts.length > 0) throw new Error('a symbol was read where there is none')
      times.push(cpuMs)
    }
  }
  return times
}

/** A scanner for frames, each as if it were a camera's first, that tells what a scan cost. */
function createTimedScan() {
  let isRead = false
  let calls = 0
  const scanner = createFrameScanner(async (frame, request) => {
    const symbols = await readSymbolsOf(frame, request)
    calls++
    if (calls === 1) isRead = symbols.length > 0
    return symbols
  })
  return async (frame: GrayFrame) => {
    calls = 0
    const before = process.cpuUsage()
    const symbols = await scanner.scan(frame)
    const { user, system } = process.cpuUsage(before)
    const texts = symbols.map((one) => one.text)
    return { texts, cpuMs: (user + system) / 1000, isEasy: isRead }
  }
}
