/**
 * Certificates into a folder, some at a time, so that the command can be stopped at any instant.
 *
 * @module
 */

import { createProcessPort, nodeFiles } from '@pratique/node/data-folder'
import { type Job, type JobEntry, openJob } from '@pratique/node/job'
import { canonicalizeJson } from 'pratique/codecs'
import { quote, toJsonLine } from '../output/visible.ts'
import { allRefusedInWords, type Refused, requireNoneRefused } from './answers.ts'
import { createArtefacts } from './artefacts.ts'
import type { Outputs } from './outputs.ts'
import { startCount } from './progress.ts'
import { type Answer, issueOne, type Work } from './work.ts'

/** So many are put on record together: the disk is waited for once. */
const BATCH = 64

/** What became of the rows. */
interface Tally {
  issued: number
  before: number
  readonly refused: Refused[]
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
  const progress = startCount(work.io, work.rows.length)
  try {
    const artefacts = createArtefacts(outputs)
    for (const entry of job.entries) artefacts.writeMissing(job, entry)
    const tally = { issued: 0, before: 0, refused: [] }
    for (let at = 0; at < work.rows.length; at += BATCH) {
      await issueBatch(work, job, work.rows.slice(at, at + BATCH), tally, artefacts.write)
      progress.tell(Math.min(at + BATCH, work.rows.length))
    }
    report(work, folder, tally)
    return 0
  } finally {
    progress.stop()
    job.close()
  }
}

type Pending = Omit<JobEntry, 'number'> & { readonly answer: Extract<Answer, { issued: unknown }> }

async function issueBatch(
  work: Work,
  job: Job,
  rows: Work['rows'],
  tally: Tally,
  write: (job: Job, entry: JobEntry) => void,
): Promise<void> {
  const { isJson, io, format } = work
  const pending = new Map<string, Pending>()
  for (const row of rows) {
    const { place } = row
    const answer = 'order' in row ? await issueRow(work, job, row, pending, tally) : row
    if (!answer) continue
    if ('faults' in answer) {
      tally.refused.push({ place, faults: answer.faults })
      if (isJson) io.out(toJsonLine({ place, status: 'refused', faults: answer.faults }))
    }
  }
  const waiting = [...pending.values()]
  const entries = job.commit(waiting.map(({ answer: _, ...entry }) => entry))
  for (const [at, entry] of entries.entries()) {
    const answer = waiting[at]?.answer
    if (!answer) throw new Error('unreachable: each entry has its answer')
    write(job, entry)
    tally.issued++
    if (isJson) io.out(toJsonLine({ ...describe(entry, answer), format }))
  }
}

/** @returns nothing where it was issued before, or waits to be put on record */
async function issueRow(
  work: Work,
  job: Job,
  { place, order }: Extract<Work['rows'][number], { readonly order: unknown }>,
  pending: Map<string, Pending>,
  tally: Tally,
): Promise<Extract<Answer, { readonly faults: unknown }> | undefined> {
  const mark = job.toMark(`${work.format} ${canonicalizeJson(order)}`)
  const known = job.find(mark)
  if (known ?? pending.has(mark)) {
    tally.before++
    if (work.isJson) {
      const number = known ? { number: known.number } : {}
      work.io.out(toJsonLine({ place, status: 'issued-before', ...number }))
    }
    return undefined
  }
  const answer = await issueOne(work, order)
  if ('faults' in answer) return answer
  const { texts, receipt } = answer.issued
  pending.set(mark, {
    place,
    format: work.format,
    texts,
    ...(receipt && { receipt }),
    mark,
    answer,
  })
  return undefined
}

function describe({ number, place, receipt }: JobEntry, { issued, border }: Pending['answer']) {
  const { admission, size } = issued
  return {
    place,
    status: 'issued',
    number,
    ...size,
    ...(receipt && { receipt }),
    ...(admission && { admission: admission.verdict }),
    ...(border && { leftOut: border.leftOut, fullSize: border.fullSize }),
  }
}

function report({ io, isJson, rows }: Work, folder: string, tally: Tally): void {
  const { issued, before, refused } = tally
  if (!isJson) {
    io.out(
      `${issued} issued into ${quote(folder)}${before > 0 ? `, ${before} were there before` : ''}\n`,
    )
    io.out(allRefusedInWords(refused))
  }
  requireNoneRefused(refused.length, rows.length)
}
