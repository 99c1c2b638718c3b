/**
 * X.509 certificates (RFC 5280): what is needed of them, and nothing else.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { encodeHex } from '../bytes/hex.ts'
import { type DerElement, readBitString, readDer, readTime } from '../der/read.ts'
import { INTEGER, SEQUENCE } from '../der/tags.ts'
import { FormatError } from '../errors.ts'
import type { PublicKey } from '../keys/public-key.ts'
import { readSignatureAlgorithm, type SignatureAlgorithm } from '../keys/signature-algorithm.ts'
import { readSpki } from '../keys/spki.ts'
import { type Extensions, readExtensions } from './extensions.ts'
import { type Name, readName } from './name.ts'

/** What was read of a certificate. Nothing of it is verified. */
export interface Certificate extends Extensions {
  readonly der: Bytes
  /** The part that is signed, as it stands in `der`. */
  readonly tbs: Bytes
  /** Lower-case hex of the INTEGER's contents: issuers also write negative and very long ones. */
  readonly serialNumber: string
  readonly issuer: Name
  readonly subject: Name
  /** Seconds since the epoch, both inclusive (RFC 5280 §4.1.2.5). */
  readonly notBefore: number
  readonly notAfter: number
  readonly publicKey: PublicKey
  readonly signature: SignatureAlgorithm & { readonly value: Bytes }
}

/** Tags of TBSCertificate's optional fields (RFC 5280 §4.1). */
const VERSION = 0xa0
const EXTENSIONS = 0xa3

/**
 * Reads a certificate. Verifies nothing: neither signature, nor dates, nor that its fields agree.
 *
 * @throws {FormatError} `format.der`, or `format.key` for a malformed public key
 */
export function readCertificate(der: Bytes): Certificate {
  const [tbs, algorithm, value, ...others] = fieldsOf(readDer(der))
  if (!tbs || !algorithm || !value || others.length > 0) refuse('expected a Certificate')
  const all = fieldsOf(tbs)
  const fields = all[0]?.tag === VERSION ? all.slice(1) : all
  const [serialNumber, ownAlgorithm, issuer, validity, subject, spki, ...optional] = fields
  if (!serialNumber || !ownAlgorithm || !issuer || !validity || !subject || !spki) {
    refuse('expected a TBSCertificate')
  }
  if (serialNumber.tag !== INTEGER) refuse('expected a serial number')
  // The signed copy and the one outside are the same (RFC 5280 §4.1.1.2).
  if (encodeHex(ownAlgorithm.whole) !== encodeHex(algorithm.whole)) {
    refuse('two signature algorithms')
  }
  const [notBefore, notAfter] = fieldsOf(validity)
  if (!notBefore || !notAfter) refuse('expected two dates')
  const { bytes: signature, unusedBits } = readBitString(value)
  if (unusedBits !== 0) refuse('expected a signature of whole bytes')
  return {
    der,
    tbs: tbs.whole,
    serialNumber: encodeHex(serialNumber.contents),
    issuer: readName(issuer),
    subject: readName(subject),
    notBefore: readTime(notBefore),
    notAfter: readTime(notAfter),
    publicKey: readSpki(spki.whole),
    signature: { ...readSignatureAlgorithm(algorithm), value: signature },
    ...readExtensions(optional.find(({ tag }) => tag === EXTENSIONS)?.children()[0]),
  }
}

/** Reads a certificate as {@link readCertificate} does; `undefined` where that refuses. */
export function readCertificateIfAny(der: Bytes): Certificate | undefined {
  try {
    return readCertificate(der)
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}

function fieldsOf(element: DerElement): readonly DerElement[] {
  return element.tag === SEQUENCE ? element.children() : refuse('expected a SEQUENCE')
}

function refuse(reason: string): never {
  throw new FormatError('format.der', reason)
}
