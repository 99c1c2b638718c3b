/**
 * The certificate of a seal's signer (ICAO Doc 9303-13, barcode signer certificate; Doc 9303-12): what
 * it lets its key sign.
 *
 * @module
 */

import { encodeHex } from '../../bytes/hex.ts'
import { FormatError } from '../../errors.ts'
import type { Algorithm } from '../../keys/algorithms.ts'
import { toCountry } from '../../model/country-codes.ts'
import type { CarriedSigner, SignerCertificate } from '../../model/format.ts'
import { type Certificate, readCertificate } from '../../x509/certificate.ts'
import { verifyCertificateSignature } from '../../x509/chain.ts'
import { DOCUMENT_TYPE_LIST } from '../../x509/extensions.ts'
import { NON_CONSTRAINED, VDS_NC_ALGORITHMS, VDS_NC_SIGNER } from '../../x509/vds-nc-signer.ts'
import { type Base64Text, decodeBase64Text } from './base64.ts'

const NONE: readonly Algorithm[] = []

/** Makes the signer of a seal. The certificate is looked at when it is asked for. */
export function toSigner(cer: Base64Text): CarriedSigner {
  return { text: cer.text, open: () => openSigner(cer) }
}

/** @throws {FormatError} `format.certificate` */
function openSigner(cer: Base64Text): SignerCertificate {
  const certificate = decodeCertificate(cer)
  const { publicKey, subject, notBefore, notAfter, authorityKeyId = '', serialNumber } = certificate
  const name = subject.commonName ?? subject.organization
  // Two letters by the standard; some write three, or small ones.
  const country = toCountry(subject.country ?? '') ?? subject.country?.toUpperCase()
  return {
    key: publicKey,
    algorithms: VDS_NC_ALGORITHMS[publicKey.kind] ?? NONE,
    ...(!isSealSigner(certificate) && { usages: [] }),
    ...(country !== undefined && { country }),
    ...(name !== undefined && { name }),
    notBefore,
    notAfter,
    authorityKeyId,
    serialNumber,
    issuerName: encodeHex(certificate.issuer.der),
    remarks: [],
    isIssuedBy: (authority, crypto) => verifyCertificateSignature(certificate, authority, crypto),
  }
}

/** Whatever is wrong with it, it is the seal that is damaged, not a list of keys. */
function decodeCertificate(cer: Base64Text): Certificate {
  try {
    return readCertificate(decodeBase64Text(cer))
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    throw new FormatError('format.certificate', 'cer is no certificate', { cause })
  }
}

/**
 * Whether the key may sign seals at all: a passport's or a web server's certificate has been issued by a
 * state just as well.
 */
function isSealSigner(certificate: Certificate): boolean {
  const { isCa, keyUsages, extendedKeyUsages = [], documentTypes, unknownCritical } = certificate
  return (
    !isCa &&
    (!keyUsages || keyUsages.includes('digitalSignature')) &&
    extendedKeyUsages.includes(VDS_NC_SIGNER) &&
    (!documentTypes || documentTypes.includes(NON_CONSTRAINED)) &&
    unknownCritical.every((oid) => oid === DOCUMENT_TYPE_LIST)
  )
}
