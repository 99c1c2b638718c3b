/**
 * What rules ask of each value: which codes they tell apart, which numbers and which spans of time. So it
 * is known which values of a field are worth trying, where a certificate does not state it.
 *
 * Only forms that are understood count as such. Whatever is read in any other way is marked: no list of
 * values to try would be long enough.
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'
import { TIME_UNITS } from '../certlogic/date-time.ts'
import {
  isLiteral,
  NUMBER_COMPARISONS,
  type Operation,
  toOperation,
  toPath,
} from '../certlogic/expression.ts'
import type { Shift } from '../windows/time-terms.ts'

/** What is asked of the value at one path. */
export interface Reading {
  /** Literals that it is compared with, one by one. */
  readonly literals: Set<JsonValue>
  /** Lists that it is looked up in; the names of value sets, or the codes themselves. */
  readonly lists: Set<string | readonly JsonValue[]>
  /** Other paths that it is compared with. */
  readonly others: Set<string>
  /** What is added to it, if it is a date. */
  readonly shifts: Shift[]
  /** Whether something is asked that is none of these, nor whether it is there. */
  isOther: boolean
}

type Readings = Map<string, Reading>

const VALUE_SETS = 'external.valueSets.'

/** Finds what an expression asks of each path. */
export function findReadings(expression: JsonValue): ReadonlyMap<string, Reading> {
  const readings: Readings = new Map()
  visitTruth(expression, readings)
  return readings
}

/** Puts together what several expressions ask of each path. */
export function joinReadings(
  all: readonly ReadonlyMap<string, Reading>[],
): ReadonlyMap<string, Reading> {
  const joined: Readings = new Map()
  for (const readings of all) {
    for (const [path, reading] of readings) {
      const own = note(path, joined)
      for (const literal of reading.literals) own.literals.add(literal)
      for (const list of reading.lists) own.lists.add(list)
      for (const other of reading.others) own.others.add(other)
      own.shifts.push(...reading.shifts)
      own.isOther ||= reading.isOther
    }
  }
  return joined
}

/** An expression of which only the truth counts: of a value at a path, that is whether it is there. */
function visitTruth(expression: JsonValue, readings: Readings): void {
  const path = toPath(expression)
  if (path !== undefined) {
    note(path, readings)
    return
  }
  const { operator, operands = [] } = toOperation(expression) ?? {}
  if (operator === 'if') visitChoice(operands, readings)
  else if (operator !== 'and' && operator !== '!') visitValue(expression, readings)
  else for (const operand of operands) visitTruth(operand, readings)
}

/** What a literal guard never chooses is never read: so "accept all" is written. */
function visitChoice(operands: readonly JsonValue[], readings: Readings): void {
  const [guard = null, chosen = null, other = null] = operands
  visitTruth(guard, readings)
  if (guard !== false) visitTruth(chosen, readings)
  if (guard !== true) visitTruth(other, readings)
}

/** An expression whose value counts. */
function visitValue(expression: JsonValue, readings: Readings): void {
  if (Array.isArray(expression)) {
    for (const each of expression) visitValue(each, readings)
    return
  }
  const operation = toOperation(expression)
  if (!operation) return
  const { operator, operands } = operation
  if (operator === 'var') note(String(operands[0]), readings).isOther = true
  else if (operator === 'if') {
    const [guard = null, ...branches] = operands
    visitTruth(guard, readings)
    for (const branch of branches) visitValue(branch, readings)
  } else if (operator === '!') {
    for (const operand of operands) visitTruth(operand, readings)
  } else if (!isPresence(operation, readings)) visitOperation(operation, readings)
}

function visitOperation({ operator, operands }: Operation, readings: Readings): void {
  const [first = null, second = null] = operands
  switch (operator) {
    case 'in':
      visitMembership(first, second, readings)
      return
    case 'plusTime':
    case 'dccDateOfBirth':
      visitDate(operands, readings)
      return
  }
  const isComparison = operator === '===' || NUMBER_COMPARISONS.some((each) => each === operator)
  if (isComparison) visitComparison(operands, readings)
  else for (const operand of operands) visitValue(operand, readings)
}

function visitComparison(operands: readonly JsonValue[], readings: Readings): void {
  const paths = operands.flatMap((operand) => toPath(operand) ?? [])
  const literals = operands.filter(isLiteral)
  const isUnderstood = paths.length + literals.length === operands.length
  for (const path of paths) {
    const reading = note(path, readings)
    for (const literal of literals) reading.literals.add(literal)
    for (const other of paths) if (other !== path) reading.others.add(other)
    if (!isUnderstood) reading.isOther = true
  }
  for (const operand of operands) if (toPath(operand) === undefined) visitValue(operand, readings)
}

function visitMembership(member: JsonValue, list: JsonValue, readings: Readings): void {
  const path = toPath(member)
  const set = toPath(list)
  const isValueSet = set?.startsWith(VALUE_SETS) ?? false
  const isList = Array.isArray(list) && list.every(isLiteral)
  if (path === undefined) visitValue(member, readings)
  else {
    const reading = note(path, readings)
    if (isValueSet && set !== undefined) reading.lists.add(set.slice(VALUE_SETS.length))
    else if (isList) reading.lists.add(list)
    else reading.isOther = true
  }
  if (!isValueSet) visitValue(list, readings)
}

function visitDate([date = null, amount, unit]: readonly JsonValue[], readings: Readings): void {
  const path = toPath(date)
  if (path === undefined) {
    visitValue(date, readings)
    return
  }
  const reading = note(path, readings)
  const knownUnit = TIME_UNITS.find((each) => each === unit)
  if (knownUnit && typeof amount === 'number') reading.shifts.push({ amount, unit: knownUnit })
}

/** What "exactly one event" may ask of the groups that it counts: whether each has an entry. */
const COUNTED: ReadonlySet<string> = new Set(['accumulator', 'current', 'current.0'])

/**
 * Whether an operation only counts what is there: a `reduce` over groups that asks of each no more than
 * whether it has an entry.
 */
function isPresence({ operator, operands }: Operation, readings: Readings): boolean {
  const [list = null, lambda = null, initial = null] = operands
  if (operator !== 'reduce' || !Array.isArray(list)) return false
  const paths = list.map(toPath).filter((path) => path !== undefined)
  if (paths.length < list.length || !isLiteral(initial)) return false
  const inside: Readings = new Map()
  visitValue(lambda, inside)
  for (const [path, { isOther }] of inside) {
    if (!COUNTED.has(path) || (isOther && path !== 'accumulator')) return false
  }
  for (const path of paths) note(path, readings)
  return true
}

function note(path: string, readings: Readings): Reading {
  const known = readings.get(path)
  if (known) return known
  const reading: Reading = {
    literals: new Set(),
    lists: new Set(),
    others: new Set(),
    shifts: [],
    isOther: false,
  }
  readings.set(path, reading)
  return reading
}
