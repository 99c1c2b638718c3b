/**
 * Signing in, by the configuration.
 *
 * @module
 */

import type { Config } from '../config/config.ts'
import { readSecretFile } from '../signing/open-key.ts'
import { createSignIn, type SignIn } from './sign-in.ts'

/**
 * Opens it.
 *
 * @param callback the path that the provider sends people back to
 * @throws {UsageError} `usage.key-file`, `usage.file-unreadable`
 */
export function openSignIn(
  { clientSecretFile, origin, ...oidc }: NonNullable<Config['oidc']>,
  callback: string,
  now: () => number,
): SignIn {
  const clientSecret = readSecretFile(clientSecretFile)
  return createSignIn({ ...oidc, clientSecret, redirectUri: `${origin}${callback}`, now })
}
