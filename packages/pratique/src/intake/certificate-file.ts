/**
 * Files of X.509 certificates and revocation lists, as DER or PEM: what each of them is good for.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { FormatError } from '../errors.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import { importCertificate, importPem } from '../trust/certificate/certificate.ts'
import { importSealCertificate, isSealCertificate } from '../trust/csca/csca.ts'
import { joinImports } from '../trust/join-imports.ts'
import type { Environment, TrustImport } from '../trust/record.ts'
import { type Certificate, readCertificate } from '../x509/certificate.ts'
import { isCrl } from '../x509/crl.ts'
import { readPemBlocks, readPemCertificates } from '../x509/pem.ts'

export interface CertificateFileOptions {
  readonly crypto: CryptoPort
  readonly environment: Environment
  /** The issuer of a certificate whose subject names no country. */
  readonly issuer?: string
}

/** What a file came to. Lists count when their authority is known, which may stand in another file. */
export interface CertificateFile extends TrustImport {
  /** DER of revocation lists, still to be read. */
  readonly crls: readonly Bytes[]
}

const NOTHING: TrustImport = { records: [], lists: [], dropped: [] }

/** @throws {FormatError} `format.der` or `format.key` */
export async function importDerFile(
  der: Bytes,
  options: CertificateFileOptions,
): Promise<CertificateFile> {
  if (isCrl(der)) return { ...NOTHING, crls: [der] }
  const imports = [await importCertificate(der, options), await importForSeals(der, options)]
  return { ...joinImports(imports), crls: [] }
}

/** @throws {FormatError} `format.der` if a block has no end or is not Base64 */
export async function importPemFile(
  text: string,
  options: CertificateFileOptions,
): Promise<CertificateFile> {
  const forSeals = readPemCertificates(text).map((der) => importForSeals(der, options))
  const imports = [await importPem(text, options), ...(await Promise.all(forSeals))]
  return { ...joinImports(imports), crls: readPemBlocks(text, 'revocation-list') }
}

/**
 * What a certificate is for ICAO's seals, besides what it is for the HCERT networks: states use one
 * kind of authority for both.
 */
async function importForSeals(der: Bytes, options: CertificateFileOptions): Promise<TrustImport> {
  const certificate = readOrNothing(der)
  if (!certificate || !isSealCertificate(certificate)) return NOTHING
  const { crypto, environment, issuer } = options
  const isNamed = certificate.subject.country !== undefined
  const imported = await importSealCertificate(certificate, {
    ...{ crypto, environment },
    ...(!isNamed && issuer !== undefined && { issuer }),
  })
  return {
    ...imported,
    dropped: imported.dropped.map(({ keyId, reason }) => ({
      keyId,
      reason: `is not taken for VDS-NC: it ${reason}`,
    })),
  }
}

/** One that cannot be read has been told of already. */
function readOrNothing(der: Bytes): Certificate | undefined {
  try {
    return readCertificate(der)
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}
