/**
 * Every form comes to the same rows, bad rows leave the others alone, and limits hold.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  bytesOf,
  readSample,
  sampleJson,
  sampleMapping,
  sampleText,
  withValue,
} from '../../../test/intake-samples.ts'
import { joinBytes } from '../../bytes/bytes.ts'
import type { JsonObject } from '../../json/value.ts'
import { parseCatalogue } from '../../terminology/catalogue.ts'
import { createTerminology } from '../../terminology/terminology.ts'
import { type IntakeOptions, readIntake } from './read-intake.ts'
import { type IntakeRow, isTaken, MAX_ROWS } from './row.ts'

/** Places of rows, with the kinds of faults of those that were refused. */
function told(rows: readonly IntakeRow[]): readonly string[] {
  return rows.map((row) =>
    isTaken(row) ? row.place : `${row.place}: ${row.faults.map(({ kind }) => kind).join(' ')}`,
  )
}

const read = (text: string, options: IntakeOptions = {}) => told(readIntake(bytesOf(text), options))

const HOLDER = {
  family: 'Hythloday',
  given: 'Raphael Amaurot',
  birthDate: '1978-03',
  documentNumber: 'U12345678',
  sex: 'male',
}
const TEST = {
  ...{ kind: 'test', disease: 'covid-19', class: 'naat', result: 'not-detected' },
  sampledAt: '2026-05-01T08:30:00+02:00',
  codes: [{ system: 'http://loinc.org', code: '94500-6' }],
  ...{ centre: 'Laboratory of Amaurote', country: 'UT' },
}
const DOSE = {
  ...{ kind: 'vaccination', disease: 'covid-19', date: '2026-04-02' },
  product: [
    {
      system: 'http://hl7.org/fhir/sid/cvx',
      code: '208',
      display: 'COVID-19, mRNA, LNP-S, PF, 30 mcg/0.3 mL dose',
    },
  ],
  ...{ doseNumber: 2, seriesDoses: 2, lot: 'UT-1516', centre: 'Clinic of Anydrus' },
}
const PFIZER = { system: 'http://hl7.org/fhir/sid/mvx', code: 'PFR', display: 'Pfizer' }

describe('the samples', () => {
  test('a test in FHIR and in HL7 v2 is one order', () => {
    const order = { holder: HOLDER, fact: TEST }
    assert.deepEqual(readIntake(readSample('fhir-test.json')), [{ place: 'entry[3]', order }])
    assert.deepEqual(readIntake(readSample('result.hl7')), [{ place: 'message 1 OBX[1]', order }])
  })

  test('a dose in FHIR, on the day that its place had', () => {
    const holder = { family: 'Utopos', birthDate: '1990-12-24' }
    const order = { holder, fact: { ...DOSE, manufacturer: 'Pfizer' } }
    assert.deepEqual(readIntake(readSample('fhir-immunization.json')), [
      { place: 'resource', order },
    ])
  })

  test('a dose in HL7 v2, in ISO 8859-1', () => {
    const holder = { family: 'Utópos', birthDate: '1990-12-24' }
    const rest = { documentNumber: 'L898902C3', sex: 'female' }
    const order = { holder: { ...holder, ...rest }, fact: { ...DOSE, manufacturer: PFIZER } }
    assert.deepEqual(readIntake(readSample('vaccination.hl7')), [
      { place: 'message 1 RXA[1]', order },
    ])
  })

  test('orders in JSON, in lines and in CSV are taken as they stand', () => {
    const { orders } = sampleJson('orders.json')
    const places = (rows: readonly IntakeRow[]) => rows.filter(isTaken).map(({ order }) => order)
    assert.deepEqual(places(readIntake(readSample('orders.json'))), orders)
    assert.deepEqual(places(readIntake(readSample('orders.ndjson'))), orders)
    assert.deepEqual(told(readIntake(readSample('orders.csv'))), ['row 2', 'row 3'])
  })

  test('a laboratory’s own columns, by its mapping', () => {
    const rows = readIntake(readSample('laboratory.csv'), { mapping: sampleMapping() })
    assert.deepEqual(told(rows), ['row 2', 'row 3', 'row 4: unknown-word', 'row 5'])
    const [first] = rows
    const { codes: _, country: __, ...fact } = TEST
    const holder = { family: 'Hythloday', given: 'Raphael', birthDate: '1978-03-01' }
    assert.deepEqual(first, { place: 'row 2', order: { holder, fact } })
  })
})

