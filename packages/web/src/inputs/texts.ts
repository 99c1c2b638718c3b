/**
 * The codes in a text that somebody pasted, or of a file.
 *
 * @module
 */

import { isUpdateCode } from 'pratique/bundle'
import { detect, toText, trimLeadingSpace } from 'pratique/verify'

/** The control characters that texts have: line ends, tabs, and the separators of barcodes. */
const CONTROL = /(?!\s)\p{Cc}/u
const SEPARATORS = new RegExp(`[${String.fromCharCode(0x1c)}-${String.fromCharCode(0x1f)}]`, 'g')

const UTF_16_LE = [0xff, 0xfe] as const

/** The entry of a ZIP file that is a certificate (DIVOC). */
const ARCHIVED = 'certificate.json'

/** Several lines are several codes only if each begins like one. */
export function splitTexts(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '')
  if (lines.length === 0) return []
  return lines.length > 1 && lines.every(isKnown) ? lines : [text]
}

function isKnown(line: string): boolean {
  const detected = detect(trimLeadingSpace(line))
  return detected.kind === 'carrier' || detected.name !== 'unknown' || isUpdateCode(line)
}

/** The text of a file: UTF-8, or UTF-16 as Windows writes it; `undefined` if it is none. */
export function decodeTextFile(bytes: Uint8Array<ArrayBuffer>): string | undefined {
  const isUtf16 = UTF_16_LE.every((byte, at) => bytes[at] === byte)
  try {
    const text = new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes)
    return CONTROL.test(text.replace(SEPARATORS, '')) ? undefined : text
  } catch {
    return undefined
  }
}

/** The text of a ZIP file that is a certificate; `undefined` of any other. */
export function decodeArchive(bytes: Uint8Array<ArrayBuffer>): string | undefined {
  const text = toText(bytes)
  return text.includes(ARCHIVED) ? text : undefined
}
