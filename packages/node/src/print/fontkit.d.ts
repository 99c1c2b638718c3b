/** What we use of fontkit, which brings no types. */
declare module 'fontkit' {
  /** OpenType features by tag, on or off; others are as the font and the script have them. */
  export type Features = Readonly<Record<string, boolean>>

  export interface GlyphRun {
    readonly advanceWidth: number
    /** In the order of the line; `codePoints` are those that a glyph stands for. */
    readonly glyphs: readonly { readonly id: number; readonly codePoints: readonly number[] }[]
  }

  export interface Font {
    readonly unitsPerEm: number
    hasGlyphForCodePoint(codePoint: number): boolean
    layout(text: string, features: Features): GlyphRun
  }

  export function create(bytes: Uint8Array): Font
}
