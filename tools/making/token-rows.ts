/**
 * Vectors of certificates by Examplia that have a token, or lack one, and of the lists that name tokens.
 *
 * @module
 */

import { encodeHc1 } from '../../packages/pratique/src/codecs.ts'
import type { JsonObject } from '../../packages/pratique/src/json/value.ts'
import {
  digestOfList,
  encodeTokenList,
} from '../../packages/pratique/src/revocation/token-list/content.ts'
import {
  encodeTokenUvci,
  signTokenDelta,
  signTokenList,
  type TokenListContent,
} from '../../packages/pratique/src/revocation.ts'
import { certificate, pcrTest } from './dcc.ts'
import { ENVELOPE } from './dcc-rows.ts'
import { CORA, EXAMPLIA, key, otherRecord, toSigner } from './examplia.ts'
import { dccClaims, type Envelope, signMessage } from './hcert.ts'
import { type Expectation, genuine, type Row, revoked, row, undecided } from './rows.ts'

type Bytes = Uint8Array<ArrayBuffer>

const LIST = 2340
const ON_IT = 700
const NOT_ON_IT = 701
const BLOCK = 2 ** 17
const SUFFIX = Uint8Array.of(0xd0, 0x0d, 0xfe, 0xed, 1, 2, 3, 4)

const NOW = Date.parse('2026-06-01T12:00:00Z') / 1000
const DAY = 86_400

const FIRST: TokenListContent = {
  issuers: new Map([['hcert', EXAMPLIA.country]]),
  list: LIST,
  number: 1,
  asOf: NOW - DAY,
  nextUpdate: NOW + 6 * DAY,
  coverage: { issued: BLOCK },
  revoked: Uint32Array.of(ON_IT, 131_000),
}

/** The key `all` announces lists of tokens, and `revocation` signs them. */
const ANNOUNCED = otherRecord('all', { revocation: 'token-list' })
const TRUST = ['exercise/trust.json', ANNOUNCED, revoker('revocation')]

/** The key `all` says nothing of lists; who signs them is trusted. */
const UNANNOUNCED = ['exercise/trust.json', revoker('revocation')]

const NO_TOKEN: Expectation = { verdict: 'not-genuine', exitCode: 14, code: 'revocation.no-token' }
const STALE = undecided(20, 'revocation.list-stale')
const MISSING = undecided(20, 'revocation.list-missing')

/** Builds the rows. */
export async function tokenRows(): Promise<readonly Row[]> {
  const second = follow(FIRST, 702)
  const third = follow(second, 703)
  const list = await signList(FIRST)
  const deltas = [await signDelta(FIRST, second), await signDelta(second, third)] as const
  const outside = await signList({ ...FIRST, asOf: NOW })
  const old = await signList({ ...FIRST, nextUpdate: NOW - 1 })
  const forgetful = await signList({ ...second, revoked: Uint32Array.of(5) })
  const foreign = await signList(FIRST, 'revocation-of-another')
  const byAuthor = await signList(FIRST, 'all')
  const cut = list.slice(0, -1)
  const others = [...TRUST, revoker('revocation-of-another', { issuer: 'XX' })]
  const cases: readonly (readonly [string, number, readonly Bytes[], Expectation, object?])[] = [
    ['on-the-list', ON_IT, [list], revoked()],
    ['not-on-the-list', NOT_ON_IT, [list], genuine()],
    ['list-missing', NOT_ON_IT, [], MISSING],
    ['list-too-old', NOT_ON_IT, [old], STALE],
    ['list-too-old-and-on-it', ON_IT, [old], revoked()],
    ['not-covered', BLOCK + 1, [outside], undecided(20, 'revocation.not-covered')],
    ['delta', 702, [list, deltas[0]], revoked()],
    ['two-deltas', 703, [deltas[1], deltas[0], list], revoked()],
    ['delta-across-a-gap', NOT_ON_IT, [list, deltas[1]], undecided(20, 'revocation.list-gap')],
    ['delta-across-a-gap-and-on-the-list', ON_IT, [list, deltas[1]], revoked()],
    ['delta-alone', 702, [deltas[0]], MISSING],
    ['forgotten-by-a-later-list', ON_IT, [list, forgetful], revoked()],
    ['list-of-another-participant', ON_IT, [foreign], MISSING, { trust: others }],
    ['list-by-a-key-for-certificates', ON_IT, [byAuthor], MISSING],
    ['list-cut-short', ON_IT, [cut], MISSING],
    ['unannounced-and-not-on-the-list', NOT_ON_IT, [list], genuine(), { trust: UNANNOUNCED }],
    ['unannounced-and-missing', NOT_ON_IT, [], MISSING, { trust: UNANNOUNCED }],
    ['unannounced-and-too-old', NOT_ON_IT, [old], STALE, { trust: UNANNOUNCED }],
    ['unannounced-and-a-delta-alone', 702, [deltas[0]], MISSING, { trust: UNANNOUNCED }],
  ]
  const made = cases.map(([id, index, lists, expect, other]) =>
    toRow(id, encodeTokenUvci({ list: LIST, index, suffix: SUFFIX }, 'XE'), lists, expect, other),
  )
  return [
    ...(await Promise.all(made)),
    await toRow('another-list', encodeTokenUvci(ofAnotherList(), 'XE'), [list], MISSING),
    await toRow('none', 'URN:UVCI:01:XE:EXERCISE/PCR#P', [list], NO_TOKEN),
    await toRow('none-for-14-days', 'URN:UVCI:01:XE:EXERCISE/PCR#P', [list], genuine(), {
      iat: NOW - DAY,
      exp: NOW + 13 * DAY,
    }),
  ]
}

function ofAnotherList() {
  return { list: LIST + 1, index: ON_IT, suffix: SUFFIX }
}

async function toRow(
  id: string,
  ci: string,
  lists: readonly Bytes[],
  expect: Expectation,
  other: object = {},
): Promise<Row> {
  const envelope: Envelope = { ...ENVELOPE, ...other }
  const dcc = certificate('t', { ...pcrTest(EXAMPLIA, 'EXERCISE/PCR'), ci }, CORA)
  const message = signMessage(dccClaims(dcc, envelope), { key: key('all'), algorithm: 'ES256' })
  return row(`eu-dcc-token/${id}`, 'eu-dcc', await encodeHc1(message), expect, {
    trust: TRUST,
    ...('trust' in other && { trust: other.trust as typeof TRUST }),
    tokenLists: lists.map((bytes) => Buffer.from(bytes).toString('base64')),
  })
}

function follow(before: TokenListContent, also: number): TokenListContent {
  return {
    ...before,
    number: before.number + 1,
    previous: digestOfList(encodeTokenList(before)),
    asOf: before.asOf + DAY / 4,
    revoked: Uint32Array.from([...before.revoked, also]).sort(),
  }
}

function signList(content: TokenListContent, name = 'revocation'): Promise<Bytes> {
  return signTokenList(content, toSigner(name))
}

function signDelta(base: TokenListContent, next: TokenListContent): Promise<Bytes> {
  return signTokenDelta(base, next, toSigner('revocation'))
}

function revoker(name: string, other: JsonObject = {}): JsonObject {
  return otherRecord(name, { role: 'revoker', ...other })
}
