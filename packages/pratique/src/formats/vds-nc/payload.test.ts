/**
 * What seals state: claims, structure, the common model and remarks (ICAO Doc 9303-13).
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  DOSE,
  PERSON,
  partOf,
  SECOND,
  testSeal,
  VACCINE,
  vaccinationSeal,
} from '../../../test/make-seal.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import type { Reading } from '../../model/format.ts'
import type { Fact, HealthCertificate } from '../../model/health-certificate.ts'
import { vdsNc } from './format.ts'

function read(data: JsonObject): Reading {
  const claims = vdsNc.open({ kind: 'json', object: data })
  assert.ok(claims)
  assert.deepEqual(claims.view(), claims.read().certificate)
  return claims.read()
}

const remarksOf = (data: JsonObject) =>
  read(data).remarks.map(({ code, field }) => `${code} ${field}`)

/** Finds one fact. */
function factOf<Kind extends Fact['kind']>(
  { facts }: HealthCertificate,
  kind: Kind,
): Extract<Fact, { kind: Kind }> {
  const [fact] = facts.filter((each): each is Extract<Fact, { kind: Kind }> => each.kind === kind)
  assert.ok(fact)
  return fact
}

const withPerson = (changes: JsonObject) => vaccinationSeal({ pid: { ...PERSON, ...changes } })
const withVaccine = (changes: JsonObject, dose: JsonObject = {}) =>
  vaccinationSeal({ ve: [{ ...VACCINE, vd: [{ ...DOSE, ...dose }], ...changes }] })
const without = (object: JsonObject, ...names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)))

describe('the header of data', () => {
  const open = (data: JsonObject) => vdsNc.open({ kind: 'json', object: data })

  test('says the kind and the country', () => {
    assert.deepEqual(open(vaccinationSeal())?.usages, ['vaccination'])
    assert.deepEqual(open(testSeal())?.usages, ['test'])
    for (const [is, country] of [
      ['AUS', 'AU'],
      ['D', 'DE'],
      ['EUE', 'EU'],
      ['uto', 'UT'],
      ['UNO', 'UN'],
    ]) {
      assert.equal(open(vaccinationSeal({}, { is: is ?? '' }))?.country, country)
    }
  })

  test('has no dates', () => {
    const { issuedAt, notBefore, expiresAt, issuer } = open(testSeal()) ?? {}
    assert.deepEqual([issuedAt, notBefore, expiresAt, issuer], Array(4).fill(undefined))
  })

  test('of another type or version is none of ours', () => {
    for (const t of ['icao.visa', 'ICAO.VACC', 'icao.vacc ', '', 'toString']) {
      assert.throws(() => open(vaccinationSeal({}, { t })), { code: 'format.unsupported' })
    }
    for (const v of [0, 2, 1.5, -1]) {
      assert.throws(() => open(vaccinationSeal({}, { v })), { code: 'format.version' })
    }
  })

  test('missing or mistyped is refused', () => {
    const bad: readonly JsonObject[] = [
      {},
      { ...vaccinationSeal(), hdr: [] },
      { ...vaccinationSeal(), msg: [] },
      without(vaccinationSeal(), 'msg'),
      ...[{ t: 1 }, { v: '1' }, { v: null }, { is: '' }, { is: 7 }].map((hdr) =>
        vaccinationSeal({}, hdr),
      ),
    ]
    for (const data of bad) assert.throws(() => open(data), { code: 'format.claims' })
  })

  test('a text that names no state is the country of nobody', () => {
    for (const is of ['ZZZ', 'toString'])
      assert.equal(open(vaccinationSeal({}, { is }))?.country, is)
  })

  test('claims of another kind are another format', () => {
    assert.equal(vdsNc.open({ kind: 'jwt', object: vaccinationSeal() }), undefined)
    assert.equal(vdsNc.open({ kind: 'cwt', map: new Map() }), undefined)
  })
})

