/**
 * Symbols on the pages of PDF files: of another writer, with pictures of the corpus, and hostile ones. What
 * `pratique issue --pdf` writes is read in packages/cli/test/issued-inputs.test.ts.
 */

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import PDFDocument from 'pdfkit'
import { UsageError } from 'pratique/errors'
import { readJpegHeader } from '../src/jpeg.ts'
import { wrapJpeg } from '../src/jpeg-page.ts'
import { openPdfFile, type PdfLimits } from '../src/pdf.ts'
import { compilePdfium } from '../src/pdfium.ts'
import { readSymbols } from '../src/pictures.ts'
import { scanJpegPixels } from '../src/scan-pdf.ts'
import { encodeJpeg } from './made-jpeg.ts'
import { drawSymbol, makeSymbol, toFramed, toGrayPng } from './made-symbol.ts'

const TEXT = 'HC1:6BFOXN%TS3DH0YOJ58S S-W5HDC *M0II5XHC9B5G2+$N IOP-IA%NFQGRJPC%OQHIZC4.OI'
const CORPUS = join(import.meta.dirname, '../../../../shared/corpus/hcert')
const LIMITS = { maxPages: 30, maxMemoryBytes: 500_000_000, timeoutMs: 30_000 }

/** The picture of a symbol, and how wide it is on the page, in points. */
interface Placed {
  readonly picture: Uint8Array
  readonly width: number
  readonly x?: number
  readonly y?: number
}

const A4 = [595, 842] as const
const A7 = [210, 298] as const

async function makePdf(
  pages: readonly (readonly Placed[])[],
  { size = A4, ...locked }: { size?: typeof A4 | typeof A7; userPassword?: string } = {},
): Promise<Uint8Array> {
  const document = new PDFDocument({
    ...{ autoFirstPage: false, compress: true, font: 'Helvetica' },
    ...locked,
  })
  const parts: Buffer[] = []
  document.on('data', (part: Buffer) => parts.push(part))
  const ended = new Promise<void>((resolve) => document.on('end', () => resolve()))
  for (const placed of pages) {
    document.addPage({ size, margin: 20 })
    document.text('Certificate of a test. Show this page, and the code on it, where you are asked.')
    for (const { picture, width, x = 100, y = 200 } of placed) {
      document.image(Buffer.from(picture), x, y, { width })
    }
  }
  document.end()
  await ended
  return Buffer.concat(parts)
}

async function drawCode(text: string, format?: Parameters<typeof makeSymbol>[1]) {
  return toGrayPng(drawSymbol(await makeSymbol(text, format)))
}

async function readTexts(bytes: Uint8Array): Promise<readonly string[]> {
  return (await readSymbols(bytes)).map(({ text }) => text)
}

/** A PDF of the objects given, from 1 on; readers build the table that is missing. */
function writePdf(...objects: readonly string[]): Uint8Array {
  const body = objects.map((object, at) => `${at + 1} 0 obj\n${object}\nendobj\n`).join('')
  return Buffer.from(`%PDF-1.4\n${body}trailer\n<</Size 9/Root 1 0 R>>\n%%EOF\n`, 'latin1')
}

const CATALOG = '<</Type/Catalog/Pages 2 0 R>>'
const PAGES = '<</Type/Pages/Kids[3 0 R]/Count 1>>'

