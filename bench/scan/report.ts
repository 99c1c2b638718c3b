/**
 * What the measurement of the scanner comes to: a table of conditions, and what was to be reached.
 *
 * @module
 */

import type { Measured } from './measure.ts'

/** All that was measured. The first seed is the one that the scanner was made with. */
export interface Figures {
  readonly seeds: readonly { readonly seed: number; readonly conditions: readonly Measured[] }[]
  readonly pictures: readonly PictureCount[]
  /** Names of pictures of the corpus that are not read to the letter. */
  readonly unread: readonly string[]
  /** What frames without a symbol cost. */
  readonly emptyMs: readonly number[]
}

/** So many files of the corpus of one kind: `PNG`, or files that are no picture and must be refused. */
export interface PictureCount {
  readonly kind: string
  readonly count: number
}

export interface Judgement {
  readonly goal: string
  readonly reached: string
  readonly isMet: boolean
}

/** Percent of all frames. The frames count only if zxing-wasm alone reads as many of them. */
const ALONE = { percent: 80, within: 2 }
const MIN_PERCENT = 92
const MAX_EASY_MS = 10
const MAX_HARD_MS = 60

/** Holds figures against the goals. */
export function judge({ seeds, pictures, unread, emptyMs }: Figures): readonly Judgement[] {
  const ofSeeds = seeds.flatMap(({ seed, conditions }) => judgeSeed(`seed ${seed}`, conditions))
  const all = seeds.flatMap(({ conditions }) => conditions)
  const easy = all.flatMap(({ easyMs }) => easyMs)
  const hard = all.flatMap(({ hardMs }) => hardMs)
  return [
    ...ofSeeds,
    judgeTime('an easy frame, CPU', easy, MAX_EASY_MS),
    judgeTime('a hard frame, CPU', hard, MAX_HARD_MS),
    judgeTime('a frame without a symbol, CPU', emptyMs, MAX_HARD_MS),
    {
      goal: `the corpus, to the letter: ${pictures.map(({ kind, count }) => `${count} ${kind}`).join(', ')}`,
      reached: unread.length === 0 ? 'all' : `all but ${unread.join(', ')}`,
      isMet: unread.length === 0,
    },
  ]
}

function judgeSeed(name: string, conditions: readonly Measured[]): readonly Judgement[] {
  const plain = toPercent(conditions, 'plain')
  const ours = toPercent(conditions, 'ours')
  const worse = conditions.filter((one) => one.ours < Math.max(one.plain, one.defaults))
  return [
    {
      goal: `${name}: zxing-wasm alone reads ${ALONE.percent} ± ${ALONE.within} %`,
      reached: `${plain.toFixed(1)} %`,
      isMet: Math.abs(plain - ALONE.percent) <= ALONE.within,
    },
    {
      goal: `${name}: ours reads at least ${MIN_PERCENT} %`,
      reached: `${ours.toFixed(1)} %`,
      isMet: ours >= MIN_PERCENT,
    },
    {
      goal: `${name}: no condition below zxing-wasm alone`,
      reached: worse.length === 0 ? 'none' : worse.map((one) => one.name).join('; '),
      isMet: worse.length === 0,
    },
  ]
}

function judgeTime(what: string, times: readonly number[], maxMs: number): Judgement {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (part: number) => sorted[Math.floor(part * (sorted.length - 1))] ?? 0
  const [median, most] = [at(0.5), at(0.95)]
  return {
    goal: `${what}: at most ${maxMs} ms`,
    reached: `median ${median.toFixed(1)} ms, 95 % within ${most.toFixed(1)} ms`,
    isMet: median <= maxMs,
  }
}

function toPercent(conditions: readonly Measured[], who: 'plain' | 'defaults' | 'ours'): number {
  const frames = conditions.reduce((sum, one) => sum + one.frames, 0)
  return (100 * conditions.reduce((sum, one) => sum + one[who], 0)) / frames
}

/** Writes it all as Markdown. */
export function writeReport(figures: Figures): string {
  const { seeds } = figures
  const [main] = seeds
  const frames = main?.conditions[0]?.frames ?? 0
  const heads = seeds.flatMap(({ seed }) => [`seed ${seed}: alone`, 'at its defaults', 'ours'])
  const rows = (main?.conditions ?? []).map(({ name }, at) => {
    const counts = seeds.flatMap(({ conditions }) => writeCounts(conditions[at]))
    return writeRow([name, ...counts])
  })
  const totals = seeds.flatMap(({ conditions }) =>
    (['plain', 'defaults', 'ours'] as const).map(
      (who) => `${toPercent(conditions, who).toFixed(1)} %`,
    ),
  )
  return [
    `## Frames read, of ${frames} each`,
    '',
    writeRow(['condition', ...heads]),
    writeRow(['---', ...heads.map(() => '--:')]),
    ...rows,
    writeRow(['all', ...totals]),
    '',
    '- alone: zxing-wasm, one QR code, dark on light. At its defaults it looks for light on dark too.',
    '- ours: one frame, within the budget of a camera. No time of one frame is spent on another.',
    '',
    writeRow(['goal', 'reached', '']),
    writeRow(['---', '---', '---']),
    ...judge(figures).map(({ goal, reached, isMet }) =>
      writeRow([goal, reached, isMet ? 'met' : '**missed**']),
    ),
  ].join('\n')
}

function writeCounts(measured: Measured | undefined): readonly string[] {
  if (measured === undefined) return ['', '', '']
  const { plain, defaults, ours } = measured
  return [plain, defaults, ours].map(String)
}

function writeRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}
