/**
 * Cards in several QR codes: `shc:/C/N/digits` (VCI "Chunking", deprecated in December 2022 and
 * still to be read).
 *
 * @module
 */

import { encodeNumeric } from '../../bytes/numeric.ts'
import { FormatError } from '../../errors.ts'

const CHUNK = /^shc:\/(\d{1,4})\/(\d{1,4})\/(\d+)$/
const MAX_CHUNKS = 99

/** The longest part of a JWS that one code holds beside its place among the others (VCI "Chunking"). */
const MAX_CHUNK_LENGTH = 1191

/**
 * Splits a JWS into the texts of several codes, of lengths as equal as can be. Inverse of
 * {@link joinChunks}.
 */
export function splitCard(jws: string): readonly string[] {
  const count = Math.ceil(jws.length / MAX_CHUNK_LENGTH)
  const size = Math.ceil(jws.length / count)
  return Array.from({ length: count }, (_, at) => {
    const part = jws.slice(at * size, (at + 1) * size)
    return `shc:/${at + 1}/${count}/${encodeNumeric(part)}`
  })
}

/**
 * Joins the chunks of one card, given in any order, into the text of a whole card.
 *
 * @returns an error, `format.chunks`, if they do not fit together; `format.chunk-missing` if more
 *   are needed
 */
export function joinChunks(texts: readonly string[]): string | FormatError {
  const digits = new Map<number, string>()
  let total: number | undefined
  for (const text of texts) {
    const [, position, count, part = ''] = CHUNK.exec(text) ?? []
    const index = Number(position)
    const size = Number(count)
    if (!(index >= 1 && index <= size && size <= MAX_CHUNKS)) {
      return new FormatError('format.chunks', 'expected shc:/C/N/digits with C from 1 to N')
    }
    if (total !== undefined && total !== size) {
      return new FormatError('format.chunks', 'the chunks announce different totals')
    }
    total = size
    if ((digits.get(index) ?? part) !== part) {
      return new FormatError('format.chunks', `two different chunks are number ${index}`)
    }
    digits.set(index, part)
  }
  if (digits.size !== total) {
    return new FormatError('format.chunk-missing', `${digits.size} of ${total} chunks are here`)
  }
  const inOrder = [...digits].sort(([a], [b]) => a - b).map(([, part]) => part)
  return `shc:/${inOrder.join('')}`
}
