/**
 * Results in one file that contradict each other: nobody here can say which of them holds.
 *
 * @module
 */

import { isJsonObject, member, stringMember } from '../../json/read.ts'
import type { JsonValue } from '../../json/value.ts'
import { readInstant } from '../../model/dates.ts'
import { type IntakeRow, isTaken, refuse } from './row.ts'

const WORDS =
  'one result: another row has another one of the same holder, class of test and sampling time'

/**
 * Refuses rows that state different results of one holder's sample by one class of test: a correction
 * that came with what it corrects, or two targets of one test of which one was found.
 */
export function refuseContradictions(rows: readonly IntakeRow[]): readonly IntakeRow[] {
  const results = new Map<string, string>()
  const contradicted = new Set<string>()
  for (const row of rows) {
    const sample = toSample(row)
    if (!sample) continue
    const other = results.get(sample.key)
    if (other !== undefined && other !== sample.result) contradicted.add(sample.key)
    results.set(sample.key, sample.result)
  }
  if (contradicted.size === 0) return rows
  return rows.map((row) => {
    const sample = toSample(row)
    if (!sample || !contradicted.has(sample.key)) return row
    return refuse(row.place, { path: 'fact.result', kind: 'contradictory', words: WORDS })
  })
}

function toSample(row: IntakeRow): { readonly key: string; readonly result: string } | undefined {
  const fact = isTaken(row) ? member(row.order, 'fact') : undefined
  if (!isTaken(row) || !isJsonObject(fact) || stringMember(fact, 'kind') !== 'test')
    return undefined
  const result = stringMember(fact, 'result')
  const instant = readInstant(stringMember(fact, 'sampledAt') ?? '')
  if (result === undefined || !instant) return undefined
  const of: readonly (JsonValue | undefined)[] = [
    ...[member(row.order, 'holder'), member(row.order, 'mrz')],
    ...[member(fact, 'disease'), member(fact, 'class')],
  ]
  return { key: JSON.stringify([...of.map((each) => each ?? null), instant.seconds]), result }
}