describe('a PDF', () => {
  it('is read, of each kind of symbol', async () => {
    for (const format of ['QRCode', 'AztecCode', 'DataMatrix'] as const) {
      const pdf = await makePdf([[{ picture: await drawCode(TEXT, format), width: 90 }]])
      assert.deepEqual(await readTexts(pdf), [TEXT])
    }
  })

  it('gives all symbols, page by page, each once', async () => {
    const [first, second, third] = await Promise.all(
      ['one', 'two', 'three'].map((text) => drawCode(text)),
    )
    assert.ok(first && second && third)
    const pdf = await makePdf([
      [{ picture: second, width: 80, y: 500 }],
      [],
      [
        { picture: third, width: 80, x: 300 },
        { picture: second, width: 80, x: 300, y: 500 },
        { picture: first, width: 80, x: 100 },
      ],
    ])
    assert.deepEqual(await readTexts(pdf), ['two', 'one', 'three'])
  })

  it('is looked at in more detail where nothing is found', async () => {
    const text = TEXT.repeat(8)
    // Modules of a fifth of a millimetre: 1.4 pixels at first.
    const pdf = await makePdf([[{ picture: await drawCode(text), width: 62 }]])
    assert.deepEqual(await readTexts(pdf), [text])
  })

  it('may show nothing', async () => {
    assert.deepEqual(await readTexts(await makePdf([[], []])), [])
  })

  const skip = existsSync(CORPUS) ? false : '../shared/corpus/hcert is not here'
  it('may hold pictures of real certificates', { skip }, async (t) => {
    const lines = readFileSync(join(CORPUS, 'cases.jsonl'), 'utf8').trim().split('\n')
    const rows = lines.map((line) => JSON.parse(line)).filter((row) => row.image2d?.text)
    const byCountry = new Map(rows.map((row) => [row.country, row.image2d]))
    const chosen = [...byCountry.values()].slice(0, 6)
    const pages = chosen.map(({ file }) => [
      { picture: readFileSync(join(CORPUS, file)), width: 170 },
    ])
    const texts = await readTexts(await makePdf(pages))
    assert.deepEqual(
      texts,
      chosen.map(({ text }) => text),
    )
    t.diagnostic(`${chosen.length} pictures`)
  })

  it('is drawn by a PDFium that can reach nothing', async () => {
    const imports = WebAssembly.Module.imports(await compilePdfium())
    assert.ok(imports.length > 0)
    assert.deepEqual(
      imports.filter(({ name }) => /sock|fetch|http|connect|net/i.test(name)),
      [],
    )
  })
})

/** Draws the first page, and lets go of the thread whatever comes of it. */
async function drawFirst(pdf: Uint8Array, limits: PdfLimits, maxPixels: number): Promise<unknown> {
  const open = await openPdfFile(pdf, limits)
  try {
    return await open.draw({ index: 0, dotsPerInch: 72, maxPixels })
  } finally {
    await open.close()
  }
}

describe('a PDF is refused', () => {
  const isPictureError = { name: 'UsageError', code: 'usage.picture' }

  it('with a password', async () => {
    const pdf = await makePdf([[]], { userPassword: 'secret' })
    await assert.rejects(readSymbols(pdf), { ...isPictureError, message: /password/ })
  })

  it('with a page too many', async () => {
    const pages = (count: number) => makePdf(Array.from({ length: count }, () => []))
    await assert.rejects(readSymbols(await pages(31)), { ...isPictureError, message: /30 pages/ })
  })

  const damaged: Readonly<Record<string, Uint8Array>> = {
    'that is a beginning alone': Buffer.from('%PDF-1.7\n'),
    'that goes on as something else': Buffer.from(`%PDF-1.7\n${'lorem ipsum '.repeat(999)}`),
    'without pages': writePdf(CATALOG, '<</Type/Pages/Kids[]/Count 0>>'),
    'whose pages are their own parents': writePdf(CATALOG, '<</Type/Pages/Kids[2 0 R]/Count 1>>'),
    'that says it has more pages than numbers': writePdf(
      CATALOG,
      '<</Type/Pages/Kids[3 0 R]/Count 2147483647>>',
    ),
  }
  for (const [name, bytes] of Object.entries(damaged)) {
    it(name, () => assert.rejects(readSymbols(bytes), isPictureError))
  }

  it('that takes too long', async () => {
    // A form that draws another ten times, which draws another ten times, and so on.
    const form = (next: number) => {
      const drawing = '/F Do '.repeat(10)
      return `<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F ${next} 0 R>>>>/Length ${drawing.length}>>\nstream\n${drawing}\nendstream`
    }
    const leaf =
      '<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 9>>\nstream\n0 0 9 9 re\nendstream'
    const page =
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>'
    const content = '<</Length 6>>\nstream\n/F Do \nendstream'
    const forms = Array.from({ length: 14 }, (_, at) => form(at + 6))
    const pdf = writePdf(CATALOG, PAGES, page, content, ...forms, leaf)
    // Soon: in two seconds it may take too much memory as well.
    const drawn = drawFirst(pdf, { ...LIMITS, timeoutMs: 400 }, 1e6)
    await assert.rejects(drawn, { ...isPictureError, message: /within 0.4 seconds/ })
  })

  it('that takes more memory than it may', async () => {
    const side = 20_000
    const picture = `<</Type/XObject/Subtype/Image/Width ${side}/Height ${side}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/RunLengthDecode/Length 1>>\nstream\n\x80\nendstream`
    const page =
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9000 9000]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>'
    const content = '<</Length 26>>\nstream\n9000 0 0 9000 0 0 cm /F Do\nendstream'
    const pdf = writePdf(CATALOG, PAGES, page, content, picture)
    const drawn = drawFirst(pdf, { ...LIMITS, maxMemoryBytes: 40_000_000 }, 81e6)
    await assert.rejects(drawn, { ...isPictureError, message: /memory/ })
  })
})

