/**
 * Files as modules: the page may fetch nothing, so what it needs comes as code of its own address.
 *
 * `import load, { preload } from './x.wasm?embedded'` gives a function that loads a chunk of its own and unpacks the
 * bytes, and one that loads it alone.
 *
 * @module
 */

import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

const QUERY = '?embedded'
/** The module that is imported, and the one that holds the file. */
const LOADER = '\0embedded-loader:'
const CONTENT = '\0embedded-content:'
/** A name by which no other plugin takes them for what they are made of. */
const SUFFIX = '.js'
/** What packages would fetch beside them, and are given instead: a copy would only lie there. */
const FETCHED = /new URL\('pdfium\.wasm', import\.meta\.url\)\.href/
const UNPACK = new URL('../src/data/unpack.ts', import.meta.url).pathname

export function embeddedFiles(): Plugin {
  return {
    name: 'pratique-embedded-files',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (source.startsWith(CONTENT)) return source
      if (!source.endsWith(QUERY)) return undefined
      const resolved = await this.resolve(source.slice(0, -QUERY.length), importer)
      if (!resolved) throw new Error(`there is no file ${source}`)
      return `${LOADER}${resolved.id}${SUFFIX}`
    },
    transform(code, id) {
      if (!id.includes('@embedpdf/pdfium') || !FETCHED.test(code)) return undefined
      return { code: code.replace(FETCHED, "'pdfium.wasm'"), map: null }
    },
    async load(id) {
      if (id.startsWith(LOADER)) return writeLoader(`${CONTENT}${id.slice(LOADER.length)}`)
      if (!id.startsWith(CONTENT)) return undefined
      const path = id.slice(CONTENT.length, -SUFFIX.length)
      this.addWatchFile(path)
      const packed = gzipSync(await readFile(path), { level: 9 }).toString('base64')
      return `export const packed = ${JSON.stringify(packed)}`
    },
  }
}

function writeLoader(content: string): string {
  return `import { unpack } from ${JSON.stringify(UNPACK)}
const content = () => import(${JSON.stringify(content)})
export const preload = async () => { await content() }
export default async () => unpack((await content()).packed)`
}
