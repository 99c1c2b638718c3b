/**
 * Compiling CertLogic to closures, once: nothing is generated as text, and nothing is looked up again
 * (CertLogic specification 1.3.3).
 *
 * Total: what is no expression compiles to a closure that ends the evaluation when it is reached, as in
 * the reference implementation; `validateExpression` says beforehand what is wrong.
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'
import { isLiteral, type Operation, toOperation } from './expression.ts'
import { Frame, Scope, spend } from './frame.ts'
import { compileMembership, compileNumbers, compileSame, compileSum } from './operators.ts'
import { compileBirth, compileShift, compileTimes } from './times.ts'
import { extractFromUvci } from './uvci.ts'
import { EvaluationError, type FaultKind, isTruthy, type Value } from './value.ts'

/** A compiled expression. */
export type Compiled = (frame: Frame) => Value

/** Compiles an operand; an absent one compiles to a fault. */
export type CompileOperand = (expression: JsonValue | undefined) => Compiled

/** Deeper or larger expressions are refused: real rules have some ten levels and 200 parts. */
export const MAX_DEPTH = 100
export const MAX_PARTS = 20_000

/**
 * What an evaluation may do where that depends on the data: for each element that a `reduce` visits, the
 * parts of its lambda; elements of arrays, and characters of identifiers, that are looked through.
 */
export const MAX_WORK = 1_000_000

interface Compilation {
  readonly scope: Scope
  readonly depth: number
  /** Shared by all parts of an expression. */
  readonly count: { parts: number }
}

/**
 * Compiles an expression whose paths go into a scope; one scope serves many expressions.
 */
export function compileInto(scope: Scope, expression: JsonValue): Compiled {
  const count = { parts: 0 }
  const compiled = compile(expression, { scope, depth: 0, count })
  return count.parts > MAX_PARTS ? TOO_LARGE : compiled
}

/** A compiled expression that ends the evaluation. */
export function toFault(kind: FaultKind, message: string): Compiled {
  return () => {
    throw new EvaluationError(kind, message)
  }
}

function compile(expression: JsonValue | undefined, within: Compilation): Compiled {
  within.count.parts++
  if (within.depth > MAX_DEPTH || within.count.parts > MAX_PARTS) {
    return TOO_LARGE
  }
  if (expression === undefined || expression === null) return malformed('an operand is missing')
  if (isLiteral(expression)) return () => expression
  const inside: Compilation = { ...within, depth: within.depth + 1 }
  const operand: CompileOperand = (each) => compile(each, inside)
  if (Array.isArray(expression)) {
    const elements = expression.map(operand)
    // The elements of an array are values by then; date-times among them never leave the language.
    return (frame) => elements.map((element) => element(frame)) as JsonValue
  }
  const operation = toOperation(expression)
  return operation ? compileOperation(operation, operand, inside) : malformed('no operation')
}

const TOO_LARGE = toFault('limit', 'the expression is too deep or too large')

function malformed(message: string): Compiled {
  return toFault('malformed', message)
}

function compileOperation(
  { operator, operands }: Operation,
  operand: CompileOperand,
  inside: Compilation,
): Compiled {
  const [first, second] = operands
  switch (operator) {
    case 'var': {
      const slot = inside.scope.slotOf(String(first))
      return (frame) => frame.valueAt(slot)
    }
    case 'if':
      return compileIf(operands, operand)
    case 'and':
      return compileAnd(operands, operand)
    case '!': {
      const negated = operand(first)
      return (frame) => !isTruthy(negated(frame))
    }
    case '===':
      return operands.length === 2 ? compileSame(operand(first), operand(second)) : WRONG_COUNT
    case 'in':
      return operands.length === 2 ? compileMembership(first, second, operand) : WRONG_COUNT
    case '+':
      return operands.length === 2 ? compileSum(operand(first), operand(second)) : WRONG_COUNT
    case '<':
    case '>':
    case '<=':
    case '>=':
      return isCompared(operands) ? compileNumbers(operator, operands.map(operand)) : WRONG_COUNT
    case 'before':
    case 'after':
    case 'not-before':
    case 'not-after':
      return isCompared(operands)
        ? compileTimes(operator, operands, operand, inside.scope)
        : WRONG_COUNT
    case 'plusTime':
      return compileShift(operands, operand, inside.scope)
    case 'dccDateOfBirth':
      return compileBirth(operand(first))
    case 'reduce':
      return compileReduce(operands, operand, inside)
    case 'extractFromUVCI':
      return compileExtract(operand(first), second)
    default:
      return malformed('there is no such operation')
  }
}

const WRONG_COUNT: Compiled = malformed('a wrong number of operands')

function isCompared({ length }: readonly JsonValue[]): boolean {
  return length === 2 || length === 3
}

/** A fourth operand is ignored, as the reference implementation does; the validation reports it. */
function compileIf(operands: readonly JsonValue[], operand: CompileOperand): Compiled {
  if (operands.length < 3) return malformed('if takes three operands')
  const [guard, chosen, other] = [operand(operands[0]), operand(operands[1]), operand(operands[2])]
  return (frame) => (isTruthy(guard(frame)) ? chosen(frame) : other(frame))
}

function compileAnd(operands: readonly JsonValue[], operand: CompileOperand): Compiled {
  if (operands.length < 2) return malformed('and takes two operands or more')
  const parts = operands.map(operand)
  return (frame) => {
    let value: Value = true
    for (const part of parts) {
      value = part(frame)
      if (!isTruthy(value)) return value
    }
    return value
  }
}

/** In the lambda there is nothing but `accumulator` and `current`. */
function compileReduce(
  operands: readonly JsonValue[],
  operand: CompileOperand,
  inside: Compilation,
): Compiled {
  const [list, initial] = [operand(operands[0]), operand(operands[2])]
  const scope = new Scope()
  const { parts } = inside.count
  const lambda = compile(operands[1], { ...inside, scope })
  const work = inside.count.parts - parts + scope.size
  return (frame) => {
    const elements = list(frame)
    // Deviates from the specification, with every implementation: nothing there is an empty array.
    if (elements !== null && !Array.isArray(elements)) {
      throw new EvaluationError('operand', 'reduce takes an array')
    }
    let accumulator = initial(frame)
    const { budget } = frame
    for (const current of elements ?? []) {
      spend(budget, work)
      // What is accumulated may be a date-time; no path leads into it.
      const data = { accumulator, current } as JsonValue
      accumulator = lambda(new Frame(data, scope, budget))
    }
    return accumulator
  }
}

function compileExtract(text: Compiled, index: JsonValue | undefined): Compiled {
  return (frame) => {
    const uvci = text(frame)
    if (uvci !== null && typeof uvci !== 'string') {
      throw new EvaluationError('operand', 'extractFromUVCI takes a text')
    }
    if (typeof index !== 'number' || !Number.isInteger(index)) {
      throw new EvaluationError('malformed', 'the index must be a whole number')
    }
    if (uvci === null) return null
    spend(frame.budget, uvci.length)
    return extractFromUvci(uvci, index)
  }
}
