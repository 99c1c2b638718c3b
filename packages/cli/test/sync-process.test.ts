/**
 * `pratique trust sync` as a process: what it prints, its exit codes, and that it may be killed.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer as createProxy } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { after, beforeEach, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openDataFolder } from '@pratique/node/data-folder'
import { SIGNED_AT } from '../../pratique/test/make-gdhcn.ts'
import { makeGdhcnSource, makeVciSource } from '../../pratique/test/make-sources.ts'
import { readStoredSource } from '../src/sync/stored-source.ts'
import { BEHAVIOURS, serve, startServer } from './local-server.ts'
import { LIST, serveGdhcn, serveNz, serveVci, sourcesFile } from './made-sources.ts'
import { type Ended, FOLDER, pratique, readLines, write } from './pratique.ts'

const DAY = 86_400
const BIN = fileURLToPath(new URL('../bin/pratique.js', import.meta.url))

const server = await startServer()
after(() => server.close())
const env = { NODE_EXTRA_CA_CERTS: write('ca.pem', server.ca) }
const config = write('sources.json', sourcesFile(server))

let data: string

beforeEach(() => {
  data = mkdtempSync(join(FOLDER, 'data-'))
  server.files.clear()
  server.misbehaving.clear()
  serveGdhcn(server, makeGdhcnSource())
  serveVci(server, makeVciSource())
  serveNz(server)
  server.requests.length = 0
})

function sync(...args: readonly string[]): Promise<Ended> {
  const given = args.includes('--config') ? [] : ['--config', config]
  return pratique(['trust', 'sync', '--data-dir', data, ...given, ...args], { env })
}

/** Without what is said of a fetch that takes longer than a moment, as any does on a busy machine. */
function faultsOf({ stderr }: Pick<Ended, 'stderr'>): string {
  return stderr.replace(/^pratique: fetching … .*\n/gm, '')
}

function linesOf({ stdout }: Ended): readonly Readonly<Record<string, unknown>>[] {
  return readLines(stdout).map((line) => {
    assert.ok(typeof line === 'object' && line !== null)
    return { ...line }
  })
}

