/**
 * Certificates with a token, from the list's file to the verdict, in each format that has room for one.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Bytes } from '../src/bytes/bytes.ts'
import type { CborMap, CborValue } from '../src/cbor/value.ts'
import { readTokenLists } from '../src/intake/token-lists.ts'
import type { JsonObject } from '../src/json/value.ts'
import { toSignerId } from '../src/keys/signer-id.ts'
import type { Framework } from '../src/model/format.ts'
import {
  encodeToken,
  encodeTokenRid,
  encodeTokenSeal,
  encodeTokenUvci,
  type RevocationToken,
} from '../src/model/revocation-token.ts'
import { makeEdition, openList, revokeByTokens } from '../src/revocation/token-list/acts.ts'
import { createAllocator } from '../src/revocation/token-list/allocator.ts'
import {
  digestOfList,
  encodeTokenList,
  type TokenListContent,
} from '../src/revocation/token-list/content.ts'
import { signTokenDelta, signTokenList } from '../src/revocation/token-list/sign.ts'
import type { TrustRecord } from '../src/trust/record.ts'
import { createTrustStore } from '../src/trust/store.ts'
import { createVerifier } from '../src/verify/verifier.ts'
import {
  bundle,
  cardClaims,
  dccClaims,
  EXPIRES_AT,
  ISSUED_AT,
  ISSUER,
  makeSigner,
  NOW,
  type Signer,
  signCard,
  signCose,
  testCrypto,
  toHc1,
  toMap,
} from './made-messages.ts'
import { BLOCK, DAY, FIRST, nextOf, REVOKER, revokerRecord } from './made-token-lists.ts'
import { makeListStore } from './make-list-store.ts'
import { makeAuthority, makeSealSigner, sealText, vaccinationSeal } from './make-seal.ts'
import { makeSigner as makeRevoker } from './make-signer.ts'
import { ALL_FORMATS } from './runtimes/all-formats.ts'

const SUFFIX = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)
const REVOKED: RevocationToken = { list: FIRST.list, index: 700, suffix: SUFFIX }
const GOOD: RevocationToken = { ...REVOKED, index: 701 }

const HCERT = makeSigner('hcert')
const CARDS = makeSigner('smart-health-card')
const AUTHORITY = makeAuthority()
const SEAL_SIGNER = makeSealSigner(AUTHORITY)

/** Whose key is on record. */
type Known = Pick<Signer, 'record'>

const ISSUERS = new Map<Framework, string>([
  ['hcert', 'UT'],
  ['smart-health-card', ISSUER],
  ['vds-nc', 'UT'],
])
const LIST: TokenListContent = { ...FIRST, issuers: ISSUERS, asOf: NOW - 60 }

/** A certificate of each format, with a token or without. */
const FORMATS: readonly (readonly [string, Known, (token?: RevocationToken) => string])[] = [
  ['eu-dcc', HCERT, makeDcc],
  ['who-icvp', HCERT, makeIcvp],
  ['smart-health-card', CARDS, makeCard],
  ['vds-nc', AUTHORITY, makeSeal],
]

for (const [name, signer, make] of FORMATS) {
  describe(`a token in a certificate of ${name}`, () => {
    test('on the list: revoked', async () => {
      assert.equal(await answer(make(REVOKED), signer), 'failed revocation.revoked')
    })

    test('not on it: not revoked', async () => {
      assert.equal(await answer(make(GOOD), signer), 'passed')
    })

    test('of a list that is not here: undecided', async () => {
      const other = { ...GOOD, list: 9 }
      assert.equal(await answer(make(other), signer), 'indeterminate revocation.list-missing')
      assert.equal(
        await answer(make(GOOD), signer, { files: [] }),
        'indeterminate revocation.list-missing',
      )
    })

    test('that is missing, in what lives for long', async () => {
      assert.equal(await answer(make(), signer), 'failed revocation.no-token')
      assert.equal(await answer(make(), signer, { files: [] }), 'failed revocation.no-token')
    })

    test('that is missing, of an issuer that promises none', async () => {
      const none = { revocation: 'none' } as const
      assert.equal(await answer(make(), signer, { record: none }), 'not-applicable')
    })
  })
}

