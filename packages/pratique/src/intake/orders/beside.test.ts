/**
 * What ordinary messages have beside a result leaves it as it is.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bytesOf, sampleJson, sampleText, withValue } from '../../../test/intake-samples.ts'
import type { JsonValue } from '../../json/value.ts'
import { readIntake } from './read-intake.ts'
import { isTaken } from './row.ts'

const bundle = sampleJson('fhir-test.json')
const message = sampleText('result.hl7')

function assertTaken(text: string): void {
  const [row, ...others] = readIntake(bytesOf(text))
  assert.ok(row && isTaken(row) && others.length === 0, JSON.stringify(row))
  assert.equal(Object(row.order['fact']).result, 'not-detected')
}

const assertTakenWith = (path: string, value: JsonValue) =>
  assertTaken(JSON.stringify(withValue(bundle, `entry.${path}`, value)))

describe('beside a negative result', () => {
  test('words that say the same, and what was looked for', () => {
    const texts = ['Not detected', 'SARS-CoV-2 RNA NOT DETECTED', 'Negative for SARS-CoV-2']
    const more = ['SARS-CoV-2 (COVID-19) RNA: Not Detected.', 'No SARS-CoV-2 RNA detected']
    const other = ['ND - Not detected', 'Nicht nachgewiesen', 'No detectado', 'Non détecté']
    for (const text of [...texts, ...more, ...other]) {
      assertTakenWith('3.resource.valueCodeableConcept.text', text)
      assertTaken(message.replace('^Not detected^', `^${text}^`))
    }
  })

  test('a laboratory’s own code that says the same, or is called so', () => {
    const path = '3.resource.valueCodeableConcept.coding.1'
    const system = 'https://laboratory.example'
    assertTakenWith(path, { system, code: 'NEG' })
    assertTakenWith(path, { system, code: '17', display: 'Not detected' })
  })

  test('notes of the method, and what every negative result says', () => {
    const notes = [
      'Method: RT-PCR. Limit of detection 100 copies/mL.',
      'A negative result does not exclude infection.',
      'Sampled at the airport.',
    ]
    for (const text of notes) {
      assertTakenWith('3.resource.note', [{ text }])
      assertTaken(message.replace('\rSPM', `\rNTE|1||${text}\rSPM`))
    }
    assertTakenWith('4.resource.conclusion', 'SARS-CoV-2 was not detected.')
    // Of the patient, and of no result.
    assertTaken(message.replace('\rORC', '\rNTE|1||Address corrected\rORC'))
  })

  test('the same conclusion in a code, a specimen that was kept cool, a number of a part', () => {
    const [snomed, v2] = ['http://snomed.info/sct', 'http://terminology.hl7.org/CodeSystem/v2-0493']
    const code = { system: snomed, code: '260415000', display: 'Not detected' }
    assertTakenWith('4.resource.conclusionCode', [{ coding: [code] }])
    assertTakenWith('2.resource.condition', [{ coding: [{ system: v2, code: 'COOL' }] }])
    assertTaken(message.replace('LN||260415000', 'LN|1.1|260415000'))
  })
})
