import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ANY_CHARACTER } from '../../../test/any-character.ts'
import {
  EXPIRES_AT,
  ISSUED_AT,
  NOW,
  signCose,
  testCrypto,
  toMap,
} from '../../../test/made-messages.ts'
import {
  CREDENTIAL,
  makePassSigner,
  PASS_ISSUER,
  type PassChanges,
  passClaims,
  SUBJECT,
  signPass,
  withCredential,
  withSubject,
} from '../../../test/made-passes.ts'
import type { Bytes } from '../../bytes/bytes.ts'
import type { CborMap } from '../../cbor/value.ts'
import type { RemarkCode } from '../../codes.ts'
import { createTrustStore } from '../../trust/store.ts'
import type { VerifyContext } from '../../verify/context.ts'
import type { Verification } from '../../verify/verification.ts'
import { createVerifier } from '../../verify/verifier.ts'
import { encodeNzcp, NZCP_PREFIX } from './carrier.ts'
import { nzPass } from './format.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 200) }

const SIGNER = makePassSigner()
const CONTEXT: VerifyContext = { now: NOW }
const verifier = createVerifier({
  formats: [nzPass],
  trust: createTrustStore({ records: [SIGNER.record] }),
  crypto: testCrypto,
})

describe('a pass', () => {
  test('is genuine, and shows in the common model what it states', async () => {
    const found = await verify(passClaims())
    assert.equal(found.verdict, 'genuine')
    assert.deepEqual(found.verdict === 'genuine' && found.certificate, {
      holder: {
        name: {
          family: { value: 'Hythlodæus', source: 'stated' },
          given: { value: 'Raphael', source: 'stated' },
        },
        birthDate: { value: '1976-05-16', source: 'stated' },
      },
      facts: [{ kind: 'attestation', type: 'PublicCovidPass' }],
      identifiers: [{ scheme: 'cti', value: 'urn:uuid:00010203-0405-0607-0809-0a0b0c0d0e0f' }],
      issuer: { stated: { value: PASS_ISSUER, source: 'stated' } },
      validity: { notBefore: ISSUED_AT, expiresAt: EXPIRES_AT },
    })
    assert.equal(found.issuer?.url, PASS_ISSUER)
    assert.deepEqual(codes(found), ['content.attestation', 'revocation.none-published'])
  })

  test('counts from nbf on, until before exp', async () => {
    const at = async (now: number) => (await verify(passClaims(), { now })).code
    assert.equal(await at(ISSUED_AT - 1), 'validity.not-yet')
    assert.equal(await at(ISSUED_AT), undefined)
    assert.equal(await at(EXPIRES_AT - 1), undefined)
    assert.equal(await at(EXPIRES_AT), 'validity.expired')
    const { code } = await verify(passClaims([[4, ISSUED_AT]]))
    assert.equal(code, 'validity.contradictory')
  })

  test('is looked up by issuer and kid together', async () => {
    const other: PassChanges = [[1, 'did:web:other.pratique.example']]
    for (const text of [signPass(SIGNER, passClaims(other)), signPass(makePassSigner('key-2'))]) {
      assert.equal((await verifier.verify(text, CONTEXT)).code, 'signer.list-missing')
    }
    const forged = signPass({ ...makePassSigner(), kid: SIGNER.kid })
    assert.equal((await verifier.verify(forged, CONTEXT)).code, 'signature.invalid')
  })

  test('of a holder born before 1900, or after it began to count, is left open', async () => {
    for (const dob of ['1899-12-31', '2021-06-02', '9999-12-31']) {
      assert.equal((await verify(withSubject({ dob }))).code, 'content.implausible')
    }
    for (const dob of ['1900-01-01', '2021-05-31']) {
      assert.equal((await verify(withSubject({ dob }))).verdict, 'genuine')
    }
  })

  test('is read from a CWT alone', () => {
    assert.equal(nzPass.open({ kind: 'jwt', object: {} }), undefined)
    assert.throws(() => nzPass.open({ kind: 'cwt', map: new Map() }), { code: 'format.claims' })
  })
})

