/**
 * A certificate that is held back: whole and on the disk, and not on record, until something else has
 * happened. A folder holds one at most.
 *
 * @module
 */

import { join } from 'node:path'
import { readWhole, removeIfThere, syncFolder, writeAtomically } from '../data/atomic-file.ts'
import type { FilePort } from '../data/file-port.ts'
import { type JobEntry, readUnnumbered } from './record.ts'

/** A certificate without its number, which it gets on record. */
export type HeldEntry = Omit<JobEntry, 'number'>

/** Where it lies. */
export const HELD = 'held-back'

/** Many times what the chunks of a card take. */
const MAX_BYTES = 1024 * 1024

/**
 * Reads what is held back.
 *
 * @returns `undefined` if nothing is, `'damaged'` if it is none
 */
export function readHeld(fs: FilePort, folder: string): HeldEntry | 'damaged' | undefined {
  try {
    const bytes = readWhole(fs, join(folder, HELD), MAX_BYTES)
    return bytes && (readUnnumbered(new TextDecoder().decode(bytes)) ?? 'damaged')
  } catch (error) {
    if (error instanceof RangeError) return 'damaged'
    throw error
  }
}

/** Writes it, all through to the disk. */
export function writeHeld(fs: FilePort, folder: string, entry: HeldEntry): void {
  writeAtomically(fs, join(folder, HELD), new TextEncoder().encode(JSON.stringify(entry)))
}

export function removeHeld(fs: FilePort, folder: string): void {
  removeIfThere(fs, join(folder, HELD))
  syncFolder(fs, folder)
}
