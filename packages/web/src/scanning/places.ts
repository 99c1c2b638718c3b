/**
 * Where the certificates of a choice lie, told so that no two are told alike, if there is a way.
 *
 * @module
 */

import type { MessageArguments, MessageName } from '../messages/languages.ts'
import { type CodeOption, type CodePlace, cellOf } from './codes.ts'

/** Shares of a picture that the eye takes for one line. */
const NEAR = 0.08

/** Sorts as one reads: pages, then lines, then along the line. */
export function inReadingOrder(options: readonly CodeOption[]): readonly CodeOption[] {
  const isLine = (a: CodePlace, b: CodePlace) => Math.abs((a.y ?? 0) - (b.y ?? 0)) < NEAR
  return options.toSorted(
    (a, b) =>
      (a.page ?? 0) - (b.page ?? 0) ||
      (isLine(a, b) ? (a.x ?? 0) - (b.x ?? 0) : (a.y ?? 0) - (b.y ?? 0)),
  )
}

/**
 * The third of the picture that each lies in, as `cellOf` counts. Where two of a page share one, the
 * picture that counts is the part of it that they all lie in.
 */
export function tellPlaces(options: readonly CodePlace[]): readonly number[] {
  return options.map((option) => {
    const beside = options.filter(({ page }) => page === option.page)
    const isClear = new Set(beside.map(cellOf)).size === beside.length
    return cellOf(isClear ? option : amongOthers(option, beside))
  })
}

function amongOthers({ x, y }: CodePlace, beside: readonly CodePlace[]): CodePlace {
  return {
    x: share(
      x,
      beside.map((each) => each.x),
    ),
    y: share(
      y,
      beside.map((each) => each.y),
    ),
  }
}

/** How far along all that there are; in the middle where they are one line. */
function share(value: number | undefined, all: readonly (number | undefined)[]): number {
  const known = all.filter((each) => each !== undefined)
  const [least, most] = [Math.min(...known), Math.max(...known)]
  return value === undefined || most - least < NEAR ? 0.5 : (value - least) / (most - least)
}

/** As much of the end of a text as one finds it by; signatures and brackets stand there. */
const END_LENGTH = 4

/** A line of a choice: the format and the place, and nothing of the person. */
export function toOptionWords(
  { texts, x, page }: CodeOption,
  { number, kind, cell }: { readonly number: number; readonly kind: string; readonly cell: number },
): readonly [name: MessageName, values: MessageArguments] {
  const values = { number, kind, cell: `c${cell}` }
  if (page !== undefined) return ['scan.optionOnPage', { ...values, page }]
  if (x !== undefined) return ['scan.optionInPicture', values]
  const end = texts.at(-1)?.trimEnd().slice(-END_LENGTH) ?? ''
  return ['scan.optionInList', { number, kind, end }]
}
