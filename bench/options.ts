/**
 * What the benchmarks are asked to do.
 *
 * @module
 */

import { parseArgs } from 'node:util'

export const CASES = [
  'eu-dcc',
  'smart-health-card',
  'vds-nc',
  'nz-pass',
  'malformed',
  'bombs',
  'whole-world',
  'issuing',
  'paper',
  'certlogic',
  'entry-rules',
  'windows',
  'qr',
  'revocation-lists',
  'print',
  'two-workers',
  'command-line',
  'page',
] as const

export type CaseName = (typeof CASES)[number]

export const USAGE = `Usage: npm run bench -- [--quick] [--only CASE]

  --quick      fewer and shorter rounds: a first impression, no proof
  --only CASE  one case: ${CASES.join(', ')}
`

/** What to run, and how thoroughly. */
export interface BenchOptions {
  readonly isQuick: boolean
  readonly cases: readonly CaseName[]
}

/** Parses the arguments. Returns `undefined` if they make no sense. */
export function parseOptions(args: readonly string[]): BenchOptions | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { quick: { type: 'boolean' }, only: { type: 'string' } },
    strict: false,
  })
  const isUnknown = Object.keys(values).some((name) => name !== 'quick' && name !== 'only')
  if (isUnknown || positionals.length > 0) return undefined
  const cases = CASES.filter((name) => values.only === undefined || values.only === name)
  return cases.length === 0 ? undefined : { isQuick: values.quick === true, cases }
}
