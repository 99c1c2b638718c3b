import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  createRandom,
  drawByPeer,
  findCapacity,
  makeSegment,
  makeText,
  ROUNDS,
  VERSIONS,
} from '../../test/made-symbols.ts'
import { UsageError } from '../errors.ts'
import { encodeQr } from './encode.ts'
import { type QrOptions, toPlan } from './plan.ts'
import { type Mode, type Segment, toSegments } from './segments.ts'
import { LEVELS } from './tables.ts'

const MODES: readonly Mode[] = ['numeric', 'alphanumeric', 'byte']
const ASCII = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).join('')
const BEGINNINGS = { numeric: '7', alphanumeric: 'A', byte: 'a' } as const
const CHARACTERS = {
  numeric: '0123456789',
  alphanumeric: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:',
  byte: ASCII,
} as const

const isUsage = (error: unknown): boolean =>
  error instanceof UsageError && error.code === 'usage.argument'

/** The message of the error that an encoding ends in. */
function messageOf(content: Parameters<typeof encodeQr>[0], options: QrOptions): string {
  try {
    encodeQr(content, options)
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
  return ''
}

describe('a symbol', () => {
  const random = createRandom(2015)
  test('is, module by module, that of another encoder', () => {
    for (const version of VERSIONS) {
      for (const [at, level] of LEVELS.entries()) {
        for (let round = 0; round < ROUNDS; round++) {
          const mode = MODES[(version + at + round) % 3] ?? 'byte'
          const length = random(findCapacity(mode, version, level))
          // Begins with what no simpler mode has, so that the other encoder takes this one.
          const text = BEGINNINGS[mode] + makeText(length, CHARACTERS[mode], random)
          const segment = toSegment(mode, text)
          const chosen = encodeQr([segment], { version, level })
          assertSame(chosen.modules, drawByPeer(text, { version, level }))
          const mask = random(8)
          const forced = encodeQr([segment], { version, level, mask })
          assertSame(forced.modules, drawByPeer(text, { version, level, mask }))
          assert.deepEqual([forced.mask, forced.size], [mask, 17 + 4 * version])
        }
      }
    }
  })

  test('is filled to the last bit, and not beyond it', () => {
    for (const version of VERSIONS) {
      for (const level of LEVELS) {
        for (const mode of MODES) {
          const before: readonly Segment[] = random(2) ? [makeSegment('byte', 1, random)] : []
          const length = findCapacity(mode, version, level, before)
          const full = [...before, fill(mode, length)]
          const plan = toPlan(full, { level })
          assert.deepEqual([plan.version, plan.level], [version, level])
          const over = [...before, fill(mode, length + 1)]
          assert.throws(() => toPlan(over, { level, version }), isUsage)
          if (version < 40) assert.equal(toPlan(over, { level }).version, version + 1)
          else assert.throws(() => toPlan(over, { level }), isUsage)
        }
      }
    }
  })

  test('holds what Table 7 says', () => {
    const capacities = [
      { version: 1, level: 'L', numeric: 41, alphanumeric: 25, byte: 17 },
      { version: 1, level: 'H', numeric: 17, alphanumeric: 10, byte: 7 },
      { version: 9, level: 'Q', numeric: 312, alphanumeric: 189, byte: 130 },
      { version: 10, level: 'Q', numeric: 364, alphanumeric: 221, byte: 151 },
      { version: 26, level: 'M', numeric: 2544, alphanumeric: 1542, byte: 1059 },
      { version: 27, level: 'M', numeric: 2701, alphanumeric: 1637, byte: 1125 },
      { version: 40, level: 'L', numeric: 7089, alphanumeric: 4296, byte: 2953 },
      { version: 40, level: 'H', numeric: 3057, alphanumeric: 1852, byte: 1273 },
    ] as const
    for (const { version, level, ...lengths } of capacities) {
      for (const mode of MODES) assert.equal(findCapacity(mode, version, level), lengths[mode])
    }
  })

  test('is a function of what it is made of', () => {
    const text = makeText(300, ASCII, random)
    const first = encodeQr(text)
    for (const other of ['shc:/5676', 'HC1:ABC', makeText(300, ASCII, random)]) encodeQr(other)
    assert.deepEqual(encodeQr(text), first)
    assert.deepEqual(encodeQr(toSegments(text, first.version)), first)
  })

  test('takes bytes as they are, and leaves them so', () => {
    const bytes = Uint8Array.of(0, 255, 80, 75, 3, 4)
    const segments: readonly Segment[] = [{ mode: 'byte', bytes: bytes.slice() }]
    assert.deepEqual(encodeQr(bytes), encodeQr(segments))
    assert.deepEqual([...bytes], [0, 255, 80, 75, 3, 4])
  })
})

describe('options', () => {
  test('level Q is the default', () => {
    assert.equal(encodeQr('A').level, 'Q')
  })

  test('a version is exactly what is asked for', () => {
    assert.equal(encodeQr('A').version, 1)
    assert.equal(encodeQr('A', { version: 40 }).size, 177)
    assert.equal(encodeQr('A', { version: 3 }).version, 3)
  })

  test('that do not exist are refused', () => {
    const options = [
      { version: 0 },
      { version: 41 },
      { version: 1.5 },
      { version: Number.NaN },
      { mask: 8 },
      { mask: -1 },
      { mask: 0.5 },
    ]
    for (const each of options) assert.throws(() => encodeQr('A', each), isUsage)
    // From a program without types.
    assert.throws(() => encodeQr('A', JSON.parse('{"level":"X"}')), isUsage)
  })
})

describe('what does not fit', () => {
  test('is told with what would hold it', () => {
    const text = 'a'.repeat(100)
    assert.match(messageOf(text, { version: 5 }), /: version 8-Q or version 5-L would hold it/)
    assert.match(messageOf(text, { version: 5, level: 'L' }), /^$/)
    assert.match(messageOf('a'.repeat(2000), { level: 'H' }), /: version 38-M would hold it/)
    assert.match(messageOf('a'.repeat(2954), { level: 'L' }), /: divide it/)
    assert.match(messageOf('1'.repeat(7090), {}), /at most 7089 characters/)
    assert.match(messageOf(new Uint8Array(1e6), {}), /: divide it/)
  })

  test('is told without a word of it', () => {
    for (const length of [3000, 8000]) {
      assert.doesNotMatch(messageOf('Muster'.repeat(length), {}), /Muster/)
    }
  })

  test('nothing, half a surrogate pair, and characters that a mode has not', () => {
    for (const content of ['', '\ud83d', new Uint8Array(0), []]) {
      assert.throws(() => encodeQr(content), isUsage)
    }
    for (const text of ['1A', '1é', '１', '1\u0131', ' ']) {
      assert.throws(() => encodeQr([{ mode: 'numeric', text }]), isUsage)
    }
    for (const text of ['a', 'Aé', 'A_', 'Ā', 'A\n']) {
      assert.throws(() => encodeQr([{ mode: 'alphanumeric', text }]), isUsage)
    }
  })
})

function toSegment(mode: Mode, text: string): Segment {
  return mode === 'byte' ? { mode, bytes: new TextEncoder().encode(text) } : { mode, text }
}

function fill(mode: Mode, length: number): Segment {
  return toSegment(mode, '5'.repeat(length))
}

/** Without the thousands of lines of a difference. */
function assertSame(one: Uint8Array, other: Uint8Array): void {
  assert.ok(Buffer.from(one).equals(other), 'the modules differ')
}
