/**
 * Certificates of vectors/ by the verdict that they come to on the page of exercise-page.ts.
 *
 * @module
 */

import { readFileSync } from 'node:fs'

const VECTORS = new URL('../../../vectors/', import.meta.url)

/** The text of a specimen. */
export function specimen(name: string): string {
  return readFileSync(new URL(`specimen/${name}.txt`, VECTORS), 'utf8').trim()
}

/** The text of a row, by its id: `eu-dcc/vaccination`, of `eu-dcc/made.jsonl` unless another file is named. */
export function row(id: string, file = `${id.split('/')[0]}/made.jsonl`): string {
  const lines = readFileSync(new URL(file, VECTORS), 'utf8').trim().split('\n')
  const found = lines.map((line) => JSON.parse(line)).find((each) => each.id === id)
  if (typeof found?.text !== 'string') throw new Error(`there is no text ${id}`)
  return found.text
}

/** Who the rows of eu-dcc are about. */
export const HOLDER = 'VECTOROVA'
