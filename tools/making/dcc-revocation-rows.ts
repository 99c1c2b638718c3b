/**
 * Vectors of certificates by Examplia that stand on batches of hashes, or do not. What is hashed is put
 * together here once more, apart from the library.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { type CoseSign1, encodeHc1 } from '../../packages/pratique/src/codecs.ts'
import type { JsonObject } from '../../packages/pratique/src/json/value.ts'
import type { Algorithm } from '../../packages/pratique/src/keys/algorithms.ts'
import { certificate, pcrTest, uvci, vaccination } from './dcc.ts'
import { ENVELOPE, TEST } from './dcc-rows.ts'
import { CORA, EXAMPLIA, key, otherRecord } from './examplia.ts'
import { dccClaims, type Envelope, type Plain, signMessage } from './hcert.ts'
import { negateS } from './hcert-forgery-rows.ts'
import {
  type Circumstances,
  type Expectation,
  genuine,
  outOfTime,
  type Row,
  revoked,
  row,
  undecided,
} from './rows.ts'

type Bytes = Uint8Array<ArrayBuffer>

const COUNTRY = EXAMPLIA.country
const UCI = uvci(COUNTRY, 'EXERCISE/PCR')
const PCR = pcrTest(EXAMPLIA, 'EXERCISE/PCR')
const DOSE = vaccination(EXAMPLIA, 'EXERCISE/VAC')

const ONE = message(TEST)
const R = ONE.signature.slice(0, ONE.signature.length / 2)

const R_OF_ANOTHER = message(TEST, { iss: 'UT' }).signature.slice(0, R.length)

const NOT_LISTED = genuine('revocation.parts')
const OVER = '2026-03-01T00:00:00.000Z'

/** The key `all` announces batches. */
const ANNOUNCED = otherRecord('all', { revocation: 'eu-hash-batches' })
const DECLARED = { trust: ['exercise/trust.json', ANNOUNCED] }

type Case = readonly [
  id: string,
  text: CoseSign1,
  batches: readonly JsonObject[],
  expect: Expectation,
  circumstances?: Circumstances,
]

const CASES: readonly Case[] = [
  ['uci', ONE, [batch('UCI', UCI)], revoked()],
  ['country-uci', ONE, [batch('COUNTRYCODEUCI', COUNTRY + UCI)], revoked()],
  ['signature', ONE, [batch('SIGNATURE', R)], revoked()],
  ['signature-malleated', negateS(ONE), [batch('SIGNATURE', R)], revoked()],
  ['signature-whole', ONE, [batch('SIGNATURE', ONE.signature)], NOT_LISTED],
  ['signature-by-p-384', ...listedSignature('p-384', 'ES384', 48), revoked()],
  ['signature-by-rsa', ...listedSignature('rsa-2048', 'PS256', 256), revoked()],
  ['signature-by-rsa-half', ...listedSignature('rsa-2048', 'PS256', 128), NOT_LISTED],
  ['signature-of-another', ONE, [batch('SIGNATURE', R_OF_ANOTHER)], NOT_LISTED],
  ['uci-without-urn', ONE, [batch('UCI', UCI.slice('URN:UVCI:'.length))], NOT_LISTED],
  ['uci-in-lower-case', ONE, [batch('UCI', UCI.toLowerCase())], NOT_LISTED],
  ['uci-of-another', ONE, [batch('UCI', uvci(COUNTRY, 'EXERCISE/VAC'))], NOT_LISTED],
  ['uci-as-signature', ONE, [batch('SIGNATURE', UCI)], NOT_LISTED],
  ['uci-as-country-uci', ONE, [batch('COUNTRYCODEUCI', UCI)], NOT_LISTED],
  ['uci-with-space', test({ ci: ` ${UCI} ` }), [batch('UCI', UCI)], revoked()],
  ['country-of-the-entry', test({ co: 'FR' }), [batch('COUNTRYCODEUCI', `FR${UCI}`)], revoked()],
  [
    'country-of-the-issuer',
    test({ co: 'FR' }),
    [batch('COUNTRYCODEUCI', COUNTRY + UCI)],
    revoked(),
  ],
  ['country-of-nobody', ONE, [batch('COUNTRYCODEUCI', `FR${UCI}`)], NOT_LISTED],
  ['any-key', ONE, [batch('UCI', UCI, { kid: 'UNKNOWN_KID' })], revoked()],
  ['any-key-and-not-listed', ONE, [batch('UCI', 'x', { kid: 'UNKNOWN_KID' })], NOT_LISTED],
  [
    'another-key',
    ONE,
    [batch('UCI', UCI, { kid: kidOf('p-384') })],
    genuine('revocation.none-published'),
  ],
  [
    'another-country',
    ONE,
    [batch('UCI', UCI, { country: 'FR' })],
    genuine('revocation.none-published'),
  ],
  [
    'any-key-of-another-country',
    ONE,
    [batch('UCI', UCI, { country: 'FR', kid: 'UNKNOWN_KID' })],
    genuine('revocation.none-published'),
  ],
  [
    'second-of-two-entries',
    message({ ...TEST, t: [PCR, { ...PCR, ci: `${UCI}2` }] }),
    [batch('UCI', `${UCI}2`)],
    revoked(),
  ],
  [
    'second-of-two-groups',
    message({ ...TEST, v: [DOSE] }),
    [batch('UCI', String(DOSE['ci']))],
    revoked(),
  ],
  [
    'two-entries-not-listed',
    message({ ...TEST, v: [DOSE] }),
    [batch('UCI', 'x')],
    undecided(22, 'content.several-entries'),
  ],
  ['among-many', ONE, [batch('UCI', 'x'), batch('UCI', 'y', {}, [UCI, 'z'])], revoked()],
  [
    'over',
    ONE,
    [batch('UCI', UCI, { expires: OVER })],
    { ...revoked(), remarks: ['revocation.list-old'] },
  ],
  [
    'over-and-not-listed',
    ONE,
    [batch('UCI', 'x', { expires: OVER })],
    genuine('revocation.list-old'),
  ],
  ['expired-too', message(TEST, { exp: 1_770_000_000 }), [batch('UCI', UCI)], revoked()],
  [
    'expired-and-not-listed',
    message(TEST, { exp: 1_770_000_000 }),
    [batch('UCI', 'x')],
    outOfTime('validity.expired', 'revocation.parts'),
  ],
  ['faulty-entry', ONE, [faulty(UCI)], revoked()],
  ['faulty-entry-and-not-listed', ONE, [faulty('x')], genuine('revocation.incomplete')],
  ['announced', ONE, [batch('UCI', UCI)], revoked(), DECLARED],
  ['announced-and-not-listed', ONE, [batch('UCI', 'x')], NOT_LISTED, DECLARED],
  ['announced-and-not-here', ONE, [], undecided(20, 'revocation.list-missing'), DECLARED],
  [
    'announced-and-over',
    ONE,
    [batch('UCI', 'x', { expires: OVER })],
    undecided(20, 'revocation.list-stale'),
    DECLARED,
  ],
  [
    'announced-and-one-over',
    ONE,
    [batch('UCI', 'x', { expires: OVER }), batch('UCI', 'y')],
    NOT_LISTED,
    DECLARED,
  ],
  [
    'announced-with-a-faulty-entry',
    ONE,
    [faulty('x'), batch('UCI', 'y')],
    undecided(20, 'revocation.list-gap'),
    DECLARED,
  ],
]

