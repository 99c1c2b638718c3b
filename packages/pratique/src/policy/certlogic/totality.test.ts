import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { freeze, readEvaluationRows, toComparable } from '../../../test/certlogic.ts'
import { createChance, makeWrong } from '../../../test/made-expressions.ts'
import type { JsonValue } from '../../json/value.ts'
import { MAX_DEPTH, MAX_PARTS, MAX_WORK } from './compile.ts'
import { compileExpression, createProgramSet, type Evaluated } from './evaluate.ts'
import { OPERANDS } from './expression.ts'
import { MAX_FRAGMENTS } from './frame.ts'
import { validateExpression } from './validate.ts'
import { Instant } from './value.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) }

/** Nothing here may take longer, on a slow machine at that. */
const MAX_MS = 2000

const FAULTS = ['malformed', 'operand', 'date', 'limit']
const HOSTILE = [
  '__proto__',
  'constructor',
  'toString',
  'length',
  'hasOwnProperty',
  'valueOf',
] as const
const SUM: JsonValue = { '+': [{ var: 'accumulator' }, { var: 'current' }] }

describe('any JSON', () => {
  const name = fc.oneof(fc.constantFrom(...OPERANDS.keys(), 'var', 'or', ...HOSTILE), fc.string())
  const anyJson = fc.json().map((text): JsonValue => JSON.parse(text))
  const { expressions } = fc.letrec<{ expressions: JsonValue }>((tie) => ({
    expressions: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.oneof(anyJson, fc.constantFrom('day', '2021-01-01', 1, 0, '')),
      fc.dictionary(name, tie('expressions'), { maxKeys: 2, noNullPrototype: true }),
      fc.tuple(name, fc.array(tie('expressions'), { maxLength: 4 })).map(toObject),
      name.map((path) => ({ var: path })),
      fc.array(tie('expressions'), { maxLength: 4 }),
    ),
  }))
  const anyData = fc.oneof(anyJson, expressions)

  test('has a value or a fault of a known kind, the same one again, and changes nothing', () => {
    const before = [Object.prototype, Array.prototype, Function.prototype].map(describeObject)
    fc.assert(
      fc.property(expressions, anyData, (expression, data) => {
        const [frozen, world] = [freeze(expression), freeze(data)]
        const program = compileExpression(frozen)
        const evaluated = program.evaluate(world)
        assertTotal(evaluated)
        assert.deepEqual(toComparable(program.evaluate(world)), toComparable(evaluated))
        assert.deepEqual(
          toComparable(compileExpression(frozen).evaluate(world)),
          toComparable(evaluated),
        )
      }),
      RUNS,
    )
    assert.deepEqual(
      [Object.prototype, Array.prototype, Function.prototype].map(describeObject),
      before,
    )
  })

  test('is validated, with paths that lead into it', () => {
    fc.assert(
      fc.property(expressions, (expression) => {
        for (const { path, message } of validateExpression(freeze(expression))) {
          assert.ok(message !== '')
          assert.ok(hasPath(expression, path), path)
        }
      }),
      RUNS,
    )
  })

  test('that is sound is never malformed', () => {
    const chance = createChance(1)
    fc.assert(
      fc.property(fc.integer(), anyData, (seed, data) => {
        const expression = makeWrong({
          chance: createChance(seed ^ chance(9)),
          depth: 3,
          isLambda: false,
        })
        if (validateExpression(expression).length > 0) return
        const { fault } = compileExpression(expression).evaluate(data)
        assert.ok(fault !== 'malformed' && fault !== 'limit', JSON.stringify(expression))
      }),
      RUNS,
    )
  })
})

describe('hostile names', () => {
  test('are null in everything that has no such member', () => {
    for (const data of [null, true, 1, 0.5, 'text', [], [1], {}, { a: 1 }]) {
      for (const name of HOSTILE) {
        for (const path of [
          name,
          `a.${name}`,
          `${name}.${name}`,
          `0.${name}`,
          `constructor.${name}`,
        ]) {
          assert.deepEqual(compileExpression({ var: path }).evaluate(data), { value: null }, path)
        }
      }
    }
  })

  test('are null in a date-time', () => {
    for (const name of [...HOSTILE, 'ms', '#ms', 'getTime', 'toJSON']) {
      const lambda = [{ var: `accumulator.${name}` }, { var: `accumulator.ms.${name}` }]
      const reduce = [[1], lambda, { plusTime: ['2021-01-01', 0, 'day'] }]
      assert.deepEqual(compileExpression({ reduce }).evaluate(null), { value: [null, null] }, name)
    }
  })

  test('are members like others where they are given', () => {
    const data = JSON.parse(`{${HOSTILE.map((name) => `"${name}":{"x":1}`).join()}}`)
    for (const name of HOSTILE) {
      assert.deepEqual(compileExpression({ var: `${name}.x` }).evaluate(data), { value: 1 })
    }
  })

  test('are no operations', () => {
    for (const name of HOSTILE) {
      const expression = JSON.parse(`{"${name}":[1,2]}`)
      assert.equal(compileExpression(expression).evaluate(null).fault, 'malformed')
      assert.equal(validateExpression(expression).length, 1)
    }
  })
})

