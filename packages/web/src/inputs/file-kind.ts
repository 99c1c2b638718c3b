/**
 * What a file is, by its first bytes: names and types that a system gives it are often wrong.
 *
 * @module
 */

/** What is read in one way. */
export type FileKind = 'picture' | 'heic' | 'svg' | 'pdf' | 'archive' | 'text'

/** By the first bytes, as Latin-1; the first line that fits counts. */
const BEGINNINGS: readonly { readonly pattern: RegExp; readonly kind: FileKind }[] = [
  { pattern: /^\x89PNG\r\n/, kind: 'picture' },
  { pattern: /^\xff\xd8\xff/, kind: 'picture' },
  { pattern: /^GIF8/, kind: 'picture' },
  { pattern: /^RIFF[\s\S]{4}WEBP/, kind: 'picture' },
  { pattern: /^BM[\s\S]{4}[^ -~]{4}/, kind: 'picture' },
  { pattern: /^[\s\S]{4}ftypavi[fs]/, kind: 'picture' },
  { pattern: /^[\s\S]{4}ftyp(?:hei|hev|mif|msf)/, kind: 'heic' },
  // Some programs write a few bytes before it (ISO 32000-2 §7.5.2 wants none).
  { pattern: /^[\s\S]{0,1000}?%PDF-\d/, kind: 'pdf' },
  // The signature of a ZIP file's first entry (APPNOTE §4.3.7).
  { pattern: /^PK\p{Cc}{2}/u, kind: 'archive' },
  { pattern: /^(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|!DOCTYPE svg|svg)/, kind: 'svg' },
]

const HEAD_BYTES = 1024
/** Before the pictures of an AVIF or HEIC file is what is said of them. */
const BOXES_BYTES = 8192

export function kindOfFile(bytes: Uint8Array): FileKind {
  const head = String.fromCharCode(...bytes.subarray(0, HEAD_BYTES))
  return BEGINNINGS.find(({ pattern }) => pattern.test(head))?.kind ?? 'text'
}

/**
 * Tells the width and height that a PNG, JPEG, GIF, BMP, WebP or AVIF states, before anything decodes it;
 * `undefined` of other pictures, and of damaged ones.
 */
export function sizeOfPicture(bytes: Uint8Array): readonly [number, number] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    if (bytes[0] === 0x89) return [view.getUint32(16), view.getUint32(20)]
    if (bytes[0] === 0xff) return sizeOfJpeg(view)
    if (bytes[0] === 0x47) return [view.getUint16(6, true), view.getUint16(8, true)]
    if (bytes[0] === 0x42) return sizeOfBitmap(view)
    return bytes[0] === 0x52 ? sizeOfWebp(view) : sizeOfBoxes(bytes, view)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** SOF0 to SOF15, less DHT, JPG and DAC, which share the range (ISO/IEC 10918-1 Table B.1). */
const FRAME_MARKER = /^c[0-35-79-bd-f]$/
const START_OF_SCAN = 0xda
const FILL = 0xff

function sizeOfJpeg(view: DataView): readonly [number, number] | undefined {
  for (let at = 2; ; ) {
    while (view.getUint8(at) !== FILL) at++
    while (view.getUint8(at) === FILL) at++
    const marker = view.getUint8(at)
    if (marker === START_OF_SCAN) return undefined
    if (FRAME_MARKER.test(marker.toString(16))) {
      return [view.getUint16(at + 6), view.getUint16(at + 4)]
    }
    at += 1 + view.getUint16(at + 1)
  }
}

/** A negative height is of rows from above (BITMAPINFOHEADER). */
function sizeOfBitmap(view: DataView): readonly [number, number] {
  return [view.getInt32(18, true), view.getInt32(22, true)].map(Math.abs) as [number, number]
}

/** The largest that a picture of boxes states (ISO/IEC 23008-12 §6.5.3, `ispe`). */
function sizeOfBoxes(bytes: Uint8Array, view: DataView): readonly [number, number] | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, BOXES_BYTES))
  const sizes = [...head.matchAll(/ispe/g)].map(
    ({ index }) => [view.getUint32(index + 8), view.getUint32(index + 12)] as const,
  )
  return sizes.toSorted(([a, b], [c, d]) => c * d - a * b)[0]
}

/** Of the first chunk: lossy, lossless or extended (RFC 9649 §2.5–2.7). */
function sizeOfWebp(view: DataView): readonly [number, number] | undefined {
  const bits = (at: number) => view.getUint8(at) | (view.getUint8(at + 1) << 8)
  switch (view.getUint32(12)) {
    case 0x56503820:
      return [bits(26) & 0x3fff, bits(28) & 0x3fff]
    case 0x5650384c: {
      const packed = view.getUint32(21, true)
      return [(packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1]
    }
    case 0x56503858:
      return [1 + bits(24) + (view.getUint8(26) << 16), 1 + bits(27) + (view.getUint8(29) << 16)]
    default:
      return undefined
  }
}
