/**
 * What to take of the codes that were seen at once. None is ever chosen from silently: certificates of two
 * people lie beside each other on many a counter.
 *
 * @module
 */

import { isUpdateCode } from 'pratique/bundle'
import { type CarrierId, detect, trimLeadingSpace } from 'pratique/verify'

/** Where a code was. In a picture as shares of its width and height, from the upper left. */
export interface CodePlace {
  readonly x?: number
  readonly y?: number
  /** Of a document, from 1. */
  readonly page?: number
}

export interface SeenCode extends CodePlace {
  readonly text: string
}

/** A certificate that may be taken: one code, or the parts of one card. */
export interface CodeOption extends CodePlace {
  readonly texts: readonly string[]
  /** A carrier, or the name of a format that is recognised and not verified. */
  readonly kind: CarrierId | 'other'
}

/** What was seen. */
export type Sight =
  /** `repeated`: codes that this check has already; `unfit`: codes that do not go with those it has. */
  | { readonly kind: 'nothing'; readonly repeated: boolean; readonly unfit: boolean }
  /** `leftOut`: so many codes beside it are no certificates. */
  | { readonly kind: 'read'; readonly texts: readonly string[]; readonly leftOut: number }
  | {
      readonly kind: 'choice'
      readonly options: readonly [CodeOption, CodeOption, ...CodeOption[]]
    }

/** What is waited for, if not any certificate: `updates` are codes of a bundle. */
export type Need = 'chunks' | 'another' | 'updates'

/** What this check has, and what it waits for. */
export interface Awaited {
  readonly gathered: readonly string[]
  readonly need?: Need | undefined
}

/** A part of a card that is split: `shc:/1/3/…` is the first of three (SMART Health Cards, "Chunking"). */
const CHUNK = /^shc:\/(\d{1,2})\/(\d{1,2})\//

/** A space before it may be of the code: Base45 has it. */
const LINE_END = /[\r\n]+$/

interface Sorted {
  readonly options: readonly CodeOption[]
  readonly others: readonly SeenCode[]
}

/** Sorts what was seen. The same code seen twice is one. */
export function sortCodes(seen: readonly SeenCode[], { gathered, need }: Awaited): Sight {
  const distinct = [...new Map(seen.map((code) => [normal(code.text), code])).values()]
  if (need === 'updates') return sortUpdates(distinct)
  const held = new Set(gathered.map(normal))
  const fresh = distinct.filter(({ text }) => !held.has(normal(text)))
  const fitting = need === 'chunks' ? fresh.filter(({ text }) => isMissing(text, gathered)) : fresh
  const { options, others } = sort(fitting)
  const [first, second, ...rest] = options
  if (first && second) return { kind: 'choice', options: [first, second, ...rest] }
  if (first) return { kind: 'read', texts: first.texts, leftOut: others.length }
  // Of codes that are no certificates, all are told to be none.
  if (others.length > 0 && need === undefined) {
    return { kind: 'read', texts: others.map(({ text }) => text), leftOut: 0 }
  }
  const isRepeated = fresh.length < distinct.length
  return { kind: 'nothing', repeated: isRepeated, unfit: fresh.length > 0 }
}

/** Codes of a bundle are taken as they come, and nothing else. */
function sortUpdates(distinct: readonly SeenCode[]): Sight {
  const texts = distinct.map(({ text }) => text.replace(LINE_END, '')).filter(isUpdateCode)
  const leftOut = distinct.length - texts.length
  if (texts.length > 0) return { kind: 'read', texts, leftOut }
  return { kind: 'nothing', repeated: false, unfit: leftOut > 0 }
}

function normal(text: string): string {
  return trimLeadingSpace(text).trimEnd()
}

function sort(codes: readonly SeenCode[]): Sorted {
  const options: CodeOption[] = []
  const others: SeenCode[] = []
  const chunks: SeenCode[] = []
  for (const code of codes) {
    const detected = detect(trimLeadingSpace(code.text))
    if (CHUNK.test(normal(code.text))) chunks.push(code)
    else if (detected.kind === 'carrier') options.push(toOption([code], detected.carrier))
    else if (detected.name === 'unknown') others.push(code)
    else options.push(toOption([code], 'other'))
  }
  const cards = isOneCard(chunks) ? [chunks] : chunks.map((chunk) => [chunk])
  return { options: [...options, ...cards.map((card) => toOption(card, 'shc'))], others }
}

function toOption(codes: readonly SeenCode[], kind: CodeOption['kind']): CodeOption {
  const { text: _, ...place } = codes[0] ?? { text: '' }
  return { texts: codes.map(({ text }) => text), kind, ...place }
}

/** Parts of one card are of one count, and each is there once. */
function isOneCard(chunks: readonly SeenCode[]): boolean {
  const read = chunks.map(({ text }) => CHUNK.exec(normal(text)))
  const counts = new Set(read.map((parts) => parts?.[2]))
  const positions = new Set(read.map((parts) => parts?.[1]))
  return counts.size === 1 && positions.size === chunks.length
}

/** Whether a code is a part that the card begun lacks: one of another card would spoil it. */
function isMissing(text: string, gathered: readonly string[]): boolean {
  const [, position, count] = CHUNK.exec(normal(text)) ?? []
  const held = gathered.flatMap((each) => {
    const parts = CHUNK.exec(normal(each))
    return parts ? [parts] : []
  })
  return (
    count !== undefined &&
    held.every(([, at, of]) => of === count && at !== position) &&
    held.length > 0
  )
}

/** A third of a picture, from the upper left: `0` to `8` in reading order. */
export function cellOf({ x = 0.5, y = 0.5 }: CodePlace): number {
  const third = (share: number) => Math.min(2, Math.max(0, Math.floor(share * 3)))
  return 3 * third(y) + third(x)
}
