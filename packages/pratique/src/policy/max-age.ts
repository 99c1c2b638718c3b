/**
 * How long rules may be relied on.
 *
 * @module
 */

/** Days for which rules decide without anybody confirming them again. */
export const MAX_POLICY_AGE_DAYS = 90
