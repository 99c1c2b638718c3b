/**
 * Arrays of small numbers, one for each certificate: what both kinds of status list are made of.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { FormatError, UsageError } from '../errors.ts'

/** How many bits a status has: those that fit a byte evenly. */
export type StatusBits = 1 | 2 | 4 | 8

/** Which bit of a byte belongs to the lowest index: the least significant one, or the most. */
export type BitOrder = 'least-first' | 'most-first'

export interface StatusLayout {
  readonly bits: StatusBits
  readonly order: BitOrder
}

/** What an issuer has revoked, of certificates numbered from 0 to `size` − 1. */
export interface RevokedIndices {
  readonly size: number
  /** In any order; what is there twice counts once. */
  readonly indices: Iterable<number>
}

/** A hundred million certificates; what is written is never larger than what is read. */
export const MAX_STATUS_BYTES: number = 16 * 1024 * 1024

/** The status of what is revoked: INVALID (draft-ietf-oauth-status-list-21 §7.1), or the one bit. */
const REVOKED = 1

/**
 * Writes an array in which what is revoked has the status 1, and all else 0.
 *
 * @param minEntries so many at least, whatever the size
 * @throws {UsageError} `usage.argument` on bits that fit no byte, a size that is no whole number above 0
 *   or too large for one list, or an index that is not below the size
 */
export function encodeStatuses(
  { size, indices }: RevokedIndices,
  layout: StatusLayout,
  minEntries = 0,
): Bytes {
  if (!isStatusBits(layout.bits)) misuse('expected 1, 2, 4 or 8 bits a status')
  const entries = Math.max(size, minEntries)
  if (!Number.isInteger(size) || size < 1) misuse('expected a size above 0')
  const length = Math.ceil((entries * layout.bits) / 8)
  if (length > MAX_STATUS_BYTES) {
    misuse(`the list would have more than ${MAX_STATUS_BYTES} bytes: divide it up`)
  }
  const bytes = new Uint8Array(length)
  for (const index of indices) {
    if (!Number.isInteger(index) || index < 0 || index >= size) {
      misuse('expected indices from 0 to size − 1')
    }
    const { at, shift } = locate(index, layout)
    bytes[at] = (bytes[at] ?? 0) | (REVOKED << shift)
  }
  return bytes
}

/** How many statuses an array has room for. */
export function countStatuses(bytes: Bytes, { bits }: StatusLayout): number {
  return (bytes.length * 8) / bits
}

/** Reads the status of an index; `undefined` if the array does not reach so far, or it is no index. */
export function statusAt(bytes: Bytes, layout: StatusLayout, index: number): number | undefined {
  if (!Number.isInteger(index) || index < 0 || index >= countStatuses(bytes, layout)) {
    return undefined
  }
  const { at, shift } = locate(index, layout)
  return ((bytes[at] ?? 0) >> shift) & ((1 << layout.bits) - 1)
}

/** @throws {FormatError} `format.claims` */
export function requireStatusBits(bits: unknown): StatusBits {
  if (isStatusBits(bits)) return bits
  throw new FormatError('format.claims', 'expected 1, 2, 4 or 8 bits a status')
}

function isStatusBits(bits: unknown): bits is StatusBits {
  return bits === 1 || bits === 2 || bits === 4 || bits === 8
}

function locate(
  index: number,
  { bits, order }: StatusLayout,
): { readonly at: number; readonly shift: number } {
  const perByte = 8 / bits
  const place = index % perByte
  const at = (index - place) / perByte
  return { at, shift: bits * (order === 'least-first' ? place : perByte - 1 - place) }
}

function misuse(reason: string): never {
  throw new UsageError('usage.argument', reason)
}
