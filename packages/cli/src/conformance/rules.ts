/**
 * Judge of rows about entry rules.
 *
 * @module
 */

import { type JsonObject, type JsonValue, parseJson } from 'pratique/codecs'
import { UsageError } from 'pratique/errors'
import {
  compileExpression,
  createProgramSet,
  type Evaluated,
  findSegments,
  findTimeTerms,
  Instant,
  type ProgramSet,
  type RuleResult,
  toAnchors,
  toInstants,
  toRuleResult,
  validateExpression,
} from 'pratique/policy'
import { readFileBytes, readFileLines } from '../inputs/file-bytes.ts'
import { quote } from '../output/visible.ts'
import { isObject } from './row.ts'
import type { RuleRow } from './rule-row.ts'

/** Files that rows refer to. */
export interface RuleFiles {
  /** `--value-sets`: sets of codes by name, or such objects by the name that rows call them. */
  readonly valueSets?: string | undefined
  /** `--battery`: payloads by name, and value sets. */
  readonly battery?: string | undefined
  /** `--rules`: lines of `{ id, logicHash, rule }`. */
  readonly rules?: string | undefined
}

/** Answers rows in the form of their own file. */
export type RuleJudge = (row: RuleRow) => JsonValue | undefined

/** All that rows of an oracle leave to its header, but the clock (corpus of production rules). */
const FIXED_EXTERNAL = {
  countryCode: 'XX',
  exp: '2023-01-01',
  iat: '2021-09-20',
  issuerCountryCode: 'DE',
  kid: 'AAAAAAAAAAA=',
  region: '',
} as const

/** The stretch of time that windows are looked for in. */
const RANGE = {
  from: Date.parse('2021-06-01T00:00:00Z'),
  until: Date.parse('2026-06-01T00:00:00Z'),
}

const LIMITS = { maxCharacters: 64 * 1024 * 1024 } as const

/**
 * Makes a judge. Files are read when a row needs them.
 *
 * @throws {UsageError} later, `usage.cases-file` if a file that is needed is not given, or not of its form
 */
export function createRuleJudge(files: RuleFiles): RuleJudge {
  const battery = once(() => readObject(files.battery, '--battery'))
  const valueSets = once(() => readObject(files.valueSets, '--value-sets'))
  const rules = once(() => readRuleLines(files.rules))
  let header: JsonObject = {}
  return ({ kind, given }) => {
    switch (kind) {
      case 'expression':
        return toValue(compileExpression(given['expression'] ?? null).evaluate(dataOf(given)))
      case 'validation':
        return validateExpression(given['expression'] ?? null).length === 0
      case 'rule':
        return judgeRule(given, valueSets)
      case 'oracle-header':
        header = given
        return undefined
      case 'oracle':
        return judgeOracle(given, header, battery())
      case 'windows':
        return { segments: findWindows(given, rules(), battery()) }
    }
  }
}

function dataOf(given: JsonObject): JsonValue {
  return given['data'] ?? null
}

/** A fault has no value. */
function toValue(evaluated: Evaluated): JsonValue {
  if (evaluated.fault !== undefined) return 'error'
  const { value } = evaluated
  return value instanceof Instant ? new Date(value.ms).toISOString() : value
}

function judgeRule(given: JsonObject, valueSets: () => JsonObject): boolean | 'open' {
  const { rule = null, payload = null, external = null, valueSetsRef: name } = given
  const logic = isObject(rule) ? (rule['Logic'] ?? null) : null
  const sets = typeof name === 'string' ? { valueSets: memberOf(valueSets(), name) } : {}
  const evaluated = compileExpression(logic).evaluate({
    payload,
    external: { ...(isObject(external) ? external : {}), ...sets },
  })
  return ANSWERS[toRuleResult(evaluated)]
}

/** What rows of rules expect. */
const ANSWERS = { passed: true, failed: false, open: 'open' } as const

/** A file of sets by the names of files of sets, or the sets alone. */
function memberOf(sets: JsonObject, name: string): JsonValue {
  return Object.hasOwn(sets, name) ? (sets[name] ?? null) : sets
}

/** T true, F false, E error, V anything else: one text for each payload, a character for each clock. */
function judgeOracle(given: JsonObject, header: JsonObject, battery: JsonObject): JsonValue {
  const names = textsOf(header['payloads'])
  const clocks = textsOf(header['clocks'])
  if (names.length === 0) {
    throw new UsageError('usage.cases-file', 'rows of an oracle stand below their header')
  }
  const program = compileExpression(given['logic'] ?? null)
  return names.map((name) => {
    const letters = clocks.map((validationClock) => {
      const external = { ...FIXED_EXTERNAL, validationClock, valueSets: battery['valueSets'] ?? {} }
      return toLetter(program.evaluate({ payload: payloadOf(battery, name), external }))
    })
    return letters.join('')
  })
}

