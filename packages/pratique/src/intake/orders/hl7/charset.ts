/**
 * Character sets of messages (MSH-18, HL7 table 0211).
 *
 * @module
 */

import type { Bytes } from '../../../bytes/bytes.ts'
import { toText } from '../text.ts'

/** What a message is written in, or why it cannot be read. */
export type Decoded = { readonly text: string } | { readonly words: string }

/** Names of the table, and what platforms call them. */
const SINGLE_BYTE: ReadonlyMap<string, string> = /* @__PURE__ */ new Map(
  ['1', '2', '3', '4', '5', '6', '7', '8', '9', '15'].map((part): [string, string] => [
    `8859/${part}`,
    `iso-8859-${part}`,
  ]),
)

const UTF8_NAME = 'UNICODE UTF-8'

/** Other names of the table, so that they can be told by name. */
const OTHERS: ReadonlySet<string> = /* @__PURE__ */ new Set([
  ...['JAS2020', 'JIS X 0202', 'ISO IR6', 'ISO IR14', 'ISO IR87', 'ISO IR159', 'GB 18030-2000'],
  ...['KS X 1001', 'CNS 11643-1992', 'BIG-5', 'UNICODE', 'UNICODE UTF-16', 'UNICODE UTF-32'],
])

const READ = `UTF-8 (${UTF8_NAME}), ASCII, or one of ISO 8859 (8859/1 to 8859/9, 8859/15)`

/** Decodes a message by the name of its character set; without one it is ASCII (HL7 v2.5 §2.15.9.18). */
export function decodeMessage(bytes: Bytes, name: string): Decoded {
  if (bytes.includes(0)) return { words: 'text without NUL' }
  if (name === UTF8_NAME) {
    const text = toText(bytes)
    return text === undefined ? { words: 'UTF-8, as MSH-18 says' } : { text }
  }
  if (name === '' || name === 'ASCII') {
    if (bytes.every((byte) => byte < 0x80)) return { text: new TextDecoder().decode(bytes) }
    return { words: `a character set in MSH-18: beyond ASCII it must be stated; ${READ} is read` }
  }
  const label = SINGLE_BYTE.get(name)
  if (label === undefined) {
    const told = OTHERS.has(name) ? `: ${name} is not read` : ''
    return { words: `a character set that is read: ${READ}${told}` }
  }
  // Platforms put letters of Windows where ISO 8859 has controls.
  if (bytes.some((byte) => byte >= 0x80 && byte < 0xa0)) {
    return { words: `letters of ${name}, as MSH-18 says: a control of it stands here` }
  }
  try {
    return { text: new TextDecoder(label, { fatal: true }).decode(bytes) }
  } catch {
    return { words: `letters of ${name}, as MSH-18 says` }
  }
}
