/**
 * `pratique demo`, which `npm start` runs with `--serve`: the first thing that anybody sees.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { FOLDER, pratique } from './pratique.ts'

const BIN = fileURLToPath(new URL('../bin/pratique.js', import.meta.url))

/** A box at work, and what it has printed. */
interface Box {
  readonly printed: string
  readonly address: string
  readonly key: string
  end(): Promise<void>
}

async function start(folder: string): Promise<Box> {
  const args = [BIN, 'demo', '--serve', '--folder', folder]
  const child = spawn(process.execPath, args, { cwd: FOLDER })
  let printed = ''
  for await (const text of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    printed += text
    if (printed.includes('Ctrl+C')) break
  }
  const [, address = ''] = /Scan me: open (http:\/\/localhost:\d+\/) /.exec(printed) ?? []
  const [key = ''] = /prat_[\w-]+/.exec(printed) ?? []
  return {
    ...{ printed, address, key },
    async end() {
      const ended = once(child, 'exit')
      child.kill('SIGINT')
      assert.deepEqual(await ended, [0, null])
    },
  }
}

describe('demo --serve', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-demo-'))
  after(() => rmSync(folder, { recursive: true }))

  it('issues over HTTP, shows the code, and serves page, API and lists, on the next port that is free', async () => {
    const taken = createServer().listen(8040, '127.0.0.1')
    await Promise.race([once(taken, 'listening'), once(taken, 'error')])
    const { printed, address, key, end } = await start(folder)
    taken.close()
    assert.match(printed, /^Verdict +genuine, exit code 3$/m)
    assert.match(printed, /^Test +for COVID-19: not detected$/m)
    const symbol = printed.split('\n').filter((line) => /^[ ▀▄█]{60,80}$/.test(line))
    assert.ok(symbol.length > 30 && symbol.every((line) => line.length === symbol[0]?.length))
    assert.ok(!address.includes(':8040/'))
    const page = await (await fetch(address)).text()
    assert.match(page, /<div id="app">/)
    assert.match(page, /"updates":"v1\/lists\/latest.bundle"/)
    const [, api = '', lists = ''] = /^API +(\S+)\nLists +(\S+)$/m.exec(printed) ?? []
    assert.equal((await (await fetch(api)).json()).openapi, '3.1.0')
    assert.ok((await (await fetch(lists)).json()).bundle.number > 1)
    const refused = await fetch(`${address}v1/certificates`, { method: 'POST' })
    assert.equal(refused.status, 401)
    const headers = { Authorization: `Bearer ${key}`, 'Idempotency-Key': randomUUID() }
    const allowed = await fetch(`${address}v1/certificates`, { method: 'POST', headers })
    assert.equal(allowed.status, 415)
    await end()
  })

  it('goes on with what it left, with a new key', async () => {
    const first = await start(folder)
    const { lists: before } = await (await fetch(`${first.address}v1/lists/index.json`)).json()
    await first.end()
    const second = await start(folder)
    const { lists } = await (await fetch(`${second.address}v1/lists/index.json`)).json()
    assert.deepEqual([lists.length, lists[0].list], [1, before[0].list])
    assert.notEqual(second.key, first.key)
    const headers = { Authorization: `Bearer ${first.key}`, 'Idempotency-Key': randomUUID() }
    const old = await fetch(`${second.address}v1/certificates`, { method: 'POST', headers })
    assert.equal(old.status, 401)
    const other = await pratique(['demo', '--serve', '--folder', folder])
    assert.equal(other.exitCode, 2)
    assert.match(other.stderr, /\[usage\.data-folder-locked\]/)
    await second.end()
  })

  it('takes the port that is named, or none', async () => {
    for (const args of [
      ['--port', '8040'],
      ['--folder', 'x'],
      ['--serve', '--port', 'x'],
      ['--serve', '--port', ''],
    ]) {
      const { exitCode, stderr } = await pratique(['demo', ...args])
      assert.equal(exitCode, 2)
      assert.match(stderr, /\[usage\.option\]/)
    }
  })
})

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
