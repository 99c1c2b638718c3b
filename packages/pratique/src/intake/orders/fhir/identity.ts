/**
 * Which result a resource is about: of whom, by which test, of which specimen.
 *
 * @module
 */

import { isJsonObject, member, stringMember } from '../../../json/read.ts'
import type { JsonObject } from '../../../json/value.ts'
import { readInstant } from '../../../model/dates.ts'
import type { Place } from '../row.ts'
import { type Identity, toHolderName } from '../siblings.ts'
import { type Entry, resolveMember, typeOf } from './bundle.ts'
import { codedOf, listOf, objectOf, timeOf } from './element.ts'
import type { FhirContext } from './observation.ts'
import { readPatient } from './patient.ts'

const SECONDS = 60

/** Tells the result apart, as far as it is told; of a dose, only its own identifiers do. */
export function identify(entry: Entry, context: FhirContext): Identity {
  const { resource } = entry
  const at: Place = { path: '', faults: [] }
  const names = identifiersOf(resource, at)
  if (typeOf(entry) === 'Immunization') {
    return { holder: [], tests: [], samples: [], minute: undefined, names, isPending: false }
  }
  const code = codedOf(objectOf(resource, 'code', at) ?? {}, at)
  const specimens = [member(resource, 'specimen')].flat().filter(isJsonObject)
  const samples = specimens.flatMap((each) => stringMember(each, 'reference') ?? [])
  return {
    holder: holderOf(entry, context),
    tests: code.codings.map((each) => `${each.system ?? ''} ${each.code}`),
    samples,
    minute: minuteOf(entry, context),
    names,
    isPending: false,
  }
}

/** Identifiers with their system: a number alone may be of anything. */
function identifiersOf(resource: JsonObject, place: Place): readonly string[] {
  return listOf(resource, 'identifier', place).flatMap((identifier) => {
    const [system, value] = ['system', 'value'].map((name) => stringMember(identifier, name))
    return system === undefined || value === undefined ? [] : `${system} ${value}`
  })
}

/** The identifiers of the Patient, name and birth; or the reference alone. */
function holderOf(entry: Entry, { resources, shared }: FhirContext): readonly string[] {
  const from = { name: 'subject', types: ['Patient'], place: { path: '', faults: [] } }
  const patient = resolveMember(resources, entry, from)
  if (patient) return shared.names(patient.resource, from.place, (each) => namesOf(each, shared))
  const subject = member(entry.resource, 'subject')
  const reference = isJsonObject(subject) ? stringMember(subject, 'reference') : undefined
  return reference === undefined ? [] : [`reference ${reference}`]
}

function namesOf(patient: JsonObject, shared: FhirContext['shared']): readonly string[] {
  const aside: Place = { path: 'Patient', faults: [] }
  const numbers = identifiersOf(patient, aside).map((each) => `number ${each}`)
  const holder = shared.holder(patient, { path: 'Patient', faults: [] }, readPatient)
  return holder ? [...numbers, toHolderName(holder)] : numbers
}

function minuteOf(entry: Entry, { resources }: FhirContext): number | undefined {
  const at: Place = { path: '', faults: [] }
  const from = { name: 'specimen', types: ['Specimen'], place: at }
  const specimen = resolveMember(resources, entry, from)
  const collection = specimen && objectOf(specimen.resource, 'collection', at)
  const times = [
    collection && timeOf(collection, 'collected', at),
    timeOf(entry.resource, 'effective', at),
  ]
  const instant = times.map((each) => readInstant(each ?? '')).find((each) => each !== undefined)
  return instant && Math.floor(instant.seconds / SECONDS)
}
