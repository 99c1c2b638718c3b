/**
 * The package `jsonld` as the oracle of our JSON-LD, and the contexts that both are given.
 *
 * @module
 */

import { createRequire } from 'node:module'
import type { JsonObject } from '../src/json/value.ts'
import { type ContextTable, createContextTable } from '../src/jsonld/context-table.ts'
import { CREDENTIALS_V1 } from '../src/jsonld/contexts/credentials-v1.ts'
import { DID_V1 } from '../src/jsonld/contexts/did-v1.ts'
import { DIVOC_VACCINATION_V1 } from '../src/jsonld/contexts/divoc-vaccination-v1.ts'
import { DIVOC_VACCINATION_V2 } from '../src/jsonld/contexts/divoc-vaccination-v2.ts'
import { JWS_2020_V1 } from '../src/jsonld/contexts/jws-2020-v1.ts'
import { SECURITY_V1 } from '../src/jsonld/contexts/security-v1.ts'
import { SECURITY_V2 } from '../src/jsonld/contexts/security-v2.ts'
import { TNG_V1 } from '../src/jsonld/contexts/tng-v1.ts'
import { TNG_V1_DEV } from '../src/jsonld/contexts/tng-v1-dev.ts'
import { TNG_V1_UAT } from '../src/jsonld/contexts/tng-v1-uat.ts'
import type { Quad } from '../src/jsonld/terms.ts'

export const ALL_CONTEXTS: ContextTable = createContextTable([
  CREDENTIALS_V1,
  SECURITY_V1,
  SECURITY_V2,
  DIVOC_VACCINATION_V1,
  DIVOC_VACCINATION_V2,
  DID_V1,
  JWS_2020_V1,
  TNG_V1,
  TNG_V1_UAT,
  TNG_V1_DEV,
])

/** What we call of the package, which brings no types. */
interface JsonLd {
  canonize(document: JsonObject, options: object): Promise<string>
}

interface RdfCanonize {
  canonize(quads: readonly object[], options: object): Promise<string>
}

const LOAD = createRequire(import.meta.url)
const JSONLD: JsonLd = LOAD('jsonld')
const RDF_CANONIZE: RdfCanonize = createRequire(LOAD.resolve('jsonld'))('rdf-canonize')

const WORK = { maxWorkFactor: Number.POSITIVE_INFINITY }

/**
 * The canonical form by others. A line that they write twice stands once here: RDF is a set, and they
 * forget that where `1` and `"1"` have one datatype.
 */
export async function canonizeElsewhere(
  document: JsonObject,
  { isSafe }: { readonly isSafe: boolean },
): Promise<string> {
  const text = await JSONLD.canonize(document, {
    algorithm: 'URDNA2015',
    safe: isSafe,
    canonizeOptions: { algorithm: 'RDFC-1.0', ...WORK },
    documentLoader: load,
  })
  const lines = text.split('\n').filter((line) => line !== '')
  return [...new Set(lines)].map((line) => `${line}\n`).join('')
}

/** The canonical form of statements by others. */
export function canonizeQuadsElsewhere(quads: readonly Quad[]): Promise<string> {
  const dataset = quads.map(({ subject, predicate, object, graph }) => ({
    subject: toTheirs(subject),
    predicate: { termType: 'NamedNode', value: predicate },
    object: toTheirs(object),
    graph: graph === undefined ? { termType: 'DefaultGraph', value: '' } : toTheirs(graph),
  }))
  return RDF_CANONIZE.canonize(dataset, { algorithm: 'RDFC-1.0', ...WORK })
}

function toTheirs(term: Quad['object']): object {
  switch (term.type) {
    case 'iri':
      return { termType: 'NamedNode', value: term.value }
    case 'blank':
      return { termType: 'BlankNode', value: term.label }
    case 'literal': {
      const datatype = { termType: 'NamedNode', value: term.datatype }
      return { termType: 'Literal', value: term.value, datatype }
    }
  }
}

async function load(url: string): Promise<object> {
  const context = ALL_CONTEXTS.contexts.get(url)
  if (context === undefined) throw new Error('a context that is not here')
  return { contextUrl: null, documentUrl: url, document: { '@context': context } }
}
