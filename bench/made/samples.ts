/**
 * Texts to verify, all distinct, with what is needed to do parts of the work.
 *
 * @module
 */

import type { Bytes, Issuer } from './issuers.ts'

/** One certificate. */
export interface Sample {
  readonly text: string
  readonly issuer: Issuer
  /** What the floor works on: the very bytes that the text signs, and its signature. */
  readonly signedBytes: Bytes
  readonly signature: Bytes
}

/** Texts of one format, and one more that nobody may take: its signature has a bit changed. */
export interface Samples {
  readonly issuers: readonly Issuer[]
  readonly all: readonly Sample[]
  readonly changed: Sample
}

/** @throws {Error} if a text is there twice */
export function requireDistinct(texts: readonly string[]): void {
  if (new Set(texts).size !== texts.length) throw new Error('a text is there twice')
}

/** Returns a copy with one bit of the last byte changed. */
export function flipLastBit(bytes: Bytes): Bytes {
  const flipped = bytes.slice()
  const last = flipped.length - 1
  flipped[last] = (flipped[last] ?? 0) ^ 1
  return flipped
}

/** Makes every issuer's key ready before the timing, and hands it out by issuer. */
export async function prepareKeys<Key>(
  issuers: readonly Issuer[],
  prepare: (issuer: Issuer) => Key | Promise<Key>,
): Promise<(issuer: Issuer) => Key> {
  const prepared = new Map<Issuer, Key>()
  for (const issuer of issuers) prepared.set(issuer, await prepare(issuer))
  return (issuer) => {
    const key = prepared.get(issuer)
    if (key === undefined) throw new Error('an issuer has no key')
    return key
  }
}
