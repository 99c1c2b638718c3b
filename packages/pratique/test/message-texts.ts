/**
 * Messages in many languages, taken apart for tests: every text of a tree, and what its ICU
 * MessageFormat uses.
 *
 * @module
 */

import { IntlMessageFormat } from 'intl-messageformat'

/** Explicit marks, embeddings, overrides and isolates (Unicode UAX #9 §2). */
export const BIDI_CONTROL = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/

/** A text and its keys, with dots between them. */
export interface Text {
  readonly path: string
  readonly text: string
}

/** Every text below a node. Dots within keys become slashes. */
export function leaves(node: object, path: string): readonly Text[] {
  return Object.entries(node).flatMap(([key, value]): readonly Text[] => {
    const at = `${path}.${key.replaceAll('.', '/')}`
    return typeof value === 'string' ? [{ path: at, text: value }] : leaves(value, at)
  })
}

type Elements = ReturnType<IntlMessageFormat['getAst']>

/** Every element of a message, however deep. */
function elementsOf(language: string, text: string): Elements {
  const inside = (elements: Elements): Elements =>
    elements.flatMap((each) =>
      'options' in each
        ? [each, ...Object.values(each.options).flatMap(({ value }) => inside(value))]
        : [each],
    )
  return inside(new IntlMessageFormat(text, language).getAst())
}

/** Kinds of elements, as the parser numbers them. */
const [LITERAL, PLURAL, POUND] = [0, 6, 7]

/** The arguments that a message uses. */
export function usesOf(language: string, text: string): readonly string[] {
  const names = elementsOf(language, text).flatMap((each) =>
    each.type !== LITERAL && each.type !== POUND && 'value' in each ? [String(each.value)] : [],
  )
  return [...new Set(names)]
}

/** The choices of a message, with the names of their branches. */
export function choicesOf(
  language: string,
  text: string,
): readonly { readonly options: readonly string[]; readonly isPlural: boolean }[] {
  return elementsOf(language, text).flatMap((each) =>
    'options' in each
      ? [{ options: Object.keys(each.options), isPlural: each.type === PLURAL }]
      : [],
  )
}
