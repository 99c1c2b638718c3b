/**
 * Builds the page with Vite, into dist. Run after `tsc -b`, as the page is made of what that wrote.
 *
 * `PRATIQUE_SITE` names the file of a deployment in place of site.json (docs/guide/page.md), and
 * `PRATIQUE_PAGE` the folder to build into.
 *
 * @module
 */

import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const { PRATIQUE_PAGE } = process.env

await build({
  configFile: fileURLToPath(new URL('../vite.config.ts', import.meta.url)),
  logLevel: 'warn',
  build: PRATIQUE_PAGE ? { outDir: resolve(PRATIQUE_PAGE), emptyOutDir: true } : {},
})
