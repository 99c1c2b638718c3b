/**
 * Receipts as they are written: `LIST/INDEX`, the place of a certificate.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import type { Receipt } from 'pratique/revocation'

/** What is read as one. */
export const RECEIPT: RegExp = /^\d{1,5}\/\d{1,10}$/

/** Writes a receipt. */
export function formatReceipt({ list, index }: Receipt): string {
  return `${list}/${index}`
}

/** Reads a text of the form of `RECEIPT`. */
export function parseReceipt(text: string): Receipt {
  const [list = '', index = ''] = text.split('/')
  return { list: Number(list), index: Number(index) }
}

/** Digests receipts, all different, in whatever order: as `LC_ALL=C sort -u | sha256sum` does of a line each. */
export function digestReceipts(receipts: readonly string[]): string {
  const lines = receipts.toSorted().map((receipt) => `${receipt}\n`)
  return createHash('sha256').update(lines.join('')).digest('hex')
}
