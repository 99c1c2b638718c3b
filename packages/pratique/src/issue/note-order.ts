/**
 * What is not wrong with an order, and makes its certificate useless all the same.
 *
 * @module
 */

import { readInstant } from '../model/dates.ts'
import type { Order, OrderNote } from '../model/order.ts'
import { TEST_LIFE_DAYS } from './times.ts'

const DAY_SECONDS = 86_400

/**
 * Lists what whoever gives an order should know of it, without any value of it.
 *
 * @param now seconds since the epoch
 */
export function noteOrder({ fact }: Order, now: number): readonly OrderNote[] {
  if (fact.kind !== 'test') return []
  const { seconds = Number.NaN } = readInstant(fact.sampledAt) ?? {}
  if (!(seconds + TEST_LIFE_DAYS * DAY_SECONDS < now)) return []
  const words = `more than ${TEST_LIFE_DAYS} days ago: hardly any entry rule takes this test`
  return [{ path: 'fact.sampledAt', words }]
}
