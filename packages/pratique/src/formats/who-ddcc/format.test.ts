import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { anyCbor } from '../../../test/made-contents.ts'
import {
  EXPIRES_AT,
  ISSUED_AT,
  makeSigner,
  makeVerifier,
  NOW,
  signCose,
  toHc1,
  toMap,
} from '../../../test/made-messages.ts'
import type { Bytes } from '../../bytes/bytes.ts'
import { decodeCbor } from '../../cbor/decode.ts'
import { encodeCbor } from '../../cbor/encode.ts'
import type { CborMap, CborValue } from '../../cbor/value.ts'
import { decodeHc1 } from '../../cose/hc1.ts'
import { FormatError } from '../../errors.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import type { Reading } from '../../model/format.ts'
import { euDcc } from '../eu-dcc/format.ts'
import { whoDdcc } from './format.ts'
import { readPayload } from './payload.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 300) }

const SNOMED = 'http://snomed.info/sct'
const HOLDER = { name: 'Raphael Hythlodæus', birthDate: '1976-05-16' }
const DOSE = {
  vaccine: { system: SNOMED, code: '1119349007' },
  brand: { system: 'urn:x', code: 'B' },
  ma_holder: { system: 'urn:x', code: 'M' },
  lot: 'L-1',
  date: '2021-03-01',
  dose: 1,
  total_doses: 2,
  country: { system: 'urn:iso:std:iso:3166', code: 'USA' },
}
const FLAT: JsonObject = {
  ...HOLDER,
  ...DOSE,
  vaccine_valid: '2021-03-15',
  hcid: 'H-1',
  pha: 'Authority of Utopia',
  valid_from: '2021-03-01',
  valid_until: '2022-03-01',
}
const TEST: JsonObject = {
  ...HOLDER,
  test: {
    pathogen: { system: 'http://id.who.int/icd11/mms', code: 'XN109' },
    type: { system: 'http://loinc.org', code: '94845-5' },
    date: '2021-05-30T10:00:00Z',
    result: { system: SNOMED, code: '260415000' },
    country: { code: 'XEX' },
    centre: 'Centre',
  },
  certificate: { hcid: { value: 'H-2' }, period: { start: '2021-05-30', end: '2021-06-06' } },
}
const NESTED: JsonObject = {
  ...HOLDER,
  vaccination: {
    vaccine: DOSE.vaccine,
    brand: DOSE.brand,
    maholder: DOSE.ma_holder,
    lot: 'L-1',
    date: '2021-03-01',
    dose: 1,
    totalDoses: 2,
    country: DOSE.country,
    validFrom: '2021-03-15',
  },
  certificate: {
    issuer: { identifier: { value: 'Authority of Utopia' } },
    hcid: { value: 'H-1' },
    period: { start: '2021-03-01', end: '2022-03-01' },
  },
}

const asMap = (json: JsonValue): CborMap => {
  const map = toMap(json)
  return map instanceof Map ? map : new Map()
}
const under = (key: number, value: CborValue, ...beside: [number, CborValue][]): CborMap =>
  new Map<number, CborValue>([
    [1, 'UT'],
    [4, EXPIRES_AT],
    [6, ISSUED_AT],
    [-260, new Map([[key, value], ...beside])],
  ])

function read(map: CborMap): Reading {
  const opened = whoDdcc.open({ kind: 'cwt', map })
  assert.ok(opened)
  const reading = opened.read()
  assert.deepEqual(opened.view(), reading.certificate)
  return reading
}

const codeOf = (map: CborMap) => read(map).content.code
const testWith = (other: JsonObject): CborMap => {
  const test = TEST['test']
  return under(4, toMap({ ...TEST, test: Object.assign({}, test, other) }))
}
const resultOf = (result: JsonValue) => {
  const [fact] = read(testWith({ result })).certificate.facts
  assert.ok(fact?.kind === 'test')
  return fact.result.value
}

