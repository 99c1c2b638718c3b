/**
 * Lines that are held against a figure, and not against what others take.
 *
 * @module
 */

import type { Row } from '../report.ts'
import { median, ratioTo } from '../statistics.ts'

/**
 * Makes the line of what was measured, as a ratio to `budget`.
 *
 * @param limit the ratio that it may reach; `undefined`: it has no goal
 */
export function toBudgetRow(
  name: string,
  does: string,
  values: readonly number[],
  budget: number,
  limit: number | undefined,
): Row {
  return {
    ...{ name, does, cost: median(values) },
    ratio: ratioTo(
      values,
      values.map(() => budget),
    ),
    ...(limit !== undefined && { goal: { kind: 'at most', limit } }),
  }
}
