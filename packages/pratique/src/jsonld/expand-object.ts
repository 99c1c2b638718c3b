/**
 * One object of a document → the statements about its node.
 *
 * @module
 */

import { toPointerToken } from '../json/pointer.ts'
import { isJsonObject } from '../json/read.ts'
import type { JsonObject, JsonValue } from '../json/value.ts'
import type { ActiveContext, Term } from './active-context.ts'
import { expandName, expandReference } from './expand-iri.ts'
import { derive, drop, type Expansion, findAbout, nextBlank, state, toNode } from './expansion.ts'
import { toJsonLiteral, toLiteral } from './literal.ts'
import { refuseDocument } from './refuse.ts'
import { requireNoKeywords } from './sound.ts'
import { type Blank, type Iri, type Quad, RDF_TYPE } from './terms.ts'

/** Where an object stands. */
interface Place {
  /** What names mean where it stands. */
  readonly context: ActiveContext
  /** What its property adds to that. */
  readonly scoped: JsonObject | undefined
  readonly graph: Blank | undefined
  /** JSON Pointer (RFC 6901). */
  readonly path: string
}

/** A node that statements are made about. */
interface Node {
  readonly expansion: Expansion
  readonly context: ActiveContext
  readonly graph: Blank | undefined
  /** Absent where its `id` is no absolute IRI: RDF has no statements about it. */
  readonly subject: Iri | Blank | undefined
}

/** What an object became. */
interface Described {
  readonly subject: Iri | Blank | undefined
  /** Where its `id` stands, if that is an absolute IRI. */
  readonly idPath: string | undefined
  /** Whether it has more than an `id`. */
  readonly isDescribed: boolean
}

/** A value of a property, with the path that it has in the document. */
interface Value {
  readonly value: JsonValue
  readonly path: string
}

/** A member whose name means a property. */
interface Property extends Value {
  readonly name: string
  readonly predicate: string
  readonly term: Term | undefined
}

/** Expands a whole document, without its `@context`. */
export function expandRoot(expansion: Expansion, root: JsonObject, context: ActiveContext): void {
  const place = { context, scoped: undefined, graph: undefined, path: '' }
  const described = expandObject(expansion, root, place)
  if (!described.isDescribed) drop(expansion, '', 'unstated')
  stateId(expansion, described, undefined)
}

/** Expands one object (JSON-LD 1.1 API §5.1.2 steps 6 to 15). */
function expandObject(expansion: Expansion, object: JsonObject, place: Place): Described {
  const outer = enter(expansion, object, place)
  const context = scopeToTypes(expansion, object, outer)
  const { subject, idPath } = readId(expansion, object, { ...place, context })
  const node = { expansion, context, graph: place.graph, subject }
  let isDescribed = false
  for (const [name, value] of Object.entries(object)) {
    const predicate = expandName(context, name)
    const path = `${place.path}/${toPointerToken(name)}`
    if (predicate === '@id') continue
    if (predicate === undefined) {
      requireNoKeywords(value)
      drop(expansion, path, 'unmapped')
    } else if (predicate === '@type') {
      isDescribed = stateTypes(node, { value, path }, outer) || isDescribed
    } else {
      const property = { name, value, path, predicate, term: context.terms.get(name) }
      isDescribed = stateProperty(node, property) || isDescribed
    }
  }
  return { subject, idPath, isDescribed }
}

/**
 * Says what names mean inside an object: what its type meant for the node around it no longer counts,
 * unless the object only refers to another node (§5.1.2 steps 7 and 8).
 */
function enter(expansion: Expansion, object: JsonObject, place: Place): ActiveContext {
  const { context, scoped } = place
  const [only, ...others] = Object.keys(object)
  const isReference =
    only !== undefined && others.length === 0 && expandName(context, only) === '@id'
  const entered = isReference ? context : (context.previous ?? context)
  return scoped === undefined ? entered : derive(expansion, entered, scoped, { mayOverride: true })
}

/** Adds what the types of an object say about its names, in the order of the types (step 11). */
function scopeToTypes(
  expansion: Expansion,
  object: JsonObject,
  outer: ActiveContext,
): ActiveContext {
  const types = namesOf(object, outer, '@type').flatMap((name) => readTypes(object[name] ?? null))
  let context = outer
  for (const { value } of types.toSorted((a, b) => compare(a.value, b.value))) {
    const scoped = outer.terms.get(value)?.context
    if (scoped !== undefined) context = derive(expansion, context, scoped, { isForNode: true })
  }
  return context
}

function readId(
  expansion: Expansion,
  object: JsonObject,
  { context, path }: Place,
): Pick<Described, 'subject' | 'idPath'> {
  const [name] = namesOf(object, context, '@id')
  if (name === undefined) return { subject: nextBlank(expansion), idPath: undefined }
  const id = object[name]
  if (typeof id !== 'string') return refuseDocument('an id that is no text')
  const iri = expandReference(context, id, { isVocab: false })
  const idPath = `${path}/${toPointerToken(name)}`
  if (iri !== undefined) return { subject: toNode(iri), idPath }
  drop(expansion, idPath, 'relative-iri')
  return { subject: undefined, idPath: undefined }
}

