/**
 * Runs every check of the repository: all `check-*.mjs` beside this file, each of which also runs alone.
 *
 * @module
 */

import { readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { formatFault, openRepository, ROOT } from './repository.mjs'

/**
 * Runs all checks on the checkout at `root`.
 *
 * @returns {Promise<{ name: string, faults: string[] }[]>} one entry a check, by name
 */
export async function runChecks(root) {
  const repository = openRepository(root)
  const folder = dirname(fileURLToPath(import.meta.url))
  const files = readdirSync(folder).filter((name) => /^check-.*\.mjs$/.test(name))
  const results = []
  for (const file of files.sort()) {
    const { findFaults } = await import(`./${file}`)
    const faults = await findFaults(repository)
    results.push({ name: file.slice(0, -'.mjs'.length), faults: faults.map(formatFault) })
  }
  return results
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { name, faults } of await runChecks(ROOT)) {
    console.log(`${faults.length === 0 ? 'ok  ' : 'FAIL'} ${name}`)
    for (const fault of faults) console.log(`     ${fault}`)
    if (faults.length > 0) process.exitCode = 1
  }
}
