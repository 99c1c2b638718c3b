/**
 * Prints certificates: Latin text by the fast writer, all else with embedded fonts.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import {
  createTemplateWriter,
  type PaperPage,
  type PrintedCertificate,
  type PrintedPage,
  type PrintedRow,
  type PrintLabel,
  type SheetSize,
  toPaperPages,
} from 'pratique/print'
import type { Bytes } from 'pratique/verify'
import { CHINESE_PACKAGE, type FontFiles } from './font-files.ts'
import { type FontSet, hasLetters } from './font-set.ts'

/** How certificates are printed. */
export interface PrintOptions {
  readonly size: SheetSize
  /** One document of all certificates, or one of each. */
  readonly documents: 'one' | 'each'
  /** Asked after those that come with us, in this order. */
  readonly fonts?: readonly FontFiles[]
}

/** What a certificate states and is not on its paper; its code has it. */
export interface Omission {
  /** Which of the certificates, from 0. */
  readonly certificate: number
  readonly row: PrintLabel
  /** `no-font`: none has the letters of the name. `no-room`: the paper is too small. */
  readonly reason: 'no-font' | 'no-room'
}

/** The documents, and what is not in them. */
export interface Printed {
  readonly documents: readonly Bytes[]
  readonly omissions: readonly Omission[]
}

const HAN = /[\p{sc=Hani}\u3000-\u303f\uff00-\uffef]/u

/** Names in a script of their own: the Latin form stands beside them. */
const OWN_NAMES: readonly PrintLabel[] = ['ownName', 'ownNameBeside']

/**
 * Prints certificates as PDF. The same certificates give the same bytes.
 *
 * @throws {UsageError} `usage.argument` if there is no certificate, a symbol is missing, or a text other
 *   than a name in its own script has letters that no font has.
 */
export type Printer = (certificates: readonly PrintedCertificate[]) => Promise<Printed>

/**
 * Makes a printer, which knows the layouts that it has printed: one for all certificates is fastest. It keeps no
 * value of any.
 */
export function createPrinter(options: PrintOptions): Printer {
  const print = createGroupPrinter(options)
  return async (certificates) => {
    if (certificates.length === 0) {
      throw new UsageError('usage.argument', 'expected one certificate or more to print')
    }
    const groups =
      options.documents === 'each' ? certificates.map((each) => [each]) : [certificates]
    const documents: Bytes[] = []
    const omissions: Omission[] = []
    let first = 0
    for (const group of groups) {
      const printed = await print(group)
      documents.push(...printed.documents)
      for (const omission of printed.omissions) {
        omissions.push({ ...omission, certificate: first + omission.certificate })
      }
      first += group.length
    }
    return { documents, omissions }
  }
}

/** A page of paper, and the number of its certificate. */
interface Numbered {
  readonly paper: PaperPage
  readonly certificate: number
}

/** Prints a document. */
function createGroupPrinter({ size, fonts = [] }: PrintOptions): Printer {
  const writer = createTemplateWriter({ size })
  return async (group) => {
    const pages = toNumberedPages(group, size)
    const written = writer.write(pages.map(({ paper }) => paper))
    if (!written) return writeShaped(group, size, fonts)
    return { documents: [written.bytes], omissions: toOmissionsOf(pages, written.omitted) }
  }
}

/** Loads what few certificates need: the fonts, and the writer that embeds them. */
async function writeShaped(
  group: readonly PrintedCertificate[],
  size: SheetSize,
  files: readonly FontFiles[],
): Promise<Printed> {
  const [{ loadFonts }, { writeShapedPages }] = await Promise.all([
    import('./fonts.ts'),
    import('./pdfkit-writer.ts'),
  ])
  const fonts = await loadFonts(files)
  const left = group.map(({ page }) => namesWithoutFont(page, fonts))
  const shown = group.map(({ page, symbols }, i) => ({
    page: { ...page, rows: page.rows.filter((row) => !left[i]?.includes(row)) },
    symbols,
  }))
  for (const { page } of shown) requireFonts(page, fonts)
  const pages = toNumberedPages(shown, size)
  const { bytes, omitted } = await writeShapedPages(
    pages.map(({ paper }) => paper),
    size,
    fonts,
  )
  return {
    documents: [bytes],
    omissions: [
      ...left.flatMap((rows, i) => toOmissions(rows, i, 'no-font')),
      ...toOmissionsOf(pages, omitted),
    ],
  }
}

/** Each certificate's pages, with its number. */
function toNumberedPages(
  group: readonly PrintedCertificate[],
  size: SheetSize,
): readonly Numbered[] {
  return group.flatMap((each, certificate) =>
    toPaperPages(each, size).map((paper) => ({ paper, certificate })),
  )
}

/** What there is no room for: all pages of a certificate state the same. */
function toOmissionsOf(
  pages: readonly Numbered[],
  omitted: readonly (readonly PrintedRow[])[],
): readonly Omission[] {
  return pages.flatMap(({ paper: { part }, certificate }, i) =>
    part === undefined || part.first === 1
      ? toOmissions(omitted[i] ?? [], certificate, 'no-room')
      : [],
  )
}

function toOmissions(
  rows: readonly PrintedRow[],
  certificate: number,
  reason: Omission['reason'],
): readonly Omission[] {
  return rows.map(({ name }) => ({ certificate, row: name, reason }))
}

function namesWithoutFont({ rows }: PrintedPage, fonts: FontSet): readonly PrintedRow[] {
  return rows.filter(({ name, value }) => OWN_NAMES.includes(name) && !hasLetters(value, fonts))
}

function requireFonts({ rows, title, steps, ...page }: PrintedPage, fonts: FontSet): void {
  const texts = [title, ...steps, page.partText, page.foldText, page.cardText]
  for (const text of [...rows.flatMap(({ label, value }) => [label, value]), ...texts]) {
    if (hasLetters(text, fonts)) continue
    const remedy = HAN.test(text) ? `install the package ${CHINESE_PACKAGE}, or pass` : 'pass'
    throw new UsageError('usage.argument', `no font has all letters of a text: ${remedy} a font`)
  }
}
