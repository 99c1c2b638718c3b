import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { EMPTY, stated, VACCINATION } from '../../test/made-certificates.ts'
import { makeQr, makeText, VERSION_19_CHARACTERS } from '../../test/made-printed-symbols.ts'
import { UsageError } from '../errors.ts'
import { describePage, type PageRequest } from './describe-page.ts'
import {
  createTemplateWriter,
  type TemplateWriter,
  type TemplateWriterOptions,
} from './pdf-document.ts'
import { SHEET_SIZES } from './sheet.ts'
import { type PaperPage, toPaperPages } from './sheets.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) / 10 }
const SYMBOL = makeQr(makeText(300))
const PERSONAL = ['Musterfrau', 'Gabriele', '1998', 'P1234567', 'AB-12', '37512422923', 'COVID']

function pageOf(more: Partial<PageRequest> = {}, symbols = [SYMBOL]): PaperPage {
  const request = {
    certificate: VACCINATION,
    format: 'eu-dcc',
    language: 'en',
    references: true,
    ...more,
  } as const
  return { page: describePage(request), symbols }
}

function write(pages: readonly PaperPage[], more: Partial<TemplateWriterOptions> = {}) {
  return writeBy(createTemplateWriter({ size: 'a4', ...more }), pages)
}

function writeBy(writer: TemplateWriter, pages: readonly PaperPage[]) {
  const written = writer.write(pages)
  assert.ok(written)
  return written.bytes
}

interface FileObject {
  readonly offset: number
  readonly dictionary: string
  /** Decompressed. */
  readonly content: string
}

/** All objects outside of object streams, by number, found without the cross-references. */
function readObjects(bytes: Uint8Array): ReadonlyMap<number, FileObject> {
  const file = Buffer.from(bytes).toString('latin1')
  const found = file.matchAll(/(?<=\n)(\d+) 0 obj(<<.*?\/Length (\d+).*?>>)stream\n/gs)
  return new Map(
    [...found].map((match) => {
      const [head, number, dictionary = '', length] = match
      const start = match.index + head.length
      const stored = Buffer.from(file.slice(start, start + Number(length)), 'latin1')
      assert.equal(file.slice(start + stored.length).startsWith('\nendstream endobj\n'), true)
      const content = dictionary.includes('FlateDecode') ? inflateSync(stored) : stored
      return [
        Number(number),
        { offset: match.index, dictionary, content: content.toString('latin1') },
      ]
    }),
  )
}

/** The objects in object streams, by number. */
function readCompressed(objects: ReadonlyMap<number, FileObject>): ReadonlyMap<number, string> {
  const entries = [...objects.values()]
    .filter(({ dictionary }) => dictionary.includes('/ObjStm'))
    .flatMap(({ dictionary, content }) => {
      const first = Number(/\/First (\d+)/.exec(dictionary)?.[1])
      const numbers = content.slice(0, first).trim().split(' ').map(Number)
      return numbers.flatMap((number, i): [number, string][] => {
        if (i % 2 === 1) return []
        const end = numbers[i + 3]
        const from = first + (numbers[i + 1] ?? 0)
        return [[number, content.slice(from, end === undefined ? undefined : first + end).trim()]]
      })
    })
  return new Map(entries)
}

