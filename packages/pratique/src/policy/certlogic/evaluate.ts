/**
 * Evaluating CertLogic: an expression and data in, a value or a fault out.
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'
import { type Compiled, compileInto, MAX_WORK } from './compile.ts'
import { Frame, Scope } from './frame.ts'
import { EvaluationError, type FaultKind, type Value } from './value.ts'

/** What an evaluation came to. */
export type Evaluated =
  | { readonly value: Value; readonly fault?: undefined }
  | { readonly fault: FaultKind; readonly message: string }

/** An expression made ready. Pure: no clock, nothing kept between evaluations. */
export interface Program {
  /** Evaluates it. For a rule, data are `{ payload, external }`. Never throws. */
  evaluate(data: JsonValue): Evaluated
}

/** Expressions that are evaluated together: what they look at is looked up once for all. */
export interface ProgramSet {
  /** Adds an expression; it stands at the index that is returned. */
  add(expression: JsonValue): number
  /** Begins an evaluation: the function answers for the expression at an index. */
  begin(data: JsonValue): (index: number) => Evaluated
}

/** Compiles an expression. Total: a malformed one is a program that comes to a fault. */
export function compileExpression(expression: JsonValue): Program {
  const set = createProgramSet()
  const index = set.add(expression)
  return { evaluate: (data) => set.begin(data)(index) }
}

export function createProgramSet(): ProgramSet {
  const scope = new Scope()
  const programs: Compiled[] = []
  return {
    add: (expression) => programs.push(compileInto(scope, expression)) - 1,
    begin(data) {
      const budget = { work: 0 }
      const frame = new Frame(data, scope, budget)
      return (index) => {
        // Each has its own: what one does takes nothing from another.
        budget.work = MAX_WORK
        return evaluate(programs[index], frame)
      }
    },
  }
}

function evaluate(program: Compiled | undefined, frame: Frame): Evaluated {
  if (!program) throw new Error('unreachable: no such expression')
  try {
    return { value: program(frame) }
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error
    return { fault: error.kind, message: error.message }
  }
}
