/**
 * Which values that nobody states would decide.
 *
 * @module
 */

import type { Bench, ZoneBench } from './bench.ts'
import type { Budget } from './budget.ts'
import type { Judge } from './judge.ts'
import type { Source, World } from './worlds.ts'

/** Enough of what one field can be to see that it decides. */
const MAX_TRIED = 64
/** What it takes to look through the fields of one world. */
const WORLD_WORK = 10

/**
 * Finds the fields of which one value or another would decide by itself; where only several together
 * do, all that are open.
 */
export function findMissing({ zones, means }: Bench, seconds: number): readonly string[] {
  const found = new Set<string>()
  for (const zone of zones) {
    for (const field of missingIn(zone, seconds, { found, budget: means.budget })) found.add(field)
    // All zones would tell the same, as none can tell anything apart.
    if (means.budget.isSpent) break
  }
  return [...found].sort()
}

interface Search {
  /** What need not be asked again. */
  readonly found: ReadonlySet<string>
  readonly budget: Budget
}

function missingIn(
  { scope, trusted }: ZoneBench,
  seconds: number,
  { found, budget }: Search,
): readonly string[] {
  const { missing } = scope.at(seconds)
  if (trusted.resultAt(seconds) !== 'open') return missing
  const open = trusted.sources.flatMap((source) => openFields(source, seconds, budget))
  const deciding = open.filter(
    (each) => found.has(each.field) || (!budget.isSpent && isDeciding(trusted, each, seconds)),
  )
  const fields = (deciding.length > 0 ? deciding : open).map(({ field }) => field)
  return [...missing, ...fields]
}

interface OpenField {
  readonly source: Source
  readonly field: string
  readonly values: readonly string[]
}

/**
 * The fields of a source that can be one thing or another, with different consequences. Where that is
 * too much work, the first and the last world tell: no field is the same in both that is open.
 */
function openFields(source: Source, seconds: number, budget: Budget): readonly OpenField[] {
  return source.groups.flatMap((group) => {
    const all = group.worldsAt(seconds)
    const isTold = budget.spend(all.length * WORLD_WORK)
    if (isTold && new Set(all.map(({ met }) => met)).size < 2) return []
    const worlds = isTold ? all : [...all.slice(0, 1), ...all.slice(-1)]
    const fields = Object.keys(worlds[0]?.values ?? {})
    return fields
      .map((field) => ({ source, field, values: valuesOf(worlds, field) }))
      .filter(({ values }) => values.length > 1)
  })
}

function valuesOf(worlds: readonly World[], field: string): readonly string[] {
  return [...new Set(worlds.flatMap(({ values }) => values[field] ?? []))]
}

function isDeciding(judge: Judge, { source, field, values }: OpenField, seconds: number): boolean {
  const step = Math.ceil(values.length / MAX_TRIED)
  return values
    .filter((_, index) => index % step === 0 || index === values.length - 1)
    .some((value) => judge.resultAt(seconds, { source, field, value }) !== 'open')
}