describe('JSON', () => {
  test('one order, an array, and orders', () => {
    assert.deepEqual(read('{"holder":{}}'), ['order'])
    assert.deepEqual(read(' [{"a":1}, 2, {}]'), ['[0]', '[1]: type', '[2]'])
    assert.deepEqual(read('{"orders":[{}, []]}'), ['orders[0]', 'orders[1]: type'])
    assert.deepEqual(read('{"orders":[], "more":1}'), ['file: type'])
  })

  test('a bad line is its own fault', () => {
    const lines = ['{"a":1}', '', '{"a":1,"a":2}', '{"b":', '7', '  {"c":3}']
    const expected = ['line 1', 'line 3: syntax', 'line 4: syntax', 'line 5: type', 'line 6']
    for (const end of ['\n', '\r\n', '\r']) assert.deepEqual(read(lines.join(end)), expected)
    assert.deepEqual(read('{"b":\n{"a":1}\n{"c":2}'), ['line 1: syntax', 'line 2', 'line 3'])
    assert.deepEqual(read('\ufeff{"a":1}\n{"a":2}\n'), ['line 1', 'line 2'])
  })

  test('a line that is not UTF-8, or holds NUL', () => {
    const bad = new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d, 0x0a])
    const lines = joinBytes([bytesOf('{"a":1}\n'), bad, bytesOf('{"a\0":2}\n{"a":3}')])
    assert.deepEqual(told(readIntake(lines)), [
      'line 1',
      'line 2: encoding',
      'line 3: encoding',
      'line 4',
    ])
  })

  test('depth and length are bounded', () => {
    assert.deepEqual(
      read(`{"a":${'['.repeat(40)}${']'.repeat(40)}}`),
      ['order: syntax'].map(() => 'file: syntax'),
    )
    const long = `{"a":"${'x'.repeat(1024 * 1024)}"}`
    assert.deepEqual(read(`{"a":1}\n${long}\n{}`), ['line 1', 'line 2: too-long', 'line 3'])
  })

  test('resources of FHIR, one a line', () => {
    const line = JSON.stringify(sampleJson('fhir-test.json'))
    assert.deepEqual(read(`${line}\n{}\n`), ['line 1 entry[3]', 'line 2'])
    assert.deepEqual(read(`${line}\n{}\n`, { form: 'fhir' }), ['line 1 entry[3]', 'line 2: form'])
  })
})

