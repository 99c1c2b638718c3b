import assert from 'node:assert/strict'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { CompactEncrypt, importJWK } from 'jose'
import { runHere } from './in-process.ts'
import { FOLDER } from './pratique.ts'

const ROWS = ['{"row":1,"status":"issued"}\n', '{"row":2,"status":"refused"}\n']

describe('batch', () => {
  const path = (name: string) => join(FOLDER, name)
  let header = ''
  /** A result as a server makes it. */
  const seal = async (chunk: number, chunks: number, batch = 'b') => {
    const jwk = JSON.parse(Buffer.from(header, 'base64url').toString())
    return new CompactEncrypt(new TextEncoder().encode(ROWS[chunk] ?? ''))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', batch, chunk, chunks })
      .encrypt(await importJWK(jwk, 'ECDH-ES'))
  }
  const open = async (lines: readonly string[], key = 'lab.jwk') => {
    writeFileSync(path('result'), lines.map((line) => `${line}\n`).join(''))
    return runHere(['batch', 'open', 'result', '--key', key])
  }

  before(async () => {
    const { exitCode, stdout } = await runHere(['batch', 'key', 'lab.jwk', '--json'])
    assert.equal(exitCode, 0)
    header = JSON.parse(stdout).header
    await runHere(['batch', 'key', 'other.jwk'])
  })

  test('a key is its owner’s alone, and its private half in the file alone', async () => {
    assert.equal(statSync(path('lab.jwk')).mode & 0o777, 0o600)
    const { d, x } = JSON.parse(readFileSync(path('lab.jwk'), 'utf8'))
    const sent = Buffer.from(header, 'base64url').toString()
    assert.ok(sent.includes(x) && !sent.includes(d))
    const again = await runHere(['batch', 'key', 'lab.jwk'])
    assert.equal(again.exitCode, 2)
    assert.match(again.stderr, /usage\.output-file/)
  })

  test('a result is opened in the order of its rows', async () => {
    const { exitCode, stdout } = await open([await seal(0, 2), await seal(1, 2)])
    assert.deepEqual([exitCode, stdout], [0, ROWS.join('')])
  })

  test('one that is not whole, or of another batch, is told to be so', async () => {
    const [one, two] = [await seal(0, 2), await seal(1, 2)]
    for (const lines of [[], [one], [two], [two, one], [one, one], [one, await seal(1, 2, 'c')]]) {
      const { exitCode, stderr } = await open(lines)
      assert.equal(exitCode, 2)
      assert.match(stderr, /usage\.argument/)
    }
  })

  test('what another key made, was changed or is none is not opened', async () => {
    const line = await seal(0, 1)
    const parts = line.split('.')
    const changed = parts.with(3, `${parts[3]?.startsWith('A') ? 'B' : 'A'}${parts[3]?.slice(1)}`)
    assert.match((await open([changed.join('.')])).stderr, /format\.decrypt/)
    assert.match((await open([line], 'other.jwk')).stderr, /format\.decrypt/)
    assert.match((await open(['HC1:NONE'])).stderr, /format\.jwe/)
    writeFileSync(path('bad.jwk'), '{}', { mode: 0o600 })
    assert.match((await open([line], 'bad.jwk')).stderr, /usage\.key-file/)
    const { stderr } = await runHere(['batch', 'open', 'no-such-file', '--key', 'lab.jwk'])
    assert.match(stderr, /usage\.file-unreadable/)
  })
})
