/**
 * The link in an input: as it stands, or inside a signed certificate.
 *
 * @module
 */

import { CWT_CLAIMS, decodeCwt, decodeHc1, HCERT_SUB_CLAIMS } from 'pratique/codecs'
import { FormatError } from 'pratique/errors'
import { findLinkText } from 'pratique/health-link'
import { decodeHealthLink, type LinkPayload, type LinkRules } from 'pratique/smart-health-link'
import { detect, trimLeadingSpace } from 'pratique/verify'

/**
 * Finds the link of an input.
 *
 * @returns `undefined` if it is none; the error if it is one that cannot be read
 */
export function findLink(
  text: string,
  rules: LinkRules = {},
): LinkPayload | FormatError | undefined {
  try {
    const link = toLinkText(trimLeadingSpace(text))
    return link === undefined ? undefined : decodeHealthLink(link, rules)
  } catch (error) {
    if (error instanceof FormatError) return error
    throw error
  }
}

function toLinkText(text: string): string | undefined {
  const detected = detect(text)
  if (detected.name === 'verifiable-health-link') return text
  if (detected.kind !== 'carrier') return undefined
  if (detected.carrier === 'shlink') return text
  if (detected.carrier !== 'hc1') return undefined
  const hcert = decodeCwt(decodeHc1(text).payload).get(CWT_CLAIMS.hcert)
  if (!(hcert instanceof Map)) return undefined
  return findLinkText(hcert.get(HCERT_SUB_CLAIMS.healthLink))
}
