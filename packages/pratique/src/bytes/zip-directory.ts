/**
 * The central directory of a small ZIP archive, held against the local headers (APPNOTE §4.3).
 *
 * @module
 */

import { FormatError } from '../errors.ts'

/** An entry, as both of its headers describe it. */
export interface ZipEntry {
  /** ASCII; bytes of other characters stand as those of Latin-1, so that no two names become one. */
  readonly name: string
  readonly isDeflated: boolean
  readonly crc: number
  readonly compressedSize: number
  readonly size: number
  /** Where the data begins. */
  readonly start: number
}

/** What the central directory says of an entry, beside the sizes. */
interface Described extends Omit<ZipEntry, 'start'> {
  readonly flags: number
  readonly method: number
  readonly offset: number
}

/** No carrier needs a second one; some archivers add one of their own. */
const MAX_ENTRIES = 8

const LOCAL_SIGNATURE = 0x04034b50
const CENTRAL_SIGNATURE = 0x02014b50
const END_SIGNATURE = 0x06054b50
const DESCRIPTOR_SIGNATURE = 0x08074b50

/** Lengths of the fixed parts (APPNOTE §4.3.7, §4.3.12, §4.3.16). */
const LOCAL_BYTES = 30
const CENTRAL_BYTES = 46
const END_BYTES = 22
const DESCRIPTOR_BYTES = 12

/** General purpose bits (APPNOTE §4.4.4): 1 and 2 how it was deflated, 3 descriptor, 11 UTF-8. */
const HAS_DESCRIPTOR = 0x0008
const ALLOWED_FLAGS = 0x080e

const STORED = 0
const DEFLATED = 8

/** Extra fields that change size, place or name: ZIP64 and Unicode path (APPNOTE §4.5.3, §4.6.9). */
const FORBIDDEN_EXTRAS: ReadonlySet<number> = new Set([0x0001, 0x7075])

/**
 * Reads the entries of an archive. It must be all of the bytes: local entries from the first byte on,
 * one behind the other, then the central directory, then its end record without a comment.
 *
 * @throws {FormatError} `format.zip`
 */
export function readDirectory(archive: Uint8Array): readonly ZipEntry[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  const end = archive.length - END_BYTES
  if (end < 0 || view.getUint32(end, true) !== END_SIGNATURE) refuse('no end record at the end')
  const count = view.getUint16(end + 10, true)
  const start = view.getUint32(end + 16, true)
  const isWhole =
    view.getUint32(end + 4, true) === 0 &&
    view.getUint16(end + 8, true) === count &&
    start + view.getUint32(end + 12, true) === end &&
    view.getUint16(end + 20, true) === 0
  if (!isWhole) refuse('the end record does not describe this archive')
  if (count > MAX_ENTRIES) refuse(`more than ${MAX_ENTRIES} entries`)
  const described = readCentral(view, start, end, count)
  return locate(view, described, start)
}

/** APPNOTE §4.3.12. The headers must fill the directory. */
function readCentral(view: DataView, start: number, end: number, count: number): Described[] {
  const entries: Described[] = []
  let at = start
  for (let index = 0; index < count; index++) {
    if (end - at < CENTRAL_BYTES || view.getUint32(at, true) !== CENTRAL_SIGNATURE) {
      refuse(`no central header at ${at}`)
    }
    const nameEnd = at + CENTRAL_BYTES + view.getUint16(at + 28, true)
    const extraEnd = nameEnd + view.getUint16(at + 30, true)
    const next = extraEnd + view.getUint16(at + 32, true)
    if (next > end || view.getUint16(at + 34, true) !== 0) refuse('a central header is cut short')
    checkExtras(view, nameEnd, extraEnd)
    const method = view.getUint16(at + 10, true)
    entries.push({
      name: readName(view, at + CENTRAL_BYTES, nameEnd),
      flags: view.getUint16(at + 8, true),
      method,
      isDeflated: method === DEFLATED,
      crc: view.getUint32(at + 16, true),
      compressedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    })
    at = next
  }
  if (at !== end) refuse('there is more in the directory than entries')
  return entries
}

