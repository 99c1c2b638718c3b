import { join } from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig, type UserConfig } from 'vite'
import { compiledMessages } from './build/compiled-messages.ts'
import { contentPolicy } from './build/content-policy.ts'
import { embeddedFiles } from './build/embedded-files.ts'
import { headers } from './build/headers.ts'
import { serviceWorker } from './build/service-worker.ts'
import { site } from './build/site.ts'

/** What of `node_modules/svelte` nobody imports anything of, nobody needs: but for two that set flags. */
const UNUSED_WITHOUT_IMPORT = /\/node_modules\/svelte\/(?!.*(?:disclose-version|\/flags\/))/

/** Of the library, what a verification of any format needs, and what those of HCERT share. */
const VERIFIER =
  /\/pratique\/dist\/(?:bytes\/(?!zip)|cbor\/|cose\/(?:sign1|header|cwt|typed)|der\/(?:read|write)|json\/|keys\/(?!rsa|explicit)|model\/(?!health-link)[\w-]+\.js|verify\/|bundle\/(?:file|open|section|shelf|manifest|entry|in-order|denial|quorum|freshness|json-value|carried-cards)|codes|errors|outcome|verdict|trust\/(?:policy|shelf|store|merge|denied|fits|find|record|list|sort))|\/web\/src\/(?:checking|data)\/(?:held|checker|formats|open-bundles|freshness|destinations|changes|answer|answer-to|notable-result)\.ts/
const HCERT =
  /\/pratique\/dist\/(?:cose\/(?!sign1|header|cwt|typed)|formats\/(?:eu-dcc|who-ddcc|who-icvp|health-link)\/|model\/health-link)/

/** Relative addresses, so that any server may have the page in any folder. */
const config: UserConfig = defineConfig({
  root: import.meta.dirname,
  base: './',
  // What the command line comes with, the page comes with.
  resolve: { alias: { '#data': join(import.meta.dirname, '../cli/data') } },
  plugins: [
    svelte(),
    site(),
    compiledMessages(),
    embeddedFiles(),
    contentPolicy(),
    headers(),
    serviceWorker(),
  ],
  worker: { format: 'es', plugins: () => [embeddedFiles()] },
  build: {
    target: 'es2022',
    // What it would fetch, the page may not.
    modulePreload: { polyfill: false },
    // Nothing is put into the style sheet as `data:`.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // The reader of symbols is large; what may be how large is checked by a test.
    chunkSizeWarningLimit: 4000,
    // Svelte has parts that act when they are loaded, for pages that use them; this one does not.
    rolldownOptions: {
      treeshake: { moduleSideEffects: (id) => !UNUSED_WITHOUT_IMPORT.test(id) },
      checks: { bundlerTimings: false },
      output: {
        // What every verification needs is one file: it packs better than many.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            // What is painted first.
            { name: 'page', tags: ['$initial'], priority: 1 },
            { name: 'verifier', test: VERIFIER },
            { name: 'hcert', test: HCERT },
          ],
        },
      },
    },
  },
})

export default config
