/**
 * The judge of DIVOC rows over all rows of the shared corpus, and over negatives made of them.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { judgeDivoc } from '../src/conformance/divoc.ts'
import { readRow } from '../src/conformance/row.ts'
import { type CardRow, readRows, skip } from './corpus-rows.ts'

const ROWS = 'formats/divoc.jsonl'

async function judge(row: CardRow) {
  return judgeDivoc(readRow(JSON.stringify(row), 1).row)
}

describe('formats/divoc.jsonl', { skip }, () => {
  const rows = skip ? [] : readRows<CardRow>(ROWS)

  for (const row of rows) {
    it(row.id, async () => {
      const { got } = await judge(row)
      const { valid, stage } = row.expected
      assert.equal(got.valid, valid)
      const stages = [stage, ...(row.stageAlso ?? stageAlso(row))]
      assert.ok(stages.includes(got.stage), `${got.stage}, expected ${stages}`)
    })
  }

  it('no answer is positive without the keys', async () => {
    for (const row of rows) {
      const { got } = await judge({ ...row, keys: { publicKeys: {} } })
      assert.equal(got.valid, false, row.id)
    }
  })
})

describe('rows of odd forms', { skip }, () => {
  const rows = skip ? [] : readRows<CardRow>(ROWS)
  const good = rows.find(({ id }) => id === 'divoc-pc-testkey-1')

  it('what may stand before a text changes no answer', async () => {
    for (const row of rows) {
      const { got } = await judge(row)
      if (typeof row.qr !== 'string') continue
      for (const before of [' ', '\n', '\ufeff']) {
        assert.deepEqual((await judge({ ...row, qr: before + row.qr })).got, got, row.id)
      }
    }
  })

  it('texts of other formats cannot be decoded', async () => {
    assert.ok(good)
    for (const qr of ['', 'HC1:ABC', 'CRED:X', '{}', '{"data":{},"sig":{}}', 'no certificate']) {
      assert.deepEqual((await judge({ ...good, qr })).got, { valid: false, stage: 'decode' }, qr)
    }
  })

  it('a signature that is no base64url is a wrong one', async () => {
    assert.ok(typeof good?.qr === 'string')
    for (const qr of [good.qr.slice(0, -4) + good.qr.slice(-3), good.qr.replace('..m', '..*')]) {
      assert.deepEqual((await judge({ ...good, qr })).got, { valid: false, stage: 'signature' })
    }
  })
})

/** Where rows of this file write other stages that are equally right. */
function stageAlso({ expected }: CardRow): readonly (string | null)[] {
  const also: unknown = Reflect.get(expected, 'stageAlso')
  return Array.isArray(also) ? also : []
}
