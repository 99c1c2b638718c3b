import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  _alignmentPatterns,
  _BYTES,
  _ECC_BLOCKS,
  _formatBits,
  _versionBits,
  _WORDS_PER_BLOCK,
} from 'qr'
import { PEER_LEVELS, VERSIONS } from '../../test/made-symbols.ts'
import { toFormatBits, toVersionBits } from './information.ts'
import { countDataModules, LEVELS, toAlignmentCentres, toBlockLayout, toSize } from './tables.ts'

describe('ISO/IEC 18004 §7.5.1, Table 9', () => {
  test('blocks hold all codewords, of lengths that differ by one', () => {
    for (const version of VERSIONS) {
      for (const level of LEVELS) {
        const { dataCodewords, blocks, shortBlocks, shortLength, parity } = toBlockLayout(
          version,
          level,
        )
        assert.equal(blocks * shortLength + blocks - shortBlocks, dataCodewords)
        assert.equal(dataCodewords + blocks * parity, countDataModules(version) >> 3)
        assert.ok(shortBlocks > 0 && shortBlocks <= blocks)
      }
    }
  })

  test('is as another encoder has it', () => {
    for (const version of VERSIONS) {
      assert.equal(countDataModules(version) >> 3, _BYTES[version - 1])
      for (const level of LEVELS) {
        const layout = toBlockLayout(version, level)
        assert.equal(layout.blocks, _ECC_BLOCKS[PEER_LEVELS[level]][version - 1])
        assert.equal(layout.parity, _WORDS_PER_BLOCK[PEER_LEVELS[level]][version - 1])
      }
    }
  })

  test('has the capacities of Table 7', () => {
    const capacities = [
      { version: 1, level: 'L', data: 19 },
      { version: 1, level: 'H', data: 9 },
      { version: 7, level: 'M', data: 124 },
      { version: 22, level: 'Q', data: 568 },
      { version: 40, level: 'L', data: 2956 },
      { version: 40, level: 'H', data: 1276 },
    ] as const
    for (const { version, level, data } of capacities) {
      assert.equal(toBlockLayout(version, level).dataCodewords, data)
    }
  })
})

describe('ISO/IEC 18004 Annex E', () => {
  test('has the rows of the table', () => {
    assert.deepEqual(toAlignmentCentres(1), [])
    assert.deepEqual(toAlignmentCentres(2), [6, 18])
    assert.deepEqual(toAlignmentCentres(7), [6, 22, 38])
    assert.deepEqual(toAlignmentCentres(22), [6, 26, 50, 74, 98])
    assert.deepEqual(toAlignmentCentres(32), [6, 34, 60, 86, 112, 138])
    assert.deepEqual(toAlignmentCentres(39), [6, 26, 54, 82, 110, 138, 166])
    assert.deepEqual(toAlignmentCentres(40), [6, 30, 58, 86, 114, 142, 170])
  })

  test('is as another encoder has it', () => {
    for (const version of VERSIONS) {
      assert.deepEqual(toAlignmentCentres(version), _alignmentPatterns(version))
      assert.equal(toSize(version), 17 + 4 * version)
    }
  })
})

describe('ISO/IEC 18004 §7.9 and §7.10', () => {
  test('format information has the values of Table C.1', () => {
    assert.equal(toFormatBits('M', 0), 0x5412)
    assert.equal(toFormatBits('M', 5), 0b100000011001110)
    assert.equal(toFormatBits('L', 0), 0x77c4)
    assert.equal(toFormatBits('H', 7), 0x083b)
    assert.equal(toFormatBits('Q', 7), 0x2bed)
    for (const level of LEVELS) {
      for (let mask = 0; mask < 8; mask++) {
        assert.equal(toFormatBits(level, mask), _formatBits(PEER_LEVELS[level], mask))
      }
    }
  })

  test('any two of them differ in five bits or more', () => {
    const all = LEVELS.flatMap((level) =>
      Array.from({ length: 8 }, (_, mask) => toFormatBits(level, mask)),
    )
    for (const [at, one] of all.entries()) {
      for (const other of all.slice(at + 1)) {
        assert.ok((one ^ other).toString(2).replaceAll('0', '').length >= 5)
      }
    }
  })

  test('version information has the values of Table D.1', () => {
    assert.equal(toVersionBits(7), 0x07c94)
    assert.equal(toVersionBits(21), 0x15683)
    assert.equal(toVersionBits(40), 0x28c69)
    for (const version of VERSIONS) assert.equal(toVersionBits(version), _versionBits(version))
  })
})
