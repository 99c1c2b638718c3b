import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { deflateSync, inflateSync } from 'node:zlib'
import { createRandom, ROUNDS, VERSIONS } from '../../test/made-symbols.ts'
import { readPngChunks } from '../../test/png-chunks.ts'
import { UsageError } from '../errors.ts'
import { toBitmap, toRuns } from './bitmap.ts'
import { encodeQr, type QrSymbol } from './encode.ts'
import { toPng } from './png.ts'
import { toSvg } from './svg.ts'
import { toTerminal } from './terminal.ts'

/** The modules of a symbol with the light ones around it, as lines of 0 and 1. */
function toLines({ size, modules }: QrSymbol, quietZone = 4): readonly string[] {
  const beside = '0'.repeat(quietZone)
  const above = Array.from({ length: quietZone }, () => '0'.repeat(size + 2 * quietZone))
  const rows = Array.from({ length: size }, (_, y) => {
    return beside + modules.slice(y * size, (y + 1) * size).join('') + beside
  })
  return [...above, ...rows, ...above]
}

const random = createRandom(35)
/** Each picture is read back: of all versions in `npm run test:long`. */
const symbols = VERSIONS.filter((each) => ROUNDS > 1 || each % 6 === 1).map((version) => {
  return encodeQr(`HC1:${random(1e9)}`, { version, level: 'L' })
})
const [smallest] = symbols

const isUsage = (error: unknown): boolean =>
  error instanceof UsageError && error.code === 'usage.argument'

describe('a bitmap', () => {
  test('has a bit a module, rows filled up with zeros', () => {
    for (const symbol of symbols) {
      for (const quietZone of [0, 1, 4]) {
        const { widthPixels, rowBytes, bytes } = toBitmap(symbol, { quietZone })
        assert.equal(widthPixels, symbol.size + 2 * quietZone)
        assert.equal(bytes.length, rowBytes * widthPixels)
        const lines = toLines(symbol, quietZone).map((line) => line.padEnd(8 * rowBytes, '0'))
        const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
        assert.equal(bits, lines.join(''))
      }
    }
  })
})

describe('a quiet zone', () => {
  test('that is none is refused', () => {
    assert.ok(smallest)
    for (const quietZone of [-1, 0.5, 65, Number.NaN]) {
      assert.throws(() => toBitmap(smallest, { quietZone }), isUsage)
    }
  })
})

describe('shapes', () => {
  const paint = (
    size: number,
    shapes: readonly { x: number; y: number; width: number; height: number }[],
  ): readonly number[] => {
    const painted = new Array<number>(size * size).fill(0)
    for (const { x, y, width, height } of shapes) {
      for (let i = 0; i < width * height; i++) {
        const at = (y + Math.floor(i / width)) * size + x + (i % width)
        painted[at] = (painted[at] ?? 0) + 1
      }
    }
    return painted
  }

  test('cover every dark module once, and no light one', () => {
    for (const symbol of symbols) {
      const runs = toRuns(symbol).map(({ x, y, length }) => ({ x, y, width: length, height: 1 }))
      assert.deepEqual(paint(symbol.size, runs), [...symbol.modules])
    }
  })

  test('are as long as can be', () => {
    for (const symbol of symbols) {
      const at = (x: number, y: number): number => {
        return x < 0 || x >= symbol.size ? 0 : (symbol.modules[y * symbol.size + x] ?? 0)
      }
      for (const { x, y, length } of toRuns(symbol)) {
        assert.equal(at(x - 1, y) + at(x + length, y), 0)
      }
    }
  })
})

describe('SVG', () => {
  /** Follows the path with a pen as wide as a module. */
  function readSvg(svg: string): readonly string[] {
    const side = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1])
    const path = /<path stroke="#000" d="([^"]*)"\/>/.exec(svg)?.[1] ?? ''
    const rows = Array.from({ length: side }, () => new Array<number>(side).fill(0))
    let [x, y] = [0, 0]
    const rest = path.replace(/M(\d+) (\d+)\.5|m(\d+) 0|h(\d+)/g, (_, left, top, right, length) => {
      if (left !== undefined) [x, y] = [Number(left), Number(top)]
      if (right !== undefined) x += Number(right)
      if (length !== undefined) {
        rows[y]?.fill(1, x, x + Number(length))
        x += Number(length)
      }
      return ''
    })
    assert.equal(rest, '')
    return rows.map((row) => row.join(''))
  }

  test('is the symbol, black on white, with its quiet zone', () => {
    for (const symbol of symbols) {
      const svg = toSvg(symbol)
      assert.deepEqual(readSvg(svg), toLines(symbol))
      // Short: there is one absolute place a row.
      const dark = toLines(symbol).filter((row) => row.includes('1'))
      assert.equal(svg.split('M').length - 1, dark.length)
      const side = symbol.size + 8
      assert.ok(svg.includes(`<rect width="${side}" height="${side}" fill="#fff"/>`))
      assert.match(
        svg,
        /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 \d+ \d+" shape-rendering="crispEdges">/,
      )
    }
  })

  test('says its title to who cannot see it, and nothing of the content', () => {
    assert.ok(smallest)
    const svg = toSvg(smallest, { title: 'A & B <c> "d" — é 😀', widthMm: 42.5 })
    assert.ok(svg.includes(' role="img"><title>A &amp; B &lt;c&gt; "d" — é 😀</title>'))
    assert.ok(svg.includes(' width="42.5mm" height="42.5mm"'))
    assert.doesNotMatch(svg, /HC1|<desc|<metadata/)
    assert.doesNotMatch(toSvg(smallest), /title|role/)
  })

  test('refuses a title that XML cannot hold, and a width that is none', () => {
    assert.ok(smallest)
    for (const title of ['\0', '\x1b', '\ud83d', '\uffff', 'a\x7f\x00']) {
      assert.throws(() => toSvg(smallest, { title }), isUsage)
    }
    for (const widthMm of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.throws(() => toSvg(smallest, { widthMm }), isUsage)
    }
  })
})

