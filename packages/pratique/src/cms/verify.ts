/**
 * Verifying a CMS message against a key that is known by other means (RFC 5652 §5.4, §5.6).
 *
 * @module
 */

import { type Bytes, isSameBytes } from '../bytes/bytes.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import { isWeakKey, type PublicKey } from '../keys/public-key.ts'
import { verifySignature } from '../keys/verify-signature.ts'
import type { Status } from '../outcome.ts'
import { isLikeAttributes } from './attributes.ts'
import type { CmsSignedData } from './signed-data.ts'
import type { DigestAlgorithm, SignerInfo } from './signer-info.ts'

/** Who must have signed: a certificate that was read, or a key alone. */
export interface CmsSigner {
  readonly publicKey: PublicKey
  /** Of a certificate: signatures that name another one are not its own. */
  readonly issuer?: { readonly der: Bytes }
  readonly serialNumber?: string
  readonly subjectKeyId?: string
}

/** What became of a message. Only `passed` has content. */
export type CmsResult =
  | {
      readonly status: 'passed'
      readonly content: Bytes
      /** Seconds since the epoch, as the signer says; it is signed. */
      readonly signingTime?: number
    }
  | { readonly status: Exclude<Status, 'passed' | 'not-applicable'>; readonly reason: string }

/** id-data: only this type of content needs no signed attributes (RFC 5652 §5.3). */
const DATA = '1.2.840.113549.1.7.1'

/**
 * Verifies that a signer signed a message. One good signature of theirs is enough; those of others are
 * passed over. Neither the signer's dates nor who vouches for them are looked at.
 *
 * @param content of a detached signature; beside a content in the message it must be the same
 */
export async function verifyCmsSignature(
  cms: CmsSignedData,
  signer: CmsSigner,
  crypto: CryptoPort,
  content?: Bytes,
): Promise<CmsResult> {
  const signed = cms.content ?? content
  if (!signed) return { status: 'failed', reason: 'the content is not in the message, nor given' }
  if (content && !isSameBytes(signed, content)) {
    return { status: 'failed', reason: 'the content in the message is another one' }
  }
  if (isWeakKey(signer.publicKey)) {
    return { status: 'failed', reason: 'the signer’s key is too short to prove anything' }
  }
  const own = cms.signerInfos.filter((info) => isSignedAs(info, signer))
  let worst: CmsResult = { status: 'failed', reason: 'it names no signature of this signer' }
  for (const info of own) {
    const result = await verifyOne(cms.contentType, info, signed, signer.publicKey, crypto)
    if (result.status === 'passed') return result
    // What cannot be said may yet be good; what is bad is bad.
    if (worst.status === 'failed') worst = result
  }
  return worst
}

/** Tells whether a signature names this signer. A key alone has no name, and may be any. */
export function isSignedAs({ identifier }: SignerInfo, signer: CmsSigner): boolean {
  if (isBareKey(signer)) return true
  const { issuer, serialNumber, subjectKeyId } = identifier
  if (issuer === undefined) return subjectKeyId === signer.subjectKeyId
  const isIssuer = signer.issuer !== undefined && isSameBytes(signer.issuer.der, issuer)
  return isIssuer && serialNumber === signer.serialNumber
}

function isBareKey({ issuer, serialNumber, subjectKeyId }: CmsSigner): boolean {
  return issuer === undefined && serialNumber === undefined && subjectKeyId === undefined
}

async function verifyOne(
  contentType: string,
  { attributes, digest, signature }: SignerInfo,
  content: Bytes,
  publicKey: PublicKey,
  crypto: CryptoPort,
): Promise<CmsResult> {
  if (!attributes) {
    if (contentType !== DATA)
      return failed('it has no signed attributes, and this content needs them')
    if (isLikeAttributes(content)) return failed('its content may be attributes of another message')
    return toResult(await verifySignature(signature, content, publicKey, crypto), { content })
  }
  // Both bind the attributes to this content (RFC 5652 §11.1, §11.2).
  if (attributes.contentType !== contentType)
    return failed('its signed content type is another one')
  const computed = digest && (await computeDigest(digest, content, crypto))
  if (!computed) return unsaid('its digest cannot be computed here')
  if (!isSameBytes(computed, attributes.messageDigest))
    return failed('its signed digest is of another content')
  const { signedBytes, signingTime } = attributes
  return toResult(await verifySignature(signature, signedBytes, publicKey, crypto), {
    content,
    ...(signingTime !== undefined && { signingTime }),
  })
}

function toResult(
  isGood: boolean | undefined,
  proven: { readonly content: Bytes; readonly signingTime?: number },
): CmsResult {
  if (isGood === undefined) return unsaid('its signature cannot be checked here')
  return isGood ? { status: 'passed', ...proven } : failed('its signature is not by this key')
}

async function computeDigest(
  algorithm: DigestAlgorithm,
  data: Bytes,
  crypto: CryptoPort,
): Promise<Bytes | undefined> {
  return algorithm === 'SHA-256' ? crypto.sha256(data) : crypto.digest?.(algorithm, data)
}

function failed(reason: string): CmsResult {
  return { status: 'failed', reason }
}

function unsaid(reason: string): CmsResult {
  return { status: 'indeterminate', reason }
}
