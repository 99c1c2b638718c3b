import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as codecs from 'pratique/codecs'
import * as revocation from 'pratique/revocation'
import * as links from 'pratique/smart-health-link'
import * as trust from 'pratique/trust'
import * as verify from 'pratique/verify'
import * as icvp from 'pratique/who-icvp'
import { registerVectors } from '../../pratique/test/runtimes/suite.ts'
import { readVectors } from '../../pratique/test/vectors.ts'
import { nodeCrypto } from '../src/crypto.ts'
import { ALL_FORMATS } from './all-formats.ts'

describe('vectors, by node:crypto', () => {
  const library = { formats: ALL_FORMATS, codecs, trust, revocation, verify, icvp, links }
  const runner = { test, equal: assert.deepEqual }
  const report = registerVectors(runner, library, readVectors(), nodeCrypto)

  test('counts', (t) => {
    t.diagnostic(`${report.count} vectors`)
    for (const { path, count, why } of report.skipped) {
      t.diagnostic(`skipped: ${count} rows of ${path}: ${why}`)
    }
    assert.ok(report.count > 500)
  })
})
