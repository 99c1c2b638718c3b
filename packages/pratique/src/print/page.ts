/**
 * What stands on a printed certificate, as data: no sizes, no fonts.
 *
 * @module
 */

import type { PrintLabel, PrintLanguage } from '../messages/print.ts'

/** Which way a text runs (Unicode UAX #9). */
export type Direction = 'ltr' | 'rtl'

/** One thing that the certificate states. */
export interface PrintedRow {
  readonly name: PrintLabel
  readonly label: string
  /** Without control characters; a character that cannot be shown stands as U+FFFD. */
  readonly value: string
  /** Of the value; the label runs as the page does. */
  readonly direction: Direction
}

/** A page in one language. */
export interface PrintedPage {
  readonly language: PrintLanguage
  readonly direction: Direction
  readonly title: string
  /** The most important first: where room is short, the last are left out. */
  readonly rows: readonly PrintedRow[]
  /** What the code is and what to do with it, a sentence or two each. */
  readonly steps: readonly string[]
  /** What the symbol is, for who cannot see it. It names nobody. */
  readonly symbolText: string
  /** `{first}` and `{count}` are filled in where there are several symbols. */
  readonly partText: string
  readonly foldText: string
  /** In place of `steps` on a card. */
  readonly cardText: string
}

/** A symbol to print; a `QrSymbol` is one. */
export interface PrintedSymbol {
  /** Modules a side, without quiet zone. */
  readonly size: number
  /** size × size, row by row; 1 is dark. */
  readonly modules: Uint8Array
  /** The same in bits as a `QrSymbol` has them: with them, `modules` are not asked for. */
  readonly rows?: Int32Array<ArrayBuffer>
}
