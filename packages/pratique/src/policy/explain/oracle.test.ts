/**
 * Explanations of everything that production rules refused.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  isLong,
  noCorpus,
  oracleExternal,
  readBattery,
  readOracle,
  readProductionRows,
} from '../../../test/policy-corpus.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { createTerminology } from '../../terminology/terminology.ts'
import { parseDateTime, toDateTimeText } from '../certlogic/date-time.ts'
import { compileExpression } from '../certlogic/evaluate.ts'
import type { Value } from '../certlogic/value.ts'
import { createCodeNames } from '../eu/code-names.ts'
import { explainRule } from './explain.ts'
import { sliceExpression } from './slice.ts'
import { type Explained, explainTime } from './time-conditions.ts'

const names = createCodeNames(createTerminology().products)

/** A rule that was false, and on what. */
interface Refusal {
  readonly logic: JsonValue
  readonly name: string
  readonly payload: JsonObject
  readonly external: JsonObject
}

/** Every refusal of the oracle; or one of ten, others each time the corpus changes. */
function* refusals(): Generator<Refusal> {
  const battery = readBattery()
  const { payloads, clocks, rows } = readOracle()
  let count = 0
  for (const { logic, results } of rows) {
    for (const [place, name] of payloads.entries()) {
      for (const [index, validationClock] of clocks.entries()) {
        if (results[place]?.charAt(index) !== 'F') continue
        if (!isLong && count++ % 10 !== 7) continue
        const payload = battery.payloads[name]
        assert.ok(payload)
        yield { logic, name, payload, external: { ...oracleExternal(battery), validationClock } }
      }
    }
  }
}

describe('refusals by production rules', { skip: noCorpus }, () => {
  test('are explained, nearly all by a sentence of their own', (context) => {
    const kinds = new Map<string, number>()
    let count = 0
    for (const { logic, name, payload, external } of refusals()) {
      const found = explainRule(logic, { payload, external }, names, 'vaccination')
      assert.notEqual(found.kind, 'not-evaluable', name)
      checkValues(found, payload, logic)
      kinds.set(found.kind, (kinds.get(found.kind) ?? 0) + 1)
      count += 1
    }
    const share = (count - (kinds.get('other') ?? 0)) / count
    const percent = (100 * share).toFixed(2)
    context.diagnostic(`${percent} % of ${count}: ${JSON.stringify(Object.fromEntries(kinds))}`)
    assert.ok(share >= 0.99, `${percent} %`)
    if (isLong) assert.equal(count, 18_572)
  })

  test('hold from or until the date that is told', () => {
    let count = 0
    for (const { logic, payload, external } of refusals()) {
      for (const { expression, isMet } of sliceExpression(logic, { payload, external })) {
        const leaf = { expression, isMet, isFault: false }
        const found = explainTime(leaf, { payload, external })
        const { appliesFrom, appliesUntil } = found ?? {}
        const limit = appliesFrom ?? appliesUntil
        if (limit === undefined) continue
        const inside = parseDateTime(limit) + (appliesFrom === undefined ? -1000 : 1000)
        const holds = [limit, toDateTimeText(inside)].some((validationClock) => {
          return (
            truthOf(expression, { payload, external: { ...external, validationClock } }) !== isMet
          )
        })
        assert.ok(holds, `${JSON.stringify(expression)} at ${limit}`)
        count += 1
      }
    }
    assert.ok(count > 500, `${count} dates`)
  })

  test('of rules that are not in the oracle, too', {
    skip: !isLong && 'only in a long run',
  }, () => {
    const battery = readBattery()
    const { clocks } = readOracle()
    let [count, others] = [0, 0]
    const logics = new Map(readProductionRows().map((row) => [row.logicHash, row.rule['Logic']]))
    for (const logic of logics.values()) {
      const program = compileExpression(logic ?? null)
      for (const payload of Object.values(battery.payloads)) {
        for (const validationClock of clocks) {
          const data = { payload, external: { ...oracleExternal(battery), validationClock } }
          const evaluated = program.evaluate(data)
          if (evaluated.fault !== undefined || evaluated.value !== false) continue
          const found = explainRule(logic ?? null, data, names, 'vaccination')
          checkValues(found, payload, logic ?? null)
          count += 1
          if (found.kind === 'other' || found.kind === 'not-evaluable') others += 1
        }
      }
    }
    assert.ok(others / count <= 0.01, `${others} of ${count}`)
  })
})

function truthOf(expression: JsonValue, data: JsonValue): Value | undefined {
  const evaluated = compileExpression(expression).evaluate(data)
  return evaluated.fault === undefined ? evaluated.value : undefined
}

/** What the rule says is the rule's own: nothing in it comes from the certificate. */
function checkValues({ kind, values, stated }: Explained, payload: JsonObject, logic: JsonValue) {
  const own = new Set(scalarsOf(logic))
  const personal = new Set(scalarsOf(payload).filter((each) => !own.has(each)))
  const told = Object.values(values).flat()
  for (const each of told) {
    // Small numbers are everywhere: an amount of a rule may be the number of a dose.
    const isPersonal = typeof each === 'string' && (personal.has(each) || isDated(each, personal))
    assert.ok(!isPersonal, `${kind}: ${each}`)
  }
  for (const name of ['dose', 'series', 'date', 'product', 'result', 'device', 'country']) {
    assert.ok(!Object.hasOwn(values, name), `${kind}: ${name}`)
  }
  for (const name of ['accepted', 'count', 'event', 'amount', 'ruleDate', 'least', 'most']) {
    assert.ok(!Object.hasOwn(stated, name), `${kind}: ${name}`)
  }
}

function isDated(text: string, personal: ReadonlySet<unknown>): boolean {
  return personal.has(text.slice(0, 10))
}

function scalarsOf(value: JsonValue): readonly JsonValue[] {
  if (typeof value !== 'object' || value === null) return [value]
  return Object.values<JsonValue>(value as JsonObject).flatMap(scalarsOf)
}
