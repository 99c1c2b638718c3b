/**
 * What became of the keys of a source, in lines and as JSON.
 *
 * @module
 */

import { toDatedLists } from 'pratique/bundle'
import type { KeyReport, SourceImport, SourceReport } from 'pratique/trust'
import { ageInWords, toDay, toTime } from '../output/dates.ts'
import { visible } from '../output/visible.ts'
import type { AgeLimits } from '../sync/sources.ts'
import { verdictOf } from './collect.ts'

/** A source and its report. */
export interface ReportedSource {
  readonly name: string
  readonly imported: SourceImport
  readonly report: SourceReport
}

export interface WriteOptions {
  /** Seconds since the epoch. */
  readonly now: number
  /** Every key by itself, and not only those that were dropped. */
  readonly all: boolean
  readonly maxAgeDays: AgeLimits
}

const MAX_WORDS = 300

/** Lines for a terminal. */
export function writeReport(source: ReportedSource, options: WriteOptions): readonly string[] {
  const { name, imported, report } = source
  const { keys, kept, dropped, byEvidence, refusedFiles } = report
  const over = countOver(keys, options.now)
  return [
    `${name}: ${verdictInWords(imported, options.now)}`,
    ...writeAge(imported, options),
    `  ${count(kept + dropped, 'key')}: ${kept} kept, ${dropped} dropped${over > 0 ? `; ${over} of those kept have expired` : ''}`,
    ...writeCounts('Evidence', byEvidence),
    ...writeIssuers(keys),
    ...writeWarnings(report),
    ...writeUnproven(refusedFiles),
    ...(options.all ? ['', ...keys.map((key) => writeKey(key, options))] : writeDropped(keys)),
  ]
}

function verdictInWords(imported: SourceImport, now: number): string {
  const { signedAt } = imported
  const dated = signedAt === undefined ? 'without a signed date' : ageInWords(signedAt, now)
  return `${verdictOf(imported)}; ${dated}`
}

/** A verification takes nothing of a list that is too old: it says so when the list comes in. */
function writeAge({ lists }: SourceImport, { now, maxAgeDays }: WriteOptions): readonly string[] {
  const old = toDatedLists(lists, maxAgeDays).find(({ freshUntil = now }) => freshUntil < now)
  if (!old) return []
  const days = maxAgeDays[old.framework]
  return [
    `  TOO OLD: ${days} days are allowed, so that "verify" answers undecided until a newer one is here`,
  ]
}

function writeCounts(label: string, counts: Readonly<Record<string, number>>): readonly string[] {
  const words = Object.entries(counts).map(([name, times]) => `${name} ${times}`)
  return words.length === 0 ? [] : [`  ${label.padEnd(9)} ${words.join(' · ')}`]
}

/** The countries or issuers with most keys come first; long lists end with how many there are. */
function writeIssuers(keys: readonly KeyReport[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const { issuer, isKept } of keys) {
    if (isKept) counts.set(issuer, (counts.get(issuer) ?? 0) + 1)
  }
  const sorted = [...counts].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  if (sorted.length === 0) return []
  const shown = sorted
    .slice(0, MAX_ISSUERS)
    .map(([issuer, times]) => `${visible(issuer, MAX_NAME)} ${times}`)
  const rest = sorted.length - shown.length
  const words = rest > 0 ? [...shown, `and ${rest} others`] : shown
  return [`  Issuers   ${sorted.length}: ${words.join(' · ')}`]
}

const MAX_ISSUERS = 12
const MAX_NAME = 60

/**
 * Nothing is dropped silently. What differs in an address or a date alone is one reason; of many reasons
 * the rarest are only counted.
 */
