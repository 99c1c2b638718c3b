/**
 * `pratique issue` leaves nothing of a holder behind but what was asked for, where it was asked for: seen by
 * the system calls it makes, and with no right to do anything else.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type MadeAuthority, makeAuthority } from './made-authority.ts'
import { FOLDER, pratique, readLines, write } from './pratique.ts'

const BIN = fileURLToPath(new URL('../bin/pratique.js', import.meta.url))
const STRACE = '/usr/bin/strace'
const WITHOUT_STRACE = existsSync(STRACE)
  ? false
  : 'strace is not installed: apt-get install strace'

/** What the orders state of people. */
const STATED = /Hythloday|HYTHLODAY|Raphael|RAPHAEL|1978|U12345678|Amaurote/

const now = Math.floor(Date.now() / 1000)
const ORDER = {
  holder: {
    ...{ family: 'Hythloday', given: 'Raphael', birthDate: '1978-03-01' },
    documentNumber: 'U12345678',
  },
  fact: {
    ...{ kind: 'test', disease: 'covid-19', class: 'naat', result: 'not-detected' },
    sampledAt: new Date((now - 86_400) * 1000).toISOString().replace(/\.\d+/, ''),
    centre: 'Laboratory of Amaurote',
  },
}
const BAD = { ...ORDER, fact: { ...ORDER.fact, sampledAt: 'Hythloday' } }

let authority: MadeAuthority
before(async () => {
  authority = await makeAuthority('authority', now)
  write('order.json', JSON.stringify(ORDER))
  write('orders.ndjson', `${JSON.stringify(ORDER)}\n${JSON.stringify(BAD)}\n`)
  for (const name of ['home', 'tmp', 'work']) mkdirSync(join(FOLDER, name))
})

/** Ends the process as soon as anything in it reaches for the network. */
const CAUGHT = 99
const OFFLINE = toModule(`
  import dgram from 'node:dgram'
  import dns from 'node:dns'
  import net from 'node:net'
  const caught = () => process.exit(${CAUGHT})
  net.Socket.prototype.connect = net.Server.prototype.listen = caught
  dgram.createSocket = dns.lookup = dns.promises.lookup = globalThis.fetch = caught
`)

/** Node lets no process that is bound write through to the disk; whether it is waited for changes no answer. */
const UNWAITING = toModule(`
  import fs from 'node:fs'
  fs.fsyncSync = () => undefined
  fs.fsync = (file, done) => done(null)
`)

function toModule(code: string): string {
  return `data:text/javascript,${encodeURIComponent(code)}`
}

const args = (input: string, folder?: string): readonly string[] => [
  ...['issue', join(FOLDER, input), '--format', 'eu-dcc', ...authority.health.options],
  ...(folder ? ['--out', folder, '--qr', 'both'] : []),
]

describe('with no right to write anywhere else, or to ask', () => {
  test('issues into its folder all the same', async () => {
    const out = join(FOLDER, 'bound')
    // The folder itself is there: to make it takes the right to look into the one above.
    mkdirSync(out)
    const rights = ['--permission', '--allow-fs-read=*', `--allow-fs-write=${out}`]
    const nodeOptions = [...rights, '--import', UNWAITING, '--import', OFFLINE]
    const env = { NODE_DISABLE_COMPILE_CACHE: '1' }
    const bound = await pratique(args('orders.ndjson', out), { nodeOptions, env })
    const free = await pratique(args('orders.ndjson', join(FOLDER, 'freed')), { env })
    assert.deepEqual(
      [bound.exitCode, bound.stdout],
      [free.exitCode, free.stdout.replace('freed', 'bound')],
      bound.stderr,
    )
    assert.deepEqual(readdirSync(out), readdirSync(join(FOLDER, 'freed')))
  })

  test('shows one order with no right to write at all', async () => {
    const nodeOptions = ['--permission', '--allow-fs-read=*', '--import', OFFLINE]
    const env = { NODE_DISABLE_COMPILE_CACHE: '1' }
    const { exitCode, stdout, stderr } = await pratique(args('order.json'), { nodeOptions, env })
    assert.equal(exitCode, 0, stderr)
    assert.match(stdout, /^HC1:/m)
  })
})