describe('FHIR', () => {
  const bundle = sampleJson('fhir-test.json')
  const change = (path: string, value: JsonObject[string] | undefined) =>
    readIntake(bytesOf(withValue(bundle, path, value)))

  test('Observations of several patients each have their own', () => {
    const twin = { resourceType: 'Patient', name: [{ family: 'Utopos' }], birthDate: '1990' }
    const { entry } = bundle
    assert.ok(Array.isArray(entry))
    const { specimen: _, ...observation } = Object(entry[3]).resource
    const other = { ...observation, id: 'other', subject: { reference: 'urn:x' } }
    const more = [{ fullUrl: 'urn:x', resource: twin }, { resource: other }]
    const rows = readIntake(bytesOf(withValue(bundle, 'entry', [...entry, ...more])))
    const families = rows.map((row) => isTaken(row) && Object(row.order['holder']).family)
    assert.deepEqual(families, ['Hythloday', 'Utopos'])
  })

  test('a report is no row, and what it contains is', () => {
    const { entry } = bundle
    assert.ok(Array.isArray(entry))
    const [patient, , , { resource }] = entry.map(Object)
    const { specimen: _, performer: __, ...rest } = resource
    const report = {
      ...{ resourceType: 'DiagnosticReport', status: 'final', result: [{ reference: '#a' }] },
      subject: { reference: '#p' },
      contained: [
        { ...rest, id: 'a', subject: { reference: '#p' } },
        { ...patient.resource, id: 'p' },
      ],
    }
    assert.deepEqual(read(JSON.stringify(report)), ['resource result[0]'])
    const draft = { ...report, status: 'partial' }
    assert.deepEqual(read(JSON.stringify(draft)), ['resource result[0]: not-final'])
    const twice = { ...report, result: [...report.result, ...report.result] }
    assert.deepEqual(read(JSON.stringify(twice)), ['resource result[0]'])
    assert.deepEqual(read(JSON.stringify({ ...report, result: [] })), ['resource: missing'])
  })

  test('a panel is its members', () => {
    const panel = {
      ...{
        resourceType: 'Observation',
        status: 'final',
        hasMember: [{ reference: 'Observation/pcr' }],
      },
      code: { coding: [{ system: 'http://loinc.org', code: '94531-1' }] },
    }
    assert.deepEqual(told(change('entry.5', { resource: panel })), ['entry[3]'])
    const cancelled = { resource: { ...panel, status: 'cancelled' } }
    assert.deepEqual(told(change('entry.5', cancelled)), ['entry[3]: not-final'])
    const lost = { resource: { ...panel, hasMember: [{ reference: 'Observation/none' }] } }
    assert.deepEqual(told(change('entry.5', lost)), ['entry[3]', 'entry[5]: unresolved'])
  })

  test('relative references are of the server that their resource is of', () => {
    const patient = (family: string) => ({
      resourceType: 'Patient',
      id: '1',
      name: [{ family }],
      birthDate: '1990',
    })
    const { entry } = bundle
    assert.ok(Array.isArray(entry))
    const { specimen: _, ...observation } = Object(entry[3]).resource
    const resource = { ...observation, subject: { reference: 'Patient/1' } }
    const made = {
      resourceType: 'Bundle',
      entry: [
        { fullUrl: 'https://a.example/Patient/1', resource: patient('Achorian') },
        { fullUrl: 'https://b.example/Patient/1', resource: patient('Utopos') },
        { fullUrl: 'https://b.example/Observation/9', resource },
      ],
    }
    const [row] = readIntake(bytesOf(made))
    assert.ok(row && isTaken(row))
    assert.equal(Object(row.order['holder']).family, 'Utopos')
    assert.deepEqual(told(readIntake(bytesOf(withValue(made, 'entry.2.fullUrl', 'urn:uuid:9')))), [
      'entry[2]: ambiguous',
    ])
  })

  test('no resource of another server stands in for one that is not there', () => {
    const { entry } = bundle
    assert.ok(Array.isArray(entry))
    const [{ resource: person }, , , { resource: result }] = entry.map(Object)
    const { specimen: _, performer: __, ...observation } = result
    const resource = { ...observation, subject: { reference: 'Patient/1' } }
    const list = [
      { fullUrl: 'https://b.example/fhir/Patient/1', resource: { ...person, id: '1' } },
      { fullUrl: 'https://a.example/fhir/Observation/9', resource },
    ]
    const made = { resourceType: 'Bundle', entry: list }
    assert.deepEqual(told(readIntake(bytesOf(made))), ['entry[1]: unresolved'])
    const ofNone = withValue(made, 'entry.0.fullUrl', 'urn:uuid:1')
    assert.deepEqual(told(readIntake(bytesOf(ofNone))), ['entry[1]'])
    const report = {
      ...{ resourceType: 'DiagnosticReport', status: 'final', result: [{ reference: '#r' }] },
      contained: [{ ...resource, id: 'r' }],
    }
    const inside = withValue(made, 'entry.1', {
      fullUrl: 'https://a.example/fhir/DiagnosticReport/9',
      resource: report,
    })
    assert.deepEqual(told(readIntake(bytesOf(inside))), ['entry[1] result[0]: unresolved'])
  })

  test('a combined vaccine counts for the disease that certificates are made of', () => {
    const dose = sampleJson('fhir-immunization.json')
    const coded = (system: string, ...codes: readonly string[]) =>
      codes.map((code) => ({ coding: [{ system, code }] }))
    const [vaccineCode] = coded('http://hl7.org/fhir/sid/cvx', '120')
    const targets = coded('http://id.who.int/icd/release/11/mms', '1C81', '1C13')
    const made = withValue(dose, 'vaccineCode', vaccineCode)
    const [row] = readIntake(bytesOf(withValue(made, 'protocolApplied.0.targetDisease', targets)))
    assert.ok(row && isTaken(row), JSON.stringify(row))
    assert.equal(Object(row.order['fact']).disease, 'poliomyelitis')
    const [, tetanus] = targets
    const other = withValue(made, 'protocolApplied.0.targetDisease', [tetanus ?? {}])
    assert.deepEqual(told(readIntake(bytesOf(other))), ['resource: ambiguous'])
  })

  test('a Bundle of nothing, and no Bundle', () => {
    assert.deepEqual(read('{"resourceType":"Bundle","entry":[]}'), ['order: missing'])
    assert.deepEqual(read('{"resourceType":"Bundle"}'), ['order: type'])
    assert.deepEqual(read('{"resourceType":"Patient"}'), ['order: missing'])
  })

  test('a laboratory’s own code counts by its catalogue alone', () => {
    const value = { coding: [{ system: 'https://laboratory.example/results', code: 'N' }] }
    const changed = withValue(bundle, 'entry.3.resource.valueCodeableConcept', value)
    assert.deepEqual(told(readIntake(bytesOf(changed))), ['entry[3]: unknown-code'])
    const entry = { ...value.coding[0], means: 'not-detected', relation: 'exact', source: 'test' }
    const file = { type: 'pratique-terminology', products: [], entries: [entry] }
    const catalogues = [parseCatalogue(JSON.stringify(file))]
    const terminology = createTerminology({ catalogues })
    assert.deepEqual(told(readIntake(bytesOf(changed), { terminology })), ['entry[3]'])
  })
})

