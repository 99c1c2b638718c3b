/**
 * Of which form a file is, told by how it begins.
 *
 * @module
 */

import type { Bytes } from '../../bytes/bytes.ts'
import { isBlankLine, linesOf, withoutMark } from './text.ts'

/** What comes in. */
export const INTAKE_FORMS = ['json', 'ndjson', 'csv', 'fhir', 'hl7'] as const

export type IntakeForm = (typeof INTAKE_FORMS)[number]

/** How the forms are told to people. */
export const FORM_WORDS =
  'orders in JSON, JSON lines or CSV, resources of FHIR R4 in JSON, or messages of HL7 v2 (ORU^R01, VXU^V04)'

const BRACE = 0x7b
const BRACKET = 0x5b
const CLOSING_BRACE = 0x7d
/** Segments that a file of messages begins with. */
const HEADS = ['MSH', 'FHS', 'BHS']
/** Enough to see how lines begin. */
const LINES_LOOKED_AT = 1000

/** Tells the form. What nothing else tells is CSV, whose header decides. */
export function detectForm(file: Bytes): IntakeForm {
  const bytes = withoutMark(file)
  // White space, and the byte that begins a message in MLLP.
  const start = bytes.findIndex((byte) => byte > 0x20)
  if (isHead(bytes.subarray(start))) return 'hl7'
  if (bytes[start] === BRACKET) return 'json'
  if (bytes[start] === BRACE) return hasObjectLines(bytes) ? 'ndjson' : 'json'
  return 'csv'
}

/**
 * Whether several lines are each an object: the first ends with a brace, or a later one is an object from
 * its first letter to its last. Within one JSON text a comma would stand between them, or a bracket before.
 */
function hasObjectLines(bytes: Bytes): boolean {
  let lines = 0
  let isOpen = false
  for (const { bytes: line } of linesOf(bytes)) {
    if (isBlankLine(line)) continue
    lines++
    const last = line.findLast((byte) => byte > 0x20)
    const isObject = line[0] === BRACE && last === CLOSING_BRACE
    if (lines === 1) isOpen = !isObject
    // `{ "orders": [` may stand before lines of orders, and so may a line that was cut off.
    if (lines === 1 && (last === BRACKET || line.length === 1)) return false
    if (lines > 1 && (isObject || (!isOpen && line[0] === BRACE))) return true
    if (lines > LINES_LOOKED_AT) return false
  }
  return false
}

/** The name of a segment and a delimiter, which is no letter. */
function isHead(bytes: Bytes): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, 4))
  return HEADS.includes(start.slice(0, 3)) && /^[^A-Za-z0-9]$/.test(start.slice(3))
}
