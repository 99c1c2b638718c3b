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

/** What the codes of errors begin with. */
const KINDS = ['format.', 'usage.', 'unavailable.'] as const

/** The base of every error that Pratique throws on purpose. Anything else that escapes is a bug. */
export class PratiqueError<Code extends string = string> extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return KINDS.some((beginning) => hasCode(value, beginning))
  }

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
  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasCode(value, 'format.')
  }

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
export class UsageError extends PratiqueError<UsageCode> {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasCode(value, 'usage.')
  }
}

/** Something needed is out of reach (an algorithm, a key store, a file): get it, try again. */
export class UnavailableError extends PratiqueError<UnavailableCode> {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasCode(value, 'unavailable.')
  }
}

/**
 * What `instanceof` asks: a program may hold the library twice, as a bundle beside the modules, and the
 * code tells what an error is, whichever copy threw it.
 */
function hasCode(value: unknown, beginning: (typeof KINDS)[number]): boolean {
  return (
    value instanceof Error &&
    'code' in value &&
    typeof value.code === 'string' &&
    value.code.startsWith(beginning)
  )
}