describe('limits, quickly', () => {
  const ones: readonly JsonValue[] = Array(100_000).fill(1)

  test(`of depth: ${MAX_DEPTH} levels`, () => {
    const wraps: readonly ((inner: JsonValue) => JsonValue)[] = [
      (inner) => ({ '!': [inner] }),
      (inner) => [inner],
      (inner) => ({ if: [inner, inner === 1 ? 1 : true, 2] }),
      (inner) => ({ and: [true, inner] }),
      (inner) => ({ reduce: [[1], inner, 0] }),
      (inner) => ({ '+': [0, { if: [true, inner, 0] }] }),
      (inner) => ({ plusTime: [{ if: [true, inner, 0] }, 1, 'day'] }),
      (inner) => ({ before: [{ plusTime: [inner, 1, 'day'] }, inner === 1 ? 1 : 2] }),
    ]
    for (const wrap of wraps) {
      for (const levels of [MAX_DEPTH * 2 + 1, 2000]) {
        let deep: JsonValue = 1
        for (let level = 0; level < levels; level++) deep = wrap(deep)
        const expression = deep
        assert.equal(quickly(() => compileExpression(expression).evaluate(null)).fault, 'limit')
        const faults = quickly(() => validateExpression(expression))
        assert.ok(faults.some(({ message }) => message.includes('deeper')))
      }
    }
  })

  test('of depth: what is too deep and not reached does no harm', () => {
    let deep: JsonValue = 1
    for (let level = 0; level < 5000; level++) deep = [deep]
    assert.deepEqual(compileExpression({ if: [true, 1, deep] }).evaluate(null), { value: 1 })
  })

  test(`of size: ${MAX_PARTS} parts`, () => {
    const fits = Array(MAX_PARTS - 1).fill(1)
    assert.equal(compileExpression(fits).evaluate(null).fault, undefined)
    assert.deepEqual(validateExpression(fits), [])
    const large: readonly JsonValue[] = [
      [...fits, 1],
      Array(500_000).fill(1),
      { and: ones },
      { in: [1, ones] },
      { if: [true, 1, ones] },
      { reduce: [ones, SUM, 0] },
      Array(300).fill(Array(300).fill({ '!': [1] })),
    ]
    for (const [index, expression] of large.entries()) {
      const { fault } = quickly(() => compileExpression(expression).evaluate(null))
      assert.equal(fault, 'limit', String(index))
      assert.equal(quickly(() => validateExpression(expression)).length, 1, String(index))
    }
  })

  test('of size: what is ignored is not counted, and is refused beforehand', () => {
    assert.deepEqual(compileExpression({ '!': ones }).evaluate(null), { value: false })
    assert.ok(quickly(() => validateExpression({ '!': ones })).length > 0)
    const { fault } = quickly(() => compileExpression({ '+': ones }).evaluate(null))
    assert.equal(fault, 'malformed')
  })

  test(`of paths: ${MAX_FRAGMENTS} fragments`, () => {
    for (const path of [
      '.'.repeat(1_000_000),
      'a.'.repeat(MAX_FRAGMENTS),
      `${'0.'.repeat(5000)}1`,
    ]) {
      const uses: readonly JsonValue[] = [
        { var: path },
        { plusTime: [{ var: path }, 0, 'day'] },
        { in: [1, { var: path }] },
        { reduce: [[1], { var: path }, 0] },
      ]
      for (const expression of uses) {
        assert.equal(quickly(() => compileExpression(expression).evaluate({})).fault, 'limit')
        assert.equal(quickly(() => validateExpression(expression)).length, 1)
      }
    }
    const name = 'x'.repeat(1_000_000)
    assert.deepEqual(compileExpression({ var: name }).evaluate({ [name]: 1 }), { value: 1 })
  })

  test(`of work: ${MAX_WORK}`, () => {
    const nested = (levels: number): JsonValue =>
      levels === 0
        ? { var: 'accumulator' }
        : { reduce: [Array(100).fill(0), nested(levels - 1), { var: 'accumulator' }] }
    const wide = { and: Array.from({ length: 4000 }, (_, n) => ({ '!': [{ var: `x${n}` }] })) }
    const seeking = { and: Array(19).fill({ '!': [{ in: [2, { var: 'list' }] }] }) }
    const looking = { if: [{ in: [2, { var: 'accumulator' }] }, 1, { var: 'accumulator' }] }
    const cut = { extractFromUVCI: [{ var: 'accumulator' }, 0] }
    const text = 'x'.repeat(300_000)
    const cases: readonly JsonValue[] = [
      nested(4),
      nested(40),
      { reduce: [{ var: 'list' }, wide, true] },
      seeking,
      { reduce: [{ var: 'list' }, looking, { var: 'list' }] },
      { reduce: [{ var: 'list' }, cut, text] },
      { and: Array(10).fill({ extractFromUVCI: [{ var: 'text' }, 0] }) },
    ]
    for (const [index, expression] of cases.entries()) {
      assert.deepEqual(validateExpression(expression), [], String(index))
      const { fault } = quickly(() => compileExpression(expression).evaluate({ list: ones, text }))
      assert.equal(fault, 'limit', String(index))
    }
  })

  test('of work: a hundred thousand elements can be added', () => {
    const program = compileExpression({ reduce: [{ var: 'list' }, SUM, 0] })
    assert.deepEqual(
      quickly(() => program.evaluate({ list: ones })),
      { value: 100_000 },
    )
    assert.deepEqual(program.evaluate({ list: ones }), { value: 100_000 })
  })

  test('of work: each expression of a set has its own', () => {
    const set = createProgramSet()
    const sums = [0, 1, 2].map((initial) => set.add({ reduce: [{ var: 'list' }, SUM, initial] }))
    const endless = set.add({
      reduce: [{ var: 'list' }, { and: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1] }, 0],
    })
    const evaluate = set.begin({ list: ones })
    for (const round of [1, 2]) {
      const values = sums.map((index) => evaluate(index))
      assert.deepEqual(
        values,
        [100_000, 100_001, 100_002].map((value) => ({ value })),
        String(round),
      )
      assert.equal(evaluate(endless).fault, 'limit')
    }
  })

  test('of dates: long texts are none', () => {
    const long = `2021-01-01T00:00:00.${'0'.repeat(1_000_000)}Z`
    const shifts = { plusTime: [{ var: 'd' }, 1, 'day'] }
    assert.equal(quickly(() => compileExpression(shifts).evaluate({ d: long })).fault, 'date')
  })

  test('are far from real data: deep data and long texts are values like others', () => {
    let deep: JsonValue = 'x'
    for (let level = 0; level < 20_000; level++) deep = [deep]
    const data = { deep, text: 'x'.repeat(1_000_000) }
    const evaluate = (expression: JsonValue) => compileExpression(expression).evaluate(data)
    assert.deepEqual(evaluate({ '!': [{ var: 'deep.0.0' }] }), { value: false })
    assert.deepEqual(evaluate({ '===': [{ var: 'deep' }, { var: 'deep' }] }), { value: true })
    assert.deepEqual(evaluate({ in: [{ var: 'text' }, ['x', 'y']] }), { value: false })
  })
})

