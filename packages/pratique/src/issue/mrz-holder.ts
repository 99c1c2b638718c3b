/**
 * The holder from the machine-readable zone of a passport or card, in place of typed fields.
 *
 * @module
 */

import { isJsonObject, member } from '../json/read.ts'
import type { JsonObject, JsonValue } from '../json/value.ts'
import type { Mrz, MrzFault } from '../model/mrz/fields.ts'
import { isMrzFormOf } from '../model/mrz/mrz-name.ts'
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

/** Of other scripts there are conventions beside the tables. */
const LATIN = /^[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]*$/u

/** Typed as they are written, beside what the zone states. */
const NAMES = [
  { own: 'family', latin: 'familyTransliterated' },
  { own: 'given', latin: 'givenTransliterated' },
] as const

/** Of TD1 (ICAO Doc 9303-5). */
const MOST_LINES = 3

/**
 * Reads `mrz` of an order, if it is there, and puts what it states with the members of `holder`: the own
 * script of a name stands beside it.
 *
 * @param now seconds since the epoch
 * @returns `undefined` if there is no holder, or the zone cannot be read: its members are told to be wrong
 *   once, as those of the zone
 */
export function addMrz(
  order: JsonObject,
  now: number,
  faults: OrderFault[],
): JsonValue | undefined {
  const [holder, mrz] = [member(order, 'holder'), member(order, 'mrz')]
  if (mrz === undefined || mrz === null) return holder
  const text = toText(mrz)
  if (text === undefined) {
    faults.push(orderFault('mrz', 'type', 'the lines of the zone, as one text or a list of them'))
    return undefined
  }
  const read = readMrz(text, { year: new Date(now * 1000).getUTCFullYear() })
  if (read.kind === 'refused') {
    faults.push(...read.faults.map(toFault))
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
  for (const { own, latin } of NAMES) {
    const name = member(typed, own)
    if (typeof name === 'string' && LATIN.test(name) && !isForm(stated[latin], name)) {
      const words = 'the name in the zone, or its own script'
      faults.push(orderFault(`holder.${own}`, 'contradictory', words))
    }
  }
  return { ...typed, ...stated }
}

/** A zone has room for the beginning of a long name alone (ICAO Doc 9303-4 §4.2.2). */
function isForm(written: string | undefined, name: string): boolean {
  return isMrzFormOf(written ?? '', name, { isCut: true })
}

function toText(mrz: JsonValue): string | undefined {
  if (typeof mrz === 'string') return mrz
  const isLines = Array.isArray(mrz) && mrz.length <= MOST_LINES
  return isLines && mrz.every((line) => typeof line === 'string') ? mrz.join('\n') : undefined
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
