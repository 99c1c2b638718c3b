/**
 * RDF as we hold it: terms, and statements of a subject, a predicate and an object in a graph.
 *
 * @module
 */

export interface Iri {
  readonly type: 'iri'
  readonly value: string
}

/** A node without a name of its own. Its label counts within one set of statements alone. */
export interface Blank {
  readonly type: 'blank'
  readonly label: string
}

/** A value. None of the contexts we know has a language. */
export interface Literal {
  readonly type: 'literal'
  readonly value: string
  /** An IRI. */
  readonly datatype: string
}

export interface Quad {
  readonly subject: Iri | Blank
  /** An IRI. */
  readonly predicate: string
  readonly object: Iri | Blank | Literal
  /** Absent in the default graph. */
  readonly graph?: Iri | Blank
}

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const XSD = 'http://www.w3.org/2001/XMLSchema#'

export const RDF_TYPE: string = `${RDF}type`
export const RDF_JSON: string = `${RDF}JSON`
export const XSD_STRING: string = `${XSD}string`
export const XSD_BOOLEAN: string = `${XSD}boolean`
export const XSD_INTEGER: string = `${XSD}integer`
export const XSD_DOUBLE: string = `${XSD}double`
