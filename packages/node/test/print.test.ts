import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { UsageError } from 'pratique/errors'
import {
  describePage,
  type PageRequest,
  type PrintedCertificate,
  SHEET_SIZES,
} from 'pratique/print'
import { stated, VACCINATION } from '../../pratique/test/made-certificates.ts'
import {
  makeQr,
  makeText,
  VERSION_19_CHARACTERS,
} from '../../pratique/test/made-printed-symbols.ts'
import {
  CHINESE_FONT,
  missingReaders,
  seePages,
  takeText,
  toPlain,
} from '../../pratique/test/paper.ts'
import { readSymbols } from '../src/pictures.ts'
import { CHINESE_PACKAGE, createPrinter, type PrintOptions } from '../src/print.ts'

const TEXTS = [360, 480, VERSION_19_CHARACTERS].map((length, i) => makeText(length, i + 1))
const isLong = process.env['PRATIQUE_LONG'] === '1'
const SYMBOLS = TEXTS.map((text) => makeQr(text))

const ARABIC = {
  ...VACCINATION,
  holder: {
    ...VACCINATION.holder,
    name: {
      family: stated('محمد علي'),
      given: stated('فاطمة'),
      familyTransliterated: stated('MUHAMMAD<ALI'),
      givenTransliterated: stated('FATIMA'),
    },
  },
}

function certificateOf(more: Partial<PageRequest> = {}, symbols = SYMBOLS.slice(0, 1)) {
  const request = {
    certificate: VACCINATION,
    format: 'eu-dcc',
    language: 'en',
    references: true,
    ...more,
  } as const
  return { page: describePage(request), symbols }
}

/** What both readers read on each page; they agree. */
async function readBack(document: Uint8Array): Promise<readonly (readonly string[])[]> {
  const read: string[][] = []
  for (const { picture, symbols } of seePages(document)) {
    const texts = (await readSymbols(picture)).map(({ text }) => text)
    assert.deepEqual(symbols.toSorted(), texts.toSorted())
    read.push(texts)
  }
  return read
}

async function printOne(
  certificate: PrintedCertificate,
  more: Partial<PrintOptions> = {},
): Promise<Uint8Array> {
  const options = { size: 'a4', documents: 'one', ...more } as const
  const { documents } = await createPrinter(options)([certificate])
  const [document, ...others] = documents
  assert.ok(document && others.length === 0)
  return document
}

function isNoFont(error: unknown): boolean {
  return error instanceof UsageError && error.code === 'usage.argument'
}

