/**
 * What is answered to who asks for a file of the page, whatever server asks.
 *
 * @module
 */

import type { Encoding, PageFiles } from './page-files.ts'

/** What of a request counts. */
export interface PageRequest {
  /** Decoded, without a query. */
  readonly path: string
  /** Value of `Accept-Encoding`. */
  readonly encodings: string | undefined
  /** Value of `If-None-Match`. */
  readonly known: string | undefined
}

export interface PageAnswer {
  readonly status: 200 | 304
  readonly headers: Readonly<Record<string, string>>
  /** Absent: the client has it. */
  readonly bytes?: Uint8Array<ArrayBuffer>
}

/** What this program prefers, first to last. */
const ENCODINGS: readonly Encoding[] = ['br', 'gzip']

/** @returns `undefined` if the page has no such file */
export async function findPageAnswer(
  files: PageFiles,
  { path, encodings, known }: PageRequest,
): Promise<PageAnswer | undefined> {
  const file = files.get(path)
  if (!file) return undefined
  const encoding = chooseEncoding(encodings)
  const { bytes, tag } = await file.send(encoding)
  const about = { ...file.headers, ETag: tag, Vary: 'Accept-Encoding' }
  if (isKnown(known, tag)) return { status: 304, headers: about }
  const headers = {
    ...about,
    'Content-Type': file.type,
    'Content-Length': String(bytes.length),
    ...(tag.endsWith(`-${encoding}"`) && { 'Content-Encoding': encoding }),
  }
  return { status: 200, headers, bytes }
}

/** The best that the client takes (RFC 9110 §12.5.3). */
function chooseEncoding(accepted = ''): Encoding {
  const refused = /;\s*q=0(\.0*)?$/
  const taken = accepted
    .split(',')
    .map((each) => each.trim().toLowerCase())
    .filter((each) => !refused.test(each))
    .map((each) => each.split(';')[0]?.trim())
  return ENCODINGS.find((each) => taken.includes(each)) ?? 'identity'
}

/** Whether the client has it (RFC 9110 §13.1.2). */
export function isKnown(given: string | undefined, tag: string): boolean {
  const tags = (given ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''))
  return tags.includes(tag) || tags.includes('*')
}
