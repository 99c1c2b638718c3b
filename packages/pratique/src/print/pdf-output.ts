/**
 * Bytes of a PDF as they are written: a buffer that grows, is used again, and is wiped after each use.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { toWinAnsiCode } from './win-ansi.ts'

const FIRST_BYTES = 16_384
const BACKSLASH = 0x5c
const PARENTHESES = [0x28, 0x29]

/** What has been written, and where the next byte goes. */
export interface Output {
  bytes: Bytes
  at: number
}

export function createOutput(): Output {
  return { bytes: new Uint8Array(FIRST_BYTES), at: 0 }
}

/** Makes room for so many bytes more. */
export function reserve(output: Output, count: number): void {
  const { bytes, at } = output
  if (at + count <= bytes.length) return
  output.bytes = new Uint8Array(Math.max(2 * bytes.length, at + count))
  output.bytes.set(bytes.subarray(0, at))
  bytes.fill(0)
}

/** Writes text of ASCII. */
export function putText(output: Output, text: string): void {
  reserve(output, text.length)
  for (let i = 0; i < text.length; i++) output.bytes[output.at + i] = text.charCodeAt(i)
  output.at += text.length
}

export function putBytes(output: Output, bytes: Uint8Array): void {
  reserve(output, bytes.length)
  output.bytes.set(bytes, output.at)
  output.at += bytes.length
}

/** Writes what stands between the parentheses of a string (ISO 32000-1 §7.3.4.2), in WinAnsiEncoding. */
export function putWinAnsi(output: Output, text: string): void {
  reserve(output, 2 * text.length)
  const { bytes } = output
  let { at } = output
  for (let i = 0; i < text.length; i++) {
    const code = toWinAnsiCode(text.charCodeAt(i)) ?? 0
    if (code === BACKSLASH || PARENTHESES.includes(code)) bytes[at++] = BACKSLASH
    bytes[at++] = code
  }
  output.at = at
}

/** Writes a whole number in so many bytes, the highest first. */
export function putBigEndian(output: Output, value: number, bytes: number): void {
  reserve(output, bytes)
  for (let i = bytes - 1, rest = value; i >= 0; i--, rest = Math.floor(rest / 256)) {
    output.bytes[output.at + i] = rest % 256
  }
  output.at += bytes
}

/** Copies what was written since a place. */
export function copyFrom(output: Output, start: number): Bytes {
  return output.bytes.slice(start, output.at)
}

/** Overwrites all that was written, which names people, and starts again. */
export function wipe(output: Output): void {
  output.bytes.fill(0, 0, output.at)
  output.at = 0
}
