/**
 * Whose word is enough: the evidence that a key must have, network by network (DESIGN §8).
 *
 * @module
 */

import type { Framework } from '../model/format.ts'
import { EVIDENCE_LEVELS, type Evidence, type TrustRecord } from './record.ts'

/**
 * The least evidence that a key's record must have, by framework; `undefined` for a network that is not
 * taken at all. Keys with less leave the signer in doubt, and never make a certificate false.
 */
export type TrustPolicy = Readonly<Record<Framework, Evidence | undefined>>

/** Whatever somebody vouches for, if only the user who brought the file. */
export const PERSONAL_USE: TrustPolicy = /* @__PURE__ */ requireEvidence('local')

/**
 * For offices: only keys of countries that the WHO's trust anchor stands above. Whoever wants more
 * names it: `{ ...OFFICIAL_USE, 'smart-health-card': 'directory' }`.
 */
export const OFFICIAL_USE: TrustPolicy = {
  hcert: 'anchored',
  'smart-health-card': undefined,
  'vds-nc': undefined,
  divoc: undefined,
  'nz-pass': undefined,
}

/** The networks that an office can take by name. */
export type NetworkByName = Exclude<Framework, 'hcert'>

/** What a key of them must have then. */
export const TAKEN_BY_NAME: Readonly<Record<NetworkByName, Evidence>> = {
  'smart-health-card': 'directory',
  'vds-nc': 'listed',
  divoc: 'local',
  'nz-pass': 'directory',
}

/** The policy of an office that takes some networks by name. */
export function toOfficialUse(networks: readonly NetworkByName[]): TrustPolicy {
  const taken = networks.map((network) => [network, TAKEN_BY_NAME[network]])
  return { ...OFFICIAL_USE, ...Object.fromEntries(taken) }
}

/** Makes a policy that asks the same of every network. */
export function requireEvidence(evidence: Evidence): TrustPolicy {
  return {
    hcert: evidence,
    'smart-health-card': evidence,
    'vds-nc': evidence,
    divoc: evidence,
    'nz-pass': evidence,
  }
}

/** Tells whether what is known of a key is enough. */
export function hasEvidence(
  { framework, evidence }: Pick<TrustRecord, 'framework' | 'evidence'>,
  policy: TrustPolicy,
): boolean {
  const least = policy[framework]
  if (least === undefined) return false
  return EVIDENCE_LEVELS.indexOf(evidence) <= EVIDENCE_LEVELS.indexOf(least)
}
