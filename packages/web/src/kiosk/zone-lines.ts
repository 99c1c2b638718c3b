/**
 * The lines of a document's machine-readable zone, as they are typed or as a reader sends them: one after the
 * other, or all at once.
 *
 * @module
 */

import { type ComparedMrz, readMrz } from 'pratique/document'

export type ZoneReading =
  | { readonly kind: 'read'; readonly mrz: ComparedMrz }
  /** More lines are to come. */
  | { readonly kind: 'begun' }
  | { readonly kind: 'refused' }

/** The longest zone: three lines of 30 characters (ICAO Doc 9303-5). */
const MOST_CHARACTERS = 90

/** @param year of today, four digits */
export function readZone(lines: readonly string[], year: number): ZoneReading {
  const text = lines.join('\n').toUpperCase()
  const read = readMrz(text, { year })
  if (read.kind === 'read') return { kind: 'read', mrz: read.mrz }
  const isShort = read.faults[0].field === 'zone' && length(text) < MOST_CHARACTERS
  return { kind: isShort && length(text) > 0 ? 'begun' : 'refused' }
}

function length(text: string): number {
  return text.replace(/\s/g, '').length
}
