/**
 * What a JSON-LD document says, as RDF, and what of it a processor leaves out.
 *
 * @module
 */

import type { Quad } from './terms.ts'

/**
 * Why a part of a document is in no statement.
 *
 * `nothing`: `null` or an empty array, which say nothing; the safe mode of other processors passes it.
 * `unmapped`: no context maps the member's name.
 * `relative-iri`: an `id`, a type or a reference that is no absolute IRI.
 * `subject`: what it is said about has an `id` that is no absolute IRI.
 * `unstated`: a node that nothing is said about where only what is said about it would count.
 */
export type DropReason = 'nothing' | 'unmapped' | 'relative-iri' | 'subject' | 'unstated'

export interface Dropped {
  /** JSON Pointer (RFC 6901). What stands below it is left out too, unless it is about another node. */
  readonly path: string
  readonly reason: DropReason
}

/** What a document says. */
export interface Statements {
  /** Each once, in no order that means anything. */
  readonly quads: readonly Quad[]
  /** What a processor that is not in safe mode drops and does not tell. */
  readonly dropped: readonly Dropped[]
  /**
   * JSON Pointer (RFC 6901) → the statement that says it. Every scalar that is in a statement has its
   * path here, elements of arrays theirs; an object, the statement that it is the value of; the `id`
   * of an object likewise, that of the document some statement about it. Several paths may have one
   * and the same quad: then the document does not tell them apart.
   */
  readonly statements: ReadonlyMap<string, Quad>
}

/**
 * Tells whether the safe mode of other processors would pass a document: nothing was left out that
 * says anything.
 */
export function isSafe({ dropped }: Statements): boolean {
  return dropped.every(({ reason }) => reason === 'nothing')
}
