/**
 * Signing certificates and requests, and looking at the signature before it leaves.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { sha256 } from '../bytes/sha256.ts'
import { readBitString, readDer } from '../der/read.ts'
import { UsageError } from '../errors.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import { type PublicKey, toIdentity } from '../keys/public-key.ts'
import type { SignPort } from '../keys/sign-port.ts'
import type { NameParts } from './name.ts'
import { sealSigned } from './write-certificate.ts'

/** The upper bound of both texts (RFC 5280 appendix A.1). */
const MAX_TEXT = 64
const COUNTRY = /^[A-Z]{2}$/
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u

/** Bytes of a subjectKeyIdentifier: the leftmost 160 bits of a SHA-256 (RFC 7093 §2, method 1). */
const KEY_ID_BYTES = 20

/**
 * Signs what stands inside a certificate or request, and puts the two together.
 *
 * @throws {UsageError} `usage.key-file` if the key is of a kind that signs none, or signs with another
 *   private key than its public half says
 */
export async function signAndSeal(
  tbs: Bytes,
  signer: SignPort,
  crypto: CryptoPort,
): Promise<Bytes> {
  requireP256(signer)
  const signature = await signer.sign(tbs)
  const key = await crypto.prepareKey(signer.key)
  if (await key.verify('ES256', signature, tbs)) return sealSigned(tbs, signature)
  throw new UsageError('usage.key-file', 'the private key is not that of the public key beside it')
}

/** The one curve of the networks, and of what signs for it (WHO GDHCN certificate profiles). */
function requireP256({ key, algorithm }: SignPort): void {
  if (key.kind === 'P-256' && algorithm === 'ES256') return
  throw new UsageError('usage.key-file', 'expected a key on P-256')
}

/**
 * Requires that a certificate is of a key, and answers with the port that knows it.
 *
 * @param certificate what was read of it
 * @throws {UsageError} `usage.certificate` if it is of another key
 */
export function withCertificate(
  signer: SignPort,
  certificate: { readonly der: Bytes; readonly publicKey: PublicKey },
): SignPort {
  if (toIdentity(certificate.publicKey) !== toIdentity(signer.key)) {
    throw new UsageError('usage.certificate', 'the certificate is of another key than this one')
  }
  return { ...signer, certificate: certificate.der }
}

/**
 * Requires a name that a certificate may have.
 *
 * @throws {UsageError} `usage.argument`
 */
export function requireName(name: NameParts): void {
  const { country = '', organization, commonName } = name
  if (!COUNTRY.test(country)) refuse('expected a country of two capital letters, such as UT')
  for (const text of [commonName, ...(organization === undefined ? [] : [organization])]) {
    if (text.trim() === '' || text.length > MAX_TEXT || HIDDEN.test(text)) {
      refuse('expected a name of 1 to 64 characters, all of which can be seen')
    }
  }
}

function refuse(reason: string): never {
  throw new UsageError('usage.argument', reason)
}

/** Computes what a certificate calls its key by, and those that it certifies call it by. */
export function toSubjectKeyId({ spki }: PublicKey): Bytes {
  const [, bits] = readDer(spki).children()
  if (!bits) throw new UsageError('usage.key-file', 'expected a SubjectPublicKeyInfo')
  return sha256(readBitString(bits).bytes).slice(0, KEY_ID_BYTES)
}
