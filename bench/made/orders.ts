/**
 * Orders of made-up holders, as a laboratory and a clinic give them.
 *
 * @module
 */

import { makeDate, makeHolder, pick } from './holders.ts'
import { NOW } from './issuers.ts'

/** An order as JSON. */
export type Order = Readonly<Record<string, unknown>>

/** Makes orders for EU DCCs: half vaccinations, a quarter tests, a quarter recoveries. */
export function makeOrders(count: number): readonly Order[] {
  return Array.from({ length: count }, (_, index) => ({ holder: holder(), fact: factOf(index) }))
}

function holder(): Order {
  const { family, given, birthDate } = makeHolder()
  return { family, given, birthDate }
}

function factOf(index: number): Order {
  if (index % 2 === 0) return vaccination()
  return index % 4 === 1 ? test() : recovery()
}

function vaccination(): Order {
  return {
    kind: 'vaccination',
    disease: 'covid-19',
    date: makeDate(2021, 2025),
    product: pick(['EU/1/20/1528', 'EU/1/20/1507', 'EU/1/21/1529']),
    doseNumber: 2,
    seriesDoses: 2,
    lot: `L${Math.floor(Math.random() * 100_000)}`,
  }
}

function test(): Order {
  return {
    kind: 'test',
    disease: 'covid-19',
    class: 'naat',
    result: 'not-detected',
    sampledAt: `${makeDate(2025, 2026)}T09:30:00+01:00`,
    centre: pick(['Laboratory 7', 'Airport Clinic', 'University Hospital']),
  }
}

/** A recovery counts for so long, and none is issued that is over (Regulation (EU) 2021/953, annex). */
const MAX_RECOVERY_DAYS = 180

function recovery(): Order {
  const firstPositive = makeRecentDate(MAX_RECOVERY_DAYS)
  return { kind: 'recovery', disease: 'covid-19', firstPositive }
}

function makeRecentDate(days: number): string {
  const time = NOW - Math.random() * days * 86_400
  return new Date(time * 1000).toISOString().slice(0, 10)
}
