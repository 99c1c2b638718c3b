/**
 * How much a decision may cost: what certificates and rules hold comes from outside.
 *
 * @module
 */

/** Runs of rules that are left. */
export interface Budget {
  left: number
}

/** Some tenths of a second. Real decisions take some hundred runs, with unknown values some ten thousand. */
const MAX_RUNS = 400_000

/** A budget for one decision. */
export function createBudget(): Budget {
  return { left: MAX_RUNS }
}

/** Takes from a budget; once there is too little left, there is nothing left. */
export function take(budget: Budget, runs: number): boolean {
  budget.left = runs <= budget.left ? budget.left - runs : 0
  return budget.left > 0
}
