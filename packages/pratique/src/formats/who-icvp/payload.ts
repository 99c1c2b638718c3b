/**
 * Reading of an ICVP payload: which of the published shapes it has, its values as stated, and the
 * faults of its structure.
 *
 * The shapes are told apart by types and content, never by trial: `v` is a vaccination where it is a
 * map, and the version of the template where it is text and a vaccination stands in `vx`.
 *
 * @module
 */

import type { CborMap, CborValue } from '../../cbor/value.ts'
import {
  isAbsent,
  type MemberFault,
  type Notes,
  readBirthDate,
  readCodeMember,
  readDateMember,
  readTextMember,
} from '../../model/cbor-members.ts'
import type { ReadDate } from '../../model/dates.ts'
import type { Mutable } from '../../model/mutable.ts'
import type { Remark } from '../../outcome.ts'
import { FOR_LIFE, type Generation, SHAPES, type Shape } from './schema.ts'

/** A vaccination or prophylaxis as stated, without what is absent. */
export interface IcvpDose {
  /** `vp`, `tg`, `mp`, `ma`, `mid`, `bo`, `is`, as stated. */
  readonly texts: Readonly<Record<string, string>>
  readonly date?: ReadDate
  readonly validFrom?: ReadDate
  readonly validUntil?: ReadDate
  /** `dn`, where it is a number. */
  readonly doseNumber?: number
}

/** A payload, as far as it could be read. */
export interface IcvpPayload {
  /** Absent if it has none of the published shapes. */
  readonly generation?: Generation
  readonly name?: string
  readonly birth?: ReadDate
  /** Number and type of the holder's document. */
  readonly number?: string
  readonly numberType?: string
  /** `v` as text. */
  readonly templateVersion?: string
  readonly dose: IcvpDose
  readonly faults: readonly MemberFault[]
  readonly remarks: readonly Remark[]
}

/** A payload's shape, and where its vaccination stands. */
interface Found {
  readonly generation: Generation
  readonly dose: CborMap
  readonly path: string
}

const NO_DOSE: IcvpDose = { texts: {} }

const DOSE_TEXTS = ['vp', 'tg', 'mp', 'ma', 'mid', 'bo', 'is'] as const

/** Reads a payload. Total: what is wrong is listed, not thrown. */
export function readPayload(icvp: CborMap): IcvpPayload {
  const notes: Notes = { faults: [], remarks: [] }
  const found = findShape(icvp, notes)
  const payload: Mutable<IcvpPayload> = { dose: NO_DOSE, ...notes }
  const name = readTextMember(icvp.get('n'), 'n', notes)
  if (name !== undefined) payload.name = name
  else notes.faults.push({ field: 'n', kind: 'missing' })
  const birth = readBirthDate(icvp.get('dob'), 'dob', notes)
  if (birth) payload.birth = birth
  if (!found) return payload
  const shape = SHAPES[found.generation]
  payload.generation = found.generation
  payload.dose = readDose(found, shape, notes)
  checkRequired(icvp, shape.requiredRoot, '', notes)
  remarkOnExtra(icvp, shape.rootMembers, '', notes)
  const number = readCodeMember(icvp.get(shape.number), shape.number, notes)
  const numberType = readTextMember(icvp.get(shape.numberType), shape.numberType, notes)
  if (number !== undefined) payload.number = number
  if (numberType !== undefined) payload.numberType = numberType
  const version = found.path === 'vx.' ? readTextMember(icvp.get('v'), 'v', notes) : undefined
  if (version !== undefined) payload.templateVersion = version
  return payload
}

/** Tells the shape; what fits none is a fault. */
function findShape(icvp: CborMap, notes: Notes): Found | undefined {
  const v: CborValue = icvp.get('v')
  const vx: CborValue = icvp.get('vx')
  if (!isAbsent(vx)) {
    if (vx instanceof Map && typeof v === 'string' && v.trim() !== '')
      return findNewShape(vx, notes)
    notes.faults.push({ field: vx instanceof Map ? 'v' : 'vx', kind: 'type' })
    return undefined
  }
  const entries: readonly CborValue[] = Array.isArray(v) ? v : [v]
  const [dose] = entries
  if (!(dose instanceof Map)) {
    notes.faults.push({ field: 'v', kind: isAbsent(v) ? 'missing' : 'type' })
    return undefined
  }
  // One code states one dose (IHR Annex 6), though a draft allowed several.
  if (entries.length > 1) notes.faults.push({ field: 'v', kind: 'several-entries' })
  const generation = isAbsent(dose.get('tg')) ? 'G1' : 'G0'
  return { generation, dose, path: Array.isArray(v) ? 'v[0].' : 'v.' }
}