describe('printed pages', { skip: missingReaders }, () => {
  const texts = isLong ? TEXTS : [TEXTS[0], TEXTS[2]]

  for (const size of SHEET_SIZES) {
    it(`are read by zxing and zbar at 203 dpi: ${size}`, async () => {
      const each = texts.map((text) => certificateOf({}, [makeQr(text ?? '')]))
      const { documents } = await createPrinter({ size, documents: 'one' })(each)
      const [document = new Uint8Array()] = documents
      assert.deepEqual(
        await readBack(document),
        texts.map((text) => [text]),
      )
      assert.doesNotMatch(takeText(document), /[0-3]{9}/)
    })

    it(`are read with embedded fonts too: ${size}`, async () => {
      const certificate = certificateOf({ certificate: ARABIC, language: 'ar' }, SYMBOLS.slice(2))
      assert.deepEqual(await readBack(await printOne(certificate, { size })), [TEXTS.slice(2)])
    })
  }

  it('have all symbols of a certificate in chunks', async () => {
    const document = await printOne(certificateOf({}, SYMBOLS))
    assert.deepEqual(await readBack(document), [TEXTS.slice(0, 2), TEXTS.slice(2)])
    assert.match(takeText(document), /Code 1, 2 of 3/)
  })

  it('say every value, as text that can be taken from them', async () => {
    const certificate = certificateOf({ language: 'fr' })
    const text = takeText(await printOne(certificate, { size: 'letter' })).replace(/\s+/g, '')
    for (const { label, value } of certificate.page.rows) {
      for (const words of [label, value]) assert.ok(text.includes(words.replace(/\s/g, '')), words)
    }
  })

  it('say names in their own script, in the order of reading', async () => {
    const cases: readonly (readonly [more: Partial<PageRequest>, expected: string])[] = [
      [{ certificate: ARABIC, language: 'ar' }, 'محمد علي فاطمة'],
      [{ certificate: ARABIC, language: 'en' }, 'محمد علي فاطمة'],
      [{ ownName: 'क्षत्रिय हिन्दी' }, 'क्षत्रिय हिन्दी'],
      [{ ownName: 'Мустерфрау Γαβριέλα' }, 'Мустерфрау Γαβριέλα'],
    ]
    for (const [more, expected] of cases) {
      const text = takeText(await printOne(certificateOf(more)))
      assert.ok(text.includes(expected), expected)
    }
  })

  it('of Chinese need a font, which can be given', async () => {
    const fonts = [{ regular: readFileSync(CHINESE_FONT) }]
    const text = takeText(
      await printOne(certificateOf({ language: 'zh', ownName: '王小明' }), { fonts }),
    )
    for (const words of ['疫苗接种证书', '1998年2月26日', '王小明']) assert.ok(text.includes(words))
  })

  it('with embedded fonts name nobody outside of their content, and no date of making', async () => {
    const plain = toPlain(await printOne(certificateOf({ certificate: ARABIC, language: 'ar' })))
    assert.doesNotMatch(plain, /\/(Author|CreationDate|ModDate|Metadata|Subject)\b/)
    // Letters are numbers of glyphs in the content: what can be read stands elsewhere.
    const utf16 = (text: string) => Buffer.from(text, 'utf16le').swap16()
    for (const word of ['MUHAMMAD', 'FATIMA', 'محمد', '1998', 'P1234567']) {
      for (const bytes of [Buffer.from(word, 'utf8'), utf16(word)]) {
        assert.ok(!plain.includes(bytes.toString('latin1')), word)
        assert.ok(!plain.toLowerCase().includes(`<${bytes.toString('hex')}`), word)
      }
    }
  })
})

describe('a printer', () => {
  it('gives the same bytes each time', async () => {
    const print = createPrinter({ size: 'a4', documents: 'one' })
    for (const more of [{}, { certificate: ARABIC, language: 'ar' } as const]) {
      const first = await print([certificateOf(more)])
      assert.deepEqual(await print([certificateOf(more)]), first)
      const other = createPrinter({ size: 'a4', documents: 'one' })
      assert.deepEqual(await other([certificateOf(more)]), first)
    }
  })

  it('makes one document, or one of each', async () => {
    const certificates: readonly PrintedCertificate[] = [
      certificateOf(),
      certificateOf({ language: 'ru' }),
      certificateOf({ language: 'fr' }),
    ]
    const options = { size: 'id-1' } as const
    const one = await createPrinter({ ...options, documents: 'one' })(certificates)
    const each = await createPrinter({ ...options, documents: 'each' })(certificates)
    assert.deepEqual([one.documents.length, each.documents.length], [1, 3])
    // Only what needs fonts has them.
    assert.deepEqual(
      each.documents.map(({ length }) => length <= 4096),
      [true, false, true],
    )
    const told = ({ omissions }: typeof one) =>
      new Set(omissions.map(({ certificate }) => certificate))
    assert.deepEqual([told(one), told(each)], [new Set([0, 1, 2]), new Set([0, 1, 2])])
  })

  it('prints the Latin name alone where no font has the other, and says so', async () => {
    const print = createPrinter({ size: 'a4', documents: 'each' })
    const { documents, omissions } = await print([
      certificateOf(),
      certificateOf({ ownName: '王小明' }),
    ])
    assert.deepEqual(omissions, [{ certificate: 1, row: 'ownNameBeside', reason: 'no-font' }])
    assert.equal(documents.length, 2)
  })

  it('is refused without a certificate, and without a font for a language', async () => {
    const print = createPrinter({ size: 'a4', documents: 'one' })
    await assert.rejects(print([]), isNoFont)
    await assert.rejects(print([certificateOf({ language: 'zh' })]), (error) => {
      assert.ok(error instanceof Error)
      return isNoFont(error) && error.message.includes(CHINESE_PACKAGE)
    })
  })
})
