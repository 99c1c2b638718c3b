/**
 * Utopia, whose certificates are specimens: its key, its trust file and its holders.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Name, State } from './dcc.ts'
import { type KeyPair, readKeyPairs } from './key-pairs.ts'
import { UTOPIA_CERTIFICATE, UTOPIA_KEYS } from './paths.ts'
import { type RecordIssuer, toRecord, toRevoker, writeTrustFile } from './trust-file.ts'

export const UTOPIA: State = {
  country: 'UT',
  authority: 'Health Authority of Utopia (specimen)',
}

/** The issuer of its SMART Health Cards. */
export const UTOPIA_URL = 'https://utopia.pratique.example'

/** The issuer of its NZ COVID Passes. */
export const UTOPIA_DID = 'did:web:utopia.pratique.example'

const NAME = 'Utopia (specimen)'
const LIST = 'utopia'
const AS_OF = '2026-01-05T00:00:00Z'
/** The dates of its certificate. */
const LIFE = { notBefore: '2026-01-01T00:00:00Z', notAfter: '2056-01-01T00:00:00Z' }

const keyPairs = readKeyPairs(UTOPIA_KEYS)

/** Its certificate, base64 of DER. */
export const utopiaCertificate: string = readFileSync(UTOPIA_CERTIFICATE, 'latin1').replace(
  /-----[A-Z ]+-----|\s/g,
  '',
)

/** Its key. The key identifier is that of its certificate (hcert_spec §3.3.3). */
export const utopiaKey: KeyPair = {
  ...keyPairs('utopia'),
  kid: certificateKeyId(utopiaCertificate),
}

/** A key that is in no trust file. */
export const nobodysKey: KeyPair = keyPairs('nobody')

/** Its key for lists of revocations. */
export const utopiaListKey: KeyPair = keyPairs('lists')

/** A holder, as certificates name one. */
export interface DccHolder {
  readonly nam: Name
  readonly dob: string
}

/** A citizen of Utopia's capital, from More's book. */
export const RAPHAEL: DccHolder = {
  nam: { fn: 'Hythlodæus', fnt: 'HYTHLODAEUS', gn: 'Raphael', gnt: 'RAPHAEL' },
  dob: '1976-05-16',
}

/** One who writes her name in Greek letters. */
export const OUTOPIA: DccHolder = {
  nam: { fn: 'Ανύδρου', fnt: 'ANYDROU', gn: 'Ουτοπία', gnt: 'OUTOPIA' },
  dob: '1994-02-28',
}

/** Its key in all networks. Its lists are of its own keys, and say nothing of other issuers. */
export function utopiaTrustFile(): string {
  const of = (framework: RecordIssuer['framework'], issuer: string) =>
    ({ framework, environment: 'test', issuer, name: NAME, list: LIST }) as const
  const issuers = [
    of('hcert', UTOPIA.country),
    of('smart-health-card', UTOPIA_URL),
    of('nz-pass', UTOPIA_DID),
  ]
  return writeTrustFile({
    lists: issuers.map(({ framework, issuer }) => ({
      framework,
      name: LIST,
      issuer,
      asOf: AS_OF,
      isSigned: false,
    })),
    records: [
      ...issuers.map((issuer) => toRecord(utopiaKey, issuer, LIFE)),
      ...issuers.slice(0, 1).map((issuer) => toRevoker(utopiaListKey, issuer, LIFE)),
    ],
  })
}

function certificateKeyId(base64: string): Uint8Array<ArrayBuffer> {
  const digest = createHash('sha256').update(base64, 'base64').digest()
  return new Uint8Array(digest.subarray(0, 8))
}