describe('how far a list can be relied on', () => {
  const cases: readonly (readonly [string, string, Partial<TokenListContent>, RevocationToken?])[] =
    [
      ['too old', 'indeterminate revocation.list-stale', { nextUpdate: NOW - 1 }],
      ['too old, and on it', 'failed revocation.revoked', { nextUpdate: NOW - 1 }, REVOKED],
      ['covers fewer', 'indeterminate revocation.not-covered', {}, { ...GOOD, index: BLOCK }],
      [
        'covers fewer, and is older than the certificate',
        'passed',
        { asOf: ISSUED_AT - 1 },
        { ...GOOD, index: BLOCK },
      ],
      [
        'covers fewer, is older than the certificate, and too old',
        'indeterminate revocation.not-covered',
        { asOf: ISSUED_AT - 1, nextUpdate: NOW - 1 },
        { ...GOOD, index: BLOCK },
      ],
      [
        'covers another time',
        'indeterminate revocation.not-covered',
        { coverage: { issued: BLOCK, issuedFrom: ISSUED_AT + 1 }, asOf: ISSUED_AT + 1 },
      ],
      [
        'covers its time and its key',
        'passed',
        {
          coverage: {
            issued: BLOCK,
            issuedFrom: ISSUED_AT,
            issuedUntil: ISSUED_AT,
            keyIds: [toSignerId(HCERT.record.key)],
          },
        },
      ],
      [
        'covers another key',
        'indeterminate revocation.not-covered',
        { coverage: { issued: BLOCK, keyIds: ['0000000000000000'] } },
      ],
    ]
  for (const [name, expected, changes, token = GOOD] of cases) {
    test(name, async () => {
      const files = [await signTokenList({ ...LIST, asOf: LIST.asOf, ...changes }, REVOKER)]
      assert.equal(await answer(makeDcc(token), HCERT, { files }), expected)
    })
  }

  test('a delta that follows on what is not here leaves all others undecided', async () => {
    const second = nextOf(LIST, { also: [702] })
    const third = nextOf(second, { also: [703] })
    const list = await signTokenList(LIST, REVOKER)
    const deltas = await Promise.all([
      signTokenDelta(second, third, REVOKER),
      signTokenDelta(LIST, second, REVOKER),
    ])
    const gap = { files: [list, ...deltas.slice(0, 1)] }
    assert.equal(await answer(makeDcc(GOOD), HCERT, gap), 'indeterminate revocation.list-gap')
    assert.equal(await answer(makeDcc(REVOKED), HCERT, gap), 'failed revocation.revoked')
    const whole = { files: [...deltas, list] }
    assert.equal(await answer(makeDcc(GOOD), HCERT, whole), 'passed')
    const added = { ...GOOD, index: 703 }
    assert.equal(await answer(makeDcc(added), HCERT, whole), 'failed revocation.revoked')
  })

  test('what a later edition forgets stays revoked, in whatever order the files come', async () => {
    const forgetful = nextOf(LIST, { revoked: Uint32Array.of(5) })
    const files = [await signTokenList(forgetful, REVOKER), await signTokenList(LIST, REVOKER)]
    for (const order of [files, files.toReversed()]) {
      const options = { files: order }
      assert.equal(await answer(makeDcc(REVOKED), HCERT, options), 'failed revocation.revoked')
    }
  })

  test('a list that the key of a certificate does not announce counts as if it did', async () => {
    const options = { record: { revocation: 'none' } } as const
    assert.equal(await answer(makeDcc(REVOKED), HCERT, options), 'failed revocation.revoked')
    assert.equal(await answer(makeDcc(GOOD), HCERT, options), 'passed')
    assert.equal(await answer(makeDcc(), HCERT, options), 'not-applicable')
    const old = await signTokenList({ ...LIST, nextUpdate: NOW - 1 }, REVOKER)
    const stale = { ...options, files: [old] }
    const [missing, outdated] = ['missing', 'stale'].map((each) => `revocation.list-${each}`)
    assert.equal(await answer(makeDcc(GOOD), HCERT, stale), `indeterminate ${outdated}`)
    assert.equal(await answer(makeDcc(REVOKED), HCERT, stale), 'failed revocation.revoked')
    const delta = await signTokenDelta(LIST, nextOf(LIST, { also: [702] }), REVOKER)
    for (const files of [[], [delta]]) {
      const without = { ...options, files }
      assert.equal(await answer(makeDcc(GOOD), HCERT, without), `indeterminate ${missing}`)
      assert.equal(await answer(makeDcc(), HCERT, without), 'not-applicable')
    }
  })

  test('lists are announced by whoever vouches for a key that signs them', async () => {
    const record = { revocation: 'none' } as const
    const missing = 'indeterminate revocation.list-missing'
    const cases: readonly (readonly [readonly TrustRecord[], string])[] = [
      [[], 'not-applicable'],
      [[revokerRecord(REVOKER, { issuer: 'XE' })], 'not-applicable'],
      [[revokerRecord(REVOKER, { framework: 'vds-nc' })], 'not-applicable'],
      [[revokerRecord(REVOKER, { evidence: 'unauthenticated' })], 'not-applicable'],
      [[revokerRecord()], missing],
      [[revokerRecord(REVOKER, { status: 'withdrawn' })], missing],
    ]
    for (const [revokers, expected] of cases) {
      const options = { record, revokers, files: [] }
      assert.equal(await answer(makeDcc(GOOD), HCERT, options), expected)
    }
  })

  test('a list of another participant counts for nothing', async () => {
    const foreign = makeRevoker()
    const files = [await signTokenList(LIST, foreign)]
    const revokers = [revokerRecord(foreign, { issuer: 'XE' })]
    const options = { files, revokers }
    assert.equal(
      await answer(makeDcc(REVOKED), HCERT, options),
      'indeterminate revocation.list-missing',
    )
  })
})

