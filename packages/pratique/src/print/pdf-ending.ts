/**
 * All of a document that is not the content of a page. For documents of one page it is made once, but for
 * three offsets.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import {
  type Entry,
  MAX_SHORT_OFFSET,
  putCrossReferences,
  putEnd,
  toObjectStream,
} from './pdf-file.ts'
import { type Output, putBytes, putText, setBigEndian } from './pdf-output.ts'
import {
  type DocumentWords,
  type NumberedPage,
  pageObjects,
  SHARED,
  sharedObjects,
} from './pdf-structure.ts'

/** What a document consists of when the contents of its pages are written. */
export interface Finishing {
  readonly pages: readonly NumberedPage[]
  /** Of all that is written. */
  readonly entries: Entry[]
  /** The first number that is free. */
  readonly next: number
  readonly words: DocumentWords
}

/** The end of a document of one page, as if it began the file. */
export interface Ending {
  /** Up to the last entry of the cross-references. */
  readonly bytes: Bytes
  /** Where the cross-references begin. */
  readonly table: number
  /** Where their entries tell the offset of the object stream, and their own. */
  readonly streamPlace: number
  readonly tablePlace: number
}

/** Pages whose objects share a stream: each has some forty at most. */
const PAGES_PER_STREAM = 200
const SHORT_OFFSET_BYTES = 2

/** Ends a document. */
export function putEnding(output: Output, finishing: Finishing): void {
  const { entries } = finishing
  const number = putObjects(output, finishing)
  const table = output.at
  putCrossReferences(output, entries, number)
  putEnd(output, table)
}

/** Ends a document of one page, and tells how the next of its kind ends; `undefined` if it is a long one. */
export function putFirstEnding(output: Output, finishing: Finishing): Ending | undefined {
  const { entries } = finishing
  const start = output.at
  const number = putObjects(output, finishing)
  const table = output.at
  const { first, entryBytes } = putCrossReferences(output, entries, number)
  const bytes = output.bytes.slice(start, output.at)
  putEnd(output, table)
  if (table > MAX_SHORT_OFFSET) return undefined
  // The type of an entry is one byte.
  const toPlace = (entry: number) => first + entry * entryBytes + 1 - start
  return {
    bytes,
    table: table - start,
    streamPlace: toPlace(number - 1),
    tablePlace: toPlace(number),
  }
}

/** Ends a document like the one before. Returns whether it can: its offsets are short ones too. */
export function putNextEnding(output: Output, ending: Ending): boolean {
  const start = output.at
  const table = start + ending.table
  if (table > MAX_SHORT_OFFSET) return false
  putBytes(output, ending.bytes)
  setBigEndian(output, start + ending.streamPlace, start, SHORT_OFFSET_BYTES)
  setBigEndian(output, start + ending.tablePlace, table, SHORT_OFFSET_BYTES)
  putEnd(output, table)
  return true
}

/** Writes object streams. Returns the next number that is free. */
function putObjects(output: Output, { pages, entries, next, words }: Finishing): number {
  let number = next
  for (let from = 0; from < pages.length; from += PAGES_PER_STREAM) {
    const group = pages.slice(from, from + PAGES_PER_STREAM)
    const isFirst = from === 0
    for (const [index, each] of listNumbers(group, isFirst).entries()) {
      entries[each] = { stream: number, index }
    }
    entries[number] = { offset: output.at }
    putText(output, `${number} 0 obj`)
    const shared = isFirst ? sharedObjects(pages, words) : []
    const own = group.flatMap((page, i) => pageObjects(page, from + i, words))
    putBytes(output, toObjectStream([...shared, ...own]))
    number += 1
  }
  return number
}

/** The numbers of the objects that one stream holds, in its order. */
function listNumbers(group: readonly NumberedPage[], isFirst: boolean): readonly number[] {
  const numbers: number[] = isFirst ? Object.values(SHARED) : []
  for (const { page, section, firstElement, template } of group) {
    numbers.push(page, section)
    for (let i = 0; i < template.elements.length; i++) numbers.push(firstElement + i)
  }
  return numbers
}
