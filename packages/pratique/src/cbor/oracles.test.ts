/**
 * Two other decoders, cborg and cbor2, as oracles: they are asked about the same bytes.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { decode as decodeCbor2, encode as encodeCbor2, Tag } from 'cbor2'
import { decode as decodeCborg, encode as encodeCborg, Tagged } from 'cborg'
import fc from 'fast-check'
import { ANY_CHARACTER } from '../../test/any-character.ts'
import { FormatError } from '../errors.ts'
import { decodeCbor } from './decode.ts'
import { encodeCbor } from './encode.ts'
import { CborTag, type CborValue } from './value.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) }

/** Our limit. Both oracles go deeper. */
const MAX_DEPTH = 16

/** An encoding, not deterministic as a rule, with the value that it was made from. */
interface Encoding {
  readonly bytes: readonly number[]
  readonly value: CborValue
  /** Whether it has a string in chunks, which cborg does not read. */
  readonly hasChunks: boolean
}

describe('encodings of all kinds: wide heads, wide floats, indefinite lengths, chunks', () => {
  test('are read as what they were made from, by us and by the oracles', () => {
    fc.assert(
      fc.property(encoding(), ({ bytes, value, hasChunks }) => {
        const input = Uint8Array.from(bytes)
        assert.deepEqual(decodeCbor(input), value)
        assert.equal(diagnose(oracle2(input).value), diagnose(value))
        if (!hasChunks) checkCborg(input, value)
      }),
      RUNS,
    )
  })
})

describe('values', () => {
  test('encoded by the oracles are read by us', () => {
    fc.assert(
      fc.property(encoding(), ({ value }) => {
        const expected = diagnose(value)
        assert.equal(diagnose(decodeCbor(new Uint8Array(encodeCbor2(toCbor2(value))))), expected)
        assert.equal(diagnose(decodeCbor(new Uint8Array(encodeCborg(toCborg(value))))), expected)
      }),
      RUNS,
    )
  })

  test('encoded by us are read by the oracles', () => {
    fc.assert(
      fc.property(encoding(), ({ value }) => {
        const bytes = encodeCbor(value)
        assert.equal(diagnose(oracle2(bytes).value), diagnose(value))
        checkCborg(bytes, value)
      }),
      RUNS,
    )
  })
})

describe('bytes that may be anything', () => {
  test('encodings with faults', () => {
    fc.assert(fc.property(mutated(), checkAgainstOracles), RUNS)
  })

  test('random bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 12 }), checkAgainstOracles), RUNS)
  })

  test('random heads', () => {
    const heads = fc.constantFrom(0x00, 0x20, 0x41, 0x61, 0x5f, 0x7f, 0x81, 0x82, 0x9f, 0xa1, 0xa2)
    const others = fc.constantFrom(0xbf, 0xc1, 0xf4, 0xf9, 0xff, 0x18, 0x38, 0x58, 0xd8, 0xf8)
    const bytes = fc.array(fc.oneof(heads, others), { maxLength: 24 })
    fc.assert(
      fc.property(bytes, (each) => checkAgainstOracles(Uint8Array.from(each))),
      RUNS,
    )
  })
})

/**
 * Ours accepts: cbor2, strict, reads the same value, and cborg too unless it refuses. Ours refuses:
 * cbor2 does too, or the reason is one of those in which our documentation says to be stricter.
 */
function checkAgainstOracles(input: Uint8Array): void {
  const bytes = new Uint8Array(input)
  const ours = attempt(() => decodeCbor(bytes))
  const theirs = attempt(() => oracle2(bytes))
  if ('error' in ours) {
    assert.ok(ours.error instanceof FormatError)
    assert.equal(ours.error.code, 'format.cbor')
    assert.ok('error' in theirs || isOursAlone(theirs.result))
    return
  }
  assert.ok('result' in theirs)
  assert.equal(diagnose(ours.result), diagnose(theirs.result.value))
  if ('result' in attempt(() => oracleG(bytes))) checkCborg(bytes, ours.result)
}

/** cborg drops a byte order mark that begins a text; it is not asked about such. */
function checkCborg(bytes: Uint8Array, value: CborValue): void {
  if (Buffer.from(bytes).includes('\ufeff')) return
  assert.equal(diagnose(oracleG(bytes)), diagnose(value))
}

