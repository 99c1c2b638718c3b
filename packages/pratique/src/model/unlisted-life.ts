/**
 * How long a copy for one showing lives.
 *
 * @module
 */

/** What lives no longer has no token: it expires instead of being revoked (DESIGN §9). */
export const MAX_UNLISTED_DAYS = 14
