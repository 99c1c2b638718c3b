/**
 * Certificates into a folder, some at a time, so that the command can be stopped at any instant.
 *
 * @module
 */

import { createProcessPort, nodeFiles } from '@pratique/node/data-folder'
import { type HeldEntry, type Job, type JobEntry, openJob } from '@pratique/node/job'
import type { JsonObject } from 'pratique/codecs'
import { UsageError } from 'pratique/errors'
import type { HealthCertificate } from 'pratique/verify'
import { quote, toJsonLine } from '../output/visible.ts'
import {
  allRefusedInWords,
  describeIssued,
  type Refused,
  requireNoneRefused,
  SHOWING_IN_WORDS,
} from './answers.ts'
import { type Artefacts, createArtefacts, type Kept } from './artefacts.ts'
import type { Outputs } from './outputs.ts'
import { startCount } from './progress.ts'
import { type Answer, issueOne, type Planned, planOne, type Work } from './work.ts'

/** So many are put on record together: the disk is waited for once. */
const BATCH = 64

/** What became of the rows. */
interface Tally {
  issued: number
  before: number
  readonly refused: Refused[]
}

/** Where certificates go, and what is made of them. */
export interface Place {
  readonly work: Work
  readonly job: Job
  readonly artefacts: Artefacts
}

/** All that a batch needs. */
interface Task extends Place {
  readonly tally: Tally
}

/**
 * Issues all orders that are not on record yet.
 *
 * @throws {UsageError} `usage.order` if one was refused; `usage.output-file`
 */
export async function issueIntoFolder(
  work: Work,
  folder: string,
  outputs: Outputs,
): Promise<number> {
  const job = openJob(nodeFiles, createProcessPort(nodeFiles), folder)
  try {
    requireNoneHeld(job)
    const { rows, io } = work
    const progress = startCount(io, rows.length)
    const tally: Tally = { issued: 0, before: 0, refused: [] }
    const task = { work, job, artefacts: createArtefacts(outputs), tally }
    await writeMissing(task)
    for (let at = 0; at < rows.length; at += BATCH) {
      await issueBatch(task, rows.slice(at, at + BATCH))
      progress.tell(Math.min(at + BATCH, rows.length))
    }
    progress.finish()
    report(work, folder, tally)
    return 0
  } finally {
    job.close()
  }
}

/** What is held back is in no record: its order would be issued a second time. */
function requireNoneHeld({ held }: Job): void {
  if (!held) return
  const words = 'a replacement was stopped in this folder: run it again, or name another with --out'
  throw new UsageError('usage.option', words)
}

/** Writes the pictures and pages that are asked for and not there. */
export async function writeMissing(place: Place): Promise<void> {
  const { work, job, artefacts } = place
  const { entries } = job
  const lacking = entries.filter(
    (entry) => !(artefacts.hasPictures(job, entry) && artefacts.hasPage(job, entry)),
  )
  for (let at = 0; at < lacking.length; at += BATCH) {
    const kept: Kept[] = []
    for (const entry of lacking.slice(at, at + BATCH)) {
      kept.push(artefacts.hasPage(job, entry) ? { entry } : await readAgain(work, entry))
    }
    await writeAll(place, kept)
  }
}

/** A page is made of what is genuine alone; what another key or format issued stays without one. */
async function readAgain({ issuer, io }: Work, entry: JobEntry): Promise<Kept> {
  try {
    const request = { format: entry.format, now: io.now() }
    return { entry, certificate: await issuer.readBack(entry.texts, request) }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    const words = `the page of number ${entry.number} is missing, and cannot be made by this command`
    io.err(`pratique: ${words}: ${error.message}\n`)
    return { entry }
  }
}

async function writeAll({ work, job, artefacts }: Place, kept: readonly Kept[]): Promise<void> {
  const notes = await artefacts.write(job, kept)
  await job.settle()
  for (const note of notes) work.io.err(`pratique: ${note}\n`)
}

export type IssuedAnswer = Extract<Answer, { readonly issued: unknown }>
type RefusedAnswer = Extract<Answer, { readonly faults: unknown }>

/** What a row came to: a refusal, or the mark under which its certificate is on record. */
type Outcome = RefusedAnswer | KeptOutcome

interface KeptOutcome {
  readonly mark: string
  readonly answer?: IssuedAnswer
  readonly notes?: Planned['shown']['notes']
}

