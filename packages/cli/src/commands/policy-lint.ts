/**
 * `pratique policy lint`: what is wrong with entry rules, before anybody is refused by them.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { LintSeverity } from 'pratique/policy'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { DIFFERENCES } from '../exit-codes.ts'
import { writeColumns } from '../output/columns.ts'
import { createStyle, type Style } from '../output/style.ts'
import { quote, toJsonLine, visible } from '../output/visible.ts'
import { type FileFinding, type LintedFile, lintFile } from '../policy/lint-file.ts'
import { loadPolicyContent } from '../policy/load-policies.ts'
import { parseTime } from '../times.ts'

export const USAGE = `Usage: pratique policy lint FILE… [OPTION…]

Finds what is wrong with entry rules: rules that no engine can follow, codes that no certificate
states, tests of the future and positive ones that are taken, logic that changed under one version,
and more; each with its place and what to do. FILE holds rules of the EU or a policy of Pratique, or
is the NAME of one that comes with the program.

Options
  --value-sets FILE    the value sets that verifiers have; may be repeated. Default: those of the
                       bundles that are held
  --severity LEVEL     show this and all that weighs more: error, warning or note.
                       Default: warning
  --known NAME=CODE    a code that some country adds to the value set NAME is no fault; may be
                       repeated
  --on TIME            judge rules of a country together at this time, not at each of their changes
  --data-dir DIR       take what is held from DIR
  --json               one JSON object for each file, a line each, and nothing else
  --help               this text

Exit codes
  0 no error   1 an error was found   2 a file holds no entry rules; wrong usage   70 a bug of ours
  Warnings and notes leave it at 0.

Examples
  pratique policy lint rules.json --value-sets value-sets.json
  pratique policy lint my-policy.json --severity note
  pratique policy lint --json rules.jsonl > findings.jsonl
`

const OPTIONS = {
  'value-sets': { type: 'string', multiple: true },
  severity: { type: 'string' },
  known: { type: 'string', multiple: true },
  on: { type: 'string' },
  'data-dir': { type: 'string' },
  json: { type: 'boolean' },
} as const

/** What weighs most first. */
const SEVERITIES: readonly LintSeverity[] = ['error', 'warning', 'note']

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    if (positionals.length === 0) {
      throw new UsageError('usage.argument', 'policy lint needs a file of entry rules')
    }
    const least = parseSeverity(values.severity)
    const at = values.on === undefined ? undefined : parseTime('--on', values.on)
    const sources = {
      files: [],
      valueSetFiles: values['value-sets'] ?? [],
      dataDir: values['data-dir'],
    }
    const { valueSets } = await loadPolicyContent(sources, io)
    const hasSets = Object.keys(valueSets.codes).length > 0
    const options = {
      ...(hasSets && { valueSets }),
      ...(at !== undefined && { at }),
      known: parseKnown(values.known ?? []),
      now: io.now(),
      io,
    }
    const linted = positionals.map((file) => lintFile(file, options))
    if (!hasSets && linted.some(({ kind }) => kind === 'eu-rules')) {
      io.err(
        'pratique: no value sets are known, so codes are not checked: give --value-sets FILE\n',
      )
    }
    const style = createStyle(io.hasColor)
    for (const file of linted) {
      const shown = file.findings.filter(({ severity }) => isShown(severity, least))
      if (values.json) io.out(toJsonLine({ ...file, findings: shown, counts: countAll(file) }))
      else io.out(`${writeFile(file, shown, style).join('\n')}\n`)
    }
    const hasErrors = linted.some(({ findings }) => findings.some(isError))
    return hasErrors ? DIFFERENCES : 0
  },
)

function parseSeverity(value = 'warning'): LintSeverity {
  const severity = SEVERITIES.find((each) => each === value)
  if (severity) return severity
  throw new UsageError('usage.option', '--severity takes error, warning or note')
}

/** Codes by the name of their set. */
function parseKnown(values: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const known: Record<string, readonly string[]> = {}
  for (const value of values) {
    const [, name, code] = /^([^=]+)=(.+)$/s.exec(value) ?? []
    if (name === undefined || code === undefined) {
      throw new UsageError('usage.option', '--known takes the name of a value set, = and a code')
    }
    known[name] = [...(known[name] ?? []), code]
  }
  return known
}

function isShown(severity: LintSeverity, least: LintSeverity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least)
}

function isError({ severity }: FileFinding): boolean {
  return severity === 'error'
}

function countAll({ findings }: LintedFile): Readonly<Record<LintSeverity, number>> {
  const of = (level: LintSeverity) => findings.filter(({ severity }) => severity === level).length
  return { error: of('error'), warning: of('warning'), note: of('note') }
}

function writeFile(
  file: LintedFile,
  shown: readonly FileFinding[],
  style: Style,
): readonly string[] {
  const { error, warning, note } = countAll(file)
  const rules = file.kind === 'pratique-policy' ? 'a policy of Pratique' : count(file.rules, 'rule')
  const found = [count(error, 'error'), count(warning, 'warning'), count(note, 'note')].join(', ')
  const lines = [`${quote(file.file)}: ${rules}; ${found}`]
  const groups = new Map<string, Set<string>>()
  for (const finding of shown) {
    const heading = headingOf(finding)
    // Several contents of one version have the same faults.
    const group = groups.get(heading) ?? new Set()
    groups.set(heading, group.add(writeFinding(finding, style).join('\n')))
  }
  for (const [heading, findings] of groups) lines.push('', visible(heading), ...findings)
  const hidden = file.findings.length - shown.length
  const more = count(hidden, 'more that weighs less', 'more that weigh less')
  const rest = `and ${more}: see --severity note`
  return hidden > 0 ? [...lines, '', rest] : lines
}

/** By country and rule; what concerns a country's rules together stands last. */
function headingOf({ country, rule, version }: FileFinding): string {
  if (rule === undefined)
    return country === undefined ? 'As a whole' : `${country}: all rules together`
  const name = [rule, version ?? ''].join(' ').trim()
  return country === undefined ? name : `${country}: ${name}`
}

function writeFinding(
  { id, severity, path, message }: FileFinding,
  style: Style,
): readonly string[] {
  const where = path === undefined || path === '' ? '' : ` at ${visible(path)}`
  const words = `${id}${where}: ${visible(message, MAX_MESSAGE)}`
  const [first = '', ...rest] = writeColumns([{ name: severity, words }], '  ')
  return [severity === 'error' ? style.status('failed', first) : first, ...rest]
}

const MAX_MESSAGE = 2000

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}
