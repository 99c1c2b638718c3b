/**
 * Random expressions over random data: our engine comes to what certlogic-js comes to, if the faults are
 * corrected in it that we deviate from. A seed is printed; `PRATIQUE_FUZZ_SEED` repeats a run, and
 * `PRATIQUE_FUZZ_RUNS` says how many there are, in fifths: 200000 for a million.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { describe, type TestContext, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { validateFormat } from 'certlogic-js/dist/validation/index.js'
import { freeze, toComparable } from '../../../test/certlogic.ts'
import { askOracle, CORRECTIONS } from '../../../test/certlogic-oracle.ts'
import {
  type Chance,
  createChance,
  makeDate,
  makeDateTime,
  makeRule,
  makeRuleData,
  makeWrong,
  pick,
} from '../../../test/made-expressions.ts'
import type { JsonValue } from '../../json/value.ts'
import { compileExpression, createProgramSet, type Evaluated } from './evaluate.ts'
import { validateExpression } from './validate.ts'

const RUNS = 5 * Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000)
const SEED = Number(process.env['PRATIQUE_FUZZ_SEED'] ?? randomInt(2 ** 31))

/** Rules that are evaluated together, on the same data. */
const SET_SIZE = 10

const UNITS = ['day', 'hour', 'month', 'year'] as const

describe('CertLogic, against certlogic-js', () => {
  test('rules', (context) => {
    compareMany(context, makeRule, RUNS)
  })

  test('what is mostly malformed', (context) => {
    compareMany(context, (chance) => makeWrong({ chance, depth: 4, isLambda: false }), RUNS / 5)
  })

  test('dates and times in all spellings', (context) => {
    const makeShift = (chance: Chance): JsonValue => {
      const text = pick([makeDate, makeDateTime], chance)(chance)
      if (chance(4) === 0) return { dccDateOfBirth: [text] }
      return { plusTime: [text, chance(3) * (chance(2000) - 1000), pick(UNITS, chance)] }
    }
    compareMany(context, makeShift, RUNS)
  })

  test('validation', (context) => {
    const chance = createChance(SEED)
    let refused = 0
    for (let run = 0; run < RUNS; run++) {
      const expression = makeRule(chance)
      const faults = validateExpression(expression)
      const where = `seed ${SEED}, run ${run}: ${JSON.stringify(expression)}`
      assert.equal(faults.length > 0, isRefusedByOracle(expression), where)
      if (faults.length > 0) refused++
    }
    context.diagnostic(`seed ${SEED}: ${RUNS} runs, ${refused} refused`)
    assert.ok(refused > RUNS / 50 && refused < RUNS / 2, `${refused} refused`)
  })
})

describe('CertLogic, evaluated', () => {
  test('together, in any order and again, comes to the same', () => {
    const chance = createChance(SEED)
    for (let run = 0; run < RUNS / SET_SIZE / 2; run++) {
      const rules = Array.from({ length: SET_SIZE }, () => freeze(makeRule(chance)))
      const data = freeze(makeRuleData(chance))
      const set = createProgramSet()
      const indices = rules.map((rule) => set.add(rule))
      const alone = rules.map((rule) => show(compileExpression(rule).evaluate(data)))
      const evaluate = set.begin(data)
      const forward = indices.map((index) => show(evaluate(index)))
      const backward = indices.toReversed().map((index) => show(evaluate(index)))
      const where = `seed ${SEED}, run ${run}`
      assert.deepEqual(forward, alone, where)
      assert.deepEqual(backward.reverse(), alone, where)
      set.begin(freeze(makeRuleData(chance)))(indices[0] ?? 0)
      const another = set.begin(data)
      assert.deepEqual(
        indices.map((index) => show(another(index))),
        alone,
        where,
      )
    }
  })
})

/** Compares so many expressions of a kind, and says what came of them. */
function compareMany(
  context: TestContext,
  make: (chance: Chance) => JsonValue,
  runs: number,
): void {
  const chance = createChance(SEED)
  const counts = { values: 0, faults: 0, deviations: 0 }
  for (let run = 0; run < runs; run++) {
    const expression = freeze(make(chance))
    const data = freeze(makeRuleData(chance))
    const evaluated = compileExpression(expression).evaluate(data)
    const ours = toComparable(evaluated)
    const oracle = askOracle(expression, data)
    if ('fault' in ours) counts.faults++
    else counts.values++
    if (isDeepStrictEqual(ours, oracle)) continue
    counts.deviations++
    const where = `seed ${SEED}, run ${run}: ${JSON.stringify({ expression, data })}`
    assert.deepEqual(ours, askOracle(expression, data, CORRECTIONS), where)
  }
  context.diagnostic(`seed ${SEED}: ${JSON.stringify(counts)}`)
  assert.ok(counts.deviations < runs / 5, `${counts.deviations} deviations`)
}

/** That it has faults, or fails while it describes one: `toString` may be a member. */
function isRefusedByOracle(expression: JsonValue): boolean {
  try {
    return validateFormat(expression).length > 0
  } catch {
    return true
  }
}

function show(evaluated: Evaluated): string {
  return JSON.stringify(evaluated.fault ?? toComparable(evaluated))
}
