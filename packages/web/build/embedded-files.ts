/**
 * Files as modules: the page may fetch nothing, so what it needs comes as code of its own address.
 *
 * `import load from './x.wasm?embedded'` gives a function that unpacks the bytes.
 *
 * @module
 */

import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

const QUERY = '?embedded'
const PREFIX = '\0embedded:'
/** A name by which no other plugin takes it for what it is made of. */
const SUFFIX = '.js'
const UNPACK = new URL('../src/data/unpack.ts', import.meta.url).pathname

export function embeddedFiles(): Plugin {
  return {
    name: 'pratique-embedded-files',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.endsWith(QUERY)) return undefined
      const resolved = await this.resolve(source.slice(0, -QUERY.length), importer)
      if (!resolved) throw new Error(`there is no file ${source}`)
      return `${PREFIX}${resolved.id}${SUFFIX}`
    },
    async load(id) {
      if (!id.startsWith(PREFIX)) return undefined
      const path = id.slice(PREFIX.length, -SUFFIX.length)
      this.addWatchFile(path)
      const packed = gzipSync(await readFile(path), { level: 9 }).toString('base64')
      return `import { unpack } from ${JSON.stringify(UNPACK)}\nexport default () => unpack(${JSON.stringify(packed)})`
    },
  }
}