function writeDropped(keys: readonly KeyReport[]): readonly string[] {
  const reasons = new Map<string, KeyReport[]>()
  for (const key of keys) {
    if (key.isKept) continue
    const reason = key.reason
      .replace(/ \(https?:[^)]*\)$/, '')
      .replace(/ on \d{4}-\d\d-\d\d/, ' long ago')
    reasons.set(reason, [...(reasons.get(reason) ?? []), key])
  }
  const sorted = [...reasons].toSorted(([, a], [, b]) => b.length - a.length)
  const rest = sorted.slice(MAX_REASONS).flatMap(([, dropped]) => dropped)
  const more =
    rest.length > 0 ? [`  Dropped   ${rest.length} × for other reasons: --all shows each`] : []
  return [
    ...sorted
      .slice(0, MAX_REASONS)
      .flatMap(([reason, dropped]) => [
        `  Dropped   ${dropped.length} × ${visible(reason, MAX_WORDS)}`,
        ...writeNames(dropped, MAX_NAMED),
      ]),
    ...more,
  ]
}

const MAX_REASONS = 12
const MAX_NAMED = 5
/** Of a defect that is rare every key is named. */
const MAX_WARNED = 20

function writeWarnings({ warnings, keys }: SourceReport): readonly string[] {
  return warnings.flatMap(({ name, words, count: times }) => {
    const warned = keys.filter((key) => key.warnings.includes(name))
    const names = warned.length <= MAX_WARNED ? writeNames(warned, MAX_WARNED) : []
    return [`  Warning   ${times} × ${name}: ${words}`, ...names]
  })
}

/** What of the trust anchor proves nothing, by reason. */
function writeUnproven(refused: SourceReport['refusedFiles']): readonly string[] {
  const counts = new Map<string, number>()
  for (const { reason } of refused) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts].map(
    ([reason, times]) =>
      `  No proof  ${times} × of the trust anchor’s files ${visible(reason, MAX_WORDS)}`,
  )
}

function writeNames(keys: readonly KeyReport[], atMost: number): readonly string[] {
  if (keys.length === 0) return []
  const names = keys.slice(0, atMost).map(({ issuer, keyId }) => {
    return visible([issuer, keyId || '(no identifier)'].filter((each) => each !== '').join(' '))
  })
  const more = keys.length > atMost ? [`and ${keys.length - atMost} more`] : []
  return [`            ${[...names, ...more].join(', ')}`]
}

/** One line for one key. */
export function writeKey(key: KeyReport, { now }: Pick<WriteOptions, 'now'>): string {
  const { issuer, keyId, isKept, role, evidence, reason, warnings, notAfter } = key
  const isExpired = isOver(key, now)
  const state = !isKept ? 'dropped' : isExpired ? 'expired' : 'kept'
  const end = notAfter === undefined ? '' : ` ${isExpired ? 'since' : 'until'} ${toDay(notAfter)}`
  const facts = [role, evidence].filter((each) => each !== undefined).join(' ')
  const noted = warnings.length > 0 ? ` [${warnings.join(', ')}]` : ''
  return `  ${state.padEnd(7)} ${visible(issuer || '?').padEnd(3)} ${visible(keyId || '(none)')} ${facts}${end}: ${visible(reason, MAX_WORDS)}${noted}`
}

function isOver({ notAfter }: KeyReport, now: number): boolean {
  return notAfter !== undefined && notAfter < now
}

function countOver(keys: readonly KeyReport[], now: number): number {
  return keys.filter((key) => key.isKept && isOver(key, now)).length
}

/** One object, for one line. */
export function toReportJson({ name, imported, report }: ReportedSource): object {
  const { signedAt, isSigned, kind } = imported
  const { keys, ...counts } = report
  return {
    source: name,
    kind,
    verdict: verdictOf(imported),
    isSigned,
    ...(signedAt !== undefined && { signedAt: toTime(signedAt) }),
    ...counts,
    keys: keys.map(({ notAfter, ...key }) => ({
      ...key,
      ...(notAfter !== undefined && { notAfter: toTime(notAfter) }),
    })),
  }
}

function count(times: number, noun: string): string {
  return `${times} ${noun}${times === 1 ? '' : 's'}`
}
