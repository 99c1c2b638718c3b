import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { decodeBase45, encodeBase45 } from '../bytes/base45.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { FormatError } from '../errors.ts'
import { encodeQr } from '../qr/encode.ts'
import {
  createUpdateCollector,
  isUpdateCode,
  MAX_UPDATE_CODES,
  toUpdateCodes,
} from './update-codes.ts'

const BYTES = Uint8Array.from({ length: 2000 }, (_, at) => (at * 7 + (at >> 8)) & 0xff)
const PREFIX = 'PU1:'

function collect(texts: readonly string[]): Bytes | undefined {
  const collector = createUpdateCollector()
  return texts.map((text) => collector.add(text)).at(-1)?.bytes
}

/** The same code with its bytes changed. */
function change(text: string, act: (bytes: Bytes) => void): string {
  const bytes = decodeBase45(text.slice(PREFIX.length))
  act(bytes)
  return `${PREFIX}${encodeBase45(bytes)}`
}

describe('update codes', () => {
  test('come to the same bytes in any order, each as often as it comes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 4000 }),
        fc.infiniteStream(fc.nat()),
        (content, numbers) => {
          const bytes = new Uint8Array(content)
          const texts = toUpdateCodes(bytes)
          const keyed = [...texts, ...texts].map(
            (text) => [numbers.next().value ?? 0, text] as const,
          )
          const shuffled = keyed.toSorted(([a], [b]) => a - b).map(([, text]) => text)
          const collector = createUpdateCollector()
          const found = shuffled.map((text) => collector.add(text))
          assert.deepEqual(found.find((each) => each.bytes)?.bytes, bytes)
          assert.equal(found.at(-1)?.of, texts.length)
        },
      ),
      { numRuns: 40 },
    )
  })

  test('are of the characters that a QR code packs best, and fit one that a phone reads', () => {
    for (const text of toUpdateCodes(BYTES)) {
      assert.ok(isUpdateCode(text))
      assert.match(text, /^[0-9A-Z $%*+\-./:]+$/)
      assert.ok(encodeQr(text, { level: 'L' }).size + 2 * 4 <= 80)
    }
  })

  test('say how many are there', () => {
    const [first = '', second = ''] = toUpdateCodes(BYTES)
    const collector = createUpdateCollector()
    assert.deepEqual(collector.add(second), { done: 1, of: 6 })
    assert.deepEqual(collector.add(second), { done: 1, of: 6 })
    assert.deepEqual(collector.add(first), { done: 2, of: 6 })
  })

  test('of another bundle begin anew', () => {
    const others = toUpdateCodes(BYTES.map((byte) => byte ^ 1))
    assert.deepEqual(
      collect([...toUpdateCodes(BYTES).slice(1), ...others]),
      BYTES.map((b) => b ^ 1),
    )
  })

  test('are at most so many', () => {
    const most = new Uint8Array(MAX_UPDATE_CODES * 390).fill(1)
    assert.equal(toUpdateCodes(most).length, MAX_UPDATE_CODES)
    assert.throws(() => toUpdateCodes(new Uint8Array(most.length + 1)), { code: 'usage.argument' })
  })

  test('that are damaged come to nothing', () => {
    const [first = '', ...rest] = toUpdateCodes(BYTES)
    const damaged = change(first, (bytes) => {
      bytes[30] = (bytes[30] ?? 0) ^ 1
    })
    assert.throws(() => collect([damaged, ...rest]), { code: 'format.cbor' })
    assert.throws(() => collect([first, damaged]), { code: 'format.cbor' })
    // Whatever was wrong, all of them come to the bundle afterwards.
    const collector = createUpdateCollector()
    assert.throws(() => [damaged, ...rest].map((text) => collector.add(text)))
    assert.deepEqual([first, ...rest].map((text) => collector.add(text)).at(-1)?.bytes, BYTES)
  })

  test('that are none are refused', () => {
    const [first = ''] = toUpdateCodes(BYTES)
    const odd = [
      'HC1:6BF',
      PREFIX,
      `${PREFIX}é`,
      change(first, (bytes) => bytes.set([6, 6], 16)),
      change(first, (bytes) => bytes.set([0, MAX_UPDATE_CODES + 1], 16)),
      change(first, (bytes) => bytes.set([0, 0], 16)),
    ]
    for (const text of odd) assert.throws(() => collect([text]), FormatError, text)
  })

  test('of any text are taken or refused', () => {
    fc.assert(
      fc.property(
        fc.string().map((text) => `${PREFIX}${text}`),
        (text) => {
          try {
            collect([text])
          } catch (error) {
            assert.ok(error instanceof FormatError)
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})
