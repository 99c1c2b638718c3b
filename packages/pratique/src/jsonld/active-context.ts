/**
 * Contexts, read: what names mean at one place of a document (JSON-LD 1.1 API §4.1, §4.2).
 *
 * Implemented is what the contexts that we ship use. A context with anything else is refused: what a
 * name means is never guessed.
 *
 * @module
 */

import { isJsonObject, member } from '../json/read.ts'
import type { JsonObject, JsonValue } from '../json/value.ts'
import { isAbsolute } from './iri.ts'
import { refuseContext, refuseDocument } from './refuse.ts'

export interface Term {
  /** An IRI, or the keyword that the term is another name of. */
  readonly iri: string
  /** Whether it may stand before the colon of a compact IRI. */
  readonly isPrefix: boolean
  readonly isProtected: boolean
  /** What its values are: `@id`, `@vocab`, `@json` or the IRI of a datatype. */
  readonly type?: string
  readonly container?: string
  /** What names mean inside its values, or inside nodes of that type. */
  readonly context?: JsonObject
}

export interface ActiveContext {
  readonly terms: ReadonlyMap<string, Term>
  /** What relative IRIs are resolved against. Documents have no base of their own here. */
  readonly base?: string
  /** The context to go back to in the values of a node, where this one is for its type alone. */
  readonly previous?: ActiveContext
}

/** How a context is added to another one. */
export interface ContextRules {
  /** Whether it stands at the root, where a base is not allowed. */
  readonly isRoot?: boolean
  /** Whether it may change protected terms: only the context of a property may (§4.1.2). */
  readonly mayOverride?: boolean
  /** Whether it is for one node alone, and not for those inside. */
  readonly isForNode?: boolean
}

interface Definition {
  readonly local: JsonObject
  readonly rules: ContextRules
  readonly isProtected: boolean
  readonly terms: Map<string, Term>
  /** Names met so far: `false` while a name is being defined. */
  readonly met: Map<string, boolean>
}

export const EMPTY_CONTEXT: ActiveContext = { terms: new Map() }

const CONTEXT_KEYWORDS: ReadonlySet<string> = new Set(['@version', '@protected', '@base'])
const TERM_KEYWORDS: ReadonlySet<string> = new Set(['@id', '@type', '@container', '@context'])
const ALIASED: ReadonlySet<string> = new Set(['@id', '@type'])
const CONTAINERS: ReadonlySet<string> = new Set(['@set', '@list', '@graph'])
const VALUE_KINDS: ReadonlySet<string> = new Set(['@id', '@vocab', '@json'])

