/**
 * One fact for one event, where several certificates or entries state it.
 *
 * @module
 */

import type { PolicyFact, RecoveryFact, TestFact, VaccinationFact } from './policy-facts.ts'
import { canAgree, isKnown, join, type Possible } from './possible.ts'
import { type DateRange, isOneDay, meetDates } from './ranges.ts'

/** Joins facts of one event: of the same kind, disease and day or instant, with products that can agree. */
export function mergeFacts(facts: readonly PolicyFact[]): readonly PolicyFact[] {
  const merged: PolicyFact[] = []
  for (const fact of facts) {
    const joined = merged
      .map((other, index) => ({ index, fact: joinFacts(other, fact) }))
      .find((each) => each.fact)
    if (joined?.fact) merged[joined.index] = joined.fact
    else merged.push(fact)
  }
  return merged
}

/** One fact, if both are sure to be of one event. */
function joinFacts(a: PolicyFact, b: PolicyFact): PolicyFact | undefined {
  if (a.kind === 'vaccination' && b.kind === 'vaccination') return joinVaccinations(a, b)
  if (a.kind === 'test' && b.kind === 'test') return joinTests(a, b)
  if (a.kind === 'recovery' && b.kind === 'recovery') return joinRecoveries(a, b)
  return undefined
}

function joinVaccinations(a: VaccinationFact, b: VaccinationFact): VaccinationFact | undefined {
  if (!isSameDisease(a, b) || !isSameDay(a.date, b.date)) return undefined
  if (!canAgree(a.product, b.product) || !canAgree(a.vaccineKind, b.vaccineKind)) return undefined
  return {
    ...joinOrigins(a, b),
    kind: 'vaccination',
    product: join(a.product, b.product),
    vaccineKind: join(a.vaccineKind, b.vaccineKind),
    doseNumber: join(a.doseNumber, b.doseNumber),
    seriesDoses: join(a.seriesDoses, b.seriesDoses),
    ...(a.date && { date: a.date }),
    facts: [...a.facts, ...b.facts],
  }
}

function joinTests(a: TestFact, b: TestFact): TestFact | undefined {
  const [at, other] = [a.sampledAt, b.sampledAt]
  if (!at || at.earliest !== other?.earliest || at.latest !== other.latest) return undefined
  // Two samples of one day are two tests: only an instant tells that it was one.
  if (at.earliest !== at.latest || !isSameDisease(a, b)) return undefined
  if (!canAgree(a.class, b.class)) return undefined
  const device = a.device ?? b.device
  if (device !== (b.device ?? device)) return undefined
  return {
    ...joinOrigins(a, b),
    kind: 'test',
    class: join(a.class, b.class),
    result: join(a.result, b.result),
    sampledAt: at,
    ...(device !== undefined && { device }),
    facts: [...a.facts, ...b.facts],
  }
}

function joinRecoveries(a: RecoveryFact, b: RecoveryFact): RecoveryFact | undefined {
  if (!isSameDisease(a, b) || !isSameDay(a.firstPositive, b.firstPositive)) return undefined
  return {
    ...joinOrigins(a, b),
    kind: 'recovery',
    ...(a.firstPositive && { firstPositive: a.firstPositive }),
    facts: [...a.facts, ...b.facts],
  }
}

type Origin = Pick<
  VaccinationFact,
  'certificates' | 'disease' | 'country' | 'statedFrom' | 'statedUntil'
>

function joinOrigins(a: Origin, b: Origin): Origin {
  const country = a.country ?? b.country
  const statedFrom = joinLimits(a.statedFrom, b.statedFrom)
  const statedUntil = joinLimits(a.statedUntil, b.statedUntil)
  return {
    certificates: [...new Set([...a.certificates, ...b.certificates])],
    disease: join(a.disease, b.disease),
    ...(country !== undefined && country === (b.country ?? country) && { country }),
    ...(statedFrom && { statedFrom }),
    ...(statedUntil && { statedUntil }),
  }
}

function joinLimits(a: DateRange | undefined, b: DateRange | undefined): DateRange | undefined {
  return a && b ? meetDates(a, b) : (a ?? b)
}

/** Diseases that are only possible are no reason to take two doses of one day for one. */
function isSameDisease(
  a: { readonly disease: Possible<string> },
  b: { readonly disease: Possible<string> },
): boolean {
  return isKnown(a.disease) && isKnown(b.disease) && canAgree(a.disease, b.disease)
}

function isSameDay(a: DateRange | undefined, b: DateRange | undefined): boolean {
  return (
    a !== undefined && isOneDay(a) && b !== undefined && isOneDay(b) && a.earliest === b.earliest
  )
}
