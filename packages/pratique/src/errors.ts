/**
 * What can go wrong, by who can put it right.
 *
 * @module
 */

import type { CheckCode, UnavailableCode, UsageCode } from './codes.ts'

/** The codes that bytes or text can be refused with. */
export type FormatCode = Extract<CheckCode, `format.${string}`>

/** How many frames V8 records when an error is made, as a member of `Error`; others do not know it. */
const TRACE_LIMIT = 'stackTraceLimit'

/** The base of every error that Pratique throws on purpose. Anything else that escapes is a bug. */
export class PratiqueError<Code extends string = string> extends Error {
  /** Stable and machine-readable: the same string in outcomes, HTTP problems, CLI output, docs. */
  readonly code: Code

  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
    this.code = code
  }
}

/**
 * The bytes or text are not what the standard prescribes: ask for another certificate.
 *
 * It has no stack. It is thrown for texts that anybody may send, it is caught in one place, and its
 * message says where; taking a trace would cost more than all the rest of refusing a text.
 */
export class FormatError extends PratiqueError<FormatCode> {
  constructor(code: FormatCode, message: string, options?: ErrorOptions) {
    const limit: unknown = Reflect.get(Error, TRACE_LIMIT)
    // Not by assignment: where `Error` is frozen, that would throw, and this does nothing.
    Reflect.set(Error, TRACE_LIMIT, 0)
    try {
      super(code, message, options)
    } finally {
      if (limit !== undefined) Reflect.set(Error, TRACE_LIMIT, limit)
    }
  }
}

/** The caller broke the contract of the API or the configuration is wrong: fix the call. */
export class UsageError extends PratiqueError<UsageCode> {}

/** Something needed is out of reach (an algorithm, a key store, a file): get it, try again. */
export class UnavailableError extends PratiqueError<UnavailableCode> {}
