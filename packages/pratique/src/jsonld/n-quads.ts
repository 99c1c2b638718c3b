/**
 * Statements as lines of text: the canonical form of N-Quads (RDF 1.2 N-Quads, "Canonical N-Quads").
 *
 * @module
 */

import { type Blank, type Iri, type Literal, type Quad, XSD_STRING } from './terms.ts'

/** Gives a blank node the label that is written. */
export type Label = (blank: Blank) => string

/** All but: space `!`, `#` to `[`, `]` to `~`, and what is beyond ASCII. */
const ESCAPED_IN_LITERALS = /[^ !#-[\]-~\u0080-\u{10ffff}]/gu

/** Controls, space and <>"{}|^`\ : no IRI may hold them, so they are named by what is left. */
const ESCAPED_IN_IRIS = /[^!#-;=?-[\]_a-z~\u007f-\u{10ffff}]/gu

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\f', '\\f'],
  ['\r', '\\r'],
  ['"', '\\"'],
  ['\\', '\\\\'],
])

/** Writes a statement as one line with its line break. */
export function writeQuad({ subject, predicate, object, graph }: Quad, label: Label): string {
  const inGraph = graph === undefined ? '' : ` ${writeTerm(graph, label)}`
  const [from, to] = [writeTerm(subject, label), writeTerm(object, label)]
  return `${from} ${writeIri(predicate)} ${to}${inGraph} .\n`
}

function writeTerm(term: Iri | Blank | Literal, label: Label): string {
  switch (term.type) {
    case 'iri':
      return writeIri(term.value)
    case 'blank':
      return `_:${label(term)}`
    case 'literal':
      return writeLiteral(term)
  }
}

/** An IRI of the document may hold what N-Quads cannot; it is escaped, so that no line is forged. */
function writeIri(iri: string): string {
  return `<${iri.replace(ESCAPED_IN_IRIS, writeCode)}>`
}

function writeLiteral({ value, datatype }: Literal): string {
  const text = value.replace(
    ESCAPED_IN_LITERALS,
    (character) => SHORT_ESCAPES.get(character) ?? writeCode(character),
  )
  return datatype === XSD_STRING ? `"${text}"` : `"${text}"^^${writeIri(datatype)}`
}

function writeCode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}
