/**
 * `pratique trust show`: the keys that a verification on this machine would find.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { TrustRecord } from 'pratique/trust'
import { FRAMEWORKS } from 'pratique/verify'
import type { Io } from '../io.ts'
import { parseOptions } from '../options.ts'
import { ageInWords } from '../output/dates.ts'
import { toJsonLine, visible } from '../output/visible.ts'
import { readHeldRecords } from '../trust/held-records.ts'
import type { HeldBundle } from '../trust/load-held.ts'

export const USAGE = `Usage: pratique trust show [OPTION…]

Shows the keys that "pratique verify" finds on this machine: of the bundle that was installed, of the
one that was made of the sources here, and of the one that came with the program.

Options
  --issuer NAME      only of this country (two letters) or this issuer's address, or part of its name
  --framework NAME   only of this network: hcert, smart-health-card, vds-nc, divoc or nz-pass
  --expired          only those whose life is over
  --data-dir DIR     the data folder, in place of the platform's or PRATIQUE_DATA_DIR
  --json             one JSON object for each key, a line each, and nothing else
  --help             this text

Examples
  pratique trust show --framework hcert --issuer FR
  pratique trust show --expired
  pratique trust show --json > keys.jsonl
`

const OPTIONS = {
  issuer: { type: 'string' },
  framework: { type: 'string' },
  expired: { type: 'boolean' },
  'data-dir': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** Runs the command. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = await parseOptions(args, OPTIONS)
  if (values.help) {
    io.out(USAGE)
    return 0
  }
  if (positionals.length > 0) {
    throw new UsageError('usage.argument', 'trust show takes no input: use --issuer, --framework')
  }
  const { framework, issuer } = values
  if (framework !== undefined && !FRAMEWORKS.some((each) => each === framework)) {
    throw new UsageError('usage.option', `--framework takes one of ${FRAMEWORKS.join(', ')}`)
  }
  const now = io.now()
  const { records, bundles } = await readHeldRecords(values['data-dir'])
  const shown = records
    .filter((record) => framework === undefined || record.framework === framework)
    .filter((record) => issuer === undefined || isOf(record, issuer))
    .filter((record) => !values.expired || isOver(record, now))
    .toSorted(compareRecords)
  if (values.json) {
    for (const record of shown) io.out(toJsonLine(toJson(record, now)))
    return 0
  }
  for (const bundle of bundles) io.out(`${writeBundle(bundle, now).join('\n')}\n`)
  const over = shown.filter((record) => isOver(record, now)).length
  const many = `${shown.length} ${shown.length === 1 ? 'key' : 'keys'}, ${over} of them over`
  io.out(`\n${[...shown.map((record) => writeRecord(record, now)), many].join('\n')}\n`)
  return 0
}

function isOf({ issuer, name = '' }: TrustRecord, asked: string): boolean {
  const words = asked.toLowerCase()
  if (asked.length === 2) return issuer.toLowerCase() === words
  return issuer.toLowerCase().includes(words) || name.toLowerCase().includes(words)
}

function isOver({ notAfter }: TrustRecord, now: number): boolean {
  return notAfter !== undefined && notAfter < now
}

const ROLES = {
  installed: 'installed bundle',
  local: 'bundle of this machine',
  starter: 'starter bundle, which came with the program',
} as const

function writeBundle({ role, manifest, frameworks }: HeldBundle, now: number): readonly string[] {
  const { number, networks } = manifest
  return [
    `${ROLES[role]}, number ${number}`,
    ...networks
      .filter(({ framework }) => frameworks.includes(framework))
      .map(({ framework, records, asOf, isSigned }) => {
        const age = asOf === undefined ? 'no date' : ageInWords(asOf, now)
        return `  ${framework.padEnd(17)} ${records} keys, ${age}${isSigned ? '' : ', not signed'}`
      }),
  ]
}

function writeRecord(record: TrustRecord, now: number): string {
  const { framework, issuer, name, keyId, role = 'signer', evidence, environment } = record
  const state =
    record.status === 'withdrawn' ? 'withdrawn' : isOver(record, now) ? 'over' : 'in force'
  const end = record.notAfter === undefined ? '' : ` until ${toDay(record.notAfter)}`
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
    ...(notBefore !== undefined && { notBefore: new Date(notBefore * 1000).toISOString() }),
    ...(notAfter !== undefined && { notAfter: new Date(notAfter * 1000).toISOString() }),
    isOver: isOver(record, now),
    remarks: remarks.map(({ code }) => code),
  }
}

function toDay(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10)
}

function compareRecords(a: TrustRecord, b: TrustRecord): number {
  const [first, second] = [a, b].map(({ framework, issuer, keyId, role = '' }) =>
    [framework, issuer, role, keyId].join(' '),
  )
  return (first ?? '') < (second ?? '') ? -1 : 1
}
