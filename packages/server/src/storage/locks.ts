/**
 * Turns among processes over one database: advisory locks of PostgreSQL, by class and number.
 *
 * @module
 */

/** Of lists: a list's own number, or one below zero for what they have in common. */
export const LIST_LOCKS = 0x70726174
