/**
 * Orders checked, and none issued.
 *
 * @module
 */

import { toJsonLine } from '../output/visible.ts'
import { allRefusedInWords, type Refused, requireNoneRefused, SHOWING_IN_WORDS } from './answers.ts'
import { planOne, type Work } from './work.ts'

/**
 * Checks every order. Signs nothing, takes no place on a list, writes nothing.
 *
 * @throws {UsageError} `usage.order` if one would be refused
 */
export function tryOrders(work: Work): number {
  const { rows, format, wish, isJson, notes, io } = work
  const { purpose } = wish
  const refused: Refused[] = []
  for (const row of rows) {
    const tried = 'order' in row ? planOne(work, row.order) : row
    const { place } = row
    if ('faults' in tried) refused.push({ place, faults: tried.faults })
    else notes.tell(place, tried.shown.notes)
    if (!isJson) continue
    io.out(
      toJsonLine(
        'faults' in tried
          ? { place, status: 'refused', faults: tried.faults }
          : { place, status: 'would-be-issued', format, ...tried.shown.size, purpose },
      ),
    )
  }
  if (!isJson) {
    const possible = rows.length - refused.length
    io.out(`${possible} of ${rows.length} orders can be issued as ${format}\n`)
    if (possible > 0 && purpose === 'showing') io.out(SHOWING_IN_WORDS)
    io.out(allRefusedInWords(refused))
  }
  requireNoneRefused(refused.length, rows.length)
  return 0
}
