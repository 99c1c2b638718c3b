/**
 * `pratique conformance run FILE.jsonl`: what Pratique makes of cases that others have judged, so that
 * anybody can compare.
 *
 * @module
 */

import { dirname, resolve } from 'node:path'
import type { JsonObject, JsonValue } from 'pratique/codecs'
import { UsageError } from 'pratique/errors'
import { type Verification, withoutPerson } from 'pratique/verify'
import type { CommandModule } from '../command-table.ts'
import type { StageAnswer } from '../conformance/card-stage.ts'
import { judgeHcert, type ReadPicture } from '../conformance/hcert.ts'
import { parseLine, type Row, toRow } from '../conformance/row.ts'
import { type RuleRow, readRuleRow } from '../conformance/rule-row.ts'
import type { RuleFiles, RuleJudge } from '../conformance/rules.ts'
import { createSummary, type Got, type Summary } from '../conformance/summary.ts'
import { defineCommand } from '../define-command.ts'
import { readPicture } from '../inputs/content.ts'
import { readFileBytes, readFileLines } from '../inputs/file-bytes.ts'
import type { Io } from '../io.ts'
import { quote, toJsonLine } from '../output/visible.ts'

export const USAGE = `Usage: pratique conformance run FILE.jsonl [--json] [--show-person]

Reads cases, one JSON object a line, and says what Pratique makes of each. The expectations in the
file are read by the summary alone, never to decide. "format" says what a row is of: shc, shl,
vds-nc, divoc, nzcp, detect, cred or openattestation; rows without it are of the HCERT family, or
about entry rules: the CertLogic suites, rules of countries, rows of an oracle, windows.

Options
  --value-sets FILE   value sets that rows about rules refer to
  --battery FILE      payloads that rows about rules refer to, with their value sets
  --rules FILE        rules that rows about windows refer to, one {"id", "rule"} a line
  --json              one line a row: {"id", "got", "result"}
  --show-person       with --json: keep what the certificates say in "result"
  --help              this text

Examples
  pratique conformance run cases.jsonl
  pratique conformance run cases.jsonl --json > answers.jsonl
  pratique conformance run windows.jsonl --rules rules.jsonl --battery battery.json --json
`

const OPTIONS = {
  json: { type: 'boolean' },
  'show-person': { type: 'boolean' },
  'value-sets': { type: 'string' },
  battery: { type: 'string' },
  rules: { type: 'string' },
} as const

/** Progress is said when it takes longer than this. */
const PROGRESS_AFTER_MS = 1000
const PROGRESS_EVERY_MS = 2000

interface Answer {
  readonly got: Got
  readonly result?: Verification
}

/** Runs the command. Differences with expectations are an answer, not a failure: the exit code is 0. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    const [action, file, ...others] = positionals
    if (action !== 'run' || file === undefined || others.length > 0) {
      throw new UsageError('usage.argument', 'expected "conformance run FILE.jsonl"')
    }
    const summary = createSummary()
    const readSymbols = createPictureReader(dirname(resolve(file)))
    const judgeRuleRow = createRuleRowJudge({
      valueSets: values['value-sets'],
      battery: values.battery,
      rules: values.rules,
    })
    const progress = createProgress(io)
    let lineNumber = 0
    let rows = 0
    for (const line of readFileLines(file)) {
      lineNumber++
      if (line.trim() === '') continue
      rows++
      progress(rows)
      const value = parseLine(line, lineNumber)
      const ruleRow = readRuleRow(value)
      if (ruleRow) {
        const answer = await judgeRuleRow(ruleRow).catch(nameLine(lineNumber))
        tellRuleRow(ruleRow, answer, summary)
        if (values.json && answer !== undefined) io.out(toJsonLine(toRuleAnswer(ruleRow, answer)))
        continue
      }
      const { row, expectation } = toRow(value, lineNumber)
      const { got, result } = await judge(row, readSymbols).catch(nameLine(lineNumber))
      summary.add(row.id, got, expectation)
      if (values.json) {
        const shown = result && (values['show-person'] ? result : withoutPerson(result))
        io.out(toJsonLine({ id: row.id, got, ...(shown && { result: shown }) }))
      }
    }
    if (rows === 0) {
      const advice = 'each line of it has to be one, as JSON'
      throw new UsageError('usage.file-empty', `${quote(file)} holds no cases: ${advice}`)
    }
    if (!values.json) io.out(`${summary.lines().join('\n')}\n`)
    return 0
  },
)

/** A judge of the rows of one kind. */
type Judge = (row: Row) => Promise<{ readonly got: StageAnswer; readonly result?: Verification }>

