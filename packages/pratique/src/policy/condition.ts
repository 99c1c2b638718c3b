/**
 * Conditions of entry rules, as data: one word for each kind, and the values that fill its sentence.
 *
 * @module
 */

/** Units of time that rules count in. */
export type TimeUnit = 'hour' | 'day' | 'month' | 'year'

/** What rules count from. */
export const EVENTS = [
  'vaccination',
  'sample',
  'first-positive',
  'issuer-from',
  'issuer-until',
  'birth',
  'prophylaxis',
  'exemption',
] as const

export type RuleEvent = (typeof EVENTS)[number]

/**
 * The kinds of condition. Each has its sentence in `messages/policy/`, in two forms: one with the values
 * of the certificate, and one without.
 */
export const CONDITION_KINDS = [
  /** The event lies too long ago. values: event, amount, unit; stated: date, until */
  'too-old',
  /** It is too recent. values: event, amount, unit; stated: date, from */
  'too-recent',
  /** It lies after the arrival. values: event; stated: date */
  'in-future',
  /** The event must be on or after a date of the rule. values: event, ruleDate; stated: date */
  'event-before',
  /** The event must be on or before a date of the rule. values: event, ruleDate; stated: date */
  'event-after',
  /** The rule begins or ends at a date of its own. values: ruleDate */
  'not-yet',
  'no-longer',
  /** Holders must have reached an age. values: amount, unit; stated: from */
  'too-young',
  /** Holders must be younger. values: amount, unit; stated: until */
  'too-old-holder',
  /** values: accepted (a list of names or codes), count; stated: product */
  'product',
  /** values: accepted, count; stated: manufacturer */
  'manufacturer',
  /** values: accepted, count; stated: vaccineType */
  'vaccine-type',
  /** WHO has not prequalified the product, as far as is known. stated: product */
  'not-prequalified',
  /** The product must cover all of these serogroups. values: accepted; stated: product */
  'serogroups',
  /** stated: dose, series */
  'series-incomplete',
  /** values: least; stated: dose */
  'too-few-doses',
  /** values: most; stated: dose */
  'too-many-doses',
  /** The dose is not the last of its series, but one after it. stated: dose, series */
  'beyond-series',
  /** values: least; stated: series */
  'series-length',
  /** stated: dose, series */
  'booster-needed',
  /** values: accepted (test classes), count; stated: class */
  'test-class',
  /** The result is not the one that is asked for. values: accepted; stated: result */
  'test-result',
  /** stated: device */
  'device-not-listed',
  /** values: accepted (diseases); stated: disease */
  'disease',
  /** values: accepted (countries), count; stated: country */
  'issuing-country',
  /** stated: issuer */
  'issuer',
  /** The identifier is among those that its issuer has invalidated. */
  'identifier',
  /** More than one event, or none, in one certificate. stated: count */
  'one-event',
  /** A kind of certificate is not taken at all. values: kind */
  'kind',
  /** No certificate states what is asked for. values: kind, disease */
  'no-fact',
  /** One more document is needed. values: kinds (a list), count */
  'one-more',
  /** A value is not stated, and decides. values: field */
  'value-missing',
  /** Something about the journey was not said, and decides. values: field */
  'journey-missing',
  /** The rule cannot be evaluated. values: field (may be empty) */
  'not-evaluable',
  /** The issuer's word alone is not taken here. */
  'attestation',
  /** values: needed (a level of evidence); stated: level */
  'evidence',
  /** A list is older than the policy takes. values: list ('keys' | 'revocation'), days */
  'list-age',
  /** values: destination */
  'no-rules',
  /** values: destination, days */
  'rules-outdated',
  /** None of the above. values: path, operation */
  'other',
] as const

export type ConditionKind = (typeof CONDITION_KINDS)[number]

export type ConditionValue = string | number | readonly string[]

/** One condition that was not met, or could not be judged. */
export interface Condition {
  readonly kind: ConditionKind
  /** What the rule says: nothing of a person. */
  readonly values: Readonly<Record<string, ConditionValue>>
  /** What comes from the certificate, or follows from it: not shown unless asked for. */
  readonly stated: Readonly<Record<string, ConditionValue>>
}