/** A call that made, renamed or removed a file, or opened one to be written. */
const CHANGES =
  /\b(?:openat|open|creat|rename|renameat|renameat2|link|linkat|symlink|symlinkat|mkdir|mkdirat|unlink|unlinkat|rmdir|truncate)\(/

describe('by the system calls it makes', { skip: WITHOUT_STRACE }, () => {
  for (const [input, folder] of [
    ['orders.ndjson', 'traced'],
    ['order.json', undefined],
  ] as const) {
    test(`writes only ${folder ? 'into --out' : 'to the terminal'}`, () => {
      const log = join(FOLDER, 'trace.log')
      const out = folder && join(FOLDER, folder)
      const command = [process.execPath, BIN, ...args(input, out)]
      const env = {
        ...{ PATH: process.env['PATH'], HOME: join(FOLDER, 'home'), TMPDIR: join(FOLDER, 'tmp') },
        NODE_DISABLE_COMPILE_CACHE: '1',
      }
      const flags = [
        '-f',
        '-qq',
        '-s',
        '65536',
        '-y',
        '-o',
        log,
        '-e',
        'trace=%file,%network,write,pwrite64',
      ]
      const cwd = join(FOLDER, 'work')
      const { status, stderr } = spawnSync(STRACE, [...flags, ...command], {
        cwd,
        env,
        encoding: 'utf8',
      })
      assert.equal(status, folder ? 2 : 0, stderr)
      const calls = readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => !/ = -1 E/.test(line))
      assert.ok(calls.length > 100)
      for (const call of calls) requireInside(call, cwd, out)
      assert.ok(calls.some((call) => /\bwrite\(1</.test(call)))
      for (const name of ['home', 'tmp', 'work'])
        assert.deepEqual(readdirSync(join(FOLDER, name)), [])
    })
  }

  function requireInside(call: string, cwd: string, out: string | undefined): void {
    assert.doesNotMatch(call, /\b(?:connect|bind|sendto|sendmsg)\(.*AF_INET/)
    if (/\bp?write(?:64)?\(/.test(call)) {
      // Standard output and error, files of the folder, and what threads wake each other by.
      const [, target = ''] = /write(?:64)?\(\d+<([^>]*)>/.exec(call) ?? []
      const isOurs = out !== undefined && target.startsWith(`${out}/`)
      assert.ok(
        isOurs || /^(?:pipe:|socket:|anon_inode:|UNIX|\/dev\/)/.test(target),
        call.slice(0, 200),
      )
      return
    }
    const isChange =
      CHANGES.test(call) && (!/\bopen/.test(call) || /O_(?:WRONLY|RDWR|CREAT)/.test(call))
    if (!isChange) return
    const paths = [...call.matchAll(/"([^"]+)"/g)].map(([, path = '']) => resolve(cwd, path))
    for (const path of paths) {
      const isOurs = out !== undefined && (path === out || path.startsWith(`${out}/`))
      assert.ok(isOurs || path.startsWith('/dev/'), call.slice(0, 200))
      assert.doesNotMatch(path, STATED)
    }
  }
})

describe('what lies in the folder', () => {
  test('names nobody: names of files, pictures but for their codes, and the record', async () => {
    const folder = join(FOLDER, 'named')
    const { stdout, stderr } = await pratique(args('orders.ndjson', folder))
    assert.doesNotMatch(stdout + stderr, STATED)
    const names = readdirSync(folder)
    const expected = ['000001.png', '000001.svg', 'certificates.ndjson', 'job-secret']
    assert.deepEqual(names, expected)
    for (const name of names) {
      assert.doesNotMatch(readFileSync(join(folder, name), 'latin1'), STATED, name)
    }
    const [entry, ...others] = readLines(readFileSync(join(folder, 'certificates.ndjson'), 'utf8'))
    assert.deepEqual(others, [])
    const members = Object.keys(Object(entry)).filter((member) => member !== 'receipt')
    assert.deepEqual(members, ['number', 'place', 'format', 'texts', 'mark'])
    const svg = readFileSync(join(folder, '000001.svg'), 'utf8')
    assert.doesNotMatch(svg, /HC1:|<(?:title|desc|metadata|text)\b/)
    assert.deepEqual(chunksOf(readFileSync(join(folder, '000001.png'))), ['IHDR', 'IDAT', 'IEND'])
  })

  test('has marks that another folder does not have', async () => {
    const marks = await Promise.all(
      ['one', 'two'].map(async (name) => {
        const { exitCode } = await pratique(args('order.json', join(FOLDER, name)))
        assert.equal(exitCode, 0)
        const record = readFileSync(join(FOLDER, name, 'certificates.ndjson'), 'utf8')
        return /"mark":"([0-9a-f]{64})"/.exec(record)?.[1]
      }),
    )
    assert.ok(marks.every((mark) => mark !== undefined))
    assert.notEqual(marks[0], marks[1])
  })
})

/** The types of a PNG's chunks, one after the other of one type as one. */
function chunksOf(png: Buffer): readonly string[] {
  const types: string[] = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const type = png.toString('latin1', at + 4, at + 8)
    if (type !== types.at(-1)) types.push(type)
  }
  return types
}