describe('where a DDCC stands', () => {
  test('bare it is told by its content, and needs neither issuer nor times', () => {
    for (const json of [FLAT, NESTED, TEST]) {
      const { certificate, content, remarks } = read(asMap(json))
      assert.equal(content.status, 'passed')
      assert.deepEqual(certificate.validity, {})
      assert.deepEqual(certificate.issuer, {})
      assert.ok(remarks.some(({ code }) => code === 'content.no-end-date'))
    }
  })

  test('it is told by nothing less', () => {
    const others: CborMap[] = [
      new Map(),
      asMap(HOLDER),
      asMap({ vaccine: 'x' }),
      asMap({ name: null, vaccine: 'x' }),
      asMap({ name: 'x', vaccine: null, test: null }),
      new Map<number | bigint | string, CborValue>([...asMap(FLAT), [-260, new Map()]]),
      under(1, asMap(FLAT)),
      under(5, asMap(FLAT)),
    ]
    for (const map of others) assert.equal(whoDdcc.open({ kind: 'cwt', map }), undefined)
    assert.equal(whoDdcc.open({ kind: 'json', object: FLAT }), undefined)
  })

  test('a sub-claim that is no map is none of this format', () => {
    for (const value of ['x', 5, [], new Uint8Array()]) {
      assert.throws(() => whoDdcc.open({ kind: 'cwt', map: under(3, value) }), {
        code: 'format.claims',
      })
    }
  })

  test('flat and nested spellings state the same', () => {
    assert.deepEqual(read(asMap(FLAT)).certificate, read(asMap(NESTED)).certificate)
    const both = [FLAT, NESTED].map((json) => read(under(3, asMap(json))))
    assert.deepEqual(both[0], both[1])
  })
})

describe('what it states', () => {
  test('a vaccination', () => {
    const { certificate } = read(under(3, asMap(FLAT)))
    assert.deepEqual(certificate.identifiers, [{ scheme: 'hcid', value: 'H-1' }])
    assert.deepEqual(certificate.holder, {
      name: { full: { value: HOLDER.name, source: 'stated' } },
      birthDate: { value: HOLDER.birthDate, source: 'stated' },
    })
    const [fact] = certificate.facts
    assert.ok(fact?.kind === 'vaccination')
    // No disease is stated: it follows from the vaccine.
    assert.deepEqual([fact.disease.value, fact.disease.source], ['covid-19', 'derived'])
    assert.deepEqual(fact.country, { value: 'US', source: 'derived' })
    assert.deepEqual(fact.product?.codes, [{ system: 'urn:x', code: 'B' }])
    assert.deepEqual(
      [fact.doseNumber?.value, fact.seriesDoses?.value, fact.lot?.value, fact.date?.value],
      [1, 2, 'L-1', '2021-03-01'],
    )
    // The dose counts from its own day, though the certificate begins earlier.
    assert.equal(fact.validFrom?.value, '2021-03-15')
    assert.equal(fact.validUntil?.value, '2022-03-01')
    assert.equal(fact.statedBy?.value, 'Authority of Utopia')
  })

  test('a test', () => {
    const [fact] = read(under(4, asMap(TEST))).certificate.facts
    assert.ok(fact?.kind === 'test')
    assert.deepEqual(
      [fact.disease.value, fact.class.value, fact.result.value, fact.sampledAt?.value],
      ['covid-19', 'naat', 'not-detected', '2021-05-30T10:00:00Z'],
    )
    assert.deepEqual(fact.country, { value: 'XE', source: 'derived' })
    assert.equal(fact.centre?.value, 'Centre')
  })

  test('the number of a person is not shown', () => {
    const text = JSON.stringify(read(asMap({ ...FLAT, identifier: 'SECRET', sex: 'male' })))
    assert.ok(!text.includes('SECRET') && !text.includes('male'))
  })

  test('only exact codes are a result; whatever else it is, it is never "not detected"', () => {
    const coded = (system: string, code: string) => ({ system, code })
    assert.equal(resultOf(coded(SNOMED, '260373001')), 'detected')
    assert.equal(resultOf(coded('http://loinc.org', 'LA6576-8')), 'detected')
    assert.equal(resultOf(coded('http://loinc.org', 'LA6577-6')), 'not-detected')
    assert.equal(resultOf('260415000'), 'not-detected')
    const others: JsonValue[] = [
      null,
      'negative',
      'Not detected',
      ' ',
      coded('http://loinc.org', '260415000'),
      coded('urn:x', '260415000'),
      coded('http://id.who.int/icd11/mms', 'RA01.1'),
      coded('http://id.who.int/icd11/mms', 'RA01.0'),
      { coding: [coded(SNOMED, '260415000'), coded(SNOMED, '260373001')] },
      { display: 'Not detected' },
      { coding: [] },
    ]
    for (const other of others) assert.equal(resultOf(other), 'unknown', JSON.stringify(other))
    fc.assert(
      fc.property(anyCbor(2), (value) => {
        const map = under(
          4,
          new Map([
            ...asMap(TEST),
            [
              'test',
              new Map([
                ['type', 'x'],
                ['result', value],
              ]),
            ],
          ]),
        )
        const [fact] = read(map).certificate.facts
        assert.ok(fact === undefined || (fact.kind === 'test' && fact.result.value === 'unknown'))
      }),
      RUNS,
    )
  })
})

