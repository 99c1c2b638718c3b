/**
 * What a dose was, and which of how many: disease, product, number and series vary together, as one
 * condition asks for all of them.
 *
 * @module
 */

import type { Product, ProductId, VaccineKind } from '../../terminology/product.ts'
import { DOSES } from '../facts/dose-numbers.ts'
import type { KnownVaccines, VaccinationFact } from '../facts/policy-facts.ts'
import { isKnown, type Possible } from '../facts/possible.ts'
import type { Budget } from './budget.ts'
import type { Vaccinated } from './policy.ts'
import { type LeafSet, NONE } from './requirement.ts'
import type { Timed } from './time-groups.ts'
import { constantGroup, type Group, openWorlds, type World } from './worlds.ts'

/** A product that it may have been, as far as it is known. */
export interface Candidate
  extends Pick<
    Product,
    'platform' | 'serogroups' | 'isPrequalified' | 'primarySeries' | 'alsoAgainst'
  > {
  readonly id?: ProductId
  readonly disease?: string
  /** What is taken to be so where it is not known of the product. */
  readonly isFavourable: boolean
}

/** Of a disease that no condition names. */
const OTHER = 'other'
/** Two doses that are more than any series of two: a booster, whatever the series. */
const BOOSTER_DOSE = 3
/** What a world takes beside what every condition says of it. */
const WORLD_WORK = 10

/** A group of what a dose was. Where it is refused, it fits every condition, or none. */
export function doseGroup(
  fact: VaccinationFact,
  timed: readonly Timed<Vaccinated>[],
  vaccines: KnownVaccines,
  budget: Budget,
): Group {
  const diseases = valuesOf<string>(fact.disease, [
    ...timed.map(({ limit }) => limit.disease),
    OTHER,
  ])
  const counts = countsOf(fact)
  const demands = groupByDemand(timed)
  const candidates = candidatesOf(fact, vaccines)
  const isTold = budget.spend(candidates.length * (WORLD_WORK + workOf(timed)))
  const told = isTold ? tellApart(candidates, timed) : []
  const work =
    told.length * diseases.length * (workOf(timed) + counts.length * (WORLD_WORK + demands.length))
  if (!isTold || !budget.spend(work)) {
    return constantGroup(openWorlds(unknownFields(fact), bitsOf(timed)))
  }
  return constantGroup(
    told.flatMap((candidate) =>
      diseases.flatMap((disease) => worldsOf({ candidate, disease }, counts, demands)),
    ),
  )
}

/** Lists of products are looked through in steps of ten. */
function workOf(timed: readonly Timed<Vaccinated>[]): number {
  return timed.reduce((work, { limit }) => work + 1 + (limit.products?.length ?? 0) / 10, 1)
}

function unknownFields(fact: VaccinationFact): readonly string[] {
  const { disease, product, doseNumber, seriesDoses } = fact
  return Object.entries({ disease, product, doseNumber, seriesDoses })
    .filter(([, possible]) => !isKnown<unknown>(possible))
    .map(([name]) => `vaccination.${name}`)
}

/** Conditions that ask the same of a dose's place in its series. */
interface Demand {
  readonly wanted: Vaccinated
  readonly timed: readonly Timed<Vaccinated>[]
}

function groupByDemand(timed: readonly Timed<Vaccinated>[]): readonly Demand[] {
  const demands = new Map<string, Demand>()
  for (const each of timed) {
    const { doses, booster, primaryComplete } = each.limit
    const key = JSON.stringify([doses, booster, primaryComplete])
    const { wanted, timed: others } = demands.get(key) ?? { wanted: each.limit, timed: [] }
    demands.set(key, { wanted, timed: [...others, each] })
  }
  return [...demands.values()]
}

function countsOf({ doseNumber, seriesDoses }: VaccinationFact): readonly Count[] {
  const isSeriesStated = seriesDoses.source === 'stated'
  return valuesOf(doseNumber, DOSES).flatMap((dose) =>
    valuesOf(seriesDoses, DOSES).map((length) => ({ dose, length, isSeriesStated })),
  )
}

function worldsOf(
  { candidate, disease }: { readonly candidate: Candidate; readonly disease: string },
  counts: readonly Count[],
  demands: readonly Demand[],
): readonly World[] {
  const product = `${candidate.id ?? OTHER} ${candidate.isFavourable}`
  const covered = demands.map(({ wanted, timed }) => {
    const taken = timed.filter(
      ({ limit }) =>
        isAgainst(candidate, disease, limit.disease) && isProductTaken(candidate, limit),
    )
    return { wanted, met: unite(bitsOf(taken)) }
  })
  return counts.map((count) => ({
    values: {
      'vaccination.disease': disease,
      'vaccination.product': product,
      'vaccination.doseNumber': String(count.dose),
      'vaccination.seriesDoses': String(count.length),
    },
    met: unite(
      covered.map(({ wanted, met }) => ({
        bit: isDoseEnough(count, wanted, candidate) ? met : NONE,
      })),
    ),
  }))
}

