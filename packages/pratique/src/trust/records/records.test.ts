import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { makeKeys, spkiOf } from '../../../test/make-certificate.ts'
import { parseJson } from '../../json/parse.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { readSpki } from '../../keys/spki.ts'
import { EVIDENCE_LEVELS, type TrustImport, type TrustList, type TrustRecord } from '../record.ts'
import { exportRecords, importRecords } from './records.ts'

const SPKI = spkiOf(makeKeys())
const OTHER_SPKI = spkiOf(makeKeys('P-384'))
const FILE = { type: 'pratique-trust-records', version: 1 } as const
const RECORD: JsonObject = {
  framework: 'hcert',
  environment: 'test',
  issuer: 'UTO',
  keyId: '0102030405060708',
  spki: Buffer.from(SPKI).toString('base64'),
}

describe('a file of records', () => {
  test('what it leaves out has a default', () => {
    assert.deepEqual(importRecords({ ...FILE, records: [RECORD] }), {
      records: [
        {
          framework: 'hcert',
          environment: 'test',
          issuer: 'UTO',
          keyId: '0102030405060708',
          key: { spki: SPKI, kind: 'P-256' },
          algorithms: ['ES256'],
          status: 'live',
          evidence: 'local',
          revocation: 'none',
          remarks: [],
        },
      ],
      lists: [],
      dropped: [],
    })
    assert.deepEqual(importRecords(FILE), { records: [], lists: [], dropped: [] })
  })

  test('times are RFC 3339 with any offset', () => {
    const dates = { notBefore: '2021-06-01T02:00:00+02:00', notAfter: '2022-06-01T00:00:00Z' }
    const [record] = importRecords({ ...FILE, records: [{ ...RECORD, ...dates }] }).records
    assert.deepEqual([record?.notBefore, record?.notAfter], [1622505600, 1654041600])
  })

  test('claims no more evidence than it may', () => {
    for (const [at, evidence] of EVIDENCE_LEVELS.entries()) {
      const file = { ...FILE, records: [{ ...RECORD, evidence }] }
      const { records } = importRecords(file, { maxEvidence: 'local' })
      assert.equal(records[0]?.evidence, at < 3 ? 'local' : evidence)
      assert.equal(importRecords(file).records[0]?.evidence, evidence)
    }
  })

  test('says nothing about a signature where it may not', () => {
    const file = { ...FILE, lists: [{ framework: 'hcert', name: 'x', isSigned: true }] }
    assert.equal(importRecords(file).lists[0]?.isSigned, true)
    assert.equal(importRecords(file, { maxEvidence: 'listed' }).lists[0]?.isSigned, true)
    assert.equal(importRecords(file, { maxEvidence: 'directory' }).lists[0]?.isSigned, false)
  })
})

describe('an authority', () => {
  const authority = { ...RECORD, framework: 'vds-nc', role: 'authority', revocation: 'x509-crl' }

  test('is one by its role, and signs no message', () => {
    const [record] = importRecords({ ...FILE, records: [authority] }).records
    assert.deepEqual(
      [record?.role, record?.revocation, record?.algorithms],
      ['authority', 'x509-crl', []],
    )
  })

  test('written down again is the same', () => {
    const imported = importRecords({ ...FILE, records: [authority, { ...RECORD, role: 'signer' }] })
    assert.deepEqual(importRecords(exportRecords(imported)), imported)
  })

  test('may share its identifier with a hundred; of signers of seals it is not their own', () => {
    const crowd = keysOfOneIdentifier(101).map((each) => ({ ...each, framework: 'vds-nc' }))
    assert.equal(importRecords({ ...FILE, records: crowd }).records.length, 101)
    const records = crowd.map((each) => ({ ...each, role: 'authority' }))
    assert.throws(() => importRecords({ ...FILE, records }), { code: 'usage.trust-file' })
  })
})

test('a key of RSA may sign with any algorithm of RSA, if its record says so', () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  const read = (algorithms?: readonly string[]) => {
    const record = { ...RECORD, spki, ...(algorithms && { algorithms }) }
    return importRecords({ ...FILE, records: [record] }).records[0]?.algorithms
  }
  assert.deepEqual(read(), ['PS256'])
  assert.deepEqual(read(['RS256', 'PS512']), ['RS256', 'PS512'])
  assert.throws(() => read(['ES256']), { code: 'usage.trust-file' })
})

