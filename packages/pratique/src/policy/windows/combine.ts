/**
 * Windows of several policies that must all be met.
 *
 * @module
 */

import type { PolicyResult, PolicyWindow } from '../answer.ts'

/** From the one that weighs most to the one that weighs least. */
export const WEIGHTS: readonly PolicyResult[] = ['failed', 'open', 'more-needed', 'passed']

/** Combines the windows of several policies: at every instant the result that weighs most. */
export function combineWindows(all: readonly (readonly PolicyWindow[])[]): readonly PolicyWindow[] {
  const starts = new Set(all.flatMap((windows) => windows.map(startOf)))
  const combined: PolicyWindow[] = []
  for (const start of [...starts].toSorted((a, b) => a - b)) {
    const current = all.flatMap(
      (windows) => windows.findLast((each) => startOf(each) <= start) ?? [],
    )
    const from = current.find((each) => startOf(each) === start)?.from
    const result = WEIGHTS.find((each) => current.some((window) => window.result === each))
    const last = combined.at(-1)
    if (!result || last?.result === result) continue
    if (last && from !== undefined) combined[combined.length - 1] = { ...last, until: from }
    combined.push({ result, ...(from !== undefined && { from }) })
  }
  return combined
}

function startOf({ from }: PolicyWindow): number {
  return from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(from)
}
