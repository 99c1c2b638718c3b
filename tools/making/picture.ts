/**
 * QR codes as PNG files.
 *
 * @module
 */

import { crc32 } from 'node:zlib'
import { encodeQR } from 'qr'
import { encodeZlib } from '../../packages/pratique/src/bytes/deflate-encode.ts'

/** Pixels a module: enough for a camera and for a screen. */
const SCALE = 4
/** Modules of white around the symbol (ISO/IEC 18004 §6.3.8). */
const QUIET_ZONE = 4
/** Modules a side of version 20, with the quiet zone: above it level Q makes the modules too fine. */
const MAX_SIDE_AT_Q = 17 + 4 * 20 + 2 * QUIET_ZONE

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Draws `text` as a QR code of level Q, or M if it is long. */
export function drawQrCode(text: string): Uint8Array {
  const matrix = encodeAtQ(text)
  if (matrix && matrix.length <= MAX_SIDE_AT_Q) return encodePng(matrix)
  return encodePng(encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE }))
}

function encodeAtQ(text: string): boolean[][] | undefined {
  try {
    return encodeQR(text, 'raw', { ecc: 'quartile', border: QUIET_ZONE })
  } catch {
    return undefined // Too long for Q; whatever else is wrong, level M will say.
  }
}

/** One bit a pixel, black for true (PNG, third edition, §11.2). */
export function encodePng(matrix: readonly (readonly boolean[])[]): Uint8Array {
  const side = SCALE * matrix.length
  const rowBytes = 1 + Math.ceil(side / 8) // The first says that the row is not filtered.
  const rows = Buffer.alloc(rowBytes * side, 0xff)
  for (let y = 0; y < side; y++) {
    rows[y * rowBytes] = 0
    for (let x = 0; x < side; x++) {
      const isDark = matrix[Math.floor(y / SCALE)]?.[Math.floor(x / SCALE)] ?? false
      const at = y * rowBytes + 1 + (x >> 3)
      if (isDark) rows[at] = (rows[at] ?? 0) & ~(0x80 >> (x & 7))
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([1, 0, 0, 0, 0], 8) // One bit, grey, and the only methods there are.
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', encodeZlib(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Length, type, data, check (PNG, third edition, §5.3). */
function chunk(type: string, data: Uint8Array): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const bytes = Buffer.alloc(4 + typed.length + 4)
  bytes.writeUInt32BE(data.length, 0)
  bytes.set(typed, 4)
  bytes.writeUInt32BE(crc32(typed), 4 + typed.length)
  return bytes
}
