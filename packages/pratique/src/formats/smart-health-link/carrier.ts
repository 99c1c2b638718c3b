/**
 * How SMART Health Links travel: as text, alone or behind the address of a viewer.
 *
 * @module
 */

import type { Carrier, UnsignedMessage } from '../../model/format.ts'
import { decodeLinkText } from '../../model/health-link.ts'

/** The carrier of SMART Health Links. What it leads to are cards; the link itself nobody signs. */
export const shlink: Carrier = { id: 'shlink', framework: 'smart-health-card', decode: decodeLink }

function decodeLink(text: string): UnsignedMessage {
  const { payload } = decodeLinkText(text)
  return { claims: { kind: 'json', object: payload }, remarks: [] }
}
