/**
 * `pratique trust diff`: what differs between two lists of keys, as whoever watches them wants to know.
 *
 * @module
 */

import { type ChangedKey, diffRecords, type NamedKey } from 'pratique/bundle'
import { UsageError } from 'pratique/errors'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { toJsonLine, visible } from '../output/visible.ts'
import { readRecordsOf } from '../trust/held-records.ts'

export const USAGE = `Usage: pratique trust diff BEFORE AFTER [OPTION…]

Says which keys were added, removed or withdrawn, and of which something else is said. BEFORE
and AFTER are each a bundle, a file of keys, the name of a source that is held, or "held" for all that
is held.

Options
  --signer FILE    who must have signed the lists, as for "trust import"
  --anchor FILE    the trust anchor's certificate, as for "trust import"
  --data-dir DIR   the data folder, in place of the platform's or PRATIQUE_DATA_DIR
  --json           one JSON object and nothing else
  --help           this text

Exit codes
  0 nothing differs   10 something does   2 wrong usage   70 a bug of ours

Examples
  pratique trust diff august.json september.json --signer who-key.jwk
  pratique trust diff held new.bundle
  pratique trust diff old.bundle new.bundle --json
`

const OPTIONS = {
  signer: { type: 'string', multiple: true },
  anchor: { type: 'string', multiple: true },
  'data-dir': { type: 'string' },
  json: { type: 'boolean' },
} as const

/** As of `diff`: something to look at, and no fault. */
const DIFFERS = 10

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    const [before, after, ...others] = positionals
    if (before === undefined || after === undefined || others.length > 0) {
      throw new UsageError('usage.argument', 'expected "trust diff BEFORE AFTER"')
    }
    const { signer: signers = [], anchor: anchors = [] } = values
    const options = { signers, anchors, dataDir: values['data-dir'], now: io.now() }
    const old = await readRecordsOf(before, options)
    const fresh = await readRecordsOf(after, options)
    const changes = diffRecords(old.records, fresh.records)
    const { added, removed, withdrawn } = changes
    // A list alone has not what its trust anchor has signed: that it is worth less says nothing.
    const changed = old.isBare !== fresh.isBare ? withoutEvidence(changes.changed) : changes.changed
    if (values.json) io.out(toJsonLine({ added, removed, withdrawn, changed }))
    else {
      const lines = [
        ...added.map((key) => `added      ${writeKey(key)}`),
        ...removed.map((key) => `removed    ${writeKey(key)}`),
        ...withdrawn.map((key) => `withdrawn  ${writeKey(key)}`),
        ...changed.map((key) => `changed    ${writeKey(key)}: ${key.fields.join(', ')}`),
        `${added.length} added, ${removed.length} removed, ${withdrawn.length} withdrawn, ${changed.length} changed`,
      ]
      io.out(`${lines.join('\n')}\n`)
    }
    const all = [added, removed, withdrawn, changed]
    return all.some(({ length }) => length > 0) ? DIFFERS : 0
  },
)

function withoutEvidence(changed: readonly ChangedKey[]): readonly ChangedKey[] {
  return changed
    .map((key) => ({ ...key, fields: key.fields.filter((field) => field !== 'evidence') }))
    .filter(({ fields }) => fields.length > 0)
}

function writeKey({ framework, issuer, keyId, role = 'signer', name }: NamedKey): string {
  const called = name === undefined ? '' : ` (${visible(name)})`
  return `${framework} ${visible(issuer)} ${visible(keyId)} ${role}${called}`
}