function toLetter(evaluated: Evaluated): string {
  if (evaluated.fault !== undefined) return 'E'
  if (typeof evaluated.value !== 'boolean') return 'V'
  return evaluated.value ? 'T' : 'F'
}

/** A rule of a row on windows. */
interface NamedRule {
  readonly identifier: string
  readonly logic: JsonValue
}

/** Exactly the rules that the row lists, whatever their validity. */
function findWindows(
  given: JsonObject,
  all: ReadonlyMap<string, NamedRule>,
  battery: JsonObject,
): JsonValue {
  const hashes = textsOf(given['logicHashes'])
  const rules = textsOf(given['rules']).map((id, index) => {
    const rule = all.get(`${id} ${hashes[index]}`) ?? all.get(id)
    if (rule) return rule
    throw new UsageError('usage.cases-file', `no rule ${quote(id)} is in the file of --rules`)
  })
  const { external = null, payload: name } = given
  const fixed = {
    ...(isObject(external) ? external : {}),
    valueSets: battery['valueSets'] ?? {},
  }
  const payload = payloadOf(battery, typeof name === 'string' ? name : '')
  const programs = createProgramSet()
  const indices = rules.map(({ logic }) => programs.add(logic))
  const begin = (ms: number) =>
    programs.begin({ payload, external: { ...fixed, validationClock: toSecond(ms) } })
  const anchors = findAnchors(rules, programs, () => begin(RANGE.from))
  const segments = findSegments(anchors, RANGE, (ms) => {
    const run = begin(ms)
    return toVerdict(
      rules,
      indices.map((index) => toRuleResult(run(index))),
    )
  })
  return segments.map(({ verdict, from, until }) => ({
    verdict,
    from: toSecond(from),
    until: toSecond(until),
  }))
}

function findAnchors(
  rules: readonly NamedRule[],
  programs: ProgramSet,
  begin: () => (index: number) => Evaluated,
): ReadonlySet<number> {
  const { dates, shifts } = findTimeTerms(rules.map(({ logic }) => logic))
  const indices = dates.map((date) => programs.add(date))
  return toAnchors(toInstants(indices, begin()), shifts)
}

/** `F:` and the rules that are false; else `O:` and those that came to nothing; else `P`. */
function toVerdict(rules: readonly NamedRule[], results: readonly RuleResult[]): string {
  const named = (wanted: RuleResult) => {
    const ids = rules.filter((_, index) => results[index] === wanted)
    return ids.map(({ identifier }) => identifier).toSorted()
  }
  const failed = named('failed')
  if (failed.length > 0) return `F:${failed.join(',')}`
  const open = named('open')
  return open.length > 0 ? `O:${open.join(',')}` : 'P'
}

function toSecond(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}

function payloadOf(battery: JsonObject, name: string): JsonValue {
  const { payloads = null } = battery
  const payload = isObject(payloads) && Object.hasOwn(payloads, name) ? payloads[name] : undefined
  if (payload !== undefined) return payload
  throw new UsageError('usage.cases-file', `no payload ${quote(name)} is in the file of --battery`)
}

function textsOf(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}

function readObject(path: string | undefined, option: string): JsonObject {
  if (path === undefined) {
    throw new UsageError('usage.cases-file', `these rows need a file: give it with ${option}`)
  }
  const value = parseText(new TextDecoder().decode(readFileBytes(path)))
  if (isObject(value)) return value
  throw new UsageError('usage.cases-file', `${quote(path)} holds no JSON object`)
}

/** By identifier alone, and together with the hash of the logic: one identifier may stand for two. */
function readRuleLines(path: string | undefined): ReadonlyMap<string, NamedRule> {
  if (path === undefined) {
    throw new UsageError('usage.cases-file', 'these rows need a file of rules: use --rules')
  }
  const rules = new Map<string, NamedRule>()
  for (const line of readFileLines(path)) {
    const value = line.trim() === '' ? null : parseText(line)
    const { id, logicHash, rule = null } = isObject(value) ? value : {}
    if (typeof id !== 'string' || !isObject(rule)) continue
    const { Identifier: identifier, Logic: logic = null } = rule
    const named = { identifier: typeof identifier === 'string' ? identifier : id, logic }
    rules.set(id, named)
    if (typeof logicHash === 'string') rules.set(`${id} ${logicHash}`, named)
  }
  return rules
}

function parseText(text: string): JsonValue | undefined {
  try {
    return parseJson(text, LIMITS)
  } catch {
    return undefined
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
