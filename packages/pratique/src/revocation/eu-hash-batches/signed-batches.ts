/**
 * Revocation batches as the gateway gives them out: in a CMS message that its country's upload
 * certificate has signed (RFC 5652; dgc-gateway, "Revocation List").
 *
 * @module
 */

import type { Bytes } from '../../bytes/bytes.ts'
import { type CmsSignedData, readCmsSignedData } from '../../cms/signed-data.ts'
import { verifyCmsSignature } from '../../cms/verify.ts'
import { FormatError, UnavailableError, UsageError } from '../../errors.ts'
import { decodeJson } from '../../json/parse.ts'
import type { CryptoPort } from '../../keys/crypto-port.ts'
import { type Certificate, readCertificate } from '../../x509/certificate.ts'
import { type HashBatches, readHashBatches } from './hash-batches.ts'

export interface SignedBatchesOptions {
  readonly crypto: CryptoPort
  /**
   * The upload certificates that are pinned, DER. Absent: the message counts like a list without a
   * signature, for who gave it to us vouches for it.
   */
  readonly uploaders?: readonly Bytes[]
}

/** The whole Union's batches have fewer characters. */
const MAX_CHARACTERS = 16 * 1024 * 1024

const OPENING = /^\s*[[{]/
const PEEK_BYTES = 64
const TEXT = new TextDecoder('utf-8')

/** Tells whether the content of a message may be batches, without reading it. */
export function isLikeSignedBatches({ content }: CmsSignedData): boolean {
  return content !== undefined && OPENING.test(TEXT.decode(content.subarray(0, PEEK_BYTES)))
}

/**
 * Reads batches out of a message. Where upload certificates are pinned, one of them must have signed it,
 * and it speaks for no country but its own.
 *
 * @param der a CMS SignedData
 * @throws {FormatError} `format.der` or `format.json`
 * @throws {UsageError} `usage.trust-file` if none of the pinned certificates has signed it, or one of
 *   them cannot be read
 * @throws {UnavailableError} `unavailable.algorithm` if the platform cannot tell
 */
export async function readSignedHashBatches(
  der: Bytes,
  { crypto, uploaders }: SignedBatchesOptions,
): Promise<HashBatches> {
  const cms = readCmsSignedData(der)
  if (!cms.content) throw new FormatError('format.der', 'expected a message with its content')
  const batches = readHashBatches(decodeJson(cms.content, { maxCharacters: MAX_CHARACTERS }).value)
  if (!uploaders) return batches
  const countries = await findCountries(cms, uploaders.map(readPinned), crypto)
  if (batches.lists.every(({ issuer }) => countries.has(issuer))) return batches
  return refuse('its signer is of another country than its batches')
}

function readPinned(der: Bytes): Certificate {
  try {
    return readCertificate(der)
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    return refuse('a pinned upload certificate cannot be read', cause)
  }
}

/** The countries of the pinned certificates that have signed the message. */
async function findCountries(
  cms: CmsSignedData,
  uploaders: readonly Certificate[],
  crypto: CryptoPort,
): Promise<ReadonlySet<string | undefined>> {
  const signed: Certificate[] = []
  let isUnsaid = false
  for (const uploader of uploaders) {
    const { status } = await verifyCmsSignature(cms, uploader, crypto)
    if (status === 'passed') signed.push(uploader)
    isUnsaid ||= status === 'indeterminate'
  }
  if (signed.length > 0) {
    return new Set(signed.map(({ subject }) => subject.country?.toUpperCase()))
  }
  if (!isUnsaid) return refuse('no pinned upload certificate has signed it')
  throw new UnavailableError(
    'unavailable.algorithm',
    'this platform cannot verify the signature of the batches',
  )
}

function refuse(reason: string, cause?: FormatError): never {
  throw new UsageError('usage.trust-file', `the batches are refused: ${reason}`, { cause })
}