describe('what it must not be', () => {
  test('two things at once', () => {
    const both = { ...NESTED, ...TEST }
    assert.equal(codeOf(asMap(both)), 'content.several-entries')
    assert.equal(codeOf(under(3, asMap(both))), 'content.several-entries')
    assert.equal(codeOf(asMap({ ...FLAT, ...NESTED })), 'content.several-entries')
    assert.equal(codeOf(under(3, asMap(TEST))), 'content.several-entries')
    assert.equal(codeOf(under(3, asMap(FLAT), [4, asMap(TEST)])), 'content.several-entries')
    assert.equal(codeOf(under(3, asMap(FLAT), [1, new Map()])), 'content.several-entries')
    // Which format looks first makes no difference.
    const map = under(1, new Map(), [3, asMap(FLAT)])
    assert.equal(euDcc.open({ kind: 'cwt', map })?.read().content.code, 'content.several-entries')
  })

  test('a key meant for one of two vouches for neither', () => {
    const usages = (map: CborMap) => whoDdcc.open({ kind: 'cwt', map })?.usages
    assert.deepEqual(usages(asMap({ ...NESTED, ...TEST })), ['vaccination', 'test'])
    assert.deepEqual(usages(under(4, asMap(FLAT))), ['vaccination', 'test'])
    assert.deepEqual(usages(under(3, new Map())), ['vaccination'])
    assert.deepEqual(usages(under(4, asMap(TEST))), ['test'])
  })

  test('without a name, or without anything given or done', () => {
    for (const name of [null, 7, '', []]) {
      assert.equal(codeOf(under(3, toMap({ ...FLAT, name }))), 'content.structure')
    }
    assert.equal(codeOf(under(3, asMap(HOLDER))), 'content.structure')
    assert.equal(codeOf(testWith({ type: null, pathogen: null })), 'content.structure')
  })

  test('one member spelt twice', () => {
    assert.equal(codeOf(asMap({ ...FLAT, totalDoses: 2 })), 'content.structure')
  })

  test('a date that is missing is a remark', () => {
    for (const date of [null, '', 'Christmas']) {
      const { content, certificate, remarks } = read(asMap({ ...FLAT, date }))
      assert.equal(content.status, 'passed')
      assert.ok(remarks.some(({ code }) => code === 'content.unreadable-date'))
      const [fact] = certificate.facts
      assert.ok(fact?.kind === 'vaccination' && fact.date === undefined)
    }
  })
})

describe('the five properties of every format', () => {
  const signer = makeSigner('hcert')
  const verifier = makeVerifier([signer], { formats: [euDcc, whoDdcc] })
  const context = { now: NOW }

  test('1 and 2: what is read is what was written', () => {
    const text = toHc1(signCose(signer, under(3, asMap(FLAT))))
    const map = decodeCbor(decodeHc1(text).payload)
    assert.ok(map instanceof Map)
    assert.deepEqual(read(map), read(under(3, asMap(FLAT))))
    // Another text of the same message means the same: the wrapper is not signed (see README).
    assert.deepEqual(decodeHc1(toHc1(decodeHc1(text), 1)), decodeHc1(text))
  })

  test('3: anything at all is read, or refused with a FormatError', () => {
    const names = Object.keys({ ...FLAT, ...NESTED, ...TEST, type: 0, result: 0, brand: 0 })
    const member = fc.tuple(fc.constantFrom(...names), anyCbor(2))
    fc.assert(
      fc.property(fc.array(member, { maxLength: 12 }), fc.constantFrom(3, 4), (members, key) => {
        const ddcc = new Map(members)
        for (const map of [ddcc, under(key, ddcc)]) {
          try {
            whoDdcc.open({ kind: 'cwt', map })?.read()
          } catch (error) {
            assert.ok(error instanceof FormatError)
          }
        }
        readPayload(ddcc)
      }),
      RUNS,
    )
  })

  test('4: no changed bit of header, payload or signature is genuine', async () => {
    const message = signCose(signer, under(4, asMap(TEST)))
    assert.equal((await verifier.verify(toHc1(message), context)).verdict, 'genuine')
    for (const part of ['protected', 'payload', 'signature'] as const) {
      for (let bit = 0; bit < message[part].length * 8; bit += 5) {
        const text = toHc1({ ...message, [part]: flip(message[part], bit) }, 1)
        const { verdict } = await verifier.verify(text, context)
        assert.notEqual(verdict, 'genuine', `${part}, bit ${bit}`)
      }
    }
  })

  test('5: the same text has the same outcome', async () => {
    const text = toHc1(signCose(signer, encodeCbor(asMap(FLAT))))
    const first = await verifier.verify(text, context)
    assert.equal(first.verdict, 'genuine')
    assert.equal(first.format, 'who-ddcc')
    assert.deepEqual(await verifier.verify(text, context), first)
  })
})

function flip(bytes: Bytes, bit: number): Bytes {
  const flipped = bytes.slice()
  flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return flipped
}