describe('HL7 v2', () => {
  const message = sampleText('result.hl7')
  const two = `FHS|^~\\&|\rBHS|^~\\&|\r${message}${message}BTS|2\rFTS|1\r`

  test('batches, framing and line ends', () => {
    const both = ['message 1 OBX[1]', 'message 2 OBX[1]']
    assert.deepEqual(read(two), both)
    assert.deepEqual(read(two.replaceAll('\r', '\n')), both)
    assert.deepEqual(read(two.replaceAll('\r', '\r\n')), both)
    assert.deepEqual(read(`\r\n${two}`), both)
    assert.deepEqual(read(`\x0b${message}\x1c\r\x0b${message}\x1c\r`), both)
  })

  test('a bad message leaves the others alone', () => {
    const bad = message.replace('ORU^R01', 'ADT^A01')
    assert.deepEqual(read(bad + message), ['message 1: form', 'message 2 OBX[1]'])
    assert.deepEqual(read(`PID|1\r${message}`, { form: 'hl7' }), [
      'message 1: syntax',
      'message 2 OBX[1]',
    ])
    assert.deepEqual(read(message.replace('Hythloday', 'Hyth\0loday') + message), [
      'message 1: encoding',
      'message 2 OBX[1]',
    ])
  })

  test('other delimiters, and their escapes', () => {
    const swapped = message.replace('^~\\&', '$*!?').replaceAll('^', '$').replaceAll('~', '*')
    assert.deepEqual(told(readIntake(bytesOf(swapped))), ['message 1 OBX[1]'])
    const [row] = readIntake(bytesOf(message.replace('Hythloday', 'Hyth\\T\\lo\\E\\day')))
    assert.ok(row && isTaken(row))
    assert.equal(Object(row.order['holder']).family, 'Hyth&lo\\day')
  })

  test('offsets: the time’s own, the message’s, the given one, and none', () => {
    const bare = message.replaceAll('+0200', '')
    assert.deepEqual(read(bare), ['message 1 OBX[1]: no-offset no-offset no-offset'])
    assert.deepEqual(read(bare, { offset: '+02:00' }), ['message 1 OBX[1]'])
    const [row] = readIntake(bytesOf(bare), { offset: '-03:30' })
    assert.ok(row && isTaken(row))
    assert.equal(Object(row.order['fact']).sampledAt, '2026-05-01T08:30:00-03:30')
    assert.throws(() => readIntake(bytesOf(bare), { offset: '2' }), { code: 'usage.argument' })
  })

  test('a correction in a later message is held against what it corrects', () => {
    const later = message
      .replace('260415000^Not detected^SCT', '260373001^^SCT')
      .replace('|NEG|||F', '||||C')
    assert.deepEqual(read(message + later), [
      'message 1 OBX[1]: contradictory',
      'message 2 OBX[1]: contradictory',
    ])
    const corrected = message.replace('|NEG|||F', '|NEG|||C')
    assert.deepEqual(read(corrected), ['message 1 OBX[1]'])
  })

  test('character sets', () => {
    const name = (charset: string) => message.replace('UNICODE UTF-8', charset)
    assert.deepEqual(read(name('')), ['message 1 OBX[1]'])
    assert.deepEqual(read(name('').replace('Hythloday', 'Hythlodäus')), ['message 1: encoding'])
    assert.deepEqual(read(name('UNICODE UTF-8~8859/1')), ['message 1: encoding'])
    const [row] = readIntake(bytesOf(name('BIG-5')))
    assert.match(JSON.stringify(row), /BIG-5 is not read/)
    const windows = Buffer.from(name('8859/1').replace('Hythloday', 'Hythlod\x85y'), 'latin1')
    assert.deepEqual(told(readIntake(new Uint8Array(windows))), ['message 1: encoding'])
    const latin5 = Buffer.from(name('8859/9').replace('Hythloday', 'Hythloda\xfd'), 'latin1')
    const [turkish] = readIntake(new Uint8Array(latin5))
    assert.ok(turkish && isTaken(turkish))
    assert.equal(Object(turkish.order['holder']).family, 'Hythlodaı')
  })
})

