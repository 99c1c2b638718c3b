/**
 * The contexts that a caller ships. There is no loader: what is not in the table is not known.
 *
 * @module
 */

import { member } from '../json/read.ts'
import type { JsonObject, JsonValue } from '../json/value.ts'
import { type ActiveContext, EMPTY_CONTEXT, extendContext } from './active-context.ts'
import { refuseContext } from './refuse.ts'

/** A context as its authors publish it. */
export interface ContextSource {
  /** Its addresses, letter by letter. */
  readonly urls: readonly string[]
  /** What its document has under `@context`. */
  readonly context: JsonValue
}

/** Contexts by their addresses. Made by {@link createContextTable}. */
export interface ContextTable {
  readonly contexts: ReadonlyMap<string, JsonValue>
  /** What lists of contexts were read to; filled as they are met, and bounded. */
  readonly parsed: Map<string, ActiveContext>
}

/** A document has two or three, and contexts name each other one deep. */
const MAX_CONTEXTS = 8
const MAX_DEPTH = 4

/** Lists of contexts come from documents, so what is remembered of them is bounded. */
const MAX_PARSED = 16

/** Makes a table of contexts, which are read when a document first names them. */
export function createContextTable(sources: readonly ContextSource[]): ContextTable {
  const contexts = new Map(
    sources.flatMap(({ urls, context }) => urls.map((url) => [url, context] as const)),
  )
  return { contexts, parsed: new Map() }
}

/**
 * Reads which contexts a document names, in their order. A format compares them with what it knows.
 *
 * @throws {FormatError} `format.context` unless they are one URL or a list of URLs
 */
export function readContextUrls(document: JsonObject): readonly string[] {
  const context = member(document, '@context')
  const urls = isArray(context) ? context : [context]
  const texts = urls.filter((url) => typeof url === 'string')
  if (texts.length !== urls.length || texts.length === 0 || texts.length > MAX_CONTEXTS) {
    return refuseContext('@context is no list of URLs')
  }
  return texts
}

/**
 * Reads the contexts of a list of URLs into one (JSON-LD 1.1 API §4.1).
 *
 * @throws {FormatError} `format.context` on an address that is not in the table, and on a feature of
 * JSON-LD that is not implemented
 */
export function readContexts(urls: readonly string[], table: ContextTable): ActiveContext {
  const key = JSON.stringify(urls)
  const known = table.parsed.get(key)
  if (known !== undefined) return known
  const context = addContext(EMPTY_CONTEXT, urls, { table, depth: 0 })
  if (table.parsed.size < MAX_PARSED) table.parsed.set(key, context)
  return context
}

function addContext(
  active: ActiveContext,
  local: JsonValue,
  { table, depth }: { readonly table: ContextTable; readonly depth: number },
): ActiveContext {
  if (depth > MAX_DEPTH) return refuseContext('contexts name each other too deep')
  if (isArray(local)) {
    return local.reduce<ActiveContext>(
      (context, each) => addContext(context, each, { table, depth }),
      active,
    )
  }
  if (typeof local !== 'string') return extendContext(active, local, { isRoot: true })
  const named = table.contexts.get(local)
  if (named === undefined) return refuseContext('a context that is not known')
  return addContext(active, named, { table, depth: depth + 1 })
}

function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}
