/**
 * Where the configuration of a server is.
 *
 * @module
 */

import { fs } from '../builtins.ts'

/** What it is called, where nobody says otherwise. */
const NAME = 'pratique.config.json'

/** The file that was named, or the one in this folder; none where there is none: then the environment has to do. */
export function findConfig(named: string | undefined): string | undefined {
  return named ?? (fs.existsSync(NAME) ? NAME : undefined)
}
