/**
 * The schema of an order, as it is published, against what reads orders.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { Coverage } from '../../test/coverage.ts'
import { createChance } from '../../test/made-expressions.ts'
import { ISSUED_FORMATS } from '../../test/made-issuer.ts'
import { makeOrder, NOW } from '../../test/made-orders.ts'
import type { JsonObject, JsonValue } from '../json/value.ts'
import { FACTS, HOLDER, type Member, type Members } from './order-members.ts'
import { readOrder } from './read-order.ts'

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))
const SCHEMA = read('../../../../docs/schemas/order.schema.json')
const isValid = new Ajv2020({ strict: false }).compile(SCHEMA)

/** Not what any member may be. */
const WRONG: readonly JsonValue[] = [true, {}, [1], ['a', {}]]
/** What a reader takes for a member that is not there. */
const ABSENT: readonly JsonValue[] = ['', null]

/** The same order, but for one member of its holder or its fact. */
function change(order: JsonObject, at: 'holder' | 'fact', name: string, value?: JsonValue) {
  const { [name]: _, ...others } = Object(order[at])
  return { ...order, [at]: { ...others, ...(value !== undefined && { [name]: value }) } }
}

describe('the schema of an order', () => {
  const [chance, coverage] = [createChance(1), new Coverage()]
  const orders = ISSUED_FORMATS.flatMap((format) =>
    Array.from({ length: 50 }, () => makeOrder(format, chance, coverage)),
  )

  test('is the one that the library carries', () => {
    assert.deepEqual(read('../../schemas/order.schema.json'), SCHEMA)
  })

  test('has the members that are read, and their words', () => {
    const { holder, vaccination, test: tested, recovery } = SCHEMA.$defs
    const { kind: _, ...own } = FACTS
    assert.deepEqual(Object.keys(own), ['vaccination', 'test', 'recovery'])
    const toWords = ({ type }: Member) => (typeof type === 'object' ? type : undefined)
    const all: readonly (readonly [string, Members, { readonly properties: JsonObject }])[] = [
      ['holder', HOLDER, holder],
      ['vaccination', FACTS['vaccination'] ?? {}, vaccination],
      ['test', FACTS['test'] ?? {}, tested],
      ['recovery', FACTS['recovery'] ?? {}, recovery],
    ]
    for (const [what, members, { properties }] of all) {
      assert.deepEqual(Object.keys(properties), Object.keys(members), what)
      for (const [name, each] of Object.entries(members)) {
        const { enum: words, anyOf } = Object(properties[name])
        if (name !== 'kind') assert.deepEqual(words ?? anyOf?.[0].enum, toWords(each), name)
      }
    }
  })

  test('takes every order that is made', () => {
    for (const order of orders) {
      assert.ok('order' in readOrder(order, NOW))
      assert.ok(isValid(order), JSON.stringify(isValid.errors))
    }
  })

  test('refuses what the reader refuses: a member that is missing, of another type or unknown', () => {
    for (const order of orders) {
      for (const at of ['holder', 'fact'] as const) {
        const fact = Object(order['fact'])
        const members = at === 'holder' ? HOLDER : (FACTS[fact.kind] ?? {})
        const changed = Object.entries(members).flatMap(([name, { isRequired }]) => [
          change(order, at, name),
          ...WRONG.map((value) => change(order, at, name, value)),
          ...(isRequired ? [] : ABSENT.map((value) => change(order, at, name, value))),
        ])
        for (const each of [...changed, change(order, at, 'surname', 'A')]) {
          const isRead = !hasFaultOfForm(each)
          assert.equal(isValid(each), isRead, JSON.stringify([each, isValid.errors]))
        }
      }
    }
  })
})

/** Whether a member is not there or is of another type; what depends on its value or on others is not asked. */
function hasFaultOfForm(order: JsonObject): boolean {
  const outcome = readOrder(order, NOW)
  const faults = 'faults' in outcome ? outcome.faults : []
  return faults.some(
    ({ path, kind }) =>
      ['type', 'unknown-member', 'unknown-word'].includes(kind) ||
      // Which of two names is missing, and what a fact has to state besides, other members decide.
      (kind === 'missing' && path !== 'holder.family'),
  )
}
