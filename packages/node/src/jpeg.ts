/**
 * Reads what a JPEG (ISO/IEC 10918-1) says of its size, without decoding it.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'

/** What decoding would cost. */
export interface JpegHeader {
  readonly width: number
  readonly height: number
  /** 1 of luminance alone, 3 with colours; others are rare. */
  readonly components: number
  /** How often the data pass over the picture: about ten in a progressive file. */
  readonly scans: number
  readonly isProgressive: boolean
}

/** SOF0 to SOF15, less DHT, JPG and DAC, which share the range (Table B.1). */
const FRAME_MARKERS: ReadonlySet<number> = new Set([
  0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf,
])

/** Those of progressive frames (Table B.1). */
const PROGRESSIVE_MARKERS: ReadonlySet<number> = new Set([0xc2, 0xc6, 0xca, 0xce])

const START_OF_SCAN = 0xda
const END_OF_IMAGE = 0xd9

/**
 * Reads the first frame header (§B.2.2), as the decoder does: fill bytes and stray bytes between
 * segments are passed over.
 *
 * @throws {UsageError} `usage.picture` if there is no scan, or no frame header before it.
 */
export function readJpegHeader(bytes: Uint8Array): JpegHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = findMarker(bytes, 2); at + 9 < bytes.length; ) {
    const marker = bytes[at]
    if (marker === undefined || marker === START_OF_SCAN || marker === END_OF_IMAGE) break
    const segment = at + 1
    if (FRAME_MARKERS.has(marker)) {
      const height = view.getUint16(segment + 3)
      const width = view.getUint16(segment + 5)
      // A height of 0 is stated after the first scan (§B.2.5); hardly any decoder takes it.
      const scans = countScans(bytes, segment)
      if (width === 0 || height === 0 || scans === 0) break
      const components = bytes[segment + 7] ?? 0
      return { width, height, components, scans, isProgressive: PROGRESSIVE_MARKERS.has(marker) }
    }
    at = findMarker(bytes, segment + view.getUint16(segment))
  }
  throw new UsageError('usage.picture', 'expected a JPEG with a frame header')
}

/** Gives the offset of the next marker's second byte (§B.1.1.2). */
function findMarker(bytes: Uint8Array, from: number): number {
  let at = bytes.indexOf(0xff, from)
  if (at < 0) return bytes.length
  while (bytes[at] === 0xff) at++
  return at
}

/** Counts SOS markers. In coded data 0xff is always stuffed (§F.1.2.3), so none is met by chance. */
function countScans(bytes: Uint8Array, from: number): number {
  let scans = 0
  for (let at = findMarker(bytes, from); at < bytes.length; at = findMarker(bytes, at + 1)) {
    if (bytes[at] === START_OF_SCAN) scans++
  }
  return scans
}
