/**
 * Counts of vectors in pages: a number, and after it a comment that says of which folders.
 *
 * @module
 */

import type { Repository } from './pages.ts'

const COUNT = /\d+ <!-- rows of ([a-z* -]+?) -->/g
const VECTORS = /^vectors\/([^/]+)\/.*\.jsonl$/

/** Writes the counts of a page as they are: `12 <!-- rows of eu-dcc hcert -->`, or of `*` for all. */
export function writeCounts(text: string, { paths, read }: Repository): string {
  return text.replace(COUNT, (_, folders: string) => {
    const wanted = folders.split(' ')
    const rows = paths
      .filter((path) => {
        const [, folder] = VECTORS.exec(path) ?? []
        return folder !== undefined && (wanted.includes('*') || wanted.includes(folder))
      })
      .flatMap((path) => read(path).split('\n'))
      .filter((line) => line !== '')
    return `${rows.length} <!-- rows of ${folders} -->`
  })
}
