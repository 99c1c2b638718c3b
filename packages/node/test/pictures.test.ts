import assert from 'node:assert/strict'
import { after, describe, it, mock } from 'node:test'
import { readSymbols } from '../src/pictures.ts'
import { encodeJpeg } from './made-jpeg.ts'
import { encodePng } from './made-png.ts'
import {
  drawPage,
  drawSymbol,
  type Modules,
  makeSymbol,
  type Page,
  toFramed,
  toGrayPng,
} from './made-symbol.ts'

const TEXT = 'HC1:6BFOXN%TS3DH0YOJ58S S-W5HDC *M0II5XHC9B5G2+$N IOP-IA%NFQGRJPC%OQHIZC4.OI'

// Whatever is read here, the decoder's code comes from node_modules.
const fetch = mock.method(globalThis, 'fetch', () => Promise.reject(new Error('no network')))
after(() => assert.equal(fetch.mock.callCount(), 0))

async function readTexts(picture: Uint8Array): Promise<string[]> {
  return (await readSymbols(picture)).map((symbol) => symbol.text)
}

describe('what a symbol says', () => {
  it('is its text and its kind', async () => {
    for (const [format, symbology] of [
      ['QRCode', 'qr'],
      ['AztecCode', 'aztec'],
      ['DataMatrix', 'data-matrix'],
    ] as const) {
      const [symbol, ...others] = await readSymbols(
        toGrayPng(drawSymbol(await makeSymbol(TEXT, format))),
      )
      assert.deepEqual(others, [])
      assert.deepEqual(symbol, { text: TEXT, symbology, bytes: new TextEncoder().encode(TEXT) })
    }
  })

  it('is read from Aztec symbols of every size', async () => {
    for (let length = 1; length <= 1500; length = Math.ceil(length * 1.7)) {
      const text = `HC1:${'7K'.repeat(length)}`.slice(0, length)
      const page = drawSymbol(await makeSymbol(text, 'AztecCode'))
      assert.deepEqual(await readTexts(toGrayPng(page)), [text])
    }
  })

  it('is read from QR codes of every level and of many sizes', async () => {
    for (const level of ['L', 'M', 'Q', 'H']) {
      for (let length = 4; length <= 1700; length *= 5) {
        const text = `shc:/${'56'.repeat(length)}`.slice(0, length)
        const page = drawSymbol(await makeSymbol(text, 'QRCode', `ecLevel=${level}`))
        assert.deepEqual(await readTexts(toGrayPng(page)), [text])
      }
    }
  })

  it('is UTF-8 where it can be, else Latin-1, and its bytes are kept', async () => {
    const contents = [
      { bytes: new TextEncoder().encode('žluť ünïcode 漢字'), text: 'žluť ünïcode 漢字' },
      { bytes: Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 0x80, 0xff, 0x00), text: 'PK\x03\x04\x80ÿ\0' },
      { bytes: Uint8Array.of(0xef, 0xbb, 0xbf, 0x41), text: '\uFEFFA' },
    ]
    for (const { bytes, text } of contents) {
      const [symbol] = await readSymbols(toGrayPng(drawSymbol(await makeSymbol(bytes))))
      assert.deepEqual(symbol, { text, symbology: 'qr', bytes })
    }
  })

  it('needs no mark to be UTF-8', async () => {
    // The writer marks bytes as such (ECI 899), but not a text that is Latin-1.
    const disguised = Buffer.from('HC1:žluť').toString('latin1')
    const [symbol] = await readSymbols(toGrayPng(drawSymbol(await makeSymbol(disguised))))
    assert.equal(symbol?.text, 'HC1:žluť')
  })

  it('is in the character set that the symbol names (ECI)', async () => {
    const bytes = Uint8Array.of(0xbe, 0x6c, 0x75, 0xbb)
    const modules = await makeSymbol(bytes, 'QRCode', 'eci=ISO-8859-2')
    assert.deepEqual(await readTexts(toGrayPng(drawSymbol(modules))), ['žluť'])
  })
})

describe('several symbols', () => {
  it('come in reading order, though not quite in line', async () => {
    const texts = ['shc:/1/4/56', 'shc:/2/4/57', 'shc:/3/4/58', 'shc:/4/4/59']
    const [first, second, third, fourth] = await Promise.all(
      texts.map(async (text) => toFramed(await makeSymbol(text))),
    )
    assert.ok(first && second && third && fourth)
    const page = drawPage(400, 400, [
      { modules: fourth, x: 220, y: 215, scale: 5 },
      { modules: second, x: 210, y: 0, scale: 5 },
      { modules: third, x: 0, y: 230, scale: 5 },
      { modules: first, x: 0, y: 40, scale: 5 },
    ])
    assert.deepEqual(await readTexts(toGrayPng(page)), texts)
  })

  it('are given once each, and of both kinds', async () => {
    const qr = toFramed(await makeSymbol(TEXT))
    const aztec = toFramed(await makeSymbol(TEXT, 'AztecCode'))
    const page = drawPage(700, 240, [
      { modules: qr, x: 0, y: 0, scale: 4 },
      { modules: aztec, x: 240, y: 0, scale: 4 },
      { modules: qr, x: 450, y: 0, scale: 4 },
    ])
    const symbols = await readSymbols(toGrayPng(page))
    assert.deepEqual(
      symbols.map(({ text, symbology }) => ({ text, symbology })),
      [
        { text: TEXT, symbology: 'qr' },
        { text: TEXT, symbology: 'aztec' },
      ],
    )
  })
})

