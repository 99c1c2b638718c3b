/**
 * Exit codes beside those of the verdicts (DESIGN §4).
 *
 * @module
 */

/** Wrong usage: an input that could not be read outweighs every verdict, so that none is lost. */
export const WRONG_USAGE = 2

/** What was looked for is there: a fault, a difference. Only where no certificate is judged. */
export const DIFFERENCES = 1

/** An error that nobody expected. */
export const BUG = 70

/** A list is missing or too old: what a verification that needs it would say, too. */
export const LISTS_TOO_OLD = 20
