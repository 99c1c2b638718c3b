/**
 * Blank nodes get the labels that their place in the graph gives them: RDF Dataset Canonicalization
 * (RDFC-1.0, which is URDNA2015 under its later name), with SHA-256.
 *
 * Lines and hashes are sorted by UTF-16 code units.
 * Deviates from RDFC-1.0, which sorts by code points: those who sign, in JavaScript and Java, do not.
 * It differs where one line has a character past U+FFFF and the other one from U+E000 to U+FFFF.
 *
 * @module
 */

import { type Canonicalization, createCanonicalization, hashFirstDegree } from './blank-nodes.ts'
import { hashNDegree } from './hash-n-degree.ts'
import { createIssuer, issue, issued } from './issuer.ts'
import { writeQuad } from './n-quads.ts'
import type { Quad } from './terms.ts'

/** How much work a canonical form may be. */
export interface CanonicalizeLimits {
  /** Default 64. */
  readonly maxBlankNodes?: number
  /** Hashes and permutations over blank nodes that look alike. Default 20,000. */
  readonly maxWork?: number
}

const MAX_BLANK_NODES = 64
const MAX_WORK = 20_000

/**
 * Writes statements in canonical form: N-Quads, each once, sorted. Equal up to the labels of blank nodes
 * is the same as equal in this form (RDFC-1.0 §4.4).
 *
 * @throws {FormatError} `format.document` on more blank nodes, or blank nodes more alike, than the
 * limits have room for
 */
export function canonicalize(quads: readonly Quad[], limits: CanonicalizeLimits = {}): string {
  const { maxBlankNodes = MAX_BLANK_NODES, maxWork = MAX_WORK } = limits
  const state = createCanonicalization(quads, { maxBlankNodes, maxWork })
  const alike = issueUnique(state)
  for (const labels of alike) issueAlike(state, labels)
  const lines = quads.map((quad) => writeQuad(quad, ({ label }) => issue(state.canonical, label)))
  return [...new Set(lines)].sort().join('')
}

/** Labels what no other node looks like (§4.4.3 step 4); answers the groups that look alike. */
function issueUnique(state: Canonicalization): readonly (readonly string[])[] {
  const byHash = new Map<string, string[]>()
  for (const label of state.quadsOf.keys()) {
    const hash = hashFirstDegree(state, label)
    byHash.set(hash, [...(byHash.get(hash) ?? []), label])
  }
  const groups = [...byHash.keys()].sort().map((hash) => byHash.get(hash) ?? [])
  for (const [only, ...others] of groups) {
    if (only !== undefined && others.length === 0) issue(state.canonical, only)
  }
  return groups.filter((labels) => labels.length > 1)
}

/** Labels nodes that look alike by what is around them (§4.4.3 step 5). */
function issueAlike(state: Canonicalization, labels: readonly string[]): void {
  const paths = labels
    .filter((label) => !state.canonical.labels.has(label))
    .map((label) => {
      const issuer = createIssuer('b')
      issue(issuer, label)
      return hashNDegree(state, label, issuer)
    })
  for (const { issuer } of paths.toSorted((a, b) => compare(a.hash, b.hash))) {
    for (const label of issued(issuer)) issue(state.canonical, label)
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
