/**
 * Our inflate against zlib's: both must accept the same, with the same output, or refuse.
 *
 * There is no deliberate difference: not in what is accepted, in the output, nor in where a stream
 * ends. Only words differ: zlib tells kinds of refusal apart, and we have one code.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import { test } from 'node:test'
import { constants, deflateRawSync, deflateSync, inflateRawSync, inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { inflateRaw } from './inflate.ts'
import { inflateZlib } from './zlib.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) }
const MAX_BYTES = 1 << 20

/** The bytes, and how many of the input they came from; or a refusal. */
type Answer = { readonly bytes: Uint8Array; readonly consumed: number } | 'refused'

function isEngineAnswer(
  value: unknown,
): value is { readonly buffer: Uint8Array; readonly engine: { readonly bytesWritten: number } } {
  return typeof value === 'object' && value !== null && 'buffer' in value && 'engine' in value
}

function askZlib(inflate: typeof inflateRawSync, source: Uint8Array, maxBytes: number): Answer {
  let answer: unknown
  try {
    answer = inflate(source, { info: true, maxOutputLength: maxBytes })
  } catch {
    return 'refused'
  }
  assert.ok(isEngineAnswer(answer))
  return { bytes: new Uint8Array(answer.buffer), consumed: answer.engine.bytesWritten }
}

function askOurs(inflate: () => Exclude<Answer, string>): Answer {
  try {
    return inflate()
  } catch (error) {
    assert.throws(
      () => {
        throw error
      },
      { name: 'FormatError', code: 'format.zlib' },
    )
    return 'refused'
  }
}

/** As `deepEqual`, which takes minutes to show where long ones differ. */
function assertSame(actual: Answer, expected: Answer): void {
  if (actual === 'refused' || expected === 'refused') {
    assert.equal(actual, expected)
    return
  }
  assert.equal(actual.consumed, expected.consumed)
  assert.ok(Buffer.compare(actual.bytes, expected.bytes) === 0, 'bytes differ')
}

/** Holds both to one answer on a raw stream, and returns it. */
function agree(source: Uint8Array, maxBytes: number = MAX_BYTES): Answer {
  const ours = askOurs(() => inflateRaw(source, { maxBytes, code: 'format.zlib' }))
  assertSame(ours, askZlib(inflateRawSync, source, maxBytes))
  return ours
}

/** Holds both to one answer on a zlib stream, and returns it. */
function agreeOnZlib(source: Uint8Array): Answer {
  const ours = askOurs(() => {
    const { bytes, trailing } = inflateZlib(source, { maxBytes: MAX_BYTES })
    return { bytes, consumed: source.length - trailing }
  })
  assertSame(ours, askZlib(inflateSync, source, MAX_BYTES))
  return ours
}

/** A stream of numbers below 2^32 (xorshift), so that a failing case is one seed. */
function randomNumbers(seed: number): () => number {
  let state = seed | 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
}

/** Data of every kind: noise of few or many symbols, runs, and repetitions from far and near. */
const kinds = fc.record({
  seed: fc.nat(),
  // The longest outgrow the buffer that is kept between calls, and the window of zlib.
  length: fc.oneof(...[64, 800, 6000].map((max) => ({ arbitrary: fc.nat(max), weight: 10 })), {
    arbitrary: fc.nat(200_000),
    weight: 1,
  }),
  symbols: fc.constantFrom(1, 2, 5, 16, 64, 256),
  repeatPerMille: fc.constantFrom(0, 20, 200),
})

type Kind = typeof kinds extends fc.Arbitrary<infer Value> ? Value : never

function makePlain({ seed, length, symbols, repeatPerMille }: Kind): Uint8Array {
  const next = randomNumbers(seed)
  const bytes = new Uint8Array(length)
  for (let i = 0; i < length; ) {
    if (i > 0 && next() % 1000 < repeatPerMille) {
      const distance = 1 + (next() % i)
      for (let n = 3 + (next() % 300); n > 0 && i < length; n--, i++) {
        bytes[i] = bytes[i - distance] ?? 0
      }
    } else {
      bytes[i++] = next() % symbols
    }
  }
  return bytes
}

const settings = fc.record({
  level: fc.integer({ min: 0, max: 9 }),
  memLevel: fc.integer({ min: 1, max: 9 }),
  windowBits: fc.integer({ min: 9, max: 15 }),
  strategy: fc.constantFrom(
    constants.Z_DEFAULT_STRATEGY,
    constants.Z_FILTERED,
    constants.Z_HUFFMAN_ONLY,
    constants.Z_RLE,
    constants.Z_FIXED,
  ),
})