describe('proof of vaccination', () => {
  test('in the common model', () => {
    const { certificate, content, remarks } = read(vaccinationSeal())
    assert.equal(content.status, 'passed')
    assert.deepEqual(remarks, [])
    assert.deepEqual(certificate.holder, {
      name: {
        full: { value: 'MORE  ANNA MARIA', source: 'stated' },
        familyTransliterated: { value: 'MORE', source: 'derived' },
        givenTransliterated: { value: 'ANNA<MARIA', source: 'derived' },
      },
      birthDate: { value: '1978-02-07', source: 'stated' },
      documentNumber: { value: 'A1234567Z', source: 'stated' },
    })
    assert.deepEqual(certificate.identifiers, [{ scheme: 'uvci', value: 'U32870TEST01' }])
    assert.deepEqual(certificate.issuer, { stated: { value: 'UTO', source: 'stated' } })
    assert.deepEqual(certificate.validity, {})
    assert.equal(certificate.facts.length, 2)
    assert.deepEqual(certificate.facts[1], {
      kind: 'vaccination',
      disease: {
        value: 'covid-19',
        source: 'stated',
        codes: [{ system: 'ICD-11', code: 'RA01.0' }],
      },
      date: { value: '2025-11-24', source: 'stated' },
      product: { value: 'unknown', source: 'stated', codes: [{ code: 'Comirnaty' }] },
      vaccineType: {
        value: 'unknown',
        source: 'stated',
        codes: [{ system: 'ICD-11', code: 'XM68M6' }],
      },
      doseNumber: { value: 2, source: 'stated' },
      country: { value: 'UT', source: 'derived' },
      lot: { value: 'VC87540', source: 'stated' },
      statedBy: { value: 'Amaurot Hospital', source: 'stated' },
      status: { value: 'completed', source: 'derived' },
    })
    // Other numbers of the person stay where they are.
    assert.doesNotMatch(JSON.stringify(certificate), /L4567890Z|"F"|2025-11-24.*2025-11-24/)
  })

  test('as real issuers write it: text for a number, no sex, no institution, several vaccines', () => {
    const vaccine = (dose: JsonObject) => ({
      ...VACCINE,
      vd: [without({ ...DOSE, ...dose }, 'adm', 'dvn')],
    })
    const data = vaccinationSeal({
      uvci: 'U32870',
      pid: without(PERSON, 'sex', 'ai'),
      ve: [vaccine({ seq: '1' }), vaccine({ seq: 2 }), vaccine({ seq: 3 })],
    })
    const { certificate, content, remarks } = read(data)
    assert.equal(content.status, 'passed')
    assert.deepEqual(remarks, [{ code: 'content.text-number', field: 'msg.ve[0].vd[0].seq' }])
    assert.equal(certificate.facts.length, 3)
    assert.equal(factOf(certificate, 'vaccination').doseNumber?.value, 1)
  })

  test('the disease is stated, or follows from the vaccine, or stays unknown', () => {
    const diseaseOf = (changes: JsonObject) => {
      const { value, source } = factOf(
        read(withVaccine(changes)).certificate,
        'vaccination',
      ).disease
      return `${value} ${source}`
    }
    assert.equal(diseaseOf({ dis: 'RA01' }), 'covid-19 stated')
    assert.equal(diseaseOf({ dis: '1D47', des: 'XM0N24' }), 'yellow-fever stated')
    assert.equal(diseaseOf({ dis: null }), 'covid-19 derived')
    assert.equal(diseaseOf({ dis: null, des: 'XM0GQ8' }), 'covid-19 derived')
    assert.equal(diseaseOf({ dis: null, des: 'XM9999' }), 'unknown derived')
    assert.equal(diseaseOf({ dis: 'RA02' }), 'unknown stated')
    assert.equal(diseaseOf({ dis: 'ra01' }), 'unknown stated')
    assert.deepEqual(remarksOf(withVaccine({ dis: 'RA02', des: 'toString' })), [
      'content.unknown-code msg.ve[0].des',
      'content.unknown-code msg.ve[0].dis',
    ])
  })

  test('a country of two letters is stated, one that is none is left out', () => {
    const countryOf = (ctr: string) =>
      factOf(read(withVaccine({}, { ctr })).certificate, 'vaccination').country
    assert.deepEqual(countryOf('UT'), { value: 'UT', source: 'stated' })
    assert.equal(countryOf('QQQ'), undefined)
    assert.deepEqual(remarksOf(withVaccine({}, { ctr: 'QQQ' })), [
      'content.unknown-code msg.ve[0].vd[0].ctr',
    ])
    assert.deepEqual(remarksOf(withVaccine({}, { ctr: 'FRA' })), [
      'content.country-differs msg.ve[0].vd[0].ctr',
    ])
  })

  test('dates that are odd or none', () => {
    const dateOf = (dvc: string) =>
      factOf(read(withVaccine({}, { dvc })).certificate, 'vaccination').date
    assert.equal(dateOf('2025-11-03T10:00:00Z')?.value, '2025-11-03')
    assert.equal(dateOf('2025-02-30'), undefined)
    assert.deepEqual(remarksOf(withVaccine({}, { dvc: '2025-11-03T10:00:00Z' })), [
      'content.date-time msg.ve[0].vd[0].dvc',
    ])
    assert.deepEqual(remarksOf(withVaccine({}, { dvc: '03/11/2025' })), [
      'content.unreadable-date msg.ve[0].vd[0].dvc',
    ])
    assert.deepEqual(remarksOf(withPerson({ dob: '1978-02' })), [
      'content.partial-birth-date msg.pid.dob',
    ])
    assert.deepEqual(remarksOf(withPerson({ dob: null })), [
      'content.partial-birth-date msg.pid.dob',
    ])
    assert.deepEqual(remarksOf(withPerson({ dob: 'May' })), ['content.unreadable-date msg.pid.dob'])
    assert.deepEqual(remarksOf(withPerson({ dob: '1978-02-07T00:00:00Z' })), [
      'content.date-time msg.pid.dob',
    ])
  })

  test('members that nobody knows are passed over, empty ones are absent', () => {
    assert.deepEqual(remarksOf(withVaccine({ lot: 'x' }, { lot: '', note: 1 })), [
      'content.extra-field msg.ve[0]',
      'content.empty-text msg.ve[0].vd[0].lot',
      'content.extra-field msg.ve[0].vd[0]',
    ])
  })
})

