/**
 * What somebody may be allowed to do, and for which sites.
 *
 * @module
 */

import { RequestError } from '../request-error.ts'

/** Every act that a key or a person can be given. */
export const ACTS = [
  'issue',
  'batch',
  'replace',
  'revoke',
  'revoke-mass',
  'read-audit',
  'manage-keys',
] as const

export type Act = (typeof ACTS)[number]

/** All sites, in a list of them. */
export const EVERY_SITE = '*'

/** A laboratory, a clinic, a desk: where an act is done, as the operator calls it. */
export const SITE: RegExp = /^[a-z0-9][a-z0-9-]{0,31}$/

/** Who asks. */
export interface Caller {
  /** An API key's id, or a person's name at the identity provider. */
  readonly id: string
  readonly acts: ReadonlySet<Act>
  readonly sites: ReadonlySet<string>
}

/** @throws {RequestError} `request.scope` unless the caller may do it there */
export function requireAct({ acts, sites }: Caller, act: Act, site?: string): void {
  const isOwnSite = site === undefined || sites.has(EVERY_SITE) || sites.has(site)
  if (!acts.has(act) || !isOwnSite) throw new RequestError('request.scope')
}

/**
 * The site of an act: the one that was named, or the only one that the caller has.
 *
 * @throws {RequestError} `request.body` if it has to be named
 */
export function chooseSite({ sites }: Caller, named: string | undefined): string {
  const [only] = sites
  if (named !== undefined) return named
  if (only !== undefined && sites.size === 1 && only !== EVERY_SITE) return only
  throw new RequestError('request.body', {
    faults: [{ path: 'site', words: 'the key is for several sites: name one of them' }],
  })
}
