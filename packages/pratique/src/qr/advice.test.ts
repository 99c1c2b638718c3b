import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createRandom, makeText, VERSIONS } from '../../test/made-symbols.ts'
import { UsageError } from '../errors.ts'
import { recommendSymbol, type SymbolWarning, toPrintAdvice } from './advice.ts'
import { LEVELS } from './tables.ts'

const random = createRandom(22)
const BASE45 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const hcert = (length: number): string => `HC1:${makeText(length - 4, BASE45, random)}`
const card = (length: number): string => `shc:/${makeText(2 * length, '0123456789', random)}`
const kindsOf = (warnings: readonly SymbolWarning[]): readonly string[] =>
  warnings.map(({ kind }) => kind)
const isUsage = (error: unknown): boolean =>
  error instanceof UsageError && error.code === 'usage.argument'

describe('what is recommended', () => {
  test('for certificates as measured (reference/privacy.md §3.1): level Q, and no warning', () => {
    for (const { length, version } of [
      { length: 346, version: 13 },
      { length: 402, version: 15 },
      { length: 595, version: 19 },
    ]) {
      const advice = recommendSymbol(hcert(length))
      assert.deepEqual([advice.level, advice.version, advice.warnings], ['Q', version, []])
    }
  })

  test('level M where Q would be beyond version 20, and L beyond 25', () => {
    const short = recommendSymbol(hcert(702))
    assert.deepEqual([short.level, short.version, short.warnings], ['Q', 20, []])
    const long = recommendSymbol(hcert(703))
    assert.deepEqual([long.level, long.version, long.warnings], ['M', 17, []])
    const longer = recommendSymbol(hcert(1451))
    assert.deepEqual([longer.level, longer.version], ['M', 25])
    assert.deepEqual(kindsOf(longer.warnings), ['few-pixels'])
    const longest = recommendSymbol(hcert(1452))
    assert.deepEqual([longest.level, longest.version], ['L', 22])
    assert.deepEqual(kindsOf(longest.warnings), ['low-level', 'few-pixels'])
    const huge = recommendSymbol(hcert(4000))
    assert.deepEqual(kindsOf(huge.warnings), ['version', 'low-level', 'few-pixels', 'large'])
  })

  test('for a card the level that stays at version 22: its limits are those of the VCI', () => {
    for (const { length, level, version } of [
      { length: 927, level: 'M', version: 22 },
      { length: 928, level: 'L', version: 19 },
      { length: 1195, level: 'L', version: 22 },
    ]) {
      const advice = recommendSymbol(card(length))
      assert.deepEqual([advice.level, advice.version], [level, version])
      assert.ok(!kindsOf(advice.warnings).includes('version'))
    }
    const { warnings } = recommendSymbol(card(1196))
    assert.deepEqual(warnings[0], { kind: 'version', version: 23, most: 22 })
  })

  test('refuses what no symbol holds', () => {
    assert.throws(() => recommendSymbol(hcert(4297)), isUsage)
    assert.throws(() => recommendSymbol(''), isUsage)
  })
})

describe('the printed size', () => {
  test('is a diagonal of 35 to 60 mm while modules stay at 0.338 mm or more', () => {
    for (const version of VERSIONS) {
      const { sideMm, spaceMm, moduleMm, warnings } = toPrintAdvice({ version, level: 'Q' })
      const diagonal = sideMm * Math.SQRT2
      assert.ok(diagonal > 34.999 && moduleMm >= 0.338)
      assert.equal(diagonal > 60.001, version > 27)
      assert.equal(kindsOf(warnings).includes('large'), version > 27)
      assert.ok(Math.abs(spaceMm - moduleMm * (17 + 4 * version + 8)) < 1e-9)
      assert.ok(!kindsOf(warnings).includes('fine-modules'))
    }
  })

  test('is at most what there is room for, and is warned of if that is little', () => {
    const room = toPrintAdvice({ version: 19, level: 'Q' }, { spaceMm: 100 })
    assert.equal(room.moduleMm, 0.4)
    const tight = toPrintAdvice({ version: 19, level: 'Q' }, { spaceMm: 35 })
    assert.ok(Math.abs(tight.spaceMm - 35) < 1e-9)
    assert.deepEqual(kindsOf(tight.warnings), [])
    const tiny = toPrintAdvice({ version: 19, level: 'Q' }, { spaceMm: 25 })
    assert.deepEqual(kindsOf(tiny.warnings), ['fine-modules', 'small'])
    const [fine] = tiny.warnings
    assert.ok(fine?.kind === 'fine-modules' && fine.moduleMm < 0.25 && fine.leastMm === 0.338)
  })

  test('leaves a cheap camera four pixels a module up to version 20', () => {
    for (const version of VERSIONS) {
      const { cameraPixels, warnings } = toPrintAdvice({ version, level: 'M' })
      assert.equal(cameraPixels >= 4, version <= 20)
      assert.equal(kindsOf(warnings).includes('few-pixels'), version > 20)
      assert.equal(kindsOf(warnings).includes('version'), version > 25)
    }
  })

  test('warns of level L alone', () => {
    for (const level of LEVELS) {
      const { warnings } = toPrintAdvice({ version: 5, level })
      assert.deepEqual(warnings, level === 'L' ? [{ kind: 'low-level', level }] : [])
    }
  })

  test('refuses a version and a room that are none', () => {
    for (const version of [0, 41, 1.5, Number.NaN]) {
      assert.throws(() => toPrintAdvice({ version, level: 'Q' }), isUsage)
    }
    for (const spaceMm of [0, -3, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.throws(() => toPrintAdvice({ version: 5, level: 'Q' }, { spaceMm }), isUsage)
    }
  })
})