describe('a page of Latin text', () => {
  it('takes at most 4 kB, up to version 19', () => {
    const symbols = [makeQr(makeText(VERSION_19_CHARACTERS))]
    assert.equal(symbols[0]?.size, 93)
    for (const size of SHEET_SIZES) {
      for (const language of ['en', 'fr', 'es'] as const) {
        const { length } = write([pageOf({ language }, symbols)], { size })
        assert.ok(length <= 4096, `${size} ${language}: ${length} bytes`)
      }
    }
  })

  it('gives the same bytes each time, whatever was written before', () => {
    for (const size of SHEET_SIZES) {
      const writer = createTemplateWriter({ size })
      const first = writeBy(writer, [pageOf()])
      writer.write([pageOf({ certificate: EMPTY }), pageOf({ language: 'fr' })])
      assert.deepEqual(writeBy(writer, [pageOf()]), first)
      assert.deepEqual(write([pageOf()], { size }), first)
    }
  })

  it('names nobody outside of what is shown on it', () => {
    for (const pages of [[pageOf()], [pageOf(), pageOf({ language: 'es' }), pageOf()]]) {
      const objects = readObjects(write(pages))
      let bodies = 0
      for (const { dictionary, content } of objects.values()) {
        const isBody = content.startsWith('/Artifact') && content.includes('/Figure')
        bodies += Number(isBody)
        for (const word of isBody ? [] : PERSONAL) {
          assert.equal(`${dictionary}${content}`.includes(word), false, word)
        }
      }
      assert.equal(bodies, pages.length)
    }
  })

  it('states no author, no date, no identifier of the file', () => {
    const bytes = write([pageOf()])
    const all = [
      Buffer.from(bytes).toString('latin1'),
      ...readCompressed(readObjects(bytes)).values(),
    ]
    for (const text of all)
      assert.doesNotMatch(text, /\/(Author|CreationDate|ModDate|ID|Subject)\b/)
    assert.ok(all.some((text) => text.includes('/Title(Certificate of vaccination)')))
  })

  it('shows every value, in the order of the rows', () => {
    const page = pageOf()
    const bodies = [...readObjects(write([page])).values()].filter(({ content }) =>
      content.includes('/Figure'),
    )
    const strings = [...(bodies[0]?.content ?? '').matchAll(/\(((?:\\.|[^\\)])*)\)Tj/g)].map(
      ([, text = '']) => text.replace(/\\(.)/g, '$1'),
    )
    const values = page.page.rows.map(({ value }) => value)
    assert.deepEqual(
      strings.filter((text) => values.includes(text)),
      values,
    )
  })

  it('shows any value that its fonts have, whole', () => {
    const windows1252 = new TextDecoder('windows-1252')
    const letters = Array.from({ length: 224 }, (_, i) => windows1252.decode(Uint8Array.of(i + 32)))
    const shown = letters.filter((letter) => !/[\p{Cc}\s]/u.test(letter))
    const value = fc.string({ unit: fc.constantFrom(...shown), minLength: 1, maxLength: 90 })
    const writer = createTemplateWriter({ size: 'a4' })
    const check = (family: string) => {
      const page = pageOf({
        certificate: { ...EMPTY, holder: { name: { family: stated(family) } } },
      })
      const bodies = [...readObjects(writeBy(writer, [page])).values()].filter(({ content }) =>
        content.includes('/Figure'),
      )
      const [row = ''] = /\/P<<\/MCID 1>>BDC .*?\)Tj\nEMC\n/s.exec(bodies[0]?.content ?? '') ?? []
      const [, ...lines] = row.matchAll(/Td\(((?:\\.|[^\\)])*)\)Tj/gs)
      const bytes = lines.map(([, text = '']) => text.replace(/\\(.)/gs, '$1')).join('')
      assert.equal(windows1252.decode(Buffer.from(bytes, 'latin1')), family)
    }
    fc.assert(fc.property(value, check), RUNS)
  })

  it('draws the modules as they are, whatever their number', () => {
    for (const size of [1, 2, 3, 4, 21, 40, 93, 105, 177]) {
      const modules = Uint8Array.from({ length: size * size }, (_, i) => (i * i * 7 + (i >> 3)) & 1)
      for (const symbol of size === 21 ? [SYMBOL, { size, modules }] : [{ size, modules }]) {
        assert.deepEqual(readSymbols(write([pageOf({}, [symbol])])), [Array.from(symbol.modules)])
      }
    }
  })

  it('draws two symbols', () => {
    const symbols = [SYMBOL, makeQr(makeText(100))]
    assert.deepEqual(
      readSymbols(write([pageOf({}, symbols)])),
      symbols.map(({ modules }) => Array.from(modules)),
    )
  })

  /** The modules that each letter draws: their rectangles reach over their edges by less than a half. */
  function readGlyphs(objects: ReadonlyMap<number, FileObject>): ReadonlyMap<string, number[]> {
    const font = [...readCompressed(objects).values()].find((text) => text.includes('/Type3')) ?? ''
    const names = /\/Differences\[48((?:\/\w+)+)\]/.exec(font)?.[1]?.slice(1).split('/') ?? []
    const glyphs = names.map((name, i): [string, number[]] => {
      const number = Number(new RegExp(`/${name} (\\d+) 0 R`).exec(font)?.[1])
      const box = /([\d.]+) ([\d.]+) ([\d.]+) re f$/.exec(objects.get(number)?.content ?? '')
      const edges = box?.slice(1).map((edge) => Math.round(Number(edge))) ?? []
      const [bottom = 0, width = 0, height = 0] = edges
      assert.ok(box === null || width === 1)
      const isDark = (y: number) => Number(bottom <= y && y < bottom + height)
      return [String(i), [isDark(1), isDark(0)]]
    })
    return new Map(glyphs)
  }

  function readSymbols(document: Uint8Array): readonly (readonly number[])[] {
    const objects = readObjects(document)
    const glyphs = readGlyphs(objects)
    const body = [...objects.values()].find(({ content }) => content.includes('/Figure'))?.content
    const figures = (body ?? '').matchAll(/\/Figure<<\/MCID \d+>>BDC BT[^(]*Td\((.*?)\)' ET EMC/gs)
    return [...figures].map(([, text = '']) => {
      const lines = text.split(")'(")
      const size = lines[0]?.length ?? 0
      assert.ok(lines.every(({ length }) => length === size))
      const rows = lines.flatMap((line) =>
        [0, 1].map((row) => [...line].map((letter) => glyphs.get(letter)?.[row] ?? 0)),
      )
      for (const below of rows.splice(size)) assert.ok(below.every((module) => module === 0))
      return rows.flat()
    })
  }
})

