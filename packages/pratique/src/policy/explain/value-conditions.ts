/**
 * Conditions on codes and counts, in words.
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'
import { MIRRORED, NEGATED } from '../certlogic/comparisons.ts'
import { compileExpression } from '../certlogic/evaluate.ts'
import {
  isLiteral,
  NUMBER_COMPARISONS,
  type NumberComparison,
  toOperation,
  toPath,
} from '../certlogic/expression.ts'
import { Instant } from '../certlogic/value.ts'
import type { ConditionKind, ConditionValue } from '../condition.ts'
import { GROUPS, readPlace, toField } from './fields.ts'
import type { Leaf } from './slice.ts'
import type { Explained } from './time-conditions.ts'

/** What codes are called: a name, or our word for what the code says. */
export interface CodeNames {
  /** Of a code of a DCC's member, such as `v.mp`. The code itself, if it has no name. */
  nameOf(member: string, code: string): string
}

/** What a condition on the codes of a member is called, and what it calls the code. */
const CODED: Readonly<Record<string, { readonly kind: ConditionKind; readonly stated: string }>> = {
  'v.mp': { kind: 'product', stated: 'product' },
  'v.ma': { kind: 'manufacturer', stated: 'manufacturer' },
  'v.vp': { kind: 'vaccine-type', stated: 'vaccineType' },
  't.tt': { kind: 'test-class', stated: 'class' },
  't.tr': { kind: 'test-result', stated: 'result' },
  't.ma': { kind: 'device-not-listed', stated: 'device' },
  tg: { kind: 'disease', stated: 'disease' },
  co: { kind: 'issuing-country', stated: 'country' },
  is: { kind: 'issuer', stated: 'issuer' },
  ci: { kind: 'identifier', stated: 'identifier' },
}

/** Explains a condition on one value; `undefined` if the leaf is none that is known. */
export function explainValue(leaf: Leaf, data: JsonValue, names: CodeNames): Explained | undefined {
  const operation = toOperation(leaf.expression)
  if (!operation) return undefined
  const { operator, operands } = operation
  if (operator === 'var') return explainPresence(leaf)
  if (holdsReduce(operands)) return { kind: 'one-event', values: {}, stated: {} }
  const comparison = NUMBER_COMPARISONS.find((each) => each === operator)
  if (operator === '===' || comparison) {
    const counted = explainCounts(leaf, comparison ?? '===', operands, data)
    if (counted) return counted
  }
  if (operator === '===' || operator === 'in') return explainCode(leaf, operands, data, names)
  return undefined
}

/** Only "exactly one event" is ever written so. */
function holdsReduce(operands: readonly JsonValue[]): boolean {
  return operands.some((operand) => toOperation(operand)?.operator === 'reduce')
}

/** Something is there that must not be, or is not there that must be. */
function explainPresence({ expression, isMet }: Leaf): Explained | undefined {
  const path = toPath(expression) ?? ''
  const place = readPlace(path)
  if (!place) return undefined
  const { group, member, index } = place
  const kind = group === undefined ? undefined : GROUPS[group]
  if (member === undefined && kind !== undefined) {
    if (isMet) {
      return index !== undefined && index > 0
        ? { kind: 'one-event', values: {}, stated: {} }
        : { kind: 'kind', values: { kind }, stated: {} }
    }
    return { kind: 'no-fact', values: { kind, disease: 'covid-19' }, stated: {} }
  }
  if (isMet) return undefined
  return { kind: 'value-missing', values: { field: toField(path) }, stated: {} }
}

function explainCode(
  { isMet }: Leaf,
  operands: readonly JsonValue[],
  data: JsonValue,
  names: CodeNames,
): Explained | undefined {
  const path = operands.map(toCodePath).find((each) => each !== undefined)
  const place = path === undefined ? undefined : readPlace(path)
  if (path === undefined || place?.member === undefined) return undefined
  const member = `${place.group}.${place.member}`
  const word = CODED[member] ?? CODED[place.member]
  if (!word) return undefined
  if (word.kind === 'identifier') return { kind: 'identifier', values: {}, stated: {} }
  const code = evaluate({ var: path }, data)
  if (code === null) return { kind: 'value-missing', values: { field: toField(path) }, stated: {} }
  // Codes that are excluded, rather than asked for, name nothing that would be accepted.
  const codes = isMet ? [] : codesOf(operands, data)
  const accepted = codes.map((each) => names.nameOf(member, each)).toSorted()
  return {
    kind: word.kind,
    values: { accepted: [...new Set(accepted)], count: codes.length },
    stated: typeof code === 'string' ? { [word.stated]: names.nameOf(member, code) } : {},
  }
}

