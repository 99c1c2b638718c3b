import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createRandom, makeText, ROUNDS, toContent } from '../../test/made-symbols.ts'
import { UsageError } from '../errors.ts'
import { countSegmentBits, type Mode, type Segment, toRange, toSegments } from './segments.ts'

const VERSION_OF_RANGE = [9, 26, 40] as const
const ALPHANUMERIC = /^[0-9A-Z $%*+\-./:]*$/

const modesOf = (segments: readonly Segment[]): readonly Mode[] => segments.map(({ mode }) => mode)

/** All ways to divide a text, by brute force: what the fewest bits are. */
function findFewestBits(text: string, range: number): number {
  const characters = [...text]
  const ways = (mode: Mode, from: number, end: number): Segment | undefined => {
    const part = characters.slice(from, end).join('')
    if (mode === 'byte') return { mode, bytes: new TextEncoder().encode(part) }
    const isFitting = mode === 'numeric' ? /^\d+$/.test(part) : ALPHANUMERIC.test(part)
    return isFitting ? { mode, text: part } : undefined
  }
  const best = [0]
  for (let end = 1; end <= characters.length; end++) {
    const bits = (['numeric', 'alphanumeric', 'byte'] as const).flatMap((mode) =>
      Array.from({ length: end }, (_, from) => {
        const segment = ways(mode, from, end)
        return segment ? (best[from] ?? 0) + countSegmentBits([segment], range) : Infinity
      }),
    )
    best[end] = Math.min(...bits)
  }
  return best.at(-1) ?? 0
}

describe('a text is divided', () => {
  test('into the fewest bits, whatever stands in it', () => {
    const random = createRandom(7)
    const alphabets = ['0123456789', '0123456789AB', 'AZ:/', 'ab{"', '0aA', 'é€😀1A']
    for (let round = 0; round < 20 * ROUNDS; round++) {
      let text = ''
      while (text === '' || random(4) > 0) {
        const alphabet = [...(alphabets[random(alphabets.length)] ?? '0')]
        const length = 1 + random(16)
        text += Array.from({ length }, () => alphabet[random(alphabet.length)]).join('')
      }
      for (const version of VERSION_OF_RANGE) {
        const segments = toSegments(text, version)
        const range = toRange(version)
        assert.equal(countSegmentBits(segments, range), findFewestBits(text, range))
        assert.equal(Buffer.from(toContent(segments)).toString(), text)
        segments.slice(1).forEach((segment, at) => {
          assert.notEqual(segment.mode, segments[at]?.mode)
        })
      }
    }
  })

  test('into one segment where two take as many bits', () => {
    // Four bits of mode and ten of count cost what six digits save and one bit more.
    assert.deepEqual(modesOf(toSegments('A123456', 1)), ['alphanumeric'])
    assert.deepEqual(modesOf(toSegments('A12345678901', 1)), ['alphanumeric', 'numeric'])
  })

  test('as a SMART Health Card has it, in exactly two', () => {
    const digits = makeText(1340, '0123456789', createRandom(1))
    for (const beginning of ['shc:/', 'shc:/1/3/', 'shc:/12/12/']) {
      for (const length of [2, 20, 1340]) {
        const segments = toSegments(beginning + digits.slice(0, length), 22)
        assert.deepEqual(segments, [
          { mode: 'byte', bytes: new TextEncoder().encode(beginning) },
          { mode: 'numeric', text: digits.slice(0, length) },
        ])
      }
    }
  })

  test('not at all if it is HC1 or an NZ pass, even where digits would be shorter', () => {
    const digits = '0'.repeat(200)
    for (const text of [`HC1:${digits}`, `HC1:6BF${digits}%AB`, `NZCP:/1/${digits}`]) {
      assert.deepEqual(toSegments(text, 15), [{ mode: 'alphanumeric', text }])
    }
    // What no standard has is divided as any other.
    assert.deepEqual(modesOf(toSegments(`HC1:${digits}a`, 15)), ['alphanumeric', 'numeric', 'byte'])
    assert.deepEqual(modesOf(toSegments(`HCX:${digits}`, 15)), ['alphanumeric', 'numeric'])
  })

  test('never within a character', () => {
    const segments = toSegments(`😀${'1'.repeat(40)}😀`, 5)
    assert.deepEqual(modesOf(segments), ['byte', 'numeric', 'byte'])
    assert.deepEqual(toContent(segments.slice(0, 1)), new TextEncoder().encode('😀'))
  })

  test('unless it holds half a surrogate pair', () => {
    for (const text of ['\ud83d', 'a\udc00', '\udc00\ud83d', '1\ud83d1']) {
      assert.throws(() => toSegments(text, 5), isUsage)
    }
  })

  test('into nothing if it is nothing', () => {
    assert.deepEqual(toSegments('', 1), [])
  })
})

function isUsage(error: unknown): boolean {
  return error instanceof UsageError && error.code === 'usage.argument'
}
