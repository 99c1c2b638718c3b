/**
 * `npm run bench:scan`: how many degraded frames are read, beside zxing-wasm alone in the same run.
 *
 * The exit code is 1 if a goal is missed, or if the frames are not those that goals are about.
 *
 * @module
 */

import { parseArgs } from 'node:util'
import { isPicture } from '@pratique/node/picture-type'
import { readSymbols } from '@pratique/node/pictures'
import { type Measured, measureConditions, measureEmpty } from './measure.ts'
import { type Figures, judge, writeReport } from './report.ts'
import { type CorpusPicture, hasCorpus, readPictures, readSources } from './sources.ts'

/** The second was never looked at while the scanner was made. */
const SEEDS = [1, 2] as const

const NO_PICTURE = 'that is no picture and is refused'

const { values } = parseArgs({ options: { seeds: { type: 'string' } } })

if (hasCorpus) await main()
else console.log('skipped: ../shared/corpus/hcert, which the frames are made of, is not here')

async function main(): Promise<void> {
  const sources = await readSources()
  const [main, ...others] = values.seeds?.split(',').map(Number) ?? SEEDS
  const seeds: Figures['seeds'][number][] = []
  for (const seed of [main, ...others]) {
    if (seed === undefined || !Number.isInteger(seed)) throw new Error('expected --seeds 1,2')
    seeds.push({ seed, conditions: await collect(seed, measureConditions(sources, seed)) })
  }
  const pictures = readPictures()
  const unread = await listUnread(pictures)
  const emptyMs = await measureEmpty()
  const figures: Figures = { seeds, pictures: countKinds(pictures), unread, emptyMs }
  console.log(writeReport(figures))
  if (judge(figures).some(({ isMet }) => !isMet)) process.exitCode = 1
}

async function collect(seed: number, conditions: AsyncIterable<Measured>) {
  const all: Measured[] = []
  for await (const measured of conditions) {
    const { name, frames, plain, defaults, ours } = measured
    console.error(`seed ${seed}, ${name}: ${plain}, ${defaults}, ${ours} of ${frames}`)
    all.push(measured)
  }
  return all
}

/** The pictures that are not read to the letter, and files that are none and are not refused as such. */
async function listUnread(pictures: readonly CorpusPicture[]): Promise<readonly string[]> {
  const unread: string[] = []
  for (const { name, text, bytes } of pictures) {
    const texts = await readSymbols(bytes).then(
      (symbols) => symbols.map((symbol) => symbol.text),
      (error: unknown) => (isNoPicture(error) ? null : undefined),
    )
    const isRight = text === null ? texts === null : texts?.includes(text)
    if (!isRight) unread.push(name)
  }
  return unread
}

function countKinds(pictures: readonly CorpusPicture[]): Figures['pictures'] {
  const kinds = pictures.map(({ bytes }) => isPicture(bytes)?.toUpperCase() ?? NO_PICTURE)
  return [...new Set(kinds)].map((kind) => ({
    kind,
    count: kinds.filter((one) => one === kind).length,
  }))
}

function isNoPicture(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'usage.picture'
}
