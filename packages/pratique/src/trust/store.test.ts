import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Bytes } from '../bytes/bytes.ts'
import type { PublicKey } from '../keys/public-key.ts'
import type { TrustList, TrustRecord } from './record.ts'
import { createTrustStore, type TrustedKey } from './store.ts'

const KEY = toKey(1)
const OTHER_KEY = toKey(2)

const RECORD: TrustRecord = {
  framework: 'hcert',
  environment: 'production',
  issuer: 'UT',
  keyId: 'a1',
  key: KEY,
  algorithms: ['ES256'],
  status: 'live',
  evidence: 'local',
  revocation: 'none',
  remarks: [],
}

describe('a key that signs lists of revoked certificates', () => {
  const revoker: TrustRecord = { ...RECORD, role: 'revoker', keyId: 'r1' }

  test('is found by its identifier, with all that is said of it', () => {
    const { findRevokers, findKeys } = createTrustStore({ records: [revoker, RECORD] })
    assert.deepEqual(findRevokers('r1'), [revoker, RECORD])
    assert.deepEqual(findRevokers('a1'), [])
    assert.deepEqual(findKeys('hcert', 'r1'), [])
  })

  test('signs no certificate, if somebody vouches for its being one', () => {
    assert.deepEqual(merge([RECORD, revoker]).usages, [])
    const planted = { ...revoker, evidence: 'unauthenticated' } as const
    assert.equal(merge([RECORD, planted]).usages, undefined)
  })

  test('signs certificates all the same, if another issuer alone has it for one', () => {
    const listed = { ...RECORD, evidence: 'anchored' } as const
    const other = { ...revoker, issuer: 'XE', evidence: 'directory' } as const
    assert.equal(merge([listed, other]).usages, undefined)
    assert.equal(merge([listed, other, { ...listed, issuer: 'XE' }]).usages, undefined)
    assert.deepEqual(merge([listed, { ...other, issuer: 'UT' }]).usages, [])
    assert.deepEqual(merge([listed, { ...other, evidence: 'local' }]).usages, [])
  })

  test('says that its issuer has lists, if somebody vouches for it, and even if it is withdrawn', () => {
    const has = (changes: Partial<TrustRecord>, issuer: string, framework = revoker.framework) =>
      createTrustStore({ records: [{ ...revoker, ...changes }] }).hasRevoker(framework, issuer)
    assert.equal(has({}, 'UT'), true)
    assert.equal(has({ status: 'withdrawn' }, 'UT'), true)
    assert.equal(has({ issuer: 'EL' }, 'GR'), true)
    assert.equal(has({}, 'XE'), false)
    assert.equal(has({}, 'UT', 'vds-nc'), false)
    assert.equal(has({ evidence: 'unauthenticated' }, 'UT'), false)
    assert.equal(has({ role: 'signer' }, 'UT'), false)
  })

  test('is withdrawn where it is denied', () => {
    const { findRevokers } = createTrustStore({ records: [revoker], denied: [KEY] })
    assert.deepEqual(findRevokers('r1'), [{ ...revoker, status: 'withdrawn' }])
  })
})

