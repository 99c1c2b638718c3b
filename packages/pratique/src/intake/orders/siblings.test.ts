/**
 * What a refused row is about is stated by no other row.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bytesOf, sampleJson, sampleText } from '../../../test/intake-samples.ts'
import type { JsonObject } from '../../json/value.ts'
import { readIntake } from './read-intake.ts'
import { isTaken } from './row.ts'

function kindsOf(text: string): readonly string[] {
  return readIntake(bytesOf(text)).map((row) =>
    isTaken(row) ? 'taken' : row.faults.map(({ kind }) => kind).join(' '),
  )
}

describe('in HL7 v2', () => {
  const message = sampleText('result.hl7')
  const withStatus = (status: string) => message.replace('|||F|||2026', `|||${status}|||2026`)
  const asText = withStatus('C')
    .replace('|CWE|', '|TX|')
    .replace('260415000^Not detected^SCT', 'DETECTED')
    .replace('|NEG|', '||')

  test('a correction that is text', () => {
    assert.deepEqual(kindsOf(message + asText), ['contradictory', 'not-understood'])
    assert.deepEqual(kindsOf(asText + message), ['not-understood', 'contradictory'])
  })

  test('taken back under another number of the order, or of fewer identifiers', () => {
    for (const status of ['D', 'W', 'X']) {
      const back = withStatus(status)
      const both = ['not-final', 'not-final']
      assert.deepEqual(kindsOf(message + back.replace('R-1516', 'R-1517')), both)
      assert.deepEqual(kindsOf(message + back.replace('4711^^^AMAUROTE^MR~', '')), both)
      const renamed = back.replace('Hythloday^Raphael', 'Hytlodaeus^Raphael')
      assert.deepEqual(kindsOf(message + renamed.replace('~U12345678^^^UTO^PPN', '')), both)
      const renumbered = back.replace('4711^^^AMAUROTE^MR~U12345678^^^UTO^PPN', '9^^^X^MR')
      assert.deepEqual(kindsOf(message + renumbered), both)
    }
  })

  test('one who shares a number with two others is both of them', () => {
    const first = message.replace('~U12345678^^^UTO^PPN', '').replace('Raphael', 'R')
    const last = withStatus('D').replace('4711^^^AMAUROTE^MR~', '').replace('Raphael', 'Raph')
    assert.deepEqual(kindsOf(first + message + last), ['not-final', 'not-final', 'not-final'])
  })

  test('another result under one number of the order, though sampled at another time', () => {
    const other = withStatus('C')
      .replace('260415000^Not detected', '260373001^Detected')
      .replace('|NEG|', '|POS|')
      .replaceAll('0830', '0831')
    assert.deepEqual(kindsOf(message + other), ['contradictory', 'contradictory'])
  })

  test('another sample, another test and another holder are left alone', () => {
    const later = asText.replace('R-1516', 'R-1517').replaceAll('20260501083', '20260503083')
    assert.deepEqual(kindsOf(message + later), ['taken', 'not-understood'])
    const others = [
      asText.replaceAll('94500-6', '94558-4'),
      asText.replace('4711^^^AMAUROTE^MR~U12345678^^^UTO^PPN', '9').replace('197803', '197804'),
      asText
        .replace('4711^^^AMAUROTE', '4711^^^ANYDRUS')
        .replace('U1234', 'U9999')
        .replace('1978', '1979'),
    ]
    for (const other of others) {
      assert.deepEqual(kindsOf(message + other), ['taken', 'not-understood'])
    }
  })

  test('what was not yet final leaves what comes behind it alone', () => {
    for (const status of ['I', 'P', 'R', 'S']) {
      assert.deepEqual(kindsOf(withStatus(status) + message), ['not-final', 'taken'])
      assert.deepEqual(kindsOf(message + withStatus(status)), ['not-final', 'not-final'])
    }
  })
})

describe('in FHIR', () => {
  const { entry } = sampleJson('fhir-test.json')
  assert.ok(Array.isArray(entry))
  const { resource: result } = Object(entry[3])

  const withMore = (more: JsonObject, first: JsonObject = result) => {
    const list = entry.with(3, { ...Object(entry[3]), resource: first })
    return { resourceType: 'Bundle', type: 'collection', entry: [...list, { resource: more }] }
  }
  const kindsBeside = (more: JsonObject, first?: JsonObject) =>
    kindsOf(JSON.stringify(withMore(more, first)))

  test('a correction that is text', () => {
    const { valueCodeableConcept: _, interpretation: __, ...rest } = result
    const more = { ...rest, id: 'b', status: 'corrected', valueString: 'DETECTED' }
    assert.deepEqual(kindsBeside(more), ['contradictory', 'not-understood'])
  })

  test('entered in error under another id', () => {
    const more = { ...result, id: 'b', status: 'entered-in-error' }
    assert.deepEqual(kindsBeside(more), ['not-final', 'not-final'])
    const { specimen: _, ...open } = more
    assert.deepEqual(kindsBeside(open), ['not-final', 'not-final'])
  })

  test('entered in error by its identifier alone', () => {
    const identifier = [{ system: 'https://lab.example', value: 'R1' }]
    const more = { resourceType: 'Observation', status: 'entered-in-error', identifier }
    const [first] = kindsBeside(more, { ...result, identifier })
    assert.equal(first, 'not-final')
    const [other] = kindsBeside({ ...more, identifier: [{ ...identifier[0], value: 'R2' }] })
    assert.equal(other, 'taken')
  })

  test('in another Bundle of the file, of another record of the patient', () => {
    const status = 'entered-in-error'
    const lines = [
      withMore({ resourceType: 'Basic' }),
      withMore({ resourceType: 'Basic' }, { ...result, status }),
    ]
    assert.deepEqual(kindsOf(lines.map((each) => JSON.stringify(each)).join('\n')), [
      'not-final',
      'not-final',
    ])
  })

  test('a report without results, and another sample', () => {
    const { subject, code } = result
    const report = { resourceType: 'DiagnosticReport', status: 'corrected', subject, code }
    assert.deepEqual(kindsBeside(report), ['contradictory', 'missing'])
    const { specimen: _, ...rest } = result
    const later = {
      ...{ ...rest, id: 'b', status: 'cancelled', effectiveDateTime: '2026-05-03T08:30:00Z' },
      specimen: { reference: 'Specimen/other' },
    }
    assert.deepEqual(kindsBeside(later), ['taken', 'not-final unresolved'])
  })
})
