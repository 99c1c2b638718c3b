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

describe('of doses in HL7 v2', () => {
  const message = sampleText('vaccination.hl7')
  const withAction = (action: string) => message.replace('|CP|A\r', `|CP|${action}\r`)

  test('a dose that is deleted or replaced, in whatever order and by another number', () => {
    for (const action of ['D', 'U']) {
      const back = withAction(action)
      const both = ['not-final', 'not-final']
      assert.deepEqual(kindsOf(message + back), both)
      assert.deepEqual(kindsOf(back + message), both)
      assert.deepEqual(kindsOf(message + back.replace('ORC|RE||1', 'ORC|RE||2')), both)
      const renamed = back.replace('^^^^^^L', '^Anna^^^^^L')
      assert.deepEqual(kindsOf(message + renamed), both)
    }
  })

  test('by its number, where the day was corrected', () => {
    const back = withAction('D').replaceAll('20260402|20260402', '20260401|20260401')
    assert.deepEqual(kindsOf(message + back), ['not-final', 'not-final'])
    const other = back.replace('ORC|RE||1', 'ORC|RE||2')
    assert.deepEqual(kindsOf(message + other), ['taken', 'not-final'])
  })

  test('what somebody else reports of the same dose leaves it alone', () => {
    const reported = message.replace('00^New record', '01^Historical')
    assert.deepEqual(kindsOf(message + reported), ['taken', 'not-final'])
  })

  test('another vaccine of the same day, and another holder, are left alone', () => {
    const renumbered = withAction('D').replace('ORC|RE||1', 'ORC|RE||2')
    const polio = renumbered.replace('|208^COVID-19', '|10^IPV')
    assert.equal(kindsOf(message + polio)[0], 'taken')
    const somebody = withAction('D').replace('L898902C3', 'L00C3').replace('19901224', '19801224')
    assert.equal(kindsOf(message + somebody)[0], 'taken')
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
