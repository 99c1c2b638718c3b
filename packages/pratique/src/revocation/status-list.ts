/**
 * Lists that name certificates by their place: where the list is, and an index in it.
 *
 * @module
 */

/** What a list says of a certificate. `other`: something that only its issuer knows the meaning of. */
export type CertificateStatus = 'valid' | 'revoked' | 'suspended' | 'other'

/** A list whose signature holds, or that the caller vouches for. */
export interface StatusList {
  /** What certificates name it by. */
  readonly uri: string
  /** Who publishes it, as the list says. Whose the keys are, the caller knows. */
  readonly issuer?: string
  /** How many certificates it has room for; it may have issued fewer. */
  readonly size: number
  /** Seconds since the epoch, as the list says. */
  readonly asOf?: number
  /** Not in force before; seconds since the epoch. */
  readonly validFrom?: number
  /** Not to be relied on from then on; seconds since the epoch. */
  readonly freshUntil?: number
  /** @returns `undefined` if the list does not reach so far */
  statusAt(index: number): CertificateStatus | undefined
}

/** The place that a certificate says it has. */
export interface StatusReference {
  readonly uri: string
  readonly index: number
}

/**
 * What follows for a certificate. Only `valid` says that it is not revoked. `other-list`: the
 * certificate names another one; `not-covered`: the list does not reach so far.
 */
export type StatusAnswer = CertificateStatus | 'other-list' | 'not-covered' | 'not-yet' | 'too-old'

export interface StatusClock {
  /** Seconds since the epoch. */
  readonly now: number
  /** How old a list may be, by its own date, whatever it says of itself. */
  readonly maxAgeSeconds?: number
}

/**
 * Looks a certificate up. That it is revoked counts however old the list is; that it is not, only while
 * the list may be relied on.
 */
export function findStatus(
  list: StatusList,
  { uri, index }: StatusReference,
  clock: StatusClock,
): StatusAnswer {
  // Simple string comparison (RFC 3986 §6.2.1).
  if (uri !== list.uri) return 'other-list'
  const status = list.statusAt(index)
  if (status === undefined) return 'not-covered'
  if (status !== 'valid') return status
  // Written so that a date that is no number is no date to rely on.
  if (list.validFrom !== undefined && !(clock.now >= list.validFrom)) return 'not-yet'
  return isFresh(list, clock) ? 'valid' : 'too-old'
}

function isFresh({ asOf, freshUntil }: StatusList, { now, maxAgeSeconds }: StatusClock): boolean {
  if (freshUntil !== undefined && !(now < freshUntil)) return false
  if (maxAgeSeconds === undefined) return true
  return asOf !== undefined && now - asOf <= maxAgeSeconds
}
