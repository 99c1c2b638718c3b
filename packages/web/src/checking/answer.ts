/**
 * What a screen may show of a verification: less than it states, so that the rest is gone at once.
 *
 * @module
 */

import type { Condition, PolicyWindow } from 'pratique/policy'
import {
  findNotableResult,
  type HealthCertificate,
  type Holder,
  type NotableResult,
  type Verification,
} from 'pratique/verify'
import type { Mode } from '../flow/mode.ts'
import { isShown } from './shown.ts'

/** Who is compared with an identity document. */
export interface Person {
  /** In Latin letters first, as a passport has them; then as the holder writes them. */
  readonly names: readonly string[]
  /** As precise as stated: `1980`, `1980-05` or `1980-05-17`. */
  readonly birthDate?: string
  /** Where the entry rules looked at it. */
  readonly documentNumber?: string
}

/** A condition of a rule, without what the certificate states of it. */
export type AnswerCondition = Pick<Condition, 'kind' | 'values'>

/** What the entry rules said, without what they looked at. */
export interface PolicyAnswer {
  readonly destination: string
  readonly conditions: readonly AnswerCondition[]
  readonly window?: PolicyWindow
  /** RFC 3339. */
  readonly nextPass?: string
  readonly timeZone: string
}

/** Who signed, as the trust list names it. */
export type AnswerIssuer = Pick<NonNullable<Verification['issuer']>, 'country' | 'name' | 'url'>

/** What a screen shows. There is a person only where `isShown`. */
export interface Answer {
  /** What was asked. */
  readonly mode: Mode
  readonly verdict: Verification['verdict']
  readonly exitCode: Verification['exitCode']
  readonly code?: Verification['code']
  /** Of a specimen: what it would have been. */
  readonly as?: Exclude<Verification['verdict'], 'specimen'>
  readonly asExitCode?: Verification['exitCode']
  readonly format?: string
  readonly result?: NotableResult
  readonly person?: Person
  readonly issuer?: AnswerIssuer
  readonly policy?: PolicyAnswer
  /** Whether the rules that said something are examples, and no country's. */
  readonly isByExamples: boolean
  /** Each once. */
  readonly remarks: readonly Verification['remarks'][number]['code'][]
  readonly lists: Verification['lists']
}

/** Keeps what a screen shows. What is kept holds nothing of the verification that it does not name. */
export function toAnswer(
  verification: Verification,
  mode: Mode,
  { hasExampleRules = false }: { readonly hasExampleRules?: boolean } = {},
): Answer {
  const { verdict, exitCode, code, format, issuer, remarks, lists } = verification
  const certificate = shownCertificate(verification)
  const policy = toPolicyAnswer(verification)
  const result = certificate && findNotableResult(certificate)
  return {
    mode,
    verdict,
    exitCode,
    ...(code !== undefined && { code }),
    ...(verdict === 'specimen' && { as: verification.as, asExitCode: verification.asExitCode }),
    ...(format !== undefined && { format }),
    ...(result && { result }),
    ...(certificate && { person: toPerson(certificate.holder, verification) }),
    ...(issuer && { issuer: toIssuer(issuer) }),
    ...(policy && { policy }),
    isByExamples: hasExampleRules && (verification.policy?.result ?? 'open') !== 'open',
    remarks: [...new Set(remarks.map((remark) => remark.code))],
    lists: { ...lists },
  }
}

function shownCertificate(verification: Verification): HealthCertificate | undefined {
  if (!('certificate' in verification)) return undefined
  const as = verification.verdict === 'specimen' ? verification.as : undefined
  const isPerson = isShown({ verdict: verification.verdict, ...(as && { as }) })
  return isPerson ? verification.certificate : undefined
}

function toPerson(
  { name, birthDate, documentNumber }: Holder,
  { policy }: Pick<Verification, 'policy'>,
): Person {
  const { familyTransliterated, givenTransliterated, family, given, full } = name
  const join = (...parts: readonly ({ readonly value: string } | undefined)[]) =>
    parts.flatMap((part) => (part ? [part.value.replaceAll('<', ' ').trim()] : [])).join(', ')
  const names = [join(familyTransliterated, givenTransliterated), join(family, given), join(full)]
  const isAsked = policy?.usedFields?.includes('holder.documentNumber') ?? false
  return {
    names: names.filter((each, index) => each !== '' && !isRepeated(each, names.slice(0, index))),
    ...(birthDate && { birthDate: birthDate.value }),
    ...(isAsked && documentNumber && { documentNumber: documentNumber.value }),
  }
}

/** In other letters it is another sight; in small ones it is not. */
function isRepeated(name: string, before: readonly string[]): boolean {
  const fold = (each: string) => each.normalize('NFC').toUpperCase()
  return before.some((each) => fold(each) === fold(name))
}

function toIssuer({ country, name, url }: AnswerIssuer): AnswerIssuer {
  return {
    ...(country !== undefined && { country }),
    ...(name !== undefined && { name }),
    ...(url !== undefined && { url }),
  }
}

function toPolicyAnswer({ policy }: Verification): PolicyAnswer | undefined {
  if (!policy) return undefined
  const { destination, reasons, window, nextPass, timeZone } = policy
  return {
    destination,
    conditions: reasons.map(({ condition: { kind, values } }) => ({ kind, values })),
    ...(window && { window }),
    ...(nextPass !== undefined && { nextPass }),
    timeZone: timeZone ?? 'UTC',
  }
}