/** Keys neither integers nor text, keys written twice in two ways, nesting: ours alone to refuse. */
function isOursAlone({ value, hasOddKeys }: Answer): boolean {
  return hasOddKeys || depthOf(value) > MAX_DEPTH
}

interface Answer {
  readonly value: unknown
  /** Whether a map has a key that is neither integer nor text, or one key in two encodings. */
  readonly hasOddKeys: boolean
}

/** cbor2, strict. What it does not see, it is made to tell: how the keys were encoded. */
function oracle2(bytes: Uint8Array): Answer {
  let hasOddKeys = false
  const value = decodeCbor2(bytes, {
    ignoreGlobalTags: true,
    rejectDuplicateKeys: true,
    rejectSimple: true,
    createObject(entries) {
      const majorTypes = entries.map(([, , encoded]) => (encoded[0] ?? 0xff) >> 5)
      const map = new Map(entries.map(([key, each]) => [key, each]))
      hasOddKeys ||= !majorTypes.every((type) => type === 0 || type === 1 || type === 3)
      hasOddKeys ||= map.size < entries.length
      return map
    },
  })
  return { value, hasOddKeys }
}

/** cborg, strict, with every tag kept. It takes invalid UTF-8 and no strings in chunks. */
function oracleG(bytes: Uint8Array): unknown {
  const anyTag = new Proxy([], {
    get: (_, tag) => (enclosed: () => unknown) => new Tagged(Number(tag), enclosed()),
  })
  return decodeCborg(bytes, { useMaps: true, rejectDuplicateMapKeys: true, tags: anyTag })
}

function attempt<Result>(
  run: () => Result,
): { readonly result: Result } | { readonly error: unknown } {
  try {
    return { result: run() }
  } catch (error) {
    return { error }
  }
}

/**
 * Writes a value of any of the three libraries in one notation. Integers and whole floats look
 * alike, because cborg keeps them apart only up to 2^53; tests of ours alone are exact.
 */
function diagnose(value: unknown): string {
  if (typeof value === 'number' && Number.isInteger(value)) return String(BigInt(value))
  if (typeof value === 'string') return JSON.stringify(value)
  if (value instanceof Uint8Array) return `h'${Buffer.from(value).toString('hex')}'`
  if (Array.isArray(value)) return `[${value.map(diagnose).join()}]`
  if (value instanceof Map) {
    // Sorted: every encoder has its own order of keys.
    return `{${[...value].map(([key, each]) => `${diagnose(key)}:${diagnose(each)}`).sort()}}`
  }
  if (value instanceof CborTag || value instanceof Tagged) {
    return `${Number(value.tag)}(${diagnose(value.value)})`
  }
  if (value instanceof Tag) return `${Number(value.tag)}(${diagnose(value.contents)})`
  return String(value)
}

function depthOf(value: unknown): number {
  const deepest = (values: readonly unknown[]): number => 1 + Math.max(0, ...values.map(depthOf))
  if (Array.isArray(value)) return deepest(value)
  if (value instanceof Map) return deepest([...value.values()])
  return value instanceof Tag ? deepest([value.contents]) : 0
}

function toCbor2(value: CborValue): unknown {
  return convert(value, (tag, inner) => new Tag(tag, inner))
}

function toCborg(value: CborValue): unknown {
  return convert(value, (tag, inner) => new Tagged(Number(tag), inner))
}

function convert(
  value: CborValue,
  tagged: (tag: number | bigint, inner: unknown) => unknown,
): unknown {
  if (value instanceof CborTag) return tagged(value.tag, convert(value.value, tagged))
  if (value instanceof Map) {
    return new Map([...value].map(([key, each]) => [key, convert(each, tagged)]))
  }
  return Array.isArray(value) ? value.map((each) => convert(each, tagged)) : value
}

type Key = number | bigint | string

interface EncodedKey extends Encoding {
  readonly value: Key
}

