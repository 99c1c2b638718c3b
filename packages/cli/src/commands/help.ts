/**
 * `pratique help`: the program, a command, a code, an exit code; and `--version`.
 *
 * @module
 */

import { CHECK_CODES } from 'pratique/codes'
import { UsageError } from 'pratique/errors'
import { type Consequence, consequenceOf } from 'pratique/messages/consequence'
import { MESSAGES, type Message } from 'pratique/messages/en'
import { VERDICT_WORDS } from 'pratique/messages/verdicts'
import { COMMANDS, type CommandModule } from '../command-table.ts'
import type { Io } from '../io.ts'
import { suggest } from '../nearest.ts'
import { parseOptions } from '../options.ts'
import { writeColumns } from '../output/columns.ts'
import { quote } from '../output/visible.ts'
import { readVersion } from '../version.ts'

export const USAGE = `Usage: pratique COMMAND [INPUT…] [OPTION…]

Verifies health certificates that cross borders, of the EU, the WHO (DDCC, yellow card), ICAO, SMART
Health Cards, DIVOC and New Zealand: offline, and without keeping anything about anybody.

Commands
  verify INPUT…              say whether certificates are genuine and in force
  read INPUT…                show what is inside, without verifying it
  trust PART                 fetch, import, show, compare and withdraw keys of countries and issuers
  bundle PART                build, sign, verify and install the signed file of all lists
  issue INPUT                issue certificates from orders, as codes and pages
  lists PART                 begin, build, show and verify lists of revoked certificates
  revoke INPUT…              take certificates back that this issuer has issued
  keys PART                  make and certify an issuer's own keys, and plan the next ones
  policy PART                check, explain, lint, test, compare and publish entry rules
  serve                      run an authority's server, or serve the page that scans and verifies
  config PART                show what a server is told
  api-keys PART              make, list and take back keys by which programs ask a server
  batch PART                 make the key that results of batches are encrypted to, and open them
  demo                       verify the specimen that comes with the program
  conformance run FILE       say what Pratique makes of cases that others have judged
  help [TOPIC…]              this text, or about a command, a code or an exit code

Options
  --help                     this text; after a command, about the command
  --version                  the version

Examples
  pratique verify certificate.png
  pratique verify --json - < certificate.txt
  pratique help verify
  pratique help signature.invalid
  pratique help codes

Environment
  PRATIQUE_DATA_DIR=DIR          where lists that were fetched rest
  NO_COLOR=1                     no colours
  PRATIQUE_DEBUG=1               say where a bug is
  NODE_DISABLE_COMPILE_CACHE=1   keep no compiled code in the user's cache folder
`

const OPTIONS = {
  version: { type: 'boolean', short: 'V' },
  help: { type: 'boolean', short: 'h' },
} as const

/** Exit codes that are no verdict. */
const OTHER_EXIT_CODES: ReadonlyMap<string, string> = new Map([
  [
    '1',
    'Something was found: a fault in entry rules, a case that did not come out as expected, an ' +
      'answer that changed, or a key that is due. Only parts of "policy" and "keys plan" end with it.',
  ],
  [
    '2',
    'Wrong usage: an input, an option or a file could not be used. It says nothing about the rest.',
  ],
  ['70', 'A bug of ours. It says nothing about the certificate.'],
])

/** Runs the command. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = await parseOptions(args, OPTIONS)
  if (values.version) {
    io.out(`${readVersion()}\n`)
    return 0
  }
  if (positionals.length === 0) {
    io.out(USAGE)
    return 0
  }
  const pages: string[] = []
  for (const [at, topic] of positionals.entries()) {
    const above = positionals[at - 1]
    const part = above === undefined ? undefined : await findPart(above, topic)
    // After a command that has parts, one of them; the page before is then only the way there.
    if (part) pages.pop()
    pages.push(part ? part.USAGE : await writePage(topic))
  }
  io.out(pages.join('\n'))
  return 0
}

async function findPart(above: string, name: string): Promise<CommandModule | undefined> {
  const command = COMMANDS.find((each) => each.name === above)
  const { PARTS = [] } = (await command?.load()) ?? {}
  return PARTS.find((each) => each.name === name)?.load()
}

async function writePage(topic: string): Promise<string> {
  if (topic === 'codes') return listCodes()
  if (topic === 'help') return USAGE
  const command = COMMANDS.find(({ name }) => name === topic)
  if (command) return (await command.load()).USAGE
  const exitCode = writeExitCode(topic)
  if (exitCode !== undefined) return exitCode
  const found = Object.entries(MESSAGES).find(([code]) => code === topic)
  if (found) return writeCode(...found)
  throw new UsageError('usage.unknown-code', explain(topic))
}

function explain(topic: string): string {
  const commands = COMMANDS.map(({ name }) => name)
  const near = suggest(topic, [...commands, 'help', 'codes', ...Object.keys(MESSAGES)])
  const advice = near
    ? `did you mean "${near}"?`
    : 'use "pratique help codes" for the codes there are'
  return `there is no command or code ${quote(topic)}: ${advice}`
}

function writeCode(code: string, { title, meaning, action, clause }: Message): string {
  const checkCode = CHECK_CODES.find((each) => each === code)
  const consequence = checkCode && consequenceOf(checkCode)
  const statements = [
    { name: 'Meaning', words: meaning },
    { name: 'What to do', words: action },
    ...(clause ? [{ name: 'Clause', words: clause }] : []),
    ...(consequence ? [{ name: 'Verdict', words: consequenceInWords(consequence) }] : []),
  ]
  return [`${code}: ${title}`, '', ...writeColumns(statements), ''].join('\n')
}

function consequenceInWords({ verdict, exitCode }: Consequence): string {
  return `${verdict}, exit code ${exitCode}, if nothing before it decides`
}

function writeExitCode(topic: string): string | undefined {
  const other = OTHER_EXIT_CODES.get(topic)
  if (other) return `${topic}: ${other}\n`
  const found = Object.entries(VERDICT_WORDS).find(([exitCode]) => exitCode === topic)
  if (!found) return undefined
  const [exitCode, { headline, action }] = found
  const lines = writeColumns([{ name: 'What to do', words: action }])
  return [`${exitCode}: ${headline}`, '', ...lines, ''].join('\n')
}

function listCodes(): string {
  const codes = Object.entries(MESSAGES)
  const width = Math.max(...codes.map(([code]) => code.length))
  return codes.map(([code, { title }]) => `${code.padEnd(width)}  ${title}\n`).join('')
}