describe('trust sync', () => {
  test('says what it brought, and keeps it in the folder alone', async () => {
    const { exitCode, stdout, ...told } = await sync()
    assert.deepEqual([exitCode, faultsOf(told)], [0, ''])
    assert.match(
      stdout,
      /^gdhcn: brought up to date\n {2}5 keys, 3 of them anchored; dated 1 January/,
    )
    assert.match(stdout, /^vci: .*\n {2}1 key; dated /m)
    assert.match(stdout, /^nz: .*\n {2}1 key; fetched /m)
    assert.deepEqual(readdirSync(data).toSorted(), ['bundles', 'sources'])
    assert.deepEqual(readdirSync(join(data, 'sources')).toSorted(), ['gdhcn', 'nz', 'vci'])
  })

  test('--json is one object for each source', async () => {
    const ended = await sync('--json')
    const [gdhcn, vci, nz, ...others] = linesOf(ended)
    assert.deepEqual([ended.exitCode, faultsOf(ended), others], [0, '', []])
    const { fetchedAt, ageDays, ...facts } = gdhcn ?? {}
    assert.ok(typeof fetchedAt === 'string' && typeof ageDays === 'number')
    assert.deepEqual(facts, {
      source: 'gdhcn',
      kind: 'gdhcn',
      result: 'updated',
      keys: 5,
      anchored: 3,
      signedAt: '2026-01-01T00:00:00.000Z',
      isSigned: true,
      maxAgeDays: 3650,
      isTooOld: false,
      notTaken: 0,
      absentFiles: 5,
      refusedFiles: [],
      warnings: [
        { name: 'der-signature', count: 1 },
        { name: 'authority-not-anchored', count: 1 },
      ],
    })
    assert.deepEqual(
      [vci?.['staleKeys'], nz?.['signedAt'], nz?.['isSigned']],
      [1, undefined, false],
    )
  })

  test('--list asks nobody, and says the same of what is held', async () => {
    const before = await sync('--list', '--json')
    assert.equal(before.exitCode, 20)
    assert.ok(linesOf(before).every(({ result }) => result === 'missing'))
    await sync()
    server.requests.length = 0
    const { exitCode, stdout } = await sync('--list')
    assert.equal(exitCode, 0)
    assert.match(stdout, /^gdhcn: held\n {2}5 keys/)
    assert.equal(server.requests.length, 0)
  })

  test('--source is one of them, and --dry-run keeps nothing', async () => {
    const dry = await sync('--source', 'nz', '--dry-run')
    assert.deepEqual([dry.exitCode, readdirSync(data)], [0, []])
    assert.match(dry.stdout, /^nz: brought up to date \(not stored: a dry run\)\n/)
    await sync('--source', 'nz')
    assert.deepEqual(readdirSync(join(data, 'sources')), ['nz'])
  })

  test('takes the sources from the folder, and the folder from the environment', async () => {
    writeFileSync(join(data, 'sources.json'), readFileSync(config))
    const options = { env: { ...env, PRATIQUE_DATA_DIR: data } }
    const { exitCode, ...told } = await pratique(['trust', 'sync', '--source', 'nz'], options)
    assert.deepEqual([exitCode, faultsOf(told)], [0, ''])
    assert.ok(existsSync(join(data, 'sources/nz/current')))
  })

  test('exits with 0 where what is kept is not too old, and says its age', async () => {
    await sync()
    server.misbehaving.set(LIST, BEHAVIOURS['a refusal'])
    const { exitCode, stdout } = await sync()
    assert.equal(exitCode, 0)
    const [first, second, third] = stdout.split('\n')
    assert.equal(first, 'gdhcn: NOT REFRESHED, the last good state is kept')
    assert.match(second ?? '', /^ {2}the server answers with 403: https:\/\/localhost:\d+\/gdhcn/)
    assert.match(third ?? '', /dated 1 January 2026 \(\d+ days old\)/)
  })

  test('exits with 20 where a source is missing or too old', async () => {
    server.misbehaving.set(LIST, BEHAVIOURS['a refusal'])
    const missing = await sync('--json')
    assert.equal(missing.exitCode, 20)
    const [gdhcn] = linesOf(missing)
    assert.equal(gdhcn?.['result'], 'missing')
    assert.deepEqual(Object.keys(Object(gdhcn?.['failure'])), ['reason', 'message'])
    server.misbehaving.clear()
    const strict = write('strict.json', sourcesFile(server, { hcert: 1 }))
    const old = await sync('--config', strict, '--source', 'gdhcn')
    assert.equal(old.exitCode, 20)
    assert.match(old.stdout, /TOO OLD: 1 days are allowed/)
  })

  test('says how far it is when it takes longer than a second', async () => {
    server.misbehaving.set('/nz/did.json', (response, bytes, request) => {
      void setTimeout(1500).then(() => serve(response, bytes, request))
    })
    const { exitCode, stderr } = await sync()
    assert.equal(exitCode, 0)
    assert.match(stderr, /^pratique: fetching … .*gdhcn 3 files, 0\.0 MB/)
  })

  test('goes through a proxy where Node is told to', async () => {
    const asked: (string | undefined)[] = []
    const proxy = createProxy().on('connect', ({ url, headers }, socket) => {
      asked.push(`${url} ${Object.keys(headers).toSorted()}`)
      const { port } = new URL(server.url)
      const through = connect(Number(port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        through.pipe(socket).pipe(through)
      })
      for (const each of [through, socket]) each.on('error', () => undefined)
    })
    proxy.listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    after(() => proxy.close())
    const address = proxy.address()
    const port = address !== null && typeof address === 'object' ? address.port : 0
    const proxied = { HTTPS_PROXY: `http://127.0.0.1:${port}`, NODE_USE_ENV_PROXY: '1' }
    const args = ['trust', 'sync', '--data-dir', data, '--config', config, '--source', 'nz']
    const { exitCode } = await pratique(args, { env: { ...env, ...proxied } })
    assert.equal(exitCode, 0)
    assert.deepEqual(asked, [`${new URL(server.url).host} host,proxy-connection`])
  })

  test('trusts no server whose certificate it does not know', async () => {
    const args = ['trust', 'sync', '--data-dir', data, '--config', config, '--source', 'nz']
    const { exitCode, stdout } = await pratique(args)
    assert.equal(exitCode, 20)
    assert.match(stdout, /cannot prove who it is/)
    assert.equal(server.requests.length, 0)
  })
})

