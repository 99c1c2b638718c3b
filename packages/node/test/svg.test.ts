/** SVG is read in the one form that the library writes, and in no other. */

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { UsageError } from 'pratique/errors'
import { encodeQr, LEVELS, type QrSymbol, QUIET_ZONE, toSvg } from 'pratique/qr'
import type { GrayFrame } from 'pratique/qr/scan'
import { isPicture } from '../src/picture-type.ts'
import { readSymbols } from '../src/pictures.ts'
import { decodeSvg } from '../src/svg.ts'

const UTF8 = new TextEncoder()
const RUNS = Math.ceil(Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) / 20)
const isPictureError = { name: 'UsageError', code: 'usage.picture' }

const decode = (svg: string): GrayFrame => decodeSvg(UTF8.encode(svg))

/** The middle of each module of a picture without its quiet zone. */
function modulesOf({ width, pixels }: GrayFrame, { size }: QrSymbol): Uint8Array {
  const scale = width / (size + 2 * QUIET_ZONE)
  const middle = (module: number): number => Math.floor((module + QUIET_ZONE + 0.5) * scale)
  return Uint8Array.from({ length: size * size }, (_, at) =>
    pixels[middle(Math.floor(at / size)) * width + middle(at % size)] === 0 ? 1 : 0,
  )
}

const symbol = encodeQr('HC1:6BF')
const svg = toSvg(symbol)
const [, firstMove = ''] = /d="(M\d+ \d+\.5h\d+)/.exec(svg) ?? []

describe('SVG of a symbol', () => {
  it('is the same modules again, of every version', () => {
    for (let version = 1; version <= 40; version++) {
      const drawn = encodeQr('HC1:6BF', { version, level: LEVELS[version % 4] ?? 'L' })
      const read = decode(
        toSvg(drawn, version % 2 ? {} : { title: 'É & <ü>', widthMm: 0.1 + version }),
      )
      assert.deepEqual(modulesOf(read, drawn), new Uint8Array(drawn.modules), `version ${version}`)
      const dark = read.pixels.filter((pixel) => pixel === 0).length
      const count = drawn.modules.reduce((sum: number, module) => sum + module, 0)
      assert.equal(dark, count * (read.width / (drawn.size + 2 * QUIET_ZONE)) ** 2)
    }
  })

  it('is read as its picture is', async () => {
    for (const text of ['HC1:6BF', `shc:/${'5676290952432060346029243740'.repeat(40)}`]) {
      const [read, ...others] = await readSymbols(UTF8.encode(`${toSvg(encodeQr(text))}\n`))
      assert.deepEqual([read?.text, read?.symbology, others], [text, 'qr', []])
    }
  })

  it('meets the bounds of the caller', async () => {
    const bytes = UTF8.encode(svg)
    const { width } = decodeSvg(bytes)
    assert.equal((await readSymbols(bytes, { maxPixels: width * width })).length, 1)
    await assert.rejects(readSymbols(bytes, { maxPixels: width * width - 1 }), isPictureError)
    await assert.rejects(readSymbols(bytes, { maxBytes: bytes.length - 1 }), {
      code: 'usage.file-too-large',
    })
  })
})

/** Each is told to be SVG, and refused. */
const REFUSED: Readonly<Record<string, string>> = {
  'no element': '<svg ',
  'half of it': svg.slice(0, svg.length / 2),
  'an XML declaration': `<?xml version="1.0"?>\n${svg}`,
  'a comment': `<!-- Generator -->${svg}`,
  'something behind it': `${svg}<svg/>`,
  'another size': svg.replaceAll('29', '21'),
  'a size of its own for the page': svg.replace('rect width="29"', 'rect width="28"'),
  'a larger symbol than there is': svg.replaceAll('29', '189'),
  'an unequal width': toSvg(symbol, { widthMm: 30 }).replace('height="30mm"', 'height="3mm"'),
  'an entity': svg.replace('<rect', '<!ENTITY a "b"><rect'),
  'a script': svg.replace('<rect', '<script/><rect'),
  'a colour of its own': svg.replace('#000', '#ddd'),
  'a run of nothing': svg.replace(/h\d+/, 'h0'),
  'a run beyond the page': svg.replace(/h\d+/, 'h99'),
  'a row beyond the page': svg.replace(firstMove, 'M4 29.5h1'),
  'a row twice': svg.replace(firstMove, firstMove + firstMove),
  'a row above': svg.replace('"/></svg>', 'M4 4.5h1"/></svg>'),
  'no row': svg.replace(/d="M\d+ \d+\.5/, 'd="m4 0'),
  'a step back': svg.replace('m1 0', 'm-1 0'),
  'another command': svg.replace(firstMove, `${firstMove}v1`),
  'more than any symbol takes': svg.replace('<path', `<title>${'a'.repeat(300_000)}</title><path`),
}

describe('SVG of another form', () => {
  for (const [name, text] of Object.entries(REFUSED)) {
    it(`is refused: ${name}`, async () => {
      assert.notEqual(text, svg)
      const bytes = UTF8.encode(text)
      assert.equal(isPicture(bytes), 'svg')
      await assert.rejects(readSymbols(bytes), isPictureError)
    })
  }

  it('is told from other texts', () => {
    const others = [
      '',
      '<',
      '<svgx>',
      'HC1:<svg>',
      '<html><svg></svg></html>',
      '<?xml version="1.0"?><a/>',
    ]
    for (const text of others) assert.equal(isPicture(UTF8.encode(text)), undefined, text)
  })

  it('is a picture or refused, whatever is changed', () => {
    const change = fc.record({
      at: fc.nat(svg.length - 1),
      by: fc.constantFrom('', '0', '9', 'M', 'm', 'h', ' ', '.5', '"', '<', '\u0000', 'é'),
    })
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        let text = svg
        for (const { at, by } of changes) text = text.slice(0, at) + by + text.slice(at + 1)
        try {
          const { width, height, pixels } = decode(text)
          assert.deepEqual([width, pixels.length], [height, width * height])
        } catch (error) {
          assert.ok(error instanceof UsageError)
        }
      }),
      { numRuns: RUNS },
    )
  })
})
