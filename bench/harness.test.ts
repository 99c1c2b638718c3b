import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  type Candidate,
  inBatches,
  measure,
  requireRefusal,
  runFor,
  WrongAnswerError,
} from './harness.ts'
import { PARTS, parseLoadOptions } from './load/options.ts'
import { CASES, parseOptions } from './options.ts'
import { isMet, type Row, writeCase } from './report.ts'
import { median, quantile, ratioTo, shuffle, spread } from './statistics.ts'

const PLAN = { rounds: 3, sliceMs: 1, warmUpMs: 1 }

function candidate(name: string, isRight: (index: number) => boolean, count = 50): Candidate {
  return { name, does: 'nothing', count, kind: 'sync', isRight }
}

function many(name: string, isRight: (index: number) => boolean): Candidate {
  const answer = async (index: number) => isRight(index)
  return inBatches({ name, does: 'nothing', count: 50, kind: 'async', isRight: answer }, 8)
}

function later(name: string, isRight: (index: number) => boolean): Candidate {
  const answer = async (index: number) => isRight(index)
  return { name, does: 'nothing', count: 50, kind: 'async', isRight: answer }
}

const always = candidate('always', () => true)

describe('statistics', () => {
  test('the median is the middle, or between the two in the middle', () => {
    assert.equal(median([3, 1, 2]), 2)
    assert.equal(median([4, 1, 3, 2]), 2.5)
    assert.equal(median([7]), 7)
    assert.ok(Number.isNaN(median([])))
  })

  test('quartiles lie between values', () => {
    assert.deepEqual(spread([50, 10, 40, 20, 30]), { median: 30, low: 20, high: 40 })
    assert.equal(quantile([10, 20], 0.25), 12.5)
    assert.equal(quantile([10, 20, 30], 0), 10)
    assert.equal(quantile([10, 20, 30], 1), 30)
  })

  test('numbers are ordered as numbers, and the given list stays as it was', () => {
    const values = [100, 9, 20]
    assert.equal(median(values), 20)
    assert.deepEqual(values, [100, 9, 20])
  })

  test('ratios are taken pair by pair, so that a slow moment counts once', () => {
    // The second moment was ten times slower for both.
    const { median: middle, low, high } = ratioTo([3, 30, 3], [2, 20, 2])
    assert.deepEqual([middle, low, high], [1.5, 1.5, 1.5])
  })

  test('the fastest tenths are compared with each other, whenever they were', () => {
    const slow = Array.from({ length: 9 }, () => 40)
    assert.equal(ratioTo([...slow, 10, 10, 10], [8, 8, 8, ...slow]).fastest, 10 / 8)
  })

  test('values without a base are refused', () => {
    assert.throws(() => ratioTo([1, 2], [1]))
  })

  test('shuffling keeps every item once, and the given list as it was', () => {
    const items = [1, 2, 3, 4, 5]
    assert.deepEqual([...shuffle(items)].sort(), items)
    assert.deepEqual(
      shuffle(items, () => 0),
      items,
    )
    assert.deepEqual(
      shuffle(items, () => 0.999),
      [5, 4, 3, 2, 1],
    )
  })
})