/** Goes through the local entries in their order; they must lie without a gap before the directory. */
function locate(view: DataView, described: readonly Described[], end: number): ZipEntry[] {
  const entries: ZipEntry[] = []
  let at = 0
  for (const entry of described.toSorted((a, b) => a.offset - b.offset)) {
    if (entry.offset !== at) refuse('entries overlap, or something lies between them')
    const start = checkLocal(view, entry, end)
    const { name, isDeflated, crc, compressedSize, size } = entry
    if (compressedSize > end - start) refuse('an entry is cut short')
    entries.push({ name, isDeflated, crc, compressedSize, size, start })
    at = start + compressedSize
    if (entry.flags & HAS_DESCRIPTOR) at = skipDescriptor(view, entry, at, end)
  }
  if (at !== end) refuse('something lies before the directory')
  return entries
}

/** APPNOTE §4.3.7. @returns where the data begins */
function checkLocal(view: DataView, entry: Described, end: number): number {
  const { offset: at, flags, method } = entry
  if (end - at < LOCAL_BYTES || view.getUint32(at, true) !== LOCAL_SIGNATURE) {
    refuse(`no local header at ${at}`)
  }
  if ((flags & ~ALLOWED_FLAGS) !== 0) refuse('encrypted, or in a form that is not read')
  if (method !== STORED && method !== DEFLATED) refuse('neither stored nor deflated')
  const nameEnd = at + LOCAL_BYTES + view.getUint16(at + 26, true)
  const start = nameEnd + view.getUint16(at + 28, true)
  if (start > end) refuse('a local header is cut short')
  checkExtras(view, nameEnd, start)
  const isSame =
    view.getUint16(at + 6, true) === flags &&
    view.getUint16(at + 8, true) === method &&
    readName(view, at + LOCAL_BYTES, nameEnd) === entry.name &&
    areSizesSame(view, at + 14, entry)
  return isSame ? start : refuse('the headers of an entry contradict one another')
}

/** With a descriptor behind the data, the local header may leave its numbers 0 (APPNOTE §4.4.4). */
function areSizesSame(view: DataView, at: number, entry: Described): boolean {
  const { flags, crc, compressedSize, size } = entry
  const mayBeLeftOut = (flags & HAS_DESCRIPTOR) !== 0
  return [crc, compressedSize, size].every((expected, index) => {
    const stated = view.getUint32(at + 4 * index, true)
    return stated === expected || (mayBeLeftOut && stated === 0)
  })
}

/** APPNOTE §4.3.9: CRC and sizes, with a signature before them or not. */
function skipDescriptor(view: DataView, entry: Described, at: number, end: number): number {
  const hasSignature = end - at >= 4 && view.getUint32(at, true) === DESCRIPTOR_SIGNATURE
  const start = hasSignature ? at + 4 : at
  const next = start + DESCRIPTOR_BYTES
  if (next > end) refuse('a data descriptor is cut short')
  const isSame =
    view.getUint32(start, true) === entry.crc &&
    view.getUint32(start + 4, true) === entry.compressedSize &&
    view.getUint32(start + 8, true) === entry.size
  return isSame ? next : refuse('a data descriptor contradicts the directory')
}

/** APPNOTE §4.5.1: pairs of identifier and length, then so many bytes. */
function checkExtras(view: DataView, start: number, end: number): void {
  let at = start
  while (at < end) {
    if (end - at < 4) refuse('an extra field is cut short')
    if (FORBIDDEN_EXTRAS.has(view.getUint16(at, true))) refuse('an extra field changes the entry')
    at += 4 + view.getUint16(at + 2, true)
  }
  if (at !== end) refuse('an extra field is cut short')
}

function readName(view: DataView, start: number, end: number): string {
  let name = ''
  for (let at = start; at < end; at++) name += String.fromCharCode(view.getUint8(at))
  return name
}

function refuse(reason: string): never {
  throw new FormatError('format.zip', reason)
}
