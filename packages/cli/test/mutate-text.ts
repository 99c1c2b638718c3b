/**
 * Mutants of texts of certificates: of the characters as they stand, and of what JSON or bytes say.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import type { JsonObject, JsonValue } from 'pratique/codecs'

/** A text that differs from the original in the way that its name says. */
export interface Mutant {
  readonly name: string
  readonly text: string
}

/** Draws whole numbers from 0 to below a bound, always the same ones for a name. */
export function createChance(name: string): (bound: number) => number {
  let draws = 0
  return (bound) => {
    const digest = createHash('sha256').update(`${name} ${draws++}`).digest()
    return digest.readUInt32LE(0) % bound
  }
}

/** Characters changed, dropped, doubled, exchanged; the text cut, and with more at its ends. */
export function* mutateCharacters(text: string, count: number, name: string): Generator<Mutant> {
  const chance = createChance(name)
  const alphabet = [...new Set(text)]
  for (let i = 0; i < count; i++) {
    const at = chance(text.length)
    const [before, character, after] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)]
    const other = alphabet[chance(alphabet.length)] ?? ''
    yield { name: `character ${at} changed`, text: before + other + after }
    yield { name: `character ${at} dropped`, text: before + after }
    yield { name: `character ${at} doubled`, text: before + character + character + after }
    yield { name: `${at} and the next exchanged`, text: before + swapFirst(character + after) }
    yield { name: `cut at ${at}`, text: before }
    yield { name: `other case at ${at}`, text: before + otherCase(character) + after }
  }
  yield { name: 'one more at the end', text: text + (text.at(-1) ?? '') }
  yield { name: 'twice', text: text + text }
}

function swapFirst(text: string): string {
  return text.charAt(1) + text.charAt(0) + text.slice(2)
}

function otherCase(character: string): string {
  const lower = character.toLowerCase()
  return lower === character ? character.toUpperCase() : lower
}

/** Single bits of bytes. */
export function* flipBits(bytes: Uint8Array, count: number, name: string): Generator<Uint8Array> {
  const chance = createChance(name)
  for (let i = 0; i < count; i++) {
    const flipped = bytes.slice()
    const at = chance(bytes.length)
    flipped[at] = (flipped[at] ?? 0) ^ (1 << chance(8))
    yield flipped
  }
}

/** A leaf of JSON: the names on the way to it, and its value. */
interface Leaf {
  readonly path: readonly string[]
  readonly value: JsonValue
}

/** Every leaf changed, dropped, wrapped; every two leaves exchanged; members added. */
export function* mutateJson(document: JsonObject): Generator<Mutant> {
  const leaves = [...listLeaves(document, [])]
  for (const { path, value } of leaves) {
    const at = path.join('.')
    for (const other of othersOf(value)) {
      yield { name: `${at} changed`, text: JSON.stringify(put(document, path, other)) }
    }
    yield { name: `${at} dropped`, text: JSON.stringify(put(document, path, undefined)) }
    const parent = path.slice(0, -1)
    yield { name: `beside ${at}`, text: JSON.stringify(put(document, [...parent, 'extra'], 'x')) }
  }
  for (const [index, a] of leaves.entries()) {
    for (const b of leaves.slice(index + 1)) {
      if (a.value === b.value) continue
      const exchanged = put(put(document, a.path, b.value), b.path, a.value)
      const name = `${a.path.join('.')} and ${b.path.join('.')} exchanged`
      yield { name, text: JSON.stringify(exchanged) }
    }
  }
}

function* listLeaves(value: JsonValue, path: readonly string[]): Generator<Leaf> {
  if (typeof value !== 'object' || value === null) return yield { path, value }
  for (const [name, inner] of Object.entries(value)) yield* listLeaves(inner, [...path, name])
}

function othersOf(value: JsonValue): readonly JsonValue[] {
  if (typeof value === 'number') return [value + 1, -value - 1, String(value), [value], null]
  if (typeof value !== 'string') return ['x', 0]
  const digits = /^\d{1,15}$/.test(value) ? [Number(value)] : []
  return [`${value}x`, ` ${value}`, '', [value], { '@value': value }, null, ...digits]
}

/** The same with another value at a path; `undefined` drops it. */
function put(
  document: JsonValue,
  path: readonly string[],
  value: JsonValue | undefined,
): JsonValue {
  const [name, ...rest] = path
  if (name === undefined) return value ?? null
  const isArray = Array.isArray(document)
  const entries = typeof document === 'object' && document !== null ? Object.entries(document) : []
  const others = new Map<string, JsonValue>(entries)
  if (rest.length === 0 && value === undefined) others.delete(name)
  else others.set(name, put(others.get(name) ?? {}, rest, value))
  return isArray ? [...others.values()] : Object.fromEntries(others)
}
