/**
 * Blank nodes, and how they look to somebody who sees one step far (RDFC-1.0 §4.4, §4.6).
 *
 * @module
 */

import { encodeHex } from '../bytes/hex.ts'
import { sha256 } from '../bytes/sha256.ts'
import { createIssuer, type Issuer } from './issuer.ts'
import { writeQuad } from './n-quads.ts'
import { refuseDocument } from './refuse.ts'
import type { Blank, Quad } from './terms.ts'

/** What is known while statements are put into canonical form. */
export interface Canonicalization {
  /** Label → the statements that a blank node is in. */
  readonly quadsOf: ReadonlyMap<string, readonly Quad[]>
  readonly firstDegree: Map<string, string>
  /** The labels that stay. */
  readonly canonical: Issuer
  /** What may still be done. */
  work: number
}

const UTF8 = new TextEncoder()

/** @throws {FormatError} `format.document` on too many blank nodes */
export function createCanonicalization(
  quads: readonly Quad[],
  limits: { readonly maxBlankNodes: number; readonly maxWork: number },
): Canonicalization {
  const quadsOf = new Map<string, Quad[]>()
  for (const quad of quads) {
    for (const label of new Set(blanksOf(quad).map((blank) => blank.label))) {
      const others = quadsOf.get(label)
      if (others === undefined) quadsOf.set(label, [quad])
      else others.push(quad)
    }
  }
  if (quadsOf.size > limits.maxBlankNodes) refuseDocument('too many nodes without an id')
  const canonical = createIssuer('c14n')
  return { quadsOf, firstDegree: new Map(), canonical, work: limits.maxWork }
}

/** Hashes the statements of a node with all labels but its own made equal (§4.6). */
export function hashFirstDegree(state: Canonicalization, label: string): string {
  const known = state.firstDegree.get(label)
  if (known !== undefined) return known
  const lines = (state.quadsOf.get(label) ?? []).map((quad) =>
    writeQuad(quad, (blank) => (blank.label === label ? 'a' : 'z')),
  )
  const hash = hashText(lines.sort().join(''))
  state.firstDegree.set(label, hash)
  return hash
}

/** Counts one step of work. */
export function spend(state: Canonicalization): void {
  if (state.work-- <= 0) refuseDocument('too many nodes without an id that look alike')
}

export function hashText(text: string): string {
  return encodeHex(sha256(UTF8.encode(text)))
}

function blanksOf({ subject, object, graph }: Quad): readonly Blank[] {
  return [subject, object, graph].filter((term) => term?.type === 'blank')
}
