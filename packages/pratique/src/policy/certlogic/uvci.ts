/**
 * Parts of a certificate's identifier, as `extractFromUVCI` counts them.
 *
 * @module
 */

const PREFIX = 'URN:UVCI:'

/**
 * Takes out a part of a UVCI: what stands between `/`, `#` and `:`, from 0, behind one prefix if it is
 * written in capitals. Nothing of the identifier is checked.
 *
 * @returns `null` if there is no such part
 */
export function extractFromUvci(uvci: string, index: number): string | null {
  const parts = (uvci.startsWith(PREFIX) ? uvci.slice(PREFIX.length) : uvci).split(/[/#:]/)
  return parts[index] ?? null
}