describe('PNG', () => {
  /** Reads what the writer may write: one bit, grey, unfiltered. */
  function readPng(png: Uint8Array): { names: readonly string[]; rows: readonly string[] } {
    const read = readPngChunks(png)
    const chunks = new Map(read.map(({ type, data }) => [type, data]))
    const header = chunks.get('IHDR') ?? Buffer.alloc(0)
    const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
    assert.deepEqual([...header.subarray(8)], [1, 0, 0, 0, 0])
    const lines = inflateSync(chunks.get('IDAT') ?? '')
    const rowBytes = 1 + Math.ceil(width / 8)
    assert.equal(lines.length, rowBytes * height)
    const rows = Array.from({ length: height }, (_, y) => {
      const row = lines.subarray(y * rowBytes, (y + 1) * rowBytes)
      assert.equal(row[0], 0)
      const bits = [...row.subarray(1)].map((byte) => (byte ^ 255).toString(2).padStart(8, '0'))
      assert.ok(
        bits
          .join('')
          .slice(width)
          .split('')
          .every((bit) => bit === '0'),
      )
      return bits.join('').slice(0, width)
    })
    return { names: read.map(({ type }) => type), rows }
  }

  const enlarge = (lines: readonly string[], scale: number): readonly string[] =>
    lines.flatMap((line) => {
      const wide = [...line].map((module) => module.repeat(scale)).join('')
      return Array.from({ length: scale }, () => wide)
    })

  test('is the symbol with its quiet zone, and nothing else', () => {
    for (const symbol of symbols) {
      for (const scale of [1, 3]) {
        const { names, rows } = readPng(toPng(symbol, { scale }))
        assert.deepEqual(names, ['IHDR', 'IDAT', 'IEND'])
        assert.deepEqual(rows, enlarge(toLines(symbol), scale))
      }
    }
  })

  test('is small at every scale, however many blocks it takes', () => {
    const largest = encodeQr(createHash('shake256', { outputLength: 800 }).digest('hex'), {
      version: 40,
    })
    for (const scale of [1, 2, 3, 4, 5, 8, 13, 16, 31, 64]) {
      const png = toPng(largest, { scale })
      const { rows } = readPng(png)
      assert.equal(rows.length, scale * (177 + 8))
      assert.ok(rows.every((row, y) => y % scale === 0 || row === rows[y - 1]))
      const modules = rows.filter((_, y) => y % scale === 0)
      assert.deepEqual(
        modules.map((row) => [...row].filter((_, x) => x % scale === 0).join('')),
        toLines(largest),
      )
      // zlib searches: at the scale of default its best is no smaller, at others by a third.
      const raw = inflateSync(readPngChunks(png).find(({ type }) => type === 'IDAT')?.data ?? '')
      assert.ok(
        png.length < (scale === 4 ? 1 : 1.8) * deflateSync(raw, { level: 9 }).length + 100,
        `scale ${scale}`,
      )
    }
  })

  test('refuses a scale that is none', () => {
    assert.ok(smallest)
    for (const scale of [0, -1, 0.5, 65, Number.NaN]) {
      assert.throws(() => toPng(smallest, { scale }), isUsage)
    }
  })
})

describe('in a terminal', () => {
  /** What a reader sees: 1 where it is dark. */
  function see(text: string, isDarkBehind: boolean): readonly string[] {
    return text
      .slice(0, -1)
      .split('\n')
      .flatMap((line) => {
        const halves = [...line].map((block) => ' ▀▄█'.indexOf(block))
        assert.ok(halves.every((half) => half >= 0))
        const row = (bit: number) =>
          halves.map((half) => Number(((half >> bit) & 1) === (isDarkBehind ? 0 : 1))).join('')
        return [row(0), row(1)]
      })
  }

  test('is the symbol, dark on light, on either background', () => {
    for (const symbol of symbols) {
      for (const background of ['dark', 'light'] as const) {
        const text = toTerminal(symbol, { background })
        const seen = see(text, background === 'dark')
        const lines = toLines(symbol)
        assert.deepEqual(seen.slice(0, lines.length), lines)
        // The last character is two modules high: what is over is light as well.
        assert.ok(seen.slice(lines.length).every((line) => /^0+$/.test(line)))
      }
    }
  })

  test('is drawn for a dark background if nothing is said', () => {
    assert.ok(smallest)
    assert.equal(toTerminal(smallest), toTerminal(smallest, { background: 'dark' }))
    assert.match(toTerminal(smallest), /^█{29}\n█{29}\n████ /)
  })
})
