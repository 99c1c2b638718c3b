/**
 * Keys that were denied on this machine. They outrank every list, and stay.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import type { DataFolder } from '@pratique/node/data-folder'
import { readDenial, type SignedDenial } from 'pratique/bundle'
import { UnavailableError } from 'pratique/errors'
import type { Bytes } from 'pratique/verify'

/** In the data folder. */
export const DENIALS_FOLDER = 'denied'

/**
 * Reads the denials. One that cannot be read is an error: without it a denied key would be good again.
 *
 * @throws {UnavailableError} `unavailable.data-folder`
 */
export function readDenials(folder: DataFolder): readonly SignedDenial[] {
  const files = folder.readFiles(DENIALS_FOLDER)
  return [...(files?.values() ?? [])].map((bytes) => {
    try {
      return readDenial(bytes)
    } catch (cause) {
      throw new UnavailableError('unavailable.data-folder', 'a denied key cannot be read', {
        cause,
      })
    }
  })
}

/** Adds a denial to those that are there. Only under the lock. */
export function addDenial(folder: DataFolder, bytes: Bytes): void {
  const files = new Map(folder.readFiles(DENIALS_FOLDER) ?? [])
  files.set(`${createHash('sha256').update(bytes).digest('hex')}.cbor`, bytes)
  folder.replaceFiles(DENIALS_FOLDER, files)
}
