/**
 * The frames that the scanner is measured with are what they are said to be, and some of each kind of
 * trouble are read: one certificate in all conditions. `npm run bench:scan` measures all of them.
 */

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readSymbolsOf } from '@pratique/node/symbol-reader'
import { encodeQr } from 'pratique/qr'
import { createFrameScanner } from 'pratique/qr/scan'
import { CONDITIONS } from './conditions.ts'
import { makeFrame } from './frame.ts'
import { compress } from './jpeg-loss.ts'
import { createRandom, drawNormal } from './random.ts'
import { judge } from './report.ts'

const TEXT = `HC1:${'6BFOXN%TS3DH0YOJ58S S-W5HDC *M0II5XHC9B5G2+$N IOP-IA%NF'.repeat(9)}`

/** What zxing-wasm alone does not read, or not always, and a frame of which is read here. */
const HARD = [
  'clean, 1.5 px',
  'perspective 35 %, rotated 20°',
  'blur σ 0.5 module',
  'blur σ 0.65 module',
  'noise σ 50',
  'noise σ 80',
  'low light 10–30, noise σ 5',
  'handheld, 3 px',
]

const symbol = encodeQr(TEXT, { level: 'Q' })

function findCondition(name: string) {
  const index = CONDITIONS.findIndex((condition) => condition.name === name)
  const condition = CONDITIONS[index]
  assert.ok(condition, name)
  return { condition, random: createRandom(7, index) }
}

describe('a degraded frame', () => {
  it('is the same for the same seed, and another for another', () => {
    const { condition } = findCondition('handheld, 3 px')
    const [one, same, other] = [1, 1, 2].map((seed) =>
      makeFrame(symbol, condition, createRandom(seed)),
    )
    assert.deepEqual(one, same)
    assert.notDeepEqual(one, other)
  })

  it('is of each of 36 conditions, by a name of its own', () => {
    assert.equal(new Set(CONDITIONS.map(({ name }) => name)).size, 36)
  })

  it('has the size of its modules', () => {
    const { condition, random } = findCondition('clean, 3 px')
    const { width, height, pixels } = makeFrame(symbol, condition, random)
    assert.deepEqual({ width, height }, { width: 960, height: 720 })
    const inked = [...pixels.keys()].filter((at) => (pixels[at] ?? 255) < 60).map((at) => at % 960)
    const across = Math.max(...inked.slice(0, 20_000)) - Math.min(...inked.slice(0, 20_000)) + 1
    assert.ok(Math.abs(across - 3 * symbol.size) <= 2, `${across}`)
  })

  it('keeps its mean level through JPEG, and flat parts exactly', () => {
    const pixels = Uint8Array.from({ length: 64 * 24 }, (_, at) =>
      at % 64 < 32 ? 96 : 120 + (at % 7) * 9,
    )
    const frame = compress({ width: 64, height: 24, pixels }, 50)
    assert.ok(frame.pixels.subarray(0, 32).every((level) => level === 96))
    const meanOf = (levels: Uint8Array) =>
      levels.reduce((sum, level) => sum + level, 0) / levels.length
    assert.ok(Math.abs(meanOf(frame.pixels) - meanOf(pixels)) < 1)
    assert.notDeepEqual(frame.pixels, pixels)
  })

  it('has noise of a normal distribution', () => {
    const random = createRandom(3)
    const drawn = Array.from({ length: 20_000 }, () => drawNormal(random))
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length
    const variance = drawn.reduce((sum, value) => sum + value ** 2, 0) / drawn.length
    assert.ok(Math.abs(mean) < 0.03 && Math.abs(variance - 1) < 0.05, `${mean}, ${variance}`)
  })
})

describe('the scanner', () => {
  for (const name of HARD) {
    it(`reads: ${name}`, async () => {
      const { condition, random } = findCondition(name)
      const frame = makeFrame(symbol, condition, random)
      const symbols = await createFrameScanner(readSymbolsOf).scan(frame)
      assert.deepEqual(
        symbols.map(({ text }) => text),
        [TEXT],
      )
    })
  }
})

describe('the judgement', () => {
  const times = { easyMs: [5], hardMs: [20] }
  const row = { name: 'any', frames: 100, plain: 80, defaults: 83, ours: 95, ...times }
  const judgeRow = (changed: Partial<typeof row>) =>
    judge({
      seeds: [{ seed: 1, conditions: [{ ...row, ...changed }] }],
      pictures: [],
      unread: [],
      emptyMs: [30],
    }).filter(({ isMet }) => !isMet)

  it('is passed where every goal is met', () => assert.deepEqual(judgeRow({}), []))

  it('is failed by each goal alone', () => {
    for (const changed of [
      { plain: 77 },
      { plain: 83 },
      { ours: 91, defaults: 80 },
      { defaults: 96 },
      { easyMs: [11] },
      { hardMs: [61] },
    ]) {
      assert.equal(judgeRow(changed).length, 1, JSON.stringify(changed))
    }
  })
})
