/**
 * Rules made ready: compiled, and with what they ask known. Nothing of a certificate is kept.
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'
import type { ProgramSet } from '../certlogic/evaluate.ts'
import { ENGINE_VERSION } from '../certlogic/expression.ts'
import { findTimeTerms, joinTimeTerms, type TimeTerms } from '../windows/time-terms.ts'
import { findReadings, joinReadings, type Reading } from './readings.ts'
import type { EntryRule } from './rule.ts'
import { compareVersions } from './version.ts'

/** Rules that apply together. */
export interface PreparedRules {
  readonly rules: readonly PreparedRule[]
  readonly programs: ProgramSet
  readonly terms: TimeTerms
  /** The dates of `terms`, by their place in `programs`. */
  readonly dates: readonly number[]
  readonly readings: ReadonlyMap<string, Reading>
  /**
   * Whether these rules regulate this kind of certificate. A set that has rules for other kinds alone says
   * nothing of it.
   */
  readonly isRegulated: boolean
}

export interface PreparedRule {
  readonly rule: EntryRule
  /** Its place in `programs`. */
  readonly index: number
  /** What it says of time, and what it asks of each value. */
  readonly terms: TimeTerms
  readonly readings: ReadonlyMap<string, Reading>
  /** Whether this engine can run it at all. */
  readonly isRunnable: boolean
}

/** Rules for a later DCC schema than this cannot be run. */
const LATEST_SCHEMA = '1.3.9'

/** Makes one rule ready. */
export function prepareRule(rule: EntryRule, programs: ProgramSet): PreparedRule {
  return {
    rule,
    index: programs.add(rule.logic),
    isRunnable: isRunnable(rule),
    terms: findTimeTerms([rule.logic]),
    readings: findReadings(rule.logic),
  }
}

/**
 * Puts rules together that apply together.
 *
 * @param addDate compiles a date, and says where it is among the programs
 */
export function joinRules(
  rules: readonly PreparedRule[],
  addDate: (date: JsonValue) => number,
  { programs, isRegulated }: Pick<PreparedRules, 'programs' | 'isRegulated'>,
): PreparedRules {
  const terms = joinTimeTerms(rules.map((each) => each.terms))
  return {
    rules,
    programs,
    terms,
    dates: terms.dates.map(addDate),
    readings: joinReadings(rules.map((each) => each.readings)),
    isRegulated,
  }
}

/** Rules of another language, of a later one, or for certificates that do not exist yet, stay open. */
function isRunnable({ engine, engineVersion, schemaVersion }: EntryRule): boolean {
  return (
    engine.toUpperCase() === 'CERTLOGIC' &&
    compareVersions(engineVersion, ENGINE_VERSION) <= 0 &&
    schemaVersion.startsWith('1.') &&
    compareVersions(schemaVersion, LATEST_SCHEMA) <= 0
  )
}
