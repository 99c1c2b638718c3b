/**
 * Reading of the DDCC core data set: values as stated, and the faults of its structure.
 *
 * Flat and nested spellings are read into one; null and undefined are absent. Faulty is what leaves no
 * definite meaning: no name, nothing given or done, two things at once, one member spelt twice.
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
  readCodes,
  readCount,
  readDateMember,
  readTextMember,
} from '../../model/cbor-members.ts'
import { type ReadDate, type ReadInstant, readDate, readInstant } from '../../model/dates.ts'
import type { RawCode } from '../../model/health-certificate.ts'
import type { Remark } from '../../outcome.ts'
import { COMMON, type Group, KNOWN, type Spellings, TEST, VACCINATION } from './schema.ts'

/** A vaccination or a test as stated, without what is absent. */
export interface DdccEntry {
  /** By their names in `VACCINATION` and `TEST`. */
  readonly codes: Readonly<Record<string, readonly RawCode[]>>
  readonly texts: Readonly<Record<string, string>>
  readonly counts: Readonly<Record<string, number>>
  readonly dates: Readonly<Record<string, ReadDate>>
  /** When the sample was taken, if a time was stated. */
  readonly sampledAt?: ReadInstant
}

/** A core data set, as far as it could be read. */
export interface DdccPayload {
  readonly name?: string
  readonly birth?: ReadDate
  /** The one thing that it is about; absent if there is none, or several. */
  readonly group?: Group
  /** Every thing that it states, so that a key meant for one of two vouches for neither. */
  readonly groups: readonly Group[]
  readonly entry: DdccEntry
  readonly hcid?: string
  /** All that are stated: the first is shown. */
  readonly hcids: readonly string[]
  readonly authority?: string
  readonly validFrom?: ReadDate
  readonly validUntil?: ReadDate
  /** Structural faults; empty for a payload with a definite meaning. */
  readonly faults: readonly MemberFault[]
  /** Remarks on single values: found while reading. */
  readonly remarks: readonly Remark[]
}

/** Where an entry's members stand, and what their paths begin with. */
interface Place {
  readonly group: Group
  readonly map: CborMap
  readonly path: string
}

const NO_ENTRY: DdccEntry = { codes: {}, texts: {}, counts: {}, dates: {} }

/**
 * Reads a core data set. Total: what is wrong is listed, not thrown.
 *
 * @param wanted what its sub-claim says it is about
 */
export function readPayload(ddcc: CborMap, wanted?: Group): DdccPayload {
  const notes: Notes = { faults: [], remarks: [] }
  const places = findPlaces(ddcc, notes)
  const groups = new Set<Group>(places.map(({ group }) => group))
  if (wanted) groups.add(wanted)
  const [place] = places
  const isOne = places.length === 1 && groups.size === 1 && place !== undefined
  if (places.length === 0) notes.faults.push({ field: '', kind: 'missing' })
  else if (!isOne) notes.faults.push({ field: '', kind: 'several-entries' })
  return {
    ...readHolder(ddcc, notes),
    ...readCertificate(ddcc, notes),
    ...(isOne && { group: place.group }),
    groups: [...groups],
    entry: isOne ? readEntry(place, notes) : NO_ENTRY,
    ...remarkOnMembers(ddcc, notes),
  }
}

function remarkOnMembers(ddcc: CborMap, { faults, remarks }: Notes): Notes {
  for (const key of ddcc.keys()) if (!KNOWN.has(key)) remarks.push({ code: 'content.extra-field' })
  return { faults, remarks }
}

/** Finds what it is about: nested in a map or an array of one, or flat beside the name. */
function findPlaces(ddcc: CborMap, notes: Notes): readonly Place[] {
  const places: Place[] = []
  if (!isAbsent(ddcc.get('vaccine'))) places.push({ group: 'vaccination', map: ddcc, path: '' })
  places.push(...findNested(ddcc, 'vaccination', notes))
  const test: CborValue = ddcc.get('test')
  // The 2021 fields had the kind of test in `test`, as a code, and the rest beside it.
  const isFlat = typeof test === 'string' || (test instanceof Map && isCoding(test))
  if (isFlat && !isAbsent(test)) {
    places.push({ group: 'test', map: new Map([...ddcc, ['type', test]]), path: '' })
  } else if (!isFlat) {
    places.push(...findNested(ddcc, 'test', notes))
  }
  return places
}

function findNested(ddcc: CborMap, group: Group, { faults }: Notes): Place[] {
  const stated: CborValue = ddcc.get(group)
  if (isAbsent(stated)) return []
  const entries: readonly CborValue[] = Array.isArray(stated) ? stated : [stated]
  return entries.slice(0, 2).flatMap((map) => {
    if (map instanceof Map) return [{ group, map, path: `${group}.` }]
    faults.push({ field: group, kind: 'type' })
    return []
  })
}

function isCoding(map: CborMap): boolean {
  return map.has('code') || map.has('coding')
}

function readHolder(ddcc: CborMap, notes: Notes): Pick<DdccPayload, 'name' | 'birth'> {
  const name = readTextMember(pick(ddcc, COMMON.name, '', notes), 'name', notes)
  if (name === undefined) notes.faults.push({ field: 'name', kind: 'missing' })
  const birth = readBirthDate(pick(ddcc, COMMON.birthDate, '', notes), 'birthDate', notes)
  return { ...(name !== undefined && { name }), ...(birth && { birth }) }
}

