/**
 * A machine-readable zone that is being read: what stands where, and what is wrong with it.
 *
 * @module
 */

import type { MrzFault, RefusedMrz } from './fields.ts'
import {
  checkDigit,
  KINDS,
  LAYOUTS,
  type Layout,
  type MrzField,
  type MrzKind,
  type Place,
} from './layout.ts'

/** A zone that is being read. */
export interface Zone {
  readonly kind: MrzKind
  readonly layout: Layout
  readonly text: string
  readonly faults: MrzFault[]
}

/** What may stand in a field, and in words. */
export type Alphabet = readonly [RegExp, string]

export const LETTERS: Alphabet = [/[A-Z<]/, 'A–Z or <']
export const ALL: Alphabet = [/[A-Z0-9<]/, 'A–Z, 0–9 or <']
export const DIGIT: Alphabet = [/[0-9]/, 'a digit']
export const DIGIT_OR_FILLER: Alphabet = [/[0-9<]/, 'a digit or <']

/** Longer texts are none: a hundred characters, and as many blanks as one likes between lines. */
const MAX_TEXT = 1000

export function openZone(text: string): Zone | undefined {
  if (text.length > MAX_TEXT) return undefined
  const plain = text.replace(/\s/g, '').replace(/[a-z]/g, (letter) => letter.toUpperCase())
  const kind = KINDS.find((each) => LAYOUTS[each].lines * LAYOUTS[each].width === plain.length)
  return kind && { kind, layout: LAYOUTS[kind], text: plain, faults: [] }
}

/** What stands at a place, whatever it is. */
export function textAt({ text, layout }: Zone, [line, from, length]: Place): string {
  const at = (line - 1) * layout.width + from - 1
  return text.slice(at, at + length)
}

/** What stands in a field; every character that must not stand there is a fault. */
export function take(
  zone: Zone,
  field: MrzFault['field'],
  place: Place,
  alphabet: Alphabet,
): string {
  const text = textAt(zone, place)
  const [pattern, expected] = alphabet
  for (let i = 0; i < text.length; i++) {
    if (pattern.test(text.charAt(i))) continue
    const at: Place = [place[0], place[1] + i, 1]
    zone.faults.push(fault(field, at, { problem: 'character', expected }))
  }
  return text
}

export function fault(
  field: MrzFault['field'],
  [line, from, length]: Place,
  what: Pick<MrzFault, 'problem' | 'expected'>,
): MrzFault {
  return { field, line, from, to: from + length - 1, ...what }
}

export function refuse(faults: readonly [MrzFault, ...MrzFault[]]): RefusedMrz {
  return { kind: 'refused', faults }
}

export function trimFillers(text: string): string {
  return text.replace(/<+$/, '')
}

/** Notes that a field has another form than it must, unless its characters are at fault already. */
export function expectForm(
  zone: Zone,
  field: MrzField,
  { isRight, expected }: { readonly isRight: boolean; readonly expected: string },
): void {
  if (isRight || zone.faults.some((each) => each.field === field)) return
  zone.faults.push(fault(field, zone.layout.fields[field], { problem: 'value', expected }))
}

export type CheckField =
  | 'documentNumberCheck'
  | 'birthDateCheck'
  | 'expiryDateCheck'
  | 'compositeCheck'

/** The check digit of a text; if that has other characters than it may, they are the fault. */
export function takeCheckDigit(zone: Zone, field: CheckField, over: string): void {
  const place = zone.layout.fields[field]
  const digit = take(zone, field, place, DIGIT)
  if (DIGIT[0].test(digit) && digit !== checkDigit(over)) noteCheckDigit(zone, field, place, over)
}

export function noteCheckDigit(
  zone: Zone,
  field: MrzFault['field'],
  place: Place,
  over: string,
): void {
  if (!/^[A-Z0-9<]*$/.test(over)) return
  const expected = `check digit ${checkDigit(over)}`
  zone.faults.push(fault(field, place, { problem: 'check-digit', expected }))
}
