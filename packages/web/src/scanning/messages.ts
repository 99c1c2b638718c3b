/**
 * What page and worker say to each other.
 *
 * @module
 */

export type ToScanWorker =
  | { readonly kind: 'start'; readonly wasm: ArrayBuffer }
  | { readonly kind: 'frame'; readonly image: ImageData }

export interface FromScanWorker {
  readonly texts: readonly string[]
}
