import { join } from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig, type UserConfig } from 'vite'
import { contentPolicy } from './build/content-policy.ts'
import { embeddedFiles } from './build/embedded-files.ts'
import { headers } from './build/headers.ts'
import { serviceWorker } from './build/service-worker.ts'
import { site } from './build/site.ts'

/** Relative addresses, so that any server may have the page in any folder. */
const config: UserConfig = defineConfig({
  root: import.meta.dirname,
  base: './',
  // What the command line comes with, the page comes with.
  resolve: { alias: { '#data': join(import.meta.dirname, '../cli/data') } },
  plugins: [svelte(), site(), embeddedFiles(), contentPolicy(), headers(), serviceWorker()],
  worker: { format: 'es', plugins: () => [embeddedFiles()] },
  build: {
    target: 'es2022',
    // What it would fetch, the page may not.
    modulePreload: { polyfill: false },
    // Nothing is put into the style sheet as `data:`.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // The reader of symbols is large; what may be how large is checked by a test.
    chunkSizeWarningLimit: 2000,
  },
})

export default config
