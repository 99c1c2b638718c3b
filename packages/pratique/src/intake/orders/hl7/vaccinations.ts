/**
 * VXU^V04 → vaccinations: each RXA is a row (HL7 v2.5.1 §4.17).
 *
 * @module
 */

import type { JsonObject } from '../../../json/value.ts'
import type { Terminology } from '../../../terminology/terminology.ts'
import { readVaccineCode } from '../coded.ts'
import { absent, fault, type IntakeRow, type Place, present, toCodes, toRow } from '../row.ts'
import { codedOf, dateOf, fieldPlace, textOf } from './fields.ts'
import type { MessageContext } from './message.ts'
import { readPatient } from './patient.ts'
import type { Segment } from './segment.ts'

/** A dose, and what is observed of it. */
interface Dose {
  readonly pid: Segment | undefined
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
): readonly IntakeRow[] {
  return dosesOf(segments).map((dose) =>
    toRow(`${context.place} RXA[${dose.number}]`, (place) => readDose(dose, context, place)),
  )
}

function dosesOf(segments: readonly Segment[]): readonly Dose[] {
  const doses: Dose[] = []
  let pid: Segment | undefined
  for (const segment of segments) {
    if (segment.name === 'PID') pid = segment
    else if (segment.name === 'RXA') {
      doses.push({ pid, rxa: segment, number: doses.length + 1, observations: [] })
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
  const notes = rxa.repetitions(9).map((note) => codedOf(note, fieldPlace(rxa, 9, place)).codings)
  const sources = notes.flat().filter(({ system }) => system === 'NIP001')
  if (sources.some(({ code }) => code !== OWN_RECORD)) {
    const words = 'a record of who gave the dose, not what somebody reports of it'
    fault(fieldPlace(rxa, 9, place), 'not-final', words)
  }
  if (findObservations(observations, VALIDITY).some((obx) => obx.field(5)?.component(1) !== 'Y')) {
    fault({ path: 'OBX-5', faults: place.faults }, 'not-final', 'a dose that counts')
  }
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
