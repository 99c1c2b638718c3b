/**
 * Writing of machine-readable zones, for specimens (ICAO Doc 9303-4, -5 and -6, §4.2.2).
 *
 * @module
 */

import type { Mrz, MrzFault, MrzFields, RefusedMrz } from './fields.ts'
import { checkDigit, LAYOUTS, type Place } from './layout.ts'
import { readMrz } from './read-mrz.ts'
import { writeNameField } from './shorten.ts'

/** The lines of a zone, or why there is none with these fields. */
export type WrittenMrz =
  | { readonly kind: 'written'; readonly lines: readonly string[] }
  | RefusedMrz

/** What is given by fields; the rest is check digits. */
type Given = Exclude<MrzFault['field'], 'zone' | 'compositeCheck' | 'optionalDataCheck'>

const COMPARED = [
  ...(['documentCode', 'issuingState', 'documentNumber', 'nationality', 'familyName'] as const),
  ...(['givenNames', 'birthDate', 'expiryDate', 'optionalData', 'optionalData2'] as const),
]

/**
 * Writes a machine-readable zone with its check digits. Inverse of `readMrz` in the year of expiry;
 * names that do not fit are cut. Fields that make no valid zone are refused, and named by their places
 * in it.
 */
export function encodeMrz(fields: MrzFields): WrittenMrz {
  const layout = LAYOUTS[fields.kind]
  const { optionalData2, optionalDataCheck, composite } = layout
  const texts = toTexts(fields)
  const lines = Array.from({ length: layout.lines }, () => '<'.repeat(layout.width))
  const faults: MrzFault[] = []
  for (const [field, text] of Object.entries(texts) as [Given, string][]) {
    const place = field === 'optionalData2' ? optionalData2 : layout.fields[field]
    const fault = findFault(field, text, place ?? [1, 1, 0])
    if (fault) faults.push(fault)
    else if (place) put(lines, place, text)
  }
  if (optionalDataCheck) {
    put(lines, optionalDataCheck, checkDigit(texts.optionalData))
  }
  put(
    lines,
    layout.fields.compositeCheck,
    checkDigit(composite.map((at) => cut(lines, at)).join('')),
  )
  return prove(lines, fields, faults)
}

/** The fields as they stand in the zone, without fillers at their ends. */
function toTexts(fields: MrzFields): { readonly [field in Given]: string } {
  const { kind, familyName, givenNames, documentNumber, optionalData, sex } = fields
  const birthDate = toSixDigits(fields.birthDate ?? '')
  const expiryDate = toSixDigits(fields.expiryDate)
  const main = LAYOUTS[kind].fields.documentNumber[2]
  const isLong = documentNumber.length > main && kind !== 'TD3'
  const rest = `${documentNumber.slice(main)}${checkDigit(documentNumber)}<${optionalData}`
  return {
    documentCode: fields.documentCode,
    issuingState: fields.issuingState,
    name: writeNameField(familyName, givenNames, LAYOUTS[kind].fields.name[2]),
    documentNumber: isLong ? documentNumber.slice(0, main) : documentNumber,
    documentNumberCheck: isLong ? '<' : checkDigit(documentNumber),
    nationality: fields.nationality,
    birthDate,
    birthDateCheck: checkDigit(birthDate),
    sex: sex === 'unspecified' ? '<' : sex,
    expiryDate,
    expiryDateCheck: checkDigit(expiryDate),
    optionalData: isLong ? rest.replace(/<+$/, '<') : optionalData,
    optionalData2: fields.optionalData2 ?? '',
  }
}

/** `YYMMDD` of a date that may stop at its year, month or before. */
function toSixDigits(date: string): string {
  return date.slice(2).replaceAll('-', '').padEnd(6, '<')
}

function put(lines: string[], [line, from, length]: Place, text: string): void {
  const before = lines[line - 1] ?? ''
  const written = text.padEnd(length, '<')
  lines[line - 1] = before.slice(0, from - 1) + written + before.slice(from - 1 + length)
}

function cut(lines: readonly string[], [line, from, length]: Place): string {
  return (lines[line - 1] ?? '').slice(from - 1, from - 1 + length)
}

/** What keeps a text from standing at a place at all. */
function findFault(field: Given, text: string, [line, from, length]: Place): MrzFault | undefined {
  const at = { field, line, from, to: from + length - 1 }
  if (text.length > length) {
    return { ...at, problem: 'length', expected: `at most ${length} characters` }
  }
  if (/^[A-Z0-9<]*$/.test(text)) return undefined
  return { ...at, problem: 'character', expected: 'A–Z, 0–9 or <' }
}

/** Reads what was written: it must be sound, and say the same. */
function prove(
  lines: readonly string[],
  fields: MrzFields,
  found: readonly MrzFault[],
): WrittenMrz {
  const [first, ...others] = found
  if (first) return { kind: 'refused', faults: [first, ...others] }
  const read = readMrz(lines.join('\n'), { year: Number(fields.expiryDate.slice(0, 4)) })
  if (read.kind === 'refused') return read
  const [change, ...changes] = listChanges(read.mrz, fields)
  if (change) return { kind: 'refused', faults: [change, ...changes] }
  return { kind: 'written', lines }
}

/** Fields that are read otherwise than they were given; a name that was cut is none. */
function listChanges(read: Mrz, given: MrzFields): readonly MrzFault[] {
  const { fields, optionalData2 = fields.optionalData } = LAYOUTS[given.kind]
  const places = { ...fields, optionalData2, familyName: fields.name, givenNames: fields.name }
  return COMPARED.flatMap((field): MrzFault[] => {
    const isName = field === 'familyName' || field === 'givenNames'
    if ((isName && read.mayBeCut) || (read[field] ?? '') === (given[field] ?? '')) return []
    const [line, from, length] = places[field]
    const at = { field: isName ? ('name' as const) : field, line, from, to: from + length - 1 }
    return [{ ...at, problem: 'value', expected: 'a value that is read as it was given' }]
  })
}