/** Changes of single bytes and bits, mostly near the beginning where the codes stand; and a cut. */
const changes = fc.record({
  bits: fc.array(fc.oneof(fc.nat(31 * 8), fc.nat(8191 * 8)), { maxLength: 3 }),
  cut: fc.option(fc.nat(100), { freq: 3 }),
  tail: fc.uint8Array({ maxLength: 6 }),
})

function change(
  source: Uint8Array,
  { bits, cut, tail }: { bits: number[]; cut: number | null; tail: Uint8Array },
): Uint8Array {
  const kept = source.subarray(0, Math.max(0, source.length - (cut ?? 0)))
  const changed = Buffer.concat([kept, tail])
  for (const bit of bits) {
    const at = (bit >> 3) % Math.max(1, changed.length)
    changed[at] = (changed[at] ?? 0) ^ (1 << (bit & 7))
  }
  return changed
}

test('what zlib compresses at any level and strategy', () => {
  fc.assert(
    fc.property(kinds, settings, fc.uint8Array({ maxLength: 9 }), (kind, setting, tail) => {
      const bytes = makePlain(kind)
      const raw = deflateRawSync(bytes, setting)
      assertSame(agree(Buffer.concat([raw, tail])), { bytes, consumed: raw.length })
      const zlib = deflateSync(bytes, setting)
      assertSame(agreeOnZlib(Buffer.concat([zlib, tail])), { bytes, consumed: zlib.length })
    }),
    RUNS,
  )
})

test('the same, changed or cut', () => {
  fc.assert(
    fc.property(kinds, settings, changes, (kind, setting, changed) => {
      const plain = makePlain(kind)
      agree(change(deflateRawSync(plain, setting), changed))
      agreeOnZlib(change(deflateSync(plain, setting), changed))
    }),
    RUNS,
  )
})

test('the same, with less room than it needs, or just enough', () => {
  fc.assert(
    fc.property(kinds, settings, fc.integer({ min: -2, max: 2 }), (kind, setting, more) => {
      const plain = makePlain(kind)
      agree(deflateRawSync(plain, setting), Math.max(1, plain.length + more))
    }),
    RUNS,
  )
})

test('several blocks, flushed at any place', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(kinds, settings), { maxLength: 4 }),
      changes,
      (parts, changed) => {
        const plains = parts.map(([kind]) => makePlain(kind))
        const blocks = plains.map((plain, i) => {
          const { windowBits: _, ...setting } = parts[i]?.[1] ?? {}
          // Without an end of the stream, so that another block may follow on the next byte.
          return deflateRawSync(plain, { ...setting, finishFlush: constants.Z_SYNC_FLUSH })
        })
        const source = Buffer.concat([...blocks, Uint8Array.of(3, 0)])
        assertSame(agree(source), { bytes: Buffer.concat(plains), consumed: source.length })
        agree(change(source, changed))
      },
    ),
    { numRuns: RUNS.numRuns / 10 },
  )
})

test('any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (source) => {
      agree(source)
      agreeOnZlib(Uint8Array.of(0x78, 0x9c, ...source))
      agreeOnZlib(source)
    }),
    RUNS,
  )
})

test('every zlib header', () => {
  const rest = deflateSync(Uint8Array.of(1, 2, 3)).subarray(2)
  let accepted = 0
  for (let header = 0; header < 65536; header++) {
    const source = Uint8Array.of(header >> 8, header & 255, ...rest)
    // zlib is slow to start: where the check is wrong, it is asked about one in a hundred.
    if (header % 31 === 0 || header % 100 === 0) {
      if (agreeOnZlib(source) !== 'refused') accepted++
    } else {
      assert.throws(() => inflateZlib(source, { maxBytes: 9 }), { code: 'format.zlib' })
    }
  }
  // Eight window sizes, four levels, no dictionary; one check each.
  assert.equal(accepted, 32)
})

/** Writes bits, the first lowest (RFC 1951 §3.1.1). */
function createBitWriter() {
  const bits: number[] = []
  return {
    write(value: number, count: number): void {
      for (let i = 0; i < count; i++) bits.push((value >> i) & 1)
    },
    toBytes(): Uint8Array {
      const bytes = new Uint8Array(Math.ceil(bits.length / 8))
      bits.forEach((bit, i) => {
        bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (bit << (i & 7))
      })
      return bytes
    },
  }
}

