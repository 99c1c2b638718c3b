/**
 * A file that is read as it comes is the file that is read whole, wherever it is cut.
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
  toSample,
} from '../../../../test/intake-samples.ts'
import type { Bytes } from '../../../bytes/bytes.ts'
import type { IntakeForm } from '../detect-form.ts'
import { readIntake } from '../read-intake.ts'
import { type IntakeRow, isTaken } from '../row.ts'
import { createIntakeStream, type IntakeStreamOptions, type StreamForm } from './intake-stream.ts'

/** Reads a file cut at some places. */
function readCut(
  bytes: Bytes,
  options: IntakeStreamOptions,
  cuts: readonly number[],
): readonly IntakeRow[] {
  const stream = createIntakeStream(options)
  const ends = [...cuts, bytes.length]
  const rows = ends.flatMap((end, at) => stream.write(bytes.slice(ends[at - 1] ?? 0, end)))
  rows.push(...stream.end())
  if (stream.broken) return [stream.broken]
  return stream.isClear ? rows.map(({ row }) => row) : rows.map((row, at) => stream.judge(row, at))
}

/** Rows, but for which other row is named. */
function plain(rows: readonly IntakeRow[]): unknown {
  return rows.map((row) => {
    if (isTaken(row)) return row
    const faults = row.faults.map(({ words, ...rest }) => ({
      ...rest,
      words: words.replace(/in doubt: .* is about it/, 'in doubt'),
    }))
    return { place: row.place, faults }
  })
}

function requireSame(bytes: Bytes, form: StreamForm, options: Partial<IntakeStreamOptions> = {}) {
  const whole: IntakeForm = form === 'fhir-lines' ? 'fhir' : form
  const expected = plain(readIntake(bytes, { ...options, form: whole }))
  const cut = (cuts: readonly number[]) =>
    assert.deepEqual(plain(readCut(bytes, { ...options, form }, cuts)), expected)
  cut([])
  const step = Math.max(1, Math.floor(bytes.length / 200))
  for (let at = 0; at <= bytes.length; at += step) cut([at])
  cut(Array.from(bytes, (_, at) => at))
}

/** With every kind of line end. */
function withEnds(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/)
  return ['\n', '\r', '\r\n'].map((end) => lines.join(end))
}

describe('cut anywhere', () => {
  test('lines of JSON', () => {
    const text = sampleText('orders.ndjson')
    const odd = `${text}\n\n{"a":\n[]\n1\n\u0000\n${text}`
    for (const each of withEnds(odd)) requireSame(bytesOf(each), 'ndjson')
    requireSame(new Uint8Array([0xef, 0xbb, 0xbf, ...bytesOf(text)]), 'ndjson')
  })

  test('CSV, by names of paths and by a mapping', () => {
    const text = sampleText('orders.csv')
    const [header = '', ...rows] = text.trimEnd().split(/\r?\n/)
    const odd = [header, ...rows, '', 'too,few', '"a"b', ...rows, '"never closed\r\n', 'x'].join(
      '\r\n',
    )
    for (const each of [text, odd]) requireSame(bytesOf(each), 'csv')
    const options = { mapping: sampleMapping() }
    for (const each of withEnds(sampleText('laboratory.csv'))) {
      requireSame(bytesOf(each), 'csv', options)
    }
  })

  test('quoted line ends and doubled quotes', () => {
    const header = 'holder.family,fact.centre'
    const text = `${header}\r\n"A\r\nB","say ""x"""\r\n"C","D\n"\r"E",F`
    requireSame(bytesOf(text), 'csv')
  })

  test('HL7 v2, in batches and in frames', () => {
    const result = sampleText('result.hl7')
    const vaccination = toSample('vaccination.hl7', sampleText('vaccination.hl7'))
    const framed = `FHS|^~\\&\rBHS|^~\\&\r\u000b${result}\u001c\r\u000b${result}\u001c\rBTS|2\r`
    for (const text of [result, framed, `garbage\r${result}`, result.replace('MSH|', 'MSH')]) {
      requireSame(bytesOf(text), 'hl7')
    }
    requireSame(new Uint8Array([...vaccination, ...vaccination]), 'hl7')
  })

  test('FHIR, whole and on lines', () => {
    requireSame(readSample('fhir-test.json'), 'fhir')
    const lines = ['fhir-test.json', 'fhir-immunization.json'].map((name) => sampleJson(name))
    const text = [...lines, { no: 'resource' }].map((each) => JSON.stringify(each)).join('\n')
    requireSame(bytesOf(text), 'fhir-lines')
  })
})

describe('what rows say of one another counts across the whole file', () => {
  const message = sampleText('result.hl7')
  const withStatus = (status: string) => message.replace('|||F|||2026', `|||${status}|||2026`)
  const asText = withStatus('C')
    .replace('|CWE|', '|TX|')
    .replace('260415000^Not detected^SCT', 'DETECTED')
    .replace('|NEG|', '||')
  const other = withStatus('C')
    .replace('260415000^Not detected', '260373001^Detected')
    .replace('|NEG|', '|POS|')
    .replaceAll('0830', '0831')

  test('corrections, in any order', () => {
    const later = asText.replace('R-1516', 'R-1517').replaceAll('20260501083', '20260503083')
    for (const text of [
      ...[message + asText, asText + message, message + other, message + later],
      ...[withStatus('I') + message, message + withStatus('I'), message + withStatus('D')],
    ]) {
      requireSame(bytesOf(text), 'hl7')
    }
  })

  test('two results of one sample, in orders', () => {
    const [line = ''] = sampleText('orders.ndjson')
      .split('\n')
      .filter((each) => each.includes('not-detected'))
    const text = [line, line.replace('not-detected', 'detected'), line].join('\n')
    assert.ok(readIntake(bytesOf(text)).every((row) => !isTaken(row)))
    requireSame(bytesOf(text), 'ndjson')
  })
})

describe('a file that cannot be read on', () => {
  const brokenBy = (form: StreamForm, ...pieces: readonly Bytes[]) => {
    const stream = createIntakeStream({ form })
    for (const piece of pieces) assert.deepEqual(stream.write(piece), [])
    assert.deepEqual(stream.end(), [])
    return stream.broken?.faults.map(({ kind }) => kind)
  }

  test('is told to be so', () => {
    assert.deepEqual(brokenBy('ndjson', new Uint8Array([0xff, 0xfe, 0x7b, 0])), ['encoding'])
    assert.deepEqual(brokenBy('csv', bytesOf('no,header\n1,2\n')), ['form'])
    const open = bytesOf(`holder.family\n"${'a'.repeat(200_000)}`)
    assert.deepEqual(brokenBy('csv', open), ['too-long'])
    assert.deepEqual(brokenBy('fhir', new Uint8Array(9 * 1024 * 1024)), ['too-long'])
  })

  test('a line that is too long is refused, and the others are read', () => {
    const [line = ''] = sampleText('orders.ndjson').split('\n')
    const stream = createIntakeStream({ form: 'ndjson' })
    const long = bytesOf('x'.repeat(2 * 1024 * 1024))
    const rows = [
      ...stream.write(bytesOf(`${line}\n`)),
      ...[long, long, long].flatMap((each) => stream.write(each)),
      ...stream.write(bytesOf(`\n${line}`)),
      ...stream.end(),
    ]
    assert.deepEqual(
      rows.map(({ row }) => (isTaken(row) ? row.place : row.faults.map(({ kind }) => kind))),
      ['line 1', ['too-long'], 'line 3'],
    )
  })
})
