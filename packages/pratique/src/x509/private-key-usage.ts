/**
 * When the private key of a certificate may sign, which ends long before the certificate does, so that
 * what it signed last can still be verified (RFC 3280 §4.2.1.4; ICAO Doc 9303-12 §7.1.1).
 *
 * No verifier asks for it, as most messages do not say when they were signed. Whoever signs does.
 *
 * @module
 */

import { readDer, readTime } from '../der/read.ts'
import { GENERALIZED_TIME, SEQUENCE } from '../der/tags.ts'
import { FormatError } from '../errors.ts'
import type { Certificate } from './certificate.ts'
import { listExtensions } from './extensions.ts'

export const PRIVATE_KEY_USAGE_PERIOD = '2.5.29.16'

/** Seconds since the epoch, both inclusive. An end that is absent is the certificate's own. */
export interface PrivateKeyUsage {
  readonly notBefore?: number
  readonly notAfter?: number
}

/** Tags of TBSCertificate and of PrivateKeyUsagePeriod. */
const EXTENSIONS = 0xa3
const NOT_BEFORE = 0x80
const NOT_AFTER = 0x81

/**
 * Reads the extension of a certificate that was read.
 *
 * @returns `undefined` if there is none
 * @throws {FormatError} `format.der`
 */
export function readPrivateKeyUsage({
  tbs,
}: Pick<Certificate, 'tbs'>): PrivateKeyUsage | undefined {
  const extensions = readDer(tbs)
    .children()
    .find(({ tag }) => tag === EXTENSIONS)
  const found = listExtensions(extensions?.children()[0]).get(PRIVATE_KEY_USAGE_PERIOD)
  if (!found) return undefined
  const period = readDer(found.value)
  if (period.tag !== SEQUENCE) {
    throw new FormatError('format.der', 'expected a PrivateKeyUsagePeriod')
  }
  const timeOf = (tag: number): number | undefined => {
    const element = period.children().find((each) => each.tag === tag)
    // The tag is implicit: the contents are a GeneralizedTime's.
    return element && readTime({ ...element, tag: GENERALIZED_TIME })
  }
  const [notBefore, notAfter] = [timeOf(NOT_BEFORE), timeOf(NOT_AFTER)]
  return {
    ...(notBefore !== undefined && { notBefore }),
    ...(notAfter !== undefined && { notAfter }),
  }
}
