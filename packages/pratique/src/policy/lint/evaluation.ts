/**
 * Rules evaluated on certificates that are made up for it.
 *
 * @module
 */

import type { JsonObject } from '../../json/value.ts'
import { MS_PER_DAY, toDateTimeText } from '../certlogic/date-time.ts'
import { createProgramSet, type Evaluated } from '../certlogic/evaluate.ts'
import type { EntryRule } from '../rules/rule.ts'
import type { ValueSets } from '../rules/value-sets.ts'

/** What a rule comes to: anything but true and false leaves it open. */
export type Outcome = boolean | 'open' | 'no-boolean'

export interface RulesTrial {
  /** Whether all rules come to true. */
  isPassed(payload: JsonObject): boolean
  /** What each comes to, in their order. */
  outcomesOf(payload: JsonObject): readonly Outcome[]
}

/** Makes rules ready for trials at one arrival, in milliseconds since the epoch. */
export function createTrial(
  rules: readonly Pick<EntryRule, 'logic' | 'country'>[],
  valueSets: ValueSets,
  arrival: number,
): RulesTrial {
  const programs = createProgramSet()
  for (const { logic } of rules) programs.add(logic)
  const external = toExternal(rules[0]?.country ?? '', valueSets, arrival)
  return {
    isPassed(payload) {
      const evaluate = programs.begin({ payload, external })
      return rules.every((_, index) => toOutcome(evaluate(index)) === true)
    },
    outcomesOf(payload) {
      const evaluate = programs.begin({ payload, external })
      return rules.map((_, index) => toOutcome(evaluate(index)))
    },
  }
}

function toExternal(country: string, { codes }: ValueSets, arrival: number): JsonObject {
  return {
    validationClock: toDateTimeText(arrival),
    valueSets: codes,
    countryCode: country,
    exp: toDateTimeText(arrival + 365 * MS_PER_DAY),
    iat: toDateTimeText(arrival - MS_PER_DAY),
    issuerCountryCode: 'DE',
    kid: 'AAAAAAAAAAA=',
    region: '',
  }
}

export function toOutcome(evaluated: Evaluated): Outcome {
  if (evaluated.fault !== undefined) return 'open'
  return typeof evaluated.value === 'boolean' ? evaluated.value : 'no-boolean'
}