test('a list covers the block that is begun after its edition', async () => {
  const at = { now: NOW - 2 * DAY }
  const context = { store: makeListStore(), secret: new Uint8Array(32), now: () => at.now }
  const list = await openList(context)
  const allocator = createAllocator(context)
  await allocator.take(BLOCK - 1)
  at.now = NOW
  const edition = await makeEdition(context, { list, issuers: ISSUERS })
  const [, token] = await allocator.take(2)
  assert.ok(token && token.index >= BLOCK)
  const files = [await signTokenList(edition, REVOKER)]
  assert.equal(await answer(makeDcc(token), HCERT, { files }), 'passed')
})

describe('a list that was closed', () => {
  test('covers what a process had claimed of it and hands out later', async () => {
    const at = { now: NOW - 30 * DAY }
    const context = { store: makeListStore(), secret: new Uint8Array(32), now: () => at.now }
    const list = await openList(context)
    const allocator = createAllocator(context)
    const early = await allocator.take(1)
    at.now += 10 * DAY
    await openList(context)
    at.now = ISSUED_AT
    const tokens = [...early, ...(await allocator.take(2))]
    const [, good, revoked] = tokens
    assert.ok(good && revoked && tokens.every((token) => token.list === list))
    await revokeByTokens(context, [revoked], 'wrong')
    at.now = NOW
    const edition = await makeEdition(context, { list, issuers: ISSUERS })
    const files = [await signTokenList(edition, REVOKER)]
    assert.equal((await verify(makeDcc(good), HCERT, { files })).verdict, 'genuine')
    assert.equal(await answer(makeDcc(good), HCERT, { files }), 'passed')
    assert.equal(await answer(makeDcc(revoked), HCERT, { files }), 'failed revocation.revoked')
    const later = new Map<number, CborValue>([[6, NOW]])
    assert.equal(await answer(makeDcc(good, later), HCERT, { files }), 'passed')
  })
})

describe('a list whose issuer has another revocation key', () => {
  const NEW = makeRevoker()
  const next = nextOf(FIRST, { also: [9] })
  const read = (files: readonly Bytes[], keys: readonly TrustRecord[]) =>
    readTokenLists(files, {
      trust: createTrustStore({ records: keys }),
      crypto: testCrypto,
      now: NOW,
    })
  const both = [revokerRecord(), revokerRecord(NEW)]

  test('goes on by the new key, upon what the old one has signed', async () => {
    const first = await signTokenList(FIRST, REVOKER)
    for (const file of [await signTokenList(next, NEW), await signTokenDelta(FIRST, next, NEW)]) {
      const { held, dropped } = await read([file, first], both)
      assert.deepEqual([held.map(({ content }) => content), dropped], [[next], []])
    }
  })

  test('is not handed over to a key that nobody vouches for', async () => {
    const files = [await signTokenList(FIRST, REVOKER), await signTokenList(next, NEW)]
    const delta = await signTokenDelta(next, nextOf(next, { also: [10] }), REVOKER)
    const { held, dropped } = await read([...files, delta], [revokerRecord()])
    assert.deepEqual(
      [held.map(({ digest }) => digest), dropped.length],
      [[digestOfList(encodeTokenList(FIRST))], 2],
    )
  })
})

