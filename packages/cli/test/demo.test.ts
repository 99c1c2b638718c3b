/**
 * `pratique demo`, which `npm start` runs: the first thing that anybody sees.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { FOLDER, pratique } from './pratique.ts'

describe('demo', () => {
  it('verifies the specimen from its picture, in less than a page', async () => {
    const { exitCode, stdout, stderr } = await pratique(['demo'])
    assert.deepEqual([exitCode, stderr], [0, ''])
    assert.ok(stdout.trimEnd().split('\n').length <= 25)
    assert.match(stdout, /data\/pcr-not-detected\.png/)
    assert.match(
      stdout,
      /^Specimen – not a real certificate.*Genuine – no entry rule was checked$/m,
    )
    assert.match(stdout, /^Holder +HYTHLODAEUS, RAPHAEL$/m)
    assert.match(stdout, /^Test +for COVID-19: not detected$/m)
    assert.match(stdout, /^Verdict +specimen \(as genuine\), exit code 31$/m)
    assert.match(stdout, /^Keys +list of \d+ \w+ 20\d\d \(\d+ days old\)$/m)
    assert.match(stdout, /npx pratique verify FILE/)
  })

  it('uses no colour but on a terminal', async () => {
    const { stdout } = await pratique(['demo'], { env: { TERM: 'xterm-256color' }, cwd: FOLDER })
    assert.ok(!stdout.includes('\x1B'))
  })
})
