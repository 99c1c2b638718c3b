/**
 * `pratique policy diff`: which certificates get another answer from another version of entry rules.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { PolicyResult } from 'pratique/policy'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { DIFFERENCES } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { createStyle, type Style } from '../output/style.ts'
import { toJsonLine, visible } from '../output/visible.ts'
import { type Battery, readBattery } from '../policy/battery.ts'
import { type Change, type Difference, diffPolicies } from '../policy/diff.ts'
import { readContent } from '../policy/load-policies.ts'
import { parseTime } from '../times.ts'

export const USAGE = `Usage: pratique policy diff BEFORE AFTER --battery FILE [OPTION…]

Tries certificates on two versions of entry rules, and says which of them get another answer: for
every destination whose rules differ, and every time that matters. Look at it before you publish.
BEFORE and AFTER hold rules of the EU or a policy of Pratique.

Options
  --battery FILE      certificates to try; may be repeated: payloads of EU certificates by name,
                      {"payloads": {NAME: …}}; cases of rules or of a policy; or the text of a
                      certificate, which must be genuine
  --value-sets FILE   value sets that both refer to; may be repeated
  --terminology FILE  what codes mean that our tables do not have; may be repeated
  --on TIME           a time to look at; may be repeated. Default: now, and whenever a rule that
                      differs begins or ends
  --to COUNTRY        this destination alone
  --trust FILE, --data-dir DIR
                      as of "pratique verify", for certificates
  --json              one JSON object, and nothing else
  --help              this text

Exit codes
  0 all answers are the same   1 some are not   2 wrong usage   70 a bug of ours

Examples
  pratique policy diff old.json new.json --battery battery.json --value-sets value-sets.json
  pratique policy diff v1.json v2.json --battery v1.cases.json
  pratique policy diff old.jsonl new.jsonl --battery battery.json --to CH --on 2026-12-01
`

const OPTIONS = {
  battery: { type: 'string', multiple: true },
  'value-sets': { type: 'string', multiple: true },
  terminology: { type: 'string', multiple: true },
  on: { type: 'string', multiple: true },
  to: { type: 'string' },
  trust: { type: 'string', multiple: true },
  'data-dir': { type: 'string' },
  json: { type: 'boolean' },
} as const

const COUNTRY = /^[A-Za-z]{2}$/

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    const [before, after, ...others] = positionals
    const { battery = [], to, trust = [] } = values
    if (before === undefined || after === undefined || others.length > 0) {
      throw new UsageError('usage.argument', 'policy diff takes two files: before, and after')
    }
    if (battery.length === 0) {
      throw new UsageError('usage.option', '--battery is missing: name certificates to try')
    }
    if (to !== undefined && !COUNTRY.test(to)) {
      throw new UsageError('usage.option', '--to needs the two letters of a country, such as CH')
    }
    const clocks = (values.on ?? []).map((text) => parseTime('--on', text))
    const now = io.now()
    const valueSetFiles = values['value-sets'] ?? []
    const terminologyFiles = values.terminology ?? []
    const [old, fresh] = [before, after].map((file) =>
      readContent({ files: [file], valueSetFiles, terminologyFiles }, io),
    )
    if (!old || !fresh) throw new Error('unreachable: there are two')
    const context = { now }
    const dataDir = values['data-dir']
    const task = { context, trustFiles: trust, dataDir, isTogether: false }
    const read: Battery[] = []
    for (const path of battery) read.push(await readBattery(path, task, io))
    const difference = diffPolicies(old, fresh, joinBatteries(read), {
      ...{ clocks, now, onProgress: createProgress(io) },
      ...(to !== undefined && { to: to.toUpperCase() }),
    })
    if (values.json) io.out(toJsonLine({ before, after, ...difference }))
    else io.out(`${writeDifference(difference, createStyle(io.hasColor)).join('\n')}\n`)
    return difference.changes.length > 0 ? DIFFERENCES : 0
  },
)

function joinBatteries(batteries: readonly Battery[]): Battery {
  return {
    entries: batteries.flatMap(({ entries }) => entries),
    cases: batteries.flatMap(({ cases }) => cases),
  }
}

const PROGRESS_MS = 1000

function createProgress(io: Io): (words: string) => void {
  let next = Date.now() + PROGRESS_MS
  return (words) => {
    if (Date.now() < next) return
    next = Date.now() + PROGRESS_MS
    io.err(`${words}\n`)
  }
}

const RESULTS: Readonly<Record<PolicyResult, string>> = {
  passed: 'let in',
  'more-needed': 'one more needed',
  failed: 'not let in',
  open: 'no answer',
}

function writeDifference(
  { destinations, certificates, changes }: Difference,
  style: Style,
): readonly string[] {
  const groups = new Map<string, Change[]>()
  for (const change of changes) {
    const heading = `${change.destination}, ${change.at.replace('.000Z', 'Z')}`
    groups.set(heading, [...(groups.get(heading) ?? []), change])
  }
  const width = Math.max(0, ...changes.map(({ certificate }) => visible(certificate).length))
  const tables = [...groups].flatMap(([heading, rows]) => [
    visible(heading),
    ...rows.map((row) => writeChange(row, width, style)),
    '',
  ])
  const where = destinations.length === 0 ? 'none' : destinations.join(', ')
  return [
    ...tables,
    `Destinations whose rules differ: ${where}`,
    `${count(changes.length, 'answer')} changed, of ${count(certificates, 'certificate')} tried`,
  ]
}

function writeChange(
  { certificate, before, after, rules }: Change,
  width: number,
  style: Style,
): string {
  const name = visible(certificate).padEnd(width)
  const words = `${RESULTS[before].padEnd(BEFORE_WIDTH)} → ${RESULTS[after].padEnd(BEFORE_WIDTH)}`
  const named = rules.map((rule) => visible(rule)).join(', ')
  return `  ${name}  ${style.policy(after, words)}  ${named}`.trimEnd()
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}

const BEFORE_WIDTH = 15
