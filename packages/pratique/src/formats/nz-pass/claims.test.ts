import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  CREDENTIAL,
  PASS_ISSUER,
  passClaims,
  SUBJECT,
  withCredential,
  withSubject,
} from '../../../test/made-passes.ts'
import { type CborMap, CborTag, type CborValue } from '../../cbor/value.ts'
import { FormatError } from '../../errors.ts'
import type { JsonObject } from '../../json/value.ts'
import { readPassClaims } from './claims.ts'
import { type PassPayload, readPass } from './payload.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 300) }

const refused = { name: 'FormatError', code: 'format.claims' }
const [ISS, EXP, NBF, CTI] = [1, 4, 5, 7]

const readWith = (key: number | string, value: CborValue) =>
  readPassClaims(passClaims([[key, value]]))
const readSubject = (other: JsonObject) => read(withSubject(other))

describe('claims (NZCP "CWT Claims")', () => {
  test('are all required', () => {
    for (const key of [ISS, EXP, NBF, CTI, 'vc']) {
      assert.throws(() => readWith(key, undefined), refused, String(key))
      assert.throws(() => readWith(key, null), refused, String(key))
    }
  })

  test('iss is a DID of the method "web"', () => {
    for (const iss of [
      PASS_ISSUER,
      'did:web:nzcp.identity.health.nz',
      'did:web:localhost%3A8443:a:b_c',
    ]) {
      assert.equal(readWith(ISS, iss).iss, iss)
    }
    for (const iss of [
      '',
      'did:web:',
      'did:web',
      'did:key:z6Mk',
      'did:webs:a.example',
      'DID:web:a.example',
      'https://a.example',
      'did:web:a.example/path',
      'did:web:a.example#key-1',
      'did:web:a.example:',
      'did:web::a.example',
      'did:web:a.example%4',
      'did:web:a example',
      ' did:web:a.example',
      'did:web:a.example\n',
      `did:web:${'a'.repeat(2000)}`,
      new Uint8Array(3),
      7,
    ]) {
      assert.throws(() => readWith(ISS, iss), refused, String(iss))
    }
  })

  test('nbf and exp are whole numbers without tag', () => {
    for (const key of [NBF, EXP]) {
      for (const value of [0, -1, 2 ** 40, 2n ** 60n]) {
        const { nbf, exp } = readWith(key, value)
        assert.equal(key === NBF ? nbf : exp, Number(value))
      }
      for (const value of [1.5, Number.NaN, Infinity, 1e300, '1', new CborTag(1, 5), true, []]) {
        assert.throws(() => readWith(key, value), refused, String(value))
      }
    }
  })

  test('cti is 16 bytes', () => {
    const text = '00010203-0405-0607-0809-0a0b0c0d0e0f'
    for (const value of [new Uint8Array(15), new Uint8Array(17), new Uint8Array(), text]) {
      assert.throws(() => readWith(CTI, value), refused)
    }
  })

  test('vc is named by text', () => {
    assert.throws(() => readPassClaims(passClaims([['vc', 'x']])), refused)
    const vc = passClaims().get('vc')
    assert.throws(
      () =>
        readPassClaims(
          passClaims([
            ['vc', undefined],
            [-1, vc],
          ]),
        ),
      refused,
    )
  })

  test('others are told', () => {
    assert.equal(readPassClaims(passClaims()).hasExtraClaims, false)
    assert.equal(readWith(6, 1).hasExtraClaims, true)
    assert.equal(readWith('jti', 'x').hasExtraClaims, true)
  })
})

describe('credential (NZCP "Verifiable Credential Claim Structure")', () => {
  const [first = '', second = ''] = ['https://www.w3.org/2018/credentials/v1', 'https://a.example']

  test('@context begins with that of credentials', () => {
    for (const contexts of [[first], [first, second, second]]) {
      assert.ok(read(withCredential({ '@context': contexts })))
    }
    for (const contexts of [[], [second, first], first, { first }, [first, 1], null]) {
      assert.throws(() => read(withCredential({ '@context': contexts })), refused)
    }
  })

  test('type is exactly that of a pass', () => {
    const [credential, pass] = ['VerifiableCredential', 'PublicCovidPass']
    for (const type of [
      [credential],
      [pass],
      [pass, credential],
      [credential, pass, 'Other'],
      [credential, 'Other'],
      [credential, pass.toLowerCase()],
      pass,
      { 0: credential, 1: pass },
      [],
      null,
    ]) {
      assert.throws(() => read(withCredential({ type })), refused)
    }
  })

  test('version is 1.0.0', () => {
    for (const version of ['1.0.1', '2.0.0', '1.0', '', 1, null]) {
      assert.throws(() => read(withCredential({ version })), refused)
    }
  })

  test('each member is required', () => {
    for (const name of Object.keys(CREDENTIAL)) {
      const vc = passClaims().get('vc')
      assert.ok(vc instanceof Map)
      vc.delete(name)
      assert.throws(() => readPass(vc), refused, name)
    }
    assert.throws(() => read(withCredential({ credentialSubject: [SUBJECT] })), refused)
  })
})

