/**
 * Tells pictures from other files by their first bytes, without loading a decoder.
 *
 * @module
 */

/** The kinds of picture that are read. */
export type PictureType = 'png' | 'jpeg' | 'svg' | 'pdf'

/** The PNG signature (ISO/IEC 15948 §5.2). */
const PNG_SIGNATURE: readonly number[] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** SOI and the first byte of whatever marker follows (ISO/IEC 10918-1 §B.2.1). */
const JPEG_START: readonly number[] = [0xff, 0xd8, 0xff]

/** `%PDF-`, which the version follows (ISO 32000-1 §7.5.2). */
const PDF_START: readonly number[] = [0x25, 0x50, 0x44, 0x46, 0x2d]

/** What SVG documents begin with, and the element that makes them ones. */
const SVG_START = /^(?:\xef\xbb\xbf)?\s*<(?:svg|\?xml|!--|!DOCTYPE svg)/
const SVG_ELEMENT = /<svg[\s>]/
const SVG_HEAD_BYTES = 1000

/** Tells which kind of picture `bytes` begin like. Says nothing about the rest of them. */
export function isPicture(bytes: Uint8Array): PictureType | undefined {
  if (startsWith(bytes, PNG_SIGNATURE)) return 'png'
  if (startsWith(bytes, JPEG_START)) return 'jpeg'
  if (startsWith(bytes, PDF_START)) return 'pdf'
  return isSvg(bytes) ? 'svg' : undefined
}

function isSvg(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, SVG_HEAD_BYTES)).toString('latin1')
  return SVG_START.test(head) && SVG_ELEMENT.test(head)
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte)
}
