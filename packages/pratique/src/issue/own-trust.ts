/**
 * The issuer's own key, as its verifier is to know it.
 *
 * @module
 */

import { UsageError } from '../errors.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import { thumbprintOfKey } from '../keys/key-thumbprint.ts'
import { toIdentity } from '../keys/public-key.ts'
import type { Usage } from '../model/format.ts'
import type { IssuerProfile, SigningKey } from '../model/issuing.ts'
import { importCertificate } from '../trust/certificate/certificate.ts'
import { importCsca } from '../trust/csca/csca.ts'
import type { TrustRecord } from '../trust/record.ts'
import { createTrustStore, type TrustStore } from '../trust/store.ts'
import { readCertificate } from '../x509/certificate.ts'
import { readPrivateKeyUsage } from '../x509/private-key-usage.ts'
import type { SignerLife } from './times.ts'

/** How an issuer's own verifier knows its key. */
export interface OwnTrust {
  readonly trust: TrustStore
  readonly life: SignerLife
  /** What the certificate lets the key sign outside of seals; absent: anything. */
  readonly usages?: readonly Usage[]
}

/** What certificates have room for (DCC schema 1.3.3, `is`). */
const MAX_NAME_LENGTH = 80

/**
 * Makes the trust that an issuer verifies its own certificates by, and tells how long its key may sign.
 *
 * @throws {UsageError} `usage.issuer` if the certificate is another key's, or another country's, or the
 *   issuer has a name that no certificate has room for
 */
export async function createOwnTrust(
  { key, certificate, authority }: SigningKey,
  { country, name, url }: IssuerProfile,
  crypto: CryptoPort,
): Promise<OwnTrust> {
  requireName(name)
  const records: TrustRecord[] = []
  let life: SignerLife = {}
  if (certificate) {
    const read = readCertificate(certificate)
    const { publicKey, subject, notBefore, notAfter } = read
    if (toIdentity(publicKey) !== toIdentity(key)) {
      throw new UsageError('usage.issuer', 'the certificate is of another key than the signer’s')
    }
    if (subject.country !== undefined && subject.country.toUpperCase() !== country) {
      throw new UsageError('usage.issuer', 'the certificate is of another country than the issuer')
    }
    const signsUntil = readPrivateKeyUsage(read)?.notAfter
    life = { notBefore, notAfter, ...(signsUntil !== undefined && { signsUntil }) }
    records.push(...(await importCertificate(certificate, { crypto, issuer: country })).records)
  }
  // Without its authority, a signer of seals vouches for itself.
  const anchor = authority ?? certificate
  if (anchor) records.push(...(await importCsca(anchor, { crypto })).records)
  if (url !== undefined) records.push(toCardRecord({ key }, url))
  const usages = records.find(({ framework }) => framework === 'hcert')?.usages
  return { trust: createTrustStore({ records }), life, ...(usages && { usages }) }
}

function requireName(name: string): void {
  if (name.trim() !== '' && name.length <= MAX_NAME_LENGTH) return
  const words = `the issuer’s name has from 1 to ${MAX_NAME_LENGTH} characters`
  throw new UsageError('usage.issuer', words)
}

function toCardRecord({ key }: SigningKey, url: string): TrustRecord {
  return {
    framework: 'smart-health-card',
    environment: 'production',
    issuer: url,
    keyId: thumbprintOfKey(key) ?? '',
    key,
    algorithms: ['ES256'],
    status: 'live',
    evidence: 'local',
    revocation: 'none',
    remarks: [],
  }
}
