/**
 * PDFs of codes, for tests.
 *
 * @module
 */

import { encodeQr } from 'pratique/qr'

interface PdfPlan {
  /** Degrees that each page is turned by when it is shown. */
  readonly rotate?: 0 | 90 | 180 | 270
  /** Opens with a password, which nobody knows. */
  readonly isLocked?: boolean
}

/** Where the first code of a page is, in points from the lower left, and how far below it is the next. */
const [LEFT, TOP, STEP] = [150, 600, 450]

const LOCK = `/Encrypt<</Filter/Standard/V 1/R 2/O<${'00'.repeat(32)}>/U<${'00'.repeat(32)}>/P -4>>`

/**
 * A PDF of pages with up to two codes each, one below the other, drawn module by module. Where its objects are,
 * its reader finds out.
 */
export function writePdf(
  pages: readonly (readonly string[])[],
  { rotate = 0, isLocked = false }: PdfPlan = {},
): Buffer {
  const objects = pages.flatMap((codes, at) => {
    const content = codes
      .map((text, index) => drawModules(encodeQr(text), TOP - index * STEP))
      .join('\n')
    return [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate ${rotate}/Contents ${4 + 2 * at} 0 R>>`,
      `<</Length ${content.length}>>\nstream\n${content}\nendstream`,
    ]
  })
  const kids = pages.map((_, at) => `${3 + 2 * at} 0 R`).join(' ')
  const all = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${kids}]/Count ${pages.length}>>`,
    ...objects,
  ]
  const body = all.map((object, at) => `${at + 1} 0 obj\n${object}\nendobj\n`).join('')
  const lock = isLocked ? `${LOCK}/ID[<00><00>]` : ''
  const trailer = `<</Size ${all.length + 1}/Root 1 0 R${lock}>>`
  return Buffer.from(`%PDF-1.4\n${body}trailer\n${trailer}\n%%EOF\n`)
}

function drawModules({ size, modules }: ReturnType<typeof encodeQr>, bottom: number): string {
  const dark = [...modules].flatMap((module, at) => (module === 1 ? [at] : []))
  const squares = dark.map((at) => `${at % size} ${size - Math.floor(at / size)} 1 1 re`)
  return `q 2 0 0 2 ${LEFT} ${bottom} cm\n${squares.join('\n')}\nf Q`
}
