/**
 * What compresses: the platform, or an encoder of ours, given by who calls.
 *
 * @module
 */

import type { Bytes } from './bytes.ts'

/** Compresses bytes into a raw DEFLATE stream (RFC 1951), at once or later. */
export type Compress = (bytes: Bytes) => Bytes | Promise<Bytes>
