/**
 * Certificates of authorities and signers for ICAO's seals: what becomes of one, whatever file it stood
 * in (ICAO Doc 9303-12, 9303-13).
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { encodeHex } from '../bytes/hex.ts'
import { FormatError } from '../errors.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import { toNamedCurve } from '../keys/explicit-curve.ts'
import { isWeakKey } from '../keys/public-key.ts'
import { toCountry } from '../model/country-codes.ts'
import { type Certificate, readCertificate } from '../x509/certificate.ts'
import { namesIssuer, verifyCertificateSignature } from '../x509/chain.ts'
import { DOCUMENT_TYPE_LIST } from '../x509/extensions.ts'
import { NON_CONSTRAINED, VDS_NC_ALGORITHMS, VDS_NC_SIGNER } from '../x509/vds-nc-signer.ts'
import { joinImports } from './join-imports.ts'
import type { Environment, Evidence, TrustImport, TrustRecord } from './record.ts'

export interface CscaOptions {
  readonly crypto: CryptoPort
  /** Default: `production`. */
  readonly environment?: Environment
  /** Default: `local`. */
  readonly evidence?: Evidence
  /** The country, in place of what the certificate says. */
  readonly issuer?: string
}

/** Tells whether a certificate is of a kind that is imported here. */
export function isSealCertificate(certificate: Certificate): boolean {
  return isAuthority(certificate) || isSealSigner(certificate)
}

/** Imports a certificate that was read. */
export async function importSealCertificate(
  certificate: Certificate,
  options: CscaOptions,
): Promise<TrustImport> {
  const keyId = certificate.subjectKeyId ?? certificate.authorityKeyId ?? ''
  const record = isAuthority(certificate)
    ? await toAuthority(certificate, options)
    : toSigner(certificate, options)
  return typeof record === 'string'
    ? { records: [], lists: [], dropped: [{ keyId, reason: record }] }
    : { records: [record], lists: [], dropped: [] }
}

/**
 * Imports every certificate of a file. One that cannot be read is dropped, and the others count.
 *
 * @param ders X.509 (RFC 5280)
 */
export async function importSealCertificates(
  ders: readonly Bytes[],
  options: CscaOptions,
): Promise<TrustImport> {
  const imports = ders.map((der) => importOrDrop(der, options))
  return dropCrowds(joinImports(await Promise.all(imports)))
}

/** More keys of one identifier than any country has: each would be tried for each seal. */
const MAX_OF_ONE_ID = 32

/** Of too many authorities under one identifier, those after the first ones are dropped. */
function dropCrowds(imported: TrustImport): TrustImport {
  const counts = new Map<string, number>()
  const records: TrustRecord[] = []
  const dropped = [...imported.dropped]
  for (const record of imported.records) {
    const count = (counts.get(record.keyId) ?? 0) + 1
    counts.set(record.keyId, count)
    if (count <= MAX_OF_ONE_ID) records.push(record)
    else dropped.push({ keyId: record.keyId, reason: 'is one of too many with this identifier' })
  }
  return { ...imported, records, dropped }
}

async function importOrDrop(der: Bytes, options: CscaOptions): Promise<TrustImport> {
  try {
    return await importSealCertificate(readCertificate(der), options)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    const keyId = encodeHex((await options.crypto.sha256(der)).subarray(0, 8))
    const reason = `is no certificate that can be read: ${error.message}`
    return { records: [], lists: [], dropped: [{ keyId, reason }] }
  }
}

/** It says that it is a CA, that it signs certificates, and not that its key signs documents. */
function isAuthority({ isCa, keyUsages, extendedKeyUsages = [] }: Certificate): boolean {
  const signsCertificates = keyUsages?.includes('keyCertSign') ?? true
  return isCa && signsCertificates && extendedKeyUsages.length === 0
}

function isSealSigner({ extendedKeyUsages = [] }: Certificate): boolean {
  return extendedKeyUsages.includes(VDS_NC_SIGNER)
}

/** The record, or why there is none. */
async function toAuthority(
  certificate: Certificate,
  options: CscaOptions,
): Promise<TrustRecord | string> {
  const common = toCommon(certificate, options)
  if (typeof common === 'string') return common
  if (isWeakKey(certificate.publicKey)) return 'has a key that is too short to prove anything'
  const isOwnIssuer = isSelfIssued(certificate)
  const keyId = certificate.subjectKeyId ?? (isOwnIssuer ? certificate.authorityKeyId : undefined)
  if (!keyId) return 'names no key identifier, by which the certificates that it issued name it'
  const key = toNamedCurve(certificate.publicKey)
  const isIntact = isOwnIssuer
    ? await verifyCertificateSignature(certificate, key, options.crypto)
    : undefined
  if (isIntact === false) return 'is signed by its own name but not by its own key'
  // It signs certificates, and no message.
  return { ...common, role: 'authority', keyId, key, algorithms: [] }
}

/** The record, or why there is none. */
function toSigner(certificate: Certificate, options: CscaOptions): TrustRecord | string {
  const { publicKey, keyUsages, documentTypes, authorityKeyId } = certificate
  if (!isSealSigner(certificate)) return 'is of no authority and no signer of VDS-NC'
  if (keyUsages && !keyUsages.includes('digitalSignature')) return 'may not sign, by its key usage'
  if (documentTypes && !documentTypes.includes(NON_CONSTRAINED)) {
    return 'signs other types of document than VDS-NC'
  }
  const algorithms = VDS_NC_ALGORITHMS[publicKey.kind]
  if (!algorithms) return 'has a key that VDS-NC has no algorithm for'
  const common = toCommon(certificate, options)
  if (typeof common === 'string') return common
  return { ...common, keyId: authorityKeyId ?? '', key: publicKey, algorithms }
}

/** What both kinds have in common, or why there is no record. */
function toCommon(
  { subject, notBefore, notAfter, unknownCritical }: Certificate,
  options: CscaOptions,
): Omit<TrustRecord, 'keyId' | 'key' | 'algorithms'> | string {
  const { environment = 'production', evidence = 'local' } = options
  if (unknownCritical.some((oid) => oid !== DOCUMENT_TYPE_LIST)) {
    return 'has a critical extension that is not known, so that it may not be trusted'
  }
  const country = toCountry(options.issuer ?? subject.country ?? '')
  if (country === undefined) return 'names no country, and seals are bound to one'
  const name = subject.commonName ?? subject.organization
  return {
    framework: 'vds-nc',
    environment,
    issuer: country,
    ...(name !== undefined && { name }),
    notBefore,
    notAfter,
    status: 'live',
    evidence,
    revocation: 'none',
    remarks: [],
  }
}

/** A link certificate has the same names, and says that an older key signed it (Doc 9303-12 §7.1.2). */
function isSelfIssued(certificate: Certificate): boolean {
  return namesIssuer(certificate, certificate)
}
