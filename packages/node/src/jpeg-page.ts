/**
 * A PDF whose only page is a JPEG, pixel by point, so that what draws pages decodes it.
 *
 * @module
 */

import type { JpegHeader } from './jpeg.ts'

/** The colour spaces of one and of three components (ISO 32000-1 §8.6.4). */
const COLOURS: ReadonlyMap<number, string> = new Map([
  [1, '/DeviceGray'],
  [3, '/DeviceRGB'],
])

const UTF8 = new TextEncoder()

/** Wraps a JPEG; undefined if its colours are of another kind than gray or YCbCr. */
export function wrapJpeg(
  jpeg: Uint8Array,
  { width, height, components }: JpegHeader,
): Uint8Array | undefined {
  const colours = COLOURS.get(components)
  if (colours === undefined) return undefined
  const drawing = `${width} 0 0 ${height} 0 0 cm /P Do`
  const kind = `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}`
  const coding = `/ColorSpace${colours}/BitsPerComponent 8/Filter/DCTDecode`
  return writeObjects([
    [UTF8.encode('<</Type/Catalog/Pages 2 0 R>>')],
    [UTF8.encode('<</Type/Pages/Kids[3 0 R]/Count 1>>')],
    [
      UTF8.encode(
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]/Contents 4 0 R` +
          '/Resources<</XObject<</P 5 0 R>>>>>>',
      ),
    ],
    toStream('', UTF8.encode(drawing)),
    toStream(kind + coding, jpeg),
  ])
}

function toStream(entries: string, content: Uint8Array): readonly Uint8Array[] {
  const head = UTF8.encode(`<<${entries}/Length ${content.length}>>\nstream\n`)
  return [head, content, UTF8.encode('\nendstream')]
}

/** Objects from 1 on, their table and the trailer (§7.5). */
function writeObjects(objects: readonly (readonly Uint8Array[])[]): Uint8Array {
  const parts: Uint8Array[] = [UTF8.encode('%PDF-1.4\n')]
  const length = () => parts.reduce((sum, part) => sum + part.length, 0)
  const places = objects.map((object, at) => {
    const place = length()
    parts.push(UTF8.encode(`${at + 1} 0 obj\n`), ...object, UTF8.encode('\nendobj\n'))
    return `${String(place).padStart(10, '0')} 00000 n \n`
  })
  const count = objects.length + 1
  const table = `xref\n0 ${count}\n0000000000 65535 f \n${places.join('')}`
  const trailer = `trailer\n<</Size ${count}/Root 1 0 R>>\nstartxref\n${length()}\n%%EOF\n`
  return Buffer.concat([...parts, UTF8.encode(table + trailer)])
}
