/**
 * A verification in words, for the person at the counter.
 *
 * @module
 */

import { MESSAGES, type Message } from 'pratique/messages/en'
import { VERDICT_WORDS } from 'pratique/messages/verdicts'
import type { Evidence, TrustList } from 'pratique/trust'
import {
  type Check,
  type ExitCode,
  findNotableResult,
  type HealthCertificate,
  type Verification,
} from 'pratique/verify'
import { namedFormat, nameOfFormat } from '../formats.ts'
import { writeChecks } from './checks.ts'
import { type Statement, writeColumns } from './columns.ts'
import { ageInWords, timeInWords, toSeconds } from './dates.ts'
import { hintFor } from './hints.ts'
import { stateCertificate, sumUpCertificate } from './person.ts'
import type { Style } from './style.ts'
import { visible } from './visible.ts'

/** How a report is written. */
export interface ReportOptions {
  readonly style: Style
  readonly showPerson: boolean
  /** The lists of keys of its network, or of its issuer, that are loaded. */
  readonly keyLists: readonly TrustList[]
  /** Whether the text came through a shell. */
  readonly isArgument: boolean
  /** The time of the verification, seconds since the epoch. */
  readonly now: number
  /** Only what a newcomer wants to see: checks that passed are named, facts are summed up. */
  readonly isBrief?: boolean
}

/** How we know that a key is its issuer's (DESIGN §8). */
const EVIDENCE: Readonly<Record<Evidence, string>> = {
  anchored: "signed for by its network's anchor",
  listed: 'on a signed list',
  directory: 'from a directory of its network',
  local: 'from a file on this machine',
  unauthenticated: 'from an unknown source',
}

/** Writes a report: the verdict, the checks, whose it is, what it relies on, and what to do. */
export function writeReport(verification: Verification, options: ReportOptions): readonly string[] {
  return [
    ...writeHeadline(verification, options),
    '',
    ...writeChecks(verification.checks, MESSAGES, {
      ...options,
      hasPeriod: hasPeriod(verification),
      isPolicyAsked: verification.policy !== undefined,
    }),
    '',
    ...writeColumns(stateVerification(verification, options)),
    ...(options.showPerson && !options.isBrief ? writePerson(verification) : []),
    ...(options.isBrief ? [] : ['', ...writeColumns(stateNextSteps(verification, options))]),
  ]
}

/** The verdict in one line. A result that must not be overlooked stands in it. */
export function headlineOf(verification: Verification): string {
  const { exitCode, code } = verification
  const result =
    'certificate' in verification ? findNotableResult(verification.certificate) : undefined
  const results = result ? ` – TEST RESULT: ${result.toUpperCase()}` : ''
  if (verification.verdict !== 'specimen') return headlineFor(exitCode, code) + results
  const inside = headlineFor(verification.asExitCode, code)
  return `${VERDICT_WORDS[exitCode].headline}. If it were real: ${inside}${results}`
}

/** What is not one person's, among certificates or beside a document, is refused by no entry rule. */
function headlineFor(exitCode: ExitCode, code: Verification['code']): string {
  if (code === 'holder.mismatch') return 'Refused: these are not all of one person'
  return VERDICT_WORDS[exitCode].headline
}

function writeHeadline(
  verification: Verification,
  { style, now }: ReportOptions,
): readonly string[] {
  const { verdict, simulated } = verification
  const headline = style.verdict(verdict, headlineOf(verification))
  const clock = `Simulated clock: answered as if it were ${timeInWords(now)}`
  return simulated ? [headline, clock] : [headline]
}

function stateVerification(
  verification: Verification,
  options: ReportOptions,
): readonly Statement[] {
  const { format, remarks } = verification
  const isSummed = options.isBrief && options.showPerson && 'certificate' in verification
  return [
    ...(isSummed ? sumUpCertificate(verification.certificate) : []),
    { name: 'Verdict', words: verdictWords(verification) },
    ...(format === undefined ? [] : [{ name: 'Format', words: nameOfFormat(format) }]),
    ...stateReason(verification),
    ...stateIssuer(verification),
    ...stateLists(verification, options),
    ...remarks.map(({ code, field }, index) => ({
      name: index === 0 ? 'Remarks' : '',
      words: `${MESSAGES[code].title}${field ? ` (${visible(field)})` : ''}`,
    })),
  ]
}

