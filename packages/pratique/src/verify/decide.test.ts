import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { PublicKey } from '../keys/public-key.ts'
import type { Domain, Usage } from '../model/format.ts'
import { OFFICIAL_USE, PERSONAL_USE, requireEvidence, type TrustPolicy } from '../trust/policy.ts'
import type { TrustList, TrustRecord } from '../trust/record.ts'
import { createTrustStore } from '../trust/store.ts'
import { decide, type Statement } from './decide.ts'

const KEY: PublicKey = { spki: new Uint8Array(1), kind: 'P-256' }
const NOW = 1_700_000_000

const RECORD: TrustRecord = {
  framework: 'hcert',
  environment: 'production',
  issuer: 'FR',
  keyId: 'a1',
  key: KEY,
  algorithms: ['ES256'],
  status: 'live',
  evidence: 'anchored',
  revocation: 'none',
  remarks: [],
}

interface Case {
  readonly records?: readonly Partial<TrustRecord>[]
  readonly lists?: readonly TrustList[]
  readonly policy?: TrustPolicy
  readonly denied?: readonly PublicKey[]
}

/** The codes of both checks, or their statuses. */
function codesFor(
  statement: Statement,
  { records = [{}], lists = [], policy = PERSONAL_USE, denied = [] }: Case = {},
): readonly string[] {
  const all = records.map((each) => ({ ...RECORD, ...each }))
  const store = createTrustStore({ records: all, lists, denied })
  const [candidate] = store.findKeys('hcert', 'a1')
  assert.ok(candidate)
  const decision = decide(candidate, statement, { policy, lists, now: NOW })
  return [decision.signer, decision['key-usage']].map(({ status, code }) => code ?? status)
}

function usageFor(allowed: readonly Usage[] | undefined, usages?: readonly Usage[]): string {
  const records = [allowed ? { usages: allowed } : {}]
  return codesFor(usages ? { usages } : {}, { records })[1] ?? ''
}

describe('usage', () => {
  test('a key without restriction signs anything', () => {
    assert.equal(usageFor(undefined, ['vaccination', 'test', 'other']), 'passed')
    assert.equal(usageFor(undefined, []), 'passed')
  })

  test('a restricted key signs what it may, and all of it', () => {
    assert.equal(usageFor(['test'], ['test']), 'passed')
    // What states nothing is the content check's to refuse.
    assert.equal(usageFor(['test'], []), 'passed')
    for (const stated of [['vaccination'], ['test', 'vaccination'], ['test', 'other']] as const) {
      assert.equal(usageFor(['test'], stated), 'key-usage.not-allowed', stated.join())
    }
  })

  test('a key that may sign nothing signs nothing', () => {
    assert.equal(usageFor([], ['test']), 'key-usage.not-allowed')
    assert.equal(usageFor([], []), 'key-usage.not-allowed')
  })

  test('where the content cannot be read, only the key itself counts', () => {
    assert.equal(usageFor(['test'], undefined), 'passed')
    assert.equal(codesFor({}, { records: [{ status: 'withdrawn' }] })[1], 'key-usage.withdrawn')
  })

  test('RSA under 2,048 bits is too weak', () => {
    const rsa = (modulusBits: number) => {
      const key: PublicKey = { spki: new Uint8Array(1), kind: 'RSA', modulusBits }
      return codesFor({ usages: ['test'] }, { records: [{ key }] })[1]
    }
    assert.equal(rsa(2047), 'key-usage.weak-key')
    assert.equal(rsa(2048), 'passed')
  })
})

describe('country', () => {
  const rows: readonly (readonly [issuer: string, country: string | undefined, code: string])[] = [
    ['FR', 'FR', 'passed'],
    ['FR', undefined, 'passed'],
    ['FR', 'DE', 'key-usage.country'],
    ['FR', 'NC', 'passed'],
    ['NC', 'FR', 'key-usage.country'],
    ['GB', 'JE', 'passed'],
    ['GB', 'UK', 'passed'],
    ['GR', 'EL', 'passed'],
    ['EL', 'GR', 'passed'],
    ['NL', 'CW', 'passed'],
    ['NL', 'GF', 'key-usage.country'],
    // An organisation speaks for no country.
    ['WHO', 'FR', 'key-usage.country'],
    ['WHO', undefined, 'passed'],
  ]
  for (const [issuer, country, code] of rows) {
    test(`a key of ${issuer}, a certificate of ${country ?? 'nobody'}: ${code}`, () => {
      const statement = country === undefined ? {} : { country }
      assert.equal(codesFor(statement, { records: [{ issuer }] })[1], code)
    })
  }

  test('the label of a file of one’s own, and a specimen’s, say nothing of a country', () => {
    for (const said of [{ evidence: 'local' }, { environment: 'test' }] as const) {
      const records = [{ issuer: 'Our laboratory', ...said }]
      assert.equal(codesFor({ country: 'FR' }, { records })[1], 'passed')
    }
  })

  test('a list that knows the key as another country’s lends it nothing', () => {
    const records = [{ issuer: 'FR' }, { issuer: 'DE', evidence: 'unauthenticated' }] as const
    assert.deepEqual(codesFor({ country: 'FR' }, { records }), ['passed', 'passed'])
    assert.deepEqual(codesFor({ country: 'DE' }, { records }), ['signer.evidence', 'passed'])
  })
})

