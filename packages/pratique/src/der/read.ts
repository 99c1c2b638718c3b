/**
 * Reading DER (X.690): elements first, and their values where somebody wants them.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { encodeHex } from '../bytes/hex.ts'
import { FormatError } from '../errors.ts'
import {
  BIT_STRING,
  BMP_STRING,
  BOOLEAN,
  CONSTRUCTED,
  GENERALIZED_TIME,
  IA5_STRING,
  INTEGER,
  NUMERIC_STRING,
  OBJECT_IDENTIFIER,
  PRINTABLE_STRING,
  TELETEX_STRING,
  UTC_TIME,
  UTF8_STRING,
} from './tags.ts'

/** One element: identifier, length, contents. Its bytes are views of the input, not copies. */
export interface DerElement {
  /** The identifier octet: class, "constructed" and tag number together, such as 0x30. */
  readonly tag: number
  readonly headerLength: number
  readonly contents: Bytes
  /** The element as it stands in the input, header and all: what signatures and hashes cover. */
  readonly whole: Bytes
  /**
   * Reads the elements that a constructed element is made of. Read once, then remembered.
   *
   * @throws {FormatError} `format.der` if the element is primitive or one inside is malformed
   */
  children(): readonly DerElement[]
}

/** How much one tree may hold. */
export interface DerLimits {
  /** Elements inside one another. Default 32. */
  readonly maxDepth?: number
  /** Elements read in the whole tree. Default 10,000. */
  readonly maxElements?: number
}

/** A bit string. The last byte's `unusedBits` low bits mean nothing, and are zero. */
export interface BitString {
  readonly bytes: Bytes
  readonly unusedBits: number
}

/** What the elements of one tree share. */
interface Tree {
  readonly bytes: Bytes
  elementsLeft: number
}

const TAG_NUMBER = 0x1f
const CLASS = 0xc0
const UNIVERSAL = 0x00

/** Universal types made of elements: EXTERNAL, EMBEDDED PDV, SEQUENCE, SET, CHARACTER STRING. */
const CONSTRUCTED_TYPES: ReadonlySet<number> = new Set([8, 11, 16, 17, 29])

/** Four bytes tell lengths up to 4 GiB: more than any input. */
const MAX_LENGTH_BYTES = 4

/** An RSA modulus of 65,536 bits: no key is longer. */
const MAX_INTEGER_BYTES = 8 * 1024 + 1

/** The bit of a byte of an arc that says "not the last" (X.690 §8.19.2). */
const CONTINUES = 0x80

const TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Reads the element that fills `bytes`. What is inside is read when `children()` is called.
 *
 * Strict about the form (X.690 §10.1, §10.2): definite lengths in their shortest form, strings in
 * one piece, tag numbers below 31, nothing after the element. Whether a SET OF is sorted (§11.6) or
 * a default value left out (§11.5) is not checked.
 *
 * @throws {FormatError} `format.der`
 */
export function readDer(bytes: Bytes, limits: DerLimits = {}): DerElement {
  const { maxDepth = 32, maxElements = 10_000 } = limits
  const tree: Tree = { bytes, elementsLeft: maxElements }
  const element = readElement(tree, 0, bytes.length, maxDepth)
  const { length } = element.whole
  if (length < bytes.length) refuse(`bytes after the end at byte ${length}`)
  return element
}

function readElement(tree: Tree, at: number, end: number, depth: number): DerElement {
  if (tree.elementsLeft-- <= 0) refuse(`too many elements at byte ${at}`)
  if (depth <= 0) refuse(`nested too deeply at byte ${at}`)
  const { bytes } = tree
  if (end - at < 2) refuse(`unexpected end at byte ${end}`)
  const tag = readTag(bytes, at)
  const { length, contentsAt } = readLength(bytes, at + 1, end)
  const contentsEnd = contentsAt + length
  if (contentsEnd > end) refuse(`length past the end at byte ${at + 1}`)
  let children: readonly DerElement[] | undefined
  return {
    tag,
    headerLength: contentsAt - at,
    contents: bytes.subarray(contentsAt, contentsEnd),
    whole: bytes.subarray(at, contentsEnd),
    children() {
      if (!(tag & CONSTRUCTED)) refuse(`expected an element made of others at byte ${at}`)
      children ??= readElements(tree, contentsAt, contentsEnd, depth - 1)
      return children
    },
  }
}

