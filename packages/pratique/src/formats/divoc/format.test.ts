/**
 * DIVOC certificates through the whole verification: what is read of them, and what cannot be passed
 * off on anybody, signed or not.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  ISSUER,
  makeDocument,
  signDocument,
  verify,
  withProofOf,
} from '../../../test/made-divoc.ts'
import type { CheckCode, RemarkCode } from '../../codes.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import type { HealthCertificate } from '../../model/health-certificate.ts'

const DOCUMENT = makeDocument()
const SIGNED = signDocument(DOCUMENT)

type Other = Parameters<typeof makeDocument>[0]

describe('a certificate is genuine', () => {
  test('and is read in full', async () => {
    const result = await verify(SIGNED)
    assert.equal(result.verdict, 'genuine')
    assert.deepEqual(certificateOf(result), EXPECTED)
    assert.deepEqual(
      result.remarks.map(({ code }) => code),
      ['revocation.none-published'],
    )
  })

  for (const algorithm of ['PS256', 'RS256'] as const) {
    test(`by ${algorithm}`, async () => {
      const { verdict, remarks } = await verify(signDocument(DOCUMENT, { algorithm }))
      const isRemarked = remarks.some(({ code }) => code === 'signature.legacy-algorithm')
      assert.deepEqual([verdict, isRemarked], ['genuine', algorithm === 'RS256'])
    })
  }

  const good: readonly (readonly [string, Other, (RemarkCode | undefined)?])[] = [
    ['dates in the basic form', { evidence: { date: '20210415', effectiveStart: '20210414' } }],
    ['doses as text', { evidence: { dose: '1', totalDoses: '2' } }, 'content.text-number'],
    ['without doses', { evidence: { dose: '', totalDoses: '' } }],
    ['the last dose', { evidence: { dose: 2 } }],
    ['many doses', { evidence: { dose: 3, totalDoses: 12 } }, 'content.dose-count'],
    ['without a period', { evidence: { effectiveStart: '', effectiveUntil: '' } }],
    [
      'a period of a day',
      { evidence: { effectiveStart: '2021-04-15', effectiveUntil: '20210415' } },
    ],
    ['an unknown vaccine', { evidence: { vaccine: 'Utopivax' } }, 'content.unknown-code'],
    ['a brand twice', { evidence: { vaccine: 'Moderna', manufacturer: 'MODERNA' } }],
    ['a brand and no maker', { evidence: { vaccine: 'Moderna', manufacturer: '-' } }],
    [
      'a brand of a maker',
      { evidence: { vaccine: 'Sinovac', manufacturer: 'Sinovac Biotech Ltd' } },
    ],
    ['a lot without digits', { evidence: { batch: 'Dummy-TGN-Amaurot' } }],
    ['an id as a number', { evidence: { certificateId: 92047670169 } }, 'content.text-number'],
    ['an id of digits', { evidence: { id: `${ISSUER}vaccine/undefined` } }],
    ['without an id', { evidence: { id: `${ISSUER}vaccine/undefined`, certificateId: '' } }],
    ['a partial birth date', { subject: { dob: '1976' } }, 'content.partial-birth-date'],
    ['a birth date in words', { subject: { dob: 'in May' } }, 'content.unreadable-date'],
    ['a date-time of birth', { subject: { dob: '1976-05-16T00:00:00Z' } }, 'content.date-time'],
    ['blanks around a name', { subject: { name: ' Raphael ' } }, 'content.untrimmed'],
    ['a decomposed name', { subject: { name: 'Ra\u0308phael' } }, 'content.not-normalised'],
    ['a long name', { subject: { name: 'Raphael '.repeat(12).trim() } }, 'content.long-text'],
    ['issued on a date', { root: { issuanceDate: '2021-04-15' } }],
  ]
  for (const [name, other, remark] of good) {
    test(`with ${name}`, async () => {
      const { verdict, code, remarks } = await verify(signDocument(makeDocument(other)))
      assert.deepEqual([verdict, code], ['genuine', undefined])
      if (remark) assert.ok(remarks.some((each) => each.code === remark))
    })
  }

  test('under version 1 of the context, without what it does not know', async () => {
    const { verdict } = await verify(signDocument(makeVersion1()))
    assert.equal(verdict, 'genuine')
  })
})

describe('what the issuer signed and nobody can rely on', () => {
  const cases: readonly (readonly [string, Other, CheckCode])[] = [
    ['a holder with an empty id', { subject: { id: '' } }, 'content.holder-unsigned'],
    [
      'a holder with a blank in the id',
      { subject: { id: 'did:a b:1' } },
      'content.holder-unsigned',
    ],
    ['a holder with a relative id', { subject: { id: 'person' } }, 'content.holder-unsigned'],
    ['a booster as dose 3 of 2', { evidence: { dose: 3 } }, 'content.ambiguous'],
    ['a dose without a total', { evidence: { totalDoses: '' } }, 'content.ambiguous'],
    ['a dose in words', { evidence: { dose: 'first' } }, 'content.structure'],
    ['half a dose', { evidence: { dose: 0.5 } }, 'content.structure'],
    ['no vaccine', { evidence: { vaccine: '' } }, 'content.structure'],
    [
      'no date',
      { evidence: { date: '', effectiveStart: '', effectiveUntil: '' } },
      'content.structure',
    ],
    ['a period alone', { evidence: { date: '' } }, 'content.ambiguous'],
    ['a date in words', { evidence: { date: 'yesterday' } }, 'content.ambiguous'],
    [
      'a period before the dose',
      { evidence: { effectiveUntil: '2021-04-14' } },
      'content.ambiguous',
    ],
    ['a dose after the issue', { evidence: { date: '2021-04-20' } }, 'content.ambiguous'],
    [
      'two days for three dates',
      {
        evidence: { date: '20210401', effectiveStart: '20210401', effectiveUntil: '20210410' },
      },
      'content.ambiguous',
    ],
    [
      'two unknown words',
      { evidence: { vaccine: 'Abc', manufacturer: 'Def' } },
      'content.ambiguous',
    ],
    [
      'two brands',
      { evidence: { vaccine: 'Pfizer', manufacturer: 'Moderna' } },
      'content.ambiguous',
    ],
    ['a lot that is a vaccine', { evidence: { batch: 'Covaxin' } }, 'content.ambiguous'],
    [
      'a lot and an id of digits',
      { evidence: { id: `${ISSUER}vaccine/undefined`, batch: '202101001' } },
      'content.ambiguous',
    ],
    ['no name', { subject: { name: '' } }, 'content.structure'],
    ['a birth in 1815', { subject: { dob: '1815-06-18' } }, 'content.implausible'],
    ['a birth after the issue', { subject: { dob: '2021-06-18' } }, 'content.implausible'],
    ['an unreadable time of issue', { root: { issuanceDate: 'today' } }, 'validity.unreadable'],
    [
      'an issue in the future',
      { root: { issuanceDate: '2032-01-01T00:00:00Z' } },
      'validity.not-yet',
    ],
  ]
  for (const [name, other, code] of cases) {
    test(name, async () => {
      const result = await verify(signDocument(makeDocument(other)))
      assert.deepEqual([result.verdict === 'genuine', result.code], [false, code])
    })
  }
})

describe('a member for another, under the same signature', () => {
  const exchanges: readonly (readonly [string, string])[] = [
    ['dose', 'totalDoses'],
    ['date', 'effectiveStart'],
    ['date', 'effectiveUntil'],
    ['effectiveStart', 'effectiveUntil'],
    ['certificateId', 'batch'],
    ['certificateId', 'vaccine'],
    ['certificateId', 'manufacturer'],
    ['certificateId', 'icd11Code'],
    ['batch', 'vaccine'],
    ['batch', 'manufacturer'],
    ['batch', 'icd11Code'],
    ['vaccine', 'manufacturer'],
    ['vaccine', 'icd11Code'],
    ['manufacturer', 'icd11Code'],
  ]
  for (const [one, other] of exchanges) {
    test(`${one} and ${other}`, async () => {
      const evidence = evidenceOf(DOCUMENT)
      const exchanged = { [one]: evidence[other] ?? '', [other]: evidence[one] ?? '' }
      const result = await verify(withProofOf(SIGNED, makeDocument({ evidence: exchanged })))
      assert.equal(result.code, 'content.ambiguous')
      assert.equal(result.checks[2]?.status, 'passed', 'the signature holds')
    })
  }

  test('all three dates', async () => {
    const { date = '', effectiveStart = '', effectiveUntil = '' } = evidenceOf(DOCUMENT)
    const turns: readonly (readonly JsonValue[])[] = [
      [effectiveStart, effectiveUntil, date],
      [effectiveUntil, date, effectiveStart],
    ]
    for (const [first = '', second = '', third = ''] of turns) {
      const evidence = { date: first, effectiveStart: second, effectiveUntil: third }
      const { code } = await verify(withProofOf(SIGNED, makeDocument({ evidence })))
      assert.equal(code, 'content.ambiguous')
    }
  })

  test('the total of doses left out where it is the dose', async () => {
    const signed = signDocument(makeDocument({ evidence: { dose: 2 } }))
    const { totalDoses, ...evidence } = evidenceOf(signed)
    const result = await verify({ ...signed, evidence: [evidence] })
    assert.equal(result.code, 'content.ambiguous')
    assert.equal(result.checks[2]?.status, 'passed', 'the signature holds')
  })

  for (const id of ['', 'did:Passport:a b']) {
    test(`the holder, under the id "${id}"`, async () => {
      const signed = signDocument(makeDocument({ subject: { id } }))
      const other = makeDocument({ subject: { id, name: 'Another', dob: '1990-01-01' } })
      const result = await verify(withProofOf(signed, other))
      assert.equal(result.code, 'content.holder-unsigned')
      assert.equal(result.checks[2]?.status, 'passed', 'the signature holds')
    })
  }
})

describe('a document in another shape', () => {
  const evidence = evidenceOf(DOCUMENT)
  const { vaccine = '', manufacturer = '', ...rest } = evidence
  const id = evidence['id'] ?? ''
  const shapes: readonly (readonly [string, Other, CheckCode])[] = [
    ['doses in an array', { evidence: { dose: [1, 2] } }, 'format.document'],
    ['an array of one', { evidence: { vaccine: ['COVISHIELD'] } }, 'format.document'],
    ['a name in an array', { subject: { name: ['Raphael'] } }, 'format.document'],
    ['null', { evidence: { certificateId: null } }, 'format.document'],
    ['true', { evidence: { batch: true } }, 'format.document'],
    ['an object for a value', { subject: { name: { '@value': 'Raphael' } } }, 'format.document'],
    ['a member beside', { subject: { title: 'King' } }, 'format.document'],
    [
      'a root member beside',
      { root: { expirationDate: '2031-01-01T00:00:00Z' } },
      'format.document',
    ],
    ['@id', { subject: { '@id': 'did:utopia:person:2' } }, 'format.document'],
    ['an IRI as a name', { subject: { 'https://schema.org/name': 'King' } }, 'format.document'],
    ['a compact IRI as a name', { subject: { 'schema:name': 'King' } }, 'format.document'],
    ['a context inside', { subject: { '@context': {} } }, 'format.document'],
    [
      'evidence in two objects',
      {
        root: {
          evidence: [
            { ...rest, id },
            { id, type: ['Vaccination'], vaccine, manufacturer },
          ],
        },
      },
      'format.document',
    ],
    ['no evidence', { root: { evidence: [] } }, 'format.document'],
    ['evidence in no array', { root: { evidence } }, 'format.document'],
    ['two holders', { root: { credentialSubject: [{ type: 'Person' }] } }, 'format.document'],
    ['one id for two', { subject: { id } }, 'format.document'],
    ['a blank node label', { subject: { id: '_:b0' } }, 'format.document'],
    ['a relative id of the evidence', { evidence: { id: 'vaccine/1' } }, 'format.document'],
    [
      'an id that a context completes',
      { evidence: { id: 'schema:x/92047670169' } },
      'format.document',
    ],
    ['an issuer that is none', { root: { issuer: 'Utopia' } }, 'format.document'],
    ['another type', { root: { type: ['VerifiableCredential'] } }, 'format.document'],
    ['half a pair of surrogates', { subject: { name: '\ud800' } }, 'format.document'],
    ['an extra context', { root: { '@context': [...contexts(), { x: 'y' }] } }, 'format.context'],
    [
      'a third context',
      { root: { '@context': [...contexts(), contexts()[1] ?? ''] } },
      'format.context',
    ],
    ['one context', { root: { '@context': contexts()[0] ?? '' } }, 'format.context'],
    [
      'contexts the other way round',
      { root: { '@context': contexts().toReversed() } },
      'format.context',
    ],
    [
      'a context that nobody knows',
      { root: { '@context': [contexts()[0] ?? '', 'https://evil.example/v1'] } },
      'format.context',
    ],
    [
      'the context of tests',
      {
        root: {
          '@context': [contexts()[0] ?? '', 'https://cowin.gov.in/credentials/testCertificate/v1'],
        },
      },
      'format.context',
    ],
  ]
  for (const [name, other, code] of shapes) {
    test(name, async () => {
      const result = await verify(withProofOf(SIGNED, makeDocument(other)))
      assert.deepEqual([result.verdict, result.code], ['not-genuine', code])
    })
  }

  test('members of version 2 under version 1', async () => {
    const document = {
      ...makeVersion1(),
      evidence: [{ ...evidenceOf(makeVersion1()), icd11Code: 'XM97T2' }],
    }
    assert.equal((await verify(withProofOf(SIGNED, document))).code, 'format.document')
  })
})

describe('another value breaks the signature', () => {
  const address = { district: 'Amaurot', postalCode: '176207' }
  const cases: readonly (readonly [string, Other, CheckCode])[] = [
    ['a number as text', { subject: { address } }, 'signature.invalid'],
    ['a letter as two', { subject: { name: 'Raphael Hythlodaeus' } }, 'signature.invalid'],
    ['another name', { subject: { name: 'Another' } }, 'signature.invalid'],
    ['another birth date', { subject: { dob: '1990-01-01' } }, 'signature.invalid'],
    ['another id of the holder', { subject: { id: 'did:utopia:person:2' } }, 'signature.invalid'],
    ['another issuer', { root: { issuer: `${ISSUER}x` } }, 'signer.list-missing'],
  ]
  for (const [name, other, code] of cases) {
    test(name, async () => {
      const result = await verify(withProofOf(SIGNED, makeDocument(other)))
      assert.deepEqual([result.verdict === 'genuine', result.code], [false, code])
    })
  }

  test('é composed and decomposed are two names', async () => {
    const signed = signDocument(makeDocument({ subject: { name: 'Ren\u00e9' } }))
    const other = makeDocument({ subject: { name: 'Rene\u0301' } })
    assert.equal((await verify(withProofOf(signed, other))).code, 'signature.invalid')
  })
})

test('no change of one or two leaves shows anything else as genuine', async () => {
  const leaves = listLeaves(SIGNED, [])
  const changed: JsonObject[] = []
  for (const path of leaves) {
    const value = valueAt(SIGNED, path)
    for (const other of [`${value}x`, '', null, [value], 7, String(value), {}, undefined]) {
      changed.push(withValue(SIGNED, path, other))
    }
  }
  for (const [at, one] of leaves.entries()) {
    for (const other of leaves.slice(at + 1)) {
      if (one[0] !== other[0]) continue
      const exchanged = withValue(SIGNED, one, valueAt(SIGNED, other))
      changed.push(withValue(exchanged, other, valueAt(SIGNED, one)))
      changed.push(withValue(SIGNED, one, valueAt(SIGNED, other)))
    }
  }
  let genuine = 0
  for (const document of changed) {
    const result = await verify(document)
    if (result.verdict !== 'genuine') continue
    genuine++
    assert.deepEqual(certificateOf(result), EXPECTED)
  }
  assert.ok(changed.length > 500 && genuine < changed.length / 10, `${genuine}/${changed.length}`)
})

type Path = readonly (string | number)[]

function listLeaves(value: JsonValue, path: Path): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([name, each]) => listLeaves(each, [...path, name]))
}

function valueAt(value: JsonValue, path: Path): JsonValue {
  return path.reduce<JsonValue>((each, name) => Reflect.get(Object(each), name), value)
}

/** A copy with another value; `undefined`: without the member. */
function withValue(document: JsonObject, path: Path, value: JsonValue | undefined): JsonObject {
  const copy: JsonObject = structuredClone(document)
  const parent = valueAt(copy, path.slice(0, -1))
  const name = path.at(-1) ?? ''
  if (value === undefined) Reflect.deleteProperty(Object(parent), name)
  else Reflect.set(Object(parent), name, value)
  return copy
}

