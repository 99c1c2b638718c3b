/**
 * Which rules apply (EU DCC business rules, "Selecting rules"): those of the country of arrival that accept,
 * and those of the country of issuance that invalidate.
 *
 * @module
 */

import { toIso } from '../../model/territories.ts'
import type { CertificateType, EntryRule } from './rule.ts'
import { compareVersions } from './version.ts'

/** What rules are selected for. */
export interface Selection {
  readonly destination: string
  readonly region?: string
  /** Country of issuance, two capital letters; absent: unknown, so that those of all invalidate. */
  readonly issuedIn?: string
  readonly type: Exclude<CertificateType, 'General'>
  /** Milliseconds since the epoch. */
  readonly at: number
}

/**
 * Selects rules: in force at that time, of each identifier the highest version, in the order of their
 * identifiers. Rules of a region come beside those of the whole country, never instead of them.
 */
export function selectRules(
  rules: readonly EntryRule[],
  { destination, region, issuedIn, type, at }: Selection,
): readonly EntryRule[] {
  const [arrival, issuance] = [toIso(destination), issuedIn && toIso(issuedIn)]
  const applying = rules.filter((rule) => {
    const isOfType = rule.certificateType === 'General' || rule.certificateType === type
    if (!isOfType || !(rule.validFrom <= at && at < rule.validUntil)) return false
    if (rule.kind === 'invalidation') return !issuance || toIso(rule.country) === issuance
    const isOfRegion =
      rule.region === undefined || foldRegion(rule.region) === foldRegion(region ?? '')
    return toIso(rule.country) === arrival && isOfRegion
  })
  return highestVersions(applying)
}

/**
 * Of each identifier the highest version that is in force. Where one version has several contents, the
 * one that came into force last; and where that does not tell them apart either, all of them apply.
 */
function highestVersions(rules: readonly EntryRule[]): readonly EntryRule[] {
  const best = new Map<string, EntryRule[]>()
  for (const rule of rules) {
    // Two countries may use one identifier, and a region its own rules. A rule for another kind of
    // certificate is another rule, whatever it is called.
    const { id, kind, country, region, certificateType } = rule
    const name = JSON.stringify([id, kind, country, region, certificateType])
    const [known] = best.get(name) ?? []
    const order = known ? compareRules(rule, known) : 1
    if (order > 0) best.set(name, [rule])
    else if (order === 0) best.get(name)?.push(rule)
  }
  return [...best.values()].flat().toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

/** Regions are plain text, which people type. */
export function foldRegion(region: string): string {
  return region.trim().toUpperCase()
}

function compareRules(a: EntryRule, b: EntryRule): number {
  return compareVersions(a.version, b.version) || a.validFrom - b.validFrom
}
