/**
 * What page and worker say to each other.
 *
 * @module
 */

import type { GrayFrame } from 'pratique/qr/scan'
import type { SymbolInFrame } from './read-frame.ts'

export type ToScanWorker =
  | { readonly kind: 'start'; readonly wasm: ArrayBuffer }
  | { readonly kind: 'read'; readonly image: Pixels; readonly effort: Effort }

/** A picture of a canvas, or a gray one. */
export type Pixels = ImageData | GrayFrame

/** A frame has a successor in a moment; a picture from a file is all there is. */
export type Effort = 'frame' | 'picture'

export type FromScanWorker =
  | { readonly kind: 'read'; readonly symbols: readonly SymbolInFrame[] }
  /** The reader's memory is in no known state: it is to be started anew. */
  | { readonly kind: 'broken' }