const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

/** A complete code for code lengths: symbols 0 to 12 have four bits, the others five. */
const lengthBits = (symbol: number) => (symbol < 13 ? 4 : 5)

function writeLength(writer: Writer, symbol: number): void {
  // Canonical (RFC 1951 §3.2.2): 13 codes of four bits, then 26 to 31.
  const value = symbol < 13 ? symbol : 26 + symbol - 13
  const count = lengthBits(symbol)
  for (let i = count - 1; i >= 0; i--) writer.write((value >> i) & 1, 1)
}

type Writer = ReturnType<typeof createBitWriter>

/** Begins with `stored` bytes to reach back to, then a last block with the lengths given. */
function beginBlock(stored: number, literals: readonly number[], distances: readonly number[]) {
  const writer = createBitWriter()
  writer.write(0, 8)
  writer.write(stored, 16)
  writer.write(stored ^ 0xffff, 16)
  for (let i = 0; i < stored; i++) writer.write(i ^ (i >> 8), 8)
  beginLengths(writer, literals.length - 257, distances.length - 1)
  for (const length of [...literals, ...distances]) writeLength(writer, length)
  return writer
}

/** A last block up to the code for code lengths: here always the same. */
function beginLengths(writer: Writer, literals: number, distances: number): void {
  writer.write(1, 1)
  writer.write(2, 2)
  writer.write(literals, 5)
  writer.write(distances, 5)
  writer.write(CODE_LENGTH_ORDER.length - 4, 4)
  for (const symbol of CODE_LENGTH_ORDER) writer.write(lengthBits(symbol), 3)
}

/** Lengths of a complete code for `count` symbols, made by splitting codes at random. */
function splitLengths(next: () => number, count: number, maxBits: number): number[] {
  const lengths = count === 1 ? [1] : [1, 1]
  for (let tries = 0; lengths.length < count && tries < 5000; tries++) {
    // Often the last, which is the longest: codes of 15 bits shall occur.
    const at = next() % 3 === 0 ? lengths.length - 1 : next() % lengths.length
    const length = lengths[at] ?? maxBits
    if (length >= maxBits) continue
    lengths[at] = length + 1
    lengths.push(length + 1)
  }
  return lengths
}

/** Spreads lengths over symbols at random; the end of a block gets one unless it is left out. */
function spread(next: () => number, lengths: readonly number[], symbols: number, sure?: number) {
  const spreadOut = new Array<number>(symbols).fill(0)
  lengths.forEach((length, i) => {
    let symbol = i === 0 && sure !== undefined ? sure : next() % symbols
    while (spreadOut[symbol] !== 0) symbol = (symbol + 1) % symbols
    spreadOut[symbol] = length
  })
  return spreadOut
}

test('codes of every shape: complete, sparse, missing, too many, up to 15 bits', () => {
  const shape = fc.record({
    seed: fc.nat(),
    /** Of how many lengths each code is sent: 286 and 30 are the most that are allowed. */
    counts: fc.tuple(
      fc.constantFrom(257, 270, 286, 286, 286, 287, 288),
      fc.constantFrom(1, 2, 17, 30, 30, 30, 31, 32),
    ),
    literals: fc.integer({ min: 1, max: 200 }),
    distances: fc.integer({ min: 0, max: 30 }),
    maxBits: fc.integer({ min: 8, max: 15 }),
    hasEnd: fc.boolean(),
    /** Lengths that are changed afterwards, so that codes are missing or too many. */
    faults: fc.constantFrom(0, 0, 0, 1, 2),
    data: fc.uint8Array({ minLength: 1, maxLength: 80 }),
  })
  let accepted = 0
  fc.assert(
    fc.property(shape, ({ seed, counts, literals, distances, maxBits, hasEnd, faults, data }) => {
      const next = randomNumbers(seed)
      const literalLengths = splitLengths(next, literals, maxBits)
      const distanceCount = Math.min(distances, counts[1])
      const distanceLengths = distanceCount === 0 ? [] : splitLengths(next, distanceCount, maxBits)
      const first = spread(next, literalLengths, counts[0], hasEnd ? 256 : undefined)
      const second = spread(next, distanceLengths, counts[1])
      for (let i = 0; i < faults; i++) {
        const which = next() % 3 === 0 ? second : first
        which[next() % which.length] = next() % 16
      }
      const writer = beginBlock(300, first, second)
      for (const byte of data) writer.write(byte, 8)
      const answer = agree(writer.toBytes())
      if (answer !== 'refused') accepted++
    }),
    RUNS,
  )
  // Both fates must occur, or this test shows nothing.
  assert.ok(accepted > RUNS.numRuns / 50 && accepted < RUNS.numRuns)
})

