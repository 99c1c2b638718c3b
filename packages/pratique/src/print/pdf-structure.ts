/**
 * The objects of a PDF beside its streams: pages, fonts, and the structure that screen readers follow.
 *
 * Nothing here names a person: no author, no date, no identifier of the file.
 *
 * @module
 */

import { FIRST_GLYPH, GLYPHS, toNumber } from './pdf-symbol.ts'
import type { Template } from './pdf-template.ts'

/** Objects that every document has, by number. */
export const SHARED = {
  catalog: 1,
  pages: 2,
  info: 3,
  regular: 4,
  bold: 5,
  tree: 6,
  document: 7,
  modules: 8,
} as const

/** The streams that draw the letters of symbols have the numbers from here on. */
export const FIRST_OF_GLYPHS = 9

/** The first number that a page may have. */
export const FIRST_OF_PAGES: number = FIRST_OF_GLYPHS + GLYPHS.length

/** Names of letters that stand for spaces, all different (Adobe Glyph List Specification §2). */
const GLYPH_NAMES = ['space', 'uni0020', 'u0020', 'uni00A0']

/** An object without its number. */
export interface NumberedObject {
  readonly number: number
  readonly text: string
}

/** A page in a document, with the numbers of its objects. */
export interface NumberedPage {
  readonly template: Template
  readonly page: number
  readonly content: number
  readonly section: number
  /** Its structure elements have the numbers from here on. */
  readonly firstElement: number
}

/** What a document says of itself. */
export interface DocumentWords {
  readonly language: string
  readonly title: string
  readonly symbolText: string
}

/** Lists what the document has once. */
export function sharedObjects(
  pages: readonly NumberedPage[],
  { language, title }: DocumentWords,
): readonly NumberedObject[] {
  const { catalog, info, regular, bold, tree, document } = SHARED
  const kids = pages.map(({ page }) => `${page} 0 R`).join(' ')
  const sections = pages.map(({ section }) => `${section} 0 R`).join(' ')
  const parents = pages.map((page, i) => `${i}[${parentsOf(page)}]`).join('')
  const viewer = '<</DisplayDocTitle true/PrintScaling/None>>'
  return [
    {
      number: catalog,
      text: `<</Type/Catalog/Pages ${SHARED.pages} 0 R/Lang(${language})/MarkInfo<</Marked true>>/StructTreeRoot ${tree} 0 R/ViewerPreferences${viewer}>>`,
    },
    { number: SHARED.pages, text: `<</Type/Pages/Count ${pages.length}/Kids[${kids}]>>` },
    { number: info, text: `<</Title${toTextString(title)}/Producer(Pratique)>>` },
    { number: regular, text: fontOf('Helvetica') },
    { number: bold, text: fontOf('Helvetica-Bold') },
    {
      number: tree,
      text: `<</Type/StructTreeRoot/K ${document} 0 R/ParentTree<</Nums[${parents}]>>/ParentTreeNextKey ${pages.length}>>`,
    },
    { number: document, text: `<</S/Document/P ${tree} 0 R/K[${sections}]>>` },
    { number: SHARED.modules, text: fontOfModules() },
  ]
}

/** Lists the objects of one page. */
export function pageObjects(
  { template, page, content, section, firstElement }: NumberedPage,
  index: number,
  { symbolText }: DocumentWords,
): readonly NumberedObject[] {
  const { width, height, trimBox, elements } = template
  const { pages, regular, bold, modules, document } = SHARED
  const box = `/MediaBox[0 0 ${toNumber(width)} ${toNumber(height)}]/TrimBox[${trimBox.map((edge) => toNumber(edge)).join(' ')}]`
  const fonts = `/Resources<</Font<</F ${regular} 0 R/B ${bold} 0 R/Q ${modules} 0 R>>>>`
  const kids = elements.map((_, i) => `${firstElement + i} 0 R`).join(' ')
  return [
    {
      number: page,
      text: `<</Type/Page/Parent ${pages} 0 R${box}${fonts}/Contents ${content} 0 R/StructParents ${index}/Tabs/S>>`,
    },
    { number: section, text: `<</S/Sect/P ${document} 0 R/K[${kids}]>>` },
    ...elements.map(({ role }, i) => {
      const alt = role === 'Figure' ? `/Alt${toTextString(symbolText)}` : ''
      return {
        number: firstElement + i,
        text: `<</S/${role}/P ${section} 0 R/Pg ${page} 0 R/K ${i}${alt}>>`,
      }
    }),
  ]
}

/** The element of each marked content of a page, by number (ISO 32000-1 §14.7.4.4). */
function parentsOf({ template, firstElement }: NumberedPage): string {
  return template.elements.map((_, i) => `${firstElement + i} 0 R`).join(' ')
}

function fontOf(name: string): string {
  return `<</Type/Font/Subtype/Type1/BaseFont/${name}/Encoding/WinAnsiEncoding>>`
}

/** The font of symbols (ISO 32000-1 §9.6.5). Who takes text from a page finds spaces. */
function fontOfModules(): string {
  const last = GLYPHS.length - 1
  const widths = GLYPHS.map(() => '1').join(' ')
  const names = GLYPH_NAMES.map((name) => `/${name}`).join('')
  const glyphs = GLYPH_NAMES.map((name, i) => `/${name} ${FIRST_OF_GLYPHS + i} 0 R`).join('')
  const codes = `/FirstChar ${FIRST_GLYPH}/LastChar ${FIRST_GLYPH + last}/Encoding<</Differences[${FIRST_GLYPH}${names}]>>`
  return `<</Type/Font/Subtype/Type3/FontBBox[0 0 1 2]/FontMatrix[1 0 0 1 0 0]${codes}/Widths[${widths}]/CharProcs<<${glyphs}>>/Resources<<>>>>`
}

/** A text string: in PDFDocEncoding where that is Latin-1, else in UTF-16BE (ISO 32000-1 §7.9.2.2). */
function toTextString(text: string): string {
  if (!/^[ -~\u00a1-\u00ac\u00ae-\u00ff]*$/.test(text)) return `<FEFF${toHex(text, 4)}>`
  return `(${text.replace(/[()\\]/g, '\\$&')})`
}

function toHex(text: string, digits: number): string {
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))
  return units.map((unit) => unit.toString(16).padStart(digits, '0')).join('')
}
