/**
 * Makes the service worker: it keeps every file of the page, each under the digest of all.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { build } from 'esbuild'
import type { Plugin } from 'vite'

const NAME = 'service-worker.js'

export function serviceWorker(): Plugin {
  let outDir = ''
  return {
    name: 'pratique-service-worker',
    apply: 'build',
    configResolved(config) {
      outDir = join(config.root, config.build.outDir)
    },
    async writeBundle() {
      const files = listFiles(outDir).filter((file) => file !== NAME)
      const hash = createHash('sha256')
      for (const file of files) hash.update(file).update(readFileSync(join(outDir, file)))
      const { outputFiles } = await build({
        entryPoints: [new URL('../src/service/service-worker.ts', import.meta.url).pathname],
        bundle: true,
        minify: true,
        write: false,
        format: 'iife',
        target: 'es2022',
        define: {
          FILES: JSON.stringify(files),
          VERSION: JSON.stringify(hash.digest('hex').slice(0, 16)),
        },
      })
      writeFileSync(join(outDir, NAME), outputFiles[0]?.contents ?? '')
    },
  }
}

function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted()
}
