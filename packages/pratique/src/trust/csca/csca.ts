/**
 * Trust for ICAO's seals: certificates of the authorities that issue their signers' (Country Signing
 * CAs, ICAO Doc 9303-12), and signers' certificates that somebody chose to trust by themselves.
 *
 * @module
 */

import type { Bytes } from '../../bytes/bytes.ts'
import { readCertificate } from '../../x509/certificate.ts'
import { readPemCertificates } from '../../x509/pem.ts'
import type { TrustImport } from '../record.ts'
import {
  type CscaOptions,
  importSealCertificate,
  importSealCertificates,
} from '../seal-certificate.ts'

export type { CscaOptions } from '../seal-certificate.ts'

/**
 * Imports the certificate of an authority, self-signed or linked to an older key of its own; or that of
 * a signer of seals. Who gave it to us vouches for it: an authority's own signature is checked only to
 * find damage, and dates are the verification's to look at.
 *
 * @param der X.509 (RFC 5280)
 * @throws {FormatError} `format.der` or `format.key`
 */
export async function importCsca(der: Bytes, options: CscaOptions): Promise<TrustImport> {
  return importSealCertificate(readCertificate(der), options)
}

/**
 * Imports every certificate of a PEM text. One that cannot be read is dropped, and the others count.
 *
 * @throws {FormatError} `format.der` if a block has no end or is not Base64
 */
export async function importCscaPem(text: string, options: CscaOptions): Promise<TrustImport> {
  return importSealCertificates(readPemCertificates(text), options)
}
