/**
 * What every language says of entry rules: a sentence for each kind of condition, the words that fill
 * it, and the lines of a report.
 *
 * Each text is a message in ICU MessageFormat, of which three forms are used alone: `{argument}`,
 * `select`, and `plural` with `#`. Numbers are passed as numbers; everything else as text that is ready
 * to be read: dates in the language and the destination's zone, an `until` as the last moment that
 * counts, lists joined with the language's "or" (`accepted` of `serogroups` with "and"), coded values by
 * `PolicyWords`, countries by their name.
 * Who fills in isolates each value for text that runs both ways (Unicode UAX #9 §2.7): the texts hold no
 * control characters of their own.
 *
 * The arguments `event`, `unit`, `list` and `kind` choose a branch, and are passed by `toSelector`.
 * In kinds that have a `count` of what is accepted, `MANY` is passed in place of a list too long to be
 * read, and only its number is named. Where the `field` of `not-evaluable` or the `disease` of `no-fact`
 * names nothing, `NONE` is.
 *
 * @module
 */

/** The languages of the United Nations (BCP 47). */
export const POLICY_LANGUAGES = ['en', 'fr', 'es', 'ar', 'ru', 'zh'] as const

export type PolicyLanguage = (typeof POLICY_LANGUAGES)[number]

/** In place of a list that is too long: its number is named instead. */
export const MANY = 'many'

/** In place of a name, where there is none. */
export const NONE = 'none'

/** One kind of condition in words: about the rule, never about the person. */
export interface ConditionMessage {
  /** With what the certificate states. */
  readonly full: string
  /** Without: only what the rule says, and that it is not met. */
  readonly plain: string
  /** What can be done. */
  readonly action?: string
  /** In place of `action` beside `plain`; only where `action` says what the certificate states. */
  readonly plainAction?: string
}

/** The kinds of condition, as `policy/condition.ts` lists them. */
export type ConditionMessages = Readonly<
  Record<
    | 'too-old'
    | 'too-recent'
    | 'in-future'
    | 'event-before'
    | 'event-after'
    | 'not-yet'
    | 'no-longer'
    | 'too-young'
    | 'too-old-holder'
    | 'product'
    | 'manufacturer'
    | 'vaccine-type'
    | 'not-prequalified'
    | 'serogroups'
    | 'series-incomplete'
    | 'too-few-doses'
    | 'too-many-doses'
    | 'beyond-series'
    | 'series-length'
    | 'booster-needed'
    | 'test-class'
    | 'test-result'
    | 'device-not-listed'
    | 'disease'
    | 'issuing-country'
    | 'issuer'
    | 'identifier'
    | 'one-event'
    | 'kind'
    | 'no-fact'
    | 'one-more'
    | 'value-missing'
    | 'journey-missing'
    | 'not-evaluable'
    | 'attestation'
    | 'evidence'
    | 'list-age'
    | 'no-rules'
    | 'rules-outdated'
    | 'other',
    ConditionMessage
  >
>

