/**
 * What is gathered while one document is read.
 *
 * @module
 */

import type { JsonObject } from '../json/value.ts'
import { type ActiveContext, type ContextRules, extendContext } from './active-context.ts'
import { writeQuad } from './n-quads.ts'
import { refuseDocument } from './refuse.ts'
import type { Dropped, DropReason } from './statements.ts'
import type { Blank, Iri, Quad } from './terms.ts'

export interface Expansion {
  /** Each statement once, by what it is written as: RDF is a set. */
  readonly quads: Map<string, Quad>
  readonly statements: Map<string, Quad>
  readonly dropped: Dropped[]
  /** Some statement about each subject. */
  readonly bySubject: Map<string, Quad>
  /** Contexts inside others, by both. Made anew for each document: one could fill a lasting store. */
  readonly derived: Map<ActiveContext, Map<JsonObject, ActiveContext>>
  derivations: number
  blanks: number
}

/** A statement whose subject or object RDF may not have. */
export interface Claim {
  readonly subject: Iri | Blank | undefined
  readonly predicate: string
  readonly object: Quad['object'] | undefined
  readonly graph: Blank | undefined
}

/** A document of ours needs about ten, whatever its length. */
const MAX_DERIVATIONS = 500

export function createExpansion(): Expansion {
  return {
    quads: new Map(),
    statements: new Map(),
    dropped: [],
    bySubject: new Map(),
    derived: new Map(),
    derivations: 0,
    blanks: 0,
  }
}

/** Takes a statement in, or tells why it cannot be one. */
export function state(expansion: Expansion, claim: Claim, path: string): Quad | undefined {
  const { subject, predicate, object, graph } = claim
  if (subject === undefined) return drop(expansion, path, 'subject')
  if (object === undefined) return drop(expansion, path, 'relative-iri')
  const quad = { subject, predicate, object, ...(graph && { graph }) }
  const key = writeQuad(quad, ({ label }) => label)
  const stated = expansion.quads.get(key) ?? quad
  expansion.quads.set(key, stated)
  expansion.statements.set(path, stated)
  if (!expansion.bySubject.has(keyOf(subject))) expansion.bySubject.set(keyOf(subject), stated)
  return stated
}

export function drop(expansion: Expansion, path: string, reason: DropReason): undefined {
  expansion.dropped.push({ path, reason })
  return undefined
}

/** Finds a statement about a node. */
export function findAbout(expansion: Expansion, subject: Iri | Blank): Quad | undefined {
  return expansion.bySubject.get(keyOf(subject))
}

/** Makes a node without a name. Its label is none of the document: those begin with a colon. */
export function nextBlank(expansion: Expansion): Blank {
  return { type: 'blank', label: `b${expansion.blanks++}` }
}

/** Makes the node of an absolute IRI, or of a label that the document gives a blank node. */
export function toNode(iri: string): Iri | Blank {
  if (!iri.startsWith('_:')) return { type: 'iri', value: iri }
  return { type: 'blank', label: iri.slice(1) }
}

/**
 * Adds a scoped context to a context.
 *
 * @throws {FormatError} `format.document` where a document combines more than any of ours has
 */
export function derive(
  expansion: Expansion,
  active: ActiveContext,
  local: JsonObject,
  rules: ContextRules,
): ActiveContext {
  const known = expansion.derived.get(active)?.get(local)
  if (known !== undefined) return known
  if (expansion.derivations++ >= MAX_DERIVATIONS) return refuseDocument('too many types in types')
  const derived = extendContext(active, local, rules)
  const siblings = expansion.derived.get(active) ?? new Map<JsonObject, ActiveContext>()
  expansion.derived.set(active, siblings.set(local, derived))
  return derived
}

function keyOf(subject: Iri | Blank): string {
  return subject.type === 'iri' ? subject.value : `_:${subject.label}`
}
