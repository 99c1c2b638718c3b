/**
 * Formats that are known by name alone: every row of the corpus is named, and none is mistaken for a
 * format that is verified.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { judgeNamed } from '../src/conformance/named.ts'
import { readRow } from '../src/conformance/row.ts'
import { readCorpusLines, skip } from './corpus-rows.ts'

const FILES: readonly (readonly [file: string, name: string | undefined])[] = [
  ['formats/cred.jsonl', 'path-check-cred'],
  ['formats/openattestation.jsonl', 'openattestation'],
  ['formats/detect.jsonl', undefined],
]

describe('formats known by name', { skip }, () => {
  for (const [file, name] of FILES) {
    it(`${file}: every row is named, and none is verified`, async () => {
      for (const [index, line] of (skip ? [] : readCorpusLines(file)).entries()) {
        const { row, expectation } = readRow(line, index + 1)
        const { got, result } = await judgeNamed(row)
        assert.equal(got.valid, false, row.id)
        assert.equal(got.stage, 'unsupported', row.id)
        const expected = name ?? expectation.expected['recognise']
        if (expected === undefined || expected === null) {
          assert.equal(result.exitCode === 30 || result.exitCode === 12, true, row.id)
        } else assert.equal(got.recognise, expected, row.id)
      }
    })
  }
})
