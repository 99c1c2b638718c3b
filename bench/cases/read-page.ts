/**
 * What documents of one page show, read from their content: outside of all timing, so that nobody is fast by
 * leaving something out.
 *
 * @module
 */

import { inflateSync } from 'node:zlib'
import type { PrintedCertificate, PrintedSymbol } from 'pratique/print'

/** Two rows of modules stand in a line of our letters, the upper one higher. */
const ROWS_OF_LETTER = [2, 1]
const WINDOWS_1252 = new TextDecoder('windows-1252')

/** Whether a document of ours shows all words and modules of a certificate. */
export function isShown(document: Uint8Array, printed: PrintedCertificate): boolean {
  const content = readContents(document).find((each) => each.includes('/Figure')) ?? ''
  const strings = [...content.matchAll(/\(((?:\\.|[^\\)])*)\)Tj/gs)].map(([, text = '']) =>
    text.replace(/\\(?:(\d{3})|(.))/gs, (_, octal?: string, character = '') =>
      octal === undefined ? character : String.fromCharCode(Number.parseInt(octal, 8)),
    ),
  )
  const figures = [...content.matchAll(/Td\(([0-3](?:[^)]|\)'\()*)\)' ET/gs)]
  return (
    hasWords(strings.join(''), printed) &&
    figures.length === printed.symbols.length &&
    printed.symbols.every((symbol, at) => {
      return isSame(symbol, readLetters(figures[at]?.[1] ?? '', symbol.size))
    })
  )
}

function readLetters(figure: string, size: number): readonly number[] {
  const rows = figure
    .split(")'(")
    .flatMap((line) =>
      ROWS_OF_LETTER.map((bit) => [...line].map((letter) => Number((Number(letter) & bit) !== 0))),
    )
  return rows.slice(0, size).flat()
}

/** Whether a document of pdfkit shows the same, its symbol from a place on, a module so wide. */
export function isShownByPdfkit(
  document: Uint8Array,
  printed: PrintedCertificate,
  { left, top, side }: { readonly left: number; readonly top: number; readonly side: number },
): boolean {
  const [content = ''] = readContents(document)
  const texts = [...content.matchAll(/<([0-9a-f]+)>/g)].map(([, hex = '']) =>
    Buffer.from(hex, 'hex').toString('latin1'),
  )
  const [symbol] = printed.symbols
  if (!symbol || !hasWords(texts.join(''), printed)) return false
  const { size } = symbol
  const modules = new Array<number>(size * size).fill(0)
  for (const [, ...numbers] of content.matchAll(/^([\d.-]+) ([\d.-]+) ([\d.-]+) [\d.-]+ re$/gm)) {
    const [x = 0, y = 0, width = 0] = numbers.map(Number)
    const toModules = (length: number) => Math.round((length * size) / side)
    const start = toModules(y - top) * size + toModules(x - left)
    modules.fill(1, start, start + toModules(width))
  }
  return isSame(symbol, modules)
}

/** The streams that are compressed, as Latin letters. */
function readContents(document: Uint8Array): readonly string[] {
  const file = Buffer.from(document).toString('latin1')
  const heads = file.matchAll(/<<[^>]*?\/Length (\d+)[^>]*>>\s*stream\n/gs)
  return [...heads].flatMap(({ index, 0: head, 1: length }) => {
    if (!head.includes('/FlateDecode')) return []
    const start = index + head.length
    return [inflateSync(document.subarray(start, start + Number(length))).toString('latin1')]
  })
}

/** Whether all words of a page are among letters of windows-1252, wherever lines were broken. */
function hasWords(letters: string, { page }: PrintedCertificate): boolean {
  const text = bare(WINDOWS_1252.decode(Buffer.from(letters, 'latin1')))
  const words = [
    page.title,
    ...page.steps,
    ...page.rows.flatMap(({ label, value }) => [label, value]),
  ]
  return words.every((each) => text.includes(bare(each)))
}

function bare(text: string): string {
  return text.replace(/\s/g, '')
}

function isSame({ size, modules }: PrintedSymbol, drawn: readonly number[]): boolean {
  return drawn.length === size * size && drawn.every((module, at) => module === modules[at])
}
