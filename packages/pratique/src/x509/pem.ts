/**
 * PEM files (RFC 7468): certificates, revocation lists, public keys, signed messages.
 *
 * @module
 */

import { decodeBase64 } from '../bytes/base64url.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { FormatError } from '../errors.ts'

/** What a PEM block holds, by the label of its boundaries (RFC 7468 §5.1, §6, §7, §8, §9, §13). */
export type PemKind =
  | 'certificate'
  | 'certificate-request'
  | 'revocation-list'
  | 'public-key'
  | 'signed-message'

/** `X509` before it is an older spelling that RFC 7468 §5.1 knows. */
const LABELS: Readonly<Record<PemKind, RegExp>> = {
  certificate: /-----BEGIN ((?:X509 )?CERTIFICATE)-----/g,
  // `NEW` is an older spelling (RFC 7468 §7).
  'certificate-request': /-----BEGIN ((?:NEW )?CERTIFICATE REQUEST)-----/g,
  'revocation-list': /-----BEGIN (X509 CRL)-----/g,
  'public-key': /-----BEGIN (PUBLIC KEY)-----/g,
  'signed-message': /-----BEGIN (PKCS7|CMS)-----/g,
}
const WHITE_SPACE = /\s+/g

/**
 * Decodes the certificates of a PEM text, in their order. Text around the blocks is passed over, and
 * so are blocks of other kinds. What is inside a block is not looked at.
 *
 * @returns DER; empty if there is no certificate
 * @throws {FormatError} `format.der` if a block has no end or is not Base64
 */
export function readPemCertificates(text: string): readonly Bytes[] {
  return readPemBlocks(text, 'certificate')
}

/**
 * Decodes the blocks of one kind, as {@link readPemCertificates} does certificates.
 *
 * @throws {FormatError} `format.der` if a block has no end or is not Base64
 */
export function readPemBlocks(text: string, kind: PemKind): readonly Bytes[] {
  const blocks: Bytes[] = []
  for (const { 0: begin, 1: label = '', index } of text.matchAll(LABELS[kind])) {
    const start = index + begin.length
    const end = text.indexOf(`-----END ${label}-----`, start)
    if (end < 0) throw new FormatError('format.der', `no end of the block at ${index}`)
    blocks.push(decodeBlock(text.slice(start, end), index))
  }
  return blocks
}

function decodeBlock(block: string, index: number): Bytes {
  try {
    return decodeBase64(block.replace(WHITE_SPACE, ''))
  } catch (cause) {
    throw new FormatError('format.der', `no Base64 in the block at ${index}`, { cause })
  }
}
