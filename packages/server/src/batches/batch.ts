/**
 * What a batch is asked for by, and how far it is.
 *
 * @module
 */

import type { Purpose } from 'pratique/issue'
import type { FormatId } from 'pratique/verify'
import type { BatchPictures, BatchRow, RecipientJwk } from '../storage/tables.ts'

/** How all rows of a batch are issued, and whom the result is for. */
export interface BatchOptions {
  readonly site: string
  readonly format: FormatId
  readonly purpose: Purpose
  readonly pictures: BatchPictures
  readonly recipient: RecipientJwk
}

/** How far a batch is. */
export type BatchProgress = Pick<BatchRow, 'id' | 'state' | 'rows' | 'issued' | 'refused' | 'lost'>

/** Names of batches: 128 random bits in base64url. */
export const BATCH_ID: RegExp = /^[A-Za-z0-9_-]{22}$/

/** Some rows at work. */
export interface LeasedChunk {
  readonly batch: string
  readonly chunk: number
  /** Number of its first row in the batch, from 1. */
  readonly firstRow: number
  readonly rows: number
  readonly input: Uint8Array
  readonly lease: string
  /** Which try this is, from 1. */
  readonly attempts: number
  readonly options: BatchOptions
  readonly operator: string
  /** Of the batch. */
  readonly chunks: number
  readonly dayKey: string
  readonly wrappedKey: Uint8Array
}

/** What came of a chunk. */
export interface ChunkOutcome {
  /** Encrypted to the recipient; empty, if nothing can be. */
  readonly result: string
  readonly issued: number
  readonly refused: number
  /** Of those refused: not worked on, to be sent again. */
  readonly lost: number
}
