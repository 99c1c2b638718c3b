/**
 * The certificate of a small authority, signed by its own key: a Signing CA of the networks (WHO GDHCN
 * certificate profiles, "SCA").
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { UsageError } from '../errors.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import type { SignPort } from '../keys/sign-port.ts'
import { addMonths } from './calendar.ts'
import type { NameParts } from './name.ts'
import { profileOf } from './profiles.ts'
import { requireName, signAndSeal, toSubjectKeyId } from './sign.ts'
import { encodeTbsCertificate } from './write-certificate.ts'

/** What a certificate is made of, besides its profile. Times are seconds since the epoch. */
export interface Life {
  /** By chance, 8 to 20 bytes, so that nobody can guess what will be signed (CA/B Forum §7.1). */
  readonly serialNumber: Bytes
  readonly notBefore: number
  /** Default: as long as the profile allows. */
  readonly notAfter?: number
}

/** A life whose end is decided. */
export interface WholeLife extends Required<Life> {
  readonly privateKeyUsage: { readonly notBefore: number; readonly notAfter: number }
}

const MIN_SERIAL_BYTES = 8
const MAX_SERIAL_BYTES = 20

/**
 * Writes the certificate of an authority: a CA with no CA below it, for certificates and lists of
 * revoked ones, four years long, of which the first two are for certifying.
 *
 * @returns DER
 * @throws {UsageError} `usage.argument` on a name or a life that it may not have; `usage.key-file` on a
 *   key that is not on P-256
 */
export async function writeAuthority(
  { subject, ...life }: Life & { readonly subject: NameParts },
  signer: SignPort,
  crypto: CryptoPort,
): Promise<Bytes> {
  requireName(subject)
  const keyId = toSubjectKeyId(signer.key)
  const profile = profileOf('authority')
  const tbs = encodeTbsCertificate({
    ...decideLife(life, profile),
    issuer: subject,
    subject,
    spki: signer.key.spki,
    isCa: true,
    pathLength: 0,
    keyUsages: profile.keyUsages,
    subjectKeyId: keyId,
    authorityKeyId: keyId,
  })
  return signAndSeal(tbs, signer, crypto)
}

/**
 * Decides when a certificate ends and until when its key signs.
 *
 * @throws {UsageError} `usage.argument` if it is to end before it begins, or lasts too long
 */
export function decideLife(
  { serialNumber, notBefore, notAfter }: Life,
  { lifeMonths, signingMonths }: { readonly lifeMonths: number; readonly signingMonths: number },
): WholeLife {
  if (serialNumber.length < MIN_SERIAL_BYTES || serialNumber.length > MAX_SERIAL_BYTES) {
    throw new UsageError('usage.argument', 'expected a serial number of 8 to 20 bytes')
  }
  const longest = addMonths(notBefore, lifeMonths)
  const end = notAfter ?? longest - 1
  if (!(end > notBefore && end <= longest)) {
    const words = `expected an end after the beginning, and at most ${lifeMonths} months after it`
    throw new UsageError('usage.argument', words)
  }
  const lastSigning = Math.min(addMonths(notBefore, signingMonths) - 1, end)
  return {
    serialNumber,
    notBefore,
    notAfter: end,
    privateKeyUsage: { notBefore, notAfter: lastSigning },
  }
}
