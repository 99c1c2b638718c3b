/**
 * Several sources as one.
 *
 * @module
 */

import type { TrustImport } from './record.ts'

/** Puts imports one after another. What the same key's records come to is the store's to say. */
export function joinImports(imports: readonly TrustImport[]): TrustImport {
  const revocations = imports.flatMap(({ revocations: lists = [] }) => lists)
  return {
    records: imports.flatMap(({ records }) => records),
    lists: imports.flatMap(({ lists }) => lists),
    dropped: imports.flatMap(({ dropped }) => dropped),
    ...(revocations.length > 0 && { revocations }),
  }
}
