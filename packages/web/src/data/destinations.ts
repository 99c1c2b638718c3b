/**
 * The destinations that entry rules are known of, told without the engine that reads them.
 *
 * @module
 */

import { type CarriedPolicy, POLICY_LIMITS } from 'pratique/bundle'
import { decodeJson, isJsonObject, type JsonValue } from 'pratique/codecs'
import { toIso } from 'pratique/policy'

/** Somewhere to arrive. */
export interface Destination {
  /** ISO 3166-1 alpha-2, or `*`: what holds wherever somebody arrives. */
  readonly code: string
  /** Words that its rules tell journeys by, if they do. */
  readonly purposes?: readonly string[]
  /** Whether its rules are examples that come with the page, and no country's. */
  readonly isExample: boolean
}

const ANYWHERE = '*'

type Rules = Pick<CarriedPolicy, 'kind' | 'bytes'>

/** Lists destinations by code, `*` first. */
export function listDestinations(
  policies: readonly Rules[],
  isExample: boolean,
): readonly Destination[] {
  const found = policies.flatMap(({ kind, bytes }) => {
    const { value } = decodeJson(bytes, POLICY_LIMITS)
    if (kind === 'pratique-policy') return fromPolicy(value)
    return kind === 'eu-rules' ? fromRules(value) : []
  })
  const purposes = new Map<string, Set<string>>()
  for (const { code, words } of found) {
    purposes.set(code, new Set([...(purposes.get(code) ?? []), ...words]))
  }
  // What holds anywhere holds here, too.
  const everywhere = [...(purposes.get(ANYWHERE) ?? [])]
  return [...purposes.keys()].toSorted().map((code) => {
    const words = [...new Set([...(purposes.get(code) ?? []), ...everywhere])].toSorted()
    return { code, isExample, ...(words.length > 0 && { purposes: words }) }
  })
}

interface Found {
  readonly code: string
  readonly words: readonly string[]
}

function fromPolicy(value: JsonValue): readonly Found[] {
  if (!isJsonObject(value)) return []
  const { destinations, appliesTo } = value
  const words = isJsonObject(appliesTo) ? textsOf(appliesTo['purposes']) : []
  const codes = destinations === ANYWHERE ? [ANYWHERE] : textsOf(destinations).map(toIso)
  return codes.map((code) => ({ code, words }))
}

/** Rules that invalidate are of who issued, and say nothing of arrivals. */
function fromRules(value: JsonValue): readonly Found[] {
  const rules = Array.isArray(value) ? value : []
  return rules.flatMap((rule: JsonValue) => {
    if (!isJsonObject(rule) || rule['Type'] === 'Invalidation') return []
    const country = rule['Country']
    return typeof country === 'string' ? { code: toIso(country.toUpperCase()), words: [] } : []
  })
}

function textsOf(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}