/** Coded values in words, as they stand after a colon or in a list. */
export interface PolicyWords {
  readonly factKinds: Readonly<
    Record<'vaccination' | 'test' | 'recovery' | 'prophylaxis' | 'exemption', string>
  >
  readonly testClasses: Readonly<
    Record<'naat' | 'antigen-rapid' | 'antigen-laboratory' | 'antibody' | 'unknown', string>
  >
  readonly testResults: Readonly<
    Record<'not-detected' | 'detected' | 'inconclusive' | 'unknown', string>
  >
  readonly diseases: Readonly<
    Record<
      | 'covid-19'
      | 'yellow-fever'
      | 'poliomyelitis'
      | 'meningococcal-disease'
      | 'typhoid'
      | 'influenza'
      | 'measles'
      | 'pertussis'
      | 'mumps'
      | 'varicella'
      | 'hepatitis-a'
      | 'hepatitis-b'
      | 'haemophilus-influenzae-b'
      | 'tuberculosis'
      | 'tetanus'
      | 'japanese-encephalitis'
      | 'diphtheria'
      | 'rubella'
      | 'dengue'
      | 'rabies'
      | 'cholera'
      | 'tick-borne-encephalitis',
      string
    >
  >
  /** How a vaccine is made. */
  readonly vaccineTypes: Readonly<
    Record<
      | 'mrna'
      | 'dna'
      | 'viral-vector'
      | 'inactivated'
      | 'protein-subunit'
      | 'virus-like-particle'
      | 'live-attenuated'
      | 'polysaccharide'
      | 'conjugate',
      string
    >
  >
  /** How it is known whose key signed: `anchored` is the strongest. */
  readonly evidence: Readonly<
    Record<'anchored' | 'listed' | 'directory' | 'local' | 'unauthenticated', string>
  >
  /** Fields of the common model. */
  readonly fields: Readonly<
    Record<
      | 'vaccination.date'
      | 'vaccination.product'
      | 'vaccination.vaccineType'
      | 'vaccination.manufacturer'
      | 'vaccination.doseNumber'
      | 'vaccination.seriesDoses'
      | 'vaccination.country'
      | 'vaccination.disease'
      | 'test.sampledAt'
      | 'test.class'
      | 'test.result'
      | 'test.device'
      | 'test.country'
      | 'test.disease'
      | 'recovery.firstPositive'
      | 'recovery.validFrom'
      | 'recovery.validUntil'
      | 'recovery.country'
      | 'recovery.disease'
      | 'vaccination.validFrom'
      | 'vaccination.validUntil'
      | 'vaccination.statedBy'
      | 'test.name'
      | 'test.statedBy'
      | 'recovery.statedBy'
      | 'prophylaxis.date'
      | 'prophylaxis.validFrom'
      | 'prophylaxis.validUntil'
      | 'prophylaxis.disease'
      | 'exemption.date'
      | 'exemption.validFrom'
      | 'exemption.validUntil'
      | 'exemption.disease'
      | 'holder.birthDate'
      | 'identifier'
      | 'statedBy'
      | 'journey.from'
      | 'journey.purpose'
      | 'journey.arrival'
      | 'journey.timeZone'
      | 'journey.region',
      string
    >
  >
}

/** The lines of a report. */
export interface PolicyReport {
  /** What the rules come to. */
  readonly results: Readonly<Record<'passed' | 'more-needed' | 'failed' | 'open', string>>
  /** Why they come to no answer. */
  readonly causes: Readonly<
    Record<'no-rules' | 'outdated' | 'evidence' | 'value-missing' | 'error', string>
  >
  readonly windows: {
    /** from, until */
    readonly acceptedBetween: string
    /** from */
    readonly acceptedFrom: string
    /** until */
    readonly acceptedUntil: string
    readonly acceptedAlways: string
    readonly acceptedNever: string
    /** date: the first after the arrival. */
    readonly nextPass: string
    /** from, until; a stretch with a result of its own beside it. */
    readonly between: string
    /** from */
    readonly from: string
    /** until */
    readonly until: string
  }
  readonly headings: {
    /** destination */
    readonly destination: string
    /** date */
    readonly arrival: string
    readonly reasons: string
    readonly actions: string
    readonly windows: string
    readonly officialText: string
    readonly usedFields: string
    readonly derivedFields: string
    readonly missingFields: string
    readonly rules: string
  }
  readonly notes: {
    /** number: of one certificate among several, from 1. */
    readonly certificate: string
    /** certificates (a list), count: the fewest that pass. */
    readonly show: string
    /** date: when the rules were last confirmed. */
    readonly asOf: string
    /** zone: of the dates that are shown. */
    readonly timeZone: string
    /** rule: its identifier. */
    readonly rule: string
    /** Windows say what holds as things are known today. */
    readonly windowLimits: string
  }
}

/** All that one language says of entry rules. */
export interface PolicyMessages {
  readonly language: PolicyLanguage
  readonly direction: 'ltr' | 'rtl'
  readonly conditions: ConditionMessages
  readonly words: PolicyWords
  readonly report: PolicyReport
}

/** Turns a code into what a `select` can name: its syntax takes no hyphens. */
export function toSelector(code: string): string {
  return code.replaceAll('-', '_')
}

/** For a sentence that says nothing of a certificate. */
export function same(text: string): Pick<ConditionMessage, 'full' | 'plain'> {
  return { full: text, plain: text }
}
