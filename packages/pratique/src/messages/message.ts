/**
 * What every code is told with, in any language.
 *
 * @module
 */

/** A code in words. Says what was found, never anything that a certificate states. */
export interface Message {
  /** One short line for a clerk or officer, without full stop. */
  readonly title: string
  /** What was found, and what that does not mean. */
  readonly meaning: string
  /** What to do next. */
  readonly action: string
  /** The clause of the standard, where there is one. */
  readonly clause?: string
}
