/**
 * Whom a resource is about.
 *
 * @module
 */

import { member } from '../../../json/read.ts'
import type { JsonObject } from '../../../json/value.ts'
import { fault, inside, type Place } from '../row.ts'
import { type Entry, type Resources, resolveMember } from './bundle.ts'
import type { FhirContext } from './observation.ts'
import { readPatient } from './patient.ts'

/** Reads the holder that a member refers to: never another Patient, be it the only one there. */
export function readSubject(
  entry: Entry,
  name: 'subject' | 'patient',
  { resources, shared }: FhirContext,
  place: Place,
): JsonObject | undefined {
  if (member(entry.resource, name) === undefined) {
    return fault(inside(place, name), 'missing', 'a reference to a Patient')
  }
  const patient = resolveMember(resources, entry, { name, types: ['Patient'], place })
  const at = { path: 'Patient', faults: place.faults }
  return patient && shared.holder(patient.resource, at, readPatient)
}

/** Notes a report, a panel or a specimen that is about somebody else. */
export function checkSameSubject(
  other: Entry,
  own: Entry,
  resources: Resources,
  place: Place,
): void {
  const aside = { name: 'subject', types: ['Patient'], place: { path: '', faults: [] } }
  const theirs = resolveMember(resources, other, { ...aside, place })
  const ours = resolveMember(resources, own, aside)
  if (theirs && ours && theirs.resource !== ours.resource) {
    fault(inside(place, 'subject'), 'contradictory', 'the same patient as the result has')
  }
}
