/**
 * One condition in words.
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'
import { MIRRORED, NEGATED } from '../certlogic/comparisons.ts'
import type { NumberComparison } from '../certlogic/expression.ts'
import { isLiteral, isObject, toOperation, toPath } from '../certlogic/expression.ts'
import type { Leaf } from './formula.ts'
import { type NameOf, toEventWord, toFieldWords } from './names.ts'
import { toTimeWords } from './time.ts'

/** A condition in words, and whether it is one that has its sentence. */
export interface LeafWords {
  readonly text: string
  readonly isIdiom: boolean
  /** What is on a list that is too long for the sentence. */
  readonly items?: string
}

/** Lists of no more than so many stand in the sentence. */
const MAX_LISTED = 6

/** Says one condition. */
export function toLeafWords({ expression, isNegated }: Leaf, nameOf: NameOf): LeafWords {
  const path = toPath(expression)
  const operation = toOperation(expression)
  const known =
    path === undefined
      ? operation && toOperationWords(operation.operator, operation.operands, isNegated, nameOf)
      : toPresence(path, isNegated)
  if (known !== undefined) return typeof known === 'string' ? toIdiom(known) : known
  const text = `${isNegated ? 'this does not hold' : 'this holds'}: ${toExpressionText(expression)}`
  return { text, isIdiom: false }
}

function toIdiom(text: string): LeafWords {
  return { text, isIdiom: true }
}

function toOperationWords(
  operator: string,
  operands: readonly JsonValue[],
  isNegated: boolean,
  nameOf: NameOf,
): string | LeafWords | undefined {
  const [left, right] = operands
  if (left === undefined || right === undefined || operands.length !== 2) return undefined
  switch (operator) {
    case '===':
      return toCount(left, right, isNegated) ?? toEquality(left, right, isNegated, nameOf)
    case 'in':
      return toMembership(left, right, isNegated, nameOf)
    case '<':
    case '>':
    case '<=':
    case '>=':
      return toNumberWords(operator, left, right, isNegated)
    case 'before':
    case 'after':
    case 'not-before':
    case 'not-after':
      return toTimeWords(operator, left, right, isNegated)
    default:
      return undefined
  }
}

/** `var` as a condition: something is there. */
function toPresence(path: string, isNegated: boolean): string | undefined {
  const [root, event = '', index, name] = path.split('.')
  const word = root === 'payload' ? toEventWord(event) : undefined
  if (word !== undefined && index !== undefined && name === undefined) {
    if (index === '0') return `the certificate holds ${isNegated ? 'no' : 'a'} ${word}`
    const most = /^\d+$/.test(index) ? Number(index) : 0
    if (most === 0) return undefined
    return isNegated
      ? `the certificate holds at most ${count(most, word)}`
      : `the certificate holds more than ${count(most, word)}`
  }
  const field = toFieldWords(path)
  if (field === undefined) return undefined
  const isPlural = word !== undefined && index === undefined
  if (isPlural) return `the certificate has ${isNegated ? 'no' : 'a'} part for ${field}`
  return `${toNoun(path, field)} is ${isNegated ? 'not ' : ''}stated`
}

/** Dates are named by their events: only in these sentences they are dates. */
function toNoun(path: string, field: string): string {
  return /\.(?:dt|sc|fr|df|du)$/.test(path) ? `the date of ${field}` : field
}

function count(number: number, word: string): string {
  const plural = word === 'recovery' ? 'recoveries' : `${word}s`
  return number === 1 ? `one ${word}` : `${number} ${plural}`
}

/** `reduce` as all rules use it: how many of these arrays have an entry. */
function toCount(left: JsonValue, right: JsonValue, isNegated: boolean): string | undefined {
  const operation = toOperation(left)
  if (operation?.operator !== 'reduce' || typeof right !== 'number') return undefined
  const [list, lambda, initial] = operation.operands
  if (JSON.stringify(lambda) !== COUNTING || initial !== 0 || !Array.isArray(list)) return undefined
  const words = list.map((each) => toEventWord(toPath(each)?.replace('payload.', '') ?? ''))
  if (!words.every((word) => word !== undefined)) return undefined
  const number = right === 1 ? 'one kind' : `${right} kinds`
  return `the certificate holds events of ${isNegated ? 'not ' : ''}exactly ${number} (${words.join(', ')})`
}

