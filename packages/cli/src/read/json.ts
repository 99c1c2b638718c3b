/**
 * JSON values as an outline shows them.
 *
 * @module
 */

import type { JsonValue } from 'pratique/codecs'
import type { Decoded } from './outline.ts'

/** Shows a value of JSON. */
export function jsonToDecoded(value: JsonValue): Decoded {
  if (value === null) return { kind: 'value', type: 'null', text: 'null' }
  if (typeof value !== 'object') {
    const type = typeof value === 'string' ? 'text' : typeof value
    return { kind: 'value', type, text: String(value) }
  }
  const isArray = Array.isArray(value)
  const entries: readonly (readonly [string, JsonValue])[] = Object.entries(value)
  return {
    kind: 'group',
    type: `${isArray ? 'array' : 'object'} of ${entries.length}`,
    children: entries.map(([name, child]) => ({
      name: isArray ? `[${name}]` : name,
      decode: () => jsonToDecoded(child),
    })),
  }
}
