/**
 * Single conditions of EU rules, read: the idioms that published rules are made of.
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'
import { toOperation, toPath } from '../certlogic/expression.ts'
import { COVID_19 } from '../dcc-codes.ts'
import type { Leaf } from '../outline/formula.ts'
import { type EuType, TEST_RESULTS, TEST_TYPES } from './eu-codes.ts'
import { EVENT_LEAF } from './eu-count.ts'
import type { Draft } from './eu-draft.ts'
import { readTime } from './eu-times.ts'

/** What a condition asks for; `reason`: what we say a little differently. `undefined`: not understood. */
export type ReadLiteral =
  | 'true'
  | 'false'
  | { readonly draft: Draft; readonly reason?: string }
  | undefined

interface Reading {
  readonly type: EuType
  readonly valueSets: Readonly<Record<string, readonly string[]>>
}

/** Stands for two conditions of which one must hold. */
export const BOOSTER: JsonValue = { booster: ['dn', 'sd'] }

const DOSE = 'payload.v.0.dn'
const SERIES = 'payload.v.0.sd'
const TIMES = ['before', 'after', 'not-before', 'not-after']
const BOOSTER_DOSE = 3

/** Tells whether a condition is one of the two that a booster is told by. */
export function isBoosterPart({ expression, isNegated }: Leaf): boolean {
  const { operator, operands } = toOperation(expression) ?? { operator: '', operands: [] }
  const [left = null, right = null] = operands
  if (isNegated || toPath(left) !== DOSE) return false
  if (operator === '>') return toPath(right) === SERIES || right === BOOSTER_DOSE - 1
  return operator === '>=' && right === BOOSTER_DOSE
}

/** Reads one condition, as it is for certificates of one type. */
export function readLeaf({ expression, isNegated }: Leaf, reading: Reading): ReadLiteral {
  const path = toPath(expression)
  if (path !== undefined) return readPresence(path, isNegated, reading.type)
  const text = JSON.stringify(expression)
  if (text === JSON.stringify(BOOSTER)) return { draft: { isBooster: true } }
  const operation = toOperation(expression)
  if (!operation) return undefined
  const { operator, operands } = operation
  const [left = null, right = null] = operands
  if (operator === '===' && isEventCount(left, right)) return isNegated ? 'false' : 'true'
  if (operands.length !== 2) return undefined
  if (TIMES.includes(operator)) return readTime(operator, left, right, isNegated, reading.type)
  if (operator === '===') return readMembership(left, [right], isNegated, reading.type)
  if (operator === 'in') {
    const members = toMembers(right, reading.valueSets)
    return members && readMembership(left, members, isNegated, reading.type)
  }
  return isNegated ? undefined : readNumbers(operator, left, right)
}

/** `payload.v.0`: whether there is such an event, which the type of certificate tells. */
function readPresence(path: string, isNegated: boolean, { group }: EuType): ReadLiteral {
  const [root, array = '', index, name] = path.split('.')
  if (root !== 'payload' || !'vtr'.includes(array) || array.length !== 1) return undefined
  if (index !== undefined && index !== '0') return isNegated ? 'true' : undefined
  // A field that is asked about may be empty.
  if (name !== undefined) return array === group && !isNegated ? { draft: {} } : undefined
  return (array === group) !== isNegated ? 'true' : 'false'
}

/** "Exactly one event": here several certificates count together, and one with more is no exception. */
function isEventCount(left: JsonValue, right: JsonValue): boolean {
  if (JSON.stringify({ '===': [left, right] }) === JSON.stringify(EVENT_LEAF)) return true
  return right === 1 && toOperation(left)?.operator === 'reduce'
}

function toMembers(
  list: JsonValue,
  valueSets: Reading['valueSets'],
): readonly JsonValue[] | undefined {
  if (Array.isArray(list)) return list
  const name = toPath(list)?.replace(/^external\.valueSets\./, '')
  return name !== undefined && Object.hasOwn(valueSets, name) ? valueSets[name] : undefined
}

function readMembership(
  left: JsonValue,
  members: readonly JsonValue[],
  isNegated: boolean,
  { group }: EuType,
): ReadLiteral {
  const codes = members.filter((each) => typeof each === 'string')
  if (codes.length < members.length) return undefined
  const [root, array, index, name = ''] = (toPath(left) ?? '').split('.')
  if (root !== 'payload' || index !== '0') return undefined
  if (array !== group) return isNegated ? 'true' : 'false'
  switch (`${group}.${name}`) {
    case 'v.tg':
    case 't.tg':
    case 'r.tg':
      return codes.includes(COVID_19) !== isNegated ? 'true' : 'false'
    case 'v.mp':
      return { draft: isNegated ? { notProducts: codes } : { products: codes } }
    case 't.tt':
      return {
        draft: {
          testTypes: pick(
            TEST_TYPES.map(({ code }) => code),
            codes,
            isNegated,
          ),
        },
      }
    case 't.tr':
      return { draft: { results: pick(Object.values(TEST_RESULTS), codes, isNegated) } }
    case 't.ma':
      return isNegated ? undefined : { draft: { devices: codes } }
    default:
      return undefined
  }
}

function pick(
  all: readonly string[],
  codes: readonly string[],
  isNegated: boolean,
): readonly string[] {
  return all.filter((code) => codes.includes(code) !== isNegated)
}

function readNumbers(operator: string, left: JsonValue, right: JsonValue): ReadLiteral {
  if (toPath(left) !== DOSE) return undefined
  if (operator === '>=' && toPath(right) === SERIES) return { draft: { isComplete: true } }
  if (typeof right !== 'number') return undefined
  if (operator === '>=') return { draft: { doses: right } }
  return operator === '>' ? { draft: { doses: right + 1 } } : undefined
}
