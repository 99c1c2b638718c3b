/**
 * The README's table of formats, from what the formats say of themselves and from a run of the vectors.
 *
 * @module
 */

import { deepStrictEqual } from 'node:assert'
import * as codecs from '../../packages/pratique/src/codecs.ts'
import * as issue from '../../packages/pratique/src/issue.ts'
import { NAMED_FORMATS } from '../../packages/pratique/src/messages/named-formats.ts'
import type { Format } from '../../packages/pratique/src/model/format.ts'
import * as revocation from '../../packages/pratique/src/revocation.ts'
import * as links from '../../packages/pratique/src/smart-health-link.ts'
import * as trust from '../../packages/pratique/src/trust.ts'
import * as verify from '../../packages/pratique/src/verify.ts'
import * as icvp from '../../packages/pratique/src/who-icvp.ts'
import { ALL_FORMATS } from '../../packages/pratique/test/runtimes/all-formats.ts'
import { registerVectors } from '../../packages/pratique/test/runtimes/suite.ts'
import { readVectors } from '../../packages/pratique/test/vectors.ts'
import type { Repository } from './pages.ts'

const NAMED = /(<!-- named -->\n)[\s\S]*?(\n<!-- \/named -->)/
const TABLE = /(<!-- formats -->\n)[\s\S]*?(\n<!-- \/formats -->)/
const HEADING = /^# (.*?)(?: \(`[a-z-]+`\))?$/m

/** Rows of the carrier that the family shares count for its first format. */
const MORE_FOLDERS: Readonly<Record<string, string>> = { hcert: 'eu-dcc' }

/** Formats that certificates can be issued in. */
const ISSUED: ReadonlySet<string> = new Set(
  [
    issue.issueEuDcc,
    issue.issueSmartHealthCard,
    issue.issueVdsNc,
    issue.issueWhoIcvp({ catalogue: new Map() }),
  ].map(({ format }) => format.id),
)

/** What is verified of formats that carry no certificate. */
const OF_LINKS: Readonly<Record<string, string>> = {
  'health-link': 'the signature',
  'smart-health-link': 'the cards behind it',
}

/** Writes the table of what is known by name alone, between the comments that mark it. */
export function writeNamedFormats(text: string): string {
  const rows = Object.entries(NAMED_FORMATS).map(
    ([id, { name, why }]) => `| ${name} \`${id}\` | ${why} |`,
  )
  const table = ['| format | why it is not verified |', '|---|---|', ...rows].join('\n')
  return text.replace(NAMED, (_, begin, end) => `${begin}${table}${end}`)
}

/** Writes the table of formats of a page anew, between the comments that mark it. */
export async function writeFormatTable(text: string, repository: Repository): Promise<string> {
  if (!TABLE.test(text)) return text
  const passed = await countPassed()
  const rows = ALL_FORMATS.map((format) => writeRow(format, passed, repository))
  const head = [
    '| format | edition | read | verify | issue | vectors passed |',
    '|---|---|---|---|---|--:|',
  ]
  return text.replace(TABLE, (_, begin, end) => `${begin}${[...head, ...rows].join('\n')}${end}`)
}

function writeRow(
  { id, edition }: Format,
  passed: ReadonlyMap<string, number>,
  { read }: Repository,
): string {
  const page = `docs/formats/${id}.md`
  const [, name = id] = HEADING.exec(read(page)) ?? []
  const verified = OF_LINKS[id] ?? 'yes'
  const issued = ISSUED.has(id) ? 'yes' : '–'
  const count = passed.get(id) ?? 0
  const cells = [`[${name}](${page}) \`${id}\``, edition, 'yes', verified, issued, count]
  return `| ${cells.join(' | ')} |`
}

/** Runs the vectors and counts those of each folder that come out as expected. */
async function countPassed(): Promise<ReadonlyMap<string, number>> {
  const vectors = readVectors()
  const passed = new Map<string, number>()
  for (const [path, rows] of Object.entries(vectors.rows)) {
    const [folder = ''] = path.split('/')
    const id = MORE_FOLDERS[folder] ?? folder
    const bodies: (() => Promise<void> | void)[] = []
    const runner = {
      test: (_: string, body: () => Promise<void> | void) => bodies.push(body),
      equal: deepStrictEqual,
    }
    const library = { formats: ALL_FORMATS, codecs, trust, revocation, verify, icvp, links }
    registerVectors(
      runner,
      library,
      { rows: { [path]: rows }, files: vectors.files },
      verify.webCrypto,
    )
    let count = passed.get(id) ?? 0
    for (const body of bodies) if (await holds(body)) count++
    passed.set(id, count)
  }
  return passed
}

async function holds(body: () => Promise<void> | void): Promise<boolean> {
  try {
    await body()
    return true
  } catch {
    return false
  }
}