describe('domain', () => {
  const icvp: Statement = { domains: ['ICVP'] }

  test('the key must be of one that is asked for, if its list says of which it is', () => {
    const of = (...domains: readonly Domain[]) => ({ records: [{ domains }] })
    assert.equal(codesFor(icvp, of('ICVP'))[1], 'passed')
    assert.equal(codesFor(icvp, of('DCC'))[1], 'key-usage.domain')
    assert.equal(codesFor({ domains: ['DDCC', 'DCC'] }, of('DCC'))[1], 'passed')
    assert.equal(codesFor(icvp)[1], 'passed')
  })

  test('one that is listed for two signs for both', () => {
    const records = [{ domains: ['DCC'] }, { domains: ['ICVP'] }] as const
    assert.equal(codesFor(icvp, { records })[1], 'passed')
    assert.equal(codesFor({ domains: ['PH4H'] }, { records })[1], 'key-usage.domain')
  })

  test('what vouches for one domain lends nothing to another', () => {
    const records = [
      { domains: ['DCC'] },
      { domains: ['ICVP'], evidence: 'unauthenticated' },
    ] as const
    assert.equal(codesFor(icvp, { records })[0], 'signer.evidence')
    assert.equal(codesFor({ domains: ['DCC'] }, { records })[0], 'passed')
  })
})

describe('evidence', () => {
  test('what the policy asks of the network', () => {
    const signerOf = (evidence: TrustRecord['evidence'], policy: TrustPolicy) =>
      codesFor({}, { records: [{ evidence }], policy })[0]
    assert.equal(signerOf('local', PERSONAL_USE), 'passed')
    assert.equal(signerOf('unauthenticated', PERSONAL_USE), 'signer.evidence')
    assert.equal(signerOf('listed', OFFICIAL_USE), 'signer.evidence')
    assert.equal(signerOf('anchored', OFFICIAL_USE), 'passed')
    assert.equal(signerOf('directory', requireEvidence('listed')), 'signer.evidence')
  })

  test('a network that is not taken is not taken at any evidence', () => {
    const policy = { ...PERSONAL_USE, hcert: undefined }
    assert.equal(codesFor({}, { policy })[0], 'signer.evidence')
  })

  test('the list of the record that vouches must be fresh, not another one', () => {
    const list = { framework: 'hcert', isSigned: true } as const
    const lists = [
      { ...list, name: 'old', freshUntil: NOW - 1 },
      { ...list, name: 'new', freshUntil: NOW },
    ]
    const records = [{ list: 'old' }, { list: 'new', evidence: 'unauthenticated' }] as const
    assert.equal(codesFor({}, { records, lists })[0], 'signer.list-stale')
    assert.equal(codesFor({}, { records: [{ list: 'new' }], lists })[0], 'passed')
  })
})

describe('a denied key', () => {
  test('is withdrawn, whatever its records say', () => {
    assert.equal(codesFor({}, { denied: [KEY] })[1], 'key-usage.withdrawn')
  })

  test('takes with it what it has issued, and nothing of another country', () => {
    const authority: PublicKey = { spki: Uint8Array.of(9), kind: 'P-256' }
    const sca: Partial<TrustRecord> = { key: authority, role: 'authority', keyId: 'ca' }
    const denied = [authority]
    const issued = { records: [{ parent: 'ca' }, sca], denied }
    assert.equal(codesFor({}, issued)[1], 'key-usage.withdrawn')
    const others = { records: [{ parent: 'ca', issuer: 'DE' }, { parent: 'cb' }, sca], denied }
    assert.equal(codesFor({ country: 'DE' }, others)[1], 'passed')
  })
})
