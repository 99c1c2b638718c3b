/**
 * `pratique revoke`: takes certificates back. A token is in no output, and nowhere on disk.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import { UsageError } from 'pratique/errors'
import {
  findToken,
  type ListsContext,
  REVOCATION_REASONS,
  type Receipt,
  type RevocationReason,
  type RevocationToken,
  revokeBatch,
  revokeByTokens,
  toTokenId,
} from 'pratique/revocation'
import { createTrustStore } from 'pratique/trust'
import { createVerifier, type HealthCertificate, type Verification } from 'pratique/verify'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { loadFormats } from '../formats.ts'
import { readFileBytes } from '../inputs/file-bytes.ts'
import { type InputText, readInputs } from '../inputs/inputs.ts'
import type { Io } from '../io.ts'
import { openLists } from '../lists/open-lists.ts'
import { toJsonLine } from '../output/visible.ts'
import { refuseIdle, requireOption } from '../require-option.ts'

export const USAGE = `Usage: pratique revoke INPUT… --lists DIR --reason REASON [OPTION…]
       pratique revoke --batch FILE --count NUMBER --lists DIR --reason REASON

Takes certificates back: they are on the next edition that "lists build" makes. INPUT is the
certificate, as a file, a picture or - for standard input; the record of "issue", or lines of it;
or a file with its token, which is the identifier that it was issued with. A faulty batch is revoked
by the receipts that its laboratory kept, a line each, such as 2517/90412, and how many there are.
What was revoked stays so.

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

const RECEIPT = /^(\d{1,5})\/(\d{1,10})$/
const IDENTIFIER = /^URN:UVCI:/i

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
    const context = { store: folder.store, secret: folder.readSecret(), now: io.now }
    const done =
      batch === undefined
        ? await revokeEach(positionals, reason, context, io)
        : await revokeReceipts(batch, count, reason, context)
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
  const { texts, faults } = await readInputs(inputs, io)
  if (faults > 0) throw new UsageError('usage.argument', 'nothing is revoked: an input is missing')
  const tokens = await findTokens(texts, io)
  const { revoked } = await revokeByTokens(context, tokens, reason)
  return { revoked, before: new Set(tokens.map(toTokenId)).size - revoked }
}

async function findTokens(
  inputs: readonly InputText[],
  io: Io,
): Promise<readonly RevocationToken[]> {
  const found = inputs.map(({ text }) => findBareToken(text.trim()))
  const rest = [...inputs.entries()].filter(([at]) => !found[at])
  if (rest.length > 0) {
    const texts = rest.map(([, { text }]) => text)
    // Whose signature it is does not matter: only who holds the certificate knows its token.
    const verifier = createVerifier({
      formats: await loadFormats(texts, undefined),
      trust: createTrustStore({ records: [] }),
      crypto: nodeCrypto,
    })
    for (const { from, verification } of await verifier.verifyAll(texts, { now: io.now() })) {
      const [at = 0] = rest[from[0] ?? 0] ?? []
      found[at] = tokenOf(verification) ?? refuse(inputs[at], verification)
    }
  }
  return found.filter((token) => token !== undefined)
}

/** A UVCI or a card's identifier. A seal's are too short to be typed. */
function findBareToken(text: string): RevocationToken | undefined {
  const schemes = text.length === SEAL_LENGTH ? [] : (['uvci', 'rid'] as const)
  for (const scheme of schemes) {
    const token = findToken({ scheme, value: text })
    if (token) return token
  }
  return undefined
}

const SEAL_LENGTH = 12

function tokenOf(verification: Verification): RevocationToken | undefined {
  const stated = statedBy(verification)
  return stated?.identifiers.flatMap((each) => findToken(each) ?? [])[0]
}

function statedBy(verification: Verification): HealthCertificate | undefined {
  return 'unverified' in verification ? verification.unverified : undefined
}

function refuse(input: InputText | undefined, verification: Verification): never {
  const { name = '', text = '' } = input ?? {}
  const words = `nothing is revoked: ${name} ${explain(text.trim(), verification)}`
  throw new UsageError('usage.token', words)
}

/** Says what an input is that has no token, without anything of it. */
function explain(text: string, verification: Verification): string {
  if (text.split(/\r?\n/).every((line) => RECEIPT.test(line.trim()))) {
    return 'is a list of receipts: revoke it with --batch FILE and --count NUMBER'
  }
  if (IDENTIFIER.test(text)) {
    return 'is an identifier and no token: a character of it is wrong, or it was given out without a list'
  }
  return statedBy(verification)
    ? 'is a certificate without a token: it was issued without a list, and ends by itself'
    : 'is no certificate that can be read: name the picture or text of its code, or a file with its token'
}

async function revokeReceipts(
  path: string,
  count: number,
  reason: RevocationReason,
  context: ListsContext,
): Promise<Done> {
  const lines = new TextDecoder().decode(readFileBytes(path)).split(/\r?\n/)
  const receipts = lines.filter((each) => each.trim() !== '').map(parseReceipt)
  const { revoked } = await revokeBatch(context, { receipts, count }, reason)
  return { revoked, before: count - revoked }
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
