/**
 * Protects the reader: a file is one noun or verb, and no source file is longer than 500 lines
 * (CONVENTIONS §2). Tables, schemas and generated data are exempt.
 *
 * @module
 */

import { runIfMain } from './repository.mjs'

const MAX_LINES = 500
const SOURCE = /\.(ts|mjs|js|svelte)$/
const EXEMPT = /(^|\/)(generated|vectors)\/|[./](table|schema)\.ts$|(^|\/)value-sets\.ts$/

/**
 * Finds the source files that are too long.
 *
 * @param {import('./repository.mjs').Repository} repository
 * @returns {import('./repository.mjs').Fault[]}
 */
export function findFaults({ paths, read }) {
  return paths
    .filter((path) => SOURCE.test(path) && !EXEMPT.test(path))
    .flatMap((file) => {
      const lines = read(file).replace(/\n$/, '').split('\n').length
      if (lines <= MAX_LINES) return []
      const message = `${lines} lines, more than ${MAX_LINES}: split it by noun or verb`
      return [{ file, line: MAX_LINES + 1, message }]
    })
}

await runIfMain(import.meta.url, findFaults)