describe('a page', () => {
  const sizes: Readonly<Record<string, string>> = {
    'of no size': '[0 0 0 0]',
    'of a hair': '[0 0 0.001 500]',
    'of a field': '[0 0 1e9 1e9]',
    'upside down': '[500 500 0 0]',
  }
  for (const [name, box] of Object.entries(sizes)) {
    it(`${name} is drawn within bounds, or refused`, async () => {
      const pdf = writePdf(CATALOG, PAGES, `<</Type/Page/Parent 2 0 R/MediaBox${box}>>`)
      const open = await openPdfFile(pdf, LIMITS)
      const drawn = open.draw({ index: 0, dotsPerInch: 240, maxPixels: 1_000_000 })
      const area = await drawn.then(
        ({ width, height, pixels }) => {
          assert.equal(pixels.length, width * height)
          return width * height
        },
        (error: unknown) => {
          assert.ok(error instanceof UsageError)
          return 0
        },
      )
      await open.close()
      assert.ok(area <= 1_000_000)
    })
  }
})

describe('any bytes in a PDF', () => {
  it('end in an answer', async () => {
    const placed = { picture: await drawCode(TEXT), width: 90, x: 20, y: 100 }
    const whole = await makePdf([[placed]], { size: A7 })
    const runs = Math.ceil(Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) / 160)
    const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) })
    const lengths = fc.oneof(fc.constant(whole.length), fc.nat(whole.length))
    const changes = fc.array(change, { minLength: 1, maxLength: 9 })
    await fc.assert(
      fc.asyncProperty(changes, lengths, async (changed, length) => {
        const bytes = Uint8Array.from(whole)
        for (const { at, byte } of changed) bytes[at] = byte
        const read = readSymbols(bytes.subarray(0, length))
        await read.catch((error: unknown) => assert.ok(error instanceof UsageError))
      }),
      { numRuns: runs },
    )
  })
})

describe('the pixels of a JPEG', async () => {
  const { size, at } = toFramed(await makeSymbol(TEXT))

  it('are those of the file', async () => {
    const baseline = encodeJpeg({ columns: size, rows: size, grayAt: at })
    const page = wrapJpeg(baseline, readJpegHeader(baseline))
    assert.ok(page)
    const open = await openPdfFile(page, LIMITS)
    const frame = await open.draw({ index: 0, dotsPerInch: 72, maxPixels: 1e7 })
    await open.close()
    assert.deepEqual([frame.width, frame.height], [size * 8, size * 8])
    const isRight = frame.pixels.every((level, place) => {
      const [x, y] = [place % frame.width, Math.floor(place / frame.width)]
      return Math.abs(level - at(x >> 3, y >> 3)) <= 2
    })
    assert.ok(isRight)
  })

  it('are looked through for symbols', async () => {
    for (const isProgressive of [false, true]) {
      const jpeg = encodeJpeg({ columns: size, rows: size, grayAt: at, isProgressive })
      const [symbol] = await scanJpegPixels(jpeg, readJpegHeader(jpeg))
      assert.equal(symbol?.text, TEXT)
    }
  })

  it('of four colours are not decoded', () => {
    const header = { width: 8, height: 8, components: 4, scans: 1, isProgressive: false }
    assert.equal(wrapJpeg(new Uint8Array(), header), undefined)
  })
})