describe('measuring', () => {
  test('has a time for every round, and the time of the base beside it', async () => {
    const [base, one, two] = await measure(always, [candidate('one', () => true), always], PLAN)
    for (const measured of [one, two]) {
      assert.equal(measured?.cpuMicros.length, PLAN.rounds)
      assert.equal(measured?.baseMicros.length, PLAN.rounds)
    }
    assert.equal(base?.cpuMicros.length, 2 * PLAN.rounds)
    assert.deepEqual(base?.cpuMicros, base?.baseMicros)
    assert.equal(one?.candidate.name, 'one')
  })

  test('fails if one answer among many is wrong', async () => {
    const isRight = (index: number) => index !== 37
    for (const make of [candidate, later, many]) {
      const wrong = make('wrong', isRight)
      await assert.rejects(measure(always, [wrong], PLAN), WrongAnswerError)
      await assert.rejects(measure(wrong, [always], PLAN), WrongAnswerError)
    }
  })

  test('fails if an answer is wrong only after the warm-up', async () => {
    let asked = 0
    const tiring = candidate('tiring', () => ++asked < 100, 40)
    await assert.rejects(
      measure(always, [tiring], { ...PLAN, warmUpMs: 0, rounds: 10 }),
      WrongAnswerError,
    )
  })

  test('fails if a candidate throws', async () => {
    const broken = later('broken', () => {
      throw new Error('cannot')
    })
    await assert.rejects(measure(always, [broken], PLAN), /cannot/)
  })

  test('gives a batch so many inputs at once, none of them twice, and counts each', async () => {
    const asked: (readonly number[])[] = []
    const batch: Candidate = {
      ...{ name: 'batch', does: '', count: 10, kind: 'batch', size: 4 },
      countRight: async (indexes) => {
        asked.push(indexes)
        return indexes.length
      },
    }
    assert.deepEqual(await runFor(batch, 8, 1000), { done: 8, right: 8 })
    assert.deepEqual(asked, [
      [8, 9, 0, 1],
      [2, 3, 4, 5],
    ])
  })

  test('gives no input twice in a slice, and goes on where it stopped', async () => {
    const asked: number[] = []
    const each = candidate('each', (index) => asked.push(index) > 0, 5)
    assert.deepEqual(await runFor(each, 3, 10_000), { done: 5, right: 5 })
    assert.deepEqual(asked, [3, 4, 0, 1, 2])
  })

  test('warms up for as long as it should, however few the inputs are', async () => {
    let asked = 0
    const quick = candidate('quick', () => ++asked > 0, 1)
    await measure(always, [quick], { rounds: 1, sliceMs: 0, warmUpMs: 20 })
    assert.ok(asked > 2)
  })

  test('a candidate that takes everything is found out', async () => {
    await assert.rejects(requireRefusal('credulous', Promise.resolve(true)), WrongAnswerError)
    await assert.doesNotReject(requireRefusal('strict', Promise.resolve(false)))
  })
})

describe('goals', () => {
  const row = (middle: number, goal?: Row['goal']): Row => ({
    name: 'one',
    does: 'nothing',
    cost: 10,
    ratio: { median: middle, low: 1, high: 2 },
    ...(goal && { goal }),
  })

  test('are met on their limit, and not beyond', () => {
    assert.ok(isMet(row(1.35, { kind: 'at most', limit: 1.35, final: 1.25 })))
    assert.ok(!isMet(row(1.351, { kind: 'at most', limit: 1.35 })))
    assert.ok(isMet(row(1.7, { kind: 'at least', limit: 1.7 })))
    assert.ok(!isMet(row(1.69, { kind: 'at least', limit: 1.7 })))
    assert.ok(isMet(row(99)))
  })

  test('what could not be measured is missed', () => {
    assert.ok(!isMet(row(Number.NaN, { kind: 'at most', limit: 1 })))
    assert.ok(!isMet(row(Number.NaN, { kind: 'at least', limit: 1 })))
  })

  test('a missed goal is told', () => {
    const report = { name: 'n', title: 't', unit: 'µs', base: 'the floor', notes: [] }
    const goal = { kind: 'at most', limit: 1.2 } as const
    const written = writeCase({ ...report, rows: [row(1.25, goal), row(1.1, goal)] })
    assert.match(written, /\| 1\.25 \|.*\*\*missed\*\*/)
    assert.match(written, /\| 1\.10 \|.*met/)
  })
})

describe('arguments', () => {
  test('all cases, or one', () => {
    assert.equal(parseOptions([])?.cases.length, CASES.length)
    assert.deepEqual(parseOptions(['--quick', '--only', 'eu-dcc']), {
      isQuick: true,
      cases: ['eu-dcc'],
    })
  })

  for (const args of [['--only', 'none'], ['--only'], ['--fast'], ['eu-dcc'], ['--only=']]) {
    test(`${args.join(' ')} is refused`, () => assert.equal(parseOptions(args), undefined))
  }
})

describe('arguments of the load', () => {
  test('all parts, or one; few rows if it is to be quick', () => {
    assert.deepEqual(parseLoadOptions([])?.parts, PARTS)
    assert.deepEqual(parseLoadOptions(['--only', 'batches', '--rows', '7', '--quick']), {
      ...{ isQuick: true, parts: ['batches'], rows: 7 },
    })
    assert.ok((parseLoadOptions(['--quick'])?.rows ?? 0) < (parseLoadOptions([])?.rows ?? 0))
  })

  for (const args of [['--only', 'none'], ['--fast'], ['--rows', '0'], ['--rows=x'], ['batches']]) {
    test(`${args.join(' ')} is refused`, () => assert.equal(parseLoadOptions(args), undefined))
  }
})
