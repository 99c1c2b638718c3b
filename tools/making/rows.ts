/**
 * Rows of test vectors: what `vectors/README.md` describes.
 *
 * @module
 */

import type { CheckCode, RemarkCode } from '../../packages/pratique/src/codes.ts'
import type { JsonObject } from '../../packages/pratique/src/json/value.ts'
import type { CheckName, ExitCode, Status, Verdict } from '../../packages/pratique/src/outcome.ts'

/** What a verification must come to. */
export interface Expectation {
  readonly verdict: Verdict
  readonly exitCode: ExitCode
  /** The code that decided; absent: none. */
  readonly code?: CheckCode
  /** Other codes that must be among the checks'. */
  readonly codes?: readonly CheckCode[]
  readonly as?: Verdict
  /** Codes that must be among the remarks'. */
  readonly remarks?: readonly RemarkCode[]
}

/** A trust file: by its path in `vectors/`, or as its content. */
export type Trust = string | JsonObject

/** The circumstances of a verification. */
export interface Circumstances {
  readonly trust?: Trust | readonly Trust[]
  /** Certificates of document signers to trust, base64 of DER. */
  readonly certificates?: readonly string[]
  /** Lists of revoked signers, base64 of DER. */
  readonly crls?: readonly string[]
  /** Batches of hashes of revoked certificates, as the EU's gateway has them. */
  readonly batches?: readonly JsonObject[]
  /** Lists of revoked tokens and deltas, base64. */
  readonly tokenLists?: readonly string[]
  /** RFC 3339. */
  readonly now?: string
  readonly policy?: { readonly destination: string; readonly at: string }
  /** All texts are one holder's. */
  readonly together?: true
  readonly minimumEvidence?: string
  /** A catalogue of products, by its path in `vectors/`. */
  readonly catalogue?: string
}

/** One verification. */
export interface Row extends Circumstances {
  readonly id: string
  readonly origin: string
  readonly licence: string
  readonly format?: string
  readonly text?: string
  readonly texts?: readonly string[]
  /** Paths in `vectors/` of the texts. */
  readonly files?: readonly string[]
  readonly expect: Expectation
}

/** One row of the verdict algebra. Checks that are not named passed; `policy` is not applicable. */
export interface AlgebraRow {
  readonly id: string
  readonly checks: {
    readonly [Name in CheckName]?: { readonly status: Status; readonly code?: CheckCode }
  }
  readonly specimen?: true
  readonly expect: Expectation
}

const OF_OURS = { origin: 'made for Pratique', licence: 'Apache-2.0' } as const
const NOW = '2026-06-01T12:00:00Z'

/** Examplia's keys: see `vectors/exercise/`. */
const TRUST = 'exercise/trust.json'

/** Builds a row of our own: by Examplia's trust, in June 2026, unless told otherwise. */
export function row(
  id: string,
  format: string | undefined,
  texts: string | readonly string[],
  expect: Expectation,
  circumstances: Circumstances = {},
): Row {
  return {
    id,
    ...OF_OURS,
    ...(format !== undefined && { format }),
    ...(typeof texts === 'string' ? { text: texts } : { texts }),
    trust: TRUST,
    now: NOW,
    ...circumstances,
    expect,
  }
}

/** Builds a row whose texts stand in files. */
export function fromFiles(
  id: string,
  format: string,
  files: readonly string[],
  expect: Expectation,
  circumstances: Circumstances = {},
): Row {
  return { id, ...OF_OURS, format, files, trust: TRUST, now: NOW, ...circumstances, expect }
}

export function genuine(...remarks: readonly RemarkCode[]): Expectation {
  return { verdict: 'genuine', exitCode: 3, ...(remarks.length > 0 && { remarks }) }
}

/** Broken or forged: 12. */
export function broken(code: CheckCode): Expectation {
  return { verdict: 'not-genuine', exitCode: 12, code }
}

/** The signer is not recognised, or its key not meant for this: 13. */
export function notRecognised(code: CheckCode): Expectation {
  return { verdict: 'not-genuine', exitCode: 13, code }
}

export function revoked(): Expectation {
  return { verdict: 'not-genuine', exitCode: 14, code: 'revocation.revoked' }
}

/** The period of the signature is over, or has not begun: 15. */
export function outOfTime(code: CheckCode, ...remarks: readonly RemarkCode[]): Expectation {
  const noted = remarks.length > 0 && { remarks }
  return { verdict: 'not-genuine', exitCode: 15, code, ...noted }
}

export function undecided(exitCode: 20 | 21 | 22 | 23, code: CheckCode): Expectation {
  return { verdict: 'undecided', exitCode, code }
}

export function notACertificate(code: CheckCode): Expectation {
  return { verdict: 'not-a-certificate', exitCode: 30, code }
}

export function specimen(as: Verdict, code?: CheckCode): Expectation {
  return { verdict: 'specimen', exitCode: 31, as, ...(code && { code }) }
}
