/**
 * Whose word is enough, as options say it.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import { OFFICIAL_USE, type TrustPolicy } from 'pratique/trust'

/** What a network is taken at, when an office takes it by name. */
const ALSO = {
  'smart-health-card': 'directory',
  'vds-nc': 'listed',
  divoc: 'local',
  'nz-pass': 'directory',
} as const

/**
 * Makes the policy of `--official` and `--also`.
 *
 * @returns `undefined` without `--official`: then what somebody vouches for is enough
 * @throws {UsageError} `usage.option`
 */
export function parsePolicy(isOfficial: boolean, also: readonly string[]): TrustPolicy | undefined {
  const networks = also.map(parseNetwork)
  if (!isOfficial && networks.length > 0) {
    throw new UsageError('usage.option', '--also has no effect without --official')
  }
  if (!isOfficial) return undefined
  const taken = Object.fromEntries(networks.map((network) => [network, ALSO[network]]))
  return { ...OFFICIAL_USE, ...taken }
}

function parseNetwork(name: string): keyof typeof ALSO {
  if (Object.hasOwn(ALSO, name)) return name as keyof typeof ALSO
  throw new UsageError('usage.option', `--also takes one of ${Object.keys(ALSO).join(', ')}`)
}
