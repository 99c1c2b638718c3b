/**
 * What Linked Data signatures of the years 2018 to 2020 are made over.
 *
 * @module
 */

import { type Bytes, joinBytes } from '../bytes/bytes.ts'
import { sha256 } from '../bytes/sha256.ts'
import { member } from '../json/read.ts'
import type { JsonObject, JsonValue } from '../json/value.ts'
import { canonicalize } from './canonicalize.ts'
import type { ContextTable } from './context-table.ts'
import { refuseDocument } from './refuse.ts'
import type { Statements } from './statements.ts'
import { toQuads } from './to-quads.ts'

const UTF8 = new TextEncoder()

/**
 * Hashes a document for its proof: SHA-256 of the canonical proof options, then SHA-256 of the canonical
 * document without its `proof`. A detached JWS signs these 64 bytes behind its header and a full stop.
 *
 * Members that were left out are not told: what is shown of the document must be found in
 * {@link toQuads}.
 *
 * @param proofOptions as {@link toProofOptions} makes them
 * @throws {FormatError} `format.context` or `format.document`
 */
export function hashForProof(
  document: JsonObject,
  proofOptions: JsonObject,
  contexts: ContextTable,
): Bytes {
  return hashStatements(toQuads(withoutProof(document), contexts), toQuads(proofOptions, contexts))
}

/**
 * Does as {@link hashForProof} with statements that the caller has at hand.
 *
 * @throws {FormatError} `format.document` on blank nodes too many or too much alike
 */
export function hashStatements(document: Statements, proofOptions: Statements): Bytes {
  const [options, content] = [canonicalize(proofOptions.quads), canonicalize(document.quads)]
  return joinBytes([hashText(options), hashText(content)])
}

/** Leaves out the `proof` of a document, which does not sign itself. */
export function withoutProof(document: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(document).filter(([name]) => name !== 'proof'))
}

/**
 * Makes the options that are signed from a `proof`: all but its `jws`, under a context.
 *
 * @param context the URLs: those of security/v2 for the suites of 2018, those of the document for
 * JsonWebSignature2020
 * @throws {FormatError} `format.document` if the proof brings a context of its own
 */
export function toProofOptions(proof: JsonObject, context: JsonValue): JsonObject {
  if (member(proof, '@context') !== undefined) return refuseDocument('a context in a proof')
  const options = Object.entries(proof).filter(([name]) => name !== 'jws')
  return Object.fromEntries([['@context', context], ...options])
}

function hashText(text: string): Bytes {
  return sha256(UTF8.encode(text))
}