describe('holder (NZCP "PublicCovidPass")', () => {
  test('has a given name of 1 to 100 characters, whatever they take in UTF-16', () => {
    for (const givenName of ['x', 'x'.repeat(100), '𐒰'.repeat(100), 'Mārama']) {
      assert.equal(readSubject({ givenName }).givenName, givenName)
    }
    for (const givenName of ['', ' \t', 'x'.repeat(101), '𐒰'.repeat(101), 7, null, ['x']]) {
      assert.throws(() => readSubject({ givenName }), refused)
    }
  })

  test('may have a family name, not longer either', () => {
    const vc = withSubject({}).get('vc')
    const subject = vc instanceof Map ? vc.get('credentialSubject') : undefined
    assert.ok(vc instanceof Map && subject instanceof Map)
    subject.delete('familyName')
    assert.equal(readPass(vc).familyName, undefined)
    for (const familyName of ['x'.repeat(101), 7, null]) {
      assert.throws(() => readSubject({ familyName }), refused)
    }
    assert.deepEqual(readSubject({ familyName: ' ' }).familyName, undefined)
  })

  test('loses blanks at the ends of names, with a remark', () => {
    const { givenName, remarks } = readSubject({ givenName: ' Raphael ' })
    assert.equal(givenName, 'Raphael')
    const field = 'vc.credentialSubject.givenName'
    assert.deepEqual(remarks, [{ code: 'content.untrimmed', field }])
  })

  test('has a birth date of the calendar', () => {
    for (const dob of ['1976-05-16', '2000-02-29']) assert.equal(readSubject({ dob }).dob, dob)
    for (const dob of [
      '',
      '1976',
      '1976-05',
      '1976-05-XX',
      '1976-13-01',
      '1999-02-29',
      '1976-05-16T00:00:00Z',
      '16-05-1976',
      '1976/05/16',
      ' 1976-05-16',
      19760516,
      null,
    ]) {
      assert.throws(() => readSubject({ dob }), refused, String(dob))
    }
  })
})

test('any claims are read, or refused', () => {
  const value = fc.oneof(
    fc.anything({ maxDepth: 2, withBigInt: true }),
    fc.constantFrom<CborValue>(...passClaims().values(), new Map([['type', 1]]), [], 'x'),
  )
  const key = fc.constantFrom(ISS, EXP, NBF, CTI, 'vc')
  fc.assert(
    fc.property(fc.array(fc.tuple(key, value), { maxLength: 2 }), (changes) => {
      const stated = changes.map(([name, each]) => [name, toCborValue(each)] as const)
      const claims = passClaims(stated)
      try {
        assert.ok(read(claims).givenName.length > 0)
      } catch (error) {
        assert.ok(error instanceof FormatError && error.code === 'format.claims', String(error))
      }
    }),
    RUNS,
  )
})

test('any CBOR map in the place of the credential is read, or refused', () => {
  const value = fc.oneof(
    fc.anything({ maxDepth: 2, withBigInt: true }),
    fc.constantFrom(...Object.values(CREDENTIAL), { ...SUBJECT, givenName: 7 }, 'x', []),
  )
  const known = fc.constantFrom(...Object.keys(CREDENTIAL))
  const key = fc.oneof(known, known, fc.string({ maxLength: 4 }), fc.nat(7))
  const changes = fc.array(fc.tuple(key, value), { maxLength: 3 })
  const counts = { read: 0, refused: 0 }
  fc.assert(
    fc.property(fc.boolean(), changes, (isWhole, stated) => {
      const vc = new Map<number | string, CborValue>()
      for (const [name, each] of isWhole ? Object.entries(CREDENTIAL) : []) {
        vc.set(name, toCborValue(each))
      }
      for (const [name, each] of stated) vc.set(name, toCborValue(each))
      try {
        assert.ok(readPass(vc).givenName.length > 0)
        counts.read++
      } catch (error) {
        assert.ok(error instanceof FormatError && error.code === 'format.claims', String(error))
        counts.refused++
      }
    }),
    RUNS,
  )
  assert.ok(counts.read > 0 && counts.refused > 0, JSON.stringify(counts))
})

function read(claims: CborMap): PassPayload {
  return readPass(readPassClaims(claims).vc)
}

/** Anything as CBOR could have it; the rest is left out. */
function toCborValue(value: unknown): CborValue {
  if (value === null || value === undefined) return value
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  if (typeof value === 'bigint') return value
  if (Array.isArray(value)) return value.map(toCborValue)
  if (value instanceof Map) {
    return new Map([...value].map(([name, each]) => [String(name), toCborValue(each)]))
  }
  return new Map(Object.entries(value).map(([name, each]) => [name, toCborValue(each)]))
}
