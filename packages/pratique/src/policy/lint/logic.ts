/**
 * The Logic of one rule, as it is written: its form, the paths and value sets it reads, and its units of
 * time. Nothing is evaluated.
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'
import { MS_PER_DAY, plusTime } from '../certlogic/date-time.ts'
import { isObject } from '../certlogic/expression.ts'
import { validateExpression } from '../certlogic/validate.ts'
import type { TimeUnit } from '../condition.ts'
import type { EntryRule } from '../rules/rule.ts'
import { isExternalField, isPayloadField, isStandardSet, knownPaths } from './fields.ts'
import { type LintFinding, toFinding } from './finding.ts'
import { findNearest } from './nearest.ts'
import { fieldsOf, type Part } from './parts.ts'

type Findings = Generator<LintFinding, void, undefined>

/** Checks the form of a Logic, what it reads, and its units. */
export function* lintLogic(
  rule: EntryRule,
  parts: readonly Part[],
  sets: readonly string[],
): Findings {
  yield* lintForm(rule)
  for (const part of parts) {
    if (part.operator === 'var') yield* lintPath(rule, part, sets)
  }
  yield* lintUnits(rule, parts)
  if (!parts.some(({ operator }) => operator === 'var')) {
    const message =
      "The Logic reads nothing, and the EU's gateway refuses that: for a rule that always passes write if(true, true, var)."
    yield toFinding(rule, 'logic-no-var', { path: '/Logic', message })
  }
  yield* lintAffectedFields(rule, parts)
}

function* lintForm(rule: EntryRule): Findings {
  for (const { path, message } of validateExpression(rule.logic)) {
    const hint = hintOf(path, rule.logic)
    yield toFinding(rule, 'logic-malformed', {
      path: `/Logic${path}`,
      message: `The Logic is malformed and ends in an error when this is reached: ${message}. ${hint}`,
      values: { fault: message },
    })
  }
}

function hintOf(path: string, logic: JsonValue): string {
  if (!path.endsWith('/if')) return 'Correct it.'
  const operands = valueAt(logic, path)
  const count = Array.isArray(operands) ? operands.length : 0
  if (count > 3) return 'Take out what is too much: nothing behind the third operand is evaluated.'
  return 'Add what is missing: a condition, what holds if it is met, and what holds otherwise (true or false).'
}

function valueAt(value: JsonValue, pointer: string): JsonValue | undefined {
  let at: JsonValue | undefined = value
  for (const name of pointer.split('/').slice(1)) {
    const key = name.replaceAll('~1', '/').replaceAll('~0', '~')
    if (Array.isArray(at)) at = at[Number(key)]
    else at = at !== undefined && isObject(at) ? at[key] : undefined
  }
  return at
}

function* lintPath(
  rule: EntryRule,
  { operands: [variable], path, isInLambda }: Part,
  sets: readonly string[],
): Findings {
  const name = String(variable)
  const [root = '', ...rest] = name.split('.')
  const where = `${path}/var`
  if (isInLambda) {
    if (root === 'accumulator' || root === 'current') return
    const message = `Inside reduce there are only accumulator and current: ${name} is always empty there.`
    yield toFinding(rule, 'path-root', { path: where, message, values: { variable: name } })
    return
  }
  if (root !== 'payload' && root !== 'external') {
    const guess = name === '' ? undefined : guessPath(name)
    const hint = guess === undefined ? '' : ` Did you mean ${guess}?`
    const message = `Paths begin with payload or external: ${name === '' ? 'an empty one' : name} is always empty.${hint}`
    const values = { variable: name, ...(guess !== undefined && { suggestion: guess }) }
    yield toFinding(rule, 'path-root', { path: where, message, values })
    return
  }
  const inside = rest.join('.')
  if (root === 'external' && rest[0] === 'valueSets' && rest.length === 2) {
    yield* lintValueSet(rule, rest[1] ?? '', where, sets)
    return
  }
  const isKnown = root === 'payload' ? isPayloadField(inside) : isExternalField(inside)
  if (isKnown || rest.length === 0) return
  const guess = findNearest(name, knownPaths())?.word
  const hint = guess === undefined ? '' : ` Did you mean ${guess}?`
  const owner =
    root === 'payload' ? 'no certificate of schema 1.3 has it' : 'nothing is given there'
  const message = `${name} is always empty: ${owner}.${hint}`
  const values = { variable: name, ...(guess !== undefined && { suggestion: guess }) }
  yield toFinding(rule, 'path-unknown', { path: where, message, values })
}

