/**
 * Codes in rules: each should be in the value set of the field that it is compared with, or else no
 * certificate states it.
 *
 * @module
 */

import { findProductNames } from '../dcc-codes.ts'
import type { EntryRule } from '../rules/rule.ts'
import type { ValueSets } from '../rules/value-sets.ts'
import { valueSetOf } from './fields.ts'
import { type LintFinding, toFinding } from './finding.ts'
import { findNearest, isName, type Nearest } from './nearest.ts'
import { type ComparedText, comparedTexts, type Part } from './parts.ts'

/** Codes by name of the value set. */
export type KnownCodes = Readonly<Record<string, readonly string[]>>

/** What codes are checked against. */
export interface CodeLists {
  readonly valueSets: ValueSets
  /** Codes that some country issues of its own. */
  readonly known?: KnownCodes | undefined
  /** Names by code. */
  readonly names?: Readonly<Record<string, string>> | undefined
}

type Findings = Generator<LintFinding, void, undefined>

/** Checks the codes of a Logic. A code that is compared twice is reported once. */
export function* lintCodes(
  rule: EntryRule,
  parts: readonly Part[],
  { valueSets: { codes }, known = {}, names = {} }: CodeLists,
): Findings {
  const reported = new Set<string>()
  const devices: ComparedText[] = []
  for (const compared of comparedTexts(parts)) {
    const { field, text } = compared
    const name = valueSetOf(field)
    const set = name === undefined ? undefined : codes[name]
    if (name === undefined || set === undefined || set.includes(text)) continue
    if (known[name]?.includes(text) || reported.has(`${name} ${text}`)) continue
    if (reported.size >= MAX_CODES) break
    reported.add(`${name} ${text}`)
    if (name === DEVICES && /^\d+$/.test(text)) devices.push(compared)
    else yield toCodeFinding(rule, compared, name, set, { ...findProductNames(), ...names })
  }
  const [first] = devices
  if (!first) return
  const listed = devices.map(({ text }) => text)
  const message = `These test devices are not in the value set that was given: ${listed.join(', ')}. Devices come and go: use external.valueSets.${DEVICES}, which is kept up to date.`
  yield toFinding(rule, 'code-unknown', {
    path: first.path,
    message,
    values: { valueSet: DEVICES, codes: listed },
    severity: 'note',
  })
}

/** Of one rule, no more are reported. */
const MAX_CODES = 100

const DEVICES = 'covid-19-lab-test-manufacturer-and-name'

function toCodeFinding(
  rule: EntryRule,
  { field, text, path }: ComparedText,
  valueSet: string,
  set: readonly string[],
  names: Readonly<Record<string, string>>,
): LintFinding {
  const nearest = findNearest(text, set) ?? findNamed(text, set, names)
  const suggestion = nearest?.word
  const values = { code: text, field, valueSet, ...(suggestion !== undefined && { suggestion }) }
  if (nearest?.isSlip) {
    const message = `"${text}" is no code of ${valueSet}, and never matches ${field}. Did you mean "${nearest.word}"?`
    return toFinding(rule, 'code-misspelt', { path, message, values })
  }
  const hint = suggestion === undefined ? '' : ` The nearest is "${suggestion}".`
  if (isName(text) && !set.some(isName)) {
    const message = `"${text}" is a name, and codes of ${valueSet} are none: it never matches ${field}.${hint} Write the code.`
    return toFinding(rule, 'code-misspelt', { path, message, values })
  }
  const message = `"${text}" is not in ${valueSet}: it matches ${field} only where a country issues this code of its own.${hint} Correct it, or name it as known.`
  return toFinding(rule, 'code-unknown', { path, message, values })
}

/** The code of a product whose name stands in its place. */
function findNamed(
  text: string,
  set: readonly string[],
  names: Readonly<Record<string, string>>,
): Nearest | undefined {
  const named = set.filter((code) => Object.hasOwn(names, code))
  const nearest = findNearest(
    text,
    named.map((code) => names[code] ?? code),
  )
  const code = named.find((each) => names[each] === nearest?.word)
  return code === undefined || !nearest?.isSlip ? undefined : { word: code, isSlip: true }
}
