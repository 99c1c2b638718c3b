/**
 * Values of CertLogic while it is evaluated.
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'

/** A date-time. It comes of `plusTime` and `dccDateOfBirth` alone, and no path leads into it. */
export class Instant {
  readonly #ms: number

  /** @param ms since the epoch; a number that is one */
  constructor(ms: number) {
    this.#ms = ms
  }

  get ms(): number {
    return this.#ms
  }
}

export type Value = JsonValue | Instant

/** Why an evaluation came to nothing. */
export type FaultKind =
  /** The expression has not the form of one. */
  | 'malformed'
  /** A value is not of the type that the operation takes; `null` above all: something is missing. */
  | 'operand'
  /** A text that should be a date or date-time is none. */
  | 'date'
  /** It is too deep, too large, or takes too long. */
  | 'limit'

/** Ends an evaluation. It never leaves this folder: whoever evaluates gets it as data. */
export class EvaluationError extends Error {
  readonly kind: FaultKind

  constructor(kind: FaultKind, message: string) {
    super(message)
    this.kind = kind
  }
}

/**
 * Tells truthy from falsy.
 *
 * Deviates from certlogic-js 1.2.2: a number with a fraction is neither, as the specification has it.
 *
 * @throws {EvaluationError} if it is neither: a date-time, or a number with a fraction
 */
export function isTruthy(value: Value): boolean {
  if (value === true) return true
  if (value === false || value === null) return false
  if (typeof value === 'string') return value !== ''
  if (typeof value === 'number' && Number.isInteger(value)) return value !== 0
  if (Array.isArray(value)) return value.length > 0
  if (typeof value === 'object' && !(value instanceof Instant)) {
    return !isEmpty(value)
  }
  throw new EvaluationError('operand', 'neither truthy nor falsy')
}

/** As `Object.keys`, without making them. */
function isEmpty(object: object): boolean {
  for (const name in object) {
    if (Object.hasOwn(object, name)) return false
  }
  return true
}
