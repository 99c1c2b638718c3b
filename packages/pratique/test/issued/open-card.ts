/**
 * SMART Health Cards, read by nothing of ours: a loop over digits, jose and node:zlib.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { inflateRawSync } from 'node:zlib'
import { compactVerify } from 'jose'
import type { KeyPair } from '../make-certificate.ts'

const CHUNK = /^shc:\/(?:(\d+)\/(\d+)\/)?(\d+)$/

/** A card whose signature holds. */
export interface OpenedCard {
  readonly jws: string
  readonly header: unknown
  /** The payload as it stands, and what it says. */
  readonly text: string
  readonly claims: unknown
}

/** Reads a card of one code or of chunks, and asserts that jose takes its signature. */
export async function openCard(texts: readonly string[], keys: KeyPair): Promise<OpenedCard> {
  const jws = joinJws(texts)
  const { payload, protectedHeader } = await compactVerify(jws, keys.publicKey, {
    algorithms: ['ES256'],
  })
  const text = inflateRawSync(payload).toString('utf8')
  return { jws, header: protectedHeader, text, claims: JSON.parse(text) }
}

/** VCI 1.4 "Chunking": parts in any order, each with its number and how many there are. */
export function joinJws(texts: readonly string[]): string {
  const parts = texts.map((text) => {
    const [, at, of, digits = ''] = CHUNK.exec(text) ?? assert.fail('no card')
    assert.equal(of === undefined ? texts.length : Number(of), texts.length === 1 ? 1 : Number(of))
    return { at: Number(at ?? 1), of: Number(of ?? 1), digits }
  })
  const sorted = parts.toSorted((a, b) => a.at - b.at)
  sorted.forEach(({ at, of }, index) => {
    assert.deepEqual([at, of], [index + 1, texts.length])
  })
  return sorted.map(({ digits }) => toCharacters(digits)).join('')
}

/** Two digits a character, its code point less 45. */
function toCharacters(digits: string): string {
  assert.equal(digits.length % 2, 0)
  const pairs = digits.match(/\d\d/g) ?? []
  return String.fromCharCode(...pairs.map((pair) => Number(pair) + 45))
}
