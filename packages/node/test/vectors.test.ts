import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as euDcc from 'pratique/eu-dcc'
import * as smartHealthCard from 'pratique/smart-health-card'
import * as trust from 'pratique/trust'
import * as verify from 'pratique/verify'
import { registerVectors } from '../../pratique/test/runtimes/suite.ts'
import { readVectors } from '../../pratique/test/vectors.ts'
import { nodeCrypto } from '../src/crypto.ts'

describe('vectors, by node:crypto', () => {
  const library = { euDcc, smartHealthCard, trust, verify }
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
