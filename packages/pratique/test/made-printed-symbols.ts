/**
 * QR codes for the tests of printing.
 *
 * @module
 */

import encodeQr from 'qr'
import type { PrintedSymbol } from '../src/print/page.ts'

const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

/** A text as long as asked, like that of a certificate; another for every seed. */
export function makeText(length: number, seed = 7): string {
  let state = seed
  let text = 'HC1:'
  while (text.length < length) {
    state = (state * 48_271) % 2_147_483_647
    text += ALPHANUMERIC.charAt(state % ALPHANUMERIC.length)
  }
  return text
}

export function makeQr(
  text: string,
  ecc: 'low' | 'medium' | 'quartile' = 'quartile',
): PrintedSymbol {
  const framed = encodeQr(text, 'raw', { ecc, border: 1 })
  const rows = framed.slice(1, -1).map((row) => row.slice(1, -1))
  return { size: rows.length, modules: Uint8Array.from(rows.flat(), Number) }
}

/** As many alphanumeric characters as version 19 takes at level Q. */
export const VERSION_19_CHARACTERS = 644
