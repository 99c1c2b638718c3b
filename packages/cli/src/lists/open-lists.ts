/**
 * The folder of an issuer's lists, as commands open it.
 *
 * @module
 */

import { type ListFolder, type ListStoreOptions, openListFolder } from '@pratique/node/list-store'
import { acceptsOpenFiles } from '../inputs/own-file.ts'

/** Opens a folder of lists. Its secret is held to the same permissions as files of keys. */
export function openLists(
  path: string,
  options: Pick<ListStoreOptions, 'afterRestore'> = {},
): ListFolder {
  return openListFolder(path, { ...options, acceptsOpenSecret: acceptsOpenFiles() })
}
