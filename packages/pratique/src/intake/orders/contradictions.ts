/**
 * Results in one file that contradict each other: nobody here can say which of them holds.
 *
 * @module
 */

import { isJsonObject, member, stringMember } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { readInstant } from '../../model/dates.ts'
import { type IntakeRow, isTaken, type RefusedRow, refuse } from './row.ts'

/** What a row states of a sample: `key` is the holder's, with disease, class of test and time. */
interface Stated {
  readonly row: IntakeRow
  readonly key?: string
  readonly result?: string
}

const WORDS =
  'one result: another row has another one of the same holder, class of test and sampling time'

/**
 * Refuses rows that state different results of one holder's sample by one class of test: a correction
 * that came with what it corrects, or two targets of one test of which one was found.
 */
export function refuseContradictions(rows: readonly IntakeRow[]): readonly IntakeRow[] {
  const number = createNumbers()
  const stated = rows.map((row): Stated => ({ row, ...toSample(row, number) }))
  const results = new Map<string, string>()
  const contradicted = new Set<string>()
  for (const { key, result } of stated) {
    if (key === undefined || result === undefined) continue
    const other = results.get(key)
    if (other !== undefined && other !== result) contradicted.add(key)
    results.set(key, result)
  }
  if (contradicted.size === 0) return rows
  return stated.map(({ row, key }) => {
    if (key === undefined || !contradicted.has(key)) return row
    return refuseOther(row.place)
  })
}

/** Refuses a row of which another one states another result. */
export function refuseOther(place: string): RefusedRow {
  return refuse(place, { path: 'fact.result', kind: 'contradictory', words: WORDS })
}

/** @param number tells what stands in a member from anything else */
export function toSample(
  row: IntakeRow,
  number: (value: JsonValue | undefined) => number | string,
): { readonly key: string; readonly result: string } | undefined {
  if (!isTaken(row)) return undefined
  const fact = member(row.order, 'fact')
  if (!isJsonObject(fact) || stringMember(fact, 'kind') !== 'test') return undefined
  const result = stringMember(fact, 'result')
  const instant = readInstant(stringMember(fact, 'sampledAt') ?? '')
  if (result === undefined || !instant) return undefined
  const ofWhom = ['holder', 'mrz'].map((name) => number(member(row.order, name)))
  const ofWhat = ['disease', 'class'].map((name) => number(member(fact, name)))
  return { key: [...ofWhom, ...ofWhat, instant.seconds].join(), result }
}

/**
 * Gives equal values one number. Rows share the holder that they refer to, which is written out once: a
 * long name is not copied for each of its results.
 */
function createNumbers(): (value: JsonValue | undefined) => number {
  const byText = new Map<string, number>()
  const byObject = new Map<JsonObject, number>()
  return (value) => {
    const known = isJsonObject(value) ? byObject.get(value) : undefined
    if (known !== undefined) return known
    const text = JSON.stringify(value ?? null)
    const given = byText.get(text) ?? byText.size
    byText.set(text, given)
    if (isJsonObject(value)) byObject.set(value, given)
    return given
  }
}
