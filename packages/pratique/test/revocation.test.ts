/**
 * Certificates that batches of the EU name, from the file of batches to the verdict.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { CborMap, CborValue } from '../src/cbor/value.ts'
import type { CoseSign1 } from '../src/cose/sign1.ts'
import { importTrustFile } from '../src/intake/trust-file.ts'
import type { JsonObject, JsonValue } from '../src/json/value.ts'
import type { Algorithm } from '../src/keys/algorithms.ts'
import type { CryptoPort } from '../src/keys/crypto-port.ts'
import type { PublicKey } from '../src/keys/public-key.ts'
import { webCrypto } from '../src/keys/web-crypto.ts'
import type { RevocationList } from '../src/revocation/list.ts'
import { createTrustStore } from '../src/trust/store.ts'
import type { Verification } from '../src/verify/verification.ts'
import { dccs } from './made-contents.ts'
import {
  dccClaims,
  EXPIRES_AT,
  ISSUED_AT,
  makeSigner,
  makeVerifier,
  NOW,
  type Signer,
  signCose,
  testCrypto,
  toHc1,
  toMap,
} from './made-messages.ts'

/** The order of P-256 (SP 800-186 §3.2.1.3). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

const UCI = 'URN:UVCI:01:UT:MADE-UP#A'
const DCC: JsonObject = {
  ver: '1.3.0',
  nam: { fnt: 'MADE', gnt: 'UP' },
  dob: '1980-01-01',
  r: [
    {
      ...{ tg: '840539006', fr: '2021-01-01', df: '2021-01-12', du: '2021-07-01' },
      ...{ co: 'UT', is: 'Utopia', ci: UCI },
    },
  ],
}
const SIGNER = makeSigner('hcert')
const SIGNED = signCose(SIGNER, dccClaims(toMap(DCC)))

describe('a certificate on a batch is revoked', () => {
  const signers: readonly (readonly [Algorithm, PublicKey['kind'], (bytes: number) => number])[] = [
    ['ES256', 'P-256', (bytes) => bytes / 2],
    ['ES256', 'P-384', (bytes) => bytes / 2],
    ['ES384', 'P-384', (bytes) => bytes / 2],
    ['ES512', 'P-521', (bytes) => bytes / 2],
    ['PS256', 'RSA', (bytes) => bytes],
    ['EdDSA', 'Ed25519', (bytes) => bytes],
  ]
  for (const [algorithm, kind, length] of signers) {
    test(`by its signature, ${algorithm} with ${kind}`, async () => {
      const signer = makeSigner('hcert', algorithm, kind)
      const signed = signCose(signer, dccClaims(toMap(DCC)))
      const part = signed.signature.slice(0, length(signed.signature.length))
      assert.equal(await codeOf(signed, [batch('SIGNATURE', part, signer)], signer), REVOKED)
      const other = part.slice(0, -1)
      assert.equal(await codeOf(signed, [batch('SIGNATURE', other, signer)], signer), undefined)
    })
  }

  test('and so is the other signature that anybody can write of it', async () => {
    const malleated = negateS(SIGNED)
    const batches = [batch('SIGNATURE', SIGNED.signature.slice(0, 32))]
    assert.equal(await codeOf(malleated, []), undefined)
    for (const each of [SIGNED, malleated]) assert.equal(await codeOf(each, batches), REVOKED)
  })

  test('whatever it states, by each of the three, and by none that is another’s', async () => {
    await fc.assert(
      fc.asyncProperty(dccs(), dccs(), async (dcc, other) => {
        const signed = signCose(SIGNER, dccClaims(toMap(dcc)))
        const [uci, others] = [uciOf(dcc), uciOf(other)]
        const hashed = [
          ['UCI', uci, others],
          ['COUNTRYCODEUCI', `UT${uci}`, `UT${others}`],
          ['SIGNATURE', signed.signature.slice(0, 32), signed.signature.slice(32)],
        ] as const
        for (const [type, own, foreign] of hashed) {
          assert.equal(await codeOf(signed, [batch(type, own)]), REVOKED)
          if (own === foreign) continue
          assert.notEqual(await codeOf(signed, [batch(type, foreign)]), REVOKED)
        }
      }),
      { numRuns: 50 },
    )
  })

  test('in any of its entries', async () => {
    const entry = (ci: CborValue): CborMap => new Map([['ci', ci]])
    const several = new Map<string, CborValue>([
      ['v', [entry('a'), 'no entry', entry(7), entry('b')]],
      ['t', [entry('c')]],
      ['r', entry('d')],
    ])
    const signed = signCose(SIGNER, dccClaims(several))
    for (const uci of ['a', 'b', 'c']) {
      assert.equal(await codeOf(signed, [batch('UCI', uci)]), REVOKED)
    }
    for (const uci of ['d', '7', '']) {
      assert.equal(await codeOf(signed, [batch('UCI', uci)]), 'content.several-entries')
    }
  })

  test('that is for every key of its country', async () => {
    const anyKey = { kid: 'UNKNOWN_KID' }
    assert.equal(await codeOf(SIGNED, [batch('UCI', UCI, SIGNER, anyKey)]), REVOKED)
    const elsewhere = { ...anyKey, country: 'XE' }
    assert.equal(await codeOf(SIGNED, [batch('UCI', UCI, SIGNER, elsewhere)]), undefined)
  })

  test('under any identifier that its key has, and no other', async () => {
    const { record } = SIGNER
    const batches = [batch('UCI', UCI, SIGNER, { kid: 'AAAAAAAAAAA=' })]
    assert.equal(await codeOf(SIGNED, batches), undefined)
    const records = [record, { ...record, keyId: '0000000000000000' }]
    assert.equal(await codeOf(SIGNED, batches, SIGNER, { records }), REVOKED)
    assert.equal(await codeOf(SIGNED, [batch('UCI', UCI, SIGNER, { country: 'XE' })]), undefined)
  })

  test('whatever the platform’s digests are: at once or later', async () => {
    for (const crypto of [testCrypto, webCrypto]) {
      for (const [type, hashed] of [
        ['UCI', UCI],
        ['SIGNATURE', SIGNED.signature.slice(0, 32)],
      ] as const) {
        const options = { crypto }
        assert.equal(await codeOf(SIGNED, [batch(type, hashed)], SIGNER, options), REVOKED)
      }
    }
  })
})

describe('other formats of the network', () => {
  test('a DDCC is on a batch by its identifier or its signature', async () => {
    const ddcc = toMap({ name: 'Made Up', birthDate: '1980-01-01', hcid: 'MADE-UP' })
    const claims = new Map<number, CborValue>([...TIMES, [-260, new Map([[3, ddcc]])]])
    await isRevokedBy(signCose(SIGNER, claims), ['MADE-UP', 'UTMADE-UP'])
  })

  test('an ICVP and a link are by their signature', async () => {
    for (const [subClaim, value] of [
      [-6, toMap({ n: 'Made Up' })],
      [5, 'shlink:/x'],
    ] as const) {
      const claims = new Map<number, CborValue>([...TIMES, [-260, new Map([[subClaim, value]])]])
      await isRevokedBy(signCose(SIGNER, claims), [])
    }
  })
})

describe('a certificate on none', () => {
  test('is genuine, and it is said that there may be more batches', async () => {
    const { verdict, remarks, lists } = await verify(SIGNED, [batch('UCI', 'x')])
    assert.equal(verdict, 'genuine')
    assert.ok(remarks.some(({ code }) => code === 'revocation.parts'))
    // A batch has no date.
    assert.equal(lists.revocationAsOf, undefined)
  })

  test('costs no digest where no batch of its issuer is here', async () => {
    const crypto: CryptoPort = { ...testCrypto, sha256: () => assert.fail('hashed') }
    const others = [
      batch('UCI', UCI, SIGNER, { country: 'XE' }),
      batch('UCI', UCI, makeSigner('hcert')),
    ]
    assert.equal(await codeOf(SIGNED, others, SIGNER, { crypto }), undefined)
  })

  test('is looked up by one digest for each kind of hash, however many batches there are', async () => {
    let count = 0
    const crypto: CryptoPort = {
      ...testCrypto,
      sha256: (data) => {
        count++
        return testCrypto.sha256(data)
      },
    }
    const batches = Array.from({ length: 50 }, (_, i) => batch('UCI', `${i}`))
    await codeOf(SIGNED, [...batches, batch('SIGNATURE', 'x')], SIGNER, { crypto })
    assert.equal(count, 2)
  })

  test('is undecided where its key announces lists that are too old', async () => {
    const { record } = SIGNER
    const records = [{ ...record, revocation: 'eu-hash-batches' as const }]
    const code = (maxAge?: number, list: Partial<RevocationList> = {}) =>
      codeWithList({ asOf: NOW - 100, ...list }, records, maxAge)
    assert.equal(await code(), undefined)
    assert.equal(await code(100), undefined)
    assert.equal(await code(99), 'revocation.list-stale')
    assert.equal(await code(99, { isRevoked: () => true }), REVOKED)
    assert.equal(await code(100, { coverage: { issuedUntil: 0 } }), 'revocation.not-covered')
    const before = { coverage: { issuedUntil: 0 }, asOf: ISSUED_AT - 1 }
    assert.equal(await code(undefined, before), undefined)
  })
})

const REVOKED = 'revocation.revoked'

const TIMES: readonly (readonly [number, CborValue])[] = [
  [1, 'UT'],
  [4, EXPIRES_AT],
  [6, ISSUED_AT],
]

/** Revoked by its signature and by both kinds of these identifiers, and by nothing else. */
async function isRevokedBy(signed: CoseSign1, identifiers: readonly string[]): Promise<void> {
  const batches = ['UCI', 'COUNTRYCODEUCI'].flatMap((type) =>
    identifiers.map((each) => batch(type, each)),
  )
  for (const type of ['UCI', 'COUNTRYCODEUCI', 'SIGNATURE']) {
    assert.notEqual(await codeOf(signed, [batch(type, 'x')]), REVOKED)
  }
  const bySignature = batch('SIGNATURE', signed.signature.slice(0, 32))
  assert.equal(await codeOf(signed, [bySignature]), REVOKED)
  if (batches.length > 0) assert.equal(await codeOf(signed, batches), REVOKED)
}