/** Why what is known by name is not verified. A seal of another version is not one of another kind. */
function stateReason({ code, format }: Verification): readonly Statement[] {
  const isNamed = code === 'format.unsupported' || (code === 'format.version' && format === 'hcert')
  const named = isNamed && format ? namedFormat(format) : undefined
  return named ? [{ name: 'Why', words: named.why }] : []
}

function hasPeriod(verification: Verification): boolean {
  return readOf(verification)?.validity.expiresAt !== undefined
}

/** What was read, believed or not. */
function readOf(verification: Verification): HealthCertificate | undefined {
  if ('certificate' in verification) return verification.certificate
  return 'unverified' in verification ? verification.unverified : undefined
}

function verdictWords(verification: Verification): string {
  const { verdict, exitCode, code } = verification
  const inside = verdict === 'specimen' ? ` (as ${verification.as})` : ''
  return `${verdict}${inside}, exit code ${exitCode}${code ? `, ${code}` : ''}`
}

/** From the trust record: what the certificate says of its issuer is a statement like any other. */
function stateIssuer({ issuer }: Verification): readonly Statement[] {
  if (!issuer) return []
  const { name, country, url, evidence, environment } = issuer
  const place = visible(country ?? url ?? '')
  const who = name === undefined ? place : `${visible(name)} (${place})`
  const kind = environment === 'production' ? '' : `, ${environment} authority`
  return [{ name: 'Issuer', words: `${who}${kind}; its key is ${EVIDENCE[evidence]}` }]
}

function stateLists(verification: Verification, options: ReportOptions): readonly Statement[] {
  const { format, lists, checks } = verification
  if (format === undefined || checks.some(isUnreadFormat)) return []
  const { revocationAsOf } = lists
  const keys = stateKeys(verification, options)
  const revoked = revocationAsOf && `list of ${ageInWords(toSeconds(revocationAsOf), options.now)}`
  return [
    ...(keys === undefined ? [] : [{ name: 'Keys', words: keys }]),
    ...(revoked ? [{ name: 'Revocations', words: revoked }] : []),
  ]
}

/** Nothing can be said of the list if the key was found and the issuer is not proved. */
function stateKeys(
  { lists: { keysAsOf }, checks }: Verification,
  { now, keyLists }: ReportOptions,
): string | undefined {
  const dates = keysAsOf ? [toSeconds(keysAsOf)] : keyLists.flatMap(({ asOf }) => asOf ?? [])
  if (dates.length > 0) return `list of ${ageInWords(Math.min(...dates), now)}`
  if (keyLists.length > 0) return 'a list without a date'
  // Or nobody signed it, so that no list could help.
  const isKeyFound = checks.some(
    ({ check, status }) =>
      check === 'signer' && (status === 'passed' || status === 'not-applicable'),
  )
  return isKeyFound ? undefined : 'no list of this network is loaded'
}

function isUnreadFormat({ check, status }: Check): boolean {
  return check === 'format' && status !== 'passed'
}

function writePerson(verification: Verification): readonly string[] {
  if ('certificate' in verification) {
    return ['', 'What it states', ...writeColumns(stateCertificate(verification.certificate), '  ')]
  }
  if (!('unverified' in verification) || !verification.unverified) return []
  const isSigned = verification.checks.some(
    ({ check, status }) => check === 'signature' && status === 'passed',
  )
  return [
    '',
    isSigned
      ? 'What is signed; not to be relied on, see the verdict'
      : 'What it claims: NOT VERIFIED, not to be relied on',
    ...writeColumns(stateCertificate(verification.unverified), '  '),
  ]
}

function stateNextSteps(verification: Verification, options: ReportOptions): readonly Statement[] {
  const { verdict, code, exitCode } = verification
  const message: Message | undefined = code && MESSAGES[code]
  const hint = hintFor(verification, options)
  const isDecidedByCode = message !== undefined && verdict !== 'specimen'
  return [
    {
      name: 'What to do',
      words: isDecidedByCode ? message.action : VERDICT_WORDS[exitCode].action,
    },
    ...(hint === undefined ? [] : [{ name: '', words: hint }]),
    ...(code ? [{ name: 'More', words: `pratique help ${code}` }] : []),
  ]
}
