/**
 * Builds the page with Vite, into dist. Run after `tsc -b`, as the page is made of what that wrote.
 *
 * @module
 */

import { fileURLToPath } from 'node:url'
import { build } from 'vite'

await build({
  configFile: fileURLToPath(new URL('../vite.config.ts', import.meta.url)),
  logLevel: 'warn',
})