describe('all records of one key count together', () => {
  test('a specimen anywhere is a specimen everywhere', () => {
    const records = [
      RECORD,
      { ...RECORD, framework: 'vds-nc', keyId: 'other', environment: 'test' },
    ] as const
    assert.equal(merge(records).isSpecimen, true)
    assert.equal(merge([RECORD]).isSpecimen, false)
    assert.equal(merge([{ ...RECORD, environment: 'exercise' }]).isSpecimen, false)
  })

  test('withdrawn once is withdrawn, whoever lists it as live', () => {
    const withdrawn = { ...RECORD, status: 'withdrawn', evidence: 'unauthenticated' } as const
    assert.equal(merge([RECORD, withdrawn]).isWithdrawn, true)
    assert.equal(merge([RECORD, { ...RECORD, evidence: 'anchored' }]).isWithdrawn, false)
  })

  test('what nobody vouches for narrows nothing of what somebody does', () => {
    const vouched = { ...RECORD, usages: ['vaccination', 'test'], notAfter: 100 } as const
    const planted = {
      ...RECORD,
      evidence: 'unauthenticated',
      environment: 'test',
      usages: ['recovery'],
      algorithms: ['ES384'],
      notBefore: 50,
      notAfter: 60,
    } as const
    for (const records of [
      [vouched, planted],
      [planted, vouched],
    ]) {
      const { isSpecimen, usages, algorithms, notBefore, notAfter } = merge(records)
      assert.deepEqual(
        [isSpecimen, usages, algorithms, notBefore, notAfter],
        [false, ['vaccination', 'test'], ['ES256'], undefined, 100],
      )
    }
    const alone = merge([planted])
    assert.deepEqual([alone.isSpecimen, alone.usages, alone.notAfter], [true, ['recovery'], 60])
  })

  test('the strictest dates hold', () => {
    const { notBefore, notAfter } = merge([
      { ...RECORD, notBefore: 10, notAfter: 100 },
      { ...RECORD, notBefore: 20 },
      { ...RECORD, notAfter: 90 },
      RECORD,
    ])
    assert.deepEqual([notBefore, notAfter], [20, 90])
    assert.equal('notBefore' in merge([RECORD]), false)
    assert.equal('notAfter' in merge([RECORD]), false)
  })

  test('usages: what all that restrict allow; nothing if they have nothing in common', () => {
    const tests = { ...RECORD, usages: ['test'] } as const
    const most = { ...RECORD, usages: ['vaccination', 'test'] } as const
    assert.equal(merge([RECORD]).usages, undefined)
    assert.deepEqual(merge([RECORD, most]).usages, ['vaccination', 'test'])
    assert.deepEqual(merge([most, tests]).usages, ['test'])
    assert.deepEqual(merge([tests, { ...RECORD, usages: ['recovery'] }]).usages, [])
    assert.deepEqual(merge([{ ...RECORD, usages: [] }, most]).usages, [])
  })

  test('algorithms: what all allow', () => {
    const both = { ...RECORD, algorithms: ['ES384', 'ES256'] } as const
    assert.deepEqual(merge([both, RECORD]).algorithms, ['ES256'])
    assert.deepEqual(merge([both]).algorithms, ['ES384', 'ES256'])
  })

  test('the strongest evidence comes first', () => {
    const levels = merge([
      RECORD,
      { ...RECORD, evidence: 'anchored' },
      { ...RECORD, evidence: 'unauthenticated' },
    ]).records.map(({ evidence }) => evidence)
    assert.deepEqual(levels, ['anchored', 'local', 'unauthenticated'])
  })

  test('keys are the same by their bytes, and others are left alone', () => {
    const copy = { ...RECORD, key: toKey(1), status: 'withdrawn' } as const
    const store = createTrustStore({ records: [RECORD, copy, { ...RECORD, key: OTHER_KEY }] })
    const withdrawn = store
      .findKeys('hcert', 'a1')
      .map(({ record, trusted }) => [record.key.spki[0], trusted.isWithdrawn])
    assert.deepEqual(withdrawn, [
      [1, true],
      [2, false],
    ])
  })

  test('another spelling of a key is the key: nothing said of it escapes, and it is usable', () => {
    const odd = { spki: Uint8Array.of(9), kind: 'unknown', identity: KEY.spki } as const
    const said = { ...RECORD, key: odd, algorithms: [], evidence: 'anchored' } as const
    const { key, algorithms, isWithdrawn, notAfter } = merge([
      RECORD,
      { ...said, status: 'withdrawn', notAfter: 5 },
    ])
    assert.equal(key, KEY)
    assert.deepEqual([algorithms, isWithdrawn, notAfter], [['ES256'], true, 5])
    const rsa = { ...RECORD, key: { ...KEY, kind: 'RSA' }, algorithms: ['PS256'] } as const
    assert.deepEqual(merge([rsa, said]).algorithms, [])
  })

  test('what is made up is shown as such, and which record is shown depends on no order', () => {
    const exercise = { ...RECORD, environment: 'exercise', evidence: 'unauthenticated' } as const
    const records: readonly TrustRecord[] = [
      { ...RECORD, evidence: 'anchored' },
      RECORD,
      { ...RECORD, name: 'b' },
      { ...RECORD, name: 'a', list: 'x' },
      { ...RECORD, name: 'a', crlVersion: 2 },
      { ...RECORD, environment: 'test' },
    ]
    assert.equal(shown([...records, exercise]).environment, 'exercise')
    const orders = fc.shuffledSubarray([...records], { minLength: records.length })
    fc.assert(
      fc.property(orders, fc.nat(records.length - 1), (shuffled, left) => {
        const some = records.filter((record) => record !== records[left])
        const same = shuffled.filter((record) => record !== records[left])
        assert.deepEqual(shown(same), shown(some))
        assert.deepEqual(merge(same), merge(some))
      }),
    )
  })

  test('of a key may be said more than a call takes arguments', () => {
    const usages = Array<'test'>(20_000).fill('test')
    const many = Array.from({ length: 200_000 }, (_, at) => ({ ...RECORD, notBefore: at }))
    const { notBefore, usages: merged } = merge([
      ...many,
      { ...RECORD, usages },
      { ...RECORD, usages },
    ])
    assert.deepEqual([notBefore, merged], [199_999, ['test']])
  })

  test('the order of the records changes nothing', () => {
    const changes = fc.record({
      environment: fc.constantFrom('production', 'test', 'exercise'),
      issuer: fc.constantFrom('UT', 'XU'),
      keyId: fc.constantFrom('a1', 'a2'),
      key: fc.constantFrom(KEY, OTHER_KEY),
      status: fc.constantFrom('live', 'withdrawn'),
      evidence: fc.constantFrom('anchored', 'local'),
      algorithms: fc.subarray(['ES256', 'ES384'] as const),
      usages: fc.subarray(['vaccination', 'test', 'recovery'] as const),
      notBefore: fc.nat(3),
      notAfter: fc.nat(3),
    } as const)
    const orders = fc
      .array(
        changes.map((change): TrustRecord => ({ ...RECORD, ...change })),
        { maxLength: 8 },
      )
      .chain((all) =>
        fc.tuple(
          fc.constant(all),
          fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
        ),
      )
    fc.assert(
      fc.property(orders, fc.constantFrom('a1', 'a2'), ([records, shuffled], keyId) => {
        assert.deepEqual(summary(records, keyId), summary(shuffled, keyId))
      }),
    )
  })
})

