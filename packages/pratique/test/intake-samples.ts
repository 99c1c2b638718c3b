/**
 * Samples of what comes in, from `vectors/intake/`, and changes to them.
 *
 * @module
 */

import { readFileSync } from 'node:fs'
import type { Bytes } from '../src/bytes/bytes.ts'
import { type CsvMapping, readCsvMapping } from '../src/intake/orders/csv/mapping.ts'
import { parseJson } from '../src/json/parse.ts'
import { isJsonObject } from '../src/json/read.ts'
import type { JsonObject, JsonValue } from '../src/json/value.ts'

const FOLDER = new URL('../../../vectors/intake/', import.meta.url)

/** Reads a sample. */
export function readSample(name: string): Bytes {
  return new Uint8Array(readFileSync(new URL(name, FOLDER)))
}

/** The text of a sample; of `vaccination.hl7`, which is in ISO 8859-1, one letter a byte. */
export function sampleText(name: string): string {
  return readFileSync(new URL(name, FOLDER), encodingOf(name))
}

/** The bytes of a text that {@link sampleText} gave. */
export function toSample(name: string, text: string): Bytes {
  return new Uint8Array(Buffer.from(text, encodingOf(name)))
}

function encodingOf(name: string): 'latin1' | 'utf8' {
  return name === 'vaccination.hl7' ? 'latin1' : 'utf8'
}

export function sampleJson(name: string): JsonObject {
  const value = parseJson(sampleText(name))
  if (!isJsonObject(value)) throw new Error(`${name} is no object`)
  return value
}

export function sampleMapping(): CsvMapping {
  const { mapping, faults } = readCsvMapping(sampleText('laboratory-mapping.json'))
  if (!mapping) throw new Error(JSON.stringify(faults))
  return mapping
}

/** Bytes of a text in UTF-8, or of a value as JSON. */
export function bytesOf(value: JsonValue): Bytes {
  return new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))
}

/** A copy in which the value at a path (`entry.3.resource`) is another one; `undefined`: gone. */
export function withValue(
  value: JsonValue,
  path: string,
  replacement: JsonValue | undefined,
): JsonValue {
  const copy = structuredClone(value)
  const names = path.split('.')
  const last = names.pop() ?? ''
  let parent: unknown = copy
  for (const name of names) parent = Reflect.get(Object(parent), name)
  if (typeof parent !== 'object' || parent === null) throw new Error(`nothing stands at ${path}`)
  if (replacement === undefined) Reflect.deleteProperty(parent, last)
  else Reflect.set(parent, last, replacement)
  return copy
}
