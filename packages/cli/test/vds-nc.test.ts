/**
 * Conformance of visible digital seals: every row of the shared corpus, and seals derived from them.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { JsonObject } from 'pratique/codecs'
import type { StageAnswer } from '../src/conformance/card-stage.ts'
import { isObject, readRow } from '../src/conformance/row.ts'
import { judgeSeal } from '../src/conformance/vds-nc.ts'
import { readRows, skip } from './corpus-rows.ts'

const SEALS = 'formats/vds-nc.jsonl'

interface SealRow {
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

describe(SEALS, { skip }, () => {
  const rows = skip ? [] : readRows<SealRow>(SEALS)

  test('every seal is accepted or refused rightly, and at the right stage', async (t) => {
    for (const row of rows) {
      const { valid, stage, stageAlso = [] } = row.expected
      const got = await judge(row)
      assert.equal(got.valid, valid, `${row.id}: ${got.stage}`)
      const isRight = got.stage === stage || stageAlso.some((each) => each === got.stage)
      assert.ok(isRight, `${row.id}: ${got.stage}`)
    }
    assert.ok(rows.length >= 31)
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
    assert.ok(good.length >= 10)
    for (const row of good) {
      for (const [name, change, stage] of derive(row)) {
        const got = await judge({ ...row, ...change })
        assert.deepEqual(got, { valid: false, stage }, `${row.id}: ${name}`)
      }
    }
  })

  test('a certificate is of the country that the row’s table says', async () => {
    const utopian = rows.filter(({ expected, keys }) => expected.valid && keys['countryOf'])
    const australian = rows.filter(({ id }) => id === 'vds-derived-country-mismatch')
    assert.ok(utopian.length > 0 && australian.length > 0)
    const countryOf = { UT: 'AUS' }
    const moved = (row: SealRow) => judge({ ...row, keys: { ...row.keys, countryOf } })
    for (const row of australian) assert.equal((await moved(row)).valid, true)
    for (const row of utopian) {
      assert.deepEqual(await moved(row), { valid: false, stage: 'trust' }, row.id)
    }
  })

  test('derived positives are positive', async () => {
    for (const row of rows.filter(({ expected }) => expected.valid)) {
      const value: unknown = JSON.parse(row.qr)
      for (const qr of [
        JSON.stringify(value),
        JSON.stringify(value, null, '\t'),
        ` \n${row.qr}\r\n`,
      ]) {
        assert.equal((await judge({ ...row, qr })).valid, true, row.id)
      }
    }
  })
})

describe('rows of odd forms', () => {
  const cases: readonly (readonly [string, JsonObject, string])[] = [
    ['no text', {}, 'decode'],
    ['an empty text', { qr: '' }, 'decode'],
    ['several texts', { qr: ['{"data":{},"sig":{}}'] }, 'decode'],
    ['another format', { qr: 'HC1:ABC' }, 'decode'],
    ['a format known by name', { qr: 'CRED:X' }, 'decode'],
    ['an object that is no seal', { qr: '{"data":{}}' }, 'decode'],
    ['keys that are none', { qr: '{"data":{},"sig":{}}', keys: 7 }, 'header'],
    ['an array of two', { qr: '[{"data":{},"sig":{}},{}]' }, 'decode'],
    [
      'anchors that are none',
      { qr: '{"data":1,"sig":{}}', keys: { trustAnchors: ['x', 7] } },
      'payload',
    ],
    [
      'lists that are none',
      { qr: '{"data":{"a":1e999},"sig":{}}', keys: { crls: ['!', 7] } },
      'canonicalise',
    ],
  ]
  for (const [name, members, stage] of cases) {
    test(name, async () => {
      const line = JSON.stringify({ id: name, format: 'vds-nc', expected: {}, ...members })
      const { got } = await judgeSeal(readRow(line, 1).row)
      assert.deepEqual(got, { valid: false, stage })
    })
  }
})

type Change = readonly [name: string, change: Partial<SealRow>, stage: string]

/** A good seal at other times, under other anchors, and with parts changed. */
function derive({ qr, keys }: SealRow): readonly Change[] {
  const parsed: unknown = JSON.parse(qr)
  const [seal] = Array.isArray(parsed) ? parsed : [parsed]
  assert.ok(isObject(seal) && isObject(seal['data']) && isObject(seal['sig']))
  const { data, sig } = seal
  const write = (changed: JsonObject) => ({ qr: JSON.stringify({ data, sig, ...changed }) })
  const withSig = (changes: JsonObject) => write({ sig: { ...sig, ...changes } })
  const { hdr } = data
  const withHdr = (changes: JsonObject) =>
    write({ data: { ...data, hdr: { ...(isObject(hdr) && hdr), ...changes } } })
  return [
    ['long before', { evalTime: 0 }, 'trust'],
    ['long after', { evalTime: 4e9 }, 'trust'],
    ['no keys', { keys: {} }, 'trust'],
    ['no anchors', { keys: { ...keys, trustAnchors: [] } }, 'trust'],
    ['cut off', { qr: qr.slice(0, -40) }, 'decode'],
    ['another algorithm', withSig({ alg: 'EdDSA' }), 'header'],
    ['the wrong algorithm', withSig({ alg: 'ES512' }), 'signature'],
    ['no certificate', withSig({ cer: '' }), 'header'],
    ['half a certificate', withSig({ cer: String(sig['cer']).slice(0, 400) }), 'decode'],
    ['an empty signature', withSig({ sigvl: '' }), 'signature'],
    ['half a signature', withSig({ sigvl: String(sig['sigvl']).slice(0, 40) }), 'signature'],
    ['a signature of zeros', withSig({ sigvl: 'A'.repeat(86) }), 'signature'],
    ['a member more', write({ data: { ...data, more: 1 } }), 'signature'],
    ['no message', write({ data: { hdr: hdr ?? null } }), 'payload'],
    ['another type', withHdr({ t: 'icao.visa' }), 'payload'],
    ['another version', withHdr({ v: 2 }), 'payload'],
    ['another state', withHdr({ is: 'FRA' }), 'signature'],
    ['no state', withHdr({ is: '???' }), 'signature'],
    ['a state that is no text', withHdr({ is: 7 }), 'payload'],
    ['half of a surrogate pair', withHdr({ x: '\ud800' }), 'canonicalise'],
  ]
}

async function judge(row: SealRow): Promise<StageAnswer> {
  const { got } = await judgeSeal(readRow(JSON.stringify({ ...row, format: 'vds-nc' }), 1).row)
  return got
}
