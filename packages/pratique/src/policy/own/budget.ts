/**
 * How much work one decision may take: counted and not timed, so that one question has one answer
 * everywhere.
 *
 * Whoever is refused tells nothing apart any more: everything is thought possible, which is never wrong.
 *
 * @module
 */

export interface Budget {
  /** Takes work from what is left, and tells whether there was so much. If not, nothing is left. */
  spend(work: number): boolean
  /** Does a task with at most this share of what is left. What it leaves is left. */
  within<T>(share: number, task: () => T): T
  /** Whether something was refused. */
  readonly isSpent: boolean
}

/** About as many steps as take 100 ms, each a comparison of two small sets or days. */
const MOST_WORK = 1_500_000

/** Makes the budget of one decision. */
export function createBudget(work: number = MOST_WORK): Budget {
  let left = work
  let isSpent = false
  return {
    get isSpent() {
      return isSpent
    },
    spend(asked) {
      // Also of a number that is none.
      if (!(asked <= left)) isSpent = true
      left = isSpent ? 0 : left - asked
      return !isSpent
    },
    within(share, task) {
      const kept = left * (1 - share)
      const wasSpent = isSpent
      left -= kept
      const result = task()
      left += kept
      isSpent = wasSpent
      return result
    },
  }
}