function readCertificate(
  ddcc: CborMap,
  notes: Notes,
): Pick<DdccPayload, 'hcid' | 'hcids' | 'authority' | 'validFrom' | 'validUntil'> {
  const stated: CborValue = pick(ddcc, COMMON.certificate, '', notes)
  const certificate = toMap(stated, 'certificate', notes)
  const period = toMap(certificate.get('period'), 'certificate.period', notes)
  const validFrom =
    readDateMember(pick(ddcc, COMMON.validFrom, '', notes), 'valid_from', notes) ??
    readDateMember(period.get('start'), 'certificate.period.start', notes)
  const validUntil =
    readDateMember(pick(ddcc, COMMON.validUntil, '', notes), 'valid_until', notes) ??
    readDateMember(period.get('end'), 'certificate.period.end', notes)
  const own = readCodes(ddcc.get('hcid'), 'hcid', notes)
  const nested = readCodes(certificate.get('hcid'), 'certificate.hcid', notes)
  const hcids = [...own, ...nested].map(({ code }) => code)
  const [hcid] = hcids
  const authority = readCodes(ddcc.get('pha'), 'pha', notes)
  const issuer = readCodes(certificate.get('issuer'), 'certificate.issuer', notes)
  const statedBy = authority[0] ?? issuer[0]
  return {
    ...(hcid !== undefined && { hcid }),
    hcids,
    ...(statedBy && { authority: statedBy.display ?? statedBy.code }),
    ...(validFrom && { validFrom }),
    ...(validUntil && { validUntil }),
  }
}

function toMap(value: CborValue, field: string, { faults }: Notes): CborMap {
  if (value instanceof Map) return value
  if (!isAbsent(value)) faults.push({ field, kind: 'type' })
  return new Map()
}

function readEntry(place: Place, notes: Notes): DdccEntry {
  return place.group === 'vaccination' ? readVaccination(place, notes) : readTest(place, notes)
}

function readVaccination({ map, path }: Place, notes: Notes): DdccEntry {
  const at = (spellings: Spellings) => pick(map, spellings, path, notes)
  const { vaccine, brand, manufacturer, holder, country, disease } = VACCINATION
  const codes = readAllCodes(
    { vaccine, brand, manufacturer, holder, country, disease },
    at,
    path,
    notes,
  )
  // Without a vaccine there is no vaccination; all else may be missing without changing what it is.
  if (codes['vaccine'] === undefined && codes['brand'] === undefined) {
    notes.faults.push({ field: `${path}vaccine`, kind: 'missing' })
  }
  const { lot, centre } = VACCINATION
  const dose = readCount(at(VACCINATION.dose), `${path}dose`, notes)
  const totalDoses = readCount(at(VACCINATION.totalDoses), `${path}total_doses`, notes)
  const date = readDateMember(at(VACCINATION.date), `${path}date`, notes)
  if (isAbsent(at(VACCINATION.date))) noteMissingDate(path, notes)
  const isNested = path !== ''
  const doseFrom = isNested ? VACCINATION.validFrom : VACCINATION.flatValidFrom
  const validFrom = readDateMember(at(doseFrom), `${path}vaccine_valid`, notes)
  return {
    codes,
    texts: readTexts({ lot, centre }, at, path, notes),
    counts: {
      ...(dose !== undefined && { dose }),
      ...(totalDoses !== undefined && { totalDoses }),
    },
    dates: { ...(date && { date }), ...(validFrom && { validFrom }) },
  }
}

function readTest({ map, path }: Place, notes: Notes): DdccEntry {
  const at = (spellings: Spellings) => pick(map, spellings, path, notes)
  const { pathogen, type, brand, result, country, centre } = TEST
  const codes = readAllCodes({ pathogen, type, brand, result, country }, at, path, notes)
  if (codes['type'] === undefined && codes['pathogen'] === undefined) {
    notes.faults.push({ field: `${path}type`, kind: 'missing' })
  }
  const text = readTextMember(at(TEST.date), `${path}date`, notes)
  const sampledAt = text === undefined ? undefined : readInstant(text)
  const date = text === undefined || sampledAt ? undefined : readDate(text)
  if (!sampledAt && !date) noteMissingDate(path, notes)
  else if (sampledAt && !sampledAt.isExact) {
    notes.remarks.push({ code: 'content.time-form', field: `${path}date` })
  }
  return {
    codes,
    texts: readTexts({ centre }, at, path, notes),
    counts: {},
    dates: date ? { date } : {},
    ...(sampledAt && { sampledAt }),
  }
}

/** Real samples have `null` where the date belongs: the fact stands, without a date. */
function noteMissingDate(path: string, { remarks }: Notes): void {
  remarks.push({ code: 'content.unreadable-date', field: `${path}date` })
}

type At = (spellings: Spellings) => CborValue

function readAllCodes(
  members: Readonly<Record<string, Spellings>>,
  at: At,
  path: string,
  notes: Notes,
): Readonly<Record<string, readonly RawCode[]>> {
  const codes: Record<string, readonly RawCode[]> = {}
  for (const [name, spellings] of Object.entries(members)) {
    const found = readCodes(at(spellings), path + name, notes)
    if (found.length > 0) codes[name] = found
  }
  return codes
}

function readTexts(
  members: Readonly<Record<string, Spellings>>,
  at: At,
  path: string,
  notes: Notes,
): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {}
  for (const [name, spellings] of Object.entries(members)) {
    const text = readCodeMember(at(spellings), path + name, notes)
    if (text !== undefined) texts[name] = text
  }
  return texts
}

/** The member in whichever spelling it is there. In two at once, nobody can say which one counts. */
function pick(map: CborMap, spellings: Spellings, path: string, { faults }: Notes): CborValue {
  const stated = spellings.filter((name) => !isAbsent(map.get(name)))
  if (stated.length > 1) {
    const field = `${path}${stated[0]}`
    if (!faults.some((fault) => fault.kind === 'twice' && fault.field === field)) {
      faults.push({ field, kind: 'twice' })
    }
  }
  return map.get(stated[0] ?? '')
}
