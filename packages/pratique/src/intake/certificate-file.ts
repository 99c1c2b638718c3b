/**
 * Files of X.509 certificates and revocation lists, as DER or PEM, alone or in a signed message (PKCS
 * #7 bundles, ICAO master lists): what each of them is good for.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { isCmsSignedData, readCmsSignedData } from '../cms/signed-data.ts'
import { FormatError } from '../errors.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import { importCertificate, importPem } from '../trust/certificate/certificate.ts'
import { toCertificateKeyId } from '../trust/document-signer.ts'
import { joinImports } from '../trust/join-imports.ts'
import { importMasterList, MASTER_LIST } from '../trust/master-list/master-list.ts'
import type { Environment, TrustImport } from '../trust/record.ts'
import { importSealCertificate, isSealCertificate } from '../trust/seal-certificate.ts'
import { readCertificateIfAny } from '../x509/certificate.ts'
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
  if (isCmsSignedData(der)) return { ...(await importSignedMessage(der, options)), crls: [] }
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
  const messages = readPemBlocks(text, 'signed-message')
  const imports = [
    await importPem(text, options),
    ...(await Promise.all(forSeals)),
    ...(await Promise.all(messages.map((der) => importSignedMessage(der, options)))),
  ]
  return { ...joinImports(imports), crls: readPemBlocks(text, 'revocation-list') }
}

/**
 * Imports a master list, or the certificates of a bundle. Who signed the list is not asked here: nobody
 * but who gave it to us says anything of it. Beside another message lie certificates of who signed it,
 * which nobody chose to trust.
 *
 * @throws {FormatError} `format.der` if it is neither
 */
async function importSignedMessage(
  der: Bytes,
  options: CertificateFileOptions,
): Promise<TrustImport> {
  const { contentType, certificates, signerInfos } = readCmsSignedData(der)
  if (contentType === MASTER_LIST) {
    const { crypto, environment } = options
    const { records, lists, dropped } = await importMasterList(der, { crypto, environment })
    return { records, lists, dropped }
  }
  if (signerInfos.length > 0 || certificates.length === 0) {
    throw new FormatError('format.der', 'a signed message that is no bundle of certificates')
  }
  return joinImports(await Promise.all(certificates.map((each) => importOrDrop(each, options))))
}

async function importOrDrop(der: Bytes, options: CertificateFileOptions): Promise<TrustImport> {
  try {
    return joinImports([await importCertificate(der, options), await importForSeals(der, options)])
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    const keyId = await toCertificateKeyId(der, options.crypto)
    const reason = `is no certificate that can be read: ${error.message}`
    return { ...NOTHING, dropped: [{ keyId, reason }] }
  }
}

/**
 * What a certificate is for ICAO's seals, besides what it is for the HCERT networks: states use one
 * kind of authority for both.
 */
async function importForSeals(der: Bytes, options: CertificateFileOptions): Promise<TrustImport> {
  // One that cannot be read has been told of already.
  const certificate = readCertificateIfAny(der)
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