interface Options {
  readonly records?: readonly Signer['record'][]
  readonly crypto?: CryptoPort
}

async function codeOf(
  signed: CoseSign1,
  batches: readonly JsonObject[],
  signer: Signer = SIGNER,
  options: Options = {},
): Promise<string | undefined> {
  return (await verify(signed, batches, signer, options)).code
}

/** Batches go the way that a user's file goes. */
async function verify(
  signed: CoseSign1,
  batches: readonly JsonValue[],
  { record }: Signer = SIGNER,
  { records = [record], crypto = testCrypto }: Options = {},
): Promise<Verification> {
  const bytes = new TextEncoder().encode(JSON.stringify(batches))
  const file = batches.length > 0 ? await importTrustFile(bytes, { crypto: testCrypto }) : undefined
  const verifier = makeVerifier([], {
    trust: createTrustStore({ records }),
    revocation: file?.revocationLists ?? [],
    crypto,
  })
  return verifier.verify(toHc1(signed), { now: NOW })
}

async function codeWithList(
  list: Partial<RevocationList>,
  records: readonly Signer['record'][],
  maxAgeSeconds?: number,
): Promise<string | undefined> {
  const whole: RevocationList = {
    framework: 'hcert',
    issuer: 'UT',
    names: 'signature',
    isComplete: true,
    isRevoked: () => false,
    ...list,
  }
  const verifier = makeVerifier([], {
    trust: createTrustStore({ records }),
    revocation: [whole],
    ...(maxAgeSeconds !== undefined && { maxRevocationAgeSeconds: { hcert: maxAgeSeconds } }),
  })
  return (await verifier.verify(toHc1(SIGNED), { now: NOW })).code
}

function batch(
  hashType: string,
  hashed: string | Uint8Array,
  { kid }: Signer = SIGNER,
  other: JsonObject = {},
): JsonObject {
  const hash = createHash('sha256').update(hashed).digest().subarray(0, 16).toString('base64')
  return {
    country: 'UT',
    expires: '2022-01-01T00:00:00Z',
    kid: Buffer.from(kid).toString('base64'),
    hashType,
    entries: [{ hash }],
    ...other,
  }
}

function negateS(message: CoseSign1): CoseSign1 {
  const [r, s] = [message.signature.slice(0, 32), message.signature.slice(32)]
  const negated = ORDER - BigInt(`0x${Buffer.from(s).toString('hex')}`)
  const bytes = Buffer.from(negated.toString(16).padStart(64, '0'), 'hex')
  return { ...message, signature: Uint8Array.of(...r, ...bytes) }
}

function uciOf(dcc: JsonObject): string {
  const found = /"ci":("(?:[^"\\]|\\.)*")/.exec(JSON.stringify(dcc))?.[1] ?? '""'
  return String(JSON.parse(found))
}
