/**
 * The plan of an issuer's keys, for people and for programs.
 *
 * @module
 */

import { type KeyLine, MIN_CERTIFICATES, type PlanFault, type PlannedKey } from 'pratique/keys'
import { writeColumns } from '../output/columns.ts'
import { toDay, toTime } from '../output/dates.ts'
import { visible } from '../output/visible.ts'
import { ROLE_WORDS } from './describe-key.ts'

/** What each fault means, and what to do. */
const FAULTS: Readonly<Record<PlanFault, string>> = {
  'none-signs': 'no key signs today: use the next one, or have one certified now',
  'next-overdue': 'the next key should be there by now: make and certify it',
  gap: 'there will be days on which no key signs: have one certified that begins earlier',
  'outlives-authority': 'a certificate ends after its authority: have it certified by the next one',
  'never-signs':
    'a certificate ends before what it signs would: have one certified that lasts longer',
  'key-of-two-roles': 'one key has two roles: make another key for one of them',
}

const STATES: Readonly<Record<PlannedKey['state'], string>> = {
  'to-come': 'to come',
  signs: 'signs',
  verifies: 'signs no more',
  over: 'over',
}

/** Writes the plan for people. */
export function writePlan(lines: readonly KeyLine[], now: number): string {
  if (lines.length === 0) return 'There is no certificate of a key here.\n'
  return `${lines
    .flatMap((line) => ['', ...writeLine(line, now)])
    .slice(1)
    .join('\n')}\n`
}

function writeLine(line: KeyLine, now: number): readonly string[] {
  const { role, usages, country, keys, next, faults, perKey } = line
  const of = usages ? `: ${usages.join(', ')}` : ''
  const step = (name: string, at: number, words: string) => ({
    name,
    words: `${toDay(at)}${at < now ? ' (past)' : ''}  ${words}`,
  })
  return [
    `${visible(country)}: ${ROLE_WORDS[role]}${of}`,
    ...keys.map(writeKey),
    ...writeColumns(
      [
        step('create by', next.createBy, 'the next key exists, and its certificate is asked for'),
        step('publish by', next.publishBy, 'its certificate is where verifiers get their lists'),
        step('use from', next.useFrom, 'it signs, at the latest'),
        ...(perKey === undefined ? [] : [{ name: 'serves', words: writeCrowd(perKey) }]),
        ...faults.map((fault) => ({ name: 'OVERDUE', words: FAULTS[fault] })),
      ],
      '  ',
    ),
  ]
}

function writeKey({ certificate, state, signsFrom, signsUntil }: PlannedKey): string {
  const { subject, notAfter } = certificate
  const name = visible(subject.commonName ?? subject.organization ?? '')
  const span = `signs ${toDay(signsFrom)} to ${toDay(signsUntil)}, verifies until ${toDay(notAfter)}`
  return `  ${STATES[state].padEnd(13)} ${name}: ${span}`
}

/** A key that few certificates have marks whom they are of. */
function writeCrowd(perKey: number): string {
  const words = `about ${perKey} certificates a key`
  return perKey >= MIN_CERTIFICATES
    ? words
    : `${words}: fewer than ${MIN_CERTIFICATES} mark those who have them; share it among sites`
}

/** The plan as objects; times are RFC 3339. */
export function toPlanJson(lines: readonly KeyLine[]): readonly object[] {
  return lines.map(({ role, usages, country, keys, next, faults, perKey }) => ({
    country,
    role,
    ...(usages && { usages }),
    keys: keys.map(({ certificate, state, signsFrom, signsUntil }) => ({
      name: certificate.subject.commonName,
      serialNumber: certificate.serialNumber,
      state,
      signsFrom: toTime(signsFrom),
      signsUntil: toTime(signsUntil),
      notAfter: toTime(certificate.notAfter),
    })),
    createBy: toTime(next.createBy),
    publishBy: toTime(next.publishBy),
    useFrom: toTime(next.useFrom),
    ...(perKey !== undefined && { perKey, isCrowd: perKey >= MIN_CERTIFICATES }),
    faults,
  }))
}
