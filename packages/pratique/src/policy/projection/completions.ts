/**
 * All ways in which what is unknown of a certificate may be filled in (supervaluation).
 *
 * @module
 */

import type { Values } from './representatives.ts'

/** More are not tried: then it stays open. */
export const MAX_COMPLETIONS = 20_000

/** One way: of each slot, which of its values. */
export type Choice = readonly number[]

/** How many ways there are. */
export function countCompletions(values: readonly (readonly Values[])[]): number {
  return values.reduce((count, each) => count * each.length, 1)
}

/** All choices, in order: the last slot changes fastest. */
export function* completionsOf(values: readonly (readonly Values[])[]): Generator<Choice> {
  const choice = values.map(() => 0)
  for (let left = countCompletions(values); left > 0; left--) {
    yield choice
    for (let slot = choice.length - 1; slot >= 0; slot--) {
      const next = (choice[slot] ?? 0) + 1
      choice[slot] = next % (values[slot]?.length ?? 1)
      if (choice[slot] !== 0) break
    }
  }
}

/**
 * Which slots decide: those where another value alone gives another verdict.
 *
 * @param verdicts of all completions, in their order
 */
export function findDecisive(
  values: readonly (readonly Values[])[],
  verdicts: readonly unknown[],
): readonly number[] {
  let stride = verdicts.length
  return values.flatMap(({ length }, slot) => {
    stride /= length
    const isDecisive = verdicts.some((verdict, at) => {
      const isLast = Math.floor(at / stride) % length === length - 1
      return !isLast && verdicts[at + stride] !== verdict
    })
    return isDecisive ? [slot] : []
  })
}