/** Builds the rows. */
export function dccRevocationRows(): Promise<readonly Row[]> {
  return Promise.all(
    CASES.map(async ([id, signed, batches, expect, circumstances]) =>
      row(`eu-dcc-revoked/${id}`, 'eu-dcc', await encodeHc1(signed), expect, {
        ...circumstances,
        batches,
      }),
    ),
  )
}

function message(
  dcc: Plain,
  envelope: Envelope = {},
  name = 'all',
  algorithm: Algorithm = 'ES256',
): CoseSign1 {
  return signMessage(dccClaims(dcc, { ...ENVELOPE, ...envelope }), { key: key(name), algorithm })
}

function test(other: object): CoseSign1 {
  return message(certificate('t', { ...PCR, ...other }, CORA))
}

/** A certificate by a key, and a batch with so many bytes of its signature. */
function listedSignature(
  name: string,
  algorithm: Algorithm,
  bytes: number,
): readonly [CoseSign1, readonly JsonObject[]] {
  const signed = message(TEST, {}, name, algorithm)
  const hashed = signed.signature.slice(0, bytes)
  return [signed, [batch('SIGNATURE', hashed, { kid: kidOf(name) })]]
}

/** A batch as the gateway has it, of the key `all` unless told otherwise. */
function batch(
  hashType: string,
  hashed: string | Bytes,
  other: JsonObject = {},
  more: readonly string[] = [],
): JsonObject {
  return {
    country: COUNTRY,
    expires: '2027-01-05T08:00:00.000Z',
    kid: kidOf('all'),
    hashType,
    entries: [hashed, ...more].map((each) => ({ hash: hash(each) })),
    ...other,
  }
}

/** A batch of which an entry cannot be read. */
function faulty(hashed: string): JsonObject {
  return batch('UCI', hashed, { entries: [{ hash: 'no hash' }, { hash: hash(hashed) }] })
}

function hash(hashed: string | Bytes): string {
  return createHash('sha256').update(hashed).digest().subarray(0, 16).toString('base64')
}

function kidOf(name: string): string {
  return Buffer.from(key(name).kid).toString('base64')
}