describe('wrong usage', () => {
  const cases: readonly (readonly [args: readonly string[], words: RegExp])[] = [
    [['trust'], /a part is missing: use "trust sync", .* \[usage.command\]/],
    [['trust', 'snyc'], /did you mean "trust sync"\? \[usage.command\]/],
    [['trust', 'sync', 'x'], /takes no input.* \[usage.argument\]/],
    [['trust', 'sync', '--list', '--dry-run'], /leave --dry-run out \[usage.option\]/],
    [['trust', 'sync', '--source', 'vcy'], /did you mean "vci"\? \[usage.option\]/],
    [['trust', 'sync', '--config', 'none.json'], /no file "none.json".*\[usage.file-missing\]/],
    [['trust', 'sync', '--data-dir', ''], /has no name \[usage.data-folder\]/],
    [['trust', 'sync', '--data-dir', config], /is a file \[usage.data-folder\]/],
    [['trust', 'show', '--data-dir', 'none'], /no data folder ".*none".* \[usage.data-folder\]/],
    [['verify', config, '--data-dir', 'none'], /no data folder ".*none".* \[usage.data-folder\]/],
  ]
  for (const [args, words] of cases) {
    test(args.slice(0, 4).join(' '), async () => {
      const { exitCode, stdout, stderr } = await pratique(args)
      assert.deepEqual([exitCode, stdout], [2, ''])
      assert.match(stderr, words)
    })
  }
})

describe('a process', () => {
  /** Starts one that waits for a file, until it has asked for it. */
  async function startWaiting(): Promise<ReturnType<typeof spawn>> {
    server.misbehaving.set('/vci/directory.json', BEHAVIOURS['slow body'])
    const args = [BIN, 'trust', 'sync', '--data-dir', data, '--config', config]
    const child = spawn(process.execPath, args, {
      env: { PATH: process.env['PATH'], HOME: FOLDER, ...env },
      stdio: 'ignore',
    })
    after(() => child.kill('SIGKILL'))
    const isAsked = () => server.requests.some(({ path }) => path === '/vci/directory.json')
    while (!isAsked()) await setTimeout(20)
    return child
  }

  test('that is killed in the middle leaves every source whole', async () => {
    await sync()
    const folder = openDataFolder(data)
    const before = readStoredSource(folder, 'vci')
    serveGdhcn(server, makeGdhcnSource({ signedAt: SIGNED_AT + DAY }))
    serveVci(server, makeVciSource({ signedAt: SIGNED_AT + DAY }))
    server.requests.length = 0
    const child = await startWaiting()
    child.kill('SIGKILL')
    await once(child, 'exit')
    assert.deepEqual(readStoredSource(folder, 'vci'), before)
    const gdhcn = readStoredSource(folder, 'gdhcn')
    assert.ok([SIGNED_AT, SIGNED_AT + DAY].includes(gdhcn?.signedAt ?? 0))
    // And the next one takes its place.
    server.misbehaving.clear()
    const { exitCode, ...told } = await sync()
    assert.deepEqual([exitCode, faultsOf(told)], [0, ''])
    assert.equal(readStoredSource(folder, 'vci')?.signedAt, SIGNED_AT + DAY)
    assert.deepEqual(readdirSync(data).toSorted(), ['bundles', 'sources'])
  })

  test('waits for no other: there is one at a time', async () => {
    const child = await startWaiting()
    const { exitCode, stderr } = await sync('--source', 'nz')
    assert.equal(exitCode, 2)
    assert.match(stderr, /another process is working .*number \d+.* \[usage.data-folder-locked\]/)
    const dry = await sync('--source', 'nz', '--dry-run')
    assert.equal(dry.exitCode, 0)
    child.kill('SIGKILL')
    await once(child, 'exit')
  })
})
