/**
 * Rows of the vectors, as `vectors/README.md` describes them, and how they are told apart.
 *
 * @module
 */

import type { CheckCode } from '../../src/codes.ts'
import type { JsonValue } from '../../src/json/value.ts'
import type { Evidence } from '../../src/trust/record.ts'
import type { CheckName, Status } from '../../src/verify.ts'

/** A trust file: by its path in `vectors/`, or as its content. */
export type Trust = string | { readonly [name: string]: JsonValue }

/** One verification. */
export interface VerificationRow {
  readonly id: string
  readonly format?: string
  readonly text?: string
  readonly texts?: readonly string[]
  readonly files?: readonly string[]
  readonly trust?: Trust | readonly Trust[]
  readonly certificates?: readonly string[]
  /** Lists of revoked signers, base64 of DER. */
  readonly crls?: readonly string[]
  /** Batches of hashes of revoked certificates, as the EU's gateway has them. */
  readonly batches?: readonly JsonValue[]
  /** Lists of revoked tokens and deltas, base64. */
  readonly tokenLists?: readonly string[]
  /** A catalogue of products for ICVPs: its path in `vectors/`. */
  readonly catalogue?: string
  readonly now: string
  readonly policy?: { readonly destination: string; readonly at: string }
  readonly together?: boolean
  readonly minimumEvidence?: Evidence
  readonly expect: {
    readonly verdict: string
    readonly exitCode: number
    readonly code?: string
    readonly as?: string
    readonly codes?: readonly string[]
    readonly remarks?: readonly string[]
  }
}

/** Checks that are summed up. Those that are not named passed; `policy` is not applicable. */
export interface AlgebraRow {
  readonly id: string
  readonly checks: {
    readonly [Name in CheckName]?: { readonly status: Status; readonly code?: CheckCode }
  }
  readonly specimen?: boolean
  readonly expect: VerificationRow['expect']
}

/** A public key that is read and made ready. */
export interface KeyRow {
  readonly id: string
  readonly spki: string
  readonly expect: { readonly kind?: string; readonly code?: string }
}

/** A health link that is followed. */
export interface LinkRow {
  readonly id: string
  readonly link: string
  readonly passcode?: string
  /** What its server answers to a method and an address: a body, or a status with one. */
  readonly answers: {
    readonly [request: string]: string | { readonly status: number; readonly body?: string }
  }
  readonly expect: {
    readonly files?: readonly string[]
    readonly codes?: readonly string[]
    readonly remarks?: readonly string[]
    readonly code?: string
  }
}

/** Anything that has a name. */
export interface AnyRow {
  readonly id: string
}

export function isVerificationRow(row: AnyRow): row is VerificationRow {
  if (isCommandRow(row)) return false
  return 'text' in row || 'texts' in row || 'files' in row
}

export function isAlgebraRow(row: AnyRow): row is AlgebraRow {
  return 'checks' in row
}

export function isKeyRow(row: AnyRow): row is KeyRow {
  return 'spki' in row
}

export function isLinkRow(row: AnyRow): row is LinkRow {
  return 'link' in row
}

/** Rows that run a command: the command line's own tests run them. */
export function isCommandRow(row: AnyRow): boolean {
  return 'args' in row
}
