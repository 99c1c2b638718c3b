/**
 * Mutants of health links, and of the encrypted files behind them.
 *
 * @module
 */

import { type JsonObject, parseJson } from 'pratique/codecs'
import { isObject } from '../src/conformance/row.ts'
import { flipBits, type Mutant, mutateCharacters, mutateJson } from './mutate-text.ts'

/** How many positions of a text are changed in each way, and how many bits of bytes. */
export interface Extent {
  readonly positions: number
  readonly bits: number
}

const BEGINNING = 'shlink:/'

/** What a link says. */
export function payloadOf(link: string): JsonObject {
  const encoded = link.slice(link.indexOf(BEGINNING) + BEGINNING.length)
  const payload = parseJson(Buffer.from(encoded, 'base64url').toString())
  if (!isObject(payload)) throw new Error('the link says nothing')
  return payload
}

/** The characters of a link, all that it says, and bits of its key. */
export function* mutateLink(link: string, { positions, bits }: Extent): Generator<Mutant> {
  const payload = payloadOf(link)
  const write = (text: string) => BEGINNING + Buffer.from(text).toString('base64url')
  yield* mutateCharacters(link, positions, 'link')
  for (const { name, text } of mutateJson(payload)) yield { name, text: write(text) }
  for (const key of mutateKey(String(payload['key']), bits)) {
    yield { name: 'a bit of the key', text: write(JSON.stringify({ ...payload, key })) }
  }
}

/** A key in base64url with one bit changed. */
export function* mutateKey(key: string, bits: number): Generator<string> {
  for (const flipped of flipBits(Buffer.from(key, 'base64url'), bits, 'key')) {
    yield Buffer.from(flipped).toString('base64url')
  }
}

/** The characters of parts in base64url with points between, as JWE and JWS have, and bits of each. */
export function* mutateParts(text: string, { positions, bits }: Extent): Generator<Mutant> {
  yield* mutateCharacters(text, positions, 'parts')
  const parts = text.split('.')
  for (const [at, part] of parts.entries()) {
    const bytes = Buffer.from(part, 'base64url')
    if (bytes.length === 0) continue
    for (const flipped of flipBits(bytes, bits, `part ${at}`)) {
      const changed = parts.with(at, Buffer.from(flipped).toString('base64url'))
      yield { name: `a bit of part ${at}`, text: changed.join('.') }
    }
  }
}
