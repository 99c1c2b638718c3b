/**
 * Files of entry rules that a user names: a path, or the name of a policy that comes with the program.
 *
 * @module
 */

import { fileURLToPath } from 'node:url'
import { UsageError } from 'pratique/errors'
import type { PolicyFile, ReadRules } from 'pratique/policy'
import type { Bytes } from 'pratique/verify'
import { fs } from '../builtins.ts'
import { named } from '../bundle/named.ts'
import { readFileBytes } from '../inputs/file-bytes.ts'
import type { Io } from '../io.ts'
import { suggest } from '../nearest.ts'
import { quote, visible } from '../output/visible.ts'
import { readPolicyFile } from './policy-file.ts'
import { findShipped, shippedNames } from './shipped.ts'

/** More notes than these are only counted. */
const MAX_NOTES = 5

/** A file, and where it is. */
export interface GivenBytes {
  readonly path: string
  readonly bytes: Bytes
}

/**
 * Reads a file, or the policy of this name that comes with the program. A file of that name comes first.
 *
 * @throws {UsageError} `usage.file-missing` if there is neither, and the codes of files
 */
export function readGivenBytes(value: string): GivenBytes {
  const shipped = fs.existsSync(value) ? undefined : findShipped(value)
  if (!fs.existsSync(value) && !shipped && !/[./\\]/.test(value)) throw missing(value)
  const path = shipped ? fileURLToPath(shipped) : value
  return { path, bytes: readFileBytes(path) }
}

/** Whether a file has this name, or a policy that comes with the program. */
export function isGivenFile(value: string): boolean {
  return fs.existsSync(value) || findShipped(value) !== undefined
}

/** Reads what a user names. @throws {UsageError} `usage.policy-file`, and the codes of files */
export function readGivenPolicy(value: string): PolicyFile {
  const { bytes } = readGivenBytes(value)
  return named(value, 'usage.policy-file', () => readPolicyFile(bytes))
}

/** Says what of a file is left out: nothing is dropped silently. */
export function tellDropped({ rules, dropped }: ReadRules, value: string, io: Io): void {
  if (dropped.length === 0) return
  const total = rules.length + dropped.length
  io.err(`pratique: ${dropped.length} of ${total} rules in ${quote(value)} cannot be used:\n`)
  for (const { path, identifier, faults } of dropped.slice(0, MAX_NOTES)) {
    const words = faults.map((fault) => `${fault.path.slice(1)} ${fault.message}`).join(', ')
    io.err(`  ${visible(identifier ?? path)}: ${visible(words)}\n`)
  }
  if (dropped.length > MAX_NOTES) io.err(`  and ${dropped.length - MAX_NOTES} more\n`)
}

function missing(value: string): UsageError {
  const names = shippedNames()
  const near = suggest(value, names)
  const advice =
    near === undefined
      ? `name a file, or a policy that comes with the program: ${names.join(', ')}`
      : `did you mean ${quote(near)}?`
  return new UsageError('usage.file-missing', `there is no file ${quote(value)}: ${advice}`)
}
