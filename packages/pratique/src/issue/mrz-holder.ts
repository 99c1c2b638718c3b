/**
 * The holder from the machine-readable zone of a passport or card, in place of typed fields.
 *
 * @module
 */

import { isJsonObject, member } from '../json/read.ts'
import type { JsonObject, JsonValue } from '../json/value.ts'
import type { Mrz, MrzFault } from '../model/mrz/fields.ts'
import { readMrz } from '../model/mrz/read-mrz.ts'
import type { OrderFault } from '../model/order.ts'
import { orderFault } from '../model/order-faults.ts'

/** What a zone states; who types any of it as well may contradict the document. */
const STATED: readonly string[] = [
  'familyTransliterated',
  'givenTransliterated',
  'birthDate',
  'documentNumber',
  'documentType',
  'nationality',
  'sex',
]

/**
 * Reads `mrz` of an order, if it is there, and puts what it states with the members of `holder`: the own
 * script of a name stands beside it.
 *
 * @param now seconds since the epoch
 */
export function addMrz(
  order: JsonObject,
  now: number,
  faults: OrderFault[],
): JsonValue | undefined {
  const [holder, mrz] = [member(order, 'holder'), member(order, 'mrz')]
  if (mrz === undefined || mrz === null) return holder
  if (typeof mrz !== 'string') {
    faults.push(orderFault('mrz', 'type', 'the lines of the zone as one text'))
    return holder
  }
  const read = readMrz(mrz, { year: new Date(now * 1000).getUTCFullYear() })
  if (read.kind === 'refused') {
    faults.push(...read.faults.map(toFault))
    // Its members are told to be wrong once: as those of the zone.
    return undefined
  }
  const typed = isJsonObject(holder) ? holder : {}
  const stated = toHolder(read.mrz)
  for (const name of STATED) {
    const given = member(typed, name)
    if (given !== undefined && given !== null && given !== stated[name]) {
      faults.push(orderFault(`holder.${name}`, 'contradictory', 'what the zone states'))
    }
  }
  return { ...typed, ...stated }
}

function toHolder(mrz: Mrz): Readonly<Record<string, string>> {
  const { familyName, givenNames, documentNumber, nationality, sex, birthDate, kind } = mrz
  return {
    ...(familyName !== '' && { familyTransliterated: familyName }),
    ...(givenNames !== '' && { givenTransliterated: givenNames }),
    birthDate: birthDate ?? '',
    documentNumber,
    documentType: kind === 'TD3' ? 'passport' : 'identity-card',
    nationality,
    ...(sex === 'F' && { sex: 'female' }),
    ...(sex === 'M' && { sex: 'male' }),
  }
}

function toFault({ line, from, to, expected }: MrzFault): OrderFault {
  const place = from === to ? `character ${from}` : `characters ${from} to ${to}`
  return orderFault('mrz', 'mrz', `line ${line}, ${place}: ${expected}`)
}