/** What a simple term must end with to be a prefix (§4.2.2 step 14.2.5). */
const PREFIX_END = /[:/?#[\]@]$/u

/**
 * Adds a context to another one.
 *
 * @throws {FormatError} `format.context` on what is not implemented; `format.document` where a
 * protected term would change, as that comes of the types that a document combines
 */
export function extendContext(
  active: ActiveContext,
  local: JsonValue,
  rules: ContextRules,
): ActiveContext {
  if (!isJsonObject(local)) return refuseContext('a context that is no object')
  const base = readKeywords(local, rules) ?? active.base
  const previous = rules.isForNode ? (active.previous ?? active) : active.previous
  const terms = new Map(active.terms)
  const isProtected = member(local, '@protected') === true
  const definition = { local, rules, isProtected, terms, met: new Map<string, boolean>() }
  for (const name of Object.keys(local)) {
    if (!name.startsWith('@')) define(name, definition)
  }
  return { terms, ...(base !== undefined && { base }), ...(previous && { previous }) }
}

/** Checks what a context says of itself, and answers its base. */
function readKeywords(local: JsonObject, { isRoot }: ContextRules): string | undefined {
  const unknown = Object.keys(local).some(
    (name) => name.startsWith('@') && !CONTEXT_KEYWORDS.has(name),
  )
  const isRead =
    !unknown &&
    (member(local, '@version') ?? 1.1) === 1.1 &&
    typeof (member(local, '@protected') ?? false) === 'boolean'
  if (!isRead) return refuseContext('a keyword that is not implemented')
  const base = member(local, '@base')
  if (base === undefined) return undefined
  const isRight = typeof base === 'string' && isAbsolute(base) && !isRoot
  return isRight ? base : refuseContext('a base that is not implemented')
}

/** Defines one term, and first the terms that it is made of (§4.2.2). */
function define(name: string, definition: Definition): void {
  const { local, rules, terms, met } = definition
  const state = met.get(name)
  if (state === true) return
  if (state === false) refuseContext('a term that is made of itself')
  if (name === '' || /[:/]/u.test(name)) refuseContext('a term in the form of an IRI')
  met.set(name, false)
  const previous = terms.get(name)
  terms.delete(name)
  const term = readTerm(member(local, name), definition)
  const keeps = previous?.isProtected === true && !rules.mayOverride
  if (keeps && !isSameTerm(previous, term)) refuseDocument('a protected term is changed')
  terms.set(name, keeps ? { ...term, isProtected: true } : term)
  met.set(name, true)
}

function readTerm(written: JsonValue | undefined, definition: Definition): Term {
  if (typeof written === 'string') {
    const iri = expandLocal(written, definition)
    return { iri, isPrefix: PREFIX_END.test(iri), isProtected: definition.isProtected }
  }
  const isKnown =
    isJsonObject(written) && Object.keys(written).every((name) => TERM_KEYWORDS.has(name))
  if (!isKnown) return refuseContext('a definition that is not implemented')
  const id = member(written, '@id')
  if (typeof id !== 'string') return refuseContext('a definition without an IRI')
  return {
    iri: expandLocal(id, definition),
    isPrefix: false,
    isProtected: definition.isProtected,
    ...readType(member(written, '@type'), definition),
    ...readContainer(member(written, '@container')),
    ...readScoped(member(written, '@context')),
  }
}

function readType(type: JsonValue | undefined, definition: Definition): { type?: string } {
  if (type === undefined) return {}
  if (typeof type !== 'string') return refuseContext('a type that is no text')
  if (VALUE_KINDS.has(type)) return { type }
  const iri = expandLocal(type, definition)
  // Strings of that type would have to be written as doubles are.
  const isRead = !iri.startsWith('@') && !iri.endsWith('#double')
  return isRead ? { type: iri } : refuseContext('a datatype that is not implemented')
}

function readContainer(container: JsonValue | undefined): { container?: string } {
  if (container === undefined) return {}
  const isRead = typeof container === 'string' && CONTAINERS.has(container)
  return isRead ? { container } : refuseContext('a container that is not implemented')
}

function readScoped(context: JsonValue | undefined): { context?: JsonObject } {
  if (context === undefined) return {}
  return isJsonObject(context) ? { context } : refuseContext('a scoped context that is no object')
}

/** Expands an IRI that a context is written with (§5.2.2). */
function expandLocal(text: string, definition: Definition): string {
  if (ALIASED.has(text)) return text
  if (text.startsWith('@')) return refuseContext('a keyword that is not implemented')
  const term = definedTerm(text, definition)
  if (term !== undefined) return term.iri
  const colon = text.indexOf(':')
  const [prefix, suffix] = [text.slice(0, Math.max(colon, 0)), text.slice(colon + 1)]
  if (colon > 0 && prefix !== '_' && !suffix.startsWith('//')) {
    const before = definedTerm(prefix, definition)
    if (before?.isPrefix) return before.iri + suffix
  }
  const isRead = isAbsolute(text) && prefix !== '_'
  return isRead ? text : refuseContext('a term that is no absolute IRI')
}

/** Looks a term up, defining it first if the same context does that further below. */
function definedTerm(name: string, definition: Definition): Term | undefined {
  if (Object.hasOwn(definition.local, name)) define(name, definition)
  return definition.terms.get(name)
}

/** Whether two definitions say the same, but for their protection (§4.2.2 step 26). */
function isSameTerm(one: Term, other: Term): boolean {
  const parts = ({ iri, isPrefix, type, container, context }: Term): JsonValue => {
    return [iri, isPrefix, type ?? null, container ?? null, context ?? null]
  }
  return isSameJson(parts(one), parts(other))
}

function isSameJson(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  const isLeaf = typeof one !== 'object' || typeof other !== 'object' || !one || !other
  if (isLeaf || Array.isArray(one) !== Array.isArray(other)) return one === other
  const [mine, others] = [Object.entries(one), new Map(Object.entries(other))]
  return (
    mine.length === others.size &&
    mine.every(([name, value]) => others.has(name) && isSameJson(value, others.get(name)))
  )
}
