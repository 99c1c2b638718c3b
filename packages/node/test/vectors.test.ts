import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as codecs from 'pratique/codecs'
import { divoc } from 'pratique/divoc'
import { euDcc } from 'pratique/eu-dcc'
import { healthLink } from 'pratique/health-link'
import { nzPass } from 'pratique/nz-pass'
import { smartHealthCard } from 'pratique/smart-health-card'
import * as links from 'pratique/smart-health-link'
import * as trust from 'pratique/trust'
import { vdsNc } from 'pratique/vds-nc'
import * as verify from 'pratique/verify'
import { whoDdcc } from 'pratique/who-ddcc'
import * as icvp from 'pratique/who-icvp'
import { registerVectors } from '../../pratique/test/runtimes/suite.ts'
import { readVectors } from '../../pratique/test/vectors.ts'
import { nodeCrypto } from '../src/crypto.ts'

describe('vectors, by node:crypto', () => {
  const formats = [
    euDcc,
    whoDdcc,
    icvp.whoIcvp,
    healthLink,
    smartHealthCard,
    links.smartHealthLink,
    vdsNc,
    divoc,
    nzPass,
  ]
  const library = { formats, codecs, trust, verify, icvp, links }
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
