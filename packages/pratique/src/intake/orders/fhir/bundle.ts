/**
 * Bundles: their resources, and what these refer to (FHIR R4 §3.1.6).
 *
 * @module
 */

import { isJsonObject, member, stringMember } from '../../../json/read.ts'
import type { JsonObject } from '../../../json/value.ts'
import { fault, inside, type Place } from '../row.ts'

/** A resource, and where it stands: `entry[3]`; of a file that is one resource, `resource`. */
export interface Entry {
  readonly place: string
  readonly resource: JsonObject
  /** Of one that is contained, that of the resource around it: its references are of the same server. */
  readonly fullUrl?: string
  /** The resource that it is contained in: what it refers to is contained there, too. */
  readonly container?: JsonObject
  /** The Bundle asks to delete or change it, so that what stands there is not what is so. */
  readonly isTakenBack?: boolean
}

/** The resources of a file, and how to find them. */
export interface Resources {
  readonly entries: readonly Entry[]
  /** Whether it stands there more than once: as versions, of which nobody can tell the last. */
  isRepeated(entry: Entry): boolean
  /**
   * Finds what a member refers to: in the Bundle, or contained in the resource itself. What is not there,
   * or there twice, is a fault.
   */
  resolve(
    from: Entry,
    reference: JsonObject,
    types: readonly string[],
    place: Place,
  ): Entry | undefined
}

/** The base of a server, and the type and id behind it. */
const RESTFUL =
  /^(.*\/)?([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/

/** Makes resources ready to be referred to. */
export function toResources(entries: readonly Entry[]): Resources {
  const byUrl = new Map<string, Entry[]>()
  for (const entry of entries) {
    for (const key of keysOf(entry)) addTo(byUrl, key, entry)
  }
  const repeated = new Set([...byUrl].filter(([, list]) => areVersions(list)).map(([key]) => key))
  const containedIn = createContained()
  return {
    entries,
    isRepeated: (entry) => [...keysOf(entry)].some((key) => repeated.has(key)),
    resolve(from, reference, types, place) {
      const url = stringMember(reference, 'reference')
      const words = `a reference to a resource that is in the Bundle: ${types.join(' or ')}`
      if (url === undefined) return fault(place, 'unresolved', words)
      const found = url.startsWith('#')
        ? containedIn(from, url.slice(1))
        : findAll(byUrl, from, url)
      const [entry, ...others] = found
      if (!entry) return fault(place, 'unresolved', words)
      if (others.length > 0) return fault(place, 'ambiguous', 'a reference to one resource')
      if (types.includes(typeOf(entry))) return entry
      return fault(place, 'unresolved', `a reference to: ${types.join(' or ')}`)
    },
  }
}

export function typeOf({ resource }: Entry): string {
  return stringMember(resource, 'resourceType') ?? ''
}

/** A resource is found by its full URL, and one without by its type and id. */
function keysOf(entry: Entry): ReadonlySet<string> {
  const { fullUrl, resource } = entry
  const id = stringMember(resource, 'id')
  const keys = new Set<string>()
  if (fullUrl !== undefined) keys.add(fullUrl)
  if (id !== undefined) keys.add(`${typeOf(entry)}/${id}`)
  const [, , type, end] = RESTFUL.exec(fullUrl ?? '') ?? []
  if (type !== undefined && end !== undefined) keys.add(`${type}/${end}`)
  return keys
}

/** Tells whether an address, absolute or not, may be that of a resource. */
export function isNamedBy(entry: Entry, url: string): boolean {
  const [, , type, id] = RESTFUL.exec(url) ?? []
  const keys = keysOf(entry)
  return keys.has(url) || (type !== undefined && keys.has(`${type}/${id}`))
}

/** Tells whether an address names one resource, and does not search for some. */
export function isOneUrl(url: string): boolean {
  return RESTFUL.test(url) || url.startsWith('urn:')
}

/** Whether resources of one key are one: unless each is of a server of its own. */
function areVersions(list: readonly Entry[]): boolean {
  if (list.length < 2) return false
  const bases = new Set(list.map(baseOf))
  return bases.has(undefined) || bases.size < list.length
}

/**
 * A relative reference means the server that its own resource is of: what another server calls by the same
 * id is something else.
 */
function findAll(
  byUrl: ReadonlyMap<string, readonly Entry[]>,
  from: Entry,
  url: string,
): readonly Entry[] {
  const [, base, type, id] = RESTFUL.exec(url) ?? []
  if (type === undefined) return byUrl.get(url) ?? []
  if (base !== undefined) return byUrl.get(`${base}${type}/${id}`) ?? []
  const own = baseOf(from)
  const ofAny = byUrl.get(`${type}/${id}`) ?? []
  if (own === undefined) return ofAny
  return byUrl.get(`${own}${type}/${id}`) ?? ofAny.filter((each) => baseOf(each) === undefined)
}

function baseOf({ fullUrl = '' }: Entry): string | undefined {
  return RESTFUL.exec(fullUrl)?.[1]
}

/** Finds what a resource contains, by ids that are listed once. */
function createContained(): (from: Entry, id: string) => readonly Entry[] {
  const listed = new Map<JsonObject, ReadonlyMap<string, readonly Entry[]>>()
  return (from, id) => {
    const { container = from.resource } = from
    const byId = listed.get(container) ?? listContained(container, from)
    listed.set(container, byId)
    return byId.get(id) ?? []
  }
}

function listContained(
  container: JsonObject,
  { place, fullUrl }: Entry,
): ReadonlyMap<string, readonly Entry[]> {
  const byId = new Map<string, Entry[]>()
  const contained = member(container, 'contained')
  for (const resource of Array.isArray(contained) ? contained.filter(isJsonObject) : []) {
    const id = stringMember(resource, 'id')
    const ofServer = fullUrl !== undefined && { fullUrl }
    if (id !== undefined) addTo(byId, id, { place, resource, container, ...ofServer })
  }
  return byId
}

/** Adds to the list of a key. */
export function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

/** Resolves a member that is a reference; `undefined` where it is absent. */
export function resolveMember(
  { resolve }: Resources,
  from: Entry,
  {
    name,
    types,
    place,
  }: { readonly name: string; readonly types: readonly string[]; readonly place: Place },
): Entry | undefined {
  const value = member(from.resource, name)
  if (value === undefined) return undefined
  const at = inside(place, name)
  return isJsonObject(value) ? resolve(from, value, types, at) : fault(at, 'type', 'a reference')
}