function readElements(tree: Tree, start: number, end: number, depth: number): DerElement[] {
  const elements: DerElement[] = []
  let at = start
  while (at < end) {
    const element = readElement(tree, at, end, depth)
    elements.push(element)
    at += element.whole.length
  }
  return elements
}

function readTag(bytes: Bytes, at: number): number {
  const tag = bytes[at] ?? 0
  const number = tag & TAG_NUMBER
  if (number === TAG_NUMBER) refuse(`tag number of several bytes at byte ${at}`)
  if ((tag & CLASS) === UNIVERSAL) {
    // Number 0 ends an indefinite length (X.690 §8.1.5); strings are in one piece (§10.2).
    const isConstructed = (tag & CONSTRUCTED) !== 0
    if (number === 0 || isConstructed !== CONSTRUCTED_TYPES.has(number)) {
      refuse(`a type that DER does not have at byte ${at}`)
    }
  }
  return tag
}

/** Definite, and as short as can be (X.690 §10.1). */
function readLength(
  bytes: Bytes,
  at: number,
  end: number,
): { readonly length: number; readonly contentsAt: number } {
  const first = bytes[at] ?? 0
  if (first < 0x80) return { length: first, contentsAt: at + 1 }
  const count = first & 0x7f
  if (count === 0) refuse(`indefinite length at byte ${at}`)
  if (count > MAX_LENGTH_BYTES || at + count >= end) refuse(`length past the end at byte ${at}`)
  let length = 0
  for (let i = at + 1; i <= at + count; i++) length = length * 256 + (bytes[i] ?? 0)
  const shortest = length < 0x80 ? 0 : Math.ceil((32 - Math.clz32(length)) / 8)
  if (count !== shortest) refuse(`length longer than need be at byte ${at}`)
  return { length, contentsAt: at + 1 + count }
}

/**
 * Reads a BOOLEAN: 0x00 or 0xFF (X.690 §11.1).
 *
 * @throws {FormatError} `format.der`
 */
export function readBoolean(element: DerElement): boolean {
  const contents = contentsOf(element, BOOLEAN)
  const [value] = contents
  if (contents.length !== 1 || (value !== 0x00 && value !== 0xff)) refuse('expected a BOOLEAN')
  return value === 0xff
}

/**
 * Reads an INTEGER in its shortest form (X.690 §8.3.2).
 *
 * @throws {FormatError} `format.der`, also on one of more than 65,536 bits and a sign
 */
export function readInteger(element: DerElement): bigint {
  const contents = integerOf(element)
  return BigInt.asIntN(8 * contents.length, BigInt(`0x${encodeHex(contents)}`))
}

/**
 * Counts the bits of an INTEGER above zero, without reading it; of any other there are none.
 *
 * @throws {FormatError} as {@link readInteger}
 */
export function countIntegerBits(element: DerElement): number {
  const contents = integerOf(element)
  const [first = 0, second = 0] = contents
  if (first & 0x80) return 0
  // The first byte may be there for the sign alone.
  const bitsOf = (byte: number) => 32 - Math.clz32(byte)
  if (first === 0) return contents.length === 1 ? 0 : bitsOf(second) + 8 * (contents.length - 2)
  return bitsOf(first) + 8 * (contents.length - 1)
}

function integerOf(element: DerElement): Bytes {
  const contents = contentsOf(element, INTEGER)
  const [first, second] = contents
  if (first === undefined) refuse('an INTEGER has no bytes')
  if (contents.length > MAX_INTEGER_BYTES) refuse('an INTEGER is too large')
  if (second !== undefined && first === (second & 0x80 ? 0xff : 0x00)) {
    refuse('an INTEGER is longer than need be')
  }
  return contents
}

/**
 * Reads a BIT STRING, whose unused bits are zero (X.690 §8.6.2, §11.2.1).
 *
 * @throws {FormatError} `format.der`
 */
export function readBitString(element: DerElement): BitString {
  const contents = contentsOf(element, BIT_STRING)
  const [unusedBits] = contents
  const bytes = contents.subarray(1)
  if (unusedBits === undefined || unusedBits > (bytes.length > 0 ? 7 : 0)) {
    refuse('expected a BIT STRING')
  }
  if ((bytes.at(-1) ?? 0) & ((1 << unusedBits) - 1)) refuse('an unused bit is set')
  return { bytes, unusedBits }
}

/**
 * Reads an OBJECT IDENTIFIER as numbers with dots between (X.690 §8.19).
 *
 * @throws {FormatError} `format.der`, also on an arc past 2^53 − 1
 */
