/**
 * All entry rules that somebody has, of any files: by destination, and what is said first before what is
 * said later.
 *
 * @module
 */

import { toIso } from '../model/territories.ts'
import type { Terminology } from '../terminology/terminology.ts'
import type { EntryPolicies } from './answer.ts'
import { isDestination } from './own/destination.ts'
import type { OwnPolicy } from './own/policy.ts'
import { createPolicies } from './policies.ts'
import type { PolicyFile } from './policy-file.ts'
import type { DroppedRule } from './rules/read-rules.ts'
import type { EntryRule } from './rules/rule.ts'
import { joinValueSets, NO_VALUE_SETS, type ValueSets } from './rules/value-sets.ts'

/** Rules or a policy, and when who publishes them last confirmed them, if that is said. */
export interface DatedPolicy<T> {
  readonly content: T
  /** Seconds since the epoch. */
  readonly asOf?: number
}

/** Rules, policies, and what they are read with. */
export interface PolicyContent {
  readonly rules: readonly DatedPolicy<EntryRule>[]
  /** Rules that could not be read. */
  readonly dropped: readonly DroppedRule[]
  readonly policies: readonly DatedPolicy<OwnPolicy>[]
  readonly valueSets: ValueSets
  readonly terminology: Terminology
}

/** The kinds whose date says when somebody last confirmed them: that of value sets is of their version. */
const CONFIRMED: ReadonlySet<PolicyFile['kind']> = new Set(['eu-rules', 'pratique-policy'])

/** Gives what a file holds the date that it was confirmed on, if it is of a kind that is confirmed. */
export function toDatedPolicy(
  content: PolicyFile,
  asOf: number | undefined,
): DatedPolicy<PolicyFile> {
  return { content, ...(asOf !== undefined && CONFIRMED.has(content.kind) && { asOf }) }
}

/** Puts files together. */
export function collectPolicies(
  files: readonly DatedPolicy<PolicyFile>[],
  terminology: Terminology,
): PolicyContent {
  const rules: DatedPolicy<EntryRule>[] = []
  const dropped: DroppedRule[] = []
  const policies: DatedPolicy<OwnPolicy>[] = []
  const sets: ValueSets[] = []
  for (const { content, ...dated } of files) {
    switch (content.kind) {
      case 'eu-rules':
        rules.push(...content.read.rules.map((rule) => ({ content: rule, ...dated })))
        dropped.push(...content.read.dropped)
        break
      case 'pratique-policy':
        policies.push({ content: content.policy, ...dated })
        break
      case 'eu-value-sets':
        sets.push(content.valueSets)
        break
    }
  }
  const valueSets = joinValueSets(sets) ?? NO_VALUE_SETS
  return { rules, dropped, policies, valueSets, terminology }
}

/**
 * What is given stands in place of what is held: rules of a country in place of those of the same country,
 * a policy in place of one with the same identifier, a value set in place of one with the same name.
 */
export function joinPolicies(given: PolicyContent, held: PolicyContent): PolicyContent {
  const said = new Set(given.rules.map(({ content }) => kindAndCountry(content)))
  const ids = new Set(given.policies.map(({ content }) => content.id))
  const countries = new Set(given.rules.map(({ content }) => toIso(content.country)))
  return {
    terminology: given.terminology,
    rules: [
      ...given.rules,
      ...held.rules.filter(({ content }) => !said.has(kindAndCountry(content))),
    ],
    dropped: [
      ...given.dropped,
      ...held.dropped.filter(
        ({ country }) => country === undefined || !countries.has(toIso(country)),
      ),
    ],
    policies: [...given.policies, ...held.policies.filter(({ content }) => !ids.has(content.id))],
    valueSets: joinValueSets([held.valueSets, given.valueSets]) ?? NO_VALUE_SETS,
  }
}

/**
 * Makes the policies of each destination when it is first asked for: what one country confirmed long ago
 * says nothing about the rules of another.
 */
export function toEntryPolicies({
  rules,
  dropped,
  policies,
  valueSets,
  terminology,
}: PolicyContent): EntryPolicies {
  const known = new Map<string, EntryPolicies>()
  function make(destination: string): EntryPolicies {
    const own = rules.filter(({ content }) => toIso(content.country) === destination)
    const asked = policies.filter(({ content }) => isDestination(content, destination))
    const dates = [...own, ...asked].flatMap(({ asOf }) => asOf ?? [])
    // Those that invalidate are of the country that issued the certificate.
    const invalidating = rules.filter(
      ({ content }) => content.kind === 'invalidation' && toIso(content.country) !== destination,
    )
    return createPolicies({
      rules: [...own, ...invalidating].map(({ content }) => content),
      policies: asked.map(({ content }) => content),
      dropped,
      valueSets,
      terminology,
      ...(dates.length > 0 && { asOf: Math.min(...dates) }),
    })
  }
  return {
    decide(request) {
      const destination = toIso(request.destination)
      const made = known.get(destination) ?? make(destination)
      known.set(destination, made)
      return made.decide(request)
    },
  }
}

/** The countries that something is known of by name. Policies for all destinations name none. */
export function destinationsOf({ rules, policies }: PolicyContent): readonly string[] {
  const ofRules = rules
    .filter(({ content }) => content.kind === 'acceptance')
    .map(({ content }) => toIso(content.country))
  const ofPolicies = policies.flatMap(({ content }) =>
    content.destinations === '*' ? [] : content.destinations.map(toIso),
  )
  return [...new Set([...ofRules, ...ofPolicies])].toSorted()
}

/** Rules that invalidate are another matter than those for arrivals. */
function kindAndCountry({ kind, country }: EntryRule): string {
  return `${kind} ${toIso(country)}`
}
