/**
 * Vectors of Examplia's keys: every algorithm, and every fate of a key, a list and a clock.
 *
 * @module
 */

import { encodeHc1 } from '../../packages/pratique/src/codecs.ts'
import type { Algorithm } from '../../packages/pratique/src/keys/algorithms.ts'
import { certificate, recovery } from './dcc.ts'
import { ENVELOPE, EXPIRES, ISSUED, TEST, VACCINATION } from './dcc-rows.ts'
import { EXAMPLIA, key, otherRecord, TIBOR } from './examplia.ts'
import { dccClaims, type Envelope, signHc1, signMessage, usualHeader } from './hcert.ts'
import {
  broken,
  type Circumstances,
  type Expectation,
  genuine,
  notRecognised,
  outOfTime,
  type Row,
  row,
  specimen,
  undecided,
} from './rows.ts'
import { nobodysKey } from './utopia.ts'

const TRUST = 'exercise/trust.json'
const STALE = 'exercise/stale-trust.json'
const RECOVERED = certificate('r', recovery(EXAMPLIA, 'EXERCISE/REC'), TIBOR)

/** Builds the rows. */
export async function keyRows(): Promise<readonly Row[]> {
  return [...(await algorithms()), ...(await keys()), ...(await lists()), ...(await times())]
}

interface Signer {
  readonly name?: string
  readonly algorithm?: Algorithm
  readonly dcc?: object
  readonly envelope?: Envelope
}

function claimsOf({ dcc = TEST, envelope = {} }: Signer) {
  return dccClaims({ ...dcc }, { ...ENVELOPE, ...envelope })
}

async function of(
  id: string,
  signer: Signer,
  expect: Expectation,
  circumstances: Circumstances = {},
): Promise<Row> {
  const { name = 'all', algorithm = 'ES256' } = signer
  const text = await signHc1(claimsOf(signer), { key: key(name), algorithm })
  return row(`keys/${id}`, 'eu-dcc', text, expect, circumstances)
}

function algorithms(): Promise<readonly Row[]> {
  const pairs: readonly (readonly [string, Algorithm])[] = [
    ['p-384', 'ES256'],
    ['p-384', 'ES384'],
    ['p-521', 'ES512'],
    ['rsa-2048', 'PS256'],
    ['ed25519', 'EdDSA'],
  ]
  return Promise.all(
    pairs.flatMap(([name, algorithm]) => {
      const id = `${algorithm}-by-${name}`.toLowerCase()
      return [
        of(id, { name, algorithm }, genuine()),
        tampered(`${id}-tampered`, name, algorithm),
        ofOtherLength(`${id}-of-64-bytes-or-65`, name, algorithm),
        underAnotherName(`${id}-named-otherwise`, name, algorithm),
      ]
    }),
  )
}

async function tampered(id: string, name: string, algorithm: Algorithm): Promise<Row> {
  const message = signMessage(claimsOf({}), { key: key(name), algorithm })
  const signature = message.signature.map((byte, i) => (i === 20 ? byte ^ 4 : byte))
  const text = await encodeHc1({ ...message, signature })
  return row(`keys/${id}`, undefined, text, broken('signature.invalid'))
}

async function ofOtherLength(id: string, name: string, algorithm: Algorithm): Promise<Row> {
  const message = signMessage(claimsOf({}), { key: key(name), algorithm })
  const length = message.signature.length === 64 ? 65 : 64
  const signature = new Uint8Array(length)
  signature.set(message.signature.subarray(0, length))
  const text = await encodeHc1({ ...message, signature })
  return row(`keys/${id}`, undefined, text, broken('signature.invalid'))
}

/** The header names an algorithm that does not fit the key. */
async function underAnotherName(id: string, name: string, algorithm: Algorithm): Promise<Row> {
  const named = algorithm === 'PS256' ? 'ES256' : 'PS256'
  const signing = { key: key(name), algorithm, protected: usualHeader(key(name), named) }
  const text = await signHc1(claimsOf({}), signing)
  return row(`keys/${id}`, undefined, text, broken('signature.algorithm'))
}

function keys(): Promise<readonly Row[]> {
  const notAllowed = notRecognised('key-usage.not-allowed')
  const withdrawn = notRecognised('key-usage.withdrawn')
  const with2 = (other: object): Circumstances => ({
    trust: [TRUST, otherRecord('all', { ...other })],
  })
  return Promise.all([
    of('test-by-tests-only', { name: 'tests-only' }, genuine()),
    of('vaccination-by-tests-only', { name: 'tests-only', dcc: VACCINATION }, notAllowed),
    of('recovery-by-tests-only', { name: 'tests-only', dcc: RECOVERED }, notAllowed),
    of(
      'two-groups-by-tests-only',
      { name: 'tests-only', dcc: { ...VACCINATION, ...TEST } },
      notAllowed,
    ),
    of('rsa-1024', { name: 'rsa-1024', algorithm: 'PS256' }, notRecognised('key-usage.weak-key')),
    of('withdrawn', { name: 'withdrawn' }, withdrawn),
    of('withdrawn-elsewhere', {}, withdrawn, with2({ status: 'withdrawn' })),
    of(
      'restricted-elsewhere',
      { dcc: VACCINATION },
      notAllowed,
      with2({ usages: ['test', 'recovery'] }),
    ),
    of('allowed-nothing-elsewhere', {}, notAllowed, with2({ usages: [] })),
    of('specimen-elsewhere', {}, specimen('genuine'), with2({ environment: 'test' })),
    of(
      'withdrawn-specimen',
      { name: 'withdrawn' },
      specimen('not-genuine', 'key-usage.withdrawn'),
      {
        trust: [TRUST, otherRecord('withdrawn', { environment: 'test' })],
      },
    ),
    of('unauthenticated', { name: 'unauthenticated' }, undecided(20, 'signer.evidence')),
    of('unauthenticated-is-enough', { name: 'unauthenticated' }, genuine(), {
      minimumEvidence: 'unauthenticated',
    }),
    of('anchored-is-asked-for', {}, undecided(20, 'signer.evidence'), {
      minimumEvidence: 'anchored',
    }),
    ofNoKnownKind(),
  ])
}

