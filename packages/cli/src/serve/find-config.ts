/**
 * Where the configuration of a server is.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import { fs } from '../builtins.ts'

/** What it is called, where nobody says otherwise. */
const NAME = 'pratique.config.json'

/**
 * The file that was named, or the one in this folder; none where the environment names the roles: then it has to do.
 *
 * @throws {UsageError} `usage.config` if nothing says what to serve
 */
export function findConfig(named: string | undefined): string | undefined {
  if (named !== undefined) return named
  if (fs.existsSync(NAME)) return NAME
  if (process.env['PRATIQUE_ROLES'] !== undefined) return undefined
  throw new UsageError(
    'usage.config',
    `there is no ${NAME} in this folder: name the configuration with --config (docs/guide/server.md), or serve ` +
      'the page alone with "pratique serve --web"',
  )
}
