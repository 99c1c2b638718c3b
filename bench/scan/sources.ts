/**
 * The certificates that frames are made of: one of each of 24 countries, from the shared corpus.
 *
 * @module
 */

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Modules } from 'pratique/qr'
import { readAlone } from './alone.ts'

const FOLDER = join(import.meta.dirname, '../../../shared/corpus/hcert')

const COUNTRIES = 24

/** Whether the corpus lies beside the repository. */
export const hasCorpus: boolean = existsSync(FOLDER)

/** A real certificate's symbol. */
export interface Source {
  readonly country: string
  readonly text: string
  readonly symbol: Modules
}

/** A picture of the corpus, and the text of its symbol; null if the file is no picture. */
export interface CorpusPicture {
  readonly name: string
  readonly text: string | null
  readonly bytes: Uint8Array
}

interface Row {
  readonly country: string
  readonly source: string
  readonly path: string
  readonly image2d?: { readonly file: string; readonly text: string | null }
}

/** Every file of the corpus that a row names as its picture. */
export function readPictures(): readonly CorpusPicture[] {
  return readRows().flatMap(({ image2d }) =>
    image2d ? [{ name: image2d.file, text: image2d.text, bytes: readImage(image2d.file) }] : [],
  )
}

/** The first picture of each country that can be read, of the first countries in alphabetical order. */
export async function readSources(): Promise<readonly Source[]> {
  const rows = readRows()
  const sources: Source[] = []
  for (const country of [...new Set(rows.map((row) => row.country))].sort()) {
    const source = await findSource(
      country,
      rows.filter((row) => row.country === country),
    )
    if (source) sources.push(source)
    if (sources.length === COUNTRIES) return sources
  }
  throw new Error(`the corpus has ${sources.length} countries: expected ${COUNTRIES}`)
}

async function findSource(country: string, rows: readonly Row[]): Promise<Source | undefined> {
  const files = rows.flatMap(({ image2d }) => (image2d?.text ? [image2d.file] : []))
  for (const file of files) {
    const [result] = await readAlone(readImage(file))
    if (!result?.text.startsWith('HC1:')) continue
    const { width, data } = result.symbol
    return {
      country,
      text: result.text,
      symbol: { size: width, modules: Uint8Array.from(data, (level) => (level === 0 ? 1 : 0)) },
    }
  }
  return undefined
}

function readRows(): readonly Row[] {
  const lines = readFileSync(join(FOLDER, 'cases.jsonl'), 'utf8').trim().split('\n')
  const rows = lines.map((line): Row => JSON.parse(line))
  const keyOf = ({ source, path }: Row) => `${source}/${path}`
  return rows.filter((row) => row.image2d).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

function readImage(file: string): Uint8Array {
  return new Uint8Array(readFileSync(join(FOLDER, file)))
}
