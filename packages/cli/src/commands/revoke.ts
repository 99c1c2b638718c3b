/**
 * `pratique revoke`: takes certificates back. A token is in no output, and nowhere on disk.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import {
  type Batch,
  type ListsContext,
  REVOCATION_REASONS,
  type Receipt,
  type RevocationReason,
  revokeBatch,
  revokeByTokens,
  toTokenId,
} from 'pratique/revocation'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { readFileBytes } from '../inputs/file-bytes.ts'
import type { Io } from '../io.ts'
import { findTokens, RECEIPT } from '../lists/find-tokens.ts'
import { openLists } from '../lists/open-lists.ts'
import { toJsonLine } from '../output/visible.ts'
import { refuseIdle, requireOption } from '../require-option.ts'

export const USAGE = `Usage: pratique revoke INPUT… --lists DIR --reason REASON [OPTION…]
       pratique revoke --batch FILE --count NUMBER --lists DIR --reason REASON

Takes certificates back: they are on the next edition that "lists build" makes. INPUT is the
certificate, as a file, a picture or - for standard input; the record of "issue", or lines of it;
or a file with its token, which is the identifier that it was issued with. A faulty batch is revoked
by the receipts that its laboratory kept, a line each, such as 2517/90412, and how many there are.
What was revoked stays so. A certificate that is to be corrected is revoked by "issue --replaces",
together with its successor.

Options
  --lists DIR      the folder with the issuer's state
  --reason REASON  wrong, replaced, withdrawn, fraud or faulty-batch; for the issuer's own count
                   alone, and never published
  --batch FILE     revoke by the receipts in FILE
  --count NUMBER   how many certificates the batch has
  --json           one JSON object, and nothing else
  --help           this text

Exit codes
  0 they are revoked   2 not all; wrong usage   70 a bug of ours

Examples
  pratique revoke certificate.png --lists DIR --reason wrong
  pratique revoke --batch receipts.txt --count 380 --lists DIR --reason faulty-batch
`

const OPTIONS = {
  lists: { type: 'string' },
  reason: { type: 'string' },
  batch: { type: 'string' },
  count: { type: 'string' },
  json: { type: 'boolean' },
} as const

/** How many were revoked now, and how many had been before. */
interface Done {
  readonly revoked: number
  readonly before: number
}

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    const path = requireOption('lists', values.lists, 'name the folder of the lists')
    const reason = parseReason(values.reason)
    const folder = openLists(path)
    const { batch } = values
    if (batch !== undefined && positionals.length > 0) {
      throw new UsageError('usage.argument', 'give certificates, or --batch: not both')
    }
    if (batch === undefined) refuseIdle(values, { count: '--batch' })
    const count = batch === undefined ? 0 : parseCount(values.count)
    const receipts = batch === undefined ? [] : readReceipts(batch)
    const context = { store: folder.store, secret: folder.readSecret(), now: io.now }
    const done =
      batch === undefined
        ? await revokeEach(positionals, reason, context, io)
        : await revokeReceipts({ receipts, count }, reason, context)
    io.out(values.json ? toJsonLine(done) : toText(done))
    return 0
  },
)

/** All tokens are found, and looked at, before the first is revoked: a slip so revokes nothing. */
async function revokeEach(
  inputs: readonly string[],
  reason: RevocationReason,
  context: ListsContext,
  io: Io,
): Promise<Done> {
  const tokens = await findTokens(inputs, io)
  const { revoked } = await revokeByTokens(context, tokens, reason)
  return { revoked, before: new Set(tokens.map(toTokenId)).size - revoked }
}

async function revokeReceipts(
  batch: Batch,
  reason: RevocationReason,
  context: ListsContext,
): Promise<Done> {
  const { revoked } = await revokeBatch(context, batch, reason)
  return { revoked, before: batch.count - revoked }
}

function readReceipts(path: string): readonly Receipt[] {
  const lines = new TextDecoder().decode(readFileBytes(path)).split(/\r?\n/)
  return lines.filter((each) => each.trim() !== '').map(parseReceipt)
}

function parseReceipt(line: string): Receipt {
  const [, list, index] = RECEIPT.exec(line.trim()) ?? []
  if (list !== undefined) return { list: Number(list), index: Number(index) }
  throw new UsageError('usage.token', 'nothing is revoked: a line is no receipt (LIST/INDEX)')
}

function parseReason(given: string | undefined): RevocationReason {
  const reason = REVOCATION_REASONS.find((each) => each === given)
  if (reason) return reason
  throw new UsageError('usage.option', `--reason takes one of ${REVOCATION_REASONS.join(', ')}`)
}

function parseCount(given = ''): number {
  if (/^\d{1,9}$/.test(given)) return Number(given)
  throw new UsageError('usage.option', '--count takes how many certificates the batch has')
}

function toText({ revoked, before }: Done): string {
  const also = before > 0 ? `; ${before} had been before` : ''
  const noun = revoked === 1 ? 'certificate is' : 'certificates are'
  return `${revoked} ${noun} revoked${also}: from the next edition on ("pratique lists build")\n`
}
