/**
 * The verdict algebra against DESIGN §4's table, which stands here once more, as a list of lines.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { CHECK_NAMES, type Check, type CheckName, type Checks, STATUSES } from './outcome.ts'
import { type Conclusion, conclude } from './verdict.ts'

/**
 * DESIGN §4 from top to bottom; the first line that holds decides. `doubt` is indeterminate or not
 * applicable; behind a slash stand the codes that matter. The first check named is the one that tells
 * the code. Lines with `+` are what DESIGN leaves open. Line 6 stands where it does.
 */
const TABLE = `
1   format failed/prefix,unsupported,version         not-a-certificate 30
2   format failed                                    not-genuine 12
+   format doubt                                     undecided 22
+   content failed & signer not-applicable & signature not-applicable         undecided 22
+   content indeterminate & signer not-applicable & signature not-applicable  undecided 22
3   signer failed                                    not-genuine 13
4   signer doubt & signature doubt                   undecided 20
5   signature failed                                 not-genuine 12
6   signature passed                                 specimen 31
7   key-usage failed                                 not-genuine 13
8   revocation failed                                not-genuine 14
9   validity failed                                  not-genuine 15
10  validity indeterminate/clock                     undecided 23
11  signature doubt                                  undecided 20
11  signer doubt                                     undecided 20
11  key-usage doubt                                  undecided 20
12  revocation indeterminate                         undecided 20
13  content failed                                   undecided 22
13  content doubt                                    undecided 22
+   validity doubt                                   undecided 22
14  holder failed                                    refused 11
+   holder indeterminate                             undecided 22
15  policy not-applicable                            genuine 3
16  policy indeterminate/unknown                     undecided 21
+   policy indeterminate/outdated,evidence           undecided 20
16  policy indeterminate                             undecided 22
16  policy failed/more-needed                        more-needed 10
16  policy failed                                    refused 11
16  policy passed                                    accepted 0
`

/** Codes besides the one that any failure and any doubt has here. */
const TELLING_CODES = {
  format: { failed: ['prefix', 'unsupported', 'version'], indeterminate: [] },
  validity: { failed: [], indeterminate: ['clock'] },
  policy: { failed: ['more-needed'], indeterminate: ['unknown', 'outdated', 'evidence'] },
} as const

/** What each check must be for a positive verdict. */
const POSITIVE = ['accepted', 'genuine', 'more-needed', 'refused']
const REQUIRED = ['format', 'signer', 'signature', 'key-usage', 'validity', 'content'] as const

interface Line {
  readonly text: string
  readonly number: string
  readonly conditions: readonly { check: string; statuses: string[]; codes: string[] }[]
  readonly verdict: string
  readonly exitCode: number
}

/** What was seen of all combinations: how many, which lines decided, what is wrong, by test. */
interface Survey {
  combinations: number
  readonly statuses: Set<string>
  readonly decided: Set<string>
  readonly faults: { readonly [Name in FaultName]: string[] }
}

type FaultName = 'table' | 'positive' | 'exitCode' | 'specimen'

const LINES: readonly Line[] = TABLE.trim().split('\n').map(readLine)
const SPECIMEN_LINE = LINES.findIndex(({ number }) => number === '6')
const survey: Survey = {
  combinations: 0,
  statuses: new Set(),
  decided: new Set(),
  faults: { table: [], positive: [], exitCode: [], specimen: [] },
}

describe('conclude, over every combination of statuses and telling codes', () => {
  before(() => {
    for (const checks of allChecks()) look(checks)
  })

  test('covers all', () => {
    assert.equal(survey.statuses.size, 4 ** 9)
    assert.ok(survey.combinations > 4 ** 9)
    const lines = LINES.filter(({ number }) => number !== '6').map(({ text }) => text)
    assert.deepEqual([...survey.decided].toSorted(), lines.toSorted())
  })

  test('answers as the table does', () => {
    assert.deepEqual(survey.faults.table.slice(0, 3), [])
  })

  test('is positive only if all that is required passed', () => {
    assert.deepEqual(survey.faults.positive.slice(0, 3), [])
  })

  test('ends in 0 for accepted alone, and in 31 for specimens alone', () => {
    assert.deepEqual(survey.faults.exitCode.slice(0, 3), [])
  })

  test('turns a specimen into 31 and nothing else, and only if its signature holds', () => {
    assert.deepEqual(survey.faults.specimen.slice(0, 3), [])
  })
})

