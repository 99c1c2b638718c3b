/**
 * CSV: records by RFC 4180, headers, mappings and their schema, dates as laboratories write them.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { bytesOf, sampleJson, withValue } from '../../../../test/intake-samples.ts'
import { joinBytes } from '../../../bytes/bytes.ts'
import type { JsonObject, JsonValue } from '../../../json/value.ts'
import { readIntake } from '../read-intake.ts'
import { isTaken } from '../row.ts'
import { readDateFormat } from './date-format.ts'
import { readCsvMapping } from './mapping.ts'
import { PATHS } from './paths.ts'
import { type Delimiter, readRecords } from './records.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) / 4 }

const SCHEMA = JSON.parse(
  readFileSync(
    new URL('../../../../../../docs/schemas/csv-mapping.schema.json', import.meta.url),
    'utf8',
  ),
)
const isValid = new Ajv2020({ allowUnionTypes: true }).compile(SCHEMA)

function records(text: string, delimiter: Delimiter = ','): readonly unknown[] {
  return [...readRecords(bytesOf(text), delimiter)].map((record) =>
    'fields' in record ? record.fields : record.reason,
  )
}

describe('RFC 4180 §2', () => {
  test('line ends, the last with or without', () => {
    for (const text of ['a,b\r\nc,d\r\n', 'a,b\nc,d', 'a,b\rc,d\r']) {
      assert.deepEqual(records(text), [
        ['a', 'b'],
        ['c', 'd'],
      ])
    }
  })

  test('quotes hold delimiters, line ends and doubled quotes', () => {
    assert.deepEqual(records('"a,b","c\r\nd","e""f",""\r\n'), [['a,b', 'c\r\nd', 'e"f', '']])
    assert.deepEqual(records('"""a""";b', ';'), [['"a"', 'b']])
  })

  test('spaces are part of a field', () => assert.deepEqual(records(' a , b'), [[' a ', ' b']]))

  test('a stray quote is a fault of its record', () => {
    assert.deepEqual(records('a"b,c\nd,e'), ['quote', ['d', 'e']])
    assert.deepEqual(records('"a"b,c\nd,e'), ['quote', ['d', 'e']])
    assert.deepEqual(records('"a" ,c\nd,e'), ['quote', ['d', 'e']])
    assert.deepEqual(records('"a,b\nc,"d"\ne,f'), ['quote', ['e', 'f']])
    assert.deepEqual(records('a,b\n"c,d\ne,f'), [['a', 'b'], 'unclosed'])
  })

  test('what is no UTF-8, holds NUL or is too long is a fault of its record', () => {
    const bad = joinBytes([bytesOf('a\n'), new Uint8Array([0xc3, 0x0a]), bytesOf('b\0\nc')])
    const read = [...readRecords(bad, ',')].map((each) => 'fields' in each)
    assert.deepEqual(read, [true, false, false, true])
    assert.deepEqual(records(`${'x'.repeat(70_000)}\ny`), ['too-long', ['y']])
  })

  test('what was written is read, whatever it holds', () => {
    const field = fc.string({ unit: fc.constantFrom(...'ab,;"\r\n\tä ') })
    const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1 })
    fc.assert(
      fc.property(table, fc.constantFrom<Delimiter>(',', ';', '\t'), (rows, delimiter) => {
        const write = (text: string) => `"${text.replaceAll('"', '""')}"`
        const text = rows.map((row) => row.map(write).join(delimiter)).join('\r\n')
        assert.deepEqual(records(text, delimiter), rows)
      }),
      RUNS,
    )
  })
})

describe('headers', () => {
  const read = (text: string) =>
    readIntake(bytesOf(text)).map((row) =>
      isTaken(row) ? row.order : row.faults.map(({ path, kind }) => `${path} ${kind}`),
    )

  test('any delimiter, a byte order mark, one column', () => {
    const order = { holder: { family: 'A', given: 'B' } }
    for (const delimiter of [',', ';', '\t']) {
      const text = ['holder.family', 'holder.given'].join(delimiter)
      assert.deepEqual(read(`\ufeff${text}\nA${delimiter}B\n`), [order])
    }
    assert.deepEqual(read('mrz\n"A\nB"'), [{ mrz: 'A\nB' }])
  })

  test('unknown and doubled columns are told by their number', () => {
    assert.deepEqual(read('holder.family,Born\nA,B'), [['column 2 unknown-column']])
    assert.deepEqual(read('holder.family,holder.family\nA,B'), [['column 2 ambiguous']])
    assert.deepEqual(read('holder.family,\nA,B'), [['column 2 unknown-column']])
  })

  test('rows of another length, empty rows, empty fields, no rows', () => {
    const text = 'holder.family,holder.given\nA\n\nB,\nC,D,E\n'
    assert.deepEqual(read(text), [[' syntax'], { holder: { family: 'B' } }, [' syntax']])
    assert.deepEqual(read('holder.family\n'), [[' missing']])
  })

  test('numbers, and codes', () => {
    const text = 'fact.doseNumber,fact.product,fact.codes\n2,EU/1/20/1528,94500-6\ntwo,,\n2.0,,\n'
    const fact = { doseNumber: 2, product: 'EU/1/20/1528', codes: [{ code: '94500-6' }] }
    assert.deepEqual(read(text), [{ fact }, ['fact.doseNumber type'], ['fact.doseNumber type']])
  })
})

describe('formats of dates', () => {
  const READ: readonly (readonly [string, string, string | undefined])[] = [
    ['DD.MM.YYYY', '01.02.2026', '2026-02-01'],
    ['DD.MM.YYYY', '1.2.2026', undefined],
    ['DD.MM.YYYY', '31.02.2026', undefined],
    ['DD.MM.YYYY', '01.02.26', undefined],
    ['D.M.YYYY', '1.12.2026', '2026-12-01'],
    ['MM/DD/YYYY', '02/01/2026', '2026-02-01'],
    ['MM/DD/YYYY', '13/01/2026', undefined],
    ['YYYYMMDD', '20260201', '2026-02-01'],
    ['YYYY', '2026', '2026'],
    ['MM.YYYY', '02.2026', '2026-02'],
    ['YYYYMMDDHHmm', '202602010830', '2026-02-01T08:30:00+01:00'],
    ['DD.MM.YYYY H:mm:ss', '01.02.2026 8:30:05', '2026-02-01T08:30:05+01:00'],
    ['DD.MM.YYYY HH:mm', '01.02.2026 24:00', undefined],
    ['YYYY-MM-DDTHH:mmZ', '2026-02-01T08:30-0330', '2026-02-01T08:30:00-03:30'],
    ['YYYY-MM-DD HH:mm:ssZ', '2026-02-01 08:30:00Z', '2026-02-01T08:30:00Z'],
  ]
  for (const [format, text, expected] of READ) {
    test(`${format}: ${text}`, () => {
      assert.equal(readDateFormat(format)?.read(text, '+01:00'), expected)
    })
  }

  for (const format of [
    '',
    'DD.MM',
    'DD.YYYY',
    'YY-MM-DD',
    'YYYY-MM-DD HH',
    'YYYY HH:mm',
    'HH:mm',
  ]) {
    test(`${format || 'nothing'} is no format`, () =>
      assert.equal(readDateFormat(format), undefined))
  }
  for (const format of [
    'YYYYMD',
    'YYYY-MM-DD-DD',
    'YYYY-MM-DD mm',
    'dd.mm.yyyy',
    'YYYY-MM-DD hh:mm a',
  ]) {
    test(`${format} is no format`, () => assert.equal(readDateFormat(format), undefined))
  }
})

describe('mapping files', () => {
  const sample = sampleJson('laboratory-mapping.json')
  const kindsOf = (value: JsonValue) =>
    readCsvMapping(JSON.stringify(value)).faults.map(({ path, kind }) => `${path} ${kind}`)

  test('the sample is as the schema says, and the schema knows every path', () => {
    assert.deepEqual(kindsOf(sample), [])
    assert.ok(isValid(sample), JSON.stringify(isValid.errors))
    assert.deepEqual(SCHEMA.$defs.path.enum, [...PATHS.keys()])
    const shipped = new URL('../../../../schemas/csv-mapping.schema.json', import.meta.url)
    assert.deepEqual(JSON.parse(readFileSync(shipped, 'utf8')), SCHEMA)
  })

  const BAD: readonly (readonly [string, JsonValue | undefined, string])[] = [
    ['type', 'mapping', 'type type'],
    ['type', undefined, 'type type'],
    ['more', 1, ' unknown-word'],
    ['delimiter', '|', 'delimiter type'],
    ['offset', 'Europe/Berlin', 'offset type'],
    ['offset', undefined, 'columns.Sampled.offset no-offset'],
    ['columns', {}, 'columns missing'],
    ['columns.Surname', 'holder.name', 'columns.Surname.path unknown-word'],
    ['columns.Surname', 'holder.given', 'columns.First name ambiguous'],
    ['columns.Surname', 7, 'columns.Surname type'],
    ['columns.Surname', { path: 'fact.kind' }, 'columns.Surname ambiguous'],
    ['columns.Surname', { path: 'mrz', format: 'YYYY' }, 'columns.Surname.format type'],
    ['columns.Surname', { path: 'mrz', system: 'x' }, 'columns.Surname.system type'],
    ['columns.Surname', { path: 'mrz', more: 1 }, 'columns.Surname unknown-word'],
    ['columns.Case', { ignore: false }, 'columns.Case.ignore type'],
    ['columns.Born.format', 'DD.MM.YY', 'columns.Born.format type'],
    ['columns.Born.format', 'DD.MM.YYYY HH:mm', 'columns.Born.format type'],
    ['columns.Finding.values', { neg: true }, 'columns.Finding.values type'],
    ['columns.Finding.values', { neg: { code: 'a' } }, 'columns.Finding.values type'],
    ['constants', { 'fact.what': 'x' }, 'constants.fact.what unknown-word'],
    ['constants', { 'fact.kind': null }, 'constants.fact.kind type'],
    ['constants', [], 'constants type'],
  ]
  for (const [path, value, expected] of BAD) {
    test(`${path}: ${JSON.stringify(value)}`, () => {
      assert.ok(kindsOf(withValue(sample, path, value)).includes(expected))
    })
  }

  test('all faults are told at once, and text that is no JSON', () => {
    assert.equal(kindsOf({ type: 'x', delimiter: 'y', columns: { a: 'b' } }).length, 3)
    assert.deepEqual(
      readCsvMapping('{"a":1,"a":2}').faults.map(({ kind }) => kind),
      ['syntax'],
    )
    assert.deepEqual(
      readCsvMapping('[]').faults.map(({ kind }) => kind),
      ['type'],
    )
  })

  test('what the schema refuses is refused', () => {
    const paths = ['type', 'delimiter', 'offset', 'constants', 'columns', 'columns.Born']
    const values = fc.oneof(fc.jsonValue(), fc.constantFrom({ ignore: true }, 'mrz', {}, ';'))
    fc.assert(
      fc.property(fc.constantFrom(...paths), values, (path, value) => {
        const made: JsonValue = JSON.parse(JSON.stringify(value))
        const changed = withValue(sample, path, made)
        if (kindsOf(changed).length === 0) assert.ok(isValid(changed), JSON.stringify(changed))
      }),
      RUNS,
    )
  })
})

describe('rows by a mapping', () => {
  const map = (columns: JsonObject, rest: JsonObject = {}) => {
    const { mapping, faults } = readCsvMapping(
      JSON.stringify({ type: 'pratique-csv-mapping', ...rest, columns }),
    )
    assert.ok(mapping, JSON.stringify(faults))
    return mapping
  }
  const read = (text: string, columns: JsonObject, rest?: JsonObject) =>
    readIntake(bytesOf(text), { mapping: map(columns, rest) }).map((row) =>
      isTaken(row) ? row.order : row.faults.map(({ path, kind }) => `${path} ${kind}`),
    )

  test('a word outside its table, and an empty field', () => {
    const columns = { R: { path: 'fact.result', values: { n: 'not-detected' } } }
    const taken = { fact: { result: 'not-detected' } }
    assert.deepEqual(read('R\nn\nN\nn \n""', columns), [
      taken,
      ['fact.result unknown-word'],
      ['fact.result unknown-word'],
    ])
    const born = { B: { path: 'holder.birthDate', values: { '': '', '1990': '1990' } }, N: 'mrz' }
    assert.deepEqual(read('B,N\n,x', born), [{ mrz: 'x', holder: { birthDate: '' } }])
  })

  test('words that objects inherit are no words', () => {
    const columns = { R: { path: 'fact.result', values: { n: 'not-detected' } } }
    assert.deepEqual(read('R\nconstructor\n__proto__', columns), [
      ['fact.result unknown-word'],
      ['fact.result unknown-word'],
    ])
    assert.deepEqual(read('__proto__\nx', { R: 'mrz' }), [
      [' form', 'column 1 unknown-column', ' missing'],
    ])
  })

  test('codes with their system, by column or by word', () => {
    const system = 'http://hl7.org/fhir/sid/cvx'
    const code = { system, code: '208' }
    assert.deepEqual(read('V\n208', { V: { path: 'fact.product', system } }), [
      { fact: { product: code } },
    ])
    const values = { Comirnaty: code }
    assert.deepEqual(read('V\nComirnaty\nOther', { V: { path: 'fact.product', values } }), [
      { fact: { product: code } },
      ['fact.product unknown-word'],
    ])
  })

  test('a column that is missing, and one that is not named', () => {
    assert.deepEqual(read('A\nx', { A: 'mrz', B: 'fact.lot' }), [[' missing']])
    assert.deepEqual(read('A,C\nx,y', { A: 'mrz' }), [['column 2 unknown-column']])
    assert.deepEqual(read('A,C\nx,y', { A: 'mrz', C: { ignore: true } }), [{ mrz: 'x' }])
  })
})
