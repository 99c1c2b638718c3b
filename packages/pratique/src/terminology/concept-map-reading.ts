/**
 * Reading of a FHIR ConceptMap: its mappings, one by one.
 *
 * @module
 */

import type { RawCode } from '../model/health-certificate.ts'

/** How far a target reaches, as the map says. `loose`: it does not say. */
export type Reach = 'equal' | 'wider' | 'narrower' | 'loose'

export interface Mapping {
  readonly path: string
  readonly source: RawCode
  readonly target: RawCode
  readonly reach: Reach
}

/** A fixed code for everything that the map does not list. */
export interface Default {
  readonly path: string
  readonly target: RawCode
}

/** `mappings` is absent where it is no ConceptMap. */
export interface ReadMap {
  readonly mappings?: readonly Mapping[]
  readonly defaults: readonly Default[]
}

/**
 * FHIR R4 `concept-map-equivalence` and R5 `concept-map-relationship`. What is absent or none of them is
 * used as equal by those who do not look; `undefined`: the two have nothing in common.
 */
const REACHES: ReadonlyMap<unknown, Reach | undefined> = /* @__PURE__ */ new Map<
  unknown,
  Reach | undefined
>([
  ['wider', 'wider'],
  ['subsumes', 'wider'],
  ['broader', 'wider'],
  ['source-is-narrower-than-target', 'wider'],
  ['narrower', 'narrower'],
  ['specializes', 'narrower'],
  ['source-is-broader-than-target', 'narrower'],
  ['relatedto', 'loose'],
  ['related-to', 'loose'],
  ['inexact', 'loose'],
  ['unmatched', undefined],
  ['disjoint', undefined],
  ['not-related-to', undefined],
])

type Members = Readonly<Record<string, unknown>>

/** Reads the mappings. Total: parts that are none are passed over. */
export function readMappings(map: unknown): ReadMap {
  const root = toMembers(map)
  if (root?.['resourceType'] !== 'ConceptMap') return { defaults: [] }
  const groups = list(root['group'])
  return {
    mappings: groups.flatMap((group, i) => readGroup(group, `group[${i}]`)),
    defaults: groups.flatMap((group, i) => readDefault(group, `group[${i}].unmapped`)),
  }
}

function readGroup(group: Members, path: string): readonly Mapping[] {
  return list(group['element']).flatMap((element, i) => {
    const source = toCoding(group['source'], element)
    if (!source) return []
    return list(element['target']).flatMap((each, j): readonly Mapping[] => {
      const target = toCoding(group['target'], each)
      const stated = each['equivalence'] ?? each['relationship']
      const reach = REACHES.has(stated) ? REACHES.get(stated) : 'equal'
      if (!target || !reach) return []
      return [{ path: `${path}.element[${i}].target[${j}]`, source, target, reach }]
    })
  })
}

function readDefault(group: Members, path: string): readonly Default[] {
  const unmapped = toMembers(group['unmapped'])
  const target = unmapped?.['mode'] === 'fixed' ? toCoding(group['target'], unmapped) : undefined
  return target ? [{ path, target }] : []
}

function toCoding(system: unknown, { code, display }: Members): RawCode | undefined {
  if (typeof code !== 'string' || code === '') return undefined
  return {
    ...(typeof system === 'string' && { system }),
    code,
    ...(typeof display === 'string' && { display }),
  }
}

function list(value: unknown): readonly Members[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((each: unknown): readonly Members[] => {
    const members = toMembers(each)
    return members ? [members] : []
  })
}

function toMembers(value: unknown): Members | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? Object.fromEntries(Object.entries(value)) : undefined
}