test('a hundred keys may share an identifier, with any number of records each', () => {
  const records = keysOfOneIdentifier(100)
  assert.equal(importRecords({ ...FILE, records: [...records, ...records] }).records.length, 200)
})

test('a list of all issuers, or of the own one, is one to stand on', () => {
  for (const issuer of [{}, { issuer: 'UTO' }]) {
    const lists = [{ framework: 'hcert', name: 'own', ...issuer }]
    const { records } = importRecords({ ...FILE, lists, records: [{ ...RECORD, list: 'own' }] })
    assert.equal(records[0]?.list, 'own')
  }
})

describe('one fault refuses the whole file', () => {
  const cases: readonly (readonly [path: string, file: JsonValue])[] = [
    ['file', null],
    ['file', []],
    ['file.type', {}],
    ['file.type', { ...FILE, type: 'other' }],
    ['file.version', { ...FILE, version: 2 }],
    ['file', { ...FILE, more: 1 }],
    ['file.records', { ...FILE, records: {} }],
    ['records[1]', { ...FILE, records: [RECORD, 'text'] }],
    ['records[0]', { ...FILE, records: [{ ...RECORD, origin: 'a friend' }] }],
    ...(
      [
        ['framework', 'other'],
        ['environment', 'Test'],
        ['issuer', 1],
        ['keyId', null],
        ['spki', 'AAAA'],
        ['spki', '***'],
        ['algorithms', ['ES384']],
        ['algorithms', ['none']],
        ['algorithms', 'ES256'],
        ['usages', ['all']],
        ['notBefore', '2021-06-01'],
        ['notAfter', 1622505600],
        ['status', 'withdrwan'],
        ['role', 'issuer'],
        ['role', null],
        ['evidence', 'sure'],
        ['list', 1],
        ['revocation', 'crl'],
        ['crlVersion', '1'],
        ['domains', ['OTHER']],
        ['parent', 1],
        ['remarks', [{ code: 'made-up' }]],
      ] as const
    ).map(
      ([name, value]) =>
        [`records[0].${name}`, { ...FILE, records: [{ ...RECORD, [name]: value }] }] as const,
    ),
    ...Object.keys(RECORD).map(
      (name) =>
        [
          `records[0].${name}`,
          {
            ...FILE,
            records: [Object.fromEntries(Object.entries(RECORD).filter(([n]) => n !== name))],
          },
        ] as const,
    ),
    ['records[0].list', { ...FILE, records: [{ ...RECORD, list: 'none' }] }],
    [
      'records[1].list',
      {
        ...FILE,
        records: [RECORD, { ...RECORD, list: 'of others' }],
        lists: [
          { framework: 'vds-nc', name: 'of others' },
          { framework: 'hcert', name: 'of others', issuer: 'XU' },
        ],
      },
    ],
    ['records[100].keyId', { ...FILE, records: keysOfOneIdentifier(101) }],
    ['lists[0].framework', { ...FILE, lists: [{ name: 'x' }] }],
    ['lists[0].asOf', { ...FILE, lists: [{ framework: 'hcert', name: 'x', asOf: 'now' }] }],
    ['lists[0].isSigned', { ...FILE, lists: [{ framework: 'hcert', name: 'x', isSigned: 1 }] }],
    ['revocations[0].issuer', { ...FILE, revocations: [{ list: {} }] }],
    ['revocations[0].list', { ...FILE, revocations: [{ issuer: 'x' }] }],
  ]
  for (const [at, [path, file]] of cases.entries()) {
    test(`${at + 1}: ${path}`, () => {
      assert.throws(
        () => importRecords(file),
        ({ code, message }) => {
          assert.equal(code, 'usage.trust-file')
          assert.ok(message.includes(`${path} `), message)
          return true
        },
      )
    })
  }

  test('the first faults are named, all are counted, and no value is shown', () => {
    const records = Array(9).fill({ ...RECORD, status: 'a secret' })
    assert.throws(
      () => importRecords({ ...FILE, records }),
      ({ message }) => {
        assert.match(message, /^9 faults/)
        assert.match(message, /records\[4\]/)
        assert.doesNotMatch(message, /records\[5\]|secret/)
        return true
      },
    )
  })
})

