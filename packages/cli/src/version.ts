/**
 * The program's version.
 *
 * @module
 */

import { fs } from './builtins.ts'

/** Reads it from the manifest of the package. */
export function readVersion(): string {
  const manifest: unknown = JSON.parse(
    fs.readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  )
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) {
    return String(manifest.version)
  }
  throw new Error('unreachable: package.json has a version')
}
