/**
 * VXU^V04 → vaccinations: each RXA is a row (HL7 v2.5.1 §4.17).
 *
 * @module
 */

import type { JsonObject } from '../../../json/value.ts'
import { startOfDate } from '../../../model/dates.ts'
import type { Terminology } from '../../../terminology/terminology.ts'
import { readVaccineCode } from '../coded.ts'
import { absent, fault, type Place, present, toCodes, toRow } from '../row.ts'
import type { IdentifiedRow, Identity } from '../siblings.ts'
import { codedOf, dateOf, fieldPlace, textOf } from './fields.ts'
import type { MessageContext } from './message.ts'
import { createHolderNames, readPatient } from './patient.ts'
import type { Segment } from './segment.ts'

/** A dose, and what is observed of it. */
interface Dose {
  readonly pid: Segment | undefined
  /** The order before it, of this dose alone. */
  readonly orc: Segment | undefined
  readonly rxa: Segment
  readonly number: number
  readonly observations: Segment[]
}

/** LOINC codes of what is observed of a dose. */
const DOSE_NUMBER = '30973-2'
const SERIES_DOSES = '59782-3'
const VALIDITY = '59781-7'

/** HL7 table NIP001: given by who sends this, and not known from somebody's records. */
const OWN_RECORD = '00'

const FINAL: ReadonlySet<string> = new Set(['F', 'C'])
const COUNT = /^[1-9]\d?$/

/** Lists the rows of a message. */
export function readVaccinations(
  segments: readonly Segment[],
  context: MessageContext,
): readonly IdentifiedRow[] {
  const namesOf = createHolderNames(context)
  return dosesOf(segments).map((dose) => ({
    row: toRow(`${context.place} RXA[${dose.number}]`, (place) => readDose(dose, context, place)),
    // What somebody else reports of a dose leaves the record of who gave it alone.
    ...(isOwnRecord(dose.rxa, { path: '', faults: [] }) && {
      identity: identify(dose, namesOf(dose.pid)),
    }),
  }))
}

/** Which dose it is: of whom, of what (RXA-5), and on which day, or of which order (ORC-3). */
function identify({ rxa, orc }: Dose, holder: readonly string[]): Identity {
  const aside: Place = { path: '', faults: [] }
  const code = rxa.field(5)
  const day = dateOf(rxa, 3, aside)
  const number = orc?.raw(3) ?? ''
  return {
    holder,
    tests: code
      ? codedOf(code, aside).codings.map(({ system = '', code: each }) => `${system} ${each}`)
      : [],
    samples: [day ?? '', number === '' ? '' : `number ${number}`].filter((each) => each !== ''),
    minute: day === undefined ? undefined : startOfDate(day) / 60,
    // Many number the doses of each message from 1: no number tells a dose by itself.
    names: [],
    isPending: false,
  }
}

function dosesOf(segments: readonly Segment[]): readonly Dose[] {
  const doses: Dose[] = []
  let pid: Segment | undefined
  let orc: Segment | undefined
  for (const segment of segments) {
    if (segment.name === 'PID') pid = segment
    else if (segment.name === 'ORC') orc = segment
    else if (segment.name === 'RXA') {
      doses.push({ pid, orc, rxa: segment, number: doses.length + 1, observations: [] })
      orc = undefined
    } else if (segment.name === 'OBX') doses.at(-1)?.observations.push(segment)
  }
  return doses
}

function readDose(
  { pid, rxa, observations }: Dose,
  context: MessageContext,
  place: Place,
): JsonObject | undefined {
  const { terminology } = context
  checkDone(rxa, observations, place)
  const code = rxa.field(5)
  const at = fieldPlace(rxa, 5, place)
  const vaccine = code
    ? readVaccineCode(terminology, codedOf(code, at), [], at)
    : fault(at, 'ambiguous', 'one vaccine')
  const date = readDate(rxa, place)
  const holder = pid
    ? context.holder(pid, place, readPatient)
    : fault({ path: 'PID', faults: place.faults }, 'missing', 'to whom the dose was given')
  const lot = textOf(rxa, 15, place)
  const rest = present({
    manufacturer: readManufacturer(rxa, place),
    doseNumber: readCount(observations, DOSE_NUMBER, place),
    seriesDoses: readCount(observations, SERIES_DOSES, place),
    lot: lot === '' ? undefined : lot,
    ...readCentre(rxa, terminology, place),
  })
  if (!vaccine || !holder || date === undefined) return undefined
  const { disease, product } = vaccine
  return {
    holder,
    fact: { kind: 'vaccination', disease, date, product: toCodes(product), ...rest },
  }
}