function bitsOf(timed: readonly Timed<Vaccinated>[]): readonly { readonly bit: LeafSet }[] {
  return timed.map(({ leaf }) => leaf)
}

/** Every product that it may have been; one that no list has is at least of its kind. */
export function candidatesOf(
  { product: { values, isClosed }, vaccineKind }: Pick<VaccinationFact, 'product' | 'vaccineKind'>,
  { products, kinds }: KnownVaccines,
): readonly Candidate[] {
  const ofKind = vaccineKind.values.flatMap((id) => kinds.get(id) ?? [])
  const [kind, ...others] = vaccineKind.isClosed ? ofKind : []
  const isOfKind = (id: ProductId) => vaccineKind.values.includes(products.get(id)?.kind ?? '')
  const any = [...products.keys()].filter((id) => !vaccineKind.isClosed || isOfKind(id))
  const ids = values.length === 0 && !isClosed ? any : values
  const listed = ids.map((id) => ({
    ...(others.length === 0 && kind ? describe(kind) : {}),
    ...products.get(id),
    id,
  }))
  const unlisted = vaccineKind.isClosed ? ofKind.map(describe) : [{}]
  return [...listed, ...(isClosed ? [] : unlisted)].flatMap((each) => [
    { ...each, isFavourable: false },
    { ...each, isFavourable: true },
  ])
}

/** What a kind of vaccine tells of every product of it. */
function describe({ id: _, ...kind }: VaccineKind): Omit<Candidate, 'id' | 'isFavourable'> {
  return kind
}

/** Tells whether a dose counts against a disease: the one it was given for, or one of a combination's. */
export function isAgainst(candidate: Candidate, given: string, disease: string): boolean {
  if (given === disease) return true
  const { alsoAgainst = [] } = candidate
  return candidate.disease === given && alsoAgainst.some((also) => also === disease)
}

/** The diseases that a dose may also count against, beside the one that it was given for. */
export function alsoAgainst(fact: VaccinationFact, vaccines: KnownVaccines): ReadonlySet<string> {
  const given = new Set<string>(fact.disease.values)
  const ofIt = candidatesOf(fact, vaccines).filter(({ disease = '' }) => given.has(disease))
  return new Set(ofIt.flatMap(({ alsoAgainst: others = [] }) => others))
}

/** Tells whether a condition takes a product. */
export function isProductTaken(candidate: Candidate, wanted: Vaccinated): boolean {
  const { id, platform, isPrequalified, serogroups: covered, isFavourable } = candidate
  const { products, platforms, prequalified, serogroups } = wanted
  if (products && (id === undefined || !products.includes(id))) return false
  if (platforms && !(platform ? platforms.includes(platform) : isFavourable)) return false
  if (prequalified && !(isPrequalified ?? isFavourable)) return false
  if (!serogroups) return true
  return covered === undefined ? isFavourable : serogroups.every((each) => covered.includes(each))
}

interface Count {
  readonly dose: number
  readonly length: number
  readonly isSeriesStated: boolean
}

/** Tells whether a dose is far enough in its series. */
export function isDoseEnough(count: Count, wanted: Vaccinated, candidate: Candidate): boolean {
  const { dose, length, isSeriesStated } = count
  if (wanted.doses) return dose >= wanted.doses.least
  if (wanted.booster) return dose > length || dose >= BOOSTER_DOSE
  if (wanted.primaryComplete === undefined) return true
  if (wanted.primaryComplete === 'stated' || isSeriesStated) return dose >= length
  const regular = candidate.primarySeries
  return regular === undefined ? candidate.isFavourable : dose >= regular
}

/** Of candidates that no condition tells apart, the first. */
function tellApart(
  candidates: readonly Candidate[],
  timed: readonly Timed<Vaccinated>[],
): readonly Candidate[] {
  const told = new Map<string, Candidate>()
  for (const candidate of candidates) {
    const taken = timed.map(({ limit }) => (isProductTaken(candidate, limit) ? 1 : 0)).join('')
    const { primarySeries, disease = '', alsoAgainst = [] } = candidate
    const regular = primarySeries ?? (candidate.isFavourable ? 'few' : 'many')
    const key = `${taken} ${regular} ${disease} ${alsoAgainst.join()}`
    if (!told.has(key)) told.set(key, candidate)
  }
  return [...told.values()]
}

function valuesOf<T>({ values, isClosed }: Possible<T>, others: readonly T[]): readonly T[] {
  return isClosed && values.length > 0 ? values : [...new Set([...values, ...others])]
}

function unite(sets: readonly { readonly bit: LeafSet }[]): LeafSet {
  return sets.reduce((met, { bit }) => met | bit, NONE)
}
