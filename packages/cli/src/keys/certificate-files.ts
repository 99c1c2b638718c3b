/**
 * Files of certificates and of requests for them: DER or PEM in, PEM out, never over another file.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { FormatError, UsageError } from 'pratique/errors'
import {
  type Certificate,
  type CertificateRequest,
  type PemKind,
  type PemLabel,
  readCertificate,
  readCertificateRequest,
  readPemBlocks,
  writePem,
} from 'pratique/keys'
import type { Bytes } from 'pratique/verify'
import { named } from '../bundle/named.ts'
import { readFileBytes } from '../inputs/file-bytes.ts'
import { quote } from '../output/visible.ts'
import { writeOutput } from '../output/write-output.ts'

/** What every DER of these begins with, and no PEM. */
const SEQUENCE = 0x30
const SERIAL_BYTES = 16

/** The certificates of a file, in their order; none if it has no certificate. */
export function readCertificates(path: string): readonly Certificate[] {
  const bytes = readFileBytes(path)
  return named(path, 'usage.certificate', () =>
    readBlocks(bytes, 'certificate').map(readCertificate),
  )
}

/**
 * The one certificate of a file.
 *
 * @throws {UsageError} `usage.certificate`, and the codes of files
 */
export function readOneCertificate(path: string): Certificate {
  return onlyOne(path, readCertificates(path), 'a certificate')
}

/**
 * The one request of a file.
 *
 * @throws {UsageError} `usage.certificate`, and the codes of files
 */
export function readOneRequest(path: string): CertificateRequest {
  const bytes = readFileBytes(path)
  const requests = named(path, 'usage.certificate', () =>
    readBlocks(bytes, 'certificate-request').map(readCertificateRequest),
  )
  return onlyOne(path, requests, 'a request for a certificate')
}

/** DER is one block. */
export function readBlocks(bytes: Bytes, kind: PemKind): readonly Bytes[] {
  if (bytes[0] === SEQUENCE) return [bytes]
  return readPemBlocks(new TextDecoder().decode(bytes), kind)
}

function onlyOne<T>(path: string, found: readonly T[], what: string): T {
  const [first, ...others] = found
  if (first && others.length === 0) return first
  const words = first ? `has ${found.length} of them: give a file with one` : 'has none'
  throw new UsageError('usage.certificate', `${quote(path)}: expected ${what}; it ${words}`)
}

/**
 * Writes a file that is not there yet.
 *
 * @throws {UsageError} `usage.output-file`
 */
export function writeNewPem(path: string, label: PemLabel, der: Bytes): void {
  writeOutput(path, new TextEncoder().encode(writePem(label, der)), () => false)
}

/** A serial number that nobody can guess. */
export function newSerialNumber(): Bytes {
  const bytes = new Uint8Array(randomBytes(SERIAL_BYTES))
  // Above zero, and always as long.
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
  return bytes
}

/** Reads a certificate or a request if a file holds any; `undefined` where it holds neither. */
export function readIfAny<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}