/** A path that lacks its root, or has it misspelt. */
function guessPath(name: string): string | undefined {
  const candidates = [`external.${name}`, `payload.${name}`]
  const known = candidates.find((each) => {
    const inside = each.slice(each.indexOf('.') + 1)
    return each.startsWith('external.') ? isExternalField(inside) : isPayloadField(inside)
  })
  return known ?? findNearest(name, knownPaths())?.word
}

function* lintValueSet(
  rule: EntryRule,
  name: string,
  path: string,
  sets: readonly string[],
): Findings {
  if (sets.includes(name)) return
  if (isStandardSet(name)) {
    const message = `The value set ${name} was not given to the linter: its codes are not checked.`
    yield toFinding(rule, 'value-set-missing', {
      path,
      message,
      values: { valueSet: name },
      severity: 'note',
    })
    return
  }
  const guess = findNearest(name, sets)?.word
  const hint = guess === undefined ? '' : ` Did you mean ${guess}?`
  const message = `The value set ${name} is not among those that verifiers have: the rule stays open for everyone without it.${hint} Use a value set of the EU, or write the codes into the rule.`
  const values = { valueSet: name, ...(guess !== undefined && { suggestion: guess }) }
  yield toFinding(rule, 'value-set-missing', { path, message, values })
}

/** The fields that are stated and those that are read must be the same set, path by path. */
function* lintAffectedFields(rule: EntryRule, parts: readonly Part[]): Findings {
  const read = fieldsOf(parts)
  const stated = rule.affectedFields
  const missing = read.filter((field) => !stated.includes(field))
  const surplus = [...new Set(stated)].filter((field) => !read.includes(field)).toSorted()
  if (missing.length === 0 && surplus.length === 0) return
  const changes = [
    missing.length > 0 ? `add ${missing.join(', ')}` : '',
    surplus.length > 0 ? `take out ${surplus.join(', ')}` : '',
  ].filter((change) => change !== '')
  const message = `AffectedFields are not what the Logic reads: ${changes.join('; ')}.`
  yield toFinding(rule, 'affected-fields', {
    path: '/AffectedFields',
    message,
    values: { missing, surplus },
  })
}

/** Starts of events over which implementations are compared. */
const FIRST_DAY = Date.UTC(2020, 0, 1)
const DAYS = 1461
/** Months and years: some implementations overflow into the next month, others stop at its end. */
function* lintUnits(rule: EntryRule, parts: readonly Part[]): Findings {
  const reported = new Set<string>()
  for (const { operator, operands, path } of parts) {
    const [, amount, unit] = operands
    if (operator !== 'plusTime' || typeof amount !== 'number') continue
    if ((unit !== 'month' && unit !== 'year') || reported.has(`${amount} ${unit}`)) continue
    reported.add(`${amount} ${unit}`)
    const { dates, days } = differenceOf(amount, unit)
    if (dates === 0) continue
    const message = `${count(amount, unit)} end up to ${count(days, 'day')} apart in different implementations, for ${dates} of ${DAYS} dates: count in days where that matters.`
    yield toFinding(rule, 'calendar-unit', { path, message, values: { amount, unit, days, dates } })
  }
}

function count(amount: number, unit: TimeUnit): string {
  return `${amount} ${unit}${Math.abs(amount) === 1 ? '' : 's'}`
}

/** What was counted already: it is the same for ever. */
const MAX_DIFFERENCES = 1000

const DIFFERENCES = /* @__PURE__ */ new Map<string, { dates: number; days: number }>()

/** How many dates of four years differ, and by how many days at most. */
function differenceOf(amount: number, unit: TimeUnit): { dates: number; days: number } {
  const key = `${amount} ${unit}`
  const known = DIFFERENCES.get(key)
  if (known) return known
  const difference = { dates: 0, days: 0 }
  for (let day = 0; day < DAYS; day++) {
    const ms = FIRST_DAY + day * MS_PER_DAY
    const apart = (plusTime(ms, amount, unit) - clampedSum(ms, amount, unit)) / MS_PER_DAY
    if (apart !== 0) difference.dates++
    difference.days = Math.max(difference.days, Math.abs(apart))
  }
  if (DIFFERENCES.size < MAX_DIFFERENCES) DIFFERENCES.set(key, difference)
  return difference
}

function clampedSum(ms: number, amount: number, unit: TimeUnit): number {
  const date = new Date(ms)
  const months = unit === 'year' ? amount * 12 : amount
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months]
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last))
}
