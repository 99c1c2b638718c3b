import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { validateFormat } from 'certlogic-js/dist/validation/index.js'
import {
  type EvaluationRow,
  freeze,
  readEvaluationRows,
  readValidationRows,
  toComparable,
  toPlain,
} from '../../../test/certlogic.ts'
import { askOracle, CORRECTIONS } from '../../../test/certlogic-oracle.ts'
import { compileExpression, createProgramSet } from './evaluate.ts'
import { validateExpression } from './validate.ts'

const FILES = ['values', 'operations', 'paths', 'date-times', 'identifiers'] as const

describe('vectors of evaluation', () => {
  for (const file of FILES) {
    const rows = readEvaluationRows(file)

    test(`${file}: ${rows.length}, each comes to what it expects`, () => {
      for (const row of rows) checkRow(row)
    })

    test(`${file}: certlogic-js agrees, but for the deviations`, () => {
      for (const { id, expression, data, deviation, ...row } of rows) {
        // It has no limits, and takes its time.
        if (row.fault === 'limit') continue
        const expected =
          row.fault === undefined ? { value: toPlain(row.expected) } : { fault: true }
        const oracle = askOracle(expression, data)
        if (deviation === undefined) {
          assert.deepEqual(oracle, expected, id)
          continue
        }
        assert.notDeepEqual(oracle, expected, `${id} is no deviation`)
        assert.deepEqual(askOracle(expression, data, CORRECTIONS), expected, id)
      }
    })
  }

  test('all rows in one set, each on its own data, come to the same', () => {
    const rows = readEvaluationRows(...FILES)
    const set = createProgramSet()
    const indices = rows.map(({ expression }) => set.add(expression))
    for (const [n, { id, data, ...row }] of rows.entries()) {
      const evaluated = set.begin(data)(indices[n] ?? -1)
      assert.equal(evaluated.fault, row.fault, id)
      if (row.fault === undefined) {
        assert.deepEqual(toComparable(evaluated), { value: toPlain(row.expected) }, id)
      }
    }
  })

  test('have identifiers of their own', () => {
    const ids = [...readEvaluationRows(...FILES), ...readValidationRows()].map(({ id }) => id)
    assert.equal(new Set(ids).size, ids.length)
  })
})

describe('vectors of validation', () => {
  test('each has the faults that it expects', () => {
    for (const { id, expression, faults } of readValidationRows()) {
      const found = validateExpression(freeze(expression))
      assert.deepEqual(found.map(({ path }) => path).sort(), [...faults].sort(), id)
      assert.ok(found.every(({ message }) => message !== ''))
    }
  })

  test('certlogic-js finds faults where we do, but for the deviations', () => {
    for (const { id, expression, faults, deviation } of readValidationRows()) {
      const isRefused = validateFormat(expression).length > 0
      assert.equal(isRefused, deviation === undefined && faults.length > 0, id)
    }
  })

  test('what is malformed where it is reached has a fault', () => {
    for (const { id, fault, expression } of readEvaluationRows(...FILES)) {
      if (fault === 'malformed') assert.notDeepEqual(validateExpression(expression), [], id)
    }
  })
})

function checkRow({ id, expression, data, ...row }: EvaluationRow): void {
  const evaluated = compileExpression(freeze(expression)).evaluate(freeze(data))
  assert.equal(evaluated.fault, row.fault, id)
  if (row.fault === undefined) {
    assert.deepEqual(toComparable(evaluated), { value: toPlain(row.expected) }, id)
  }
}
