/**
 * What the reader of symbols fails with, to tell it from a camera that does.
 *
 * @module
 */

/** The reader could not be loaded, did not start, or broke. */
export class ReaderError extends Error {}
