/**
 * Writing DER (X.690).
 *
 * @module
 */

import { type Bytes, joinBytes } from '../bytes/bytes.ts'
import { UsageError } from '../errors.ts'

const TAG_NUMBER = 0x1f

/**
 * Encodes one element from its contents, put one after another. For a constructed element each of
 * them is an encoded element; that is not checked, nor the order in a SET OF.
 *
 * @param tag the identifier octet, such as 0x30
 * @throws {UsageError} `usage.argument` on a tag that takes several bytes
 */
export function encodeDer(tag: number, ...contents: readonly Bytes[]): Bytes {
  if (!Number.isInteger(tag) || tag < 0 || tag > 0xff || (tag & TAG_NUMBER) === TAG_NUMBER) {
    throw new UsageError('usage.argument', 'expected an identifier of one octet')
  }
  const length = contents.reduce((sum, part) => sum + part.length, 0)
  return joinBytes([Uint8Array.of(tag, ...lengthOctets(length)), ...contents])
}

/** The shortest form of a length (X.690 §10.1). */
function lengthOctets(length: number): readonly number[] {
  if (length < 0x80) return [length]
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  return [0x80 | octets.length, ...octets]
}