function look(checks: Checks): void {
  const { faults, statuses, decided } = survey
  survey.combinations++
  statuses.add(CHECK_NAMES.map((name) => STATUSES.indexOf(checks[name].status)).join(''))
  const ordinary = conclude(checks, false)
  const specimen = conclude(checks, true)
  const at = LINES.findIndex((line) => line.number !== '6' && holds(line, checks))
  const line = LINES[at]
  const note = (name: FaultName): void => {
    faults[name].push(`line ${line?.text}: ${JSON.stringify([checks, ordinary, specimen])}`)
  }
  if (line) decided.add(line.text)
  if (!line || !isTold(ordinary, line, checks)) note('table')
  if (!isPositiveRightly(ordinary, checks)) note('positive')
  for (const { verdict, exitCode } of [ordinary, specimen]) {
    if ((exitCode === 0) !== (verdict === 'accepted')) note('exitCode')
    if ((exitCode === 31) !== (verdict === 'specimen')) note('exitCode')
  }
  const isSpecimen = at > SPECIMEN_LINE && checks.signature.status === 'passed'
  if (!(isSpecimen ? isSpecimenOf(specimen, ordinary) : isSame(specimen, ordinary))) {
    note('specimen')
  }
}

function isTold(told: Conclusion, { verdict, exitCode, conditions }: Line, checks: Checks) {
  const [decisive] = conditions
  const code = CHECK_NAMES.filter((name) => name === decisive?.check).map(
    (name) => checks[name].code,
  )
  return (
    told.verdict === verdict &&
    told.exitCode === exitCode &&
    told.as === undefined &&
    told.code === code[0] &&
    'code' in told === (code[0] !== undefined)
  )
}

function isPositiveRightly({ verdict }: Conclusion, checks: Checks): boolean {
  if (!POSITIVE.includes(verdict)) return true
  const { revocation, holder, policy } = checks
  return (
    REQUIRED.every((name) => checks[name].status === 'passed') &&
    isPassedOrNotApplicable(revocation) &&
    (isPassedOrNotApplicable(holder) || (verdict === 'refused' && holder.status === 'failed')) &&
    (verdict !== 'accepted' || policy.status === 'passed')
  )
}

function isPassedOrNotApplicable({ status }: Check): boolean {
  return status === 'passed' || status === 'not-applicable'
}

function isSpecimenOf(specimen: Conclusion, { verdict, code }: Conclusion): boolean {
  const { as, exitCode } = specimen
  return (
    specimen.verdict === 'specimen' && exitCode === 31 && as === verdict && specimen.code === code
  )
}

function isSame(a: Conclusion, b: Conclusion): boolean {
  return a.verdict === b.verdict && a.exitCode === b.exitCode && a.code === b.code && a.as === b.as
}

function holds({ conditions }: Line, checks: Checks): boolean {
  return conditions.every(({ check, statuses, codes }) => {
    const found = CHECK_NAMES.find((name) => name === check)
    if (!found) throw new Error(`no check ${check}`)
    const { status, code = '' } = checks[found]
    return statuses.includes(status) && (codes.length === 0 || codes.includes(code))
  })
}

function readLine(text: string): Line {
  const [number = '', all = '', verdict = '', exitCode = ''] =
    /^(\S+)\s+(.*?)\s{2,}(\S+) (\d+)$/.exec(text)?.slice(1) ?? []
  const conditions = all.split(' & ').map((condition) => {
    const [check = '', status = '', codes] = condition.split(/[ /]/)
    return {
      check,
      statuses: status === 'doubt' ? ['indeterminate', 'not-applicable'] : [status],
      codes: codes?.split(',').map((code) => `${check}.${code}`) ?? [],
    }
  })
  return { text, number, conditions, verdict, exitCode: Number(exitCode) }
}

/** Counts through the states of the nine checks. The object is the same each time, and changes. */
function* allChecks(): Generator<Checks> {
  const states = CHECK_NAMES.map(statesOf)
  const checks: Record<string, Check | undefined> = {}
  const at = states.map(() => 0)
  CHECK_NAMES.forEach((name, i) => {
    checks[name] = states[i]?.[0]
  })
  for (let digit = 0; digit < at.length; ) {
    if (digit === 0 && isComplete(checks)) yield checks
    const next = ((at[digit] ?? 0) + 1) % (states[digit]?.length ?? 1)
    at[digit] = next
    checks[CHECK_NAMES[digit] ?? ''] = states[digit]?.[next]
    digit = next === 0 ? digit + 1 : 0
  }
}

function isComplete(checks: Record<string, Check | undefined>): checks is Checks & typeof checks {
  return CHECK_NAMES.every((name) => checks[name] !== undefined)
}

function statesOf(check: CheckName): readonly Check[] {
  const telling: { readonly [Name in CheckName]?: Record<string, readonly string[]> } =
    TELLING_CODES
  return STATUSES.flatMap((status): unknown[] => {
    if (status === 'passed' || status === 'not-applicable') return [{ check, status }]
    const codes = ['other', ...(telling[check]?.[status] ?? [])]
    return codes.map((code) => ({ check, status, code: `${check}.${code}` }))
  }).filter(isCheck)
}

/** The algebra treats codes that it does not know alike, so that one of no registry may stand in. */
function isCheck(value: unknown): value is Check {
  return typeof value === 'object' && value !== null && 'status' in value
}
