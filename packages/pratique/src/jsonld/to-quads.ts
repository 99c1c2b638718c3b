/**
 * JSON-LD → RDF (JSON-LD 1.1 API §5.1, §7.1, §8.1 in one pass), for documents that hold no keyword but
 * `@context` at the root.
 *
 * @module
 */

import type { JsonObject } from '../json/value.ts'
import { type ContextTable, readContexts, readContextUrls } from './context-table.ts'
import { expandRoot } from './expand-object.ts'
import { createExpansion } from './expansion.ts'
import { requireSound } from './sound.ts'
import type { Statements } from './statements.ts'

/**
 * Reads what a document says. The quads are those of a processor that is not in safe mode; what such a
 * processor leaves out without a word is listed beside them.
 *
 * Refused is what processors understand in different ways, and what no document needs that our
 * contexts are for: keywords, contexts inside, lists, more than one `id`.
 *
 * @throws {FormatError} `format.context` on contexts that are not in the table; `format.document`
 */
export function toQuads(document: JsonObject, contexts: ContextTable): Statements {
  const context = readContexts(readContextUrls(document), contexts)
  requireSound(document)
  const members = Object.entries(document).filter(([name]) => name !== '@context')
  const expansion = createExpansion()
  expandRoot(expansion, Object.fromEntries(members), context)
  const { quads, dropped, statements } = expansion
  return { quads: [...quads.values()], dropped, statements }
}
