/**
 * What `pratique issue` keeps of a certificate, or says of one with `--json`: an object with its texts.
 *
 * @module
 */

import { isJsonObject, type JsonValue, parseJson } from 'pratique/codecs'
import { FormatError } from 'pratique/errors'

/**
 * Reads the texts of a certificate's codes out of a line.
 *
 * @returns `undefined` if it is no such line
 */
export function readRecordLine(line: string): readonly string[] | undefined {
  if (!line.trimStart().startsWith('{')) return undefined
  const entry = parseIfJson(line)
  if (!isJsonObject(entry)) return undefined
  const { place, format, texts } = entry
  if (typeof place !== 'string' || typeof format !== 'string') return undefined
  const isText = (each: JsonValue): each is string => typeof each === 'string' && each !== ''
  return Array.isArray(texts) && texts.length > 0 && texts.every(isText) ? texts : undefined
}

function parseIfJson(line: string): JsonValue | undefined {
  try {
    return parseJson(line)
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}
