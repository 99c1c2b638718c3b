/**
 * What the benchmarks come to, as tables for people.
 *
 * @module
 */

import type { Spread } from './statistics.ts'

/** What is to be reached. Missing `limit` fails the run; `final` is where we want to be. */
export interface Goal {
  readonly kind: 'at most' | 'at least'
  readonly limit: number
  readonly final?: number
}

/** One line of a table. */
export interface Row {
  readonly name: string
  readonly does: string
  /** In the unit of the table. */
  readonly cost: number
  readonly ratio: Spread
  readonly goal?: Goal
}

/** One table. */
export interface CaseReport {
  readonly name: string
  readonly title: string
  /** Unit of `cost`, the heading of its column. */
  readonly unit: string
  /** What `ratio` is a ratio to. */
  readonly base: string
  readonly rows: readonly Row[]
  readonly notes: readonly string[]
}

/** Tells whether a row reaches its goal; one without a goal does. */
export function isMet({ goal, ratio }: Row): boolean {
  if (!goal) return true
  return goal.kind === 'at most' ? ratio.median <= goal.limit : ratio.median >= goal.limit
}

/** Writes a case as Markdown. */
export function writeCase({ title, unit, base, rows, notes }: CaseReport): string {
  const lines = [
    `## ${title}`,
    '',
    `| candidate | ${unit} | ratio to ${base} | middle half | fastest tenth | goal | |`,
    '|---|--:|--:|--:|--:|---|---|',
    ...rows.map(writeRow),
    '',
    ...rows.map(({ name, does }) => `- ${name}: ${does}`),
    ...notes.map((note) => `- ${note}`),
  ]
  return `${lines.join('\n')}\n`
}

function writeRow(row: Row): string {
  const { name, cost, ratio, goal } = row
  const half = `${round(ratio.low)}–${round(ratio.high)}`
  const told = goal ? [writeGoal(goal), isMet(row) ? 'met' : '**missed**'] : ['', '']
  const fastest = ratio.fastest === undefined ? '' : round(ratio.fastest)
  return `| ${[name, round(cost), round(ratio.median), half, fastest, ...told].join(' | ')} |`
}

function writeGoal({ kind, limit, final }: Goal): string {
  const sign = kind === 'at most' ? '≤' : '≥'
  const written = `${sign} ${round(limit)}`
  return final === undefined ? written : `${written} (final ${sign} ${round(final)})`
}

/** Three digits that count, or all before the point. */
function round(value: number): string {
  if (value >= 100) return value.toFixed(0)
  return value.toFixed(value >= 10 ? 1 : value >= 1 ? 2 : 3)
}
