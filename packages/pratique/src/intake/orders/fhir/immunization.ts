/**
 * Immunization → a vaccination (FHIR R4 §10.8).
 *
 * @module
 */

import { isJsonObject, member } from '../../../json/read.ts'
import type { JsonObject } from '../../../json/value.ts'
import { readVaccineCode } from '../coded.ts'
import { fault, inside, type Place, present, toCodes } from '../row.ts'
import type { Entry } from './bundle.ts'
import {
  checkMeaning,
  choicesOf,
  codedOf,
  listOf,
  objectOf,
  onlyMembers,
  textOf,
  timeOf,
} from './element.ts'
import type { FhirContext } from './observation.ts'
import { readCentre, shownText } from './performer.ts'
import { readSubject } from './subject.ts'

const MEMBERS = `status statusReason vaccineCode patient encounter occurrence[x] recorded primarySource
  reportOrigin location manufacturer lotNumber expirationDate site route doseQuantity performer note
  reasonCode reasonReference isSubpotent subpotentReason education programEligibility fundingSource
  reaction protocolApplied`

/** Reads an order of one Immunization. */
export function readImmunization(
  entry: Entry,
  context: FhirContext,
  place: Place,
): JsonObject | undefined {
  const { resource } = entry
  checkMeaning(resource, place)
  onlyMembers(resource, MEMBERS, place)
  checkDone(resource, place)
  const protocol = readProtocol(resource, place)
  const code = codedOf(objectOf(resource, 'vaccineCode', place) ?? {}, inside(place, 'vaccineCode'))
  const targets = protocol.targets.map(
    (each) => codedOf(each, inside(place, 'protocolApplied')).codings,
  )
  const { terminology } = context
  const vaccine = readVaccineCode(terminology, code, targets, inside(place, 'vaccineCode'))
  const date = readOccurrence(resource, place)
  const holder = readSubject(entry, 'patient', context, place)
  const lot = textOf(resource, 'lotNumber', place)
  const centre = readCentre(placesOf(resource, place), { from: entry, ...context }, place)
  const manufacturer = readManufacturer(entry, context, place)
  if (!vaccine || !holder || date === undefined) return undefined
  const { doseNumber, seriesDoses } = protocol
  const rest = present({ manufacturer, doseNumber, seriesDoses, lot, ...centre })
  const { disease, product } = vaccine
  return {
    holder,
    fact: { kind: 'vaccination', disease, date, product: toCodes(product), ...rest },
  }
}

/** That it was given, wholly, and that it is known first-hand. */
function checkDone(resource: JsonObject, place: Place): void {
  if (member(resource, 'status') !== 'completed') {
    fault(inside(place, 'status'), 'not-final', 'the status completed')
  }
  if (member(resource, 'isSubpotent') === true) {
    fault(inside(place, 'isSubpotent'), 'not-final', 'a dose of full strength')
  }
  if (member(resource, 'primarySource') === false) {
    const words = 'a record of who gave the dose, not what somebody reports of it'
    fault(inside(place, 'primarySource'), 'not-final', words)
  }
}

/** To the day: a time of day says when in the day, as its own offset has it. */
function readOccurrence(resource: JsonObject, place: Place): string | undefined {
  const [choice] = choicesOf(resource, 'occurrence')
  if (choice === undefined) {
    return fault(inside(place, 'occurrence'), 'missing', 'when it was given (occurrenceDateTime)')
  }
  return timeOf(resource, 'occurrence', place)?.slice(0, 10)
}

interface Protocol {
  readonly targets: readonly JsonObject[]
  readonly doseNumber: number | undefined
  readonly seriesDoses: number | undefined
}

function readProtocol(resource: JsonObject, place: Place): Protocol {
  const at = inside(place, 'protocolApplied')
  const protocols = listOf(resource, 'protocolApplied', place)
  const [protocol = {}, ...others] = protocols
  if (others.length > 0) fault(at, 'ambiguous', 'one protocol')
  return {
    targets: listOf(protocol, 'targetDisease', at),
    doseNumber: readCount(protocol, 'doseNumber', at),
    seriesDoses: readCount(protocol, 'seriesDoses', at),
  }
}

function readCount(protocol: JsonObject, name: string, place: Place): number | undefined {
  const [choice, ...others] = choicesOf(protocol, name)
  if (choice === undefined) return undefined
  const at = inside(place, choice)
  const value = member(protocol, choice)
  const isCount = typeof value === 'number' && Number.isSafeInteger(value) && value > 0
  if (choice === `${name}PositiveInt` && others.length === 0 && isCount) return value
  return fault(at, 'type', `a number (${name}PositiveInt): a text is not interpreted`)
}

/** Where it was given; or if that is not told, which organisation gave it. */
function placesOf(resource: JsonObject, place: Place): readonly JsonObject[] {
  const location = objectOf(resource, 'location', place)
  if (location) return [location]
  return listOf(resource, 'performer', place).flatMap((performer) => {
    const actor = member(performer, 'actor')
    return isJsonObject(actor) ? [actor] : []
  })
}

function readManufacturer(
  from: Entry,
  { resources }: FhirContext,
  place: Place,
): string | undefined {
  const reference = objectOf(from.resource, 'manufacturer', place)
  if (!reference) return undefined
  const aside: Place = { path: '', faults: [] }
  const found = resources.resolve(from, reference, ['Organization'], aside)
  return shownText(found?.resource ?? {}, 'name') ?? shownText(reference, 'display')
}
