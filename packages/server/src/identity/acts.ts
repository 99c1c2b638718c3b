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
  'approve',
  'manage-keys',
  'withdraw-key',
  'read-audit',
  'read-metrics',
] as const

export type Act = (typeof ACTS)[number]

/** What nobody gives a key alone: each of them can be turned against all that the authority has issued. */
export const STRONG_ACTS: readonly Act[] = ['revoke-mass', 'approve', 'manage-keys', 'withdraw-key']

/** What is of the whole authority: it takes a key for all sites. */
const ACTS_OF_ALL: readonly Act[] = ['read-audit', 'read-metrics']

/** All sites, in a list of them. */
export const EVERY_SITE = '*'

/** A laboratory, a clinic, a desk: where an act is done, as the operator calls it. */
export const SITE: RegExp = /^[a-z0-9][a-z0-9-]{0,31}$/

/** Who asks. */
export interface Caller {
  /** As the log of acts names them: an API key's id, or what the identity provider calls a person. */
  readonly id: string
  /** Who it is: the person, whoever has made the key, or the key itself. Two of one principal are one person. */
  readonly principal: string
  /** When its key is over, in seconds since the epoch; absent: a person. */
  readonly keyExpiresAt?: number
  readonly acts: ReadonlySet<Act>
  readonly sites: ReadonlySet<string>
}

/** @throws {RequestError} `request.scope` unless the caller may do it there; no site named: at any */
export function requireAct(caller: Caller, act: Act, site?: string): void {
  const where = ACTS_OF_ALL.includes(act) ? EVERY_SITE : site
  const isOwnSite = where === undefined || hasSites(caller, [where])
  if (!caller.acts.has(act) || !isOwnSite) throw new RequestError('request.scope')
}

/** Whether somebody is for all of some sites. */
export function hasSites({ sites }: Pick<Caller, 'sites'>, asked: readonly string[]): boolean {
  return sites.has(EVERY_SITE) || asked.every((site) => sites.has(site))
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
