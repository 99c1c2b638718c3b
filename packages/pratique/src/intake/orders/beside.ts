/**
 * What stands beside a result, and must leave it plain: notes, conclusions, the condition of a specimen.
 *
 * @module
 */

import type { RawCode, TestResult } from '../../model/health-certificate.ts'
import type { Coded } from './coded.ts'
import { fault, type Place } from './row.ts'
import { hear, hearNote } from './sayings.ts'

/** A note, and where it stands. */
export interface Note {
  readonly text: string
  readonly place: Place
}

/** HL7 table 0493: how warm it was kept. */
const HARMLESS_CONDITIONS: ReadonlySet<string> = new Set(['COOL', 'FROZ', 'ROOM'])
const CONDITIONS = /^(?:|HL70493|http:\/\/terminology\.hl7\.org\/CodeSystem\/v2-0493)$/

/** Holds notes against a result: what says another one, or hints at a correction, an error or a doubt. */
export function checkNotes(notes: readonly Note[], result: TestResult): void {
  for (const { text, place } of notes) {
    const saying = hearNote(text, result)
    if (saying === 'other') fault(place, 'contradictory', 'a note that says what the result says')
    if (saying === 'unclear') {
      fault(place, 'not-understood', 'a note without a word of a correction, an error or a doubt')
    }
  }
}

/** Holds words beside a code against what the code says. */
export function checkWords(texts: readonly string[], result: TestResult, place: Place): void {
  const sayings = texts.map((text) => hear(text, result))
  if (sayings.includes('other')) {
    fault(place, 'contradictory', 'words that say what the code says')
  } else if (sayings.includes('unclear')) {
    fault(place, 'not-understood', 'words that plainly say what the code says, and nothing else')
  }
}

/** Notes a specimen of which more is said than how it was kept. */
export function checkCondition({ codings, texts }: Coded, place: Place): void {
  const isHarmless = ({ system = '', code }: RawCode) =>
    CONDITIONS.test(system) && HARMLESS_CONDITIONS.has(code)
  const words = [...texts, ...codings.map(({ display = '' }) => display)]
  const isPlain = codings.length > 0 && codings.every(isHarmless)
  if (isPlain && words.every((text) => hearNote(text, 'not-detected') === 'same')) return
  fault(place, 'not-understood', 'a specimen of no condition but COOL, FROZ or ROOM (table 0493)')
}
