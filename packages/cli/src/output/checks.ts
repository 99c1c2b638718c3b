/**
 * The nine checks, a line each.
 *
 * @module
 */

import type { Message } from 'pratique/messages/en'
import type { Check, CheckName, Status } from 'pratique/verify'
import type { Style } from './style.ts'

const MARKS: Readonly<Record<Status, string>> = {
  passed: '✓',
  failed: '✗',
  indeterminate: '?',
  'not-applicable': '–',
}

/** What it means that a check passed. */
const PASSED: Readonly<Record<CheckName, string>> = {
  format: 'whole and well formed',
  signer: 'the issuer is known',
  signature: "made with the issuer's key, over this very content",
  'key-usage': 'the key may sign this kind of certificate',
  validity: 'within the signature period',
  revocation: "not on the issuer's list of revoked certificates",
  content: 'states what it must',
  holder: 'all are of one person',
  policy: 'the entry rule is met',
}

/** What it means that the signer check passed, while the signature has not. */
const KEY_FOUND = 'a key with this identifier is known'

/** What it means that there was nothing to check, where all else was looked at. */
const NOTHING_TO_CHECK: Readonly<Partial<Record<CheckName, string>>> = {
  revocation: 'there is nothing to look up',
  holder: 'compared with no other document',
  policy: 'no entry rule was asked for',
}

/** What it means that the validity check passed where the certificate states no end. */
const NO_PERIOD = "no end is stated; within the life of the issuer's key"

const NAME_WIDTH = 11

export interface CheckOptions {
  readonly style: Style
  readonly isBrief?: boolean
  /** Whether the certificate states until when its signature holds. */
  readonly hasPeriod?: boolean
  /** Whether entry rules were asked for: then they were not reached, if they say nothing. */
  readonly isPolicyAsked?: boolean
}

/**
 * Writes the checks: mark, name, words. Those that were never reached share one line, so that nobody
 * takes them for passed; with `isBrief` those that passed do too.
 */
export function writeChecks(
  checks: readonly Check[],
  messages: Readonly<Record<string, Message>>,
  { style, isBrief = false, hasPeriod = true, isPolicyAsked = false }: CheckOptions,
): readonly string[] {
  const isVerified = checks.some(
    ({ check, status }) => check === 'signature' && status === 'passed',
  )
  const lines: string[] = []
  const passed: CheckName[] = []
  const unreached: CheckName[] = []
  for (const { check, status, code } of checks) {
    const isTimeless = check === 'validity' && status === 'passed' && !hasPeriod
    const isUnreached = isPolicyAsked && check === 'policy' && status === 'not-applicable'
    const own = isUnreached ? undefined : wordsOf(check, status, isVerified)
    const words = code ? messages[code]?.title : isTimeless ? NO_PERIOD : own
    if (words === undefined) unreached.push(check)
    else if (isBrief && status === 'passed') passed.push(check)
    else lines.push(style.status(status, `  ${MARKS[status]} ${check.padEnd(NAME_WIDTH)} ${words}`))
  }
  return [
    ...writeNames('passed', 'passed', passed),
    ...lines,
    ...writeNames('not-applicable', 'not reached', unreached),
  ]
}

function writeNames(status: Status, words: string, names: readonly CheckName[]): readonly string[] {
  return names.length === 0 ? [] : [`  ${MARKS[status]} ${words}: ${names.join(', ')}`]
}

function wordsOf(check: CheckName, status: Status, isVerified: boolean): string | undefined {
  if (status === 'passed') {
    // Anybody can name a key: whose it is says the signature alone.
    return check === 'signer' && !isVerified ? KEY_FOUND : PASSED[check]
  }
  return isVerified ? NOTHING_TO_CHECK[check] : undefined
}
