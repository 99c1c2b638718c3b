/**
 * Names in the data folder: a closed pattern, so that no name leads out of it, hides, or means something
 * else on another system.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'

/** No dot in front, which is where our own passing files are, and none at the end (Windows). */
const PART = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9_-])?$/

/** Devices, on Windows, whatever stands after the dot. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

const MAX_PARTS = 4

/**
 * Takes a name apart at its slashes.
 *
 * @throws {UsageError} `usage.data-folder`
 */
export function readName(name: string): readonly string[] {
  const parts = name.split('/')
  const isGood = parts.every((part) => PART.test(part) && !DEVICE.test(part))
  if (isGood && parts.length <= MAX_PARTS) return parts
  throw new UsageError('usage.data-folder', 'a name in the data folder has another form')
}

/**
 * Requires that names are files of one folder, and differ where capitals do not count.
 *
 * @throws {UsageError} `usage.data-folder`
 */
export function requireFileNames(names: readonly string[]): void {
  const isFile = names.every((name) => readName(name).length === 1)
  const folded = new Set(names.map((name) => name.toLowerCase()))
  if (isFile && folded.size === names.length) return
  throw new UsageError('usage.data-folder', 'two names of one folder are the same, or no names')
}
