/**
 * What is not plainly mapped: each row of `vectors/intake/hostile.json` leaves no order, and says why.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  bytesOf,
  sampleJson,
  sampleText,
  toSample,
  withValue,
} from '../../../test/intake-samples.ts'
import type { Bytes } from '../../bytes/bytes.ts'
import { parseJson } from '../../json/parse.ts'
import { isJsonObject, member, stringMember } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { readIntake } from './read-intake.ts'
import { isTaken } from './row.ts'

const ROWS = listOf(parseJson(sampleText('hostile.json'))).filter(isJsonObject)

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : []
}

/** The base file as the row changes it. Every change must find what it changes. */
function change(row: JsonObject): Bytes {
  const base = stringMember(row, 'base') ?? ''
  const pairs = listOf(member(row, 'replace'))
  if (pairs.length > 0) {
    let text = sampleText(base)
    for (const pair of pairs) {
      const [from, to] = listOf(pair).map(String)
      assert.ok(from !== undefined && to !== undefined && text.includes(from), `no ${from}`)
      text = text.replace(from, to)
    }
    return toSample(base, text)
  }
  let value: JsonValue = sampleJson(base)
  for (const path of listOf(member(row, 'remove')))
    value = withValue(value, String(path), undefined)
  const set = member(row, 'set')
  for (const [path, each] of Object.entries(isJsonObject(set) ? set : {})) {
    value = withValue(value, path, each)
  }
  return bytesOf(value)
}

describe('what is not plainly mapped', () => {
  test('there are many ways', () => assert.ok(ROWS.length >= 140))

  for (const row of ROWS) {
    test(`${stringMember(row, 'base')}: ${stringMember(row, 'what')}`, () => {
      const rows = readIntake(change(row))
      assert.deepEqual(rows.filter(isTaken), [])
      const kinds = rows.flatMap((each) => ('faults' in each ? each.faults : []))
      assert.deepEqual(
        kinds.map(({ kind }) => kind),
        member(row, 'kinds'),
        JSON.stringify(kinds),
      )
    })
  }
})
