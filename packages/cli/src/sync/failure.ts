/**
 * Why a source could not be refreshed: an answer like any other, so that it says what to do next.
 *
 * @module
 */

/**
 * `unreachable`, `timeout`, `truncated`, `status`: the way there. `redirect`, `type`, `too-large`: what
 * came is not what was asked for. `unverified`: it is not what its source signs. `older`, `replayed`,
 * `future`: it verifies, and its date says that it is not today's.
 */
export type FailureReason =
  | 'unreachable'
  | 'timeout'
  | 'truncated'
  | 'status'
  | 'redirect'
  | 'type'
  | 'too-large'
  | 'unverified'
  | 'older'
  | 'replayed'
  | 'future'

export interface Failure {
  readonly reason: FailureReason
  /** For people; no value but of public addresses and dates. */
  readonly words: string
  /** Whether it may be otherwise in a moment. */
  readonly mayPass: boolean
  /** How long the server wants to be left alone. */
  readonly retryAfterMs?: number
}

/** What went wrong, where an answer was expected. */
export interface Failed {
  readonly kind: 'failed'
  readonly failure: Failure
}

/** What does not pass by waiting. */
export function fail(reason: FailureReason, words: string): Failed {
  return { kind: 'failed', failure: { reason, words, mayPass: false } }
}

/** What may be otherwise in a moment. */
export function failForNow(reason: FailureReason, words: string, retryAfterMs?: number): Failed {
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs }
  return { kind: 'failed', failure: { reason, words, mayPass: true, ...wait } }
}
