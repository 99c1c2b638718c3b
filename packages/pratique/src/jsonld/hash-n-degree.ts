/**
 * How a blank node looks to somebody who follows all paths from it (RDFC-1.0 §4.7, §4.8).
 *
 * @module
 */

import { type Canonicalization, hashFirstDegree, hashText, spend } from './blank-nodes.ts'
import { copyIssuer, type Issuer, issue } from './issuer.ts'
import type { Quad } from './terms.ts'

export interface Path {
  readonly hash: string
  /** Issued a label to each node on the way. */
  readonly issuer: Issuer
}

/** One way to go through nodes that look alike. */
interface Walk {
  readonly path: string
  readonly issuer: Issuer
}

const POSITIONS = [
  { letter: 's', member: 'subject' },
  { letter: 'o', member: 'object' },
  { letter: 'g', member: 'graph' },
] as const

/**
 * Hashes a node by its paths (§4.8.3).
 *
 * @throws {FormatError} `format.document` when the work is used up
 */
export function hashNDegree(state: Canonicalization, label: string, start: Issuer): Path {
  spend(state)
  const related = findRelated(state, label, start)
  let issuer = start
  let data = ''
  for (const hash of [...related.keys()].sort()) {
    const chosen = chooseWalk(state, related.get(hash) ?? [], issuer)
    data += hash + chosen.path
    issuer = chosen.issuer
  }
  return { hash: hashText(data), issuer }
}

/** Groups the nodes that share a statement with a node by how they look from it (§4.8.3 step 3). */
function findRelated(
  state: Canonicalization,
  label: string,
  issuer: Issuer,
): ReadonlyMap<string, readonly string[]> {
  const related = new Map<string, string[]>()
  for (const quad of state.quadsOf.get(label) ?? []) {
    for (const { letter, member } of POSITIONS) {
      const term = quad[member]
      if (term?.type !== 'blank' || term.label === label) continue
      const hash = hashRelated(state, { label: term.label, quad, letter }, issuer)
      const group = related.get(hash)
      if (group === undefined) related.set(hash, [term.label])
      else group.push(term.label)
    }
  }
  return related
}

/** Hashes how a node is related (§4.7.3). */
function hashRelated(
  state: Canonicalization,
  { label, quad, letter }: { readonly label: string; readonly quad: Quad; readonly letter: string },
  issuer: Issuer,
): string {
  spend(state)
  const known = state.canonical.labels.get(label) ?? issuer.labels.get(label)
  const name = known === undefined ? hashFirstDegree(state, label) : `_:${known}`
  const predicate = letter === 'g' ? '' : `<${quad.predicate}>`
  return hashText(letter + predicate + name)
}

/** Chooses, of all orders to visit nodes in, the one whose path is the least (§4.8.3 step 5.4). */
function chooseWalk(state: Canonicalization, labels: readonly string[], start: Issuer): Walk {
  let chosen: Walk | undefined
  for (const order of permutations(labels)) {
    spend(state)
    const walk = walkThrough(state, order, { start, least: chosen?.path })
    if (walk !== undefined && (chosen === undefined || walk.path < chosen.path)) chosen = walk
  }
  return chosen ?? { path: '', issuer: start }
}

/** Visits nodes in an order; `undefined` as soon as the path cannot be the least. */
function walkThrough(
  state: Canonicalization,
  order: readonly string[],
  { start, least }: { readonly start: Issuer; readonly least: string | undefined },
): Walk | undefined {
  let issuer = copyIssuer(start)
  let path = ''
  const unseen: string[] = []
  for (const label of order) {
    const known = state.canonical.labels.get(label)
    if (known === undefined && !issuer.labels.has(label)) unseen.push(label)
    path += `_:${known ?? issue(issuer, label)}`
    if (least !== undefined && path > least) return undefined
  }
  for (const label of unseen) {
    const result = hashNDegree(state, label, issuer)
    path += `_:${issue(issuer, label)}<${result.hash}>`
    issuer = result.issuer
    if (least !== undefined && path > least) return undefined
  }
  return { path, issuer }
}

/** Makes all orders of a list, one after the other. */
function* permutations(labels: readonly string[]): Generator<readonly string[]> {
  if (labels.length <= 1) yield labels
  else {
    for (const [index, label] of labels.entries()) {
      for (const rest of permutations(labels.toSpliced(index, 1))) yield [label, ...rest]
    }
  }
}