describe('a document', () => {
  const pages = [pageOf(), pageOf({ certificate: EMPTY }), pageOf({ language: 'fr' }), pageOf()]

  it('finds every object where its cross-references say', () => {
    const { birthDate, documentNumber } = VACCINATION.holder
    const name = { family: stated('A'), given: stated('(Bé)') }
    const holder = {
      name,
      ...(birthDate && { birthDate }),
      ...(documentNumber && { documentNumber }),
    }
    const large = { size: 801, modules: new Uint8Array(801 * 801).fill(1) }
    const writer = createTemplateWriter({ size: 'a4' })
    for (const each of [
      [pageOf()],
      // By what was made for the one before: its values have other lengths, so its parts other offsets.
      [pageOf({ certificate: { ...VACCINATION, holder } })],
      // Its offsets are too large for two bytes.
      [pageOf({}, [large])],
      [pageOf({}, [large])],
      pages,
      Array.from({ length: 401 }, () => pageOf()),
    ]) {
      const bytes = writeBy(writer, each)
      const objects = readObjects(bytes)
      const compressed = readCompressed(objects)
      const tail = /startxref\n(\d+)\n%%EOF\n$/.exec(Buffer.from(bytes).toString('latin1'))
      const table = [...objects.values()].find(({ offset }) => offset === Number(tail?.[1]))
      const widths = /\/W\[1 (\d) (\d)\]/.exec(table?.dictionary ?? '')
      const [second, third] = [Number(widths?.[1]), Number(widths?.[2])]
      const content = Buffer.from(table?.content ?? '', 'latin1')
      const size = Number(/\/Size (\d+)/.exec(table?.dictionary ?? '')?.[1])
      assert.equal(content.length, size * (1 + second + third))
      for (let number = 1; number < size; number++) {
        const at = number * (1 + second + third)
        const field = content.readUIntBE(at + 1, second)
        if (content[at] === 1) assert.equal(objects.get(number)?.offset, field)
        else assert.ok(compressed.has(number) && objects.has(field), `object ${number}`)
      }
    }
  })

  it('has each marked content once, and in the structure', () => {
    const compressed = readCompressed(readObjects(write(pages)))
    const objects = readObjects(write(pages))
    const texts = [...compressed.values()]
    const paper = texts.filter((text) => text.startsWith('<</Type/Page/'))
    assert.equal(paper.length, pages.length)
    for (const page of paper) {
      const contents = /\/Contents (\d+) 0 R/.exec(page)?.slice(1).map(Number) ?? []
      const marked = contents.flatMap((number) =>
        [...(objects.get(number)?.content ?? '').matchAll(/<<\/MCID (\d+)>>BDC/g)].map(([, id]) =>
          Number(id),
        ),
      )
      const own = [...compressed].find(([, text]) => text === page)?.[0]
      const structured = texts
        .filter((text) => text.includes(`/Pg ${own} 0 R`))
        .flatMap((text) => Number(/\/K (\d+)/.exec(text)?.[1]))
      const expected = Array.from({ length: marked.length }, (_, i) => i)
      assert.deepEqual(
        marked.toSorted((a, b) => a - b),
        expected,
      )
      assert.deepEqual(structured, expected)
    }
  })

  it('shares what pages have in common', () => {
    const one = write([pageOf()]).length
    const many = write(Array.from({ length: 50 }, () => pageOf())).length
    assert.ok(many < 50 * one * 0.85, `${many} bytes for 50 pages, ${one} for one`)
  })

  it('is refused without pages, and is none with letters that its fonts lack', () => {
    const polish = pageOf({
      certificate: { ...EMPTY, holder: { name: { full: stated('Łukasz') } } },
    })
    for (const each of [polish, pageOf({ language: 'ru' }), pageOf({ language: 'ar' })]) {
      assert.equal(createTemplateWriter({ size: 'a4' }).write([pageOf(), each]), undefined)
    }
    assert.throws(
      () => write([]),
      (error) => error instanceof UsageError && error.code === 'usage.argument',
    )
  })
})

describe('symbols', () => {
  const [one, two, three] = [1, 2, 3].map((seed) => makeQr(makeText(200, seed)))

  it('of a certificate in chunks stand two on a sheet and one on a card', () => {
    assert.ok(one && two && three)
    const { page } = pageOf()
    const certificate = { page, symbols: [one, two, three] }
    const sheets = toPaperPages(certificate, 'a4')
    assert.deepEqual(
      sheets.map(({ symbols, part }) => [symbols.length, part]),
      [
        [2, { first: 1, count: 3 }],
        [1, { first: 3, count: 3 }],
      ],
    )
    assert.equal(toPaperPages(certificate, 'id-1').length, 3)
    const contents = [...readObjects(write(sheets)).values()].map(({ content }) => content)
    assert.ok(
      contents.some((content) => content.includes('(Code 1, 2 of 3: all of them are needed)')),
    )
  })

  it('are there, and squares', () => {
    const { page } = pageOf()
    for (const symbols of [
      [],
      [{ size: 0, modules: new Uint8Array() }],
      [{ size: 3, modules: new Uint8Array(8) }],
    ]) {
      assert.throws(
        () => toPaperPages({ page, symbols }, 'a4'),
        (error) => error instanceof UsageError && error.code === 'usage.argument',
      )
    }
  })
})
