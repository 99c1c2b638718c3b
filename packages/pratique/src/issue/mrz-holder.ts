/**
 * The holder from the machine-readable zone of a passport or card, in place of typed fields.
 *
 * @module
 */

import { isJsonObject, member } from '../json/read.ts'
import type { JsonObject, JsonValue } from '../json/value.ts'
import type { Mrz, MrzFault } from '../model/mrz/fields.ts'
import { isLatin, NAME_PARTS } from '../model/mrz/holder-name.ts'
import { isMrzFormOf } from '../model/mrz/mrz-name.ts'
import { readMrz } from '../model/mrz/read-mrz.ts'
import type { OrderFault } from '../model/order.ts'
import { orderFault } from '../model/order-faults.ts'
import { HOLDER } from './order-members.ts'
import { type ReadMember, readMember } from './read-member.ts'

/** What a zone may state, and whether it has none of what it leaves out: a zone has the whole name. */
const STATED = [
  { name: 'familyTransliterated', isWhole: true },
  { name: 'givenTransliterated', isWhole: true },
  { name: 'birthDate', isWhole: false },
  { name: 'documentNumber', isWhole: false },
  { name: 'documentType', isWhole: false },
  { name: 'nationality', isWhole: false },
  { name: 'sex', isWhole: false },
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
  faults.push(...findTypedFaults(typed, stated), ...findNameFaults(typed, stated))
  return { ...typed, ...stated }
}

/** Holds what was typed against the zone, each as an order's members are read; empty is not typed. */
function findTypedFaults(typed: JsonObject, stated: Stated): readonly OrderFault[] {
  return STATED.flatMap(({ name, isWhole }) => {
    const given = readTyped(member(typed, name), name)
    if ('kind' in given) return [orderFault(`holder.${name}`, given.kind, given.words)]
    if (given.value === undefined || given.value === '') return []
    const zone = stated[name]
    if (zone === undefined && !isWhole) return []
    const read = readTyped(zone, name)
    // What of the zone cannot be read is told as the zone's own.
    if ('kind' in read || read.value === given.value) return []
    return [orderFault(`holder.${name}`, 'contradictory', 'what the zone states')]
  })
}

/** The name as it is written, beside its form in the zone. */
function findNameFaults(typed: JsonObject, stated: Stated): readonly OrderFault[] {
  return NAME_PARTS.flatMap(({ own, latin }) => {
    const read = readTyped(member(typed, own), own)
    const name = 'value' in read ? read.value : undefined
    if (typeof name !== 'string' || !isLatin(name) || isForm(stated[latin], name)) return []
    const words = 'the name in the zone, or its own script'
    return [orderFault(`holder.${own}`, 'contradictory', words)]
  })
}

function readTyped(value: JsonValue | undefined, name: string): ReadMember {
  const type = HOLDER[name]
  if (!type || value === undefined || value === null) return { value: undefined }
  return readMember(value, type)
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

type Stated = Readonly<Record<string, string>>

/** A filler in a number stands for a hyphen or a space (ICAO Doc 9303-4 §4.2.2.2): numbers are read without. */
function toHolder(mrz: Mrz): Stated {
  const { familyName, givenNames, documentNumber, nationality, sex, birthDate, kind } = mrz
  return {
    ...(familyName !== '' && { familyTransliterated: familyName }),
    ...(givenNames !== '' && { givenTransliterated: givenNames }),
    birthDate: birthDate ?? '',
    documentNumber: documentNumber.replaceAll('<', ''),
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