function contexts(): readonly JsonValue[] {
  const context = DOCUMENT['@context'] ?? null
  return Array.isArray(context) ? context : []
}

function evidenceOf(document: JsonObject): JsonObject {
  const evidence: JsonObject = Reflect.get(Object(document['evidence']), 0)
  return evidence
}

function makeVersion1(): JsonObject {
  const { icd11Code, prophylaxis, ...evidence } = evidenceOf(DOCUMENT)
  const { dob, ...subject }: JsonObject = Object(DOCUMENT['credentialSubject'])
  return makeDocument({
    root: {
      '@context': [contexts()[0] ?? '', 'https://cowin.gov.in/credentials/vaccination/v1'],
      credentialSubject: { ...subject, age: '45' },
      evidence: [evidence],
    },
  })
}

function certificateOf(result: object): HealthCertificate {
  return Reflect.get(result, 'certificate')
}

const EXPECTED: HealthCertificate = {
  holder: {
    name: { full: { value: 'Raphael Hythlodæus', source: 'stated' } },
    birthDate: { value: '1976-05-16', source: 'stated' },
  },
  facts: [
    {
      kind: 'vaccination',
      disease: {
        value: 'covid-19',
        source: 'derived',
        codes: [
          { system: 'http://id.who.int/icd11/mms', code: 'XM97T2' },
          { code: 'COVID-19 vaccine, non-replicating viral vector' },
          { code: 'COVISHIELD' },
        ],
      },
      status: { value: 'completed', source: 'derived' },
      date: { value: '2021-04-15', source: 'stated' },
      product: { value: 'unknown', source: 'stated', codes: [{ code: 'COVISHIELD' }] },
      vaccineType: {
        value: 'unknown',
        source: 'stated',
        codes: [{ system: 'http://id.who.int/icd11/mms', code: 'XM97T2' }],
      },
      manufacturer: {
        value: 'unknown',
        source: 'stated',
        codes: [{ code: 'Serum Institute of India' }],
      },
      doseNumber: { value: 1, source: 'stated' },
      seriesDoses: { value: 2, source: 'stated' },
      lot: { value: 'UTO-4120Z025', source: 'stated' },
      validFrom: { value: '2021-04-14', source: 'stated' },
      validUntil: { value: '2025-04-15', source: 'stated' },
      country: { value: 'UT', source: 'derived' },
      statedBy: { value: 'Amaurot Hospital', source: 'stated' },
    },
  ],
  identifiers: [{ scheme: 'certificate-id', value: '92047670169' }],
  issuer: { stated: { value: ISSUER, source: 'stated' } },
  validity: { issuedAt: Date.parse('2021-04-15T09:00:00Z') / 1000 },
}
