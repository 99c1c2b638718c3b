/**
 * Sizes and words of a revocation batch (dgc-gateway, RevocationBatchDto, BatchEntryDto).
 *
 * @module
 */

/** In place of a `kid`: the batch is about every key of its country. */
export const ANY_KEY = 'UNKNOWN_KID'

/** The first 64 bits of a certificate's digest (hcert_spec §A.1). */
export const KEY_ID_BYTES = 8
/** The first 128 bits of a hash. */
export const HASH_BYTES = 16

export const MAX_ENTRIES = 1_000
