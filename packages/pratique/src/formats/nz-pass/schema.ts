/**
 * What the verifiable credential of a pass must be (NZCP "Verifiable Credential Claim Structure",
 * "Pass Types").
 *
 * @module
 */

/** The first context; which others follow is not asked. */
export const FIRST_CONTEXT = 'https://www.w3.org/2018/credentials/v1'

/** Exactly these, in this order. */
export const TYPES: readonly string[] = ['VerifiableCredential', 'PublicCovidPass']

/** The kind of pass: the last of its types, and all that it attests. */
export const PASS_TYPE = 'PublicCovidPass'

export const VERSION = '1.0.0'

/** Longest name, in characters (NZCP "PublicCovidPass"). */
export const MAX_NAME_LENGTH = 100

/** Members of `vc`. */
export const CREDENTIAL_MEMBERS: ReadonlySet<unknown> = new Set([
  '@context',
  'version',
  'type',
  'credentialSubject',
])

/** Members of `vc.credentialSubject`. */
export const SUBJECT_MEMBERS: ReadonlySet<unknown> = new Set(['givenName', 'familyName', 'dob'])
