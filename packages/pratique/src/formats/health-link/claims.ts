/**
 * The claim of an HCERT that holds a health link (hcert_spec §3.3.7).
 *
 * @module
 */

import type { CborValue } from '../../cbor/value.ts'
import { FormatError } from '../../errors.ts'
import { decodeHealthLink, type LinkPayload } from '../../model/health-link.ts'

/** The member of a map that holds the link, in WHO's model. */
const URL_MEMBER = 'u'

/**
 * Finds the text of a link: text, a map with `u`, or an array of one of them. Prose and models
 * differ, and no example is public.
 *
 * @returns `undefined` if it is none of these
 */
export function findLinkText(claim: CborValue): string | undefined {
  const one: CborValue = Array.isArray(claim) && claim.length === 1 ? claim[0] : claim
  const text: CborValue = one instanceof Map ? one.get(URL_MEMBER) : one
  return typeof text === 'string' ? text : undefined
}

/**
 * Reads the link of a claim.
 *
 * @returns `undefined` if it is no link, or says what no link may say: it is signed, so that this is
 *   its issuer's fault, and no forgery
 */
export function readLinkClaim(claim: CborValue): LinkPayload | undefined {
  const text = findLinkText(claim)
  if (text === undefined) return undefined
  try {
    return decodeHealthLink(text)
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}
