/**
 * Where the page's files are.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import { fs } from '../builtins.ts'

/** @throws {UsageError} `usage.file-missing` if the page was not built */
export function findPage(): URL {
  const folder = new URL('./dist/', import.meta.resolve('@pratique/web/package.json'))
  if (fs.existsSync(new URL('index.html', folder))) return folder
  throw new UsageError('usage.file-missing', 'the page was not built: run "npm run build"')
}