/** The key identifier leads to a key that no platform is asked to use. */
async function ofNoKnownKind(): Promise<Row> {
  const signing = { key: key('all'), protected: usualHeader(key('of-no-known-kind')) }
  const expect = undecided(20, 'signature.unsupported-key')
  return row('keys/of-no-known-kind', undefined, await signHc1(claimsOf({}), signing), expect)
}

async function lists(): Promise<readonly Row[]> {
  const unknown = await signHc1(claimsOf({}), { key: nobodysKey })
  const missing = undecided(20, 'signer.list-missing')
  const noKey = (expect: Expectation): Expectation => ({ ...expect, codes: ['signature.no-key'] })
  const ofNobody = (id: string, expect: Expectation, circumstances: Circumstances) =>
    row(`keys/${id}`, 'eu-dcc', unknown, noKey(expect), circumstances)
  return [
    ofNobody('nobodys', notRecognised('signer.unknown'), {}),
    ofNobody('nobodys-list-stale', undecided(20, 'signer.list-stale'), { trust: STALE }),
    ofNobody('nobodys-no-list', missing, { trust: [] }),
    ofNobody('nobodys-list-of-one-state', missing, { trust: 'specimen/trust.json' }),
    await of('list-stale', {}, undecided(20, 'signer.list-stale'), { trust: STALE }),
    await of('list-stale-and-fresh', {}, genuine(), { trust: [STALE, otherRecord('all', {})] }),
    await of('list-stale-not-yet', {}, genuine(), { trust: STALE, now: '2026-01-31T00:00:00Z' }),
  ]
}

function times(): Promise<readonly Row[]> {
  const expired = outOfTime('validity.expired')
  const notYet = outOfTime('validity.not-yet')
  const at = (now: string): Circumstances => ({ now })
  const unreadable = outOfTime('validity.unreadable')
  const contradictory = outOfTime('validity.contradictory')
  return Promise.all([
    of('first-second', {}, genuine(), at('2026-01-05T08:00:00Z')),
    of('second-before', {}, notYet, at('2026-01-05T07:59:59Z')),
    of('last-second', {}, genuine(), at('2027-01-05T08:00:00Z')),
    of('second-after', {}, expired, at('2027-01-05T08:00:01Z')),
    of('fraction-after', {}, expired, at('2027-01-05T08:00:00.5Z')),
    of('nbf-later', { envelope: { nbf: EXPIRES - 60 } }, notYet),
    of('exp-absent', { envelope: { exp: undefined } }, unreadable),
    of('exp-null', { envelope: { exp: null } }, unreadable),
    of('exp-text', { envelope: { exp: '1893456000' } }, unreadable),
    of('exp-nan', { envelope: { exp: Number.NaN } }, unreadable),
    of('exp-infinite', { envelope: { exp: Number.POSITIVE_INFINITY } }, unreadable),
    of('iat-absent', { envelope: { iat: undefined } }, unreadable),
    of('iat-text', { envelope: { iat: '2026-01-05' } }, unreadable),
    of('nbf-text', { envelope: { nbf: 'now' } }, unreadable),
    of('exp-before-iat', { envelope: { exp: ISSUED - 1 } }, contradictory),
    of('exp-is-iat', { envelope: { exp: ISSUED } }, contradictory),
    of('exp-before-nbf', { envelope: { nbf: EXPIRES + 1 } }, contradictory),
    of('clock-before-list', {}, undecided(23, 'validity.clock'), at('2025-12-31T23:59:59Z')),
    of(
      'key-expired',
      { name: 'key-expired' },
      outOfTime('validity.key-expired', 'validity.outlives-key'),
    ),
    of(
      'key-in-force',
      { name: 'key-expired' },
      genuine('validity.outlives-key'),
      at('2026-02-01T00:00:00Z'),
    ),
    of(
      'key-not-yet',
      { name: 'key-not-yet' },
      outOfTime('validity.key-not-yet', 'validity.predates-key'),
    ),
    of(
      'key-begun',
      { name: 'key-not-yet' },
      genuine('validity.predates-key'),
      at('2026-10-01T00:00:00Z'),
    ),
    of('policy-unknown', {}, undecided(21, 'policy.unknown'), {
      policy: { destination: 'UT', at: '2026-06-02T00:00:00Z' },
    }),
  ])
}
