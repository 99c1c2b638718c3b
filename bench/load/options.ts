/**
 * What the benchmark of a server under load is asked to do.
 *
 * @module
 */

import { parseArgs } from 'node:util'

export const PARTS = ['singles', 'verifications', 'batches'] as const

export type PartName = (typeof PARTS)[number]

/** Enough for memory to show whether it grows with them. */
const ROWS = 1_000_000
const FEW_ROWS = 20_000

export const USAGE = `Usage: npm run bench:load -- [--quick] [--only PART] [--rows NUMBER]

  --quick        shorter, and a batch of ${FEW_ROWS} orders: a first impression, no proof
  --only PART    one part: ${PARTS.join(', ')}
  --rows NUMBER  how many orders the batch has; default: ${ROWS}
`

/** What to run, and how thoroughly. */
export interface LoadOptions {
  readonly isQuick: boolean
  readonly parts: readonly PartName[]
  readonly rows: number
}

/** Parses the arguments. Returns `undefined` if they make no sense. */
export function parseLoadOptions(args: readonly string[]): LoadOptions | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { quick: { type: 'boolean' }, only: { type: 'string' }, rows: { type: 'string' } },
    strict: false,
  })
  const { quick, only, rows: given, ...others } = values
  const isQuick = quick === true
  const rows = Number(given ?? (isQuick ? FEW_ROWS : ROWS))
  const parts = PARTS.filter((name) => only === undefined || only === name)
  const isRight = Object.keys(others).length + positionals.length === 0 && parts.length > 0
  return isRight && Number.isSafeInteger(rows) && rows > 0 ? { isQuick, parts, rows } : undefined
}