test('an import that was exported comes back as it was', () => {
  fc.assert(
    fc.property(imports(), (imported) => {
      const text = JSON.stringify(exportRecords(imported))
      assert.deepEqual(importRecords(parseJson(text)), imported)
    }),
  )
})

test('any JSON is an import or a UsageError', () => {
  const values = fc.jsonValue().map((value): JsonValue => JSON.parse(JSON.stringify(value)))
  const members = fc.record({ records: values, lists: values, revocations: values })
  fc.assert(
    fc.property(
      members,
      fc.dictionary(fc.constantFrom(...Object.keys(RECORD)), values),
      (all, change) => {
        for (const file of [
          { ...FILE, ...all },
          { ...FILE, records: [{ ...RECORD, ...change }] },
        ]) {
          try {
            importRecords(file)
          } catch (error) {
            assert.equal(Object(error).code, 'usage.trust-file')
          }
        }
      },
    ),
  )
})

/** Keys of Ed25519: any 32 bytes are taken for one. */
function keysOfOneIdentifier(count: number): readonly JsonObject[] {
  return Array.from({ length: count }, (_, at) => {
    const spki = Buffer.concat([
      Buffer.from('302a300506032b6570032100', 'hex'),
      Buffer.alloc(32, at),
    ])
    return { ...RECORD, spki: spki.toString('base64') }
  })
}

/** Puts every list that a record names among the lists. */
function withNamedLists(imported: TrustImport): TrustImport {
  const named = imported.records.flatMap(({ framework, list }) =>
    list === undefined ? [] : [{ framework, name: list, isSigned: false }],
  )
  return { ...imported, lists: [...imported.lists, ...named] }
}

function imports(): fc.Arbitrary<TrustImport> {
  const time = fc.integer({ min: -2208988800, max: 253402300799 })
  const names = fc.string({ maxLength: 8 })
  const keys = fc.constantFrom(readSpki(SPKI), readSpki(OTHER_SPKI))
  const records: fc.Arbitrary<TrustRecord> = fc.record(
    {
      framework: fc.constantFrom('hcert', 'smart-health-card', 'vds-nc', 'divoc', 'nz-pass'),
      environment: fc.constantFrom('production', 'test', 'exercise'),
      issuer: names,
      name: names,
      keyId: names,
      key: keys,
      algorithms: fc.subarray(['ES256'] as const),
      usages: fc.subarray(['vaccination', 'test', 'recovery'] as const),
      notBefore: time,
      notAfter: time,
      status: fc.constantFrom('live', 'withdrawn'),
      evidence: fc.constantFrom(...EVIDENCE_LEVELS),
      list: names,
      revocation: fc.constantFrom('none', 'smart-health-card-crl', 'x509-crl'),
      role: fc.constantFrom('signer', 'authority'),
      crlVersion: fc.nat(),
      remarks: fc.subarray([
        { code: 'key-usage.variant-oid' },
        { code: 'key-usage.foreign-oid', field: 'x' },
      ] as const),
    },
    {
      requiredKeys: [
        'framework',
        'environment',
        'issuer',
        'keyId',
        'key',
        'algorithms',
        'status',
        'evidence',
        'revocation',
        'remarks',
      ],
      noNullPrototype: true,
    },
  )
  const lists: fc.Arbitrary<TrustList> = fc.record(
    {
      framework: fc.constantFrom('hcert', 'smart-health-card'),
      name: names,
      issuer: names,
      asOf: time,
      isSigned: fc.boolean(),
      freshUntil: time,
    },
    { requiredKeys: ['framework', 'name', 'isSigned'], noNullPrototype: true },
  )
  const revocations = fc.record(
    { issuer: names, list: fc.constant({ kid: 'x', rids: ['a', 'b'] }) },
    { noNullPrototype: true },
  )
  const all: fc.Arbitrary<TrustImport> = fc.record(
    {
      records: fc.array(records, { maxLength: 4 }),
      lists: fc.array(lists, { maxLength: 3 }),
      dropped: fc.constant([]),
      revocations: fc.array(revocations, { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: ['records', 'lists', 'dropped'], noNullPrototype: true },
  )
  return all.map(withNamedLists)
}