describe('a symbol beside one that is easier to read', () => {
  it('is not left out', async () => {
    const sharp = toFramed(await makeSymbol('HC1:SHARP'))
    const blurred = toFramed(await makeSymbol('HC1:BLURRED'))
    const page = drawPage(520, 260, [
      { modules: sharp, x: 0, y: 0, scale: 6 },
      { modules: blurred, x: 280, y: 20, scale: 4 },
    ])
    const grayAt = (x: number, y: number) => {
      if (x < 270) return page.grayAt(x, y)
      let sum = 0
      for (let at = 0; at < 49; at++) {
        const [right, down] = [x + (at % 7) - 3, y + Math.floor(at / 7) - 3]
        sum += down >= 0 && right < 520 && down < 260 ? page.grayAt(right, down) : 255
      }
      return Math.round(sum / 49)
    }
    assert.deepEqual(await readTexts(toGrayPng({ ...page, grayAt })), ['HC1:SHARP', 'HC1:BLURRED'])
  })
})

/** The mean over each pixel: what a camera or a careless resize makes of a small symbol. */
function drawSmall(modules: Modules, scale: number): Page {
  const side = Math.ceil(modules.size * scale)
  const parts = Array.from({ length: 8 }, (_, index) => (index + 0.5) / 8)
  const grayAt = (x: number, y: number) => {
    const samples = parts.flatMap((i) =>
      parts.map((j) => modules.at(Math.floor((x + i) / scale), Math.floor((y + j) / scale))),
    )
    return Math.round(samples.reduce((sum, sample) => sum + sample, 0) / samples.length)
  }
  return { width: side, height: side, grayAt }
}

describe('how a symbol lies', () => {
  const turned: Record<string, (page: Page) => Page> = {
    'a quarter round': (page) => ({
      ...page,
      grayAt: (x, y) => page.grayAt(y, page.width - 1 - x),
    }),
    'upside down': (page) => ({
      ...page,
      grayAt: (x, y) => page.grayAt(page.width - 1 - x, page.height - 1 - y),
    }),
    'light on dark': (page) => ({ ...page, grayAt: (x, y) => 255 - page.grayAt(x, y) }),
    faint: (page) => ({ ...page, grayAt: (x, y) => 200 + (page.grayAt(x, y) >> 3) }),
    'in the dark': (page) => ({ ...page, grayAt: (x, y) => page.grayAt(x, y) >> 3 }),
  }
  for (const [name, turn] of Object.entries(turned)) {
    it(`may be ${name}`, async () => {
      for (const format of ['QRCode', 'AztecCode'] as const) {
        const page = turn(drawSymbol(await makeSymbol(TEXT, format)))
        assert.deepEqual(await readTexts(toGrayPng(page)), [TEXT], format)
      }
    })
  }

  it('may fill the picture, at one pixel a module', async () => {
    const modules = await makeSymbol(TEXT)
    const page = drawPage(modules.size, modules.size, [{ modules, x: 0, y: 0, scale: 1 }])
    assert.deepEqual(await readTexts(toGrayPng(page)), [TEXT])
  })

  it('may have modules of little more than a pixel, off the grid', async () => {
    const text = TEXT.repeat(6)
    const modules = toFramed(await makeSymbol(text))
    for (const scale of [1.25, 1.35, 1.5]) {
      assert.deepEqual(await readTexts(toGrayPng(drawSmall(modules, scale))), [text], `${scale}`)
    }
  })

  it('may be under noise', async () => {
    const page = drawSymbol(await makeSymbol(TEXT.repeat(5)), 4)
    let state = 1
    const grayAt = (x: number, y: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      const noise = (state / 2 ** 32 - 0.5) * 170
      return Math.max(0, Math.min(255, Math.round(64 + page.grayAt(x, y) / 2 + noise)))
    }
    assert.deepEqual(await readTexts(toGrayPng({ ...page, grayAt })), [TEXT.repeat(5)])
  })
})

describe('PNG', () => {
  it('may have a transparent page of any colour', async () => {
    const { width, height, grayAt } = drawSymbol(await makeSymbol(TEXT))
    for (const hidden of [0, 128, 255]) {
      const rgba = encodePng({
        ...{ width, height, colourType: 6, depth: 8 },
        samplesAt: (x, y) => (grayAt(x, y) === 0 ? [0, 0, 0, 255] : [hidden, hidden, hidden, 0]),
      })
      const indexed = encodePng({
        ...{ width, height, colourType: 3, depth: 1 },
        ...{ palette: [hidden, hidden, hidden, 0, 0, 0], alphas: [0] },
        samplesAt: (x, y) => [grayAt(x, y) === 0 ? 1 : 0],
      })
      assert.deepEqual(await readTexts(rgba), [TEXT])
      assert.deepEqual(await readTexts(indexed), [TEXT])
    }
  })
})

describe('JPEG', () => {
  for (const isProgressive of [false, true]) {
    it(`is read, ${isProgressive ? 'progressive' : 'baseline'}`, async () => {
      for (const format of ['QRCode', 'AztecCode'] as const) {
        const { size, at } = toFramed(await makeSymbol(TEXT, format))
        const picture = encodeJpeg({ columns: size, rows: size, grayAt: at, isProgressive })
        assert.deepEqual(await readTexts(picture), [TEXT])
      }
    })
  }
})

describe('a picture without a symbol', () => {
  it('says nothing', async () => {
    const blank = { width: 60, height: 40, grayAt: () => 255 }
    assert.deepEqual(await readSymbols(toGrayPng(blank)), [])
    const stripes = { width: 300, height: 200, grayAt: (x: number) => (x % 7 < 3 ? 0 : 255) }
    assert.deepEqual(await readSymbols(toGrayPng(stripes)), [])
    assert.deepEqual(await readSymbols(encodeJpeg({ columns: 20, rows: 9, grayAt: () => 200 })), [])
  })
})
