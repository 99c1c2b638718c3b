/**
 * Orders from JSON: what stands where, and everything that is wrong with it.
 *
 * @module
 */

import { isJsonObject, member } from '../json/read.ts'
import type { JsonObject, JsonValue } from '../json/value.ts'
import type { MrzName } from '../model/issuing.ts'
import type { Order, OrderFault } from '../model/order.ts'
import { orderFault } from '../model/order-faults.ts'
import { checkOrder } from './check-order.ts'
import { addMrz } from './mrz-holder.ts'
import { FACTS, HOLDER, type Member, type Members } from './order-members.ts'
import { type ReadMember, readMember } from './read-member.ts'

/** An order that can be carried out, or all that is wrong with it. */
export type ReadOrder =
  | { readonly order: Order }
  | { readonly faults: readonly [OrderFault, ...OrderFault[]] }

/** A name that could not be read is not also missing. */
const NAME_PATHS: ReadonlySet<string> = new Set([
  'holder',
  'holder.family',
  'holder.given',
  'holder.familyTransliterated',
  'holder.givenTransliterated',
])
const ROOT: ReadonlySet<string> = new Set(['holder', 'mrz', 'fact'])

/**
 * Reads an order. Members are those of {@link Order}; `product`, `codes`, `vaccineType` and `manufacturer`
 * may be a code as text; `mrz`, the lines of a passport's machine-readable zone, stands for the members of
 * `holder` that it states. All faults are told at once, and none quotes a value.
 *
 * @param now seconds since the epoch: nothing lies after it
 */
export function readOrder(json: JsonValue, now: number): ReadOrder {
  const { order, faults } = readOrderMembers(json, now)
  const [first, ...others] = faults
  if (first) return { faults: [first, ...others] }
  return { order }
}

/** What could be read of an order, and what is wrong with the rest. */
export interface ReadMembers {
  /** Of an order with faults, any member may be absent. */
  readonly order: Order
  /** Of the holder, as a passport's zone has it. */
  readonly name: MrzName
  readonly faults: readonly OrderFault[]
}

/** As {@link readOrder}, with the members that could be read beside what is wrong with the others. */
export function readOrderMembers(json: JsonValue, now: number): ReadMembers {
  const faults: OrderFault[] = []
  if (!isJsonObject(json)) {
    const order = { holder: {}, fact: {} } as unknown as Order
    const name = { family: '', given: '' }
    return { order, name, faults: [orderFault('', 'type', 'an object')] }
  }
  if (Object.keys(json).some((name) => !ROOT.has(name))) faults.push(unknownMember('', [...ROOT]))
  const stated = addMrz(json, now, faults)
  const isZoneRead = !faults.some(({ path }) => path === 'mrz')
  const holder = isZoneRead ? readMembers(stated, HOLDER, 'holder', faults) : {}
  const fact = readFact(member(json, 'fact'), faults)
  // What was read has the members of an order, or there are faults.
  const order = { holder, fact } as unknown as Order
  const isNameRead =
    isZoneRead &&
    !faults.some(({ path, kind }) => NAME_PATHS.has(path) && kind !== 'unknown-member')
  const { name, faults: ofOrder } = checkOrder(order, now)
  faults.push(...ofOrder.filter(({ path }) => isNameRead || !NAME_PATHS.has(path)))
  return { order, name, faults: withoutRepetition(faults) }
}

function readFact(json: JsonValue | undefined, faults: OrderFault[]): JsonObject {
  if (json === undefined) {
    faults.push(orderFault('fact', 'missing', 'what is to be certified'))
    return {}
  }
  if (Array.isArray(json)) {
    faults.push(orderFault('fact', 'type', 'one object: one disease a certificate'))
    return {}
  }
  const kind = isJsonObject(json) ? member(json, 'kind') : undefined
  const members = typeof kind === 'string' && Object.hasOwn(FACTS, kind) ? FACTS[kind] : undefined
  if (members) return readMembers(json, members, 'fact', faults)
  faults.push(orderFault('fact.kind', 'unknown-word', `one of ${Object.keys(FACTS).join(', ')}`))
  return {}
}

function readMembers(
  json: JsonValue | undefined,
  members: Members,
  path: string,
  faults: OrderFault[],
): JsonObject {
  if (!isJsonObject(json)) {
    faults.push(orderFault(path, json === undefined ? 'missing' : 'type', 'an object'))
    return {}
  }
  if (Object.keys(json).some((name) => !Object.hasOwn(members, name))) {
    faults.push(unknownMember(path, Object.keys(members)))
  }
  const read: Record<string, JsonValue> = {}
  // Over names, not entries, and paths only of faults: an order has few of the members that there are.
  for (const name in members) {
    const each = members[name]
    if (each) readInto(read, name, each, member(json, name), path, faults)
  }
  return read
}

/** Puts a member where it belongs, or tells what is wrong with it. */
function readInto(
  read: Record<string, JsonValue>,
  name: string,
  member: Member,
  given: JsonValue | undefined,
  path: string,
  faults: OrderFault[],
): void {
  const isGiven = given !== undefined && given !== null
  const result = isGiven ? readMember(given, member) : NOTHING
  if ('kind' in result) faults.push(orderFault(`${path}.${name}`, result.kind, result.words))
  else if (result.value !== undefined) read[name] = result.value as JsonValue
  else if (member.isRequired) {
    const at = `${path}.${name}`
    faults.push(orderFault(at, 'missing', wordsFor(at)))
  }
}

const NOTHING: ReadMember = { value: undefined }

/** What to say of what is missing. */
function wordsFor(path: string): string {
  return path === 'holder.birthDate'
    ? 'the birth date; write "" if nobody knows it'
    : 'is not stated'
}

/** What is called by no known name may be called by a person's: where it stands is told alone. */
function unknownMember(path: string, known: readonly string[]): OrderFault {
  return orderFault(path, 'unknown-member', `no members but ${known.join(', ')}`)
}

/** What could not be read is not checked again: of each member, the first fault counts. */
export function withoutRepetition(faults: readonly OrderFault[]): readonly OrderFault[] {
  if (faults.length < 2) return faults
  const seen = new Set<string>()
  return faults.filter(({ path }) => {
    if (seen.has(path)) return false
    seen.add(path)
    return true
  })
}
