/**
 * The examples of the guide to intake are read as it says.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { type IntakeRow, readCsvMapping, readIntake } from '../src/intake.ts'
import { bytesOf } from './intake-samples.ts'

const GUIDE = readFileSync(new URL('../../../docs/guide/intake.md', import.meta.url), 'utf8')

/** The blocks of a language, in order. */
function blocks(language: string): readonly string[] {
  const found = GUIDE.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))
  return [...found].map(([, text = '']) => text)
}

function placesOf(rows: readonly IntakeRow[]): readonly string[] {
  assert.ok(
    rows.every((row) => 'order' in row),
    JSON.stringify(rows),
  )
  return rows.map(({ place }) => place)
}

describe('docs/guide/intake.md', () => {
  const [order = '', mapping = '', bundle = ''] = blocks('json')
  const [lines = ''] = blocks('jsonl')
  const [plain = '', mapped = ''] = blocks('csv')
  const [message = ''] = blocks('hl7')

  test('an order and lines', () => {
    assert.deepEqual(placesOf(readIntake(bytesOf(order))), ['order'])
    assert.deepEqual(placesOf(readIntake(bytesOf(lines))), ['line 1', 'line 2'])
  })

  test('CSV, with and without a mapping', () => {
    assert.deepEqual(placesOf(readIntake(bytesOf(plain))), ['row 2'])
    const read = readCsvMapping(mapping)
    assert.ok(read.mapping, JSON.stringify(read.faults))
    const rows = readIntake(bytesOf(mapped), { mapping: read.mapping })
    assert.deepEqual(placesOf(rows), ['row 2', 'row 3'])
  })

  test('FHIR and HL7 v2 say the same', () => {
    assert.deepEqual(placesOf(readIntake(bytesOf(bundle))), ['entry[1]'])
    assert.deepEqual(placesOf(readIntake(bytesOf(message))), ['message 1 OBX[1]'])
    const facts = [bundle, message].map((text) => {
      const [row] = readIntake(bytesOf(text))
      return row && 'order' in row ? row.order['fact'] : undefined
    })
    assert.deepEqual(facts[0], facts[1])
  })
})
