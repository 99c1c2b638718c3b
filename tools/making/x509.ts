/**
 * X.509 certificates of made-up signers and authorities, and revocation lists (RFC 5280).
 *
 * @module
 */

import {
  encodeCount,
  encodeEcdsaAlgorithm,
  encodeExplicit,
  encodeSequence,
  encodeTime,
  encodeUnsigned,
} from '../../packages/pratique/src/der/write-values.ts'
import type { KeyUsage } from '../../packages/pratique/src/x509/extensions.ts'
import type { NameParts } from '../../packages/pratique/src/x509/name.ts'
import {
  encodeAuthorityKeyId,
  encodeName,
  encodeTbsCertificate,
  sealSigned,
} from '../../packages/pratique/src/x509/write-certificate.ts'
import { writePem } from '../../packages/pratique/src/x509/write-pem.ts'
import type { Bytes } from './hcert.ts'
import type { KeyPair } from './key-pairs.ts'

const CRL_VERSION_2 = 1
const CRL_EXTENSIONS = 0

/** What a certificate is to say. Dates as `YYYY-MM-DD`, from midnight to midnight UTC. */
export interface CertificateContent {
  readonly country?: string
  readonly organization: string
  readonly commonName: string
  readonly notBefore: string
  readonly notAfter: string
  readonly isCa?: boolean
  /** Object identifiers; absent: no extension. */
  readonly extendedKeyUsages?: readonly string[]
  /** Absent: no extension. */
  readonly subjectKeyId?: Bytes
  readonly authorityKeyId?: Bytes
  /** Which documents the key signs, such as `NV` (ICAO Doc 9303-12 §7.1.1); absent: no extension. */
  readonly documentTypes?: readonly string[]
}

/** What a revocation list is to say. */
export interface CrlContent {
  readonly issuer: CertificateContent
  readonly authorityKeyId: Bytes
  readonly thisUpdate: string
  readonly nextUpdate: string
  /** Key identifiers of revoked certificates, which {@link issueCertificate} makes serial numbers of. */
  readonly revoked: readonly Bytes[]
}

/** Makes a certificate of a P-256 key, signed with that key. The same content is the same bytes. */
export function makeCertificate(key: KeyPair, content: CertificateContent): Bytes {
  return issueCertificate(key, content, { key, content })
}

/** Makes a certificate of a key, signed with a P-256 key of somebody's. The same content is the same bytes. */
export function issueCertificate(
  key: KeyPair,
  content: CertificateContent,
  issuer: { readonly key: KeyPair; readonly content: CertificateContent },
): Bytes {
  const { notBefore, notAfter, isCa = false, extendedKeyUsages, subjectKeyId } = content
  const { authorityKeyId, documentTypes } = content
  const keyUsages: readonly KeyUsage[] = [isCa ? 'keyCertSign' : 'digitalSignature']
  const tbs = encodeTbsCertificate({
    serialNumber: toSerialNumber(key.kid),
    issuer: toName(issuer.content),
    subject: toName(content),
    notBefore: toSeconds(notBefore),
    notAfter: toSeconds(notAfter),
    spki: key.spki,
    isCa,
    keyUsages,
    ...(extendedKeyUsages && { extendedKeyUsages: { oids: extendedKeyUsages, isCritical: true } }),
    ...(subjectKeyId && { subjectKeyId }),
    ...(authorityKeyId && { authorityKeyId }),
    ...(documentTypes && { documentTypes }),
  })
  return sealSigned(tbs, issuer.key.sign('ES256', tbs))
}

/** Makes a list of revoked certificates, signed with a P-256 key (RFC 5280 §5). */
export function makeCrl(issuerKey: KeyPair, content: CrlContent): Bytes {
  const [thisUpdate, nextUpdate] = [content.thisUpdate, content.nextUpdate].map(toTime)
  if (!thisUpdate || !nextUpdate) throw new Error('unreachable: there are two dates')
  const entries = content.revoked.map((each) =>
    encodeSequence(encodeUnsigned(toSerialNumber(each)), thisUpdate),
  )
  const tbs = encodeSequence(
    encodeCount(CRL_VERSION_2),
    encodeEcdsaAlgorithm(),
    encodeName(toName(content.issuer)),
    thisUpdate,
    nextUpdate,
    ...(entries.length > 0 ? [encodeSequence(...entries)] : []),
    encodeExplicit(CRL_EXTENSIONS, encodeSequence(encodeAuthorityKeyId(content.authorityKeyId))),
  )
  return sealSigned(tbs, issuerKey.sign('ES256', tbs))
}

/** Writes a certificate as PEM (RFC 7468 §5). */
export function toPem(der: Bytes): string {
  return writePem('CERTIFICATE', der)
}

/** Above zero, whatever the key identifier begins with. */
function toSerialNumber(keyId: Bytes): Bytes {
  return Uint8Array.of(0x01, ...keyId)
}

function toName({ country, organization, commonName }: CertificateContent): NameParts {
  return { ...(country !== undefined && { country }), organization, commonName }
}

function toSeconds(date: string): number {
  return Date.parse(date) / 1000
}

function toTime(date: string): Bytes {
  return encodeTime(toSeconds(date))
}