describe('a certificate without a token', () => {
  test('that lives for 14 days at most expires instead', async () => {
    const short = new Map<number, CborValue>([[4, ISSUED_AT + 14 * DAY]])
    assert.equal(await answer(makeDcc(undefined, short), HCERT), 'not-applicable')
    const long = new Map<number, CborValue>([[4, ISSUED_AT + 14 * DAY + 1]])
    assert.equal(await answer(makeDcc(undefined, long), HCERT), 'failed revocation.no-token')
  })

  test('may have any other identifier', async () => {
    const text = toHc1(signCose(HCERT, dccClaims(dcc('URN:UVCI:01:UT:ABC/DEF#G'))))
    assert.equal(await answer(text, HCERT), 'failed revocation.no-token')
  })
})

describe('a revocation key', () => {
  test('signs no certificate, whatever else is said of it', async () => {
    const revoker = revokerRecord(REVOKER, { key: HCERT.record.key })
    const text = makeDcc(GOOD)
    assert.equal((await verify(text, HCERT)).verdict, 'genuine')
    const both = await verify(text, HCERT, { revokers: [revokerRecord(), revoker] })
    assert.equal(both.code, 'key-usage.not-allowed')
    const alone = createVerifier({
      formats: ALL_FORMATS,
      trust: createTrustStore({ records: [revoker] }),
      crypto: testCrypto,
    })
    assert.equal((await alone.verify(text, { now: NOW })).code, 'signer.list-missing')
  })
})

interface Options {
  readonly files?: readonly Bytes[]
  readonly record?: Partial<TrustRecord>
  readonly revokers?: readonly TrustRecord[]
}

async function verify(text: string, signer: Known, options: Options = {}) {
  const own: TrustRecord = { ...signer.record, revocation: 'token-list', ...options.record }
  const { revokers = REVOKERS, files = [await signTokenList(LIST, REVOKER)] } = options
  const trust = createTrustStore({ records: [own, ...revokers] })
  const { lists } = await readTokenLists(files, { trust, crypto: testCrypto, now: NOW })
  const verifier = createVerifier({
    ...{ formats: ALL_FORMATS, trust, crypto: testCrypto },
    revocation: lists,
  })
  return verifier.verify(text, { now: NOW })
}

const REVOKERS: readonly TrustRecord[] = [
  revokerRecord(),
  revokerRecord(REVOKER, { framework: 'smart-health-card', issuer: ISSUER }),
  revokerRecord(REVOKER, { framework: 'vds-nc', issuer: 'UT' }),
]

async function answer(text: string, signer: Known, options: Options = {}): Promise<string> {
  const { checks } = await verify(text, signer, options)
  const found = checks.find(({ check }) => check === 'revocation')
  return [found?.status, found?.code ?? []].flat().join(' ')
}

function makeDcc(token?: RevocationToken, changes: CborMap = new Map()): string {
  const ci = token ? encodeTokenUvci(token, 'UT') : 'URN:UVCI:01:UT:MADE-UP#A'
  return toHc1(signCose(HCERT, dccClaims(dcc(ci), changes)))
}

function dcc(ci: string): CborValue {
  const entry: JsonObject = {
    ...{ tg: '840539006', fr: '2021-01-01', df: '2021-01-12', du: '2021-07-01' },
    ...{ co: 'UT', is: 'Utopia', ci },
  }
  return toMap({ ver: '1.3.0', nam: { fnt: 'MADE', gnt: 'UP' }, dob: '1980-01-01', r: [entry] })
}

function makeIcvp(token?: RevocationToken): string {
  const claims = new Map<number, CborValue>([
    ...([
      [1, 'UT'],
      [6, ISSUED_AT],
      [4, EXPIRES_AT],
      [-260, new Map([[-6, toMap({ n: 'Made Up' })]])],
    ] as const),
    ...(token ? ([[7, encodeToken(token)]] as const) : []),
  ])
  return toHc1(signCose(HCERT, claims))
}

function makeCard(token?: RevocationToken): string {
  const claims = cardClaims(bundle())
  const { vc } = claims
  const rid = token ? { rid: encodeTokenRid(token) } : {}
  return signCard(CARDS, { ...claims, vc: { ...(vc as JsonObject), ...rid } })
}

function makeSeal(token?: RevocationToken): string {
  return sealText(SEAL_SIGNER, vaccinationSeal(token ? { uvci: encodeTokenSeal(token) } : {}))
}
