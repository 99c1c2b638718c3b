/**
 * Making of faults of orders.
 *
 * @module
 */

import type { OrderFact, OrderFault, OrderFaultKind } from './order.ts'

/** A fault: where, what, and what was expected. */
export function orderFault(path: string, kind: OrderFaultKind, words: string): OrderFault {
  return { path, kind, words }
}

/** Faults of texts that are longer than a format has room for, in characters. */
export function tooLong(
  texts: Readonly<Record<string, string | undefined>>,
  maxLength: number,
): readonly OrderFault[] {
  const faults: OrderFault[] = []
  for (const path in texts) {
    if ((texts[path]?.length ?? 0) <= maxLength) continue
    faults.push(orderFault(path, 'too-long', `at most ${maxLength} characters`))
  }
  return faults
}

/** The fault of a kind of fact, or a disease, that a format has no place for. */
export function notInFormat(
  { kind, disease }: OrderFact,
  kinds: readonly OrderFact['kind'][],
  diseases: readonly OrderFact['disease'][],
): readonly OrderFault[] {
  if (!kinds.includes(kind)) {
    return [orderFault('fact.kind', 'not-in-format', `this format states ${kinds.join(' or ')}`)]
  }
  if (!diseases.includes(disease)) {
    return [
      orderFault('fact.disease', 'not-in-format', `this format is about ${diseases.join(' or ')}`),
    ]
  }
  return []
}
