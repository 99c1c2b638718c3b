/**
 * Rows of the shared corpus, and what the compiled command makes of rows.
 *
 * @module
 */

import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { JsonObject, JsonValue } from 'pratique/codecs'

export const CORPUS: string = join(import.meta.dirname, '../../../../shared/corpus')

/** For `test`: why it does not run, if the corpus is not here. */
export const skip: false | string = existsSync(CORPUS) ? false : '../shared/corpus is not here'

const COMMAND = join(import.meta.dirname, '../bin/pratique.js')

/** A row of hcert/cases.jsonl, as far as tests look at it. */
export interface HcertRow {
  readonly id: string
  readonly qr: string
  readonly certificate: string | null
  readonly validationClock?: string | null
  readonly expected: Readonly<Record<string, boolean | string>>
  readonly json: JsonObject | null
  readonly raw: Readonly<Record<string, string | null>> | null
  readonly image2d?: { readonly file: string } | null
  readonly disputed?: readonly { readonly key: string }[]
}

/** A row of formats/shc.jsonl, as far as tests look at it. */
export interface CardRow {
  readonly id: string
  readonly level: string
  readonly qr: string | readonly string[] | null
  readonly input?: JsonValue
  readonly keys?: JsonValue
  readonly evalTime: number
  readonly expected: { readonly valid: boolean; readonly stage: string | null }
  readonly stageAlso?: readonly string[]
}

/** One line of `pratique conformance run FILE --json`. */
export interface Line {
  readonly id: string
  readonly got: Readonly<Record<string, boolean | string | null>>
  readonly result?: { readonly verdict: string; readonly checks: readonly unknown[] }
}

export function readRows<T>(path: string): readonly T[] {
  return readCorpusLines(path).map((line): T => JSON.parse(line))
}

/** The lines of a file of rows, as they stand. */
export function readCorpusLines(path: string): readonly string[] {
  return readFileSync(join(CORPUS, path), 'utf8').trim().split('\n')
}

/** Runs the command over a file of rows. */
export async function runConformance(file: string): Promise<readonly Line[]> {
  const args = [COMMAND, 'conformance', 'run', file, '--json']
  const options = { maxBuffer: 256 * 1024 * 1024 }
  const { stdout } = await promisify(execFile)(process.execPath, args, options).catch(tellLast)
  const lines = stdout.trim().split('\n')
  return lines.map((line): Line => JSON.parse(line))
}

/** What the command said last, and no more: its answers may be megabytes. */
function tellLast(error: { readonly stderr?: string; readonly stdout?: string }): never {
  const answered = (error.stdout ?? '').split('\n').length - 1
  throw new Error(`after ${answered} rows: ${error.stderr ?? String(error)}`)
}
