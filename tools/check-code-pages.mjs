/**
 * Protects the pages of codes: each says what its message says, so that nobody edits a page that the
 * next run of tools/code-pages.ts would overwrite.
 *
 * @module
 */

import { runIfMain } from './repository.mjs'

const PAGES = 'docs/codes/README.md'

/**
 * @param {import('./repository.mjs').Repository} repository
 * @returns {Promise<import('./repository.mjs').Fault[]>}
 */
export async function findFaults({ root }) {
  if (!process.features.typescript) {
    const message = 'this Node cannot load TypeScript: use npm run check'
    return [{ file: PAGES, line: 1, message }]
  }
  const { findPageFaults } = await import('./code-pages.ts')
  return findPageFaults(root).map((fault) => ({ ...fault, line: 1 }))
}

await runIfMain(import.meta.url, findFaults)
