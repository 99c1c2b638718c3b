/**
 * The common model: what a health certificate of any format states (DESIGN §7).
 *
 * Views into it are one-way. A field that the certificate does not state is absent; one that we
 * worked out says so; the raw code stays beside the mapped one.
 *
 * @module
 */

/** Every format that Pratique knows, as named in JSON, folders, subpaths and `--format`. */
export type FormatId =
  | 'eu-dcc'
  | 'who-ddcc'
  | 'who-icvp'
  | 'health-link'
  | 'smart-health-card'
  | 'smart-health-link'
  | 'vds-nc'
  | 'divoc'
  | 'nz-pass'

/** A value and where it comes from: written in the certificate, or worked out from it. */
export interface Field<T> {
  readonly value: T
  readonly source: 'stated' | 'derived'
  /** Another reading of what is written, as likely as `value`: entry rules are tried with both. */
  readonly alternative?: T
}

/** A code as written. `system` is the format's own name of the vocabulary, such as a URI. */
export interface RawCode {
  readonly system?: string
  readonly code: string
  readonly display?: string
}

/** A coded field: our word for it, or `unknown`, beside every code that was written. */
export interface CodedField<T extends string> {
  readonly value: T | 'unknown'
  readonly source: 'stated' | 'derived'
  readonly codes: readonly RawCode[]
}

/**
 * A date without time zone, as precise as stated: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. Never completed.
 */
export type PartialDate = string

/** Who the certificate is about, as far as it says. */
export interface Holder {
  readonly name: {
    /** In the holder's own script. */
    readonly family?: Field<string>
    readonly given?: Field<string>
    /** In the letters of a passport's machine-readable zone (ICAO Doc 9303-3 §6). */
    readonly familyTransliterated?: Field<string>
    readonly givenTransliterated?: Field<string>
    /** For formats that do not part the name. */
    readonly full?: Field<string>
  }
  /** Absent if not stated, or not readable as a date. */
  readonly birthDate?: Field<PartialDate>
  /** Of the passport or identity card that the certificate goes with. */
  readonly documentNumber?: Field<string>
}

/** Diseases that have a word of ours. */
export type Disease = 'covid-19' | 'yellow-fever' | 'poliomyelitis'

interface FactBase {
  readonly disease: CodedField<Disease>
  /** ISO 3166-1 alpha-2 as stated. */
  readonly country?: Field<string>
  /** Who stated it: a ministry, a laboratory. */
  readonly statedBy?: Field<string>
}

/** One dose. */
export interface Vaccination extends FactBase {
  readonly kind: 'vaccination'
  readonly date?: Field<PartialDate>
  readonly product?: CodedField<never>
  readonly vaccineType?: CodedField<never>
  readonly manufacturer?: CodedField<never>
  readonly doseNumber?: Field<number>
  readonly seriesDoses?: Field<number>
  readonly lot?: Field<string>
  /** The period that the certificate itself gives the dose; entry rules may ignore it. */
  readonly validFrom?: Field<PartialDate>
  readonly validUntil?: Field<PartialDate>
  /** `not-done`: the record says that the dose was not given; no policy may count it. */
  readonly status: Field<'completed' | 'not-done'>
}

export type TestClass = 'naat' | 'antigen-rapid' | 'antigen-laboratory' | 'antibody'
export type TestResult = 'not-detected' | 'detected' | 'inconclusive'

/** One laboratory or rapid test. */
export interface Test extends FactBase {
  readonly kind: 'test'
  readonly class: CodedField<TestClass>
  /** `unknown` for any code outside the value set: it is never "not detected". */
  readonly result: CodedField<TestResult>
  /** When the sample was taken: an instant with its offset (RFC 3339), or a date, as stated. */
  readonly sampledAt?: Field<string>
  readonly name?: Field<string>
  readonly device?: CodedField<never>
  readonly centre?: Field<string>
  /** `preliminary` and others are stated by the format; no policy may count what is not final. */
  readonly status: Field<'final' | 'not-final'>
}

/** A past infection. */
export interface Recovery extends FactBase {
  readonly kind: 'recovery'
  readonly firstPositive?: Field<PartialDate>
  readonly validFrom?: Field<PartialDate>
  readonly validUntil?: Field<PartialDate>
}

/**
 * A signed medical statement of a kind that Pratique does not read: a condition, a medication. It is
 * there to be named; no policy counts it.
 */
export interface OtherStatement extends FactBase {
  readonly kind: 'other'
  /** The format's own word for it, such as FHIR's resource type. */
  readonly type: string
}

/**
 * No medical fact: the issuer says that all is well, and neither why nor when. It counts only where entry
 * rules take this issuer's word.
 */
export interface Attestation {
  readonly kind: 'attestation'
  /** The format's own word for what is attested, such as NZCP's type. */
  readonly type: string
}

/** One medical fact. Later formats add `prophylaxis` and `exemption`. */
export type MedicalFact = Vaccination | Test | Recovery | OtherStatement

/** What a certificate states: a medical fact, or what stands in its place. */
export type Fact = MedicalFact | Attestation

/**
 * A link to documents that are not in the certificate. It is shown as far as it tells nobody how to
 * open it: never its key, never the path of its address.
 */
export interface HealthLink {
  readonly kind: 'smart-health-link' | 'verifiable-health-link'
  /** Whose server the documents lie on. */
  readonly host: Field<string>
  /** What the sender calls it; plain text, and often a person's name. */
  readonly label?: Field<string>
  /** Seconds since the epoch; a hint, as the server decides. */
  readonly expiresAt?: number
  readonly isPasscodeNeeded: boolean
}

/** An identifier that the certificate carries; each format's own, never conflated. */
export interface Identifier {
  readonly scheme: 'uvci' | 'utci' | 'rid' | 'hcid' | 'cti' | 'certificate-id'
  readonly value: string
}

/** A health certificate, whatever its format. */
export interface HealthCertificate {
  readonly holder: Holder
  readonly facts: readonly Fact[]
  readonly identifiers: readonly Identifier[]
  /** Only in formats that carry a link instead of facts. */
  readonly link?: HealthLink
  /** What the certificate says of its issuer; whose key it was stands in the verification. */
  readonly issuer: { readonly stated?: Field<string> }
  /** Seconds since the epoch, fractions kept; absent if not stated or not a finite number. */
  readonly validity: {
    readonly issuedAt?: number
    readonly notBefore?: number
    readonly expiresAt?: number
  }
}
