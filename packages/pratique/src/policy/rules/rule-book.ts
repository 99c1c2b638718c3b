/**
 * The rules of all countries, by destination and time. What is in force at an instant is found and made
 * ready once, for as long as the same rules are in force.
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'
import { toIso } from '../../model/territories.ts'
import { createProgramSet, type ProgramSet } from '../certlogic/evaluate.ts'
import { joinRules, type PreparedRule, type PreparedRules, prepareRule } from './prepared.ts'
import { CERTIFICATE_TYPES, type EntryRule } from './rule.ts'
import { foldRegion, type Selection, selectRules } from './select.ts'

export interface RuleBook {
  prepare(selection: Selection): PreparedRules
  /** The instants at which rules for this journey change, in milliseconds since the epoch, in order. */
  changesOf(journey: Journey): readonly number[]
  /** Whether there are any rules of a destination, whenever they are in force. */
  knows(destination: string): boolean
  /** The regions that rules of a destination name, in their own spelling. */
  regionsOf(destination: string): readonly string[]
}

/** Between which countries: rules are those of the one, and those of the other that invalidate. */
export type Journey = Pick<Selection, 'destination' | 'issuedIn'>

/** Makes a book of rules. What it keeps is of rules alone: nothing tells who asked, or from where. */
export function createRuleBook(rules: readonly EntryRule[]): RuleBook {
  const accepting = new Map<string, EntryRule[]>()
  for (const rule of rules.filter(({ kind }) => kind === 'acceptance')) {
    const country = toIso(rule.country)
    const own = accepting.get(country)
    if (own) own.push(rule)
    else accepting.set(country, [rule])
  }
  const invalidating = rules.filter(({ kind }) => kind === 'invalidation')
  const issuers = new Set(invalidating.map(({ country }) => toIso(country)))
  const shelves = new Map<string, Shelf>()

  /** Rules that invalidate are few: countries without any share a shelf. Of unknown ones all count. */
  function shelfOf({ destination, issuedIn }: Journey): Shelf {
    const arrival = accepting.has(toIso(destination)) ? toIso(destination) : ''
    const issuance = issuedIn === undefined ? '*' : toIso(issuedIn)
    const isOfNone = issuance !== '*' && !issuers.has(issuance)
    const name = `${arrival} ${isOfNone ? '' : issuance}`
    const known = shelves.get(name)
    if (known) return known
    const shelf = createShelf([
      ...(accepting.get(arrival) ?? []),
      ...invalidating.filter(({ country }) => issuance === '*' || toIso(country) === issuance),
    ])
    shelves.set(name, shelf)
    return shelf
  }

  return {
    prepare: (selection) => shelfOf(selection).prepare(selection),
    changesOf: (journey) => shelfOf(journey).changes,
    knows: (destination) => accepting.has(toIso(destination)),
    regionsOf: (destination) => {
      const own = accepting.get(toIso(destination)) ?? []
      return [...new Set(own.flatMap(({ region }) => region ?? []))]
    },
  }
}

/** The rules for journeys between two countries. */
interface Shelf {
  readonly changes: readonly number[]
  prepare(selection: Selection): PreparedRules
}

function createShelf(rules: readonly EntryRule[]): Shelf {
  const compiler = createCompiler()
  /** By stretch of time, and by the rules that are in force: the same in many stretches. */
  const byStretch = new Map<string, PreparedRules>()
  const byRules = new Map<string, PreparedRules>()
  const instants = rules.flatMap(({ validFrom, validUntil }) => [validFrom, validUntil])
  const changes = [...new Set(instants)].toSorted((a, b) => a - b)
  const regions = new Set(rules.map(({ region = '' }) => foldRegion(region)))

  function prepareAll(selection: Selection): PreparedRules {
    const selected = selectRules(rules, selection).map(compiler.prepareOne)
    const regulated = isRegulated(rules, selection)
    const name = `${regulated} ${selected.map(({ index }) => index).join()}`
    const known = byRules.get(name)
    if (known) return known
    const { programs, addDate } = compiler
    const made = joinRules(selected, addDate, { programs, isRegulated: regulated })
    byRules.set(name, made)
    return made
  }

  return {
    changes,
    prepare(selection) {
      const { region = '', type, at } = selection
      const known = regions.has(foldRegion(region)) ? foldRegion(region) : ''
      const name = `${type} ${countUntil(changes, at)} ${known}`
      const prepared = byStretch.get(name) ?? prepareAll(selection)
      byStretch.set(name, prepared)
      return prepared
    },
  }
}

interface Compiler {
  readonly programs: ProgramSet
  prepareOne(rule: EntryRule): PreparedRule
  addDate(date: JsonValue): number
}

/** Compiles each rule and each date once. */
function createCompiler(): Compiler {
  const programs = createProgramSet()
  const ready = new Map<EntryRule, PreparedRule>()
  const dates = new Map<string, number>()
  return {
    programs,
    prepareOne(rule) {
      const prepared = ready.get(rule) ?? prepareRule(rule, programs)
      ready.set(rule, prepared)
      return prepared
    },
    addDate(date) {
      const name = JSON.stringify(date)
      const index = dates.get(name) ?? programs.add(date)
      dates.set(name, index)
      return index
    },
  }
}

/** How many of some instants, in order, lie at or before another. */
function countUntil(instants: readonly number[], at: number): number {
  let [low, high] = [0, instants.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((instants[middle] ?? Number.POSITIVE_INFINITY) <= at) low = middle + 1
    else high = middle
  }
  return low
}

/** General rules regulate every kind, unless other kinds have rules of their own and this has none. */
function isRegulated(rules: readonly EntryRule[], selection: Selection): boolean {
  const acceptingFor = (type: Selection['type']) =>
    selectRules(rules, { ...selection, type }).filter(({ kind }) => kind === 'acceptance')
  const own = acceptingFor(selection.type)
  if (own.some(({ certificateType }) => certificateType !== 'General')) return true
  const types = CERTIFICATE_TYPES.filter((type) => type !== 'General')
  return own.length > 0 && types.flatMap(acceptingFor).every(isGeneral)
}

function isGeneral({ certificateType }: EntryRule): boolean {
  return certificateType === 'General'
}
