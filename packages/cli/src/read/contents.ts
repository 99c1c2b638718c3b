/**
 * What is inside a certificate, as far as it could be taken apart. Nothing of it is verified.
 *
 * @module
 */

import type { CheckCode } from 'pratique/codes'
import { FormatError } from 'pratique/errors'
import type { ExitCode } from 'pratique/verify'
import type { Member } from './outline.ts'

/** The size of what one step of the decoding came to. */
export interface Step {
  readonly step: string
  readonly size: number
  readonly unit: 'characters' | 'bytes'
}

/** What a text holds. */
export interface Contents extends Readonly<Draft> {
  /** Why it could not be taken apart further. */
  readonly code?: CheckCode
  /** 0: it was taken apart in full; else as of a verification that ends with this code. */
  readonly exitCode: ExitCode
}

/** Contents in the making: each step adds what it found, until one fails. */
export interface Draft {
  /** A format's id, or the name of a format; absent if nobody knows it. */
  format?: string
  readonly steps: Step[]
  header?: { readonly alg: string; readonly kid: string }
  claims?: Member
}

/** Takes something apart step by step, and keeps what was found before a step failed. */
export function takeApart(draft: Draft, work: (draft: Draft) => void): Contents {
  try {
    work(draft)
    return { ...draft, exitCode: 0 }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error // A bug of ours, not a flaw of the certificate.
    const { code } = error
    // As of a verification whose `format` check failed, or lacks a part (DESIGN §4).
    return { ...draft, code, exitCode: code === 'format.chunk-missing' ? 22 : 12 }
  }
}
