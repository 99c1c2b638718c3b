/**
 * PDFs of codes, for tests.
 *
 * @module
 */

import { encodeQr } from 'pratique/qr'

/** A PDF of pages with codes, drawn module by module. Where its objects are, its reader finds out. */
export function writePdf(pages: readonly (readonly string[])[]): Buffer {
  const objects = pages.flatMap((codes, at) => {
    const content = codes.map((text) => drawModules(encodeQr(text))).join('\n')
    return [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${4 + 2 * at} 0 R>>`,
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
  return Buffer.from(`%PDF-1.4\n${body}trailer\n<</Size ${all.length + 1}/Root 1 0 R>>\n%%EOF\n`)
}

function drawModules({ size, modules }: ReturnType<typeof encodeQr>): string {
  const dark = [...modules].flatMap((module, at) => (module === 1 ? [at] : []))
  const squares = dark.map((at) => `${at % size} ${size - Math.floor(at / size)} 1 1 re`)
  return `2 0 0 2 150 300 cm\n${squares.join('\n')}\nf`
}
