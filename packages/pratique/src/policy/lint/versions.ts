/**
 * Several contents of one rule: a version, once published, must keep its content, since it is by its
 * version that others know it.
 *
 * @module
 */

import { canonicalizeJson } from '../../json/canonical.ts'
import type { EntryRule } from '../rules/rule.ts'
import { type LintFinding, toFinding } from './finding.ts'
import { groupBy } from './group.ts'

type Findings = Generator<LintFinding, void, undefined>

/** Checks rules that share identifier and version. */
export function* lintVersions(rules: readonly EntryRule[]): Findings {
  for (const versions of groupBy(rules, (rule) => `${rule.id} ${rule.country} ${rule.version}`)) {
    const [first] = versions
    if (!first || versions.length === 1) continue
    yield* lintContents(first, versions)
  }
}

function* lintContents(first: EntryRule, versions: readonly EntryRule[]): Findings {
  const logics = new Set(versions.map(({ logic }) => canonicalizeJson(logic)))
  if (logics.size > 1) {
    const message = `Version ${first.version} was published with ${logics.size} different Logics: give each change a new version, or those who have the old one keep it.`
    yield toFinding(first, 'logic-changed', {
      path: '/Version',
      message,
      values: { logics: logics.size },
    })
    return
  }
  const overlapping = versions.find((rule, index) =>
    versions.slice(index + 1).some((other) => isOverlapping(rule, other)),
  )
  if (!overlapping) return
  const message = `Version ${first.version} is there ${versions.length} times for the same region, with different content and overlapping validity: keep one, or give it a version of its own.`
  yield toFinding(overlapping, 'rule-duplicate', {
    path: '/Version',
    message,
    values: { count: versions.length },
  })
}

function isOverlapping(a: EntryRule, b: EntryRule): boolean {
  return a.region === b.region && a.validFrom < b.validUntil && b.validFrom < a.validUntil
}
