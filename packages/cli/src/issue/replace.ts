/**
 * One certificate in place of another: issued, and the old one revoked, as one act. Which came in place of
 * which is written nowhere, and is in no output (docs/decisions/0020).
 *
 * @module
 */

import { createProcessPort, nodeFiles } from '@pratique/node/data-folder'
import { type Job, openJob } from '@pratique/node/job'
import { UsageError } from 'pratique/errors'
import {
  type ListsContext,
  type Receipt,
  type RevocationToken,
  replaceByToken,
  requireOwnTokens,
  type Successor,
  toTokenId,
} from 'pratique/revocation'
import type { Io } from '../io.ts'
import { findTokens } from '../lists/find-tokens.ts'
import { openLists } from '../lists/open-lists.ts'
import { quote, toJsonLine } from '../output/visible.ts'
import { requireOption } from '../require-option.ts'
import { describeIssued, refuseOne } from './answers.ts'
import { createArtefacts } from './artefacts.ts'
import { type IssuedAnswer, markOf, toEntry, writeMissing } from './into-folder.ts'
import type { Outputs } from './outputs.ts'
import { issueOne, type Planned, planOne, type Work } from './work.ts'

/** Values of the options about it. */
export interface ReplacementValues {
  readonly replaces?: string | undefined
  readonly lists?: string | undefined
  readonly out?: string | undefined
  readonly showing?: boolean | undefined
  readonly border?: boolean | undefined
  readonly 'dry-run'?: boolean | undefined
}

/** What is to be replaced, and where. */
export interface Replacement {
  /** The argument that the old certificate, or its token, is in. */
  readonly input: string
  /** The folder of the lists that it is on. */
  readonly lists: string
  /** The folder for the new one. */
  readonly folder: string
}

const STDIN = '-'

/**
 * Parses what is to be replaced.
 *
 * @returns `undefined` if nothing is
 * @throws {UsageError} `usage.option`, `usage.argument`
 */
export function parseReplacement(
  { replaces, lists, out, ...others }: ReplacementValues,
  orders: readonly string[],
): Replacement | undefined {
  if (replaces === undefined) return undefined
  const excluded = (['showing', 'border', 'dry-run'] as const).find((name) => others[name])
  if (excluded !== undefined) {
    const words = `--${excluded} and --replaces exclude each other: what replaces is kept as the other was`
    throw new UsageError('usage.option', words)
  }
  if (replaces === STDIN && orders.includes(STDIN)) {
    const words = '- stands for standard input and can be given only once'
    throw new UsageError('usage.argument', words)
  }
  return {
    input: replaces,
    lists: requireOption(
      'lists',
      lists,
      'name the folder of the lists that the old certificate is on',
    ),
    folder: requireOption('out', out, 'name a folder, so that a run that is stopped can be ended'),
  }
}

/**
 * Issues the one order there is in place of a certificate, which it revokes. The old one is looked at before
 * anything is written.
 *
 * @throws {UsageError} `usage.order` if the order was refused; `usage.token` if the old one is none of this
 *   issuer, or was revoked otherwise; `usage.option`, `usage.output-file`
 */
export async function replaceOne(
  work: Work,
  { input, lists: path, folder }: Replacement,
  outputs: Outputs,
): Promise<number> {
  const { place, planned } = planTheOne(work)
  const lists = openLists(path)
  const context = { store: lists.store, secret: lists.readSecret(), now: work.io.now }
  const old = await findOld(input, context, work.io)
  const job = openJob(nodeFiles, createProcessPort(nodeFiles), folder)
  try {
    requireElsewhere(job, old)
    const successor = createSuccessor({ work, job, place, planned })
    const { isRevokedNow } = await replaceByToken(context, old, successor)
    await writeMissing({ work, job, artefacts: createArtefacts(outputs) })
    const { answer, number } = successor.tell()
    if (!work.isJson) work.io.out(toText(folder, answer !== undefined, isRevokedNow))
    else if (!answer) work.io.out(toJsonLine({ place, status: 'issued-before', number }))
    else {
      const line = { place, status: 'issued', number, format: work.format }
      work.io.out(toJsonLine({ ...line, ...describeIssued(answer) }))
    }
    return 0
  } finally {
    job.close()
  }
}

interface Order {
  readonly work: Work
  readonly job: Job
  readonly place: string
  readonly planned: Planned
}

/** What became of the new one. */
interface Told {
  /** Absent if a run that was stopped had made it. */
  readonly answer: IssuedAnswer | undefined
  readonly number: number | undefined
}

function createSuccessor({ work, job, place, planned }: Order): Successor & { tell(): Told } {
  const mark = markOf(work, job, planned.shown.certificate)
  requireSameHeld(job, mark)
  let answer: IssuedAnswer | undefined
  return {
    find: () => requireReceipt(job.find(mark) ?? job.held),
    async hold() {
      const made = await issueOne(work, planned)
      if ('faults' in made) return refuseOne(work, { place, faults: made.faults })
      answer = made
      job.hold(toEntry(work, place, mark, made))
      return requireReceipt(made.issued) ?? unlisted()
    },
    give: job.give,
    drop: job.drop,
    tell: () => ({ answer, number: job.find(mark)?.number }),
  }
}

function planTheOne(work: Work): { readonly place: string; readonly planned: Planned } {
  const [row, ...others] = work.rows
  if (!row || others.length > 0) {
    const words = row ? `there are ${work.rows.length} orders` : 'there is no order'
    throw new UsageError('usage.option', `${words}: --replaces takes one at a time`)
  }
  const { place } = row
  const planned = 'order' in row ? planOne(work, row.order) : row
  if ('faults' in planned) return refuseOne(work, { place, faults: planned.faults })
  work.notes.tell(place, planned.shown.notes)
  return { place, planned }
}

async function findOld(input: string, context: ListsContext, io: Io): Promise<RevocationToken> {
  const tokens = await findTokens([input], io)
  const [old] = tokens
  if (!old || new Set(tokens.map(toTokenId)).size > 1) {
    const words =
      'nothing is revoked: --replaces takes one certificate, and there are several in it'
    throw new UsageError('usage.token', words)
  }
  await requireOwnTokens(context, [old])
  return old
}

/** One record with both in it would tell whose the old one was, and what was wrong with it. */
function requireElsewhere({ entries }: Job, { list, index }: RevocationToken): void {
  const isIn = entries.some(({ receipt }) => receipt?.list === list && receipt.index === index)
  if (!isIn) return
  const words =
    'the folder of --out has the certificate that is replaced, and nothing is to hold both: name another'
  throw new UsageError('usage.option', words)
}

function requireSameHeld({ held }: Job, mark: string): void {
  if (!held || held.mark === mark) return
  const words =
    'a replacement by another order was stopped in the folder of --out: run that again, or name another'
  throw new UsageError('usage.option', words)
}

function requireReceipt(made: { readonly receipt?: Receipt } | undefined): Receipt | undefined {
  return made && (made.receipt ?? unlisted())
}

function unlisted(): never {
  throw new Error('unreachable: what is kept has a place on a list')
}

function toText(folder: string, isNew: boolean, isRevokedNow: boolean): string {
  const issued = isNew ? `1 issued into ${quote(folder)}` : `It is in ${quote(folder)}`
  const revoked = isRevokedNow ? 'the other is revoked' : 'the other was revoked before'
  return `${issued}, and ${revoked}: from the next edition on ("pratique lists build")\n`
}
