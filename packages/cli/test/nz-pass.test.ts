/**
 * Conformance of NZ COVID Passes: every row of the shared corpus, and passes derived from them.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { JsonObject, JsonValue } from 'pratique/codecs'
import type { StageAnswer } from '../src/conformance/card-stage.ts'
import { judgeNzPass } from '../src/conformance/nz-pass.ts'
import { isObject, readRow } from '../src/conformance/row.ts'
import { readRows, skip } from './corpus-rows.ts'

const PASSES = 'formats/nzcp.jsonl'

interface PassRow {
  readonly id: string
  readonly qr: string
  readonly keys: JsonObject
  readonly evalTime: number
  readonly expected: {
    readonly valid: boolean
    readonly stage: string | null
    readonly stageAlso?: readonly string[]
  }
}

describe(PASSES, { skip }, () => {
  const rows = skip ? [] : readRows<PassRow>(PASSES)

  test('every pass is accepted or refused rightly, and at the right stage', async (t) => {
    for (const row of rows) {
      const { valid, stage, stageAlso = [] } = row.expected
      const got = await judge(row)
      assert.equal(got.valid, valid, row.id)
      const isRight = got.stage === stage || stageAlso.some((each) => each === got.stage)
      assert.ok(isRight, `${row.id}: ${got.stage}`)
    }
    assert.ok(rows.length >= 43)
    t.diagnostic(`${rows.length} rows`)
  })

  test('answers do not depend on what is expected, nor on names', async () => {
    for (const row of rows) {
      const { qr, keys, evalTime } = row
      const expected = { valid: !row.expected.valid, stage: 'lint' }
      assert.deepEqual(await judge({ id: 'row', qr, keys, evalTime, expected }), await judge(row))
    }
  })

  test('derived negatives are negative, at the right stage', async () => {
    const good = rows.filter(({ expected }) => expected.valid)
    assert.ok(good.length > 4)
    for (const row of good) {
      for (const [change, stage] of derive(row)) {
        assert.deepEqual(await judge({ ...row, ...change }), { valid: false, stage }, row.id)
      }
    }
  })
})

describe('rows of odd forms', () => {
  const cases: readonly (readonly [string, JsonObject, string])[] = [
    ['no text', {}, 'decode'],
    ['several texts', { qr: ['NZCP:/1/'] }, 'decode'],
    ['another format', { qr: 'HC1:ABC' }, 'decode'],
    ['a format known by name', { qr: 'CRED:X' }, 'decode'],
    ['keys that are none', { qr: 'NZCP:/1/', keys: 7 }, 'decode'],
    ['documents that are none', { qr: 'NZCP:/1/', keys: { didDocuments: [7, {}] } }, 'decode'],
  ]
  for (const [name, members, stage] of cases) {
    test(name, async () => {
      const line = JSON.stringify({ id: name, format: 'nzcp', expected: {}, ...members })
      const { got } = await judgeNzPass(readRow(line, 1).row)
      assert.deepEqual(got, { valid: false, stage })
    })
  }
})

/** A good pass at other times, under other keys, and with characters changed. */
function derive({ qr, keys }: PassRow): readonly (readonly [Partial<PassRow>, string])[] {
  const documents = keys['didDocuments']
  const all: readonly JsonValue[] = Array.isArray(documents) ? documents : []
  const unsigned = all.map((each) => ({ ...(isObject(each) && each), assertionMethod: [] }))
  return [
    [{ evalTime: 0 }, 'time'],
    [{ evalTime: 4e9 }, 'time'],
    [{ keys: {} }, 'trust'],
    [{ keys: { ...keys, trustedIssuers: [] } }, 'trust'],
    [{ keys: { ...keys, didDocuments: [] } }, 'trust'],
    [{ keys: { ...keys, didDocuments: unsigned } }, 'trust'],
    [{ qr: qr.replace('/1/', '/2/') }, 'decode'],
    [{ qr: qr.toLowerCase() }, 'decode'],
    [{ qr: `${qr} ` }, 'decode'],
    [{ qr: breakSignature(qr) }, 'signature'],
  ]
}

/** Exchanges characters of the signature: not the last, which have bits that belong to no byte. */
function breakSignature(qr: string): string {
  const at = qr.replace(/=+$/, '').length - 24
  const [a, b] = [qr.slice(at, at + 8), qr.slice(at + 8, at + 16)]
  return qr.slice(0, at) + (a === b ? 'AAAAAAAABBBBBBBB' : b + a) + qr.slice(at + 16)
}

async function judge(row: PassRow): Promise<StageAnswer> {
  const { got } = await judgeNzPass(readRow(JSON.stringify({ ...row, format: 'nzcp' }), 1).row)
  return got
}
