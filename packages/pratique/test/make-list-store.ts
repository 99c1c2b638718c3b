/**
 * The state of revocation lists in memory.
 *
 * @module
 */

import type { Bytes } from '../src/bytes/bytes.ts'
import type { ListStore } from '../src/revocation/token-list/state.ts'

export function makeListStore(): ListStore {
  const documents = new Map<string, Bytes>()
  return {
    read: (name) => documents.get(name),
    update(name, change) {
      const { document, result } = change(documents.get(name))
      documents.set(name, document)
      return result
    },
  }
}
