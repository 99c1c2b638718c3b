/**
 * Which dose it was, where no certificate says so: as far as the order of doses makes it sure.
 *
 * @module
 */

import type { PolicyFact, VaccinationFact } from './policy-facts.ts'
import { isKnown, oneOf } from './possible.ts'

/** No series known is longer, and more tell nothing apart. */
const MOST_DOSES = 9

/** Every number of doses that is thought possible. */
export const DOSES: readonly number[] = Array.from({ length: MOST_DOSES }, (_, index) => index + 1)

/**
 * Fills in the dose numbers that are not stated: after k doses of one disease it is at least the dose
 * k + 1, as earlier ones may not be listed.
 */
export function deriveDoseNumbers(facts: readonly PolicyFact[]): readonly PolicyFact[] {
  const doses = facts.filter((fact) => fact.kind === 'vaccination')
  return facts.map((fact) => (fact.kind === 'vaccination' ? derive(fact, doses) : fact))
}

function derive(dose: VaccinationFact, doses: readonly VaccinationFact[]): VaccinationFact {
  if (dose.doseNumber.isClosed) return dose
  const earlier = doses.filter((other) => isSurelyBefore(other, dose))
  const counted = countEvents(earlier)
  const stated = earlier.map((other) => Math.min(...leastOf(other)))
  const least = Math.min(MOST_DOSES, 1 + Math.max(counted, ...stated))
  return { ...dose, doseNumber: oneOf(DOSES.filter((number) => number >= least)) }
}

/** What an earlier dose says of its own number. */
function leastOf({ doseNumber }: VaccinationFact): readonly number[] {
  return doseNumber.isClosed ? doseNumber.values : [0]
}

/** Events of which it is sure that they are not one: each begins after the one before has ended. */
function countEvents(doses: readonly VaccinationFact[]): number {
  let count = 0
  let last = ''
  const byEnd = doses.toSorted((a, b) => ((a.date?.latest ?? '') < (b.date?.latest ?? '') ? -1 : 1))
  for (const { date } of byEnd) {
    if (!date || date.earliest <= last) continue
    count += 1
    last = date.latest
  }
  return count
}

function isSurelyBefore(a: VaccinationFact, b: VaccinationFact): boolean {
  if (!a.date || !b.date || a.date.latest >= b.date.earliest) return false
  return isKnown(a.disease) && isKnown(b.disease) && a.disease.values[0] === b.disease.values[0]
}
