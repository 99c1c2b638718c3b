/**
 * Conformance of a SMART Health Card issuer's key set, certificates included. For issuers, and for
 * those who keep a directory; a verification asks less (see {@link file://./jwk-set.ts}).
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'
import type { CryptoPort } from '../../keys/crypto-port.ts'
import type { Certificate } from '../../x509/certificate.ts'
import { verifyChain } from '../../x509/chain.ts'
import { keysOf } from './jwk-set.ts'
import { readSetKey } from './key-rules.ts'

/** What a key set came to: usable if no key of it has a fault. */
export interface KeySetReport {
  readonly isUsable: boolean
  /** In the order of the keys; `keyId` as it stands in the set, empty if there is none. */
  readonly faults: readonly { readonly keyId: string; readonly reason: string }[]
}

export interface KeySetContext {
  /** The `iss` that the certificates must name. Absent: they may name any. */
  readonly issuer?: string
  /** Seconds since the epoch. */
  readonly now: number
  readonly crypto: CryptoPort
}

/**
 * Reports the faults of every key of a set. Where a key has certificates (`x5c`), they must be a valid chain at `now`
 * that begins with that key and names the issuer as a URI. Whose root it ends in is not asked.
 *
 * @throws {FormatError} `format.json` if it is no JWK set
 */
export async function reportKeySet(json: JsonValue, context: KeySetContext): Promise<KeySetReport> {
  const keys = keysOf(json)
  const faults: { readonly keyId: string; readonly reason: string }[] = []
  if (keys.length === 0) faults.push({ keyId: '', reason: 'there is no key in the set' })
  for (const jwk of keys) {
    const { keyId, chain, faults: own } = await readSetKey(jwk, context.crypto)
    const reasons = chain ? [...own, ...(await findChainFaults(chain, context))] : own
    for (const reason of reasons) faults.push({ keyId, reason })
  }
  return { isUsable: faults.length === 0, faults }
}

async function findChainFaults(
  chain: readonly Certificate[],
  { issuer, now, crypto }: KeySetContext,
): Promise<readonly string[]> {
  const faults: string[] = []
  const { status, at = 0, reason = '' } = await verifyChain(chain, now, crypto)
  if (status !== 'passed') faults.push(`certificate ${at + 1} of x5c: ${reason}`)
  // A URI, and the same text: a domain name does not count (SMART Health Cards "X.509").
  if (issuer !== undefined && chain[0]?.subjectAltUris.includes(issuer) !== true) {
    faults.push('x5c does not name the issuer')
  }
  return faults
}
