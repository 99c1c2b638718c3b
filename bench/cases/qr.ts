/**
 * A QR code of a certificate, all eight masks scored, beside the fastest other encoder.
 *
 * @module
 */

import { randomInt } from 'node:crypto'
import { encodeQr } from 'pratique/qr'
import { encodeQR } from 'qr'
import { type Candidate, measure, type Plan } from '../harness.ts'
import { requireDistinct } from '../made/samples.ts'
import type { CaseReport } from '../report.ts'
import { toRows } from './floor.ts'

/** DESIGN §17: twice as fast. */
const GOAL = { kind: 'at most', limit: 0.5 } as const

const BASE45 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
/** A digital yellow card of one dose: version 19 at level Q. */
const LENGTH = 595
const SIZE = 93

/** Any mask is as good as any other for what is not scored. */
const MASK = 3

/** Modules of a symbol that are looked at for each timed answer. */
const PROBES = 16

/** A text, and what the modules at the probes of its symbol are: 1 bit each. */
interface Input {
  readonly text: string
  readonly best: number
  readonly forced: number
}

/** Measures the case. */
export async function measureQr(plan: Plan, count: number): Promise<CaseReport> {
  const texts = Array.from({ length: count }, makeText)
  requireDistinct(texts)
  const inputs = texts.map(toInput)
  const peer = toCandidate(
    'qr',
    'encodeQR of `qr` with raw output: the same symbol as rows of booleans',
    inputs,
    ({ text, best }) => probeRows(drawByPeer(text)) === best,
  )
  const candidates = [
    toCandidate(
      'pratique',
      'text → modules: segments, codewords, error correction, eight masks scored',
      inputs,
      ({ text, best }) => probeModules(encodeQr(text).modules) === best,
    ),
    toCandidate(
      'pratique, mask given',
      'the same with no mask scored',
      inputs,
      ({ text, forced }) => probeModules(encodeQr(text, { mask: MASK }).modules) === forced,
    ),
    toCandidate(
      'qr, mask given',
      'the same of `qr`',
      inputs,
      ({ text, forced }) => probeRows(drawByPeer(text, MASK)) === forced,
    ),
  ]
  const rows = toRows(await measure(peer, candidates, plan), { pratique: GOAL })
  return {
    name: 'qr',
    title: 'QR code, version 19-Q: text → modules',
    unit: 'CPU µs',
    base: 'qr',
    rows,
    notes: [
      `${count} texts of ${LENGTH} random characters of Base45 after \`HC1:\`; both encoders draw the same symbol of each, module by module`,
    ],
  }
}

function makeText(): string {
  const characters = Array.from({ length: LENGTH - 4 }, () => BASE45[randomInt(BASE45.length)])
  return `HC1:${characters.join('')}`
}

/** @throws {Error} if the two encoders differ in a module */
function toInput(text: string): Input {
  for (const mask of [undefined, MASK]) {
    const { modules, size } = encodeQr(text, mask === undefined ? {} : { mask })
    const rows = drawByPeer(text, mask).slice(1, -1)
    const isSame = rows.every((row, y) => {
      return row.slice(1, -1).every((isDark, x) => modules[y * size + x] === Number(isDark))
    })
    if (size !== SIZE || !isSame) throw new Error('the encoders draw different symbols')
  }
  const [best, forced] = [encodeQr(text), encodeQr(text, { mask: MASK })]
  return { text, best: probeModules(best.modules), forced: probeModules(forced.modules) }
}

function drawByPeer(text: string, mask?: number): boolean[][] {
  return encodeQR(text, 'raw', { ecc: 'quartile', border: 1, ...(mask !== undefined && { mask }) })
}

/** Along a line where codewords are: rows and columns from 20 on. */
function probeModules(modules: Uint8Array): number {
  let bits = 0
  for (let i = 0; i < PROBES; i++)
    bits = 2 * bits + (modules[(20 + 3 * i) * SIZE + 20 + 4 * i] ?? 0)
  return bits
}

/** The same, in rows that have a module of white around them. */
function probeRows(rows: readonly (readonly boolean[])[]): number {
  let bits = 0
  for (let i = 0; i < PROBES; i++) bits = 2 * bits + Number(rows[21 + 3 * i]?.[21 + 4 * i])
  return bits
}

function toCandidate(
  name: string,
  does: string,
  inputs: readonly Input[],
  answer: (input: Input) => boolean,
): Candidate {
  return {
    ...{ name, does, count: inputs.length, kind: 'sync' },
    isRight(index) {
      const input = inputs[index]
      return input !== undefined && answer(input)
    },
  }
}
