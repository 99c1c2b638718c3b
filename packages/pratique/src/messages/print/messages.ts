/**
 * What every language says on a printed certificate: labels, months, and what to do with the code.
 *
 * `{date}`, `{first}`, `{last}` and `{count}` are filled in; the texts hold no control characters of
 * their own. Coded values take the words of entry rules.
 *
 * @module
 */

import type { PolicyWords } from '../policy/messages.ts'

/** The languages of the United Nations (BCP 47). */
export const PRINT_LANGUAGES = ['en', 'fr', 'es', 'ar', 'ru', 'zh'] as const

export type PrintLanguage = (typeof PRINT_LANGUAGES)[number]

/** Labels of what a certificate states, in the order in which they stand. */
export const PRINT_LABELS = [
  'name',
  'family',
  'given',
  'ownName',
  'ownNameBeside',
  'birthDate',
  'documentNumber',
  'disease',
  'testResult',
  'sampledAt',
  'testClass',
  'testName',
  'testDevice',
  'testCentre',
  'testStatus',
  'vaccinationDate',
  'product',
  'vaccineType',
  'manufacturer',
  'dose',
  'lot',
  'vaccinationStatus',
  'firstPositive',
  'validFrom',
  'validUntil',
  'statement',
  'documentsAt',
  'country',
  'statedBy',
  'issuer',
  'codeFrom',
  'codeUntil',
  'identifier',
] as const

export type PrintLabel = (typeof PRINT_LABELS)[number]

/** All that one language says on paper. */
export interface PrintMessages {
  readonly language: PrintLanguage
  readonly direction: 'ltr' | 'rtl'
  /**
   * Of a page that states facts of one kind, and of any other. `icvp` is the model's title (International
   * Health Regulations, Annex 6).
   */
  readonly titles: Readonly<
    Record<'vaccination' | 'icvp' | 'test' | 'recovery' | 'certificate' | 'link', string>
  >
  readonly labels: Readonly<Record<PrintLabel, string>>
  readonly words: Pick<PolicyWords, 'diseases' | 'testClasses' | 'testResults'>
  readonly values: {
    readonly notDone: string
    readonly notFinal: string
    /** Stated as unknown altogether. */
    readonly unknownDate: string
  }
  readonly dates: {
    /** January first, as after a day. */
    readonly months: readonly string[]
    /** January first, as before a year. */
    readonly monthsAlone: readonly string[]
    /** day, month, year */
    readonly full: string
    /** month, year */
    readonly month: string
  }
  readonly steps: {
    /** What the code is. */
    readonly code: string
    readonly showWithDocument: string
    readonly nobodyElse: string
    /** date */
    readonly validUntil: string
    readonly noEnd: string
  }
  /** Of what is printed around the text. */
  readonly paper: {
    /** Of the symbol, for who cannot see it. */
    readonly symbol: string
    /** first, count: of one symbol among several. */
    readonly part: string
    readonly fold: string
    /** In place of all steps, where there is little room. */
    readonly card: string
  }
}
