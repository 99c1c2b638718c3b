/**
 * What a text in a document stands for: a member's name, or a value that names something (JSON-LD 1.1
 * API §5.2.2).
 *
 * @module
 */

import type { ActiveContext } from './active-context.ts'
import {
  isAbsolute,
  isKeywordForm,
  requireUndisputed,
  requireUndisputedScheme,
  resolveFragment,
} from './iri.ts'
import { refuseDocument } from './refuse.ts'

/**
 * Expands the name of a member: an IRI, `@id`, `@type`, or `undefined` where it means nothing.
 *
 * @throws {FormatError} `format.document` on a keyword and on a blank node's label
 */
export function expandName(context: ActiveContext, name: string): string | undefined {
  if (name.startsWith('@')) return refuseDocument('a keyword in a document')
  if (name.startsWith('_:')) return refuseDocument("a blank node as a member's name")
  const known = context.terms.get(name)?.iri ?? expandCompact(context, name)
  if (known !== undefined) return known.startsWith('@') || isAbsolute(known) ? known : undefined
  requireUndisputedScheme(name)
  return isAbsolute(name) ? name : undefined
}

/**
 * Expands a value that names something: an absolute IRI, a blank node's label, or `undefined` where it
 * is neither.
 *
 * @param isVocab whether terms count, as they do in types
 * @throws {FormatError} `format.document` on a keyword, and on what processors disagree about
 */
export function expandReference(
  context: ActiveContext,
  text: string,
  { isVocab }: { readonly isVocab: boolean },
): string | undefined {
  if (isKeywordForm(text)) return refuseDocument('a keyword as a value')
  const term = isVocab ? context.terms.get(text)?.iri : undefined
  const known = term ?? expandCompact(context, text)
  if (known !== undefined) return isAbsolute(known) ? known : undefined
  requireUndisputed(text)
  if (isAbsolute(text)) return text
  if (context.base === undefined || hasAuthority(text)) return undefined
  const resolved = resolveFragment(context.base, text)
  return isAbsolute(resolved) ? resolved : undefined
}

/** Expands `prefix:rest`; `undefined` where that is not what stands there. */
function expandCompact(context: ActiveContext, text: string): string | undefined {
  const colon = text.indexOf(':')
  if (colon <= 0 || text.startsWith('_:') || hasAuthority(text)) return undefined
  const prefix = context.terms.get(text.slice(0, colon))
  return prefix?.isPrefix ? prefix.iri + text.slice(colon + 1) : undefined
}

/** `scheme://` is never a prefix with a colon. */
function hasAuthority(text: string): boolean {
  const colon = text.indexOf(':')
  return colon > 0 && text.startsWith('//', colon + 1)
}
