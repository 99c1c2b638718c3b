/**
 * PEM files of certificates (RFC 7468 §5).
 *
 * @module
 */

import { decodeBase64 } from '../bytes/base64url.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { FormatError } from '../errors.ts'

/** `X509` is an older spelling that RFC 7468 §5.1 knows. */
const BEGIN = /-----BEGIN (X509 )?CERTIFICATE-----/g
const WHITE_SPACE = /\s+/g

/**
 * Decodes the certificates of a PEM text, in their order. Text around the blocks is passed over, and
 * so are blocks of other kinds. What is inside a block is not looked at.
 *
 * @returns DER; empty if there is no certificate
 * @throws {FormatError} `format.der` if a block has no end or is not Base64
 */
export function readPemCertificates(text: string): readonly Bytes[] {
  const certificates: Bytes[] = []
  for (const { 0: begin, 1: label = '', index } of text.matchAll(BEGIN)) {
    const start = index + begin.length
    const end = text.indexOf(`-----END ${label}CERTIFICATE-----`, start)
    if (end < 0) throw new FormatError('format.der', `no end of the block at ${index}`)
    certificates.push(decodeBlock(text.slice(start, end), index))
  }
  return certificates
}

function decodeBlock(block: string, index: number): Bytes {
  try {
    return decodeBase64(block.replace(WHITE_SPACE, ''))
  } catch (cause) {
    throw new FormatError('format.der', `no Base64 in the block at ${index}`, { cause })
  }
}