describe('a name', () => {
  const nameOf = (n: string) => read(withPerson({ n })).certificate.holder.name

  test('stays as it is, byte for byte', () => {
    for (const n of ['CITIZEN  JANE', ' Ab  c ', 'A\tB', 'Ä\u0308', '  ', 'A   B']) {
      assert.equal(nameOf(n).full?.value, n)
    }
  })

  test('is parted only in a passport’s letters, by one pair of spaces', () => {
    const parts = ({ familyTransliterated, givenTransliterated }: ReturnType<typeof nameOf>) =>
      familyTransliterated && [familyTransliterated.value, givenTransliterated?.value]
    assert.deepEqual(parts(nameOf('CITIZEN  JANE SUE')), ['CITIZEN', 'JANE<SUE'])
    assert.deepEqual(parts(nameOf('VAN DER MORE  A')), ['VAN<DER<MORE', 'A'])
    const whole = [
      'NIHON HANAKO',
      'Smith  Bill',
      'A   B',
      'A  B  C',
      '  A',
      'A  ',
      ' A  B',
      'A  B-C',
    ]
    for (const n of [...whole, `${'A'.repeat(20)}  ${'B'.repeat(17)}`]) {
      assert.equal(parts(nameOf(n)), undefined, n)
    }
  })
})

describe('proof of testing', () => {
  test('in the common model', () => {
    const { certificate, content, remarks } = read(testSeal())
    assert.equal(content.status, 'passed')
    assert.deepEqual(remarks, [])
    assert.deepEqual(certificate.identifiers, [{ scheme: 'utci', value: 'U01932' }])
    assert.equal(certificate.holder.documentNumber?.value, 'E1234567P')
    assert.deepEqual(certificate.facts, [
      {
        kind: 'test',
        disease: { value: 'unknown', source: 'derived', codes: [] },
        class: { value: 'naat', source: 'stated', codes: [{ code: 'molecular(PCR)' }] },
        result: { value: 'not-detected', source: 'stated', codes: [{ code: 'negative' }] },
        sampledAt: { value: '2026-05-30T12:00:00+02:00', source: 'stated' },
        centre: { value: 'Amaurot Hospital', source: 'stated' },
        country: { value: 'UT', source: 'derived' },
        status: { value: 'final', source: 'derived' },
      },
    ])
    assert.doesNotMatch(JSON.stringify(certificate), /example|Street|ID12345|\+000/)
  })

  const resultOf = (tr: JsonObject) =>
    factOf(read(testSeal({ tr: { tc: 'antigen', r: 'negative', ...tr } })).certificate, 'test')

  test('results: whatever is not listed is unknown', () => {
    assert.equal(resultOf({ r: 'positive' }).result.value, 'detected')
    for (const r of [
      'normal',
      'abnormal',
      'Negative',
      'NEGATIVE',
      ' negative',
      'not detected',
      'n',
    ]) {
      assert.equal(resultOf({ r }).result.value, 'unknown')
      assert.deepEqual(resultOf({ r }).result.codes, [{ code: r }])
    }
    const remarked = (r: string) => remarksOf(testSeal({ tr: { tc: 'antigen', r } }))
    assert.deepEqual(remarked('normal'), [])
    assert.deepEqual(remarked('Negative'), ['content.unknown-code msg.tr.r'])
  })

  test('classes', () => {
    const classOf = (tc: string) => resultOf({ tc }).class.value
    const classes = [
      'molecular(PCR)',
      'molecular(other)',
      'antigen',
      'antibody',
      'PCR',
      'constructor',
    ]
    assert.deepEqual(classes.map(classOf), [
      'naat',
      'naat',
      'antigen-rapid',
      'antibody',
      'unknown',
      'unknown',
    ])
  })

  test('times of the sample', () => {
    const sampled = (sc: string) =>
      factOf(read(testSeal({ dat: { sc } })).certificate, 'test').sampledAt
    assert.equal(sampled('2026-05-30T12:00:00+0200')?.value, '2026-05-30T12:00:00+02:00')
    assert.equal(sampled('2026-05-30')?.value, '2026-05-30')
    assert.equal(sampled('yesterday'), undefined)
    const remarked = (sc: string) => remarksOf(testSeal({ dat: { sc } }))
    assert.deepEqual(remarked('2026-05-30T12:00+02:00'), ['content.time-form msg.dat.sc'])
    assert.deepEqual(remarked('2026-05-30T12:00:00'), ['content.time-form msg.dat.sc'])
    assert.deepEqual(remarked('yesterday'), ['content.unreadable-date msg.dat.sc'])
  })
})

