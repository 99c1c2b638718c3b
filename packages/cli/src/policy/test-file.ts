/**
 * The cases beside a file of entry rules, run.
 *
 * @module
 */

import { isJsonObject, type JsonValue } from 'pratique/codecs'
import { UsageError } from 'pratique/errors'
import { type OwnPolicy, parseCases, type ReadRules, runCases } from 'pratique/policy'
import { createTerminology } from 'pratique/terminology'
import { fs } from '../builtins.ts'
import { named } from '../bundle/named.ts'
import { readFileBytes } from '../inputs/file-bytes.ts'
import { quote } from '../output/visible.ts'
import { caseLinesPathOf, casesPathOf } from './cases-path.ts'
import { readGivenBytes } from './given-file.ts'
import { readJsonOrLines, readPolicyFile } from './policy-file.ts'
import { type CaseDifference, runRuleCases } from './rule-cases.ts'

/** What the cases of a file came to. */
export interface TestedFile {
  readonly file: string
  readonly kind: 'eu-rules' | 'pratique-policy'
  readonly casesFile: string
  readonly cases: number
  /** Those that did not come out as expected. */
  readonly failed: readonly CaseDifference[]
}

/**
 * Runs cases.
 *
 * @param value a file, or the name of a policy that comes with the program
 * @param cases the file of cases; absent: the one beside it
 * @param valueSetFiles for rules of the EU
 * @throws {UsageError} `usage.policy-file`, `usage.file-missing` if there are no cases, and the codes of files
 */
export function testFile(
  value: string,
  cases: string | undefined,
  valueSetFiles: readonly string[],
): TestedFile {
  const { path, bytes } = readGivenBytes(value)
  const content = named(value, 'usage.policy-file', () => readPolicyFile(bytes))
  switch (content.kind) {
    case 'eu-value-sets':
      throw new UsageError('usage.policy-file', `${quote(value)} holds value sets, and no rules`)
    case 'pratique-policy': {
      const casesFile = cases ?? requireBeside(value, [casesPathOf(path)])
      return {
        file: value,
        kind: content.kind,
        casesFile,
        ...testPolicy(content.policy, casesFile),
      }
    }
    case 'eu-rules': {
      const isOwn = cases === undefined && holdsCases(readJsonOrLines(bytes))
      const beside = [caseLinesPathOf(path), casesPathOf(path)]
      const casesFile = cases ?? (isOwn ? path : requireBeside(value, beside))
      const { read } = content
      return {
        file: value,
        kind: content.kind,
        casesFile,
        ...testRules(read, casesFile, valueSetFiles),
      }
    }
  }
}

/** Rows that bring their rule and their expectation, as the EU's test data are passed on. */
function holdsCases(value: JsonValue): boolean {
  const [first] = Array.isArray(value) ? value : []
  return isJsonObject(first) && Object.hasOwn(first, 'expected') && Object.hasOwn(first, 'payload')
}

function requireBeside(value: string, paths: readonly string[]): string {
  const found = paths.find((path) => fs.existsSync(path))
  if (found !== undefined) return found
  throw new UsageError(
    'usage.file-missing',
    `there are no cases beside ${quote(value)}: write ${paths.map(quote).join(' or ')}, or name a file`,
  )
}

type Tested = Pick<TestedFile, 'cases' | 'failed'>

function testPolicy(policy: OwnPolicy, casesFile: string): Tested {
  const bytes = readFileBytes(casesFile)
  const cases = named(casesFile, 'usage.policy-file', () =>
    parseCases(new TextDecoder().decode(bytes)),
  )
  if (cases.policy !== policy.id) {
    const message = `${quote(casesFile)} has cases of ${quote(cases.policy)}, not of ${quote(policy.id)}`
    throw new UsageError('usage.policy-file', message)
  }
  const { products, kinds } = createTerminology()
  const results = runCases(policy, cases, { products, kinds })
  const failed = results.filter(({ isAsExpected }) => !isAsExpected)
  return {
    cases: results.length,
    failed: failed.map(({ name, differences }) => ({ name, differences })),
  }
}

function testRules(
  { rules }: ReadRules,
  casesFile: string,
  valueSetFiles: readonly string[],
): Tested {
  const bytes = readFileBytes(casesFile)
  const json = named(casesFile, 'usage.policy-file', () => readJsonOrLines(bytes, 'expected cases'))
  const rows = Array.isArray(json) ? json : isJsonObject(json) ? (json['cases'] ?? [json]) : [json]
  const sets = valueSetFiles.map((path) => {
    const given = readFileBytes(path)
    return named(path, 'usage.policy-file', () => readJsonOrLines(given, 'expected value sets'))
  })
  return named(casesFile, 'usage.policy-file', () =>
    runRuleCases(Array.isArray(rows) ? rows : [rows], rules, sets),
  )
}
