/**
 * The section of entry rules in a bundle: each as it came, by its kind and its name.
 *
 * @module
 */

import { type Bytes, isSameBytes } from '../bytes/bytes.ts'
import { decodeCbor } from '../cbor/decode.ts'
import { encodeCbor } from '../cbor/encode.ts'
import { createMapReader } from '../cbor/map-reader.ts'
import type { CborValue } from '../cbor/value.ts'
import { FormatError, UsageError } from '../errors.ts'
import { decodeJson, type JsonLimits } from '../json/parse.ts'
import type { CarriedPolicy, NamedPolicy, PolicyChanges, PolicyKind } from './content.ts'

/** What a bundle can carry. */
export const POLICY_KINDS: readonly PolicyKind[] = ['eu-rules', 'eu-value-sets', 'pratique-policy']

/**
 * How large one entry may be. All versions of all countries' rules that the EU's gateway ever gave out
 * have a million characters, and are 20 deep.
 */
export const POLICY_LIMITS: Required<JsonLimits> = {
  maxDepth: 64,
  maxCharacters: 8 * 1024 * 1024,
}

/** Of the whole section, before compression. */
export const MAX_POLICIES_BYTES: number = 16 * 1024 * 1024

const LIMITS = { maxBytes: MAX_POLICIES_BYTES, maxItems: 20_000, maxDepth: 4 } as const

/** Something to tell one from another by, that fits a line. */
const NAME = /^[^\p{Cc}\p{Cs}]{1,100}$/u

/** Encodes the section: the same entries in any order are the same bytes. */
export function encodePolicies(policies: readonly CarriedPolicy[]): Bytes {
  return encodeCbor(new Map([['policies', policies.toSorted(compare).map(toPolicyEntry)]]))
}

/**
 * Decodes the section. That an entry is JSON is not looked at: see {@link requireJson}.
 *
 * @throws {FormatError} `format.cbor`
 */
export function decodePolicies(bytes: Bytes): readonly CarriedPolicy[] {
  const map = createMapReader(decodeCbor(bytes, LIMITS), 'the section of entry rules')
  const policies = map.array('policies', readPolicyEntry)
  map.finish()
  for (const [at, policy] of policies.entries()) {
    const before = policies[at - 1]
    if (!before || compare(before, policy) < 0) continue
    refuse('entry rules are out of order, or two of a kind have one name')
  }
  return policies
}

/**
 * Requires that all entries are JSON within {@link POLICY_LIMITS}.
 *
 * @throws {FormatError} `format.json`
 */
export function requireJson(policies: readonly CarriedPolicy[]): void {
  for (const { bytes } of policies) decodeJson(bytes, POLICY_LIMITS)
}

/**
 * Requires that entries can be carried: read again, they are what they were.
 *
 * @throws {UsageError} `usage.argument` if one has no name, two of a kind have one name, one is no JSON, or
 *   they are too large
 */
export function requireCarriablePolicies(policies: readonly CarriedPolicy[]): void {
  try {
    requireJson(decodePolicies(encodePolicies(policies)))
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    const message = `entry rules that no bundle can carry: ${cause.message}`
    throw new UsageError('usage.argument', message, { cause })
  }
}

/** Compares entries by kind and name; `undefined` if nothing changed. What is told is sorted. */
export function diffPolicies(
  before: readonly CarriedPolicy[],
  after: readonly CarriedPolicy[],
): PolicyChanges | undefined {
  const [old, fresh] = [toMap(before), toMap(after)]
  const added = [...fresh].filter(([id]) => !old.has(id))
  const removed = [...old].filter(([id]) => !fresh.has(id))
  const changed = [...fresh].filter(([id, policy]) => {
    const previous = old.get(id)
    return previous !== undefined && !isSame(previous, policy)
  })
  if (added.length + removed.length + changed.length === 0) return undefined
  return { added: added.map(toNamed), removed: removed.map(toNamed), changed: changed.map(toNamed) }
}

/** Encodes what an entry is called. */
export function toNamedPolicyEntry({ kind, name }: NamedPolicy): CborValue {
  return new Map([
    ['kind', kind],
    ['name', name],
  ])
}

/** Inverse of {@link toNamedPolicyEntry} */
export function readNamedPolicy(value: CborValue): NamedPolicy {
  const map = createMapReader(value, 'entry rules in the note of changes')
  const named = { kind: map.oneOf('kind', POLICY_KINDS), name: map.text('name') }
  map.finish()
  return named
}

function toPolicyEntry({ kind, name, asOf, bytes }: CarriedPolicy): CborValue {
  return new Map<string, CborValue>([
    ['kind', kind],
    ['name', name],
    ...(asOf === undefined ? [] : [['asOf', asOf] as const]),
    ['bytes', bytes],
  ])
}

function readPolicyEntry(value: CborValue): CarriedPolicy {
  const map = createMapReader(value, 'an entry rule')
  const name = map.text('name')
  if (!NAME.test(name)) refuse('entry rules need a name of 1 to 100 characters')
  const asOf = map.optionalNumber('asOf')
  const policy: CarriedPolicy = {
    kind: map.oneOf('kind', POLICY_KINDS),
    name,
    ...(asOf !== undefined && { asOf }),
    bytes: map.bytes('bytes').slice(),
  }
  map.finish()
  return policy
}

function toMap(policies: readonly CarriedPolicy[]): ReadonlyMap<string, CarriedPolicy> {
  return new Map(policies.toSorted(compare).map((policy) => [idOf(policy), policy]))
}

function isSame(a: CarriedPolicy, b: CarriedPolicy): boolean {
  return a.asOf === b.asOf && isSameBytes(a.bytes, b.bytes)
}

function toNamed([, { kind, name }]: readonly [string, CarriedPolicy]): NamedPolicy {
  return { kind, name }
}

function compare(a: CarriedPolicy, b: CarriedPolicy): number {
  const [first, second] = [idOf(a), idOf(b)]
  if (first === second) return 0
  return first < second ? -1 : 1
}

/** No kind has a blank in it. */
function idOf({ kind, name }: NamedPolicy): string {
  return `${kind} ${name}`
}

function refuse(reason: string): never {
  throw new FormatError('format.cbor', reason)
}