describe('remarks', () => {
  const { familyName, ...mononym } = SUBJECT
  const cases: readonly (readonly [RemarkCode, CborMap])[] = [
    ['content.extra-claims', passClaims([[6, ISSUED_AT]])],
    ['content.extra-field', withCredential({ credentialStatus: 'x' })],
    ['content.extra-field', withSubject({ vaccinated: true })],
    ['content.name-part-missing', withCredential({ credentialSubject: mononym })],
    ['content.empty-text', withSubject({ familyName: '' })],
    ['content.untrimmed', withSubject({ givenName: 'Raphael ' })],
    ['content.not-normalised', withSubject({ familyName: 'Ma\u0304rama' })],
    ['validity.milliseconds', passClaims([[4, EXPIRES_AT * 1000]])],
  ]
  for (const [code, claims] of cases) {
    test(code, async () => {
      const found = await verify(claims)
      assert.equal(found.verdict, 'genuine')
      assert.ok(codes(found).includes(code), codes(found).join())
    })
  }
  assert.equal(typeof familyName, 'string')
})

describe('properties of every format', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((text) => {
    return text.trim() !== ''
  })
  const subjects = fc.record(
    {
      givenName: name,
      familyName: name,
      dob: fc.constantFrom('1900-01-01', '1976-05-16', '2004-02-29', '2020-12-31'),
    },
    { requiredKeys: ['givenName', 'dob'], noNullPrototype: true },
  )

  test('1: what was encoded is decoded', async () => {
    await fc.assert(
      fc.asyncProperty(subjects, async (credentialSubject) => {
        const claims = passClaims([['vc', toMap({ ...CREDENTIAL, credentialSubject })]])
        const found = await verify(claims)
        assert.ok(found.verdict === 'genuine')
        const { name: shown, birthDate } = found.certificate.holder
        const { givenName, familyName, dob } = { familyName: undefined, ...credentialSubject }
        assert.equal(shown.given?.value, givenName.trim())
        assert.equal(shown.family?.value, familyName?.trim())
        assert.equal(birthDate?.value, dob)
      }),
      RUNS,
    )
  })

  test('2: what is not signed changes neither verdict nor certificate', async () => {
    const message = signCose(SIGNER, passClaims())
    const text = encodeNzcp(message)
    const expected = await verifier.verify(text, CONTEXT)
    const unprotected: CborMap = new Map<number | string, string | Bytes>([
      ['x', 'y'],
      [4, Uint8Array.of(1)],
    ])
    for (const other of [encodeNzcp({ ...message, unprotected }), `${text}\r\n`]) {
      assert.deepEqual(await verifier.verify(other, CONTEXT), expected)
    }
    const missing = (8 - ((text.length - NZCP_PREFIX.length) % 8)) % 8
    const padded = await verifier.verify(text + '='.repeat(missing), CONTEXT)
    assert.equal(padded.verdict, 'genuine')
    const withoutPadding = padded.remarks.filter(({ code }) => code !== 'content.padding')
    assert.deepEqual({ ...padded, remarks: withoutPadding }, expected)
  })

  test('3: any text has a verdict', async () => {
    const any = fc.oneof(
      fc.string({ unit: ANY_CHARACTER }),
      fc.string({ unit: fc.constantFrom('A', 'Q', '7', '=', '/') }),
    )
    await fc.assert(
      fc.asyncProperty(any, async (text) => {
        for (const each of [`NZCP:/${text}`, NZCP_PREFIX + text]) {
          const { verdict } = await verifier.verify(each, CONTEXT)
          assert.ok(verdict === 'not-genuine' || verdict === 'not-a-certificate', verdict)
        }
      }),
      RUNS,
    )
  })

  test('4: no single-bit change of protected header, payload or signature is genuine', async () => {
    const message = signCose(SIGNER, passClaims())
    for (const part of ['protected', 'payload', 'signature'] as const) {
      for (let bit = 0; bit < message[part].length * 8; bit++) {
        const text = encodeNzcp({ ...message, [part]: flip(message[part], bit) })
        const { verdict } = await verifier.verify(text, CONTEXT)
        assert.ok(verdict === 'not-genuine' || verdict === 'undecided', `${part}, bit ${bit}`)
      }
    }
  })

  test('5: same text and same context, same outcome', async () => {
    for (const text of [signPass(SIGNER), `${signPass(SIGNER)}A`, NZCP_PREFIX]) {
      const [one, other] = [
        await verifier.verify(text, CONTEXT),
        await verifier.verify(text, CONTEXT),
      ]
      assert.deepEqual(one, other)
    }
  })
})

function verify(claims: CborMap, context: VerifyContext = CONTEXT): Promise<Verification> {
  return verifier.verify(signPass(SIGNER, claims), context)
}

function codes({ remarks }: Verification): readonly string[] {
  return remarks.map(({ code }) => code)
}

function flip(bytes: Bytes, bit: number): Bytes {
  const flipped = bytes.slice()
  flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return flipped
}
