/**
 * Trust files of the made-up authorities, in our own form (see
 * `packages/pratique/src/trust/records/records.ts`).
 *
 * @module
 */

import type { JsonObject, JsonValue } from '../../packages/pratique/src/json/value.ts'
import { toSignerId } from '../../packages/pratique/src/keys/signer-id.ts'
import { readSpki } from '../../packages/pratique/src/keys/spki.ts'
import type { KeyPair } from './key-pairs.ts'

/** What a trust file holds. Times are RFC 3339. */
export interface TrustFileContent {
  readonly lists: readonly JsonObject[]
  readonly records: readonly JsonObject[]
  readonly revocations?: readonly JsonObject[]
}

/** A network of issuers, and who issues. */
export interface RecordIssuer {
  readonly framework: 'hcert' | 'smart-health-card' | 'nz-pass' | 'divoc'
  readonly environment: 'test' | 'exercise'
  readonly issuer: string
  readonly name: string
  readonly list: string
}

/** Builds the record of a key. The key identifier is the one that its network uses. */
export function toRecord(key: KeyPair, issuer: RecordIssuer, other: JsonObject = {}): JsonObject {
  return {
    framework: issuer.framework,
    environment: issuer.environment,
    issuer: issuer.issuer,
    name: issuer.name,
    keyId: keyIdOf(key, issuer),
    spki: Buffer.from(key.spki).toString('base64'),
    evidence: 'listed',
    list: issuer.list,
    ...other,
  }
}

/** Builds the record of a key that signs lists of revocations. */
export function toRevoker(key: KeyPair, issuer: RecordIssuer, other: JsonObject = {}): JsonObject {
  const keyId = toSignerId(readSpki(key.spki))
  return { ...toRecord(key, issuer, other), role: 'revoker', keyId }
}

function keyIdOf({ name, kid, thumbprint }: KeyPair, { framework }: RecordIssuer): string {
  switch (framework) {
    case 'hcert':
      return Buffer.from(kid).toString('hex')
    case 'smart-health-card':
      return thumbprint
    case 'nz-pass':
      // The name after `#` in the DID document, as bytes.
      return Buffer.from(name).toString('hex')
    case 'divoc':
      return toVerificationMethod(name)
  }
}

/** What a DIVOC proof calls a key. */
export function toVerificationMethod(name: string): string {
  return `did:pratique:${name}`
}

/** Writes a trust file. */
export function writeTrustFile({ lists, records, revocations }: TrustFileContent): string {
  const file: JsonValue = {
    type: 'pratique-trust-records',
    version: 1,
    lists,
    records,
    ...(revocations && { revocations }),
  }
  return `${JSON.stringify(file, null, 2)}\n`
}
