/**
 * A Pratique policy: entry rules as data, in the words of the common model.
 *
 * The types are the JSON itself, whose schema is `docs/schemas/pratique-policy.schema.json`.
 *
 * @module
 */

import type { Framework } from '../../model/format.ts'
import type { TestClass } from '../../model/health-certificate.ts'
import type { DiseaseWord, Platform, ProductId } from '../../terminology/product.ts'
import type { Evidence } from '../../trust/record.ts'

export const POLICY_TYPE = 'pratique-policy'

/** A text by language; English is always there. */
export interface Texts {
  readonly en: string
  readonly [language: string]: string
}

/** A length of calendar time, in one unit. */
export type Duration =
  | { readonly days: number }
  | { readonly months: number }
  | { readonly years: number }

export type Age = { readonly years: number } | { readonly months: number }

/** When a fact counts, from its date on. Days are those of the policy's time zone. */
export interface Period {
  /** The first day, counted from that of the event. Absent: the day itself. */
  readonly from?: { readonly days: number }
  /** The last day, inclusive. */
  readonly until: Duration | 'lifetime'
  /** What the certificate says of its own period is heeded unless it is ignored here. */
  readonly ignoreStatedStart?: boolean
  readonly ignoreStatedEnd?: boolean
}

/**
 * `stated`: the certificate says that the dose ends its series. `stated-or-regular`: also where it does
 * not say how long the series is, and the product has been given as often as is regular.
 */
export type Completeness = 'stated' | 'stated-or-regular'

/** One dose for which all of this holds. */
export interface Vaccinated extends Period {
  readonly disease: DiseaseWord
  readonly products?: readonly ProductId[]
  readonly platforms?: readonly Platform[]
  readonly prequalified?: true
  /** All of these must be covered. */
  readonly serogroups?: readonly string[]
  /** At most one of the three; none: any dose. */
  readonly primaryComplete?: Completeness
  readonly doses?: { readonly least: number }
  /** More doses than the series has, or a third: what the EU encodes as 2/1, 3/2 or 3/3. */
  readonly booster?: true
}

/** One final test for which all of this holds. */
export interface Tested {
  readonly disease: DiseaseWord
  readonly classes: readonly TestClass[]
  readonly result: 'not-detected' | 'detected'
  /** From the sampling on, to the second. A sample from the future never counts. */
  readonly withinHours: number
  /** Codes of devices; absent: any, also none stated. */
  readonly devices?: readonly string[]
}

export interface Recovered extends Period {
  readonly disease: DiseaseWord
}

export interface Prophylaxis extends Period {
  readonly disease: DiseaseWord
}

/** Exempt by a physician, for as long as the certificate says. */
export interface Exempt {
  readonly disease: DiseaseWord
}

/** The holder's age on arrival. */
export type AgeLimit = { readonly below: Age } | { readonly from: Age }

export type OwnCondition =
  | { readonly vaccinated: Vaccinated }
  | { readonly tested: Tested }
  | { readonly recovered: Recovered }
  | { readonly prophylaxis: Prophylaxis }
  | { readonly exempt: Exempt }
  | { readonly age: AgeLimit }

export type Requirement =
  | { readonly anyOf: readonly Requirement[] }
  | { readonly allOf: readonly Requirement[] }
  | OwnCondition

/** What must be known of the certificates themselves. */
export interface Requires {
  /** The least evidence of an issuer's key: of all networks alike, or of those named. */
  readonly evidence?: Evidence | Readonly<Partial<Record<Framework, Evidence>>>
  readonly maxKeyListAgeDays?: number
  readonly maxRevocationAgeDays?: number
  /** Countries and addresses of issuers whose mere word is taken. */
  readonly acceptAttestationOf?: readonly string[]
}

/** Whom the policy is about. */
export interface Scope {
  readonly age?: AgeLimit
  /** Where the journey begins, or went through: ISO 3166-1 alpha-2. What is no country is not known. */
  readonly fromCountries?: readonly string[]
  /** Compared without case. With `exempt` another purpose may be one of these, misspelt: it is open. */
  readonly purposes?: readonly string[]
  /** What it says of all others: nothing (the default), or that nothing is asked of them. */
  readonly others?: 'no-rules' | 'exempt'
}

export interface OwnPolicy {
  readonly type: typeof POLICY_TYPE
  readonly id: string
  /** Three numbers; the content of one version never changes. */
  readonly version: string
  readonly title: Texts
  readonly description: Texts
  /** ISO 3166-1 alpha-2; `*`: any. */
  readonly destinations: readonly string[] | '*'
  readonly source: { readonly name: string; readonly url?: string; readonly checkedOn: string }
  readonly note?: string
  /** Dates of the policy's time zone, the last one inclusive. */
  readonly effective: { readonly from: string; readonly until?: string }
  /** A name of the IANA database; absent: the destination's. */
  readonly timezone?: string
  /** 31 January and a month: 3 March, as in CertLogic, or 28 February. */
  readonly months: 'overflow' | 'end-of-month'
  readonly requires?: Requires
  readonly appliesTo?: Scope
  /** Whoever meets one of these needs nothing else. */
  readonly exemptions?: readonly Requirement[]
  readonly requirement: Requirement
}
