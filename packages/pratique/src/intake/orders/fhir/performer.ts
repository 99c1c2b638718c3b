/**
 * Who did it, and where: organisations and locations that a resource refers to.
 *
 * @module
 */

import { isJsonObject, member, stringMember } from '../../../json/read.ts'
import type { JsonObject } from '../../../json/value.ts'
import type { Terminology } from '../../../terminology/terminology.ts'
import { fault, inside, type Place } from '../row.ts'
import { type Entry, type Resources, typeOf } from './bundle.ts'

/** Where it was done. */
export interface Centre {
  readonly centre?: string
  /** ISO 3166-1 alpha-2. */
  readonly country?: string
}

const PLACES: ReadonlySet<string> = new Set(['Organization', 'Location'])

/**
 * Reads where something was done, of references to organisations or locations: by name, or by what is
 * written beside the reference. People are passed over. Of several places none is picked.
 */
export function readCentre(
  references: readonly JsonObject[],
  { from, resources, terminology }: Around,
  place: Place,
): Centre {
  const found = references.flatMap((reference): readonly Centre[] => {
    const url = stringMember(reference, 'reference') ?? ''
    const display = shownText(reference, 'display')
    const entry = resources.resolve(from, reference, [...PLACES], { path: '', faults: [] })
    if (entry) return [toCentre(entry, terminology, place)]
    const type = stringMember(reference, 'type') ?? /([A-Z][A-Za-z]+)\/[^/]+$/.exec(url)?.[1] ?? ''
    return PLACES.has(type) && display !== undefined ? [{ centre: display }] : []
  })
  const [first, ...others] = found
  return first && others.length === 0 ? first : {}
}

/** Reads a text for people; FHIR has no empty ones. */
export function shownText(object: JsonObject, name: string): string | undefined {
  return stringMember(object, name) || undefined
}

interface Around {
  readonly from: Entry
  readonly resources: Resources
  readonly terminology: Terminology
}

function toCentre(entry: Entry, terminology: Terminology, place: Place): Centre {
  const { resource } = entry
  const name = shownText(resource, 'name')
  const address = member(resource, 'address')
  const [first] = Array.isArray(address) ? address : [address]
  const stated = isJsonObject(first) ? stringMember(first, 'country') : undefined
  const country = stated === undefined ? undefined : terminology.toCountry(stated)
  if (stated !== undefined && country === undefined) {
    const at = inside(inside(place, typeOf(entry)), 'address.country')
    fault(at, 'unknown-word', 'a code of ISO 3166-1')
  }
  return { ...(name !== undefined && { centre: name }), ...(country !== undefined && { country }) }
}
