/**
 * Building of values whose fields are read-only once they are built.
 *
 * @module
 */

/** The same with fields that can be set: for a value that is being put together. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] }
