/**
 * Whose word is enough, as options say it.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import { type NetworkByName, TAKEN_BY_NAME, type TrustPolicy, toOfficialUse } from 'pratique/trust'

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
  return isOfficial ? toOfficialUse(networks) : undefined
}

function parseNetwork(name: string): NetworkByName {
  if (Object.hasOwn(TAKEN_BY_NAME, name)) return name as NetworkByName
  const names = Object.keys(TAKEN_BY_NAME).join(', ')
  throw new UsageError('usage.option', `--also takes one of ${names}`)
}
