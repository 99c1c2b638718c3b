/**
 * Document signer certificates of the HCERT networks: what becomes of one, whatever list it stood on
 * (EU DCC Public Key Certificate Governance, "DSC"; DESIGN §8).
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { encodeHex } from '../bytes/hex.ts'
import { FITTING_ALGORITHMS } from '../keys/algorithms.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import { toSignerId } from '../keys/signer-id.ts'
import type { Framework, Usage } from '../model/format.ts'
import type { Remark } from '../outcome.ts'
import type { Certificate } from '../x509/certificate.ts'
import { HEALTH_USAGES, usagesOf } from '../x509/health-usages.ts'
import { VDS_NC_SIGNER } from '../x509/vds-nc-signer.ts'
import type { Environment, Evidence, TrustRecord } from './record.ts'

/** What the source says of a certificate, where the certificate does not. */
export interface DocumentSignerOptions {
  readonly keyId: string
  readonly issuer: string
  readonly environment: Environment
  readonly evidence: Evidence
  readonly list?: string
}

/** Bytes of a certificate's digest that make its key identifier (hcert_spec §A.1). */
const KEY_ID_BYTES = 8

/** Computes the key identifier of a certificate: the first 8 bytes of its SHA-256, as hex. */
export async function toCertificateKeyId(der: Bytes, crypto: CryptoPort): Promise<string> {
  const digest = await crypto.sha256(der)
  return encodeHex(digest.subarray(0, KEY_ID_BYTES))
}

/**
 * Turns a certificate into the record of a document signer's key.
 *
 * A key that may not sign certificates of health, such as a CA's, becomes a record that allows
 * nothing: what it signed is refused by its own name, not as by somebody unknown.
 */
export function toDocumentSigner(
  certificate: Certificate,
  { keyId, issuer, environment, evidence, list }: DocumentSignerOptions,
): TrustRecord {
  const { publicKey, subject, notBefore, notAfter } = certificate
  const name = subject.commonName ?? subject.organization
  const usages = isForOthers(certificate) ? [] : toUsages(certificate)
  return {
    framework: 'hcert',
    environment,
    issuer,
    ...(name !== undefined && { name }),
    keyId,
    key: publicKey,
    algorithms: FITTING_ALGORITHMS[publicKey.kind],
    ...(usages && { usages }),
    notBefore,
    notAfter,
    status: 'live',
    evidence,
    ...(list !== undefined && { list }),
    revocation: 'none',
    remarks: toRemarks(certificate),
  }
}

/** Networks of countries: the lists of a country name those that it issues in. */
const OF_COUNTRIES: readonly Framework[] = ['hcert', 'vds-nc']

/**
 * Makes the records of a key that signs lists of revoked tokens, and nothing else.
 *
 * @param networks those that the issuer has this name in
 */
export function toRevokers(
  { publicKey, subject, notBefore, notAfter }: Certificate,
  { issuer, environment, evidence, list }: Omit<DocumentSignerOptions, 'keyId'>,
  networks: readonly Framework[] = OF_COUNTRIES,
): readonly TrustRecord[] {
  const name = subject.commonName ?? subject.organization
  return networks.map((framework) => ({
    framework,
    environment,
    issuer,
    ...(name !== undefined && { name }),
    keyId: toSignerId(publicKey),
    role: 'revoker',
    key: publicKey,
    algorithms: [],
    notBefore,
    notAfter,
    status: 'live',
    evidence,
    ...(list !== undefined && { list }),
    revocation: 'none',
    remarks: [],
  }))
}

/**
 * A CA signs keys; the keys sign certificates (DESIGN §8). Some issuers mark their signers as CAs:
 * what counts is that signing anything else was left out.
 */
function isCaOnly({ isCa, keyUsages }: Certificate): boolean {
  if (!isCa || !keyUsages) return false
  return keyUsages.includes('keyCertSign') && !keyUsages.includes('digitalSignature')
}

/**
 * Whether its certificate is for something else: for signing keys, for encryption alone, or for a server.
 * Lists have signers that may be clients of TLS too, and none that is a server.
 */
function isForOthers(certificate: Certificate): boolean {
  const { keyUsages, extendedKeyUsages = [] } = certificate
  const maySign = !keyUsages || keyUsages.some((usage) => SIGNING.includes(usage))
  const isServer =
    extendedKeyUsages.length > 0 && extendedKeyUsages.every((oid) => oid === TLS_SERVER)
  return isCaOnly(certificate) || !maySign || isServer
}

/** Some lists have signers that are marked as authorities: see above. */
const SIGNING: readonly string[] = ['digitalSignature', 'nonRepudiation', 'keyCertSign']

/** id-kp-serverAuth (RFC 5280 §4.2.1.12). */
const TLS_SERVER = '1.3.6.1.5.5.7.3.1'

/** Of the six identifiers any restricts the key to what they name; without one it may sign all. */
function toUsages(certificate: Certificate): readonly Usage[] | undefined {
  const { extendedKeyUsages: extended = [] } = certificate
  // A key for VDS-NC and nothing else.
  if (extended.length === 1 && extended[0] === VDS_NC_SIGNER) return []
  const usages = usagesOf(certificate)
  return usages.length > 0 ? usages : undefined
}

function toRemarks(certificate: Certificate): readonly Remark[] {
  const { extendedKeyUsages: extended = [] } = certificate
  const isVariant = extended.some((each) => HEALTH_USAGES.some(({ variant }) => each === variant))
  const isForeign = extended.length > 0 && usagesOf(certificate).length === 0
  return [
    ...(isVariant ? [{ code: 'key-usage.variant-oid' } as const] : []),
    ...(isForeign ? [{ code: 'key-usage.foreign-oid' } as const] : []),
  ]
}
