/**
 * What may keep a printed code from being read, in words.
 *
 * @module
 */

import type { SymbolAdvice, SymbolWarning } from 'pratique/qr'

/** Says how a code is best printed, and what speaks against it even so. */
export function adviceInWords({ level, version, sideMm, warnings }: SymbolAdvice): string {
  const size = `QR version ${version}-${level}, best printed ${Math.ceil(sideMm)} mm wide or more`
  return [size, ...warnings.map((warning) => `Take care: ${warningInWords(warning)}`)].join('\n')
}

/** Says what a warning is about, without anything of the content. */
export function warningInWords(warning: SymbolWarning): string {
  switch (warning.kind) {
    case 'version':
      return `the code is dense, of version ${warning.version}: cheap scanners read up to ${warning.most}`
    case 'low-level':
      return `the code is of level ${warning.level}: dirt and folds make it unreadable`
    case 'fine-modules':
      return `its squares are ${millimetres(warning.moduleMm)} wide, of ${millimetres(warning.leastMm)} that printers need`
    case 'few-pixels':
      return `cheap cameras see ${warning.pixels.toFixed(1)} dots a square, of ${warning.least} that they need`
    case 'small':
      return `it is ${millimetres(warning.diagonalMm)} across, of ${millimetres(warning.leastMm)} at least`
    case 'large':
      return `it is ${millimetres(warning.diagonalMm)} across, of ${millimetres(warning.mostMm)} at most`
  }
}

function millimetres(length: number): string {
  return `${length.toFixed(2)} mm`
}
