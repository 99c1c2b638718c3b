/**
 * The destinations of a policy.
 *
 * @module
 */

import { toIso } from '../../model/territories.ts'
import type { OwnPolicy } from './policy.ts'

/** Tells whether a policy has anything to say of a destination. */
export function isDestination(
  { destinations }: Pick<OwnPolicy, 'destinations'>,
  destination: string,
): boolean {
  return destinations === '*' || destinations.some((each) => toIso(each) === toIso(destination))
}