export function readOid(element: DerElement): string {
  const contents = contentsOf(element, OBJECT_IDENTIFIER)
  const arcs: number[] = []
  let arc = 0
  let isBegun = false
  for (const byte of contents) {
    if (!isBegun && byte === CONTINUES) refuse('an arc is longer than need be')
    arc = arc * 128 + (byte & 0x7f)
    if (arc > Number.MAX_SAFE_INTEGER) refuse('an arc is too large')
    isBegun = byte >= CONTINUES
    if (isBegun) continue
    arcs.push(arc)
    arc = 0
  }
  const [first, ...rest] = arcs
  if (first === undefined || isBegun) refuse('expected a whole OBJECT IDENTIFIER')
  // The first two arcs share one number; the first is 0, 1 or 2 (X.690 §8.19.4).
  const root = Math.min(Math.floor(first / 40), 2)
  return [root, first - 40 * root, ...rest].join('.')
}

/**
 * Reads a UTCTime or GeneralizedTime in the one form that certificates use: to the second, with
 * `Z` (RFC 5280 §4.1.2.5). A GeneralizedTime before 2050 is taken, though the clause asks for a
 * UTCTime there: issuers write them.
 *
 * @returns seconds since the epoch
 * @throws {FormatError} `format.der`, also on a day or hour that the calendar does not have
 */
export function readTime({ tag, contents }: DerElement): number {
  if (tag !== UTC_TIME && tag !== GENERALIZED_TIME) refuse('expected a time')
  const written = readAscii(contents)
  const text = tag === UTC_TIME ? centuryOf(written) + written : written
  if (!TIME.test(text)) refuse('expected a time to the second, with Z')
  const iso = text.replace(TIME, '$1-$2-$3T$4:$5:$6.000Z')
  const milliseconds = Date.parse(iso)
  // Engines differ about 30 February and 24:00; whatever they make of it is written otherwise.
  if (Number.isNaN(milliseconds) || new Date(milliseconds).toISOString() !== iso) {
    refuse('expected a time that exists')
  }
  return milliseconds / 1000
}

/** Two digits mean 1950 to 2049 (RFC 5280 §4.1.2.5.1). */
function centuryOf(time: string): string {
  return time.charAt(0) < '5' ? '20' : '19'
}

/**
 * Reads a character string.
 *
 * Teletex strings are read as Latin-1, which is what issuers put there. Of the ASCII kinds only
 * "seven bits" is asked: `&` and `@` occur in PrintableStrings.
 *
 * @param tag the type to read the contents as, where an implicit tag hides it (X.690 §8.14.3)
 * @throws {FormatError} `format.der`
 */
export function readText({ tag: ownTag, contents }: DerElement, tag: number = ownTag): string {
  switch (tag) {
    case UTF8_STRING:
      return readUtf8(contents)
    case PRINTABLE_STRING:
    case IA5_STRING:
    case NUMERIC_STRING:
      return readAscii(contents)
    case TELETEX_STRING:
      return fromCodes(contents)
    case BMP_STRING:
      return readBmp(contents)
  }
  return refuse('expected a character string')
}

function readUtf8(contents: Bytes): string {
  try {
    return UTF8.decode(contents)
  } catch (cause) {
    throw new FormatError('format.der', 'invalid UTF-8', { cause })
  }
}

function readAscii(contents: Bytes): string {
  if (contents.some((byte) => byte > 0x7f)) refuse('expected ASCII')
  return fromCodes(contents)
}

/** Two bytes a character, none of them half of a pair (X.690 §8.23.9). */
function readBmp(contents: Bytes): string {
  if (contents.length % 2 === 1) refuse('expected two bytes a character')
  const codes: number[] = []
  for (let i = 0; i < contents.length; i += 2) {
    const code = (contents[i] ?? 0) * 256 + (contents[i + 1] ?? 0)
    if (code >= 0xd800 && code <= 0xdfff) refuse('expected no surrogates')
    codes.push(code)
  }
  return fromCodes(codes)
}

function fromCodes(codes: Iterable<number>): string {
  let text = ''
  for (const code of codes) text += String.fromCharCode(code)
  return text
}

function contentsOf({ tag, contents }: DerElement, expected: number): Bytes {
  if (tag !== expected) refuse(`expected an element of tag ${expected}`)
  return contents
}

function refuse(reason: string): never {
  throw new FormatError('format.der', reason)
}
