/**
 * Files of X.509 certificates and revocation lists, as DER or PEM, alone or in a signed message (PKCS
 * #7 bundles, ICAO master lists): what each of them is good for.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { isCmsSignedData, readCmsSignedData } from '../cms/signed-data.ts'
import { FormatError, UsageError } from '../errors.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import {
  isLikeSignedBatches,
  readSignedHashBatches,
} from '../revocation/eu-hash-batches/signed-batches.ts'
import type { RevocationList } from '../revocation/list.ts'
import { importCertificate, importPem } from '../trust/certificate/certificate.ts'
import { toCertificateKeyId, toRevokers } from '../trust/document-signer.ts'
import { joinImports } from '../trust/join-imports.ts'
import {
  importMasterList,
  MASTER_LIST,
  type PinnedSigners,
} from '../trust/master-list/master-list.ts'
import type { Environment, TrustImport } from '../trust/record.ts'
import { importSealCertificate, isSealCertificate } from '../trust/seal-certificate.ts'
import { readCertificate, readCertificateIfAny } from '../x509/certificate.ts'
import { isCrl } from '../x509/crl.ts'
import { readPemBlocks, readPemCertificates } from '../x509/pem.ts'
import { roleOf } from '../x509/profiles.ts'

export interface CertificateFileOptions {
  readonly crypto: CryptoPort
  readonly environment: Environment
  /** The issuer of a certificate whose subject names no country. */
  readonly issuer?: string
  /** Who must have signed a master list. Without it nobody but who gave it to us says anything of it. */
  readonly masterListSigners?: PinnedSigners
}

/** What a file came to. */
export interface CertificateFile extends TrustImport {
  /** DER of revocation lists, which count when their authority is known: it may stand in another file. */
  readonly crls: readonly Bytes[]
  /** Lists that were read. */
  readonly revocationLists: readonly RevocationList[]
}

const NOTHING: CertificateFile = {
  ...{ records: [], lists: [], dropped: [] },
  ...{ crls: [], revocationLists: [] },
}

/** @throws {FormatError} `format.der` or `format.key` */
export async function importDerFile(
  der: Bytes,
  options: CertificateFileOptions,
): Promise<CertificateFile> {
  if (isCmsSignedData(der)) return importSignedMessage(der, options)
  if (isCrl(der)) return { ...NOTHING, crls: [der] }
  const imports = [await importCertificate(der, options), await importForSeals(der, options)]
  return { ...NOTHING, ...joinImports(imports) }
}

/** @throws {FormatError} `format.der` if a block has no end or is not Base64 */
export async function importPemFile(
  text: string,
  options: CertificateFileOptions,
): Promise<CertificateFile> {
  const forSeals = readPemCertificates(text).map((der) => importForSeals(der, options))
  const blocks = readPemBlocks(text, 'signed-message')
  const messages = await Promise.all(blocks.map((der) => importSignedMessage(der, options)))
  const imports = [await importPem(text, options), ...(await Promise.all(forSeals)), ...messages]
  return {
    ...joinImports(imports),
    crls: readPemBlocks(text, 'revocation-list'),
    revocationLists: messages.flatMap(({ revocationLists }) => revocationLists),
  }
}

/**
 * Imports certificates of keys that sign the revocation lists of an issuer of SMART Health Cards. No
 * certificate names such an issuer: whoever gives them says that they speak for it.
 *
 * @param issuer its address (`iss`)
 * @throws {FormatError} `format.der` or `format.key` if one cannot be read
 * @throws {UsageError} `usage.trust-file` if one is of any other key
 */
export function importCardRevokers(
  ders: readonly Bytes[],
  { issuer, environment }: { readonly issuer: string; readonly environment: Environment },
): CertificateFile {
  const records = ders.flatMap((der) => {
    const certificate = readCertificate(der)
    if (roleOf(certificate) !== 'revocation-lists') throw new UsageError('usage.trust-file', OTHER)
    const options = { issuer, environment, evidence: 'local' } as const
    return toRevokers(certificate, options, ['smart-health-card'])
  })
  return { ...NOTHING, records }
}

const OTHER =
  'the certificate of a key that signs something else than revocation lists says itself whose it is: give it without an issuer'

/**
 * Imports a master list, the EU's revocation batches, or the certificates of a bundle. Beside another
 * message lie certificates of who signed it, which nobody chose to trust.
 *
 * @throws {FormatError} `format.der` if it is neither
 * @throws {UsageError} `usage.trust-file` if a master list is not by the signers that are given
 */
async function importSignedMessage(
  der: Bytes,
  options: CertificateFileOptions,
): Promise<CertificateFile> {
  const message = readCmsSignedData(der)
  const { contentType, certificates, signerInfos } = message
  const { crypto, environment } = options
  if (contentType === MASTER_LIST) {
    const { masterListSigners: pinned } = options
    const list = { crypto, environment, ...(pinned && { pinned }) }
    const { records, lists, dropped, signer } = await importMasterList(der, list)
    if (pinned && !signer.isProven) {
      const reason = `the master list is refused: ${signer.reason}`
      throw new UsageError('usage.trust-file', reason)
    }
    return { ...NOTHING, records, lists, dropped }
  }
  if (isLikeSignedBatches(message)) {
    const { lists, dropped } = await readSignedHashBatches(der, { crypto })
    return { ...NOTHING, revocationLists: lists, dropped }
  }
  if (signerInfos.length > 0 || certificates.length === 0) {
    throw new FormatError('format.der', 'a signed message that is no bundle of certificates')
  }
  const imports = await Promise.all(certificates.map((each) => importOrDrop(each, options)))
  return { ...NOTHING, ...joinImports(imports) }
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