/** A data item of at most five levels in any of its encodings. */
function encoding(): fc.Arbitrary<Encoding> {
  const { item } = fc.letrec<{ item: Encoding }>((tie) => ({
    item: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      fc.oneof(integer(), text(), byteString(), float(), simple()),
      fc.tuple(fc.array(tie('item'), { maxLength: 6 }), headWidth()).map(toArray),
      fc.tuple(uniqueKeys(), fc.array(tie('item'), { maxLength: 6 }), headWidth()).map(toMap),
      fc.tuple(fc.maxSafeNat(), tie('item'), definiteWidth()).map(toTagged),
    ),
  }))
  return item
}

/** Log2 of the bytes of an argument, at least; or -1: in the initial byte; or indefinite. */
type Width = -1 | 0 | 1 | 2 | 3

function definiteWidth(): fc.Arbitrary<Width> {
  return fc.constantFrom<Width[]>(-1, -1, -1, 0, 1, 2, 3)
}

function headWidth(): fc.Arbitrary<Width | 'indefinite'> {
  return fc.oneof(definiteWidth(), fc.constant('indefinite' as const))
}

function head(majorType: number, argument: number | bigint, width: Width): number[] {
  const least = LIMITS.findIndex((limit) => BigInt(argument) < limit) - 1
  const log2 = Math.max(least, width)
  if (log2 < 0) return [(majorType << 5) | Number(argument)]
  const digits = BigInt(argument)
    .toString(16)
    .padStart(2 << log2, '0')
  return [(majorType << 5) | (24 + log2), ...Buffer.from(digits, 'hex')]
}

/** What the initial byte holds, and one, two, four and eight bytes after it. */
const LIMITS = [24n, 2n ** 8n, 2n ** 16n, 2n ** 32n, 2n ** 64n]

function integer(): fc.Arbitrary<EncodedKey> {
  const argument = fc.oneof(
    fc.integer({ min: 0, max: 300 }).map(BigInt),
    fc.bigInt(0n, 2n ** 64n - 1n),
  )
  return fc.tuple(fc.boolean(), argument, definiteWidth()).map(([isNegative, size, width]) => {
    const exact = isNegative ? -1n - size : size
    const isSafe = Number.isSafeInteger(Number(exact)) && BigInt(Number(exact)) === exact
    const bytes = head(isNegative ? 1 : 0, size, width)
    return { bytes, value: isSafe ? Number(exact) : exact, hasChunks: false }
  })
}

function byteString(): fc.Arbitrary<Encoding> {
  const chunk = fc.uint8Array({ maxLength: 30 }).map((bytes) => [...bytes])
  return strings(2, chunk).map((each) => ({
    bytes: each.bytes,
    value: Uint8Array.from(each.chunks.flat()),
    hasChunks: each.hasChunks,
  }))
}

function text(): fc.Arbitrary<EncodedKey> {
  const words = fc.constantFrom('', 'a', 'dob', 'ä', '水', '𐅑', '\ufeff', 'x'.repeat(24))
  const character = fc.oneof(words, fc.string({ unit: ANY_CHARACTER, maxLength: 30 }))
  const chunk = character.map((each) => [...Buffer.from(each)])
  return strings(3, chunk).map((each) => ({
    bytes: each.bytes,
    value: Buffer.from(each.chunks.flat()).toString(),
    hasChunks: each.hasChunks,
  }))
}

function strings(
  majorType: 2 | 3,
  chunk: fc.Arbitrary<number[]>,
): fc.Arbitrary<{ bytes: number[]; chunks: number[][]; hasChunks: boolean }> {
  const whole = fc.tuple(chunk, definiteWidth()).map(([content, width]) => ({
    bytes: [...head(majorType, content.length, width), ...content],
    chunks: [content],
    hasChunks: false,
  }))
  const chunked = fc.array(fc.tuple(chunk, definiteWidth()), { maxLength: 4 }).map((list) => ({
    bytes: [
      (majorType << 5) | 31,
      ...list.flatMap(([content, width]) => [
        ...head(majorType, content.length, width),
        ...content,
      ]),
      0xff,
    ],
    chunks: list.map(([content]) => content),
    hasChunks: true,
  }))
  return fc.oneof({ weight: 4, arbitrary: whole }, { weight: 1, arbitrary: chunked })
}

