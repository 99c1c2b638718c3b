/**
 * A rule in words: its Logic as a tree of plain English lines, with nothing left out.
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'
import type { EntryRule } from '../rules/rule.ts'
import { type Formula, toFormula } from './formula.ts'
import { toLeafWords } from './leaf.ts'
import { createNames, type NameOf } from './names.ts'

/** One line, and what belongs under it. */
export interface OutlineLine {
  readonly text: string
  /** Whether it is a condition of its own, and then whether it is one that has its sentence. */
  readonly condition?: 'idiom' | 'expression'
  readonly lines: readonly OutlineLine[]
}

export interface Outline {
  readonly rule: string
  readonly version: string
  /** What the rule is about: `For test certificates, on arrival in DE, this must hold:`. */
  readonly title: string
  readonly lines: readonly OutlineLine[]
}

export interface OutlineOptions {
  /** Names of codes, such as those of products: a code without one stands for itself. */
  readonly names?: Readonly<Record<string, string>>
}

/** Says a rule in words. Total: what is no idiom is written as an expression. */
export function outlineRule(rule: EntryRule, { names = {} }: OutlineOptions = {}): Outline {
  const lines = outlineLogic(rule.logic, createNames(names))
  const all = lines.length > 1 ? 'all of these must hold' : 'this must hold'
  return { rule: rule.id, version: rule.version, title: `${titleOf(rule)} ${all}:`, lines }
}

/** The lines as text, those of the same level in one column. */
export function toOutlineText({ title, lines }: Outline): string {
  return [title, ...toTexts(lines, 1)].join('\n')
}

function toTexts(lines: readonly OutlineLine[], level: number): readonly string[] {
  return lines.flatMap((line) => [
    `${'  '.repeat(level)}${line.text}`,
    ...toTexts(line.lines, level + 1),
  ])
}

function titleOf({ kind, country, region, certificateType }: EntryRule): string {
  const which = certificateType === 'General' ? 'all' : certificateType.toLowerCase()
  const where = region === undefined ? country : `${region} (${country})`
  return kind === 'invalidation'
    ? `For ${which} certificates of ${where}, wherever they are shown,`
    : `For ${which} certificates, on arrival in ${where},`
}

function outlineLogic(logic: JsonValue, nameOf: NameOf): readonly OutlineLine[] {
  const line = toLine(toFormula(logic), nameOf)
  const isGroup = line.condition === undefined && line.text === ALL
  const lines = isGroup ? line.lines : [line]
  return lines.map((each) => ({ ...each, text: capitalize(each.text) }))
}

const ALL = 'all of:'
const ANY = 'at least one of:'

function toLine(formula: Formula, nameOf: NameOf): OutlineLine {
  switch (formula.kind) {
    case 'constant':
      return { text: formula.value ? 'always met' : 'never met', lines: [] }
    case 'unused':
      return toUnusedLine(formula, nameOf)
    case 'all':
      return { text: ALL, lines: formula.parts.map((part) => toLine(part, nameOf)) }
    case 'any':
      return { text: ANY, lines: formula.parts.map((part) => toLine(part, nameOf)) }
    case 'implies':
      return toImpliedLine(formula, nameOf)
    case 'choose':
      return {
        text: 'depending on a condition:',
        lines: [
          toImpliedLine(formula, nameOf),
          { text: 'otherwise:', lines: [toLine(formula.otherwise, nameOf)] },
        ],
      }
    case 'leaf': {
      const { text, isIdiom, items } = toLeafWords(formula, nameOf)
      const lines = items === undefined ? [] : [{ text: items, lines: [] }]
      return { text, condition: isIdiom ? 'idiom' : 'expression', lines }
    }
  }
}

/** `if(true, true, …)`: what is behind is never evaluated, and said all the same. */
function toUnusedLine(
  { value, parts }: Extract<Formula, { kind: 'unused' }>,
  nameOf: NameOf,
): OutlineLine {
  const text = `${value ? 'always met' : 'never met'}; named without effect:`
  return { text, lines: parts.map((part) => toLine(part, nameOf)) }
}

function toImpliedLine(
  { guard, met }: Extract<Formula, { kind: 'implies' | 'choose' }>,
  nameOf: NameOf,
): OutlineLine {
  const conditions = guard.kind === 'all' ? guard.parts : [guard]
  const asLines = conditions.map((each) => toLine(each, nameOf))
  const line = toLine(met, nameOf)
  const lines = line.text === ALL && line.condition === undefined ? line.lines : [line]
  const isPlain = asLines.every(isPlainLine)
  if (!isPlain) return { text: 'if this holds:', lines: [...asLines, { text: 'then:', lines }] }
  // The guard is a condition as well: those that share its line are counted with the first.
  const text = `if ${asLines.map(({ text: each }) => each).join(', and ')}:`
  const isIdiom = asLines.every(({ condition }) => condition === 'idiom')
  return { text, condition: isIdiom ? 'idiom' : 'expression', lines }
}

function isPlainLine({ condition, lines }: OutlineLine): boolean {
  return condition !== undefined && lines.length === 0
}

function capitalize(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
