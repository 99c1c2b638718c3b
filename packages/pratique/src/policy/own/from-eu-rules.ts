/**
 * Import of EU rules into a Pratique policy: of their usual idioms, and what is not understood is listed.
 *
 * An alternative that is not wholly understood is left out, so that the policy never takes what the rules
 * would not take because of it. It is a draft for an author, and no substitute for running the rules.
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'
import { MS_PER_DAY } from '../certlogic/date-time.ts'
import type { KnownVaccines } from '../facts/policy-facts.ts'
import { type Formula, type Leaf, toFormula } from '../outline/formula.ts'
import type { EntryRule } from '../rules/rule.ts'
import type { ValueSets } from '../rules/value-sets.ts'
import { writeDay } from './calendar.ts'
import { type EuType, TYPES } from './eu-codes.ts'
import { type Draft, isAgesOnly, toAges, toRequirement } from './eu-draft.ts'
import { BOOSTER, isBoosterPart, readLeaf } from './eu-literals.ts'
import { type OwnPolicy, POLICY_TYPE, type Requirement } from './policy.ts'

/** Something in a rule, as a JSON Pointer or an expression. */
export interface RuleRemark {
  readonly rule: string
  readonly path: string
}

/** Something that a policy says a little differently, and how. */
export interface RuleAdjustment extends RuleRemark {
  readonly reason: string
}

export interface EuImport {
  /** Absent where nothing was understood. */
  readonly policy?: OwnPolicy
  readonly notUnderstood: readonly RuleRemark[]
  readonly adjusted: readonly RuleAdjustment[]
}

/** More alternatives than this are no rule that anybody reads. */
const MAX_ALTERNATIVES = 400
/** Rules that end later were meant to have no end. */
const FAR_FUTURE_MS = Date.UTC(2029, 0, 1)

/** Reads the rules of one country, those of one time: see `selectRules`. */
export function fromEuRules(
  rules: readonly EntryRule[],
  vaccines: KnownVaccines,
  valueSets: ValueSets['codes'] = {},
): EuImport {
  const notes: Notes = { notUnderstood: [], adjusted: [] }
  const acceptance = rules.filter(({ kind }) => kind === 'acceptance')
  const general = acceptance.filter(({ certificateType }) => certificateType === 'General')
  const read = TYPES.map((type) => {
    const own = acceptance.filter(({ certificateType }) => certificateType === type.type)
    return own.length === 0
      ? []
      : readType([...general, ...own], { type, vaccines, valueSets, notes })
  })
  const told = distinct(joinTypes(read))
  const remarks = {
    notUnderstood: distinct(notes.notUnderstood),
    adjusted: distinct(notes.adjusted),
  }
  const [first, ...others] = told
  if (!first) return remarks
  const requirement = others.length === 0 ? first : { anyOf: told }
  return { policy: toPolicy(acceptance, requirement), ...remarks }
}

interface Notes {
  readonly notUnderstood: RuleRemark[]
  readonly adjusted: RuleAdjustment[]
}

interface Reading {
  readonly type: EuType
  readonly vaccines: KnownVaccines
  readonly valueSets: ValueSets['codes']
  readonly notes: Notes
}

/** What one alternative comes to. */
interface Alternative {
  readonly requirement: Requirement
  /** Where it asks nothing of the event: only what it asks of the holder's age. */
  readonly ages?: Requirement
}

/** An age that certificates of every type are taken at needs no certificate of a type. */
function joinTypes(read: readonly (readonly Alternative[])[]): readonly Requirement[] {
  const isEverywhere = (ages: Requirement) =>
    read.every((alternatives) =>
      alternatives.some((each) => JSON.stringify(each.ages) === JSON.stringify(ages)),
    )
  return read
    .flat()
    .map(({ requirement, ages }) => (ages && isEverywhere(ages) ? ages : requirement))
}

/** One condition of a rule. */
interface Literal extends Leaf {
  readonly rule: string
}

/** What certificates of a type must meet: every alternative of all rules together. */
function readType(rules: readonly EntryRule[], reading: Reading): readonly Alternative[] {
  let drafts: readonly Draft[] = [{}]
  for (const rule of rules) {
    const ways = toAlternatives(toFormula(rule.logic), false)
    const read = ways?.flatMap((way) => readAlternative(way, rule.id, reading) ?? [])
    drafts = drafts.flatMap((draft) =>
      (read ?? []).flatMap((each) => joinDrafts(draft, each) ?? []),
    )
    if (!ways || drafts.length > MAX_ALTERNATIVES) {
      reading.notes.notUnderstood.push({ rule: rule.id, path: '/Logic' })
      return []
    }
  }
  const why = (reason: string) => {
    reading.notes.adjusted.push({ rule: rules.at(-1)?.id ?? '', path: '/Logic', reason })
  }
  return drafts.flatMap((draft) => {
    const requirement = toRequirement(draft, reading, why)
    const ages = isAgesOnly(draft) ? toAges(draft) : undefined
    return requirement ? [{ requirement, ...(ages && { ages }) }] : []
  })
}