/** That it was given, wholly, by who says so (HL7 tables 0322, 0323, NIP001). */
function checkDone(rxa: Segment, observations: readonly Segment[], place: Place): void {
  if (textOf(rxa, 20, place) !== 'CP') {
    fault(fieldPlace(rxa, 20, place), 'not-final', 'the completion status CP')
  }
  if (textOf(rxa, 21, place) !== 'A') {
    fault(fieldPlace(rxa, 21, place), 'not-final', 'the action code A: a dose that is added')
  }
  if (rxa.raw(18) !== '') {
    fault(
      fieldPlace(rxa, 18, place),
      'contradictory',
      'no reason for a refusal beside a dose given',
    )
  }
  if (!isOwnRecord(rxa, place)) {
    const words = 'a record of who gave the dose, not what somebody reports of it'
    fault(fieldPlace(rxa, 9, place), 'not-final', words)
  }
  if (findObservations(observations, VALIDITY).some((obx) => obx.field(5)?.component(1) !== 'Y')) {
    fault({ path: 'OBX-5', faults: place.faults }, 'not-final', 'a dose that counts')
  }
}

function isOwnRecord(rxa: Segment, place: Place): boolean {
  const at = fieldPlace(rxa, 9, place)
  const sources = rxa.repetitions(9).flatMap((note) => codedOf(note, at).codings)
  return sources.every(({ system, code }) => system !== 'NIP001' || code === OWN_RECORD)
}

function readDate(rxa: Segment, place: Place): string | undefined {
  const date = dateOf(rxa, 3, place)
  if (date === undefined) return absent(fieldPlace(rxa, 3, place), 'when it was given')
  const end = dateOf(rxa, 4, place)
  if (end === undefined || end === date) return date
  return fault(fieldPlace(rxa, 4, place), 'contradictory', 'the day on which it was begun')
}

function findObservations(observations: readonly Segment[], code: string): readonly Segment[] {
  return observations.filter((obx) => obx.field(3)?.component(1) === code)
}

/** A number that the observations of this code agree on. */
function readCount(
  observations: readonly Segment[],
  code: string,
  place: Place,
): number | undefined {
  const found = findObservations(observations, code)
  const counts = found.map((obx) => {
    if (!FINAL.has(textOf(obx, 11, place))) {
      fault(fieldPlace(obx, 11, place), 'not-final', 'the status F, or C for a corrected one')
    }
    const text = textOf(obx, 5, place)
    if (textOf(obx, 2, place) === 'NM' && COUNT.test(text)) return Number(text)
    return fault(fieldPlace(obx, 5, place), 'type', 'a number of doses (NM), 1 to 99')
  })
  const [first, ...others] = new Set(counts)
  if (others.length === 0) return first
  return fault({ path: 'OBX-5', faults: place.faults }, 'ambiguous', 'one number of doses')
}

function readManufacturer(rxa: Segment, place: Place): JsonObject | undefined {
  const [first, ...others] = rxa.repetitions(17)
  const at = fieldPlace(rxa, 17, place)
  if (others.length > 0) return fault(at, 'ambiguous', 'one manufacturer')
  const coding = first && codedOf(first, at).codings[0]
  if (!coding) return undefined
  const { system, code, display } = coding
  return present({ system, code, display })
}

/** Where it was given: the facility, and its country (LA2; from v2.7 on RXA-27 and RXA-28). */
function readCentre(rxa: Segment, terminology: Terminology, place: Place): JsonObject {
  const facility = rxa.field(27)?.component(1) || rxa.field(11)?.component(4) || undefined
  const stated = rxa.field(28)?.component(6) || rxa.field(11)?.component(14) || ''
  const country = stated === '' ? undefined : terminology.toCountry(stated)
  if (stated !== '' && country === undefined) {
    fault(fieldPlace(rxa, 11, place), 'unknown-word', 'a country of ISO 3166-1')
  }
  return present({ centre: facility, country })
}
