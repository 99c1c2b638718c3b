/**
 * Fonts as they are given to us, and the one that is worth adding.
 *
 * @module
 */

/** A font to print with, TrueType or OpenType. */
export interface FontFiles {
  readonly regular: Uint8Array
  /** Default: `regular`. */
  readonly bold?: Uint8Array
}

/** Adds Chinese, if it is installed; 90 MB, so it is nobody's dependency. */
export const CHINESE_PACKAGE = '@expo-google-fonts/noto-sans-sc'
