/**
 * The parts of a Logic, each with where it is.
 *
 * @module
 */

import { toPointerToken } from '../../json/pointer.ts'
import type { JsonValue } from '../../json/value.ts'
import { MAX_DEPTH } from '../certlogic/compile.ts'
import { isObject, toOperation, toPath } from '../certlogic/expression.ts'

/** An operation inside a Logic. */
export interface Part {
  readonly operator: string
  readonly operands: readonly JsonValue[]
  readonly expression: JsonValue
  /** JSON Pointer into the rule. */
  readonly path: string
  /** In a lambda of `reduce` there is nothing but `accumulator` and `current`. */
  readonly isInLambda: boolean
}

type Parts = Generator<Part, void, undefined>

/** Walks all operations of a Logic, the outermost first. Total: what is no operation is walked through. */
export function partsOf(logic: JsonValue): readonly Part[] {
  return [...findParts(logic, '/Logic', false, 0)]
}

function* findParts(
  expression: JsonValue,
  path: string,
  isInLambda: boolean,
  depth: number,
): Parts {
  if (depth > MAX_DEPTH) return
  if (Array.isArray(expression)) {
    for (const [index, each] of expression.entries()) {
      yield* findParts(each, `${path}/${index}`, isInLambda, depth + 1)
    }
    return
  }
  if (!isObject(expression)) return
  const operation = toOperation(expression)
  if (!operation) {
    for (const [name, each] of Object.entries(expression)) {
      yield* findParts(each, `${path}/${toPointerToken(name)}`, isInLambda, depth + 1)
    }
    return
  }
  const { operator, operands } = operation
  yield { operator, operands, expression, path, isInLambda }
  if (operator === 'var') return
  for (const [index, each] of operands.entries()) {
    const isLambda = operator === 'reduce' && index === 1
    const inside = `${path}/${toPointerToken(operator)}/${index}`
    yield* findParts(each, inside, isInLambda || isLambda, depth + 1)
  }
}

/** The payload fields that a Logic reads, without `payload.`, each once, sorted. */
export function fieldsOf(parts: readonly Part[]): readonly string[] {
  const fields = new Set<string>()
  for (const { expression, isInLambda } of parts) {
    const path = isInLambda ? undefined : toPath(expression)
    if (path?.startsWith('payload.')) fields.add(path.slice('payload.'.length))
  }
  return [...fields].toSorted()
}

/** A text compared with a field: `===`, or a member of a list after `in`. */
export interface ComparedText {
  /** Without `payload.`. */
  readonly field: string
  readonly text: string
  readonly path: string
  /** Of the comparison: texts of one list have one. */
  readonly comparison: string
}

/** Finds the texts that fields are compared with. */
export function* comparedTexts(parts: readonly Part[]): Generator<ComparedText, void, undefined> {
  for (const { operator, operands, path: comparison } of parts) {
    const [left, right] = operands
    if (left === undefined || right === undefined) continue
    if (operator === '===') {
      yield* textsAt(left, [right], (): string => `${comparison}/===/1`, comparison)
      yield* textsAt(right, [left], (): string => `${comparison}/===/0`, comparison)
    } else if (operator === 'in' && Array.isArray(right)) {
      const pathOf = (index: number): string => `${comparison}/in/1/${index}`
      yield* textsAt(left, right, pathOf, comparison)
    }
  }
}

function* textsAt(
  variable: JsonValue,
  values: readonly JsonValue[],
  pathOf: (index: number) => string,
  comparison: string,
): Generator<ComparedText, void, undefined> {
  const path = toPath(variable)
  if (!path?.startsWith('payload.')) return
  const field = path.slice('payload.'.length)
  for (const [index, text] of values.entries()) {
    if (typeof text === 'string') yield { field, text, path: pathOf(index), comparison }
  }
}

/** `if(true, true, …)`, or only `true`: how to say that everything passes. */
export function isAcceptAll(logic: JsonValue): boolean {
  const operation = toOperation(logic)
  const [guard, chosen] = operation?.operator === 'if' ? operation.operands : []
  return logic === true || (guard === true && chosen === true)
}
