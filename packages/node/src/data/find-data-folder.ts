/**
 * Where data that is kept belongs, by the custom of the platform.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'

// Not imported, which takes longer than all else here: a verification starts with it.
const { posix, win32 } = process.getBuiltinModule('node:path')

/** What decides about it. */
export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  readonly workingFolder: string
}

/** Comes before the platform's. */
export const DATA_FOLDER_VARIABLE = 'PRATIQUE_DATA_DIR'

/** This process's own. */
export function readSurroundings(): Surroundings {
  const { platform, env } = process
  return { platform, env, home: findHome(platform, env), workingFolder: process.cwd() }
}

/** `homedir()`, which on POSIX is what HOME says; that module takes a while to load. */
function findHome(platform: NodeJS.Platform, env: Surroundings['env']): string {
  const home = platform === 'win32' ? undefined : env['HOME']
  return home || process.getBuiltinModule('node:os').homedir()
}

/**
 * Finds the folder: the one that is given, else of the variable, else the platform's.
 *
 * @throws {UsageError} `usage.data-folder` if the given one is empty, or there is no home
 */
export function findDataFolder(
  given?: string,
  { platform, env, home, workingFolder }: Surroundings = readSurroundings(),
): string {
  const { isAbsolute, join, resolve } = platform === 'win32' ? win32 : posix
  const named = given ?? (env[DATA_FOLDER_VARIABLE] || undefined)
  if (named !== undefined) {
    if (named !== '' && !named.includes('\0')) return resolve(workingFolder, named)
    throw new UsageError('usage.data-folder', 'the data folder that is given has no name')
  }
  const { variable, fallback } = customOf(platform)
  const customary = variable && env[variable]
  // A relative path is to be passed over (XDG Base Directory Specification).
  if (customary && isAbsolute(customary)) return join(customary, 'pratique')
  if (!isAbsolute(home)) {
    throw new UsageError('usage.data-folder', 'there is no home folder: name a data folder')
  }
  return join(home, ...fallback, 'pratique')
}

/** Where a platform's programs keep data: a variable that says so, and where it is without one. */
interface Custom {
  readonly variable?: string
  /** Below the home folder. */
  readonly fallback: readonly string[]
}

function customOf(platform: NodeJS.Platform): Custom {
  if (platform === 'win32') return { variable: 'LOCALAPPDATA', fallback: ['AppData', 'Local'] }
  if (platform === 'darwin') return { fallback: ['Library', 'Application Support'] }
  return { variable: 'XDG_DATA_HOME', fallback: ['.local', 'share'] }
}
