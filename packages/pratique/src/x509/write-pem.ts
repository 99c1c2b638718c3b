/**
 * Writing PEM (RFC 7468).
 *
 * @module
 */

import { encodeBase64 } from '../bytes/base64url.ts'
import type { Bytes } from '../bytes/bytes.ts'

/** What we write, by its label (RFC 7468 §4). */
export type PemLabel =
  | 'CERTIFICATE'
  | 'CERTIFICATE REQUEST'
  | 'ENCRYPTED PRIVATE KEY'
  | 'PUBLIC KEY'

const LINE = /.{1,64}/g

/** Writes one block, which ends with a line's end. */
export function writePem(label: PemLabel, der: Bytes): string {
  const lines = encodeBase64(der).match(LINE) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}
