/**
 * `pratique policy test`: whether entry rules answer their cases as they must.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { DIFFERENCES } from '../exit-codes.ts'
import { wrap } from '../output/columns.ts'
import { createStyle, type Style } from '../output/style.ts'
import { quote, toJsonLine, visible } from '../output/visible.ts'
import { type TestedFile, testFile } from '../policy/test-file.ts'

export const USAGE = `Usage: pratique policy test FILE [CASES] [OPTION…]

Runs the cases of a policy or of rules: what somebody brings, and what must be said of it. They lie
beside the file: NAME.cases.json beside NAME.json; for rules of the EU also NAME.cases.jsonl. The
NAME of a policy that comes with the program does, too.

Cases of rules of the EU are objects, one in each line or in an array:
{"ruleId", "payload", "external": {"validationClock": …}, "expected": true, false or "open"}.
"ruleId" may end in @VERSION; "rule" may hold a rule itself.

Options
  --value-sets FILE   value sets that the rules refer to; may be repeated
  --json              one JSON object, and nothing else
  --help              this text

Exit codes
  0 all as expected   1 some are not   2 there are no cases; wrong usage   70 a bug of ours

Examples
  pratique policy test my-policy.json
  pratique policy test rules.json rules.cases.jsonl --value-sets value-sets.json
  pratique policy test yellow-fever
`

const OPTIONS = {
  'value-sets': { type: 'string', multiple: true },
  json: { type: 'boolean' },
} as const

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    const [file, cases, ...others] = positionals
    if (file === undefined || others.length > 0) {
      throw new UsageError('usage.argument', 'policy test takes a file, and a file of its cases')
    }
    const tested = testFile(file, cases, values['value-sets'] ?? [])
    const style = createStyle(io.hasColor)
    io.out(values.json ? toJsonLine(tested) : `${writeTested(tested, style).join('\n')}\n`)
    return tested.failed.length > 0 ? DIFFERENCES : 0
  },
)

const MAX_TEXT = 600
const LINE_WIDTH = 96

function writeTested({ file, cases, failed }: TestedFile, style: Style): readonly string[] {
  const passed = cases - failed.length
  const summary = `${quote(file)}: ${passed} of ${cases} cases came out as expected`
  return [
    ...failed.flatMap(({ name, differences }) => [
      style.status('failed', visible(name, MAX_TEXT)),
      ...differences.flatMap((each) => wrap(visible(each, MAX_TEXT), LINE_WIDTH)).map(indent),
    ]),
    summary,
  ]
}

function indent(line: string): string {
  return `    ${line}`
}
