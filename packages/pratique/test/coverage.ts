/**
 * What made-up cases covered: values that take turns, and a count of each.
 *
 * @module
 */

import type { Chance } from './made-expressions.ts'

/** What cases had, by name, and how often. */
export class Coverage {
  readonly counts: Map<string, number> = new Map()
  /** What of each list is still to come before any of it comes again. */
  readonly #rounds: Map<string, number[]> = new Map()

  /** Counts a feature, and hands its value on. */
  note<T>(name: string, value: T): T {
    const key = `${name} ${String(value)}`
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1)
    return value
  }

  /** Takes and counts a value: each once, in an order left to chance, before any comes again. */
  next<T>(name: string, values: readonly T[], chance: Chance, list = ''): T {
    const key = `${name} ${list}`
    const round = this.#rounds.get(key) ?? []
    if (round.length === 0) round.push(...values.keys())
    this.#rounds.set(key, round)
    const [at = 0] = round.splice(chance(round.length), 1)
    const value = values[at]
    if (value === undefined) throw new Error(`nothing to choose from: ${name}`)
    return this.note(name, value)
  }

  /** How many features of a name were seen. */
  seen(name: string): number {
    return [...this.counts.keys()].filter((key) => key.startsWith(`${name} `)).length
  }

  /** Which of some values never came. */
  missing(name: string, values: Iterable<unknown>): readonly string[] {
    return [...values].map(String).filter((value) => !this.counts.has(`${name} ${value}`))
  }
}
