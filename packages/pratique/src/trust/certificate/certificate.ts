/**
 * Trust from single certificates: files of DER or PEM that somebody chose to trust.
 *
 * @module
 */

import type { Bytes } from '../../bytes/bytes.ts'
import { FormatError } from '../../errors.ts'
import type { CryptoPort } from '../../keys/crypto-port.ts'
import { readCertificate } from '../../x509/certificate.ts'
import { readPemCertificates } from '../../x509/pem.ts'
import { roleOf } from '../../x509/profiles.ts'
import { toCertificateKeyId, toDocumentSigner, toRevokers } from '../document-signer.ts'
import { joinImports } from '../join-imports.ts'
import type { Environment, Evidence, TrustImport } from '../record.ts'

export interface CertificateOptions {
  readonly crypto: CryptoPort
  /** Default: `production`. */
  readonly environment?: Environment
  /** Default: `local`. */
  readonly evidence?: Evidence
  /** The issuer of a certificate whose subject names no country. */
  readonly issuer?: string
}

/**
 * Imports one certificate as a key of the HCERT networks. Neither its signature nor its dates are
 * checked: who gave it to us vouches for it, and the verification looks at the dates.
 *
 * @param der X.509 (RFC 5280)
 * @throws {FormatError} `format.der` or `format.key`
 */
export async function importCertificate(
  der: Bytes,
  { crypto, environment = 'production', evidence = 'local', issuer = '' }: CertificateOptions,
): Promise<TrustImport> {
  const certificate = readCertificate(der)
  const options = {
    keyId: await toCertificateKeyId(der, crypto),
    issuer: certificate.subject.country?.toUpperCase() || issuer,
    environment,
    evidence,
  }
  const records =
    roleOf(certificate) === 'revocation-lists'
      ? toRevokers(certificate, options)
      : [toDocumentSigner(certificate, options)]
  return { records, lists: [], dropped: [] }
}

/**
 * Imports every certificate of a PEM text. One that cannot be read is dropped, and the others count.
 *
 * @throws {FormatError} `format.der` if a block has no end or is not Base64
 */
export async function importPem(text: string, options: CertificateOptions): Promise<TrustImport> {
  const imports = readPemCertificates(text).map((der) => importOrDrop(der, options))
  return joinImports(await Promise.all(imports))
}

async function importOrDrop(der: Bytes, options: CertificateOptions): Promise<TrustImport> {
  try {
    return await importCertificate(der, options)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    const keyId = await toCertificateKeyId(der, options.crypto)
    return { records: [], lists: [], dropped: [{ keyId, reason: describe(error) }] }
  }
}

function describe({ message }: FormatError): string {
  return `is no certificate that can be read: ${message}`
}