describe('forms', () => {
  test('what is of none is told what there is', () => {
    for (const text of ['', ' \r\n', 'hello', 'name;born\na;b', '%PDF-1.7', '<Bundle/>']) {
      const [row, ...others] = readIntake(bytesOf(text))
      assert.ok(row && !isTaken(row) && others.length === 0)
      assert.match(row.faults.map(({ words }) => words).join(), /JSON.*CSV.*FHIR.*HL7/)
    }
  })

  test('UTF-16 is told by its mark', () => {
    const wide = new Uint8Array(Buffer.from('\ufeff{}', 'utf16le'))
    assert.deepEqual(told(readIntake(wide)), ['file: encoding'])
  })

  test('a form that is none, or not one for a mapping', () => {
    const mapping = sampleMapping()
    assert.throws(() => readIntake(bytesOf('{}'), { form: 'hl7', mapping }), {
      code: 'usage.argument',
    })
    assert.deepEqual(read('{}', { form: 'fhir' }), ['order: form'])
    assert.deepEqual(read('{}', { form: 'csv' }), ['row 1: form'])
  })

  test('many rows', () => {
    const message = sampleText('result.hl7')
    assert.equal(readIntake(bytesOf(message.repeat(2000))).length, 2000)
    const [header = '', row = ''] = sampleText('orders.csv').split('\r\n')
    const csv = bytesOf(`${header}\n${`${row}\n`.repeat(20_000)}`)
    assert.equal(readIntake(csv).filter(isTaken).length, 20_000)
  })

  test('more rows than are held come to one reason', () => {
    const many = ['file: too-long']
    const csv = 'holder.family,fact.kind\n'
    assert.deepEqual(read(csv + 'a\n'.repeat(MAX_ROWS + 1)), many)
    assert.deepEqual(read('MSH\r'.repeat(MAX_ROWS + 2)), many)
    assert.deepEqual(read('1\n'.repeat(MAX_ROWS + 2), { form: 'ndjson' }), many)
    assert.deepEqual(read(`[${'1,'.repeat(MAX_ROWS)}1]`, { form: 'json' }), many)
  })
})
