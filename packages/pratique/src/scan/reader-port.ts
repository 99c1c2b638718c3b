/**
 * What the scanner asks of the program that finds symbols and corrects their errors.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import type { GrayFrame } from './frame.ts'

/** QR of model 2 (ISO/IEC 18004), Aztec (24778), Data Matrix of ECC 200 (16022). */
export type Symbology = 'qr' | 'aztec' | 'data-matrix'

/** Pixels from the top left of the frame. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** Of the symbol as it is read: one that lies upside down has its top left corner at the lower right. */
export interface Corners {
  readonly topLeft: Point
  readonly topRight: Point
  readonly bottomRight: Point
  readonly bottomLeft: Point
}

/** What one symbol says. */
export interface FoundSymbol {
  /** UTF-8 if the content is that, else Latin-1, unless the symbol itself names a character set. */
  readonly text: string
  /** The content as it is in the symbol. */
  readonly bytes: Bytes
  readonly symbology: Symbology
  readonly corners: Corners
}

/** How to look. A reader may do more than it is asked for, never less. */
export interface ReadRequest {
  readonly symbologies: readonly Symbology[]
  /** The threshold between dark and light: of the surroundings, of the whole frame, or 127. */
  readonly threshold: 'local' | 'global' | 'fixed'
  /** Whether to take time for symbols that lie askew. */
  readonly isThorough: boolean
  /** Whether to look for light symbols on dark ground as well. */
  readonly isInverted: boolean
  /** Look at the frame made smaller by this, too; 1 for not. */
  readonly reduction: 1 | 2 | 3
}

/**
 * Reads all symbols of a frame, at once or as a promise. The frame's pixels are lent: they change after
 * the answer. What it throws, the scan throws.
 */
export type SymbolReader = (
  frame: GrayFrame,
  request: ReadRequest,
) => readonly FoundSymbol[] | Promise<readonly FoundSymbol[]>