describe('keys are looked up', () => {
  const a = { ...RECORD, issuer: 'https://a.example', framework: 'smart-health-card' } as const
  const b = { ...a, issuer: 'https://b.example', key: OTHER_KEY } as const
  const store = createTrustStore({ records: [a, b, RECORD] })

  test('by framework and key identifier: several may share one', () => {
    assert.equal(store.findKeys('smart-health-card', 'a1').length, 2)
    assert.equal(store.findKeys('hcert', 'a1').length, 1)
    assert.equal(store.findKeys('divoc', 'a1').length, 0)
    assert.equal(store.findKeys('hcert', 'A1').length, 0)
  })

  test('by issuer too, where one is given: no key of another vouches for it', () => {
    const [found, ...others] = store.findKeys('smart-health-card', 'a1', b.issuer)
    assert.equal(found?.record.key, OTHER_KEY)
    assert.deepEqual(others, [])
    assert.deepEqual(store.findKeys('smart-health-card', 'a1', 'https://a.example/'), [])
    assert.deepEqual(store.findKeys('smart-health-card', 'a1', ''), [])
  })

  test('an issuer is not the rest of a key identifier', () => {
    const spaced = createTrustStore({ records: [{ ...RECORD, keyId: 'a b' }] })
    assert.deepEqual(spaced.findKeys('hcert', 'a'), [])
    assert.equal(spaced.findKeys('hcert', 'a b').length, 1)
  })
})

describe('lists are looked up', () => {
  const network: TrustList = { framework: 'hcert', name: 'network', isSigned: true }
  const own: TrustList = { framework: 'hcert', name: 'own', issuer: 'UT', isSigned: false }
  const store = createTrustStore({ records: [], lists: [network, own] })

  test('those of the network hold for every issuer, those of an issuer for it alone', () => {
    assert.deepEqual(store.findLists('hcert', 'UT'), [network, own])
    assert.deepEqual(store.findLists('hcert', 'XU'), [network])
    assert.deepEqual(store.findLists('hcert'), [network])
    assert.deepEqual(store.findLists('divoc', 'UT'), [])
    assert.deepEqual(createTrustStore({ records: [] }).findLists('hcert'), [])
  })
})

function toKey(byte: number): PublicKey {
  const spki: Bytes = Uint8Array.of(byte)
  return { spki, kind: 'P-256' }
}

function merge(records: readonly TrustRecord[]): TrustedKey {
  const [found] = createTrustStore({ records }).findKeys('hcert', 'a1')
  assert.ok(found)
  return found.trusted
}

function shown(records: readonly TrustRecord[]): TrustRecord {
  const [found] = createTrustStore({ records }).findKeys('hcert', 'a1')
  assert.ok(found)
  return found.record
}

/** What a verification uses, in an order of its own. */
function summary(records: readonly TrustRecord[], keyId: string): readonly string[] {
  return createTrustStore({ records })
    .findKeys('hcert', keyId)
    .map(({ trusted }) => {
      const { records: all, algorithms, usages, ...rest } = trusted
      const issuers = all.map(({ evidence, issuer }) => [evidence, issuer])
      const sets = [[...algorithms].sort(), [...(usages ?? [])].sort()]
      return JSON.stringify([rest, sets, issuers])
    })
    .sort()
}
