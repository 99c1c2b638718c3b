/**
 * Rows about one and the same result: what one that is refused takes back or leaves in doubt, no other may
 * state.
 *
 * @module
 */

import { isJsonObject, member, stringMember } from '../../json/read.ts'
import type { JsonObject } from '../../json/value.ts'
import { type IntakeRow, isTaken, type RefusedRow, refuse, type TakenRow } from './row.ts'

/** What tells the result of a row from those of others, be the row an order or not. */
export interface Identity {
  /** Names of the holder. Two holders who share one are one. */
  readonly holder: readonly string[]
  /** Codes of the test. */
  readonly tests: readonly string[]
  /** Names of its order or specimen. */
  readonly samples: readonly string[]
  /** When the sample was taken, to the minute. */
  readonly minute: number | undefined
  /** Names of the result itself, whatever else is said of it. */
  readonly names: readonly string[]
  /** It was not yet final: what comes behind it in the file may be. */
  readonly isPending: boolean
}

/** A row, and which result it is about, if any. */
export interface IdentifiedRow {
  readonly row: IntakeRow
  readonly identity?: Identity
}

/** Nobody's number or name is longer; a file may make thousands of keys. */
const MAX_NAME_LENGTH = 200

/**
 * Refuses what a refused row is about as well: the same result by its name, or one of the same holder, test
 * and sample. Samples are two where they have other names and were taken at another time. Two results of one
 * name, or of one order or specimen, that are not one and the same are refused, too.
 */
export function refuseSiblings(list: readonly IdentifiedRow[]): readonly IntakeRow[] {
  const keysOf = createKeys(list)
  const inDoubt = new Map<string, IntakeRow>()
  const note = ({ row, identity }: IdentifiedRow): void => {
    for (const key of identity ? keysOf(identity).told : []) inDoubt.set(key, row)
  }
  for (const each of list) if (!isTaken(each.row) && !each.identity?.isPending) note(each)
  const contradicted = findContradicted(list, (identity) => keysOf(identity).shared)
  const rows: IntakeRow[] = []
  for (const each of list.toReversed()) {
    const { row, identity } = each
    if (!isTaken(row)) note(each)
    const { asked = [], shared = [] } = isTaken(row) && identity ? keysOf(identity) : {}
    const key = asked.find((name) => inDoubt.has(name))
    const sibling = key === undefined ? undefined : inDoubt.get(key)
    if (sibling) rows.push(refuseBeside(row.place, sibling.place, takesBack(sibling)))
    else if (shared.some((name) => contradicted.has(name))) rows.push(refuseContradicted(row.place))
    else rows.push(row)
  }
  return rows.reverse()
}

/** Whether a row says that what it is about is not so, or not yet. */
export function takesBack(row: IntakeRow): boolean {
  return !isTaken(row) && row.faults.some(({ kind }) => kind === 'not-final')
}

/** @param sibling where the row stands that leaves this one in doubt */
export function refuseBeside(place: string, sibling: string, isTakenBack: boolean): RefusedRow {
  const words = `a result that no other row leaves in doubt: ${sibling} is about it, and is refused`
  return refuse(place, { path: '', kind: isTakenBack ? 'not-final' : 'contradictory', words })
}

export function refuseContradicted(place: string): IntakeRow {
  const words = 'one result: another row has another one of the same test, order or specimen'
  return refuse(place, { path: 'fact.result', kind: 'contradictory', words })
}

/** What a row says of its result. */
export function resultOf(row: TakenRow): string | undefined {
  const fact = member(row.order, 'fact')
  return isJsonObject(fact) ? stringMember(fact, 'result') : undefined
}

function findContradicted(
  list: readonly IdentifiedRow[],
  keysOf: (identity: Identity) => readonly string[],
): ReadonlySet<string> {
  const results = new Map<string, string | undefined>()
  const contradicted = new Set<string>()
  for (const { row, identity } of list) {
    if (!isTaken(row) || !identity) continue
    const result = resultOf(row)
    for (const key of keysOf(identity)) {
      if (results.has(key) && results.get(key) !== result) contradicted.add(key)
      results.set(key, result)
    }
  }
  return contradicted
}

/** What a holder is known by beside numbers: name and birth. */
export function toHolderName(holder: JsonObject): string {
  const parts = ['family', 'given', 'birthDate'].map((name) => stringMember(holder, name) ?? '')
  return `name ${parts.join(' ')}`.toLowerCase()
}

/** Keys of an identity: those it is found by, those it looks for, and those of one sample alone. */
export interface Keys {
  readonly told: readonly string[]
  readonly asked: readonly string[]
  readonly shared: readonly string[]
}

function createKeys(list: readonly IdentifiedRow[]): (identity: Identity) => Keys {
  const numberOf = numberHolders(
    list.flatMap(({ identity }) => (identity ? [identity.holder] : [])),
  )
  return (identity) => {
    const { holder } = identity
    const who = holder.length === 0 ? undefined : numberOf(holder)
    return toKeys(identity, who === undefined ? [] : [String(who)])
  }
}

/** @param whos what the holder is known by: one number, or several names of which each is enough */
export function toKeys({ tests, samples, minute, names }: Identity, whos: readonly string[]): Keys {
  const byName = names.map((name) => `name ${shorten(name)}`)
  const starts = whos.flatMap((who) =>
    tests.map((test) => `${who} ${JSON.stringify(shorten(test))}`),
  )
  const keys = starts.map((start) => {
    const ofSamples = samples.map((sample) => `${start} sample ${shorten(sample)}`)
    const ofTime = minute === undefined ? [] : [`${start} minute ${minute}`]
    return { start, ofSamples, ofBoth: [...ofSamples, ...ofTime] }
  })
  // Where its sample or its time is not told, it may be any of them.
  const isOpen = samples.length === 0 || minute === undefined
  const open = keys.map(({ start }) => `${start} open`)
  const any = keys.map(({ start }) => `${start} any`)
  const both = keys.flatMap(({ ofBoth }) => ofBoth)
  return {
    told: [...byName, ...both, ...any, ...(isOpen ? open : [])],
    asked: [...byName, ...both, ...open, ...(isOpen ? any : [])],
    shared: [...byName, ...keys.flatMap(({ ofSamples }) => ofSamples)],
  }
}

export function shorten(name: string): string {
  return name.slice(0, MAX_NAME_LENGTH)
}

/** Gives all names of one holder one number. Rows share the list of names that they refer to. */
function numberHolders(
  lists: readonly (readonly string[])[],
): (names: readonly string[]) => number | undefined {
  const numbers = new Map<string, number>()
  const parents: number[] = []
  const rootOf = (number: number): number => {
    let at = number
    for (let parent = parents[at] ?? at; parent !== at; parent = parents[at] ?? at) {
      parents[at] = parents[parent] ?? parent
      at = parent
    }
    return at
  }
  for (const names of new Set(lists)) {
    let first: number | undefined
    for (const name of names.map(shorten)) {
      const number = numbers.get(name) ?? parents.push(parents.length) - 1
      numbers.set(name, number)
      if (first === undefined) first = number
      else parents[rootOf(number)] = rootOf(first)
    }
  }
  return ([name = '']) => {
    const number = numbers.get(shorten(name))
    return number === undefined ? undefined : rootOf(number)
  }
}
