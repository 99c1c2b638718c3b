/**
 * Bytes of a PDF as they are written: a buffer that grows, is used again, and is wiped after each use.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'

const FIRST_BYTES = 16_384

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

/** Writes a whole number in so many bytes, the highest first. */
export function putBigEndian(output: Output, value: number, bytes: number): void {
  reserve(output, bytes)
  setBigEndian(output, output.at, value, bytes)
  output.at += bytes
}

/** Writes a whole number over what stands at a place. */
export function setBigEndian(output: Output, place: number, value: number, bytes: number): void {
  for (let i = bytes - 1, rest = value; i >= 0; i--, rest = Math.floor(rest / 256)) {
    output.bytes[place + i] = rest % 256
  }
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
