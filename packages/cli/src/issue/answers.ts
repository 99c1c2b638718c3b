/**
 * The answers of `issue`, row by row and in sum. No value of an order is in them.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { Issued, Purpose, Size } from 'pratique/issue'
import type { Verification } from 'pratique/verify'
import { toJsonLine, visible } from '../output/visible.ts'
import type { Answer, Fault, Work } from './work.ts'

/** More refused rows than these are only counted on a terminal. */
const MAX_SHOWN = 20

/** A row that was refused. */
export interface Refused {
  readonly place: string
  readonly faults: readonly Fault[]
}

type Border = NonNullable<Extract<Answer, { readonly issued: unknown }>['border']>

/** What a line tells of a certificate, wherever that goes. */
export interface IssuedMembers extends Size, Partial<Pick<Border, 'leftOut' | 'fullSize'>> {
  /** Of what is only shown there is no receipt: it cannot be revoked, and is over within 14 days. */
  readonly purpose: Purpose
  readonly receipt?: NonNullable<Issued['receipt']>
  readonly admission?: Verification['verdict']
}

/** Says it without a value of the order. */
export function describeIssued({
  issued,
  border,
}: Extract<Answer, { readonly issued: unknown }>): IssuedMembers {
  const { size, receipt, admission } = issued
  return {
    ...size,
    purpose: receipt ? 'keeping' : 'showing',
    ...(receipt && { receipt }),
    ...(admission && { admission: admission.verdict }),
    ...(border && { leftOut: border.leftOut, fullSize: border.fullSize }),
  }
}

/** Says once of many certificates that they have no place on a list. */
export const SHOWING_IN_WORDS =
  'None of them can be revoked, and all are over within 14 days: --lists DIR gives each a place on a list.\n'

/** Says of a refused row what is wrong with it. */
function refusedInWords({ place, faults }: Refused): string {
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
  const of = refused === 1 ? `1 of ${all} orders was` : `${refused} of ${all} orders were`
  const rows = all === 1 ? 'the order was refused' : `${of} refused`
  throw new UsageError('usage.order', `${rows}: mend what is named and run the command again`)
}

/**
 * Answers for an order that was refused, where there is one alone.
 *
 * @throws {UsageError} `usage.order`, always
 */
export function refuseOne(
  { io, isJson }: Pick<Work, 'io' | 'isJson'>,
  { place, faults }: Refused,
): never {
  io.out(
    isJson
      ? toJsonLine({ place, status: 'refused', faults })
      : allRefusedInWords([{ place, faults }]),
  )
  requireNoneRefused(1, 1)
  throw new Error('unreachable: the order was refused')
}