/** Judges by what a row names as its format; rows of any other are of cards. */
const JUDGES: Readonly<Record<string, () => Promise<Judge>>> = {
  shl: async () => (await import('../conformance/shl.ts')).judgeLink,
  'vds-nc': async () => (await import('../conformance/vds-nc.ts')).judgeSeal,
  divoc: async () => (await import('../conformance/divoc.ts')).judgeDivoc,
  nzcp: async () => (await import('../conformance/nz-pass.ts')).judgeNzPass,
  detect: async () => (await import('../conformance/named.ts')).judgeNamed,
  cred: async () => (await import('../conformance/named.ts')).judgeNamed,
  openattestation: async () => (await import('../conformance/named.ts')).judgeNamed,
}

async function judge(row: Row, readSymbols: ReadPicture): Promise<Answer> {
  if (row.kind === 'hcert') return judgeHcert(row, readSymbols)
  const load = Object.hasOwn(JUDGES, row.kind) ? JUDGES[row.kind] : undefined
  const judgeRow = load ? await load() : (await import('../conformance/card.ts')).judgeCard
  const { got, result } = await judgeRow(row)
  return { got: { ...got }, ...(result && { result }) }
}

/** Loaded when the first of these rows comes. */
function createRuleRowJudge(files: RuleFiles): (row: RuleRow) => Promise<JsonValue | undefined> {
  let judgeRow: RuleJudge | undefined
  return async (row) => {
    if (!judgeRow) {
      const { createRuleJudge } = await import('../conformance/rules.ts')
      judgeRow = createRuleJudge(files)
    }
    return judgeRow(row)
  }
}

/** The form in which the row's own file has it. */
function toRuleAnswer({ kind, id }: RuleRow, got: JsonValue): JsonObject {
  return kind === 'oracle' ? { logicHash: id, got } : { id, got }
}

/** Answers are compared as they are written. */
function tellRuleRow(row: RuleRow, got: JsonValue | undefined, summary: Summary): void {
  if (got === undefined) return
  const disputed = new Set(row.isDisputed ? [row.kind] : [])
  const expected = { [row.kind]: JSON.stringify(row.expected) }
  summary.add(row.id, { [row.kind]: JSON.stringify(got) }, { expected, disputed })
}

/** Says of which line something cannot be used. */
function nameLine(lineNumber: number): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof UsageError)) throw error
    const message = `line ${lineNumber}: ${error.message}`
    throw new UsageError('usage.cases-file', message, { cause: error })
  }
}

/** Pictures are read from beside the file of cases; one that is not there holds no symbol. */
function createPictureReader(folder: string): ReadPicture {
  return async (path) => {
    // No file has such a name.
    if (path.includes('\0')) return []
    try {
      return await readPicture(readFileBytes(resolve(folder, path)), quote(path))
    } catch (error) {
      if (error instanceof UsageError) return []
      throw error
    }
  }
}

function createProgress(io: Io): (rows: number) => void {
  let next = Date.now() + PROGRESS_AFTER_MS
  return (rows) => {
    if (Date.now() < next) return
    next = Date.now() + PROGRESS_EVERY_MS
    io.err(`${rows} rows …\n`)
  }
}
