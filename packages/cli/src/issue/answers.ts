/**
 * The answers of `issue`, row by row and in sum. No value of an order is in them.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import { visible } from '../output/visible.ts'
import type { Fault } from './work.ts'

/** More refused rows than these are only counted on a terminal. */
const MAX_SHOWN = 20

/** A row that was refused. */
export interface Refused {
  readonly place: string
  readonly faults: readonly Fault[]
}

/** Says of a refused row what is wrong with it. */
export function refusedInWords({ place, faults }: Refused): string {
  const reasons = faults.map(({ path, words }) =>
    path === ''
      ? `    ${visible(words, 300)}`
      : `    ${visible(path, 100)}: ${visible(words, 300)}`,
  )
  return [`  ${visible(place, 80)}`, ...reasons].join('\n')
}

/** Says of all that were refused what is wrong, up to a number. */
export function allRefusedInWords(refused: readonly Refused[]): string {
  if (refused.length === 0) return ''
  const shown = refused.slice(0, MAX_SHOWN).map(refusedInWords)
  const rest = refused.length - shown.length
  const more = rest > 0 ? [`  … and ${rest} more: --json tells of all`] : []
  return `Refused:\n${[...shown, ...more].join('\n')}\n`
}

/**
 * Ends with an error where rows were refused: nobody is to think that all went well.
 *
 * @throws {UsageError} `usage.order`
 */
export function requireNoneRefused(refused: number, all: number): void {
  if (refused === 0) return
  const rows = all === 1 ? 'the order was refused' : `${refused} of ${all} orders were refused`
  throw new UsageError('usage.order', `${rows}: mend what is named and run the command again`)
}
