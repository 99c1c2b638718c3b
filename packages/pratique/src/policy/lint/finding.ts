/**
 * What the linter says of entry rules: a closed list of faults, each with where it is and what to do.
 *
 * @module
 */

import type { ConditionValue } from '../condition.ts'
import type { EntryRule } from '../rules/rule.ts'

/**
 * `error`: the rule cannot do what it says. `warning`: it most likely does something else than is meant.
 * `note`: what its author should know.
 */
export type LintSeverity = 'error' | 'warning' | 'note'

/** The kinds of finding. */
export type LintId =
  /** It has not the form of a rule. */
  | 'rule-unreadable'
  /** The Logic is no CertLogic: `if` without its "otherwise", unknown operations, wrong literals. */
  | 'logic-malformed'
  /** No `var` at all: the EU's gateway refuses it. */
  | 'logic-no-var'
  /** A path begins with something else than `payload` or `external`. */
  | 'path-root'
  /** No certificate, and nothing external, has such a member. */
  | 'path-unknown'
  /** A value set that was not supplied: a private one, or a wrong name. */
  | 'value-set-missing'
  /** A code that its value set does not hold, but a very similar one. */
  | 'code-misspelt'
  /** A code that its value set does not hold. */
  | 'code-unknown'
  /** `AffectedFields` are not the fields that the Logic reads. */
  | 'affected-fields'
  | 'identifier-form'
  /** Identifier and Country, or Identifier and CertificateType or Type, contradict each other. */
  | 'identifier-country'
  | 'identifier-type'
  | 'version-form'
  | 'schema-version'
  | 'engine-unknown'
  /** It asks for a version of the language that does not exist: the rule stays open everywhere. */
  | 'engine-version'
  /** A time without offset, or with fractions. */
  | 'validity-form'
  | 'validity-reversed'
  /** Shorter than 72 hours: the EU's gateway refuses it. */
  | 'validity-short'
  | 'description-english'
  | 'description-short'
  | 'description-language'
  /** One identifier and version, several Logics. */
  | 'logic-changed'
  /** One identifier and version twice at one time, with different content. */
  | 'rule-duplicate'
  /** Months or years: implementations differ by some days. */
  | 'calendar-unit'
  /** A certificate of another kind ends the evaluation, in place of an answer. */
  | 'event-unguarded'
  /** A field that may be empty ends it. */
  | 'field-unguarded'
  /** One of several alternatives ends it, though another holds. */
  | 'alternative-throws'
  /** It comes to something else than true or false. */
  | 'result-not-boolean'
  /** It comes to neither for any representative certificate. */
  | 'always-open'
  /** It ends in an error for some complete certificates. */
  | 'sometimes-open'
  | 'never-true'
  | 'never-false'
  /** It limits how old an event is, and takes one after the arrival. */
  | 'no-lower-bound'
  /** All rules of a country together take an event dated after the arrival. */
  | 'future-dated'
  /** They take a fresh test with a positive result. */
  | 'positive-accepted'
  /** They refuse a recovery because its issuer lets it count for longer. */
  | 'issuer-window'
  /** They take every certificate of a kind. */
  | 'set-unrestricted'
  /** There are rules, but none for a kind of certificate. */
  | 'set-not-regulated'

/** How much each weighs, unless it says otherwise. */
export const LINT_SEVERITIES: Readonly<Record<LintId, LintSeverity>> = {
  'rule-unreadable': 'error',
  'logic-malformed': 'error',
  'logic-no-var': 'note',
  'path-root': 'error',
  'path-unknown': 'error',
  'value-set-missing': 'error',
  'code-misspelt': 'error',
  'code-unknown': 'warning',
  'affected-fields': 'warning',
  'identifier-form': 'error',
  'identifier-country': 'error',
  'identifier-type': 'error',
  'version-form': 'error',
  'schema-version': 'warning',
  'engine-unknown': 'error',
  'engine-version': 'error',
  'validity-form': 'warning',
  'validity-reversed': 'error',
  'validity-short': 'error',
  'description-english': 'error',
  'description-short': 'warning',
  'description-language': 'warning',
  'logic-changed': 'error',
  'rule-duplicate': 'warning',
  'calendar-unit': 'note',
  'event-unguarded': 'note',
  'field-unguarded': 'note',
  'alternative-throws': 'note',
  'result-not-boolean': 'warning',
  'always-open': 'error',
  'sometimes-open': 'warning',
  'never-true': 'note',
  'never-false': 'note',
  'no-lower-bound': 'note',
  'future-dated': 'warning',
  'positive-accepted': 'warning',
  'issuer-window': 'warning',
  'set-unrestricted': 'note',
  'set-not-regulated': 'note',
}

/** One finding. */
export interface LintFinding {
  readonly id: LintId
  readonly severity: LintSeverity
  /** The owner; absent where a rule could not be read. */
  readonly country?: string
  /** Identifier and version; absent where the rules of a country together are meant. */
  readonly rule?: string
  readonly version?: string
  /** JSON Pointer into the rule (RFC 6901); for `rule-unreadable`, into what was read. */
  readonly path?: string
  /** What is wrong and what to do, in English. */
  readonly message: string
  readonly values: Readonly<Record<string, ConditionValue>>
}

/** The parts of a finding that its kind does not settle. */
export interface FindingParts {
  readonly path?: string
  readonly message: string
  readonly values?: LintFinding['values']
  readonly severity?: LintSeverity
}

/** Makes a finding about one rule. */
export function toFinding(rule: EntryRule, id: LintId, parts: FindingParts): LintFinding {
  const { path, message, values = {}, severity = LINT_SEVERITIES[id] } = parts
  return {
    id,
    severity,
    country: rule.country,
    rule: rule.id,
    version: rule.version,
    ...(path !== undefined && { path }),
    message,
    values,
  }
}
