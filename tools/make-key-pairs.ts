/**
 * Makes the public key pairs of the made-up authorities, and Utopia's certificate: what is there stays
 * as it is, so that what was signed goes on to verify. Run once; again after a name was added below.
 *
 *     node tools/make-key-pairs.ts
 *
 * @module
 */

import { generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type KeyPairFile, readKeyPairs } from './making/key-pairs.ts'
import { EXAMPLIA_KEYS, UTOPIA_CERTIFICATE, UTOPIA_KEYS } from './making/paths.ts'
import { makeCertificate, toPem } from './making/x509.ts'

const WARNING =
  'These private keys are public: anyone may sign with them, and what they sign proves nothing.'

const CERTIFICATE = {
  country: 'UT',
  organization: 'Health Authority of Utopia (specimen)',
  commonName: 'Utopia specimen signer',
  notBefore: '2026-01-01',
  notAfter: '2056-01-01',
}

type NewKey = () => KeyObject

const ec =
  (namedCurve: string): NewKey =>
  () =>
    generateKeyPairSync('ec', { namedCurve }).privateKey
const rsa =
  (modulusLength: number): NewKey =>
  () =>
    generateKeyPairSync('rsa', { modulusLength }).privateKey
const ed25519: NewKey = () => generateKeyPairSync('ed25519').privateKey

/** `nobody`: a key that is in no trust file. `lists`: what Utopia signs lists of revocations with. */
const UTOPIA: Readonly<Record<string, NewKey>> = {
  utopia: ec('P-256'),
  nobody: ec('P-256'),
  lists: ec('P-256'),
}

const EXAMPLIA: Readonly<Record<string, NewKey>> = {
  all: ec('P-256'),
  'tests-only': ec('P-256'),
  'p-384': ec('P-384'),
  'p-521': ec('P-521'),
  ed25519,
  'rsa-2048': rsa(2048),
  'rsa-1024': rsa(1024),
  withdrawn: ec('P-256'),
  'key-expired': ec('P-256'),
  'key-not-yet': ec('P-256'),
  unauthenticated: ec('P-256'),
  'of-no-known-kind': ec('secp256k1'),
  cards: ec('P-256'),
  'cards-list-missing': ec('P-256'),
  'cards-list-incomplete': ec('P-256'),
  'cards-none-published': ec('P-256'),
  revocation: ec('P-256'),
  'revocation-of-another': ec('P-256'),
}

makeKeyPairs(UTOPIA_KEYS, UTOPIA)
makeKeyPairs(EXAMPLIA_KEYS, EXAMPLIA)
const utopia = readKeyPairs(UTOPIA_KEYS)('utopia')
writeFileSync(UTOPIA_CERTIFICATE, toPem(makeCertificate(utopia, CERTIFICATE)))

function makeKeyPairs(path: string, wanted: Readonly<Record<string, NewKey>>): void {
  const keys: Record<string, JsonWebKey> = existsSync(path) ? { ...readFile(path).keys } : {}
  for (const [name, make] of Object.entries(wanted)) {
    keys[name] ??= make().export({ format: 'jwk' })
  }
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${JSON.stringify({ warning: WARNING, keys }, null, 2)}\n`)
}

function readFile(path: string): KeyPairFile {
  return JSON.parse(readFileSync(path, 'utf8'))
}
