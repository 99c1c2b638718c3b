/**
 * What every language says at the counter, of one verification: the verdict, why, and what to do next;
 * for an officer who stands before the holder, and for a screen 320 pixels wide.
 *
 * Each text is a message in ICU MessageFormat; those of `lines` alone have arguments. They are passed as
 * text that is ready to be read, and isolated by who fills in (Unicode UAX #9 §2.7): the texts hold no
 * control characters of their own.
 *
 * @module
 */

import type { CheckCode, RemarkCode } from '../../codes.ts'
import type { ExitCode } from '../../outcome.ts'
import { POLICY_LANGUAGES, type PolicyLanguage, type PolicyWords } from '../policy/messages.ts'
import type { PrintLabel } from '../print/messages.ts'

/** The languages of the United Nations (BCP 47). */
export const COUNTER_LANGUAGES: typeof POLICY_LANGUAGES = POLICY_LANGUAGES

export type CounterLanguage = PolicyLanguage

/** The formats that are verified, and those that are recognised by name. */
export const COUNTER_FORMATS = [
  'eu-dcc',
  'who-ddcc',
  'who-icvp',
  'health-link',
  'smart-health-card',
  'smart-health-link',
  'vds-nc',
  'divoc',
  'nz-pass',
  'hcert',
  'path-check-cred',
  'ch-light-certificate',
  'nl-domestic',
  'france-2d-doc',
  'openattestation',
  'verifiable-health-link',
  'smart-api-access',
] as const

export type CounterFormat = (typeof COUNTER_FORMATS)[number]

/** The codes that a verdict can be due to: all but those that `consequenceOf` answers nothing for. */
export type DecidingCode = Exclude<
  CheckCode,
  'format.jwe' | 'format.decrypt' | 'format.der' | 'format.key' | 'signature.no-key'
>

/** What is said of an exit code. Headlines, reasons and titles end without full stop; actions are sentences. */
export interface CounterVerdict {
  /** Largest on the screen. */
  readonly headline: string
  /** Which of several; absent where the headline says it all. */
  readonly reason?: string
  /** The next step. */
  readonly action: string
}

/** What is said of a code: most codes leave all but the title to their verdict. */
export interface CounterCode {
  readonly title: string
  /** The next step, where it is another than the verdict's. */
  readonly action?: string
  /** Where the verdict's would be wrong. */
  readonly headline?: string
  /** Where the verdict's would be wrong. */
  readonly reason?: string
}

/** Codes of the `format` check. */
export type CounterFormatCodes = Readonly<
  Record<Extract<DecidingCode, `format.${string}`>, CounterCode>
>

/** Codes of the checks after it. */
export type CounterCheckCodes = Readonly<
  Record<Exclude<DecidingCode, `format.${string}`>, CounterCode>
>

/** All that one language says at the counter. */
export interface CounterMessages {
  readonly language: CounterLanguage
  readonly direction: 'ltr' | 'rtl'
  readonly verdicts: Readonly<Record<ExitCode, CounterVerdict>>
  readonly codes: CounterFormatCodes & CounterCheckCodes
  /** A title for each. */
  readonly remarks: Readonly<Record<RemarkCode, string>>
  readonly formats: Readonly<Record<CounterFormat, string>>
  /** Kinds of what is stated, as a heading. */
  readonly facts: Readonly<
    Record<
      | 'vaccination'
      | 'test'
      | 'recovery'
      | 'prophylaxis'
      | 'exemption'
      | 'attestation'
      | 'other'
      | 'link',
      string
    >
  >
  readonly lines: {
    /** result: one of `words.testResults`; beside the headline where it is not "not detected". */
    readonly testResult: string
    /** headline: of a specimen, what its verdict would have been. */
    readonly ifReal: string
  }
  /** Of what is stated, as on paper. */
  readonly labels: Readonly<Record<PrintLabel, string>>
  readonly words: Pick<PolicyWords, 'diseases' | 'testClasses' | 'testResults'>
}

/** How a verification ended, in words. */
export interface CounterAnswer extends CounterVerdict {
  /** Of the code that decided, where it says more than the rest. */
  readonly title?: string
}

/** The code of a specimen says what would have been, and none of it counts. */
const SPECIMEN: ExitCode = 31

/** Puts a verification in words: those of its verdict, with what its code says otherwise. */
export function toCounterAnswer(
  { verdicts, codes }: Pick<CounterMessages, 'verdicts' | 'codes'>,
  { exitCode, code }: { readonly exitCode: ExitCode; readonly code?: CheckCode | undefined },
): CounterAnswer {
  const verdict = verdicts[exitCode]
  const known: Readonly<Partial<Record<CheckCode, CounterCode>>> = codes
  const words = code === undefined || exitCode === SPECIMEN ? undefined : known[code]
  if (words === undefined) return verdict
  const { title, ...changes } = words
  const answer = { ...verdict, ...changes }
  return title === answer.headline || title === answer.reason ? answer : { ...answer, title }
}
