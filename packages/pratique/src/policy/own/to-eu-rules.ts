/**
 * Export of a Pratique policy to EU rules in CertLogic, as far as these can say it.
 *
 * An EU rule sees one certificate with one event, and counts in UTC. So every type of certificate gets
 * what of the policy that type can meet by itself: what needs another document never holds.
 *
 * @module
 */

import type { JsonObject, JsonValue } from '../../json/value.ts'
import type { KnownVaccines } from '../facts/policy-facts.ts'
import { DAY_SECONDS, toDay } from './calendar.ts'
import { type EuType, fieldOf, TYPES } from './eu-codes.ts'
import { EVENT_LEAF } from './eu-count.ts'
import { allOf, anyOf, type EuFormula, NEVER, writeLogic } from './eu-formula.ts'
import { type Inexpressible, toEuLeaf } from './eu-leaf.ts'
import type { OwnPolicy, Requirement } from './policy.ts'
import { writeInstant } from './write-time.ts'

/** Rules as the EU's network distributes them. */
export interface EuExport {
  /** JSON of the rule schema. */
  readonly rules: readonly JsonObject[]
  /** None: sets of one's own are what made other countries' rules open, so codes stand in the rules. */
  readonly valueSets: Readonly<Record<string, readonly string[]>>
  readonly notExpressible: readonly Inexpressible[]
}

const NO_END = '2099-12-31T00:00:00Z'

/**
 * Writes a policy as EU rules. What these cannot say is listed, with what they say in its place.
 *
 * @param country whose rules these are, for a policy of several destinations; default: its first one
 */
export function toEuRules(
  policy: OwnPolicy,
  vaccines: KnownVaccines,
  country: string = firstOf(policy),
): EuExport {
  const faults: Inexpressible[] = [...listInexpressible(policy)]
  const rules = TYPES.flatMap((type) => {
    const formula = formulaOf(policy, type, vaccines, faults)
    const parts = formula.kind === 'allOf' ? formula.parts : [formula]
    return parts.map((part, index) => toRule(policy, country, type, index + 1, part))
  })
  return {
    rules: [toEventRule(policy, country), ...rules],
    valueSets: {},
    notExpressible: distinct(faults),
  }
}

function firstOf({ destinations }: OwnPolicy): string {
  return destinations === '*' ? 'UT' : (destinations[0] ?? 'UT')
}

/** What of a policy stands beside its requirement. */
function listInexpressible(policy: OwnPolicy): readonly Inexpressible[] {
  const { timezone, requires, appliesTo, destinations } = policy
  const faults: Inexpressible[] = []
  if (destinations === '*') {
    faults.push({ path: '/destinations', reason: 'EU rules are those of one country' })
  }
  if (timezone !== 'Etc/UTC' && timezone !== 'UTC') {
    faults.push({ path: '/timezone', reason: 'EU rules count in UTC: days begin at other times' })
  }
  for (const name of Object.keys(requires ?? {})) {
    faults.push({
      path: `/requires/${name}`,
      reason: 'EU rules know nothing of keys, lists and mere words',
    })
  }
  for (const name of Object.keys(appliesTo ?? {})) {
    faults.push({
      path: `/appliesTo/${name}`,
      reason: 'EU rules are for every traveller: these ask it of all',
    })
  }
  return faults
}

function formulaOf(
  policy: OwnPolicy,
  type: EuType,
  vaccines: KnownVaccines,
  faults: Inexpressible[],
): EuFormula {
  const build = (node: Requirement, path: string): EuFormula => {
    if ('anyOf' in node) return anyOf(each(node.anyOf, `${path}/anyOf`))
    if ('allOf' in node) return allOf(each(node.allOf, `${path}/allOf`))
    return toEuLeaf(node, path, { type, vaccines, months: policy.months, faults })
  }
  const each = (nodes: readonly Requirement[], path: string) =>
    nodes.map((node, index) => build(node, `${path}/${index}`))
  const required = build(policy.requirement, '/requirement')
  if (required.kind === 'never' && policy.exemptions === undefined) return NEVER
  return anyOf([required, ...each(policy.exemptions ?? [], '/exemptions')])
}

function toRule(
  policy: OwnPolicy,
  country: string,
  { type, group, prefix }: EuType,
  index: number,
  formula: EuFormula,
): JsonObject {
  const id = `${prefix}-${country}-${String(index).padStart(4, '0')}`
  return toRuleOf(policy, country, id, type, writeLogic(formula, fieldOf(group, 'tg')))
}

/** Rules look at the first event alone, so there must be no other. */
function toEventRule(policy: OwnPolicy, country: string): JsonObject {
  return toRuleOf(policy, country, `GR-${country}-0001`, 'General', EVENT_LEAF)
}

function toRuleOf(
  policy: OwnPolicy,
  country: string,
  id: string,
  type: string,
  logic: JsonValue,
): JsonObject {
  const { effective, version, description } = policy
  const texts = Object.entries(description)
  const until = effective.until
  return {
    Identifier: id,
    Type: 'Acceptance',
    Country: country,
    Version: version,
    SchemaVersion: '1.0.0',
    Engine: 'CERTLOGIC',
    EngineVersion: '1.0.0',
    CertificateType: type,
    Description: texts.map(([lang, desc]) => ({ lang, desc: `${policy.id} ${version}: ${desc}` })),
    ValidFrom: writeInstant(toDay(effective.from) * DAY_SECONDS),
    ValidTo: until === undefined ? NO_END : writeInstant((toDay(until) + 1) * DAY_SECONDS),
    AffectedFields: [...new Set(fieldsIn(logic))].sort(),
    Logic: logic,
  }
}

function fieldsIn(logic: JsonValue): readonly string[] {
  if (typeof logic !== 'object' || logic === null) return []
  const path = 'var' in logic ? logic['var'] : undefined
  if (typeof path === 'string') {
    return path.startsWith('payload.') ? [path.slice('payload.'.length)] : []
  }
  return Object.values(logic).flatMap(fieldsIn)
}

function distinct(faults: readonly Inexpressible[]): readonly Inexpressible[] {
  return [...new Map(faults.map((each) => [`${each.path} ${each.reason}`, each])).values()]
}