const COUNTING = JSON.stringify({
  '+': [{ var: 'accumulator' }, { if: [{ var: 'current.0' }, 1, 0] }],
})

function toEquality(
  left: JsonValue,
  right: JsonValue,
  isNegated: boolean,
  nameOf: NameOf,
): string | undefined {
  const [field, value] = isLiteral(left) ? [right, left] : [left, right]
  const subject = toOperand(field, nameOf)
  const object = isLiteral(value) ? toLiteral(value, nameOf) : toOperand(value, nameOf)
  if (subject === undefined || object === undefined) return undefined
  return `${subject} is ${isNegated ? 'not ' : ''}${typeof value === 'string' ? '' : 'equal to '}${object}`
}

function toMembership(
  left: JsonValue,
  right: JsonValue,
  isNegated: boolean,
  nameOf: NameOf,
): LeafWords | undefined {
  const subject = toOperand(left, nameOf)
  if (subject === undefined) return undefined
  const not = isNegated ? 'not ' : ''
  const set = /^external\.valueSets\.([^.]+)$/.exec(toPath(right) ?? '')?.[1]
  if (set !== undefined) return toIdiom(`${subject} is ${not}in the value set ${set}`)
  if (!Array.isArray(right) || !right.every(isLiteral)) return undefined
  const names = [...new Set(right)].map((each) => toLiteral(each, nameOf))
  const [only] = names
  if (names.length === 1) return toIdiom(`${subject} is ${not}${only}`)
  if (names.length <= MAX_LISTED) return toIdiom(`${subject} is ${not}one of: ${names.join(', ')}`)
  const text = `${subject} is ${not}one of these ${names.length}:`
  return { text, isIdiom: true, items: names.join(', ') }
}

const NUMBER_WORDS: Readonly<Record<NumberComparison, string>> = {
  '<': 'less than',
  '>': 'more than',
  '<=': 'at most',
  '>=': 'at least',
}

function toNumberWords(
  operator: NumberComparison,
  left: JsonValue,
  right: JsonValue,
  isNegated: boolean,
): string | undefined {
  const asked = isNegated ? NEGATED[operator] : operator
  const isMirrored = isLiteral(left)
  const [subject, object] = isMirrored ? [right, left] : [left, right]
  const words = NUMBER_WORDS[isMirrored ? MIRRORED[asked] : asked]
  const [a, b] = [toOperand(subject, String), toOperand(object, String)]
  return a === undefined || b === undefined ? undefined : `${a} is ${words} ${b}`
}

function toLiteral(value: string | number | boolean, nameOf: NameOf): string {
  return typeof value === 'string' ? nameOf(value) : String(value)
}

/** A value in words; `undefined` if it is made up of more. */
function toOperand(expression: JsonValue, nameOf: NameOf): string | undefined {
  if (isLiteral(expression)) return toLiteral(expression, nameOf)
  const path = toPath(expression)
  if (path !== undefined) {
    const field = toFieldWords(path)
    return field === undefined ? undefined : toNoun(path, field)
  }
  const operation = toOperation(expression)
  const [first, second] = operation?.operands ?? []
  if (first === undefined || second === undefined) return undefined
  const inner = toOperand(first, nameOf)
  if (inner === undefined) return undefined
  if (operation?.operator === 'extractFromUVCI') return `part ${String(second)} of ${inner}`
  const added = operation?.operator === '+' ? toOperand(second, nameOf) : undefined
  return added === undefined ? undefined : `${inner} plus ${added}`
}

/** Deeper down nothing is evaluated. */
const MAX_DEPTH = 100

/** An expression as it is written, in prefix form: `in(payload.t.0.tt, ["LP6464-4"])`. */
export function toExpressionText(expression: JsonValue, depth = 0): string {
  if (depth > MAX_DEPTH) return '…'
  const inside = (each: JsonValue): string => toExpressionText(each, depth + 1)
  const path = toPath(expression)
  if (path !== undefined) return path === '' ? 'everything' : path
  if (Array.isArray(expression)) return `[${expression.map(inside).join(', ')}]`
  const operation = toOperation(expression)
  if (operation) return `${operation.operator}(${operation.operands.map(inside).join(', ')})`
  if (!isObject(expression)) return JSON.stringify(expression)
  const members = Object.entries(expression)
  return `{${members.map(([name, each]) => `${name}: ${inside(each)}`).join(', ')}}`
}
