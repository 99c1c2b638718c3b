/**
 * `pratique policy explain`: a rule or a policy in words.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import {
  type EntryRule,
  hashRule,
  type OutlineLine,
  type OwnPolicy,
  outlineRule,
} from 'pratique/policy'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import type { Io } from '../io.ts'
import { suggest } from '../nearest.ts'
import { wrap } from '../output/columns.ts'
import { toDay, toTime } from '../output/dates.ts'
import { quote, toJsonLine, visible } from '../output/visible.ts'
import { outlinePolicy } from '../policy/explain-policy.ts'
import { isGivenFile, readGivenPolicy, tellDropped } from '../policy/given-file.ts'
import { parseLanguage } from '../policy/languages.ts'
import { productNames } from '../policy/lint-file.ts'
import { loadPolicyContent } from '../policy/load-policies.ts'

export const USAGE = `Usage: pratique policy explain RULE|FILE… [OPTION…]

Tells entry rules in words: what has to hold, when they are in force, and what the country itself
says of them. RULE is the identifier of a rule of the EU, such as VR-CH-0001, or one version of it,
VR-CH-0001@1.0.3, in the files of --rules or in the bundles that are held. FILE holds rules or a
policy of Pratique, or is the NAME of one that comes with the program.

Options
  --rules FILE     where to look for RULE; may be repeated
  --lang LANGUAGE  of the country's own text, where it has one: en, fr, es, ar, ru or zh.
                   Default: en. What has to hold is told in English
  --data-dir DIR   take what is held from DIR
  --json           one JSON object for each rule, a line each, and nothing else
  --help           this text

Exit codes
  0 it is told   2 there is no such rule or file; wrong usage   70 a bug of ours

Examples
  pratique policy explain VR-CH-0001 --rules rules.jsonl
  pratique policy explain yellow-fever
  pratique policy explain rules.json --lang fr
`

const OPTIONS = {
  rules: { type: 'string', multiple: true },
  lang: { type: 'string' },
  'data-dir': { type: 'string' },
  json: { type: 'boolean' },
} as const

/** A rule or a policy, told. */
interface Told {
  readonly json: object
  readonly lines: readonly string[]
}

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    if (positionals.length === 0) {
      throw new UsageError('usage.argument', 'policy explain needs a rule, or a file of rules')
    }
    const language = parseLanguage(values.lang)
    const sources = { files: values.rules ?? [], valueSetFiles: [], dataDir: values['data-dir'] }
    const names = productNames()
    const now = io.now()
    const told: Told[] = []
    for (const argument of positionals) {
      if (isGivenFile(argument)) {
        told.push(...tellFile(argument, { language, names, now }, io))
        continue
      }
      const { rules } = await loadPolicyContent(sources, io)
      const found = findRules(
        argument,
        rules.map(({ content }) => content),
      )
      told.push(...found.map((rule) => tellRule(rule, { language, names, now })))
    }
    for (const [index, { json, lines }] of told.entries()) {
      io.out(values.json ? toJsonLine(json) : `${index > 0 ? '\n' : ''}${lines.join('\n')}\n`)
    }
    return 0
  },
)

function tellFile(argument: string, options: TellOptions, io: Io): readonly Told[] {
  const content = readGivenPolicy(argument)
  switch (content.kind) {
    case 'eu-value-sets': {
      const message = `${quote(argument)} holds value sets, which say nothing by themselves`
      throw new UsageError('usage.policy-file', message)
    }
    case 'pratique-policy':
      return [tellPolicy(content.policy, options.language, options.now)]
    case 'eu-rules':
      tellDropped(content.read, argument, io)
      return content.read.rules.map((rule) => tellRule(rule, options))
  }
}

/** @throws {UsageError} `usage.argument` if there is none */
function findRules(argument: string, rules: readonly EntryRule[]): readonly EntryRule[] {
  const [id = '', version] = argument.split('@')
  const found = rules
    .filter((rule) => rule.id.toLowerCase() === id.toLowerCase())
    .filter((rule) => version === undefined || rule.version === version)
  if (found.length > 0) return found.toSorted((a, b) => a.validFrom - b.validFrom)
  const ids = new Set(rules.map((rule) => rule.id.toLowerCase()))
  const near = suggest(id, [...ids])?.toUpperCase()
  const where =
    rules.length === 0
      ? 'no rules are held: give some with --rules FILE'
      : '"policy explain FILE" tells all rules of a file'
  const advice =
    near === undefined || version !== undefined ? where : `did you mean ${quote(near)}?`
  throw new UsageError(
    'usage.argument',
    `there is no file and no rule ${quote(argument)}: ${advice}`,
  )
}

interface TellOptions {
  readonly language: string
  readonly names: Readonly<Record<string, string>>
  readonly now: number
}

function tellRule(rule: EntryRule, { language, names, now }: TellOptions): Told {
  const { title, lines } = outlineRule(rule, { names })
  const { id, version, country, region, kind, certificateType, description } = rule
  const [from, until] = [rule.validFrom / 1000, rule.validUntil / 1000]
  const isInForce = from <= now && now < until
  const official = description[language] ?? description['en'] ?? Object.values(description)[0]
  const heading = `${id} ${version}`
  const json = {
    ...{ rule: id, version, country },
    ...(region !== undefined && { region }),
    ...{ kind, certificateType, validFrom: toTime(from), validUntil: toTime(until), isInForce },
    ...{ hash: hashRule(rule), title, lines, officialText: description },
  }
  return {
    json,
    lines: [
      visible(heading),
      `In force from ${toDay(from)} to ${toDay(until)}${isInForce ? '' : ': not now'}`,
      ...writeLines([{ text: title, lines }], 0),
      ...(official === undefined ? [] : wrapped(`In the words of ${country}: ${official}`, '')),
    ],
  }
}

function tellPolicy(policy: OwnPolicy, language: string, now: number): Told {
  const { id, version, title, description, destinations, effective, source, note } = policy
  const lines = outlinePolicy(policy)
  const today = toDay(now)
  const isInForce =
    effective.from <= today && (effective.until === undefined || today <= effective.until)
  const where = destinations === '*' ? 'any destination' : destinations.join(', ')
  const end = effective.until === undefined ? 'on' : `to ${effective.until}`
  const json = {
    ...{ policy: id, version, destinations, effective, isInForce, title, description, source },
    ...(note !== undefined && { note }),
    lines,
  }
  return {
    json,
    lines: [
      `${id} ${version}: ${visible(title[language] ?? title.en, MAX_TEXT)}`,
      `For ${where}; in force from ${effective.from} ${end}${isInForce ? '' : ': not now'}`,
      ...writeLines(lines, 0),
      ...wrapped(description[language] ?? description.en, ''),
      ...wrapped(`Source: ${source.name}, checked on ${source.checkedOn}`, ''),
      ...(note === undefined ? [] : wrapped(note, '')),
    ],
  }
}

const MAX_TEXT = 600

function writeLines(lines: readonly OutlineLine[], level: number): readonly string[] {
  return lines.flatMap(({ text, lines: below }) => [
    ...wrapped(text, '  '.repeat(level)),
    ...writeLines(below, level + 1),
  ])
}

const LINE_WIDTH = 100

/** Lines that go on stand further in, so that each condition is one thing to see. */
function wrapped(text: string, blanks: string): readonly string[] {
  const lines = wrap(visible(text, MAX_TEXT), LINE_WIDTH - blanks.length - 2)
  return lines.map((each, index) => `${blanks}${index === 0 ? '' : '  '}${each}`)
}
