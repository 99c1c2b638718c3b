/**
 * What no order may state, whatever its format: names without letters, dates that contradict each other,
 * the clock or the birth, and a recovery that is over.
 *
 * @module
 */

import { addDays, isDateAfter, isDateOver, readInstant, startOfDate } from '../model/dates.ts'
import type { PartialDate } from '../model/health-certificate.ts'
import { type ReadName, readHolderName } from '../model/mrz/holder-name.ts'
import type { Order, OrderFact, OrderFault, OrderHolder, OrderRecovery } from '../model/order.ts'
import { orderFault } from '../model/order-faults.ts'
import { isImplausibleBirth } from '../model/plausible-birth.ts'
import {
  MAX_RECOVERY_DAYS,
  RECOVERY_FROM_DAYS,
  toRecoveryPeriod,
} from '../model/recovery-period.ts'

/** Of nothing that an order states there was any before: vaccines, tests, diseases. */
const FIRST_EVENTS: Readonly<Record<OrderFact['disease'], PartialDate>> = {
  'covid-19': '2019-12-01',
  'yellow-fever': '1937-01-01',
  poliomyelitis: '1955-01-01',
}

/** A zone's day may be a day ahead of another's. */
const DAY_SECONDS = 86_400

/**
 * Lists what is wrong with an order whose members were read, and writes its name; members that are not there
 * are passed over.
 *
 * @param now seconds since the epoch
 */
export function checkOrder({ holder, fact }: Order, now: number): ReadName {
  const { name, faults } = readHolderName(holder)
  return {
    name,
    faults: [
      ...faults,
      ...findBirthFaults(holder, now),
      ...findEventFaults(fact, holder.birthDate ?? '', now),
      ...(fact.kind === 'recovery' ? findPeriodFaults(fact, now) : []),
    ],
  }
}

function findBirthFaults({ birthDate }: OrderHolder, now: number): readonly OrderFault[] {
  if (!birthDate || !isImplausibleBirth(birthDate, now)) return []
  const isLater = isDateAfter(birthDate, now)
  return [
    orderFault(
      'holder.birthDate',
      isLater ? 'in-future' : 'implausible',
      isLater ? 'a day that has been' : 'a year from 1900 on',
    ),
  ]
}

/** When the fact happened, and the member that says so. */
export function eventOf(fact: OrderFact): { readonly path: string; readonly text: string } {
  if (fact.kind === 'test') return { path: 'fact.sampledAt', text: fact.sampledAt ?? '' }
  if (fact.kind === 'recovery') {
    return { path: 'fact.firstPositive', text: fact.firstPositive ?? '' }
  }
  return { path: 'fact.date', text: fact.date ?? '' }
}

function findEventFaults(fact: OrderFact, birth: PartialDate, now: number): readonly OrderFault[] {
  const { path, text } = eventOf(fact)
  if (text === '') return []
  const seconds = readInstant(text)?.seconds
  if (seconds === undefined ? isDateAfter(text, now) : seconds > now) {
    return [orderFault(path, 'in-future', 'a time that has been')]
  }
  const start = seconds ?? startOfDate(text)
  if (birth !== '' && start + DAY_SECONDS <= startOfDate(birth)) {
    return [orderFault(path, 'before-birth', 'not before the birth date')]
  }
  const first = FIRST_EVENTS[fact.disease]
  if (first !== undefined && start < startOfDate(first)) {
    return [orderFault(path, 'implausible', `not before ${first}`)]
  }
  return []
}

function findPeriodFaults(fact: OrderRecovery, now: number): readonly OrderFault[] {
  const { firstPositive, validFrom, validUntil } = fact
  if (!firstPositive) return []
  const { from, until } = toRecoveryPeriod(fact)
  const faults: OrderFault[] = []
  if (from < firstPositive) {
    faults.push(orderFault('fact.validFrom', 'contradictory', 'not before the first positive test'))
  }
  if (until < from) {
    const path = validUntil === undefined ? 'fact.validFrom' : 'fact.validUntil'
    const first = `the first, which is ${RECOVERY_FROM_DAYS} days after the test unless it is stated`
    const words = `a last day that is not before ${validFrom === undefined ? first : 'the first'}`
    faults.push(orderFault(path, 'contradictory', words))
  } else if (until > addDays(firstPositive, MAX_RECOVERY_DAYS)) {
    const words = `at most ${MAX_RECOVERY_DAYS} days after the first positive test`
    faults.push(orderFault('fact.validUntil', 'out-of-range', words))
  } else if (isDateOver(until, now)) {
    faults.push(toOver(validUntil !== undefined))
  }
  return faults
}

/** The certificate would say of itself that it counts no longer. */
function toOver(isStated: boolean): OrderFault {
  if (isStated) return orderFault('fact.validUntil', 'out-of-range', 'a last day that is not over')
  const words = `at most ${MAX_RECOVERY_DAYS} days ago: this recovery counts no longer`
  return orderFault('fact.firstPositive', 'out-of-range', words)
}
