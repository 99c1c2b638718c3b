/**
 * FHIR R4 in JSON → orders: each Observation and each Immunization of a Bundle is a row.
 *
 * @module
 */

import { isJsonObject, member, stringMember } from '../../../json/read.ts'
import type { JsonObject } from '../../../json/value.ts'
import type { Terminology } from '../../../terminology/terminology.ts'
import {
  fault,
  type IntakeRow,
  inside,
  MAX_ROWS,
  type Place,
  refuse,
  refuseMany,
  toRow,
} from '../row.ts'
import type { IdentifiedRow } from '../siblings.ts'
import { addTo, type Entry, toResources, typeOf } from './bundle.ts'
import { choicesOf } from './element.ts'
import { entriesOf } from './entries.ts'
import { identify } from './identity.ts'
import { readImmunization } from './immunization.ts'
import { type FhirContext, readObservation } from './observation.ts'
import { createShared } from './shared.ts'

export interface FhirOptions {
  readonly terminology: Terminology
  /** Where the resource stands in the file. */
  readonly place: string
}

/** Types that are rows, or list them. */
const ROW_TYPES: ReadonlySet<string> = new Set(['Observation', 'DiagnosticReport', 'Immunization'])

/** Tells whether an object is a resource of FHIR. */
export function isResource(object: JsonObject): boolean {
  return member(object, 'resourceType') !== undefined
}

/** Reads a Bundle, or a resource with what it refers to contained in it. */
export function readFhir(
  resource: JsonObject,
  { terminology, place }: FhirOptions,
): readonly IdentifiedRow[] {
  const isBundle = stringMember(resource, 'resourceType') === 'Bundle'
  const prefix = place === 'order' ? '' : `${place} `
  const entries = isBundle
    ? entriesOf(resource, prefix)
    : [{ place: place === 'order' ? 'resource' : place, resource }]
  if ('faults' in entries) return [{ row: { place, faults: entries.faults } }]
  if (entries.length > MAX_ROWS) return [{ row: refuseMany() }]
  const resources = toResources(entries.filter((each) => !each.isTakenBack || isRow(each)))
  const groupsOf = findGroups(entries, (from, member, at) =>
    resources.resolve(from, member, ['Observation'], at),
  )
  const context: FhirContext = { resources, terminology, groupsOf, shared: createShared() }
  const rows = entries.flatMap((entry) => readEntry(entry, context))
  if (rows.length > 0) return rows
  const words = 'an Observation, a DiagnosticReport or an Immunization'
  return [{ row: refuse(place, { path: 'resourceType', kind: 'missing', words }) }]
}

function isRow(entry: Entry): boolean {
  return ROW_TYPES.has(typeOf(entry))
}

/** Reads the row or rows of a resource. What others refer to is none. */
function readEntry(entry: Entry, context: FhirContext): readonly IdentifiedRow[] {
  const { place, resource } = entry
  if (entry.isTakenBack && isRow(entry)) {
    const words = 'what is so: the Bundle asks to delete or to change it'
    const row = refuse(place, { path: 'request.method', kind: 'not-final', words })
    return [identified(row, entry, context)]
  }
  if (isRow(entry) && context.resources.isRepeated(entry)) {
    const words = 'one version of a resource: of several nobody can tell the last'
    const row = refuse(place, { path: typeOf(entry), kind: 'ambiguous', words })
    return [identified(row, entry, context)]
  }
  switch (typeOf(entry)) {
    case 'Observation':
      if (isPanel(resource)) return readGroup(entry, 'hasMember', context)
      return [observationRow(place, entry, context)]
    case 'DiagnosticReport':
      return readGroup(entry, 'result', context)
    case 'Immunization':
      return [
        identified(
          toRow(place, (at) => readImmunization(entry, context, at), 'Immunization'),
          entry,
          context,
        ),
      ]
    default:
      return []
  }
}

function observationRow(place: string, entry: Entry, context: FhirContext): IdentifiedRow {
  const row = toRow(place, (at) => readObservation(entry, context, at), 'Observation')
  return identified(row, entry, context)
}

function identified(row: IntakeRow, entry: Entry, context: FhirContext): IdentifiedRow {
  return { row, identity: identify(entry, context) }
}

/** A panel is its members: it has no result of its own. */
function isPanel(resource: JsonObject): boolean {
  const names = ['component', 'dataAbsentReason']
  const hasOwn = choicesOf(resource, 'value').length > 0 || names.some((name) => name in resource)
  return member(resource, 'hasMember') !== undefined && !hasOwn
}

/**
 * A report or panel is no row where all that it lists is in the Bundle, as these are rows themselves;
 * those contained in it are rows of their own.
 */
function readGroup(
  entry: Entry,
  name: 'result' | 'hasMember',
  context: FhirContext,
): readonly IdentifiedRow[] {
  const place: Place = { path: typeOf(entry), faults: [] }
  const list = member(entry.resource, name)
  if (!Array.isArray(list) || list.length === 0) {
    const words = 'Observations as `result`: the conclusion of a report is not interpreted'
    fault(inside(place, name), 'missing', words)
    return [identified({ place: entry.place, faults: place.faults }, entry, context)]
  }
  const rows: IdentifiedRow[] = []
  const seen = new Set<JsonObject>()
  for (const [i, reference] of list.entries()) {
    const at = inside(inside(place, name), i)
    const found = isJsonObject(reference)
      ? context.resources.resolve(entry, reference, ['Observation'], at)
      : fault(at, 'type', 'a reference')
    if (!found?.container || seen.has(found.resource)) continue
    seen.add(found.resource)
    const row = `${entry.place} ${name}[${i}]`
    const groupsOf = new Map([[found.resource, [entry]]])
    rows.push(observationRow(row, found, { ...context, groupsOf }))
  }
  if (place.faults.length > 0) rows.push({ row: { place: entry.place, faults: place.faults } })
  return rows
}

/** Which reports and panels list an Observation. */
function findGroups(
  entries: readonly Entry[],
  resolve: (from: Entry, reference: JsonObject, place: Place) => Entry | undefined,
): ReadonlyMap<JsonObject, readonly Entry[]> {
  const groups = new Map<JsonObject, Entry[]>()
  for (const entry of entries) {
    const type = typeOf(entry)
    const name = type === 'DiagnosticReport' ? 'result' : 'hasMember'
    const list = member(entry.resource, name)
    if ((type !== 'DiagnosticReport' && type !== 'Observation') || !Array.isArray(list)) continue
    for (const reference of list.filter(isJsonObject)) {
      const found = resolve(entry, reference, { path: '', faults: [] })
      if (found) addTo(groups, found.resource, entry)
    }
  }
  return groups
}
