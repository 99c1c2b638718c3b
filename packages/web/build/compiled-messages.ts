/**
 * Messages as modules, compiled: what fills them in comes without its parser.
 *
 * `import { MESSAGES } from './fr.ts?compiled'` gives what the module exports, with every text that has
 * arguments as the tree that `intl-messageformat` takes in place of it.
 *
 * @module
 */

import { pathToFileURL } from 'node:url'
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import type { Plugin } from 'vite'

const QUERY = '?compiled'
const PREFIX = '\0compiled:'
/** A name by which no other plugin takes it for what it is made of. */
const SUFFIX = '.js'

/** Texts without these say what they say (ICU MessageFormat: arguments, and what quotes them). */
const SYNTAX = /[{']/

export function compiledMessages(): Plugin {
  return {
    name: 'pratique-compiled-messages',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.endsWith(QUERY)) return undefined
      const resolved = await this.resolve(source.slice(0, -QUERY.length), importer)
      if (!resolved) throw new Error(`there is no module ${source}`)
      return `${PREFIX}${resolved.id}${SUFFIX}`
    },
    async load(id) {
      if (!id.startsWith(PREFIX)) return undefined
      const path = id.slice(PREFIX.length, -SUFFIX.length)
      this.addWatchFile(path)
      const exported: Readonly<Record<string, unknown>> = await import(pathToFileURL(path).href)
      return Object.entries(exported)
        .filter(([, value]) => typeof value === 'object')
        .map(([name, value]) => `export const ${name} = ${JSON.stringify(compile(value))}`)
        .join('\n')
    },
  }
}

/** Compiles every text in a value. */
export function compile(value: unknown): unknown {
  if (typeof value === 'string') return compileText(value)
  if (Array.isArray(value)) return value.map(compile)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, compile(each)]))
}

/** A text without arguments stays one. */
function compileText(text: string): string | readonly MessageFormatElement[] {
  if (!SYNTAX.test(text)) return text
  const elements = parse(text, { ignoreTag: true, captureLocation: false })
  const [only] = elements
  return only?.type === TYPE.literal && elements.length === 1 ? only.value : elements
}