test('the farthest distance, in the longest code with the most bits after it', () => {
  const literals = new Array<number>(286).fill(0)
  literals[256] = 1
  literals[257] = 1
  // One code of each length from 1 to 14, and two of 15: the last is all ones.
  const distances = Array.from({ length: 30 }, (_, i) => (i < 14 ? 0 : Math.min(i - 13, 15)))
  const writer = beginBlock(40_000, literals, distances)
  for (let i = 0; i < 8; i++) {
    writer.write(1, 1)
    writer.write(0x7fff, 15)
    writer.write(0x1fff, 13)
  }
  writer.write(0, 1)
  const answer = agree(writer.toBytes())
  assert.ok(answer !== 'refused')
  assert.equal(answer.bytes.length, 40_000 + 8 * 3)
  assert.deepEqual(answer.bytes.slice(40_000), answer.bytes.slice(40_000 - 32768, -32768))
})

/** Writes lengths with runs wherever the dice allow one. */
function writeRuns(
  writer: Writer,
  next: () => number,
  lengths: readonly number[],
  fault: 'none' | 'repeats nothing' | 'over the end',
): void {
  for (let i = 0; i < lengths.length; ) {
    const length = lengths[i] ?? 0
    const repeats = i > 0 ? length === lengths[i - 1] : fault === 'repeats nothing' && length === 0
    const [symbol, least, most, bits] =
      length !== 0 || (repeats && next() % 2 === 0)
        ? ([16, 3, 6, 2] as const)
        : next() % 2 === 0
          ? ([17, 3, 10, 3] as const)
          : ([18, 11, 138, 7] as const)
    let run = 1
    while (run < most && lengths[i + run] === length) run++
    if (fault === 'over the end' && i + run === lengths.length && run < most) run++
    if (run < least || (symbol === 16 && !repeats) || next() % 8 === 0) {
      writeLength(writer, length)
      i++
    } else {
      writeLength(writer, symbol)
      writer.write(run - least, bits)
      i += run
    }
  }
}

test('runs of code lengths: from one code into the other, of nothing, over the end', () => {
  const header = fc.record({
    seed: fc.nat(),
    literals: fc.integer({ min: 1, max: 60 }),
    distances: fc.integer({ min: 0, max: 30 }),
    fault: fc.constantFrom('none', 'repeats nothing', 'over the end'),
  })
  let accepted = 0
  fc.assert(
    fc.property(header, ({ seed, literals, distances, fault }) => {
      const next = randomNumbers(seed)
      const first = spread(next, splitLengths(next, literals, 15), 286, 256)
      const second = spread(next, distances === 0 ? [] : splitLengths(next, distances, 15), 30)
      const writer = createBitWriter()
      beginLengths(writer, 286 - 257, 30 - 1)
      writeRuns(writer, next, [...first, ...second], fault)
      // The end of the block is among what these bits begin with, or they are refused.
      for (let i = 0; i < 20; i++) writer.write(next() & 0xff, 8)
      if (agree(writer.toBytes()) !== 'refused') accepted++
    }),
    RUNS,
  )
  assert.ok(accepted > RUNS.numRuns / 50 && accepted < RUNS.numRuns)
})

test('codes for code lengths of every shape', () => {
  const header = fc.record({
    counts: fc.tuple(fc.nat(31), fc.nat(31)),
    lengths: fc.array(fc.nat(7), { minLength: 4, maxLength: 19 }),
    isComplete: fc.boolean(),
    seed: fc.nat(),
    data: fc.uint8Array({ maxLength: 60 }),
  })
  fc.assert(
    fc.property(header, ({ counts, lengths, isComplete, seed, data }) => {
      const next = randomNumbers(seed)
      const codes = isComplete
        ? spread(next, splitLengths(next, 1 + (next() % lengths.length), 7), lengths.length)
        : lengths
      const writer = createBitWriter()
      writer.write(1, 1)
      writer.write(2, 2)
      writer.write(counts[0], 5)
      writer.write(counts[1], 5)
      writer.write(codes.length - 4, 4)
      for (const length of codes) writer.write(length, 3)
      for (const byte of data) writer.write(byte, 8)
      agree(writer.toBytes())
    }),
    RUNS,
  )
})
