/**
 * The examples of the guide to intake are read as it says, and can be issued as they stand.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { type IntakeRow, readCsvMapping, readIntake } from '../src/intake.ts'
import type { JsonObject } from '../src/json/value.ts'
import type { FormatId } from '../src/model/health-certificate.ts'
import { bytesOf } from './intake-samples.ts'
import { makeIssuer } from './made-issuer.ts'
import { NOW } from './made-orders.ts'

const GUIDE = readFileSync(new URL('../../../docs/guide/intake.md', import.meta.url), 'utf8')

/** The blocks of a language, in order. */
function blocks(language: string): readonly string[] {
  const found = GUIDE.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))
  return [...found].map(([, text = '']) => text)
}

function ordersOf(rows: readonly IntakeRow[]): readonly JsonObject[] {
  return rows.map((row) => ('order' in row ? row.order : assert.fail(JSON.stringify(row))))
}

/** Where the rows stand, each of which an issuer takes. */
async function placesOf(
  rows: readonly IntakeRow[],
  formats: readonly FormatId[] = rows.map(() => 'eu-dcc'),
): Promise<readonly string[]> {
  for (const [at, order] of ordersOf(rows).entries()) {
    const format = formats[at] ?? 'eu-dcc'
    const checked = (await makeIssuer(format)).check(order, { format, now: NOW })
    assert.ok('order' in checked, JSON.stringify(checked))
  }
  return rows.map(({ place }) => place)
}

describe('docs/guide/intake.md', () => {
  const [order = '', mapping = '', bundle = ''] = blocks('json')
  const [lines = ''] = blocks('jsonl')
  const [plain = '', mapped = ''] = blocks('csv')
  const [message = ''] = blocks('hl7')

  test('an order and lines', async () => {
    assert.deepEqual(await placesOf(readIntake(bytesOf(order))), ['order'])
    // No EU certificate is of yellow fever.
    const read = readIntake(bytesOf(lines))
    assert.deepEqual(await placesOf(read, ['vds-nc', 'eu-dcc']), ['line 1', 'line 2'])
  })

  test('CSV, with and without a mapping', async () => {
    assert.deepEqual(await placesOf(readIntake(bytesOf(plain))), ['row 2'])
    const read = readCsvMapping(mapping)
    assert.ok(read.mapping, JSON.stringify(read.faults))
    const rows = readIntake(bytesOf(mapped), { mapping: read.mapping })
    assert.deepEqual(await placesOf(rows), ['row 2', 'row 3'])
  })

  test('FHIR and HL7 v2 say the same', async () => {
    const [fhir, hl7] = [bundle, message].map((text) => readIntake(bytesOf(text)))
    assert.ok(fhir && hl7)
    assert.deepEqual(await placesOf(fhir), ['entry[1]'])
    assert.deepEqual(await placesOf(hl7), ['message 1 OBX[1]'])
    const [one, other] = [fhir, hl7].map((rows) => ordersOf(rows).map(({ fact }) => fact))
    assert.deepEqual(one, other)
  })
})