function float(): fc.Arbitrary<Encoding> {
  const wide = fc.double().map((value) => ({ value, bytes: [0xfb, ...floatBytes(8, value)] }))
  const single = fc.float().map((value) => ({ value, bytes: [0xfa, ...floatBytes(4, value)] }))
  const halfs: readonly { value: number; bytes: number[] }[] = [
    { value: 0, bytes: [0xf9, 0x00, 0x00] },
    { value: 1.5, bytes: [0xf9, 0x3e, 0x00] },
    { value: -4, bytes: [0xf9, 0xc4, 0x00] },
    { value: 2 ** -24, bytes: [0xf9, 0x00, 0x01] },
    { value: Number.NaN, bytes: [0xf9, 0x7e, 0x01] },
    { value: Number.NEGATIVE_INFINITY, bytes: [0xf9, 0xfc, 0x00] },
  ]
  return fc
    .oneof(wide, single, fc.constantFrom(...halfs))
    .map((each) => ({ ...each, hasChunks: false }))
}

function floatBytes(width: 4 | 8, value: number): readonly number[] {
  const bytes = Buffer.alloc(width)
  if (width === 4) bytes.writeFloatBE(value)
  else bytes.writeDoubleBE(value)
  return [...bytes]
}

function simple(): fc.Arbitrary<Encoding> {
  const values: readonly CborValue[] = [false, true, null, undefined]
  return fc
    .nat({ max: 3 })
    .map((each) => ({ bytes: [0xf4 + each], value: values[each], hasChunks: false }))
}

function uniqueKeys(): fc.Arbitrary<EncodedKey[]> {
  return fc.uniqueArray(fc.oneof(integer(), text()), {
    maxLength: 6,
    selector: ({ value }) => value,
  })
}

function toArray([items, width]: [readonly Encoding[], Width | 'indefinite']): Encoding {
  return {
    bytes: enclose(4, items.length, items, width),
    value: items.map(({ value }) => value),
    hasChunks: items.some(({ hasChunks }) => hasChunks),
  }
}

function toMap([keys, items, width]: [EncodedKey[], Encoding[], Width | 'indefinite']): Encoding {
  const entries = keys.slice(0, items.length).map((key, i) => ({ key, item: items[i] ?? key }))
  const inside = entries.flatMap(({ key, item }) => [key, item])
  return {
    bytes: enclose(5, entries.length, inside, width),
    value: new Map(entries.map(({ key, item }) => [key.value, item.value])),
    hasChunks: inside.some(({ hasChunks }) => hasChunks),
  }
}

function toTagged([tag, item, width]: [number, Encoding, Width]): Encoding {
  return {
    bytes: [...head(6, tag, width), ...item.bytes],
    value: new CborTag(tag, item.value),
    hasChunks: item.hasChunks,
  }
}

function enclose(
  majorType: 4 | 5,
  count: number,
  inside: readonly Encoding[],
  width: Width | 'indefinite',
): number[] {
  const bytes = inside.flatMap((each) => [...each.bytes])
  if (width === 'indefinite') return [(majorType << 5) | 31, ...bytes, 0xff]
  return [...head(majorType, count, width), ...bytes]
}

/** An encoding with one to three faults in it. */
function mutated(): fc.Arbitrary<Uint8Array> {
  const byte = fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(0xff, 0x9f, 0x7f, 0xa2, 0xf9, 0x1b))
  const fault = fc.record({
    kind: fc.constantFrom('replace', 'flip', 'insert', 'remove', 'repeat', 'cut'),
    at: fc.nat({ max: 400 }),
    byte,
  })
  return fc
    .tuple(encoding(), fc.array(fault, { minLength: 1, maxLength: 3 }))
    .map(([{ bytes }, faults]) => {
      const list = [...bytes]
      for (const { kind, at, byte } of faults) applyFault(list, kind, at % (list.length + 1), byte)
      return Uint8Array.from(list)
    })
}

function applyFault(list: number[], kind: string, at: number, byte: number): void {
  if (kind === 'replace') list.splice(at, 1, byte)
  else if (kind === 'flip') list.splice(at, 1, (list[at] ?? 0) ^ (1 << (byte % 8)))
  else if (kind === 'insert') list.splice(at, 0, byte)
  else if (kind === 'remove') list.splice(at, 1 + (byte % 3))
  else if (kind === 'repeat') list.splice(at, 0, ...list.slice(at, at + 1 + (byte % 8)))
  else list.length = Math.min(at, list.length)
}
