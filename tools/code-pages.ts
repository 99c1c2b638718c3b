/**
 * Writes the page of each code, docs/codes/<code>.md, and the list of all, from the messages: so the
 * text of a code lives once. With `--check` it writes nothing and names the pages that differ.
 *
 * @module
 */

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  CHECK_CODES,
  type CheckCode,
  type Code,
  REMARK_CODES,
  REQUEST_CODES,
  UNAVAILABLE_CODES,
  USAGE_CODES,
} from '../packages/pratique/src/codes.ts'
import { consequenceOf } from '../packages/pratique/src/messages/consequence.ts'
import { MESSAGES } from '../packages/pratique/src/messages/en.ts'
import { VERDICT_WORDS } from '../packages/pratique/src/messages/verdicts.ts'
import { CHECK_NAMES, type CheckName } from '../packages/pratique/src/outcome.ts'

/** Where the pages lie, from the root of the repository. */
export const PAGES_FOLDER = 'docs/codes'

const ORIGIN =
  '<!-- Made by tools/code-pages.ts from packages/pratique/src/messages: change the message there. -->'

const WRITE = 'write the pages anew with `node tools/code-pages.ts`'

/** A page that is not as the messages say, and what to do about it. */
export interface PageFault {
  readonly file: string
  readonly message: string
}

/** Renders all pages, by path from the root of the repository. */
export function renderPages(): ReadonlyMap<string, string> {
  const pages = new Map<string, string>([[`${PAGES_FOLDER}/README.md`, renderList()]])
  for (const code of listCodes()) pages.set(`${PAGES_FOLDER}/${code}.md`, renderPage(code))
  return pages
}

/** Names the pages in the checkout at `root` that are missing, outdated, or of no code. */
export function findPageFaults(root: string): PageFault[] {
  const pages = renderPages()
  const faults: PageFault[] = []
  for (const [file, text] of pages) {
    const path = join(root, file)
    if (!existsSync(path)) faults.push({ file, message: `this page is missing: ${WRITE}` })
    else if (readFileSync(path, 'utf8') !== text) {
      faults.push({ file, message: `this page is not what its message says: ${WRITE}` })
    }
  }
  for (const file of listPages(root)) {
    if (!pages.has(file)) faults.push({ file, message: `this page is of no code: ${WRITE}` })
  }
  return faults
}

/** Writes the pages that differ and removes those of no code. Answers how many it touched. */
export function writePages(root: string): number {
  const pages = renderPages()
  const faults = findPageFaults(root)
  mkdirSync(join(root, PAGES_FOLDER), { recursive: true })
  for (const { file } of faults) {
    const text = pages.get(file)
    if (text === undefined) rmSync(join(root, file))
    else writeFileSync(join(root, file), text)
  }
  return faults.length
}

function listCodes(): readonly Code[] {
  return [
    ...CHECK_CODES,
    ...REMARK_CODES,
    ...USAGE_CODES,
    ...UNAVAILABLE_CODES,
    ...REQUEST_CODES,
  ].filter(hasMessage)
}

/** A code without message has no page either: check-codes says so of both. */
function hasMessage(code: Code): boolean {
  return Object.hasOwn(MESSAGES, code)
}

function listPages(root: string): readonly string[] {
  const folder = join(root, PAGES_FOLDER)
  if (!existsSync(folder)) return []
  return readdirSync(folder).map((name) => `${PAGES_FOLDER}/${name}`)
}

function renderPage(code: Code): string {
  const { title, meaning, action, clause } = MESSAGES[code]
  const facts = [row('Code', `\`${code}\``), ...describeCode(code)]
  if (clause !== undefined) facts.push(row('Clause', clause))
  return [
    ORIGIN,
    `# ${title}`,
    ['| | |', '|---|---|', ...facts].join('\n'),
    '## What it means',
    meaning,
    '## What to do',
    action,
    '[All codes](README.md)\n',
  ].join('\n\n')
}

/** What kind of code it is, and what it leads to. */
function describeCode(code: Code): string[] {
  if (!isCheckCode(code)) return [row('Kind', describeKind(code))]
  const consequence = consequenceOf(code)
  if (!consequence) return [row('Kind', 'check; it never decides a verdict')]
  const { check, status, verdict, exitCode } = consequence
  return [
    row('Kind', 'check'),
    row('Check', `\`${check}\`, which is then \`${status}\``),
    row('Verdict', `\`${verdict}\`, exit code ${exitCode}: ${VERDICT_WORDS[exitCode].headline}`),
  ]
}

function describeKind(code: Exclude<Code, CheckCode>): string {
  if (code.startsWith('usage.')) {
    return 'usage: the caller can put it right; the command line ends with exit code 2'
  }
  if (code.startsWith('unavailable.')) return 'unavailable: something needed is out of reach'
  if (code.startsWith('request.')) return 'request: who sends it to a server can put it right'
  return 'remark: it stands beside the verdict and never changes it'
}

function renderList(): string {
  const sections = CHECK_NAMES.map((name) => renderChecks(name))
  return [
    ORIGIN,
    '# Codes',
    'Every answer of Pratique has a code that never changes within a major version. A *check* that ' +
      'did not pass decides the verdict if all before it passed: the tables say which. The exit code ' +
      'of a specimen is 31, whatever it would have been. A *remark* never changes a verdict. ' +
      'On the command line `pratique help CODE` shows the page of a code.',
    ...sections,
    renderOthers('Remarks', REMARK_CODES),
    renderOthers('Usage', USAGE_CODES),
    renderOthers('Unavailable', UNAVAILABLE_CODES),
    `${renderOthers('Requests to a server', REQUEST_CODES)}\n`,
  ].join('\n\n')
}

function renderChecks(name: CheckName): string {
  const rows = CHECK_CODES.filter((code) => code.startsWith(`${name}.`) && hasMessage(code)).map(
    (code) => {
      const consequence = consequenceOf(code)
      const verdict = consequence ? `\`${consequence.verdict}\`` : 'never decides'
      return row(link(code), MESSAGES[code].title, verdict, `${consequence?.exitCode ?? ''}`)
    },
  )
  const head = [row('Code', 'Says', 'Verdict', 'Exit code'), '|---|---|---|---|']
  return [`## Check \`${name}\``, [...head, ...rows].join('\n')].join('\n\n')
}

function renderOthers(title: string, codes: readonly Code[]): string {
  const rows = codes.filter(hasMessage).map((code) => row(link(code), MESSAGES[code].title))
  return [`## ${title}`, [row('Code', 'Says'), '|---|---|', ...rows].join('\n')].join('\n\n')
}

function link(code: Code): string {
  return `[\`${code}\`](${code}.md)`
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

function isCheckCode(code: Code): code is CheckCode {
  return CHECK_CODES.some((each) => each === code)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
  if (process.argv.includes('--check')) {
    const faults = findPageFaults(root)
    for (const { file, message } of faults) console.error(`${file}:1: ${message}`)
    if (faults.length > 0) process.exitCode = 1
  } else {
    console.log(`${writePages(root)} pages of codes written or removed`)
  }
}
