/**
 * Makes the service worker: it knows every file of the page by its digest. What it knows of the page stands on its first
 * line, where `@pratique/node/page` writes it anew for a page of another deployment.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { build } from 'esbuild'
import type { Plugin } from 'vite'
import { HEADERS_FILE } from './headers.ts'
import { readSite } from './site.ts'

const NAME = 'service-worker.js'

export function serviceWorker(): Plugin {
  let outDir = ''
  return {
    name: 'pratique-service-worker',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir)
    },
    async writeBundle() {
      const files = Object.fromEntries(
        listFiles(outDir)
          .filter((file) => file !== NAME && file !== HEADERS_FILE)
          .map((file) => [file, digestOf(readFileSync(join(outDir, file)))]),
      )
      const { updates } = readSite()
      const script = await bundle()
      const built = { files, ...(updates !== undefined && { updates }) }
      const version = digestOf(`${JSON.stringify(built)}\n${script}`).slice(0, 16)
      const first = `const BUILT=${JSON.stringify({ ...built, version })}`
      writeFileSync(join(outDir, NAME), `${first}\n${script}`)
    },
  }
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [new URL('../src/service/service-worker.ts', import.meta.url).pathname],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  })
  const [script] = outputFiles
  if (!script) throw new Error('unreachable: one script is written')
  return script.text
}

function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted()
}
