/**
 * `npm run bench:load`: a server under load, on a PostgreSQL of its own, beside the library in the same run.
 *
 * The exit code is 1 if a goal is missed.
 *
 * @module
 */

import { parseArgs } from 'node:util'
import { measureBatches } from './batches.ts'
import { type Figure, writeFigures } from './report.ts'

/** Enough for memory to show whether it grows with them. */
const ROWS = 1_000_000
const FEW_ROWS = 20_000

const { values } = parseArgs({
  options: { only: { type: 'string' }, quick: { type: 'boolean' }, rows: { type: 'string' } },
})

const rows = Number(values.rows ?? (values.quick ? FEW_ROWS : ROWS))
if (!Number.isSafeInteger(rows) || rows < 1) throw new Error('expected --rows NUMBER')

const PARTS: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  batches: () => measureBatches(rows),
}

for (const [name, measure] of Object.entries(PARTS)) {
  if (values.only !== undefined && values.only !== name) continue
  const figures = await measure()
  console.log(writeFigures(`${name}: ${rows} rows`, figures))
  if (figures.some(({ isMet }) => isMet === false)) process.exitCode = 1
}
