import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { SKIPPED } from './browser.ts'
import { drawCodes, writeFilm } from './fake-camera.ts'

const SPECIMEN = new URL('../../../vectors/specimen/pcr-not-detected.txt', import.meta.url)
const CHILD = fileURLToPath(new URL('network-child.ts', import.meta.url))

/** Whether this machine gives a process a network of its own. */
const canUnshare =
  existsSync('/usr/sbin/ip') && spawnSync('unshare', ['--net', 'true']).status === 0
const reason = SKIPPED || (canUnshare ? false : 'no network namespace can be made here')

describe('the network, during a check', { skip: reason }, () => {
  let folder: string
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'pratique-network-'))
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('has no packet between opening the camera and the verdict', () => {
    const film = join(folder, 'specimen.y4m')
    writeFilm(film, drawCodes([{ text: readFileSync(SPECIMEN, 'utf8').trim() }]))
    const { status, stdout, stderr } = spawnSync(
      'unshare',
      ['--net', process.execPath, CHILD, film],
      { encoding: 'utf8', timeout: 60_000 },
    )
    assert.equal(status, 0, stderr)
    const { loaded, checked, verdict } = JSON.parse(stdout)
    assert.ok(loaded > 10, 'the counter counts: the page itself came over the network')
    assert.equal(checked, 0)
    assert.match(verdict, /specimen/i)
  })
})
