/**
 * Makes the bundle that comes with the program: the specimens' keys, the VCI's directory of SMART Health
 * Card issuers, New Zealand's published keys. Nothing else may be carried (DESIGN §8).
 *
 *     node tools/make-starter-bundle.ts [CORPUS]
 *
 * The lists lie beside the repository and not in it. What was made before comes out the same.
 *
 * @module
 */

import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { makeStarterBundle, STARTER_FILE } from './making/starter-bundle.ts'

const [corpus = new URL('../../shared/corpus/', import.meta.url).href] = process.argv.slice(2)
const folder = corpus.startsWith('file:') ? new URL(corpus) : pathToFileURL(`${corpus}/`)

const bytes = await makeStarterBundle((path) => readFileSync(new URL(path, folder)))
writeFileSync(STARTER_FILE, bytes)
process.stdout.write(`${bytes.length} bytes\n`)
