/**
 * What became of the sources, in words and as JSON.
 *
 * @module
 */

import { ageInWords, toTime } from '../output/dates.ts'
import { visible } from '../output/visible.ts'
import { type Age, ageOf } from './age.ts'
import type { AgeLimits } from './sources.ts'
import type { StoredSource } from './stored-source.ts'
import type { SyncedSource } from './sync-all.ts'
import type { SyncResult } from './sync-source.ts'

/** `held`: nothing was asked for, and this is there. */
export type SourceReport = Omit<SyncedSource, 'synced'> & {
  readonly synced:
    | SyncResult
    | { readonly result: 'held'; readonly state: StoredSource }
    | { readonly result: 'missing'; readonly failure?: undefined }
}

export interface ReportOptions {
  readonly limits: AgeLimits
  /** Seconds since the epoch. */
  readonly now: number
  readonly isDryRun: boolean
}

/** What is there is in order: it may be from before, if it is not too old. */
export function isUsable({ synced }: SourceReport, { limits, now }: ReportOptions): boolean {
  return synced.result !== 'missing' && !ageOf(synced.state, limits, now).isTooOld
}

/** One object, for one line. */
export function toJson(report: SourceReport, options: ReportOptions): object {
  const { source, synced, wasDamaged } = report
  const state = synced.result === 'missing' ? undefined : synced.state
  const failure = 'failure' in synced ? synced.failure : undefined
  return {
    source: source.name,
    kind: source.kind,
    result: synced.result,
    ...(options.isDryRun && { dryRun: true }),
    ...(state && stateToJson(state, ageOf(state, options.limits, options.now))),
    ...('imported' in synced && importToJson(synced)),
    ...(failure && { failure: { reason: failure.reason, message: failure.words } }),
    ...(wasDamaged && { wasDamaged }),
  }
}

function stateToJson(state: StoredSource, age: Age): object {
  const { signedAt, isSigned, fetchedAt, keys, anchored } = state
  return {
    keys,
    anchored,
    ...(signedAt !== undefined && { signedAt: toTime(signedAt) }),
    isSigned,
    fetchedAt: toTime(fetchedAt),
    ageDays: age.days,
    maxAgeDays: age.maxDays,
    isTooOld: age.isTooOld,
  }
}

type Fresh = Extract<SyncResult, { readonly imported: unknown }>

function importToJson({ imported, absent }: Fresh): object {
  return {
    notTaken: imported.dropped.length,
    ...(imported.kind === 'gdhcn' && {
      absentFiles: absent,
      refusedFiles: imported.refusedFiles,
      warnings: imported.warnings.map(({ name, count }) => ({ name, count })),
    }),
    ...(imported.kind === 'vci' && { staleKeys: imported.staleKeys }),
  }
}

const WORDS = {
  updated: 'brought up to date',
  unchanged: 'as it was',
  kept: 'NOT REFRESHED, the last good state is kept',
  missing: 'MISSING',
  held: 'held',
} as const

/** Lines for a terminal. */
export function toText(report: SourceReport, options: ReportOptions): readonly string[] {
  const { source, synced, wasDamaged } = report
  const failure = 'failure' in synced ? synced.failure : undefined
  const dry = options.isDryRun ? ' (not stored: a dry run)' : ''
  const isFresh = 'imported' in synced
  const lines = [
    ...(failure ? [failure.words] : []),
    ...(wasDamaged ? ['what was held was damaged'] : []),
    ...(synced.result === 'missing' ? [] : stateInWords(synced.state, options)),
    ...(isFresh ? importInWords(synced) : []),
  ]
  return [
    `${source.name}: ${WORDS[synced.result]}${isFresh ? dry : ''}`,
    ...lines.map((line) => `  ${visible(line, MAX_LINE)}`),
  ]
}

const MAX_LINE = 400

function stateInWords(state: StoredSource, { limits, now }: ReportOptions): readonly string[] {
  const { keys, anchored, kind, isSigned, signedAt } = state
  const age = ageOf(state, limits, now)
  const ofThem = kind === 'gdhcn' ? `, ${anchored} of them anchored` : ''
  const dated = signedAt === undefined ? 'fetched' : 'dated'
  const unproved =
    signedAt !== undefined && !isSigned ? ', by a signer that is not authenticated' : ''
  return [
    `${keys} ${keys === 1 ? 'key' : 'keys'}${ofThem}; ${dated} ${ageInWords(age.since, now)}${unproved}`,
    ...(age.isTooOld ? [`TOO OLD: ${age.maxDays} days are allowed`] : []),
  ]
}

function importInWords({ imported, absent }: Fresh): readonly string[] {
  const notTaken = imported.dropped.length
  const refused = imported.kind === 'gdhcn' ? imported.refusedFiles : []
  return [
    ...(notTaken > 0 ? [`${notTaken} not taken, or taken with a note`] : []),
    ...(absent > 0
      ? [`${absent} files of the trust anchor do not exist, as is to be expected`]
      : []),
    ...refused.map(({ file, reason }) => `${file} proves nothing: ${reason}`),
  ]
}