/** The path of a code, or of the identifier that a part is taken out of. */
function toCodePath(expression: JsonValue): string | undefined {
  const operation = toOperation(expression)
  if (operation?.operator !== 'extractFromUVCI') return toPath(expression)
  const [identifier = null] = operation.operands
  return toPath(identifier)
}

function codesOf([first = null, second = null]: readonly JsonValue[], data: JsonValue): string[] {
  const all = [first, second].flatMap((operand) => {
    if (isLiteral(operand)) return [operand]
    // What a rule takes from the certificate is none of its own codes.
    if (Array.isArray(operand)) return operand.filter(isLiteral)
    const list = toPath(operand)?.startsWith('external.') ? evaluate(operand, data) : []
    return Array.isArray(list) ? list : []
  })
  return all.filter((each) => typeof each === 'string')
}

type CountOperator = NumberComparison | '==='

const DOSE = 'payload.v.0.dn'
const SERIES = 'payload.v.0.sd'

function mirrored(operator: CountOperator): CountOperator {
  return operator === '===' ? operator : MIRRORED[operator]
}

/** Doses against the series, or against a number. */
function explainCounts(
  { isMet }: Leaf,
  operator: CountOperator,
  [first = null, second = null]: readonly JsonValue[],
  data: JsonValue,
): Explained | undefined {
  const paths = [toPath(first), toPath(second)]
  if (!paths.includes(DOSE) && !paths.includes(SERIES)) return undefined
  const [dose, series] = [evaluate({ var: DOSE }, data), evaluate({ var: SERIES }, data)]
  if (typeof dose !== 'number' || typeof series !== 'number') {
    const field = toField(typeof dose === 'number' ? SERIES : DOSE)
    return { kind: 'value-missing', values: { field }, stated: {} }
  }
  const needed = isMet && operator !== '===' ? NEGATED[operator] : operator
  const stated = { dose, series }
  if (paths.includes(DOSE) && paths.includes(SERIES)) {
    const ofDose = paths[0] === DOSE ? needed : mirrored(needed)
    return compareWithSeries(ofDose, isMet, stated)
  }
  const number = isLiteral(first) ? first : second
  if (typeof number !== 'number') return undefined
  const ofCount = isLiteral(first) ? mirrored(needed) : needed
  return compareWithNumber(ofCount, number, { isMet, isDose: paths.includes(DOSE), stated })
}

interface Doses extends Record<string, ConditionValue> {
  readonly dose: number
  readonly series: number
}

function compareWithSeries(
  operator: CountOperator,
  isMet: boolean,
  stated: Doses,
): Explained | undefined {
  const { dose, series } = stated
  if (operator === '>' || (operator === '===' && isMet)) {
    return { kind: 'booster-needed', values: {}, stated }
  }
  if (dose < series) return { kind: 'series-incomplete', values: {}, stated }
  // "Exactly the last dose": how many that are is the certificate's word, and none of the rule's.
  return { kind: 'beyond-series', values: {}, stated }
}

function compareWithNumber(
  operator: CountOperator,
  number: number,
  { isMet, isDose, stated }: { isMet: boolean; isDose: boolean; stated: Doses },
): Explained | undefined {
  const { dose, series } = stated
  const count = isDose ? dose : series
  const isLeast = operator === '>' || operator === '>=' || (operator === '===' && count < number)
  const least = operator === '>' ? number + 1 : number
  if (!isDose) return { kind: 'series-length', values: { least }, stated: { series } }
  if (operator === '===' && isMet) return undefined
  return isLeast
    ? { kind: 'too-few-doses', values: { least }, stated: { dose } }
    : {
        kind: 'too-many-doses',
        values: { most: operator === '<' ? number - 1 : number },
        stated: { dose },
      }
}

function evaluate(expression: JsonValue, data: JsonValue): JsonValue | undefined {
  const evaluated = compileExpression(expression).evaluate(data)
  if (evaluated.fault !== undefined) return undefined
  return evaluated.value instanceof Instant ? undefined : evaluated.value
}
