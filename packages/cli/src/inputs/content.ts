/**
 * From the bytes of an input to the texts in it: a text, several, or the symbols of a picture.
 *
 * @module
 */

import { isPicture } from '@pratique/node/picture-type'
import { trimLineEnds } from 'pratique/codecs'
import { UsageError } from 'pratique/errors'
import { type Bytes, toText } from 'pratique/verify'
import { isCode } from '../is-code.ts'
import { hasKnownBeginning } from './argument.ts'
import { readRecordLine } from './record.ts'

/** Files that people have instead of a PNG, by how they begin, and what they are called. */
const UNREADABLE_KINDS: readonly { readonly pattern: RegExp; readonly advice: string }[] = [
  { pattern: /^GIF8/s, advice: 'is a GIF picture: save it as a PNG' },
  { pattern: /^RIFF.{4}WEBP/s, advice: 'is a WebP picture: save it as a PNG' },
  {
    pattern: /^.{4}ftyp(?:hei|hev|mif|msf|avif)/s,
    advice: 'is a HEIC picture: save it as a JPEG',
  },
  { pattern: /^(?:II\*|MM.\*)/s, advice: 'is a TIFF picture: save it as a PNG' },
  { pattern: /^BM.{4}[^ -~]{4}/s, advice: 'is a bitmap: save it as a PNG' },
]
const LONGEST_BEGINNING = 16

/** The signature of a ZIP file's first entry (APPNOTE §4.3.7), and the entry that is a certificate. */
const ARCHIVE = [0x50, 0x4b, 0x03, 0x04] as const
const ARCHIVED = 'certificate.json'

/** The control characters that texts have: line ends, tabs, and the separators of barcodes. */
const IN_TEXT: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1c, 0x1d, 0x1e, 0x1f])
const SPACE = 0x20
const DELETE = 0x7f

const UTF_16_LE = [0xff, 0xfe] as const

/** More than are checked in one go: of each, its answer is held until all have one. */
const MAX_TEXTS = 1000

/** A text in an input. */
export interface ContentText {
  readonly text: string
  /** The line it stands in, from 1, where several lines are several certificates. */
  readonly line?: number
}

/**
 * Reads the texts of an input. `name` says in errors which one it is.
 *
 * @throws {UsageError} `usage.file-empty`, `usage.not-text`, `usage.picture`, `usage.no-symbol`,
 *   `usage.file-too-large`
 */
export async function readContent(bytes: Bytes, name: string): Promise<readonly ContentText[]> {
  if (isPicture(bytes)) return (await readPicture(bytes, name)).map((text) => ({ text }))
  const beginning = String.fromCharCode(...bytes.subarray(0, LONGEST_BEGINNING))
  // Certificates of DIVOC travel as archives; any other archive is none.
  if (isArchive(bytes) && toText(bytes).includes(ARCHIVED)) return [{ text: toText(bytes) }]
  const kind = UNREADABLE_KINDS.find(({ pattern }) => pattern.test(beginning))
  if (kind) throw new UsageError('usage.picture', `${name} ${kind.advice}`)
  const text = decodeText(bytes)
  if (text === undefined || hasControlCharacters(text)) {
    throw new UsageError(
      'usage.not-text',
      `${name} is neither a text nor a PNG, JPEG or PDF: give the text of the code, or a picture of it`,
    )
  }
  if (text.trim() === '') {
    throw new UsageError('usage.file-empty', `${name} is empty: save the certificate once more`)
  }
  return splitLines(text, name)
}

/** What a picture is refused with. */
const REFUSALS = ['usage.picture', 'usage.file-too-large'] as const
const ADVICE = {
  svg: 'is an SVG that "issue" did not write: give a PNG of it, or the text of the code',
  other: 'is a damaged or outsized picture: save it again, cropped to the code',
  pdf: 'cannot be read as a PDF: save the page with the code as a PNG',
} as const

/**
 * Reads the texts of the symbols in a picture.
 *
 * @throws {UsageError} `usage.picture`, `usage.file-too-large`, `usage.no-symbol`
 */
export async function readPicture(bytes: Uint8Array, name: string): Promise<readonly string[]> {
  const { readSymbols } = await import('@pratique/node/pictures')
  const symbols = await readSymbols(bytes).catch((cause: unknown) => {
    const code = REFUSALS.find((each) => isCode(cause, each))
    if (!code) throw cause
    throw new UsageError(code, `${name} ${adviseOn(bytes, cause)}`, { cause })
  })
  if (symbols.length > 0) {
    return symbols.map(({ text, bytes: content }) => (isArchive(content) ? toText(content) : text))
  }
  throw new UsageError(
    'usage.no-symbol',
    `${name} shows no QR code, Aztec code or Data Matrix: crop it to the code, or take a sharper picture`,
  )
}

/** Of a PDF, the limit that it broke is told as well: nobody sees it in the file. */
function adviseOn(bytes: Uint8Array, cause: unknown): string {
  const kind = isPicture(bytes)
  if (kind === 'pdf' && cause instanceof UsageError) return `${ADVICE.pdf} (${cause.message})`
  return kind === 'svg' ? ADVICE.svg : ADVICE.other
}

function isArchive(bytes: Uint8Array): boolean {
  return ARCHIVE.every((byte, at) => bytes[at] === byte)
}

/** UTF-8 with or without a mark; UTF-16 with one, as Windows writes it. */
function decodeText(bytes: Uint8Array): string | undefined {
  const isUtf16 = UTF_16_LE.every((byte, at) => bytes[at] === byte)
  try {
    return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Bytes that happen to be UTF-8 are not a text. */
function hasControlCharacters(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if ((unit < SPACE && !IN_TEXT.has(unit)) || unit === DELETE) return true
  }
  return false
}

/**
 * Several lines are several codes only if each begins like one. They are taken one by one, as a file
 * may have millions of them. A line of a record stands for the codes of its certificate.
 *
 * @throws {UsageError} `usage.file-too-large`
 */
function splitLines(text: string, name: string): readonly ContentText[] {
  const found: ContentText[] = []
  let isRecord = false
  for (let at = 0, line = 1; at < text.length; line++) {
    const feed = text.indexOf('\n', at)
    const end = feed < 0 ? text.length : feed
    const content = text.slice(at, end)
    at = end + 1
    if (content.trim() === '') continue
    if (!hasKnownBeginning(content)) return [{ text }]
    const recorded = readRecordLine(content)
    if (recorded) isRecord = true
    for (const each of recorded ?? [trimLineEnds(content)]) {
      if (found.length === MAX_TEXTS) throw tooMany(name)
      found.push({ text: each, line })
    }
  }
  return found.length > 1 || isRecord ? found : [{ text }]
}

function tooMany(name: string): UsageError {
  const limit = MAX_TEXTS.toLocaleString('en')
  return new UsageError('usage.file-too-large', `${name} holds more than ${limit} codes: split it`)
}
