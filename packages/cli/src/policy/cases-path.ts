/**
 * Where the cases of a file of entry rules are: beside it, with its name.
 *
 * @module
 */

import { basename, dirname, extname, join } from 'node:path'

/** `NAME.json` has `NAME.cases.json` beside it. */
export function casesPathOf(path: string): string {
  return beside(path, '.cases.json')
}

/** Rules of the EU may also have a case in each line: `NAME.cases.jsonl`. */
export function caseLinesPathOf(path: string): string {
  return beside(path, '.cases.jsonl')
}

function beside(path: string, ending: string): string {
  return join(dirname(path), `${basename(path, extname(path))}${ending}`)
}
