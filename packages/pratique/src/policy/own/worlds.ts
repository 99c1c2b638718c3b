/**
 * Worlds: every way in which what is not known can be, as far as it makes a difference.
 *
 * A fact is split into groups of values that vary on their own. A group's world says which conditions it
 * lets hold; a condition holds of the fact where every group lets it. Facts vary on their own, too, and
 * no condition is negated. So of all sets of conditions that can hold together only the least and the
 * most matter: what passes in all of the least passes for sure, and what passes in none of the most
 * never does.
 *
 * @module
 */

import type { PolicyFact } from '../facts/policy-facts.ts'
import { type Budget, createBudget } from './budget.ts'
import { type Changes, NO_CHANGES } from './changes.ts'
import { type LeafSet, NONE } from './requirement.ts'

/** One way that the values of a group can be. */
export interface World {
  /** The conditions that it does not rule out. */
  readonly met: LeafSet
  /** What each field is here: only to tell worlds apart. */
  readonly values: Readonly<Record<string, string>>
}

/** Values that vary together, and on their own from those of other groups. */
export interface Group {
  /** Worlds at an instant, seconds since the epoch; at least one. */
  worldsAt(seconds: number): readonly World[]
  /** The different sets of conditions of these worlds. */
  setsAt(seconds: number): readonly LeafSet[]
  /** When `worldsAt` can begin to answer otherwise. */
  changes(): Changes
}

/** Something that conditions can hold of: a fact, or the holder's birth. */
export interface Source {
  readonly fact?: PolicyFact
  readonly groups: readonly Group[]
}

/** Fixes one field of one source. */
export interface Pin {
  readonly source: Source
  readonly field: string
  readonly value: string
}

/** The sets of conditions that can hold together. */
export interface Bounds {
  /** Every possible set has one of these in it. */
  readonly least: readonly LeafSet[]
  /** Every possible set is in one of these. */
  readonly most: readonly LeafSet[]
}

/** More sets that differ than this are not told apart: the outermost bounds stand for them. */
const MAX_SETS = 256
/** What a source and a group take even where all is known. */
const SOURCE_WORK = 10
const GROUP_WORK = 5

/** All that can be, where nothing is told apart. */
const ANYTHING: Bounds = { least: [NONE], most: [~NONE] }
const NOTHING: Bounds = { least: [NONE], most: [NONE] }

/** A group that is the same at all times. */
export function constantGroup(worlds: readonly World[]): Group {
  const sets = distinct(worlds.map(({ met }) => met))
  return { worldsAt: () => worlds, setsAt: () => sets, changes: () => NO_CHANGES }
}

/** A group of which only the worlds are known. */
export function worldsGroup(worldsAt: Group['worldsAt'], changes: Group['changes']): Group {
  return {
    worldsAt,
    setsAt: (seconds) => distinct(worldsAt(seconds).map(({ met }) => met)),
    changes,
  }
}

/** The worlds of fields that are not known at all: they fit all of these conditions, or none. */
export function openWorlds(
  fields: readonly string[],
  conditions: readonly { readonly bit: LeafSet }[],
): readonly World[] {
  const valuesOf = (value: string) => Object.fromEntries(fields.map((field) => [field, value]))
  return [
    { values: valuesOf('fits none'), met: NONE },
    { values: valuesOf('fits all'), met: conditions.reduce((met, { bit }) => met | bit, NONE) },
  ]
}

/** The bounds of what can hold at an instant. */
export function boundsAt(
  sources: readonly Source[],
  seconds: number,
  pin?: Pin,
  budget: Budget = createBudget(),
): Bounds {
  let bounds = NOTHING
  for (const source of sources) {
    if (budget.isSpent) return ANYTHING
    bounds = addBounds(bounds, setsOf(source, seconds, pin, budget), budget)
  }
  return bounds
}

/** The bounds of what can hold together with one source more. */
export function addBounds(bounds: Bounds, sets: readonly LeafSet[], budget: Budget): Bounds {
  const [least, most] = [leastOf(sets, budget), mostOf(sets, budget)]
  const size = bounds.least.length * least.length + bounds.most.length * most.length
  if (!budget.spend(SOURCE_WORK + size)) return ANYTHING
  const added = {
    least: leastOf(
      cross(bounds.least, least, (a, b) => a | b),
      budget,
    ),
    most: mostOf(
      cross(bounds.most, most, (a, b) => a | b),
      budget,
    ),
  }
  return budget.isSpent ? ANYTHING : added
}

/** Every set of conditions that can hold of one source. */
export function setsOf(
  source: Source,
  seconds: number,
  pin?: Pin,
  budget: Budget = createBudget(),
): readonly LeafSet[] {
  let sets: readonly LeafSet[] = [~NONE]
  for (const group of source.groups) {
    const own =
      pin?.source === source ? pinnedSets(group, seconds, pin, budget) : group.setsAt(seconds)
    if (!budget.spend(GROUP_WORK + sets.length * own.length)) return [NONE, ~NONE]
    sets = distinct(cross(sets, own, (a, b) => a & b))
    if (sets.length > MAX_SETS) sets = outermost(sets)
  }
  return source.groups.length === 0 ? [NONE] : sets
}

function pinnedSets(group: Group, seconds: number, pin: Pin, budget: Budget): readonly LeafSet[] {
  const worlds = group.worldsAt(seconds)
  if (!budget.spend(worlds.length)) return group.setsAt(seconds)
  const pinned = worlds.filter(({ values }) => (values[pin.field] ?? pin.value) === pin.value)
  return distinct((pinned.length > 0 ? pinned : worlds).map(({ met }) => met))
}

function distinct(sets: readonly LeafSet[]): readonly LeafSet[] {
  return sets.length < 2 ? sets : [...new Set(sets)]
}

function cross(
  a: readonly LeafSet[],
  b: readonly LeafSet[],
  join: (a: LeafSet, b: LeafSet) => LeafSet,
): readonly LeafSet[] {
  const joined: LeafSet[] = []
  for (const one of a) {
    for (const other of b) joined.push(join(one, other))
  }
  return joined
}

/** The sets that have no other in them; too many: what all of them share. */
function leastOf(sets: readonly LeafSet[], budget: Budget): readonly LeafSet[] {
  const each = distinct(sets)
  if (each.length === 1) return each
  if (!isFew(each, budget)) return [each.reduce((a, b) => a & b, ~NONE)]
  return each.filter((set) => !each.some((other) => other !== set && (other & set) === other))
}

/** The sets that are in no other; too many: all of them together. */
function mostOf(sets: readonly LeafSet[], budget: Budget): readonly LeafSet[] {
  const each = distinct(sets)
  if (each.length === 1) return each
  if (!isFew(each, budget)) return [each.reduce((a, b) => a | b, NONE)]
  return each.filter((set) => !each.some((other) => other !== set && (other & set) === set))
}

function isFew({ length }: readonly LeafSet[], budget: Budget): boolean {
  return length <= MAX_SETS && budget.spend(length * length)
}

function outermost(sets: readonly LeafSet[]): readonly LeafSet[] {
  return [sets.reduce((a, b) => a & b), sets.reduce((a, b) => a | b)]
}