/** The date of the dose is `dv` in the newest build, and was `dt`. Both at once must agree. */
function findNewShape(dose: CborMap, { faults }: Notes): Found {
  const [dv, dt] = [dose.get('dv'), dose.get('dt')]
  if (!isAbsent(dv) && !isAbsent(dt) && dv !== dt) faults.push({ field: 'vx.dv', kind: 'twice' })
  const isOld = isAbsent(dv) && !isAbsent(dt)
  return { generation: isOld ? 'G2' : 'G3', dose, path: 'vx.' }
}

function readDose({ dose, path }: Found, shape: Shape, notes: Notes): IcvpDose {
  const texts: Record<string, string> = {}
  for (const name of DOSE_TEXTS) {
    const text = readCodeMember(dose.get(name), path + name, notes)
    if (text !== undefined) texts[name] = text
  }
  if (texts['vp'] === undefined) notes.faults.push({ field: `${path}vp`, kind: 'missing' })
  checkRequired(dose, shape.requiredDose, path, notes)
  const hasSupervisor = !isAbsent(dose.get('cn')) || !isAbsent(dose.get('is'))
  if (shape.needsSupervisor && !hasSupervisor) {
    notes.faults.push({ field: `${path}is`, kind: 'missing' })
  }
  remarkOnExtra(dose, shape.doseMembers, path, notes)
  const date = readDoseDate(dose, shape, path, notes)
  const validFrom = readDateMember(dose.get('vls'), `${path}vls`, notes)
  const validUntil = readEnd(dose.get('vle'), `${path}vle`, notes)
  const doseNumber = readDoseNumber(dose.get('dn'), `${path}dn`, notes)
  return {
    texts,
    ...(date && { date }),
    ...(validFrom && { validFrom }),
    ...(validUntil && { validUntil }),
    ...(doseNumber !== undefined && { doseNumber }),
  }
}

/** All published shapes ask for the date; the pilots' samples are read without one, too. */
function readDoseDate(
  dose: CborMap,
  { date: name, needsCatalogue: isPublished }: Shape,
  path: string,
  notes: Notes,
): ReadDate | undefined {
  const field = path + name
  if (!isAbsent(dose.get(name))) return readDateMember(dose.get(name), field, notes)
  if (isPublished) notes.faults.push({ field, kind: 'missing' })
  else notes.remarks.push({ code: 'content.unreadable-date', field })
  return undefined
}

/** "For life" in words is no date and no fault; what cannot be read must not pass for "no end". */
function readEnd(value: CborValue, field: string, notes: Notes): ReadDate | undefined {
  if (typeof value === 'string' && FOR_LIFE.has(value.trim().toLowerCase())) return undefined
  const end = readDateMember(value, field, notes)
  if (!end && !isAbsent(value)) notes.faults.push({ field, kind: 'type' })
  return end
}

/** A word such as "Primary" is no number, and none is made of it. */
function readDoseNumber(value: CborValue, field: string, notes: Notes): number | undefined {
  if (typeof value === 'number' && Number.isInteger(value)) return value
  const text = readTextMember(value, field, notes)
  if (text === undefined) return undefined
  if (!/^\d{1,3}$/.test(text)) {
    notes.remarks.push({ code: 'content.unknown-code', field })
    return undefined
  }
  notes.remarks.push({ code: 'content.text-number', field })
  return Number(text)
}

function checkRequired(
  map: CborMap,
  names: readonly string[],
  path: string,
  { faults }: Notes,
): void {
  for (const name of names) {
    if (isAbsent(map.get(name))) faults.push({ field: path + name, kind: 'missing' })
  }
}

function remarkOnExtra(
  map: CborMap,
  known: ReadonlySet<unknown>,
  path: string,
  { remarks }: Notes,
): void {
  for (const key of map.keys()) {
    if (known.has(key)) continue
    remarks.push({ code: 'content.extra-field', ...(path !== '' && { field: path.slice(0, -1) }) })
  }
}
