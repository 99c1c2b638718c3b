/**
 * Reads the codes in a file: a picture, a PDF, a text.
 *
 * @module
 */

import type { SeenCode } from '../scanning/codes.ts'
import { kindOfFile } from './file-kind.ts'
import { readPicture, readSvg, type SymbolReader } from './pictures.ts'
import { decodeArchive, decodeTextFile, splitTexts } from './texts.ts'

/** Why a file says nothing. */
export type FileFault =
  | 'empty'
  | 'too-large'
  | 'no-code'
  | 'unreadable-picture'
  | 'heic'
  | 'no-text'
  | 'pdf'
  | 'pdf-locked'
  | 'pdf-long'

export type FileReading =
  | { readonly kind: 'codes'; readonly codes: readonly SeenCode[] }
  | { readonly kind: 'refused'; readonly why: FileFault }

const MAX_BYTES = 32_000_000
const MAX_TEXT_BYTES = 1_000_000

/** Told of each page of a document that is looked at, from 1. */
export type PageListener = (page: number, of: number) => void

/** Reads a file. Nothing of it is kept, and no name of it is looked at. */
export async function readInputFile(
  file: Blob,
  read: SymbolReader,
  onpage: PageListener,
): Promise<FileReading> {
  if (file.size > MAX_BYTES) return refuse('too-large')
  const bytes = new Uint8Array(await file.arrayBuffer())
  const kind = kindOfFile(bytes)
  switch (kind) {
    case 'picture':
    case 'heic':
      return readPicture(bytes, kind, read)
    case 'svg':
      return readSvg(bytes, read)
    case 'pdf':
      return (await import('./pdf.ts')).readPdf(bytes, read, onpage)
    case 'archive':
      return toCodes(decodeArchive(bytes))
    case 'text':
      return bytes.length > MAX_TEXT_BYTES ? refuse('no-text') : toCodes(decodeTextFile(bytes))
  }
}

function toCodes(text: string | undefined): FileReading {
  if (text === undefined) return refuse('no-text')
  const texts = splitTexts(text)
  if (texts.length === 0) return refuse('empty')
  return { kind: 'codes', codes: texts.map((each) => ({ text: each })) }
}

function refuse(why: FileFault): FileReading {
  return { kind: 'refused', why }
}
