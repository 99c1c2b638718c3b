/**
 * The entries of a Bundle: which resources it states, and which it asks to delete or to change (FHIR R4
 * §2.36.4, §3.1.0.11).
 *
 * @module
 */

import { isJsonObject, member, stringMember } from '../../../json/read.ts'
import type { JsonObject, JsonValue } from '../../../json/value.ts'
import { fault, inside, type Place } from '../row.ts'
import { type Entry, isNamedBy, isOneUrl } from './bundle.ts'
import { checkMeaning } from './element.ts'

/** What a request for the resource as it stands in the entry says; one that only reads has none. */
const STATES: ReadonlySet<unknown> = new Set(['POST', 'PUT'])
const READS: ReadonlySet<unknown> = new Set(['GET', 'HEAD'])

/**
 * Lists the resources of a Bundle. What it asks to delete or to change is marked, be it in that very entry or
 * named by its address; where that searches for resources, nobody can tell which, and the Bundle is refused.
 *
 * @param prefix of the places of entries
 */
export function entriesOf(
  bundle: JsonObject,
  prefix: string,
): readonly Entry[] | { readonly faults: Place['faults'] } {
  const place: Place = { path: 'Bundle', faults: [] }
  const shell = { ...bundle, entry: null }
  checkMeaning(shell, place)
  if (member(bundle, 'type') === 'history') {
    fault(inside(place, 'type'), 'ambiguous', 'what is so now: no history of versions')
  }
  const list = member(bundle, 'entry')
  if (!Array.isArray(list)) fault(inside(place, 'entry'), 'type', 'an array of entries')
  if (place.faults.length > 0 || !Array.isArray(list)) return { faults: place.faults }
  const taken = list.flatMap((each) => takenBackBy(each, inside(place, 'entry')))
  if (place.faults.length > 0) return { faults: place.faults }
  return list.flatMap((each, i): readonly Entry[] => {
    const resource = isJsonObject(each) ? member(each, 'resource') : undefined
    if (!isJsonObject(each) || !isJsonObject(resource)) return []
    const fullUrl = stringMember(each, 'fullUrl')
    const at = `${prefix}entry[${i}]`
    const entry = { place: at, resource, ...(fullUrl !== undefined && { fullUrl }) }
    const isTakenBack = !isStated(each) || taken.some((url) => isNamedBy(entry, url))
    return [{ ...entry, ...(isTakenBack && { isTakenBack }) }]
  })
}

/** Without a request, an entry states its resource. */
function isStated(entry: JsonObject): boolean {
  const request = member(entry, 'request')
  return request === undefined || STATES.has(methodOf(request))
}

function methodOf(request: JsonValue): JsonValue | undefined {
  return isJsonObject(request) ? member(request, 'method') : undefined
}

/** The address of what an entry asks to delete or to change without stating it. */
function takenBackBy(entry: JsonValue, place: Place): readonly string[] {
  const request = isJsonObject(entry) ? member(entry, 'request') : undefined
  if (request === undefined || STATES.has(methodOf(request)) || READS.has(methodOf(request))) {
    return []
  }
  const url = isJsonObject(request) ? stringMember(request, 'url') : undefined
  if (url !== undefined && isOneUrl(url)) return [url]
  // Without an address it is the resource in the entry, if there is one.
  if (url === undefined && isJsonObject(entry) && isJsonObject(member(entry, 'resource'))) return []
  const words = 'a request to delete or to change that names one resource'
  fault(inside(place, 'request.url'), 'not-understood', words)
  return []
}