/**
 * All rows go through each step together, which takes a tenth less time than one after the other. What is left of a
 * batch when one row stops everything is on record nevertheless: tokens are not lost.
 */
async function issueBatch(task: Task, rows: Work['rows']): Promise<void> {
  const { work, job } = task
  const begun = new Map<string, Promise<Answer>>()
  const settled = await Promise.allSettled(
    rows.map((row) => ('order' in row ? issueRow(task, row.order, begun) : row)),
  )
  const outcomes = settled.flatMap((each, at) => {
    const row = rows[at]
    return row && each.status === 'fulfilled' ? [{ place: row.place, outcome: each.value }] : []
  })
  const entries = outcomes.flatMap(({ place, outcome }) => toEntries(work, place, outcome))
  const certificates = outcomes.flatMap(({ outcome }) =>
    'answer' in outcome && outcome.answer ? [outcome.answer.issued.certificate] : [],
  )
  const kept = job.commit(entries).flatMap((entry, at) => {
    const certificate = certificates[at]
    return certificate ? [{ entry, certificate }] : []
  })
  await writeAll(task, kept)
  for (const { place, outcome } of outcomes) tell(task, place, outcome)
  const failed = settled.find((each) => each.status === 'rejected')
  if (failed) throw failed.reason
}

/** @param begun what is being issued in the same batch, by its mark: of two orders that say the same, one is issued */
async function issueRow(
  { work, job }: Task,
  order: JsonObject,
  begun: Map<string, Promise<Answer>>,
): Promise<Outcome> {
  const planned = planOne(work, order)
  if ('faults' in planned) return planned
  const mark = markOf(work, job, planned.shown.certificate)
  if (job.find(mark)) return { mark }
  const same = begun.get(mark)
  if (same) {
    const answer = await same
    return 'faults' in answer ? answer : { mark }
  }
  const issuing = issueOne(work, planned)
  begun.set(mark, issuing)
  const answer = await issuing
  return 'faults' in answer ? answer : { mark, answer, notes: planned.shown.notes }
}

/** What an order is known again by. */
export function markOf(work: Work, job: Job, certificate: HealthCertificate): string {
  return job.toMark(`${work.format} ${purposeOf(work)} ${statementOf(certificate)}`)
}

/**
 * What the certificate will state of its holder, and no more of the order: the mark lies beside it, and
 * must not tell what it does not.
 */
function statementOf({ holder, facts }: HealthCertificate): string {
  return JSON.stringify([holder, facts])
}

/** A copy for a border is not what is to be kept, of one order. */
function purposeOf({ wish: { purpose, isBorder, admission } }: Work): string {
  return isBorder ? `border ${admission?.asked.destination}` : purpose
}

function toEntries(work: Work, place: string, outcome: Outcome): readonly HeldEntry[] {
  if ('faults' in outcome || !outcome.answer) return []
  return [toEntry(work, place, outcome.mark, outcome.answer)]
}

/** What is put on record of a certificate. */
export function toEntry(
  { format }: Work,
  place: string,
  mark: string,
  { issued: { texts, receipt } }: IssuedAnswer,
): HeldEntry {
  return { place, format, texts, ...(receipt && { receipt }), mark }
}

function tell({ work, job, tally }: Task, place: string, outcome: Outcome): void {
  const line = (answer: object) => {
    if (work.isJson) work.io.out(toJsonLine({ place, ...answer }))
  }
  if ('faults' in outcome) {
    const { faults } = outcome
    tally.refused.push({ place, faults })
    line({ status: 'refused', faults })
    return
  }
  const { mark, answer, notes = [] } = outcome
  work.notes.tell(place, notes)
  const number = job.find(mark)?.number
  tally[answer ? 'issued' : 'before']++
  line(
    answer
      ? { status: 'issued', number, format: work.format, ...describeIssued(answer) }
      : { status: 'issued-before', number },
  )
}

function report({ io, isJson, rows, wish }: Work, folder: string, tally: Tally): void {
  const { issued, before, refused } = tally
  if (!isJson) {
    io.out(
      `${issued} issued into ${quote(folder)}${before > 0 ? `, ${before} were there before` : ''}\n`,
    )
    if (issued > 0 && wish.purpose === 'showing') io.out(SHOWING_IN_WORDS)
    io.out(allRefusedInWords(refused))
  }
  requireNoneRefused(refused.length, rows.length)
}
