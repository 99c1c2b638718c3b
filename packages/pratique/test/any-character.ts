/**
 * Any character, for strings that properties draw.
 *
 * @module
 */

import fc from 'fast-check'

const FIRST_SURROGATE = 0xd800
const SURROGATES = 0x800
const LAST = 0x10ffff

/**
 * Any code point but surrogates, as the unit of a string: what fast-check draws for `unit: 'binary'`, without the list of them
 * all that it makes before, which takes most of a second.
 */
export const ANY_CHARACTER: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: LAST - SURROGATES })
  .map(toCharacter, toPlace)

function toCharacter(place: number): string {
  return String.fromCodePoint(place < FIRST_SURROGATE ? place : place + SURROGATES)
}

/** The inverse: with it, fast-check draws strings that trouble programs, too. */
function toPlace(character: unknown): number {
  const codePoint = typeof character === 'string' ? (character.codePointAt(0) ?? -1) : -1
  const place = codePoint < FIRST_SURROGATE ? codePoint : codePoint - SURROGATES
  if (place < 0 || toCharacter(place) !== character) throw new Error('no character')
  return place
}