describe('structure', () => {
  const VACC = partOf(vaccinationSeal(), 'msg')
  const TEST = partOf(testSeal(), 'msg')

  const vacc = (msg: JsonObject) => ({ hdr: { t: 'icao.vacc', v: 1, is: 'UTO' }, msg })
  const test_ = (msg: JsonObject) => ({ hdr: { t: 'icao.test', v: 1, is: 'UTO' }, msg })

  const FAULTY: readonly (readonly [string, JsonObject])[] = [
    ...['uvci', 'pid', 've'].map((name) => [`no ${name}`, vacc(without(VACC, name))] as const),
    ...['utci', 'pid', 'sp', 'dat', 'tr'].map(
      (name) => [`no ${name}`, test_(without(TEST, name))] as const,
    ),
    ['a message of the other type', test_(VACC)],
    ['an empty uvci', vaccinationSeal({ uvci: '' })],
    ['a uvci that is a number', vaccinationSeal({ uvci: 7 })],
    ['pid an array', vaccinationSeal({ pid: [PERSON] })],
    ['no name', vaccinationSeal({ pid: without(PERSON, 'n') })],
    ['a name of numbers', withPerson({ n: 7 })],
    ['neither birth date nor document', vaccinationSeal({ pid: without(PERSON, 'dob', 'i') })],
    ['a birth date that is a number', withPerson({ dob: 1978 })],
    ['a sex that is a number', withPerson({ sex: 1 })],
    ['ve an object', vaccinationSeal({ ve: VACCINE })],
    ['no vaccine', vaccinationSeal({ ve: [] })],
    ['a vaccine that is text', vaccinationSeal({ ve: ['XM68M6'] })],
    [
      'one vaccine of two that is null',
      vaccinationSeal({ ve: [{ ...VACCINE, vd: [DOSE] }, null] }),
    ],
    ['no dose', withVaccine({ vd: [] })],
    ['doses that are an object', withVaccine({ vd: DOSE })],
    ...['des', 'nam'].map((name) => [`no ${name}`, withVaccine({ [name]: null })] as const),
    ...['dvc', 'seq', 'ctr'].map(
      (name) => [`no ${name}`, withVaccine({}, { [name]: null })] as const,
    ),
    ['a dose number with a fraction', withVaccine({}, { seq: 1.5 })],
    ['a dose number in words', withVaccine({}, { seq: 'first' })],
    ['a dose number of a thousand digits', withVaccine({}, { seq: '1'.repeat(1000) })],
    ['a lot that is a number', withVaccine({}, { lot: 123 })],
    ['a thousand doses', withVaccine({ vd: Array<JsonValue>(1000).fill(DOSE) })],
    ['no result', testSeal({ tr: { tc: 'antigen' } })],
    ['a result that is true', testSeal({ tr: { tc: 'antigen', r: true } })],
    ['no sample time', testSeal({ dat: { ri: '2026-05-31T09:00:00+02:00' } })],
    ['no centre', testSeal({ sp: { ctr: 'UTO' } })],
  ]
  for (const [name, data] of FAULTY) {
    test(`${name} leaves it without a definite meaning`, () => {
      assert.equal(read(data).content.code, 'content.structure')
    })
  }

  test('what need not be there', () => {
    for (const data of [
      vaccinationSeal({ pid: without(PERSON, 'dob', 'ai', 'sex') }),
      vaccinationSeal({ pid: without(PERSON, 'i', 'ai', 'sex') }),
      withVaccine({ dis: null }, { adm: null, lot: null, dvn: null }),
      vaccinationSeal({ ve: [{ ...VACCINE, vd: [DOSE, SECOND] }] }),
      testSeal({ opt: { any: [1] }, dat: { sc: '2026-05-30T12:00:00+02:00' } }),
      testSeal({ pid: { n: 'A', dn: 'E1' }, sp: { spn: 'Centre', ctr: 'UTO' } }),
    ]) {
      assert.equal(read(data).content.status, 'passed')
    }
  })
})
