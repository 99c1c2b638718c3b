/**
 * What is wrong with one file of entry rules.
 *
 * @module
 */

import { isJsonObject, type JsonValue } from 'pratique/codecs'
import { UsageError } from 'pratique/errors'
import {
  type EntryRule,
  isOwnPolicy,
  type LintFinding,
  type LintSeverity,
  lintRules,
  type OwnPolicy,
  type PolicyFault,
  type ReadRules,
  readPolicy,
  type ValueSets,
} from 'pratique/policy'
import { createTerminology } from 'pratique/terminology'
import { fs } from '../builtins.ts'
import { named } from '../bundle/named.ts'
import type { Io } from '../io.ts'
import { casesPathOf } from './cases-path.ts'
import { type GivenBytes, readGivenBytes } from './given-file.ts'
import { readJsonOrLines, readPolicyFile } from './policy-file.ts'

/** One thing to know about a file of entry rules. */
export interface FileFinding {
  readonly id: string
  readonly severity: LintSeverity
  /** The owner of the rule; of a policy, nobody. */
  readonly country?: string
  readonly rule?: string
  readonly version?: string
  readonly path?: string
  readonly message: string
}

/** A file that was looked at. */
export interface LintedFile {
  readonly file: string
  readonly kind: 'eu-rules' | 'pratique-policy'
  /** How many rules it holds; a policy is one. */
  readonly rules: number
  readonly findings: readonly FileFinding[]
}

export interface LintFileOptions {
  /** Absent: none are known, so that nothing is checked against them. */
  readonly valueSets?: ValueSets
  /** When rules of a country together are judged, seconds since the epoch. Absent: at every change. */
  readonly at?: number
  /** Codes that some country adds to a value set, by its name. */
  readonly known: Readonly<Record<string, readonly string[]>>
  readonly now: number
  readonly io: Io
}

const PROGRESS_EVERY_MS = 1000
const DAY_SECONDS = 86_400
const CHECKED_DAYS = 365

/**
 * Lints a file.
 *
 * @throws {UsageError} `usage.policy-file` if it holds no entry rules, and the codes of files
 */
export function lintFile(value: string, options: LintFileOptions): LintedFile {
  const given = readGivenBytes(value)
  const json = named(value, 'usage.policy-file', () => readJsonOrLines(given.bytes))
  if (isOwnPolicy(json)) {
    const findings = lintOwnPolicy(given, options.now)
    return { file: value, kind: 'pratique-policy', rules: 1, findings }
  }
  const content = named(value, 'usage.policy-file', () => readPolicyFile(given.bytes))
  if (content.kind !== 'eu-rules') {
    const message = 'it holds value sets: give it with --value-sets, beside the rules'
    throw new UsageError('usage.policy-file', message)
  }
  const { read } = content
  const findings = lintByCountry(read, options)
  return { file: value, kind: 'eu-rules', rules: read.rules.length + read.dropped.length, findings }
}

/** Country by country, as rules of one are only ever judged together. */
function lintByCountry(read: ReadRules, options: LintFileOptions): readonly LintFinding[] {
  const { valueSets = { codes: {}, dates: {} }, at, known, io } = options
  const groups = new Map<string, EntryRule[]>()
  for (const rule of read.rules)
    groups.set(rule.country, [...(groups.get(rule.country) ?? []), rule])
  const settings = { valueSets, known, names: productNames(), ...(at !== undefined && { at }) }
  let next = Date.now() + PROGRESS_EVERY_MS
  let done = 0
  const findings = [...lintRules({ rules: [], dropped: read.dropped }, settings)]
  for (const rules of groups.values()) {
    findings.push(...lintRules({ rules, dropped: [] }, settings))
    done += rules.length
    if (Date.now() < next) continue
    next = Date.now() + PROGRESS_EVERY_MS
    io.err(`${done} of ${read.rules.length} rules …\n`)
  }
  // Without any set, a name that is missing says nothing.
  return options.valueSets ? findings : findings.filter(({ id }) => id !== 'value-set-missing')
}

/** What codes of products are called: some write the name in place of the code. */
export function productNames(): Readonly<Record<string, string>> {
  const names: Record<string, string> = {}
  for (const { name, euCodes } of createTerminology().products.values()) {
    if (euCodes) names[euCodes.mp] ??= name
  }
  return names
}

function lintOwnPolicy({ path, bytes }: GivenBytes, now: number): readonly FileFinding[] {
  const { policy, faults } = readPolicy(new TextDecoder().decode(bytes))
  if (!policy) return faults.map(toFaultFinding)
  const about = { rule: policy.id, version: policy.version }
  const findings = [
    ...findUnknownProducts(policy),
    ...findDates(policy, now),
    ...(fs.existsSync(casesPathOf(path)) ? [] : [CASES_MISSING]),
  ]
  return findings.map((finding) => ({ ...about, ...finding }))
}

function toFaultFinding({ path, words }: PolicyFault): FileFinding {
  return { id: 'policy-form', severity: 'error', path, message: words }
}

const CASES_MISSING: FileFinding = {
  id: 'cases-missing',
  severity: 'warning',
  message: 'There are no cases beside it (NAME.cases.json): "policy publish" asks for some.',
}

function findUnknownProducts(policy: OwnPolicy): readonly FileFinding[] {
  const { products } = createTerminology()
  const findings: FileFinding[] = []
  // What a policy asks for is JSON; its type only says more.
  const { requirement, exemptions = [] } = policy
  const root: JsonValue = JSON.parse(JSON.stringify({ requirement, exemptions }))
  visit(root, '', (path, id) => {
    if (products.has(id)) return
    const message = `"${id}" is no product that is known here: no certificate is ever taken for it.`
    findings.push({ id: 'product-unknown', severity: 'error', path, message })
  })
  return findings
}

function visit(
  value: JsonValue,
  path: string,
  onProduct: (path: string, id: string) => void,
): void {
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) visit(each, `${path}/${index}`, onProduct)
    return
  }
  if (!isJsonObject(value)) return
  for (const [name, each] of Object.entries(value)) {
    if (name === 'products' && Array.isArray(each)) {
      for (const [index, id] of each.entries()) onProduct(`${path}/${name}/${index}`, String(id))
    } else visit(each, `${path}/${name}`, onProduct)
  }
}

function findDates({ effective, source }: OwnPolicy, now: number): readonly FileFinding[] {
  const today = new Date(now * 1000).toISOString().slice(0, 10)
  const checked = Date.parse(source.checkedOn) / 1000
  const isOld = now - checked > CHECKED_DAYS * DAY_SECONDS
  return [
    ...(effective.until !== undefined && effective.until < today
      ? [toDateFinding('policy-ended', '/effective/until', `It has ended: ${effective.until}.`)]
      : []),
    ...(isOld
      ? [
          toDateFinding(
            'source-old',
            '/source/checkedOn',
            `It was compared with its source ${source.checkedOn}: look whether that has changed.`,
          ),
        ]
      : []),
  ]
}

function toDateFinding(id: string, path: string, message: string): FileFinding {
  return { id, severity: 'note', path, message }
}
