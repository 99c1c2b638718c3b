/**
 * Entry policies: what a destination asks for, whether certificates meet it, why not, and when they would.
 *
 * @module
 */

export { toIso } from './model/territories.ts'
export type {
  AppliedRule,
  EntryPolicies,
  FactKind,
  OpenCause,
  PolicyCertificate,
  PolicyDecision,
  PolicyRequest,
  PolicyResult,
  PolicyWindow,
  Reason,
} from './policy/answer.ts'
export {
  compileExpression,
  createProgramSet,
  type Evaluated,
  type Program,
  type ProgramSet,
} from './policy/certlogic/evaluate.ts'
export { ENGINE_VERSION } from './policy/certlogic/expression.ts'
export { type ExpressionFault, validateExpression } from './policy/certlogic/validate.ts'
export { type FaultKind, Instant, type Value } from './policy/certlogic/value.ts'
export {
  CONDITION_KINDS,
  type Condition,
  type ConditionKind,
  type ConditionValue,
  EVENTS,
  type RuleEvent,
  type TimeUnit,
} from './policy/condition.ts'
export type { PolicyFact, PolicyFacts } from './policy/facts/policy-facts.ts'
export { toPolicyFacts } from './policy/facts/to-policy-facts.ts'
export {
  LINT_SEVERITIES,
  type LintFinding,
  type LintId,
  type LintSeverity,
} from './policy/lint/finding.ts'
export { type LintOptions, lintRules } from './policy/lint/lint-rules.ts'
export { MAX_POLICY_AGE_DAYS } from './policy/max-age.ts'
export {
  type Outline,
  type OutlineLine,
  outlineRule,
  toOutlineText,
} from './policy/outline/outline.ts'
export { type ArrivalDay, arrivalOnDay } from './policy/own/arrival-day.ts'
export {
  CASES_TYPE,
  type PolicyCase,
  type PolicyCases,
  parseCases,
} from './policy/own/cases.ts'
export { isDestination } from './policy/own/destination.ts'
export { evaluateOwnPolicy } from './policy/own/evaluate.ts'
export { type EuImport, fromEuRules } from './policy/own/from-eu-rules.ts'
export { parsePolicy, readPolicy } from './policy/own/parse-policy.ts'
export {
  type OwnCondition,
  type OwnPolicy,
  POLICY_TYPE,
  type Requirement,
} from './policy/own/policy.ts'
export type { PolicyFault } from './policy/own/reading.ts'
export {
  type CaseResult,
  runCases,
  toCaseFacts,
  toCaseRequest,
} from './policy/own/run-cases.ts'
export { type EuExport, toEuRules } from './policy/own/to-eu-rules.ts'
export {
  createZoneClock,
  isTimeZone,
  type ZoneClock,
} from './policy/own/zone-clock.ts'
export { zonesOf } from './policy/own/zones.ts'
export { createPolicies, type PoliciesOptions } from './policy/policies.ts'
export {
  collectPolicies,
  type DatedPolicy,
  destinationsOf,
  joinPolicies,
  type PolicyContent,
  toDatedPolicy,
  toEntryPolicies,
} from './policy/policy-content.ts'
export {
  findValueSets,
  isOwnPolicy,
  POLICY_FORMS,
  type PolicyFile,
  readPolicyFile,
} from './policy/policy-file.ts'
export { type DroppedRule, type ReadRules, readRules } from './policy/rules/read-rules.ts'
export { type RuleResult, toRuleResult } from './policy/rules/result.ts'
export {
  CERTIFICATE_TYPES,
  type CertificateType,
  type EntryRule,
  hashRule,
  type RuleFault,
} from './policy/rules/rule.ts'
export { type Selection, selectRules } from './policy/rules/select.ts'
export {
  joinValueSets,
  NO_VALUE_SETS,
  readValueSets,
  type ValueSets,
} from './policy/rules/value-sets.ts'
export { isInWindow } from './policy/windows/in-window.ts'
export { findSegments, type Segment } from './policy/windows/segments.ts'
export {
  findTimeTerms,
  type TimeTerms,
  toAnchors,
  toInstants,
} from './policy/windows/time-terms.ts'
