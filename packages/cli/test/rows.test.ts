/**
 * The rows of `vectors/` that are one text, given to the command as files: it must come to the same
 * verdicts as the library, with the keys of a file that the user names.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { describe, it } from 'node:test'
import { requireTold, type Told } from './answers.ts'
import {
  contextOf,
  pratique,
  type Row,
  readLines,
  readRows,
  vectorFile,
  write,
} from './pratique.ts'

const FOLDERS = ['eu-dcc', 'hcert', 'smart-health-card']

/** With what the certificates state, so that all of it is held against the schema. */
const VERIFY = ['verify', '--json', '--show-person']

/** All that the command can be told of a row. */
const SAID = new Set([
  'id',
  'origin',
  'licence',
  'format',
  'text',
  'trust',
  'now',
  'note',
  'expect',
])

/** No file that a user gives can bring a list whose signature was verified. */
const NEEDS_SIGNED_LIST = 'validity.clock'

/** A part of a card would be put together with the parts in other rows, and a file has several. */
const JOINED = /^\s*(shc:\/\d+\/|\{)/i

const rows = FOLDERS.flatMap((folder) =>
  readdirSync(vectorFile(folder))
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readRows(`${folder}/${name}`)),
).filter(isForCommand)

describe('the rows of vectors/', { concurrency: 2 }, () => {
  it('are many', () => assert.ok(rows.length > 400, `${rows.length} rows`))

  for (const [number, group] of [...groupByContext().values()].entries()) {
    const [first] = group
    if (!first) continue
    it(`end as they say: ${group.length} with ${first.trust} at ${first.now}`, async () => {
      const files = group.map(({ text = '' }, index) => write(`${number}-${index}.txt`, text))
      const { stdout } = await pratique([...VERIFY, ...contextOf(first), ...files])
      const answers = new Map<number | undefined, Told>()
      for (const line of readLines(stdout)) {
        const answer = requireTold(line)
        answers.set(answer.input[0], answer)
      }
      for (const [index, { id, expect }] of group.entries()) {
        const answer = answers.get(index)
        const { verdict, exitCode, code } = expect
        assert.deepEqual(
          { verdict: answer?.verdict, exitCode: answer?.exitCode, code: answer?.code },
          { verdict, exitCode, code },
          id,
        )
      }
    })
  }
})

function groupByContext(): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const context = contextOf(row).join(' ')
    const group = groups.get(context) ?? []
    groups.set(context, [...group, row])
  }
  return groups
}

function isForCommand(row: Row): boolean {
  const { text = '', trust, expect } = row
  return (
    Object.keys(row).every((name) => SAID.has(name)) &&
    typeof trust === 'string' &&
    text.trim() !== '' &&
    text === Buffer.from(text).toString() &&
    !JOINED.test(text) &&
    !text.includes('\0') &&
    expect.code !== NEEDS_SIGNED_LIST
  )
}
