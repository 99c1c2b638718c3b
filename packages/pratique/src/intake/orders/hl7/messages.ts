/**
 * A file → messages: batches, the framing of MLLP and any line ends are taken off.
 *
 * @module
 */

import type { Bytes } from '../../../bytes/bytes.ts'
import { linesOf } from '../text.ts'
import { decodeMessage } from './charset.ts'
import { type Delimiters, readDelimiters, readSegment, type Segment } from './segment.ts'

/** A message, or why it is none. The first has the number 1. */
export type Message =
  | { readonly number: number; readonly segments: readonly Segment[] }
  | {
      readonly number: number
      readonly kind: 'syntax' | 'encoding' | 'too-long'
      readonly path: string
      readonly words: string
    }

const M = 0x4d
const START_BLOCK = 0x0b
const END_BLOCK = 0x1c

export const MAX_BYTES: number = 16 * 1024 * 1024
const MAX_SEGMENTS = 20_000

/** The heads and ends of batches and files (HL7 v2.5 §2.10.3). */
const BATCH = /^(?:FHS|BHS|BTS|FTS)(?:[^A-Za-z0-9]|$)/
const SEGMENT = /^[A-Z][A-Z0-9]{2}(?:[^A-Za-z0-9]|$)/

const CHARSET_FIELD = 18

/** Parts a file into messages, each of which begins with MSH. */
export function* readMessages(bytes: Bytes, first = 1): Generator<Message, void> {
  let number = first - 1
  let lines: Bytes[] = []
  for (const line of unframedLines(bytes)) {
    const isHead = startsWith(line, 'MSH')
    if (BATCH.test(ascii(line.subarray(0, 4)))) continue
    if (isHead && lines.length > 0) {
      yield readMessage(lines, ++number)
      lines = []
    }
    lines.push(line)
  }
  if (lines.length > 0) yield readMessage(lines, ++number)
}

/** Where the last message begins; 0 if that is the first. */
export function startOfLastMessage(bytes: Bytes): number {
  for (let at = bytes.lastIndexOf(M); at > 0; at = bytes.lastIndexOf(M, at - 1)) {
    if (!startsWith(bytes.subarray(at, at + 3), 'MSH')) continue
    let from = at
    while (from > 0 && isFrame(bytes[from - 1])) from--
    if (from === 0 || isLineEnd(bytes[from - 1])) return from
  }
  return 0
}

/** Lines that are not empty, without the bytes that frame messages on the wire. */
function* unframedLines(bytes: Bytes): Generator<Bytes, void> {
  for (const { bytes: line } of linesOf(bytes)) {
    let from = 0
    let to = line.length
    while (isFrame(line[from])) from++
    while (to > from && isFrame(line[to - 1])) to--
    if (to > from) yield line.subarray(from, to)
  }
}

function isFrame(byte: number | undefined): boolean {
  return byte === START_BLOCK || byte === END_BLOCK
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === 0x0a || byte === 0x0d
}

function readMessage(lines: readonly Bytes[], number: number): Message {
  const [head] = lines
  const refuse = (kind: 'syntax' | 'encoding' | 'too-long', path: string, words: string) =>
    ({ number, kind, path, words }) as const
  if (!head || !startsWith(head, 'MSH')) {
    return refuse('syntax', 'MSH', 'a message, which begins with MSH')
  }
  const size = lines.reduce((sum, line) => sum + line.length + 1, 0)
  if (size > MAX_BYTES || lines.length > MAX_SEGMENTS) {
    const words = `at most ${MAX_BYTES} bytes and ${MAX_SEGMENTS} segments`
    return refuse('too-long', 'message', words)
  }
  // What a delimiter is, and a name of the table, is ASCII in every character set.
  const delimiters = readDelimiters(ascii(head))
  if (!delimiters) {
    return refuse('syntax', 'MSH-2', 'four different signs as delimiters, such as ^~\\&')
  }
  const charsets = readSegment(ascii(head), delimiters).repetitions(CHARSET_FIELD)
  const [charset] = charsets
  if (charsets.length > 1) return refuse('encoding', 'MSH-18', 'one character set')
  const segments: Segment[] = []
  for (const line of lines) {
    const decoded = decodeMessage(line, charset?.component(1) ?? '')
    if ('words' in decoded) return refuse('encoding', 'MSH-18', decoded.words)
    if (!SEGMENT.test(decoded.text) || isFieldless(decoded.text, delimiters)) {
      return refuse('syntax', 'message', 'segments, each with its name of three letters')
    }
    segments.push(readSegment(decoded.text, delimiters))
  }
  return { number, segments }
}

/** Whether something else than the delimiter stands behind the name. */
function isFieldless(text: string, { field }: Delimiters): boolean {
  return text.length > 3 && text.charAt(3) !== field
}

function startsWith(bytes: Bytes, text: string): boolean {
  return [...text].every((letter, at) => bytes[at] === letter.charCodeAt(0))
}

/** One letter a byte, whatever it stands for. */
function ascii(bytes: Bytes): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}
