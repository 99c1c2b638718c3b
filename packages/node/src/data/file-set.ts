/**
 * Several files that belong together: all of them are the new ones, or all of them the old ones, at
 * every instant.
 *
 * The files lie in a folder that is called after a digest of their manifest. One small file, `current`,
 * is the manifest itself; replacing it is what makes them the ones that count.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { UnavailableError } from 'pratique/errors'
import type { Bytes } from 'pratique/verify'
import { makeFolder, readWhole, syncFolder, writeAtomically, writeNew } from './atomic-file.ts'
import { codeOf, type FilePort } from './file-port.ts'
import { requireFileNames } from './names.ts'

/** Files by their names. */
export type FileSet = ReadonlyMap<string, Bytes>

/** The name of the manifest. */
export const CURRENT = 'current'

const MAX_MANIFEST_BYTES = 1024 * 1024
/** Of all files together. */
const MAX_BYTES = 128 * 1024 * 1024

/** While we read, another process may have put a new set in place, and removed the old one. */
const READ_ATTEMPTS = 3

/** `<sha256> <size> <name>` */
const LINE = /^([0-9a-f]{64}) (\d{1,10}) (\S+)$/

interface Entry {
  readonly digest: string
  readonly size: number
  readonly name: string
}

/** Puts files in the place of those that are in a folder. Only under the lock. */
export function replaceFileSet(fs: FilePort, folder: string, files: FileSet): void {
  requireFileNames([...files.keys()])
  const manifest = writeManifest(files)
  const generation = digestOf(manifest)
  makeFolder(fs, folder)
  const isHeld =
    generationOf(readWhole(fs, join(folder, CURRENT), MAX_MANIFEST_BYTES)) === generation
  if (isHeld && isWhole(fs, folder)) {
    removeOthers(fs, folder, generation)
    return
  }
  const path = join(folder, generation)
  // What is there was left by a process that was stopped, or is damaged.
  fs.rmSync(path, { recursive: true, force: true })
  makeFolder(fs, path)
  for (const [name, bytes] of files) writeNew(fs, join(path, name), bytes)
  syncFolder(fs, path)
  writeAtomically(fs, join(folder, CURRENT), manifest)
  removeOthers(fs, folder, generation)
}

/**
 * Reads the files that count, and compares them with their manifest.
 *
 * @returns `undefined` if there are none
 * @throws {UnavailableError} `unavailable.data-folder` if they are damaged
 */
export function readFileSet(fs: FilePort, folder: string): FileSet | undefined {
  for (let attempt = 1; ; attempt++) {
    const manifest = readWhole(fs, join(folder, CURRENT), MAX_MANIFEST_BYTES)
    if (!manifest) return undefined
    const files = readFiles(fs, join(folder, digestOf(manifest)), manifest)
    if (files) return files
    if (attempt < READ_ATTEMPTS) continue
    throw new UnavailableError('unavailable.data-folder', 'files of the data folder are damaged')
  }
}

function isWhole(fs: FilePort, folder: string): boolean {
  try {
    return readFileSet(fs, folder) !== undefined
  } catch (error) {
    if (error instanceof UnavailableError) return false
    throw error
  }
}

function readFiles(fs: FilePort, folder: string, manifest: Bytes): FileSet | undefined {
  const entries = readManifest(manifest)
  if (!entries) return undefined
  const files = new Map<string, Bytes>()
  for (const { name, size, digest } of entries) {
    const bytes = readOne(fs, join(folder, name), size)
    if (bytes?.length !== size || digestOf(bytes) !== digest) return undefined
    files.set(name, bytes)
  }
  return files
}

function readOne(fs: FilePort, path: string, size: number): Bytes | undefined {
  try {
    return readWhole(fs, path, size)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function writeManifest(files: FileSet): Bytes {
  const lines = [...files]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, bytes]) => `${digestOf(bytes)} ${bytes.length} ${name}\n`)
  return new TextEncoder().encode(lines.join(''))
}

/** @returns `undefined` if it has another form */
function readManifest(manifest: Bytes): readonly Entry[] | undefined {
  const lines = new TextDecoder().decode(manifest).split('\n')
  if (lines.pop() !== '') return undefined
  const entries = lines.flatMap((line) => {
    const [, digest = '', size = '', name = ''] = LINE.exec(line) ?? []
    return digest === '' ? [] : [{ digest, size: Number(size), name }]
  })
  if (entries.length !== lines.length) return undefined
  try {
    requireFileNames(entries.map(({ name }) => name))
  } catch {
    return undefined
  }
  const total = entries.reduce((sum, { size }) => sum + size, 0)
  return total <= MAX_BYTES ? entries : undefined
}

function generationOf(manifest: Bytes | undefined): string | undefined {
  return manifest && digestOf(manifest)
}

/** What earlier sets have left; it counts for nothing. */
function removeOthers(fs: FilePort, folder: string, generation: string): void {
  for (const name of fs.readdirSync(folder)) {
    if (name === CURRENT || name === generation) continue
    try {
      fs.rmSync(join(folder, name), { recursive: true, force: true })
    } catch (error) {
      // On Windows a file that somebody reads stays until the next time.
      if (!['EBUSY', 'EPERM', 'ENOTEMPTY'].includes(codeOf(error))) throw error
    }
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
