/**
 * `pratique demo`, which `npm start` runs with `--serve`: the first thing that anybody sees.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { FOLDER, pratique } from './pratique.ts'

const BIN = fileURLToPath(new URL('../bin/pratique.js', import.meta.url))

describe('demo --serve', () => {
  it('then shows the code and serves the page, on the next port that is free, until Ctrl+C', async () => {
    const taken = createServer().listen(8040, '127.0.0.1')
    await Promise.race([once(taken, 'listening'), once(taken, 'error')])
    const child = spawn(process.execPath, [BIN, 'demo', '--serve'], { cwd: FOLDER })
    let printed = ''
    for await (const text of child.stdout
      .setEncoding('utf8')
      .iterator({ destroyOnReturn: false })) {
      printed += text
      if (printed.includes('Ctrl+C')) break
    }
    taken.close()
    assert.match(printed, /^Verdict +specimen \(as genuine\), exit code 31$/m)
    const symbol = printed.split('\n').filter((line) => /^[ ▀▄█]{60,80}$/.test(line))
    assert.ok(symbol.length > 30 && symbol.every((line) => line.length === symbol[0]?.length))
    const [, address = ''] = /Scan me: open (http:\/\/localhost:\d+\/) /.exec(printed) ?? []
    assert.ok(!address.includes(':8040/'))
    const page = await fetch(address)
    assert.match(await page.text(), /<div id="app">/)
    const ended = once(child, 'exit')
    child.kill('SIGINT')
    assert.deepEqual(await ended, [0, null])
  })

  it('takes the port that is named, or none', async () => {
    for (const args of [
      ['--port', '8040'],
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
