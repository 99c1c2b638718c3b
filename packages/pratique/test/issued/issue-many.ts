/**
 * Many made-up orders of a format, issued: each is genuine and says what the order says, whatever else is
 * asked of it.
 *
 * @module
 */

import assert from 'node:assert/strict'
import type { Issued } from '../../src/issue/issuer.ts'
import type { JsonObject } from '../../src/json/value.ts'
import type { FormatId } from '../../src/model/health-certificate.ts'
import { Coverage } from '../coverage.ts'
import { LETTERS } from '../icao-letters.ts'
import {
  expectedFacts,
  factsOf,
  type MadeOrder,
  readMadeOrder,
  WORKED_OUT,
} from '../issued-facts.ts'
import { createChance } from '../made-expressions.ts'
import { type IssuerKit, makeIssuerKit } from '../made-issuer.ts'
import { makeOrder, NOW, TODAY } from '../made-orders.ts'

/** Whether everything is run, and not a part of it. */
export const isLong: boolean = process.env['PRATIQUE_LONG'] === '1'

/** Orders a format: 10,000 of all four together, and 100,000 of each in a long run. */
export const ORDERS: number = Number(process.env['PRATIQUE_ORDERS'] ?? (isLong ? 100_000 : 2500))
const SEED = Number(process.env['PRATIQUE_SEED'] ?? 20_261_122)

/** Looks at a certificate; it throws if it has a complaint. */
export type Inspect = (issued: Issued, order: MadeOrder) => void | Promise<void>

/** Issues certificates of one format, and shows each to an inspector. */
export async function issueMany(
  format: FormatId,
  toInspector: (kit: IssuerKit) => Inspect | Promise<Inspect>,
  count: number = ORDERS,
): Promise<Coverage> {
  const kit = await makeIssuerKit(format)
  const inspect = await toInspector(kit)
  const [chance, coverage] = [createChance(SEED), new Coverage()]
  for (let run = 0; run < count; run++) {
    const order = makeOrder(format, chance, coverage)
    try {
      const made = readMadeOrder(order)
      const issued = await issueOne(kit, format, order)
      requireFacts(format, issued, made)
      await inspect(issued, made)
    } catch (cause) {
      throw new Error(`a complaint of what was issued for ${JSON.stringify(order)}`, { cause })
    }
  }
  return coverage
}

async function issueOne(
  { issuer }: IssuerKit,
  format: FormatId,
  json: JsonObject,
): Promise<Issued> {
  const request = { format, now: NOW }
  const outcome = await issuer.issue(json, request)
  assert.ok('issued' in outcome, JSON.stringify(outcome))
  assert.equal(outcome.issued.verification.verdict, 'genuine')
  assert.equal(outcome.issued.certificate.identifiers.length, 1)
  return outcome.issued
}

/** All that the order states, and nothing else but what follows from a product. */
function requireFacts(format: FormatId, { certificate }: Issued, order: MadeOrder): void {
  const expected = expectedFacts(format, order)
  const mayAdd = new Set([...Object.keys(expected), ...(WORKED_OUT[format] ?? [])])
  const told = Object.entries(factsOf(certificate))
  for (const [name, value] of Object.entries(expected)) {
    assert.equal(Object.fromEntries(told)[name], value, name)
  }
  for (const [name] of told) assert.ok(mayAdd.has(name), `${name} was not ordered`)
}

/** What every format covers: names of all letters and shapes, and dates of all kinds. */
const EVERYWHERE: Readonly<Record<string, readonly string[]>> = {
  letter: [...LETTERS.values()].flat(),
  script: ['latin', 'cyrillic', 'arabic', 'greek', 'han'],
  name: ['both', 'family', 'given'],
  'long name': ['true'],
  'zone alone': ['true', 'false'],
  birth: ['full', 'month', 'year', 'leap', '1900', 'today', 'empty'],
  day: ['any', 'leap', 'last'],
  born: [TODAY],
}

/** Asserts that all of some values came, and prints how many each name has. */
export function requireCoverage(
  coverage: Coverage,
  own: Readonly<Record<string, Iterable<string>>>,
): void {
  const wanted = Object.entries({ ...EVERYWHERE, ...own })
  const figures = wanted.map(([name]) => `${name} ${coverage.seen(name)}`)
  console.log(`covered: ${figures.join(', ')}`)
  for (const [name, values] of wanted) {
    assert.deepEqual(coverage.missing(name, values), [], `${name}: what never came`)
  }
}
