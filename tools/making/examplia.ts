/**
 * Examplia, whose certificates are exercises: keys of every kind and fate, and the trust files that
 * say so. Nothing of it is ever shipped.
 *
 * @module
 */

import type { JsonObject } from '../../packages/pratique/src/json/value.ts'
import type { SignPort } from '../../packages/pratique/src/keys/sign-port.ts'
import { readSpki } from '../../packages/pratique/src/keys/spki.ts'
import type { State } from './dcc.ts'
import { type KeyPair, readKeyPairs } from './key-pairs.ts'
import { EXAMPLIA_KEYS } from './paths.ts'
import { toRecord, writeTrustFile } from './trust-file.ts'
import type { DccHolder } from './utopia.ts'

export const EXAMPLIA: State = {
  country: 'XE',
  authority: 'Ministry of Exercises of Examplia',
}

/** The issuer of its SMART Health Cards. */
export const EXAMPLIA_URL = 'https://examplia.pratique.example'

/** The issuer of its NZ COVID Passes. */
export const EXAMPLIA_DID = 'did:web:examplia.pratique.example'

/** The issuer of its DIVOC certificates. */
export const EXAMPLIA_DIVOC = 'https://divoc.examplia.pratique.example/'

export const key: (name: string) => KeyPair = readKeyPairs(EXAMPLIA_KEYS)

/** The port of a key on P-256. */
export function toSigner(name: string): SignPort {
  const { spki, sign } = key(name)
  return { key: readSpki(spki), algorithm: 'ES256', sign: (data) => sign('ES256', data) }
}

export const CORA: DccHolder = {
  nam: { fn: 'Vectorova', fnt: 'VECTOROVA', gn: 'Cora', gnt: 'CORA' },
  dob: '1985-09-14',
}

export const TIBOR: DccHolder = {
  nam: { fn: 'Testworth', fnt: 'TESTWORTH', gn: 'Tibor', gnt: 'TIBOR' },
  dob: '1961-01-30',
}

/** Identifiers on the revocation list of the key `cards`; the second only if issued before 2026-02. */
export const REVOKED = 'revoked-card'
export const REVOKED_EARLY = 'revoked-early'

const NAME = 'Examplia (exercise)'
const LIST = 'examplia'
const AS_OF = '2026-01-01T00:00:00Z'
const FEBRUARY = Date.parse('2026-02-01T00:00:00Z') / 1000

const STATE = {
  framework: 'hcert',
  environment: 'exercise',
  issuer: EXAMPLIA.country,
  name: NAME,
  list: LIST,
} as const
const CARDS = { ...STATE, framework: 'smart-health-card', issuer: EXAMPLIA_URL } as const

const PASSES = { ...STATE, framework: 'nz-pass', issuer: EXAMPLIA_DID } as const
const DIVOC = { ...STATE, framework: 'divoc', issuer: EXAMPLIA_DIVOC } as const

/** Keys of the state, and what is special about each. */
const STATE_KEYS: Readonly<Record<string, JsonObject>> = {
  all: {},
  'tests-only': { usages: ['test'] },
  'p-384': {},
  'p-521': {},
  ed25519: {},
  'rsa-2048': {},
  'rsa-1024': {},
  withdrawn: { status: 'withdrawn' },
  'key-expired': { notBefore: '2024-01-01T00:00:00Z', notAfter: '2026-03-01T00:00:00Z' },
  'key-not-yet': { notBefore: '2026-09-01T00:00:00Z', notAfter: '2056-01-01T00:00:00Z' },
  unauthenticated: { evidence: 'unauthenticated' },
  'of-no-known-kind': {},
}

/** Keys of the card issuer. */
const CARD_KEYS: Readonly<Record<string, JsonObject>> = {
  cards: { revocation: 'smart-health-card-crl', crlVersion: 1 },
  'cards-list-missing': { revocation: 'smart-health-card-crl', crlVersion: 1 },
  'cards-list-incomplete': { revocation: 'smart-health-card-crl', crlVersion: 2 },
  'cards-none-published': {},
}

/** Keys of the state that sign passes too. */
const PASS_KEYS = [
  'all',
  'tests-only',
  'ed25519',
  'withdrawn',
  'key-expired',
  'key-not-yet',
  'unauthenticated',
  'of-no-known-kind',
]

/** Keys that sign DIVOC certificates. The suite of 2018 says RS256, and issuers sign PS256. */
const DIVOC_KEYS: Readonly<Record<string, JsonObject>> = {
  ed25519: {},
  'rsa-2048': { algorithms: ['PS256', 'RS256'] },
}

/** The trust file of the exercises; or the same with lists that are fresh no longer. */
export function exampliaTrustFile(freshUntil = '2056-01-01T00:00:00Z'): string {
  return writeTrustFile({
    lists: [STATE, CARDS, PASSES, DIVOC].map(({ framework }) => ({
      framework,
      name: LIST,
      asOf: AS_OF,
      isSigned: true,
      freshUntil,
    })),
    records: [
      ...Object.entries(STATE_KEYS).map(([name, other]) => toRecord(key(name), STATE, other)),
      ...Object.entries(CARD_KEYS).map(([name, other]) => toRecord(key(name), CARDS, other)),
      ...PASS_KEYS.map((name) => toRecord(key(name), PASSES, STATE_KEYS[name])),
      ...Object.entries(DIVOC_KEYS).map(([name, other]) => toRecord(key(name), DIVOC, other)),
    ],
    revocations: [
      revocations('cards', 1, [REVOKED, `${REVOKED_EARLY}.${FEBRUARY}`]),
      revocations('cards-list-incomplete', 2, [REVOKED, 'not an identifier']),
    ],
  })
}

/** A trust file with one more record of a key, that says something else of it. */
export function otherRecord(name: string, other: JsonObject): JsonObject {
  const file: JsonObject = {
    type: 'pratique-trust-records',
    version: 1,
    lists: [{ framework: 'hcert', name: 'other' }],
    records: [toRecord(key(name), { ...STATE, list: 'other' }, other)],
  }
  return file
}

function revocations(name: string, ctr: number, rids: readonly string[]): JsonObject {
  return { issuer: EXAMPLIA_URL, list: { kid: key(name).thumbprint, method: 'rid', ctr, rids } }
}