/** Disjunctive normal form. `undefined` if it is too large. */
function toAlternatives(
  formula: Formula,
  isNegated: boolean,
): readonly (readonly Leaf[])[] | undefined {
  switch (formula.kind) {
    case 'constant':
    case 'unused':
      return formula.value === isNegated ? [] : [[]]
    case 'leaf':
      return [[{ ...formula, isNegated: formula.isNegated !== isNegated }]]
    case 'all':
    case 'any': {
      const parts = findBooster(formula.kind === 'any' && !isNegated ? formula.parts : undefined)
      const ways = (parts ?? formula.parts).map((part) => toAlternatives(part, isNegated))
      return (formula.kind === 'any') === isNegated ? meet(ways) : unite(ways)
    }
    case 'implies':
      return isNegated
        ? meet([toAlternatives(formula.guard, false), toAlternatives(formula.met, true)])
        : unite([toAlternatives(formula.guard, true), toAlternatives(formula.met, false)])
    case 'choose':
      return unite([
        meet([toAlternatives(formula.guard, false), toAlternatives(formula.met, isNegated)]),
        meet([toAlternatives(formula.guard, true), toAlternatives(formula.otherwise, isNegated)]),
      ])
  }
}

/** "More doses than the series, or a third" is one condition of ours. */
function findBooster(parts: readonly Formula[] | undefined): readonly Formula[] | undefined {
  const isPart = (part: Formula) => part.kind === 'leaf' && isBoosterPart(part)
  if (parts?.filter(isPart).length !== 2) return undefined
  const booster: Leaf = { kind: 'leaf', expression: BOOSTER, isNegated: false }
  return [booster, ...parts.filter((part) => !isPart(part))]
}

type Ways = readonly (readonly Leaf[])[] | undefined

function unite(all: readonly Ways[]): Ways {
  const ways: (readonly Leaf[])[] = []
  for (const each of all) {
    if (!each) return undefined
    ways.push(...each)
  }
  return ways.length > MAX_ALTERNATIVES ? undefined : ways
}

function meet(all: readonly Ways[]): Ways {
  let ways: readonly (readonly Leaf[])[] = [[]]
  for (const each of all) {
    if (!each) return undefined
    ways = ways.flatMap((way) => each.map((other) => [...way, ...other]))
    if (ways.length > MAX_ALTERNATIVES) return undefined
  }
  return ways
}

function readAlternative(way: readonly Leaf[], rule: string, reading: Reading): Draft | undefined {
  const literals: readonly Literal[] = way.map((leaf) => ({ ...leaf, rule }))
  let draft: Draft | undefined = {}
  for (const literal of literals) {
    const read = readLeaf(literal, reading)
    if (read === 'false') return undefined
    if (read === undefined) {
      reading.notes.notUnderstood.push({ rule, path: toText(literal) })
      draft = undefined
    } else if (read !== 'true' && draft) {
      if (read.reason !== undefined) {
        reading.notes.adjusted.push({ rule, path: toText(literal), reason: read.reason })
      }
      draft = joinDrafts(draft, read.draft)
      if (!draft) return undefined
    }
  }
  return draft
}

function toText({ expression, isNegated }: Leaf): string {
  const text = JSON.stringify(expression satisfies JsonValue)
  return isNegated ? `not ${text}` : text
}

/** What both ask for. `undefined` if nothing can meet both. */
function joinDrafts(a: Draft, b: Draft): Draft | undefined {
  const products = intersect(a.products, b.products)
  const results = intersect(a.results, b.results)
  const codes = intersect(a.testTypes, b.testTypes)
  const devices = intersect(a.devices, b.devices)
  const isEmpty = [products, results, codes, devices].some((list) => list?.length === 0)
  if (isEmpty) return undefined
  return {
    ...a,
    ...b,
    ...(products && { products }),
    ...(results && { results }),
    ...(codes && { testTypes: codes }),
    ...(devices && { devices }),
    notProducts: [...(a.notProducts ?? []), ...(b.notProducts ?? [])],
    fromDays: Math.max(a.fromDays ?? 0, b.fromDays ?? 0),
    hours: Math.min(a.hours ?? Number.POSITIVE_INFINITY, b.hours ?? Number.POSITIVE_INFINITY),
    untils: [...(a.untils ?? []), ...(b.untils ?? [])],
    ages: [...(a.ages ?? []), ...(b.ages ?? [])],
    doses: Math.max(a.doses ?? 0, b.doses ?? 0),
  }
}

function intersect(
  a: readonly string[] | undefined,
  b: readonly string[] | undefined,
): readonly string[] | undefined {
  return a && b ? a.filter((each) => b.includes(each)) : (a ?? b)
}

function toPolicy(rules: readonly EntryRule[], requirement: Requirement): OwnPolicy {
  const country = rules[0]?.country ?? 'UT'
  const from = writeDay(
    Math.floor(Math.max(...rules.map(({ validFrom }) => validFrom)) / MS_PER_DAY),
  )
  const end = Math.min(...rules.map(({ validUntil }) => validUntil))
  const until = end < FAR_FUTURE_MS ? writeDay(Math.floor((end - 1) / MS_PER_DAY)) : undefined
  const name = `EU rules of ${country}`
  return {
    type: POLICY_TYPE,
    id: `eu-rules-${country.toLowerCase()}`,
    version: '1.0.0',
    title: { en: name },
    description: { en: `${name}, imported` },
    destinations: [country],
    source: { name, checkedOn: from },
    note: 'Check before use: imported from EU rules, of which it may not say everything.',
    effective: { from, ...(until !== undefined && until >= from && { until }) },
    timezone: 'Etc/UTC',
    months: 'overflow',
    requirement,
  }
}

function distinct<T extends object>(all: readonly T[]): readonly T[] {
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()]
}
