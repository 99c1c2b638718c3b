/**
 * Which IRIs are absolute, and which of the others can be told to be relative.
 *
 * @module
 */

import { refuseDocument } from './refuse.ts'

/** A scheme (RFC 3986 §3.1) or a blank node's `_`, and no white space: more is not asked of an IRI. */
const ABSOLUTE = /^(?:[A-Za-z][A-Za-z0-9+.-]*|_):\S*$/u

/** A label of a blank node that is none, and a scheme with a comma, which some processors take. */
const DISPUTED_SCHEME = /^(?:_:(?:$|.*\s)|[A-Za-z][A-Za-z0-9+.-]*,[A-Za-z0-9+.,-]*:)/su

/** What resolving takes out: a path's dots (RFC 3986 §5.2.4), and in some processors line breaks. */
const DISPUTED_PART = /(?:^|[:/])\.\.?(?:[/?#]|$)|[\n\r\u2028\u2029]/u

/** What looks like a keyword and is reserved (JSON-LD 1.1 §9.15). */
const KEYWORD_FORM = /^@[A-Za-z]+$/u

/** Tells whether a text is an absolute IRI, or the label of a blank node. */
export function isAbsolute(text: string): boolean {
  return ABSOLUTE.test(text) && !DISPUTED_SCHEME.test(text)
}

export function isKeywordForm(text: string): boolean {
  return KEYWORD_FORM.test(text)
}

/**
 * Refuses what is no absolute IRI for us and might be one for another processor, once that has
 * resolved it against nothing: `./did:x` is an example.
 *
 * @throws {FormatError} `format.document`
 */
export function requireUndisputed(text: string): void {
  requireUndisputedScheme(text)
  if (!ABSOLUTE.test(text) && DISPUTED_PART.test(text)) {
    refuseDocument('a relative IRI that processors resolve in different ways')
  }
}

/**
 * Refuses what some processors take for an absolute IRI or a blank node, and others do not.
 *
 * @throws {FormatError} `format.document`
 */
export function requireUndisputedScheme(text: string): void {
  if (DISPUTED_SCHEME.test(text)) refuseDocument('an IRI whose scheme is disputed')
}

/**
 * Resolves a relative reference (RFC 3986 §5.2), which must be a fragment.
 *
 * @throws {FormatError} `format.document` on any other reference
 */
export function resolveFragment(base: string, reference: string): string {
  if (!reference.startsWith('#')) return refuseDocument('a relative IRI that is no fragment')
  const [document = ''] = base.split('#')
  return document + reference
}
