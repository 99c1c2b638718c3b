import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as codecs from '../src/codecs.ts'
import { CHECK_CODES, REMARK_CODES } from '../src/codes.ts'
import { webCrypto } from '../src/keys/web-crypto.ts'
import * as revocation from '../src/revocation.ts'
import * as links from '../src/smart-health-link.ts'
import * as trust from '../src/trust.ts'
import * as verify from '../src/verify.ts'
import * as icvp from '../src/who-icvp.ts'
import { ALL_FORMATS } from './runtimes/all-formats.ts'
import { type AnyRow, isVerificationRow } from './runtimes/rows.ts'
import { registerVectors } from './runtimes/suite.ts'
import { readVectors } from './vectors.ts'

const vectors = readVectors()
const library = { formats: ALL_FORMATS, codecs, trust, revocation, verify, icvp, links }
const all: readonly AnyRow[] = Object.values(vectors.rows).flat()

describe('vectors, by WebCrypto', () => {
  const report = registerVectors({ test, equal: assert.deepEqual }, library, vectors, webCrypto)

  test('counts', (t) => {
    t.diagnostic(`${report.count} vectors of ${Object.keys(vectors.rows).length} files`)
    for (const { path, count, why } of report.skipped) {
      t.diagnostic(`skipped: ${count} rows of ${path}: ${why}`)
    }
    assert.ok(report.count > 500)
  })
})

describe('the vectors as a whole', () => {
  test('no two have one id', () => {
    const ids = all.map(({ id }) => id)
    assert.deepEqual(
      ids.filter((id, at) => ids.indexOf(id) !== at),
      [],
    )
  })

  test('each says where it comes from and under which licence', () => {
    const silent = all.filter(
      (row) => isVerificationRow(row) && !('origin' in row && 'licence' in row),
    )
    assert.deepEqual(silent, [])
  })

  test('negative ones outnumber positive ones', () => {
    const verdicts = all.filter(isVerificationRow).map(({ expect }) => expect.verdict)
    const positive = verdicts.filter((verdict) => verdict === 'genuine' || verdict === 'specimen')
    assert.ok(2 * positive.length < verdicts.length)
  })

  test('together they expect every code of a check and of a remark', () => {
    const text = JSON.stringify(all.map((row) => ('expect' in row ? row.expect : undefined)))
    const codes = [...CHECK_CODES, ...REMARK_CODES]
    assert.deepEqual(
      codes.filter((code) => !text.includes(`"${code}"`)),
      [],
    )
  })
})
