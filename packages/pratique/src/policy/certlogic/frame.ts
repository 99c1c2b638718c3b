/**
 * What an evaluation works on: the data, and what was already found in them.
 *
 * Rules of one set ask for the same few values again and again. Every path of a set has a slot, so that
 * it is followed once, and a date in it read once, for all rules. A frame lives for one evaluation.
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'
import { parseDateTime } from './date-time.ts'
import { EvaluationError, Instant, type Value } from './value.ts'

/** A path as the last step of it, behind a shorter one. */
interface Step {
  /** The slot of the path without its last fragment; -1: that of the data as a whole. */
  readonly parent: number
  readonly name: string
  /** -1 if it is no index. */
  readonly index: number
  /** Whether every object has a member of this name without being given one, such as `constructor`. */
  readonly isInherited: boolean
}

/** The paths that some expressions ask for, and those that lead there. */
export class Scope {
  readonly #slots = new Map<string, number>()
  readonly #steps: Step[] = []

  /** The slot of a path; always the same one. `""` is the whole: -1. */
  slotOf(path: string): number {
    if (path === '') return WHOLE
    return path.split('.', MAX_FRAGMENTS + 1).length > MAX_FRAGMENTS ? NOWHERE : this.#slotOf(path)
  }

  get size(): number {
    return this.#steps.length
  }

  stepOf(slot: number): Step | undefined {
    return this.#steps[slot]
  }

  #slotOf(path: string): number {
    const known = this.#slots.get(path)
    if (known !== undefined) return known
    const dot = path.lastIndexOf('.')
    const name = path.slice(dot + 1)
    const slot = this.#steps.push({
      parent: dot < 0 ? WHOLE : this.#slotOf(path.slice(0, dot)),
      name,
      // A fragment of digits alone is an index of an array.
      index: /^\d{1,9}$/.test(name) ? Number(name) : -1,
      isInherited: name in Object.prototype,
    })
    this.#slots.set(path, slot - 1)
    return slot - 1
  }
}

/** Longer paths are not followed: those of real rules have four fragments. */
export const MAX_FRAGMENTS = 32

const WHOLE = -1

/** Stands for all paths that are too long. */
const NOWHERE = -2

/** How much an evaluation may still do. */
export interface Budget {
  work: number
}

/** @throws {EvaluationError} if there is too much to do */
export function spend(budget: Budget, work: number): void {
  budget.work -= work
  if (budget.work < 0) throw new EvaluationError('limit', 'the evaluation takes too long')
}

export class Frame {
  readonly budget: Budget
  readonly #data: Value
  readonly #scope: Scope
  readonly #values: (Value | undefined)[]
  /** Most rules read two dates at most: a list of all slots would cost more than it saves. */
  #times: (number | undefined)[] | undefined

  constructor(data: Value, scope: Scope, budget: Budget) {
    this.budget = budget
    this.#data = data
    this.#scope = scope
    this.#values = new Array(scope.size)
    this.#times = undefined
  }

  /** What is at a path; `null` if nothing is. */
  valueAt(slot: number): Value {
    if (slot === WHOLE) return this.#data
    const known = this.#values[slot]
    if (known !== undefined) return known
    const step = this.#scope.stepOf(slot)
    if (!step) throw new EvaluationError('limit', 'the path is too long')
    const value = follow(this.valueAt(step.parent), step)
    this.#values[slot] = value
    return value
  }

  /**
   * The date-time that is written at a path, in milliseconds since the epoch.
   *
   * @throws {EvaluationError}
   */
  timeAt(slot: number): number {
    this.#times ??= new Array(this.#values.length)
    const known = this.#times[slot]
    if (known !== undefined) return known
    const time = readTime(this.valueAt(slot))
    this.#times[slot] = time
    return time
  }
}

/** @throws {EvaluationError} if it is no text, or no date-time */
export function readTime(value: Value): number {
  if (typeof value !== 'string') throw new EvaluationError('operand', 'expected a text')
  const ms = parseDateTime(value)
  if (Number.isNaN(ms)) throw new EvaluationError('date', 'expected a date or date-time')
  return ms
}

/**
 * Follows one step of a path, to an own member of an object or an element of an array.
 *
 * Deviates from certlogic-js 1.2.2, which also walks prototypes and texts, and takes `1x` for 1: no rule
 * needs it, and `constructor` is not a value of a certificate.
 */
function follow(value: Value, { name, index, isInherited }: Step): Value {
  if (typeof value !== 'object' || value === null || value instanceof Instant) return null
  if (isArray(value)) return value[index] ?? null
  // Asking whether a member is an own one takes longer than all the rest: it is asked where it matters.
  return isInherited && !Object.hasOwn(value, name) ? null : (value[name] ?? null)
}

/** `Array.isArray` does not narrow read-only arrays. */
function isArray(value: object): value is readonly JsonValue[] {
  return Array.isArray(value)
}
