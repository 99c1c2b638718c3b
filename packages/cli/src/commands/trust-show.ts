/**
 * `pratique trust show`: the keys that a verification on this machine would find.
 *
 * @module
 */

import type { Denial } from 'pratique/bundle'
import { UsageError } from 'pratique/errors'
import type { TrustRecord } from 'pratique/trust'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { ageInWords, toDay, toTime } from '../output/dates.ts'
import { toJsonLine, visible } from '../output/visible.ts'
import { isAsked, parseFramework } from '../trust/choose.ts'
import { readHeldRecords } from '../trust/held-records.ts'
import type { UsedBundle } from '../trust/load-held.ts'

export const USAGE = `Usage: pratique trust show [OPTION…]

Shows the keys that "pratique verify" finds on this machine: of the bundle that was installed, of the
one that was made of the sources here, and of the one that came with the program. Without a choice it
counts them; with one it lists them.

Options
  --issuer NAME      list those of this country (two letters) or this issuer's address, or part of its name
  --framework NAME   list those of this network: hcert, smart-health-card, vds-nc, divoc or nz-pass
  --expired          list those that have expired
  --all              list all of them
  --data-dir DIR     the data folder, in place of the platform's or PRATIQUE_DATA_DIR
  --json             one JSON object for each key, a line each, and nothing else
  --help             this text

Examples
  pratique trust show
  pratique trust show --framework hcert --issuer FR
  pratique trust show --json > keys.jsonl
`

const OPTIONS = {
  issuer: { type: 'string' },
  framework: { type: 'string' },
  expired: { type: 'boolean' },
  all: { type: 'boolean' },
  'data-dir': { type: 'string' },
  json: { type: 'boolean' },
} as const

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    if (positionals.length > 0) {
      throw new UsageError('usage.argument', 'trust show takes no input: use --issuer, --framework')
    }
    const { issuer } = values
    const framework = parseFramework(values.framework)
    const now = io.now()
    const held = await readHeldRecords(values['data-dir'])
    const shown = held.records
      .filter((record) => isAsked(record, { issuer, framework }))
      .filter((record) => !values.expired || isExpired(record, now))
      .toSorted(compareRecords)
    if (values.json) {
      for (const record of shown) io.out(toJsonLine(toJson(record, now)))
      return 0
    }
    const isChosen = framework !== undefined || issuer !== undefined || values.expired || values.all
    const keys = isChosen ? shown.map((record) => writeRecord(record, now)) : countRecords(shown)
    const lines = [
      ...held.bundles.flatMap((bundle) => writeBundle(bundle, now)),
      ...held.denied.map((denial) => writeDenial(denial, now)),
      '',
      ...keys,
      `${count(shown.length, 'key')}, ${shown.filter((each) => isExpired(each, now)).length} of them expired`,
      ...(isChosen
        ? []
        : ['--issuer, --framework and --expired list those that are asked for, --all lists all']),
    ]
    io.out(`${lines.join('\n')}\n`)
    return 0
  },
)

/** How many there are of each network, by how well they are vouched for. */
function countRecords(records: readonly TrustRecord[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const { framework, role = 'signer', evidence, environment } of records) {
    const made = environment === 'production' ? '' : ` (${environment})`
    const name = `${framework.padEnd(17)} ${role}, ${evidence}${made}`
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].toSorted().map(([name, times]) => `  ${name}: ${times}`)
}

function isExpired({ notAfter }: TrustRecord, now: number): boolean {
  return notAfter !== undefined && notAfter < now
}

function writeDenial({ issuer, keyId, reason, at }: Denial, now: number): string {
  return `denied here: ${visible(issuer)} ${visible(keyId)}, ${ageInWords(at, now)}: ${visible(reason)}`
}

function count(times: number, noun: string): string {
  return `${times} ${noun}${times === 1 ? '' : 's'}`
}

const ROLES = {
  installed: 'installed bundle',
  local: 'bundle of this machine',
  starter: 'starter bundle, which came with the program',
} as const

/** Of networks that a bundle before has a list of, only what speaks against keys is taken. */
function writeBundle({ role, manifest, lists }: UsedBundle, now: number): readonly string[] {
  const { number, networks } = manifest
  return [
    `${ROLES[role]}, number ${number}`,
    ...networks.map(({ framework, records, asOf, isSigned }) => {
      const own = lists.filter((list) => list.framework === framework)
      const isOld = own.some(({ freshUntil = now }) => freshUntil < now)
      const said = [
        asOf === undefined ? 'no date' : ageInWords(asOf, now),
        ...(isSigned ? [] : ['not signed']),
        ...(isOld ? ['TOO OLD'] : []),
      ]
      return `  ${framework.padEnd(17)} ${count(records, 'key')}, ${said.join(', ')}`
    }),
  ]
}

function writeRecord(record: TrustRecord, now: number): string {
  const { framework, issuer, name, keyId, role = 'signer', evidence, environment } = record
  const isOver = isExpired(record, now)
  const state = record.status === 'withdrawn' ? 'WITHDRAWN' : isOver ? 'expired' : 'in force'
  const end =
    record.notAfter === undefined ? '' : ` ${isOver ? 'since' : 'until'} ${toDay(record.notAfter)}`
  const uses = record.usages ? `, for ${record.usages.join(' and ') || 'nothing'}` : ''
  const domains = record.domains ? `, ${record.domains.join(' and ')}` : ''
  const made = environment === 'production' ? '' : `, ${environment}`
  const called = name === undefined ? '' : ` (${visible(name)})`
  return `${framework} ${visible(issuer)}${called} ${visible(keyId)}: ${role}, ${evidence}, ${state}${end}${uses}${domains}${made}`
}

function toJson(record: TrustRecord, now: number): object {
  const { key, notBefore, notAfter, remarks, ...rest } = record
  return {
    ...rest,
    keyKind: key.kind,
    ...(notBefore !== undefined && { notBefore: toTime(notBefore) }),
    ...(notAfter !== undefined && { notAfter: toTime(notAfter) }),
    isExpired: isExpired(record, now),
    remarks: remarks.map(({ code }) => code),
  }
}

function compareRecords(a: TrustRecord, b: TrustRecord): number {
  const [first, second] = [a, b].map(({ framework, issuer, keyId, role = '' }) =>
    [framework, issuer, role, keyId].join(' '),
  )
  return (first ?? '') < (second ?? '') ? -1 : 1
}