/** Finds the names of a keyword. Two of one would be two opinions. */
function namesOf(object: JsonObject, context: ActiveContext, keyword: string): readonly string[] {
  const names = Object.keys(object).filter((name) => expandName(context, name) === keyword)
  return names.length > 1 ? refuseDocument('a keyword twice in one object') : names
}

/** The `id` of a node is in the statement that leads to it, or else in some statement about it. */
function stateId(
  expansion: Expansion,
  { subject, idPath }: Described,
  link: Quad | undefined,
): void {
  if (subject === undefined || idPath === undefined) return
  const quad = link ?? findAbout(expansion, subject)
  if (quad === undefined) drop(expansion, idPath, 'unstated')
  else expansion.statements.set(idPath, quad)
}

/** Types are read as the context says that they themselves do not add to (step 13.4.4.1). */
function stateTypes(node: Node, { value, path }: Value, outer: ActiveContext): boolean {
  const types = readTypes(value)
  if (types.length === 0) drop(node.expansion, path, 'nothing')
  for (const type of types) {
    const iri = expandReference(outer, type.value, { isVocab: true })
    const object = iri === undefined ? undefined : toNode(iri)
    state(node.expansion, { ...node, predicate: RDF_TYPE, object }, path + type.path)
  }
  return types.length > 0
}

function readTypes(value: JsonValue): readonly { readonly value: string; readonly path: string }[] {
  if (typeof value === 'string') return [{ value, path: '' }]
  if (!isArray(value)) return refuseDocument('a type that is no text')
  return value.map((type, index) => {
    return typeof type === 'string'
      ? { value: type, path: `/${index}` }
      : refuseDocument('a type that is no text')
  })
}

/** Tells whether anything came of a property, which an empty array counts as. */
function stateProperty(node: Node, property: Property): boolean {
  const { term, path, predicate, value } = property
  if (term?.type === '@json') {
    state(node.expansion, { ...node, predicate, object: toJsonLiteral(value) }, path)
    return true
  }
  if (term?.container === '@list') return refuseDocument('a list')
  const values = isArray(value) ? flatten(value, path) : [property]
  const isGraph = term?.container === '@graph'
  if (values.length === 0) drop(node.expansion, path, 'nothing')
  let isStated = isArray(value) && !isGraph
  for (const each of values) {
    if (each.value === null) drop(node.expansion, each.path, 'nothing')
    else if (isGraph) isStated = stateGraph(node, property, each) || isStated
    else isStated = stateValue(node, property, each) || isStated
  }
  return isStated
}

function stateValue(node: Node, property: Property, { value, path }: Value): true {
  const { expansion } = node
  const claim = { ...node, predicate: property.predicate }
  if (!isJsonObject(value)) {
    state(expansion, { ...claim, object: toObject(node, property, value) }, path)
    return true
  }
  const described = expandObject(expansion, value, placeOf(node, property, path))
  const link = state(expansion, { ...claim, object: described.subject }, path)
  stateId(expansion, described, link)
  return true
}

/** A value that is a graph of its own (step 13.12): what is said of nothing in it does not count. */
function stateGraph(node: Node, property: Property, { value, path }: Value): boolean {
  const { expansion } = node
  if (!isJsonObject(value)) {
    drop(expansion, path, 'unstated')
    return false
  }
  const graph = nextBlank(expansion)
  const described = expandObject(expansion, value, { ...placeOf(node, property, path), graph })
  if (described.isDescribed) {
    state(expansion, { ...node, predicate: property.predicate, object: graph }, path)
  } else {
    drop(expansion, path, 'unstated')
  }
  stateId(expansion, described, undefined)
  return described.isDescribed
}

/** Expands a scalar as its property says (§5.3.2); `undefined` where it is no absolute IRI. */
function toObject(node: Node, { name, term }: Property, value: JsonValue): Claimed {
  const { expansion, context } = node
  if (typeof value === 'object') return refuseDocument('an array in an array')
  const inner =
    term?.context === undefined
      ? context
      : derive(expansion, context, term.context, { mayOverride: true })
  const type = inner.terms.get(name)?.type
  const isReference = type === '@id' || type === '@vocab'
  if (!isReference) return toLiteral(value, type)
  if (typeof value !== 'string') return toLiteral(value, undefined)
  const iri = expandReference(inner, value, { isVocab: type === '@vocab' })
  return iri === undefined ? undefined : toNode(iri)
}

type Claimed = Quad['object'] | undefined

function placeOf({ context, graph }: Node, { term }: Property, path: string): Place {
  return { context, graph, path, scoped: term?.context }
}

/** Arrays in arrays are one array (§5.1.2 step 5). */
function flatten(values: readonly JsonValue[], path: string): readonly Value[] {
  return values.flatMap((value, index) => {
    const inner = `${path}/${index}`
    return isArray(value) ? flatten(value, inner) : [{ value, path: inner }]
  })
}

/** By UTF-16 code units. */
function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}