describe('a set of programs', () => {
  test('grows during an evaluation', () => {
    const set = createProgramSet()
    const first = set.add({ var: 'a.b' })
    const evaluate = set.begin({ a: { b: 1, c: '2021' } })
    const second = set.add({
      before: [{ plusTime: [{ var: 'a.c' }, 0, 'day'] }, { dccDateOfBirth: ['2022'] }],
    })
    assert.deepEqual([evaluate(first), evaluate(second)], [{ value: 1 }, { value: true }])
  })

  test('looks a value set up anew when it is another', () => {
    const program = compileExpression({ in: ['k', { var: 'external.valueSets.v' }] })
    const having = (v: readonly string[]) => program.evaluate({ external: { valueSets: { v } } })
    assert.deepEqual(having([...'abcdefghijk']), { value: true })
    assert.deepEqual(having([...'abcdefghij']), { value: false })
    assert.deepEqual(having([...'abcdefghijk']), { value: true })
  })

  test('has no expression that was not added', () => {
    assert.throws(() => createProgramSet().begin(null)(0), /no such expression/)
  })

  test('says of each fault what was expected, and nothing of the data', () => {
    for (const { id, expression, data, fault } of readEvaluationRows('operations', 'date-times')) {
      if (fault === undefined) continue
      const evaluated = compileExpression(expression).evaluate(data)
      assert.ok(evaluated.fault !== undefined && /^[a-z' ,-]+$/i.test(evaluated.message), id)
    }
  })
})

function assertTotal(evaluated: Evaluated): void {
  if (evaluated.fault === undefined) {
    assert.ok(evaluated.value !== undefined)
    assert.ok(!(evaluated.value instanceof Instant) || Number.isSafeInteger(evaluated.value.ms))
  } else {
    assert.ok(FAULTS.includes(evaluated.fault) && evaluated.message !== '')
  }
}

function quickly<Result>(act: () => Result): Result {
  const start = performance.now()
  const result = act()
  const took = performance.now() - start
  assert.ok(took < MAX_MS, `it took ${Math.round(took)} ms`)
  return result
}

function describeObject(object: object): unknown {
  return Object.getOwnPropertyDescriptors(object)
}

function toObject([name, operands]: readonly [string, JsonValue]): JsonValue {
  return Object.fromEntries([[name, operands]])
}

/** Whether a JSON Pointer leads somewhere (RFC 6901). */
function hasPath(value: JsonValue, pointer: string): boolean {
  let at: unknown = value
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return false
    at = Object.getOwnPropertyDescriptor(at, name)?.value
  }
  return true
}
