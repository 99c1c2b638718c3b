/**
 * What every form of intake comes to: rows, each an order or the reasons why it is none.
 *
 * @module
 */

import type { JsonObject, JsonValue } from '../../json/value.ts'
import type { RawCode } from '../../model/health-certificate.ts'

/** What kept a row from being an order. */
export type IntakeFaultKind =
  /** It is of no form that is read, or of another than was asked for. */
  | 'form'
  /** Its form is broken: no JSON, a quote without its end, a message without its head. */
  | 'syntax'
  /** Its bytes are not the text that they should be. */
  | 'encoding'
  | 'too-long'
  | 'missing'
  /** It is there, and is something else than what belongs there. */
  | 'type'
  | 'unknown-column'
  | 'unknown-word'
  | 'unknown-code'
  /** It may mean several things. */
  | 'ambiguous'
  | 'contradictory'
  /** Preliminary, cancelled, withdrawn, not done, or in a state that is not told. */
  | 'not-final'
  | 'not-a-date'
  | 'not-a-time'
  | 'no-offset'
  /** What it refers to is not there. */
  | 'unresolved'
  | 'name-not-parted'
  /** It is well formed, and says something that nobody here understands. */
  | 'not-understood'

/** One reason why a row is no order. All of a row's are told at once, up to a hundred. */
export interface IntakeFault {
  /** Where in the row, in the words of its form: `PID-7`, `Observation.status`, `column 3`. */
  readonly path: string
  readonly kind: IntakeFaultKind
  /** What was expected, in words, without any value of the row. */
  readonly words: string
}

/** What one row comes to. `place` says where in the file: `line 17`, `entry[3]`, `message 2 OBX[1]`. */
export type IntakeRow = TakenRow | RefusedRow

/** A row that is plainly an order. What is written in it is still to be checked. */
export interface TakenRow {
  readonly place: string
  /** In the form of an order. */
  readonly order: JsonObject
}

/** A row that is no order, and why. */
export interface RefusedRow {
  readonly place: string
  readonly faults: readonly IntakeFault[]
}

/** Where something is read, and where its faults go. */
export interface Place {
  readonly path: string
  readonly faults: IntakeFault[]
}

/** More reasons than anybody reads of one row. */
const MAX_FAULTS = 100

/** Of a file: 128 MiB. */
export const MAX_INTAKE_BYTES: number = 128 * 1024 * 1024

/** Of a file: memory grows with rows, be they refused for one letter. */
export const MAX_ROWS = 500_000

/** What a file of more rows comes to: none of them, as those left out may take back what those read say. */
export function refuseMany(): RefusedRow {
  const words = `at most ${MAX_ROWS} rows: part the file, the rows of one holder together`
  return refuse('file', { path: '', kind: 'too-long', words })
}

/** Notes a fault; of one path and kind, the first tells enough. */
export function fault({ path, faults }: Place, kind: IntakeFaultKind, words: string): undefined {
  const isEnough = faults.length >= MAX_FAULTS
  if (!isEnough && !faults.some((each) => each.path === path && each.kind === kind)) {
    faults.push({ path, kind, words })
  }
  return undefined
}

/** Notes that something is not there, unless it is told already what is wrong with it. */
export function absent(place: Place, words: string): undefined {
  if (place.faults.some(({ path }) => path === place.path)) return undefined
  return fault(place, 'missing', words)
}

/** The place of a part: of a member by its name, of an element by its index. */
export function inside({ path, faults }: Place, part: string | number): Place {
  if (typeof part === 'number') return { path: `${path}[${part}]`, faults }
  return { path: path === '' ? part : `${path}.${part}`, faults }
}

/** Makes a row of what was read: refused where anything was noted. */
export function toRow(
  place: string,
  read: (place: Place) => JsonObject | undefined,
  path = '',
): IntakeRow {
  const faults: IntakeFault[] = []
  const order = read({ path, faults })
  if (faults.length > 0) return { place, faults }
  if (order) return { place, order }
  throw new Error('unreachable: a row that is no order has a reason')
}

/** A row with one reason. */
export function refuse(place: string, fault: IntakeFault): RefusedRow {
  return { place, faults: [fault] }
}

export function isTaken(row: IntakeRow): row is TakenRow {
  return 'order' in row
}

/** Makes an object of the members that are there. */
export function present(members: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  const entries = Object.entries(members)
  return Object.fromEntries(
    entries.filter((entry): entry is [string, JsonValue] => entry[1] !== undefined),
  )
}

/** Codes as they stand in an order. */
export function toCodes(codes: readonly RawCode[]): JsonValue {
  return codes.map(({ system, code, display }) => present({ system, code, display }))
}
