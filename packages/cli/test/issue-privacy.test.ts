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
import { inflateSync } from 'node:zlib'
import { type MadeAuthority, makeAuthority, runAt, URL_OF_CARDS } from './made-authority.ts'
import { FOLDER, pratique, readLines, vectorFile, write } from './pratique.ts'

const BIN = fileURLToPath(new URL('../bin/pratique.js', import.meta.url))
const STRACE = '/usr/bin/strace'
const WITHOUT_STRACE = existsSync(STRACE)
  ? false
  : 'strace is not installed: apt-get install strace'

/** What the orders state of people. */
const STATED = /Hythloday|Raphael|Υθλοδαίος|Ραφαήλ|1978|01.03.78|U12345678|Amaurote|Lot-4711/i

const now = Math.floor(Date.now() / 1000)
const ORDER = {
  holder: {
    ...{ family: 'Hythloday', given: 'Raphael', birthDate: '1978-03-01' },
    documentNumber: 'U12345678',
  },
  fact: {
    ...{ kind: 'test', disease: 'covid-19', class: 'naat', result: 'not-detected' },
    sampledAt: new Date((now - 86_400) * 1000).toISOString().replace(/\.\d+/, ''),
    centre: 'Amaurote',
  },
}
const DOSE = {
  ...{ kind: 'vaccination', disease: 'yellow-fever', date: '2026-04-02', lot: 'Lot-4711' },
  product: 'UtopiaFeverProduct0123456789abcdef0123456789abcdef',
}
const GREEK = {
  ...{ family: 'Υθλοδαίος', given: 'Ραφαήλ', birthDate: '1978-03-01' },
  ...{ familyTransliterated: 'HYTHLODAY', givenTransliterated: 'RAPHAEL' },
}
const BAD = { ...ORDER, fact: { ...ORDER.fact, sampledAt: 'Hythloday' } }

let authority: MadeAuthority
before(async () => {
  authority = await makeAuthority('authority', now)
  write('order.json', JSON.stringify(ORDER))
  write('orders.ndjson', `${JSON.stringify(ORDER)}\n${JSON.stringify(BAD)}\n`)
  write('dose.json', JSON.stringify({ ...ORDER, fact: DOSE }))
  write('greek.json', JSON.stringify({ ...ORDER, holder: GREEK }))
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

type Format = 'eu-dcc' | 'smart-health-card' | 'vds-nc' | 'who-icvp'

const args = (input: string, folder?: string, format: Format = 'eu-dcc'): readonly string[] => [
  ...['issue', join(FOLDER, input), '--format', format, ...signerOf(format)],
  ...(folder ? ['--out', folder, '--qr', 'both', '--pdf'] : []),
]

function signerOf(format: Format): readonly string[] {
  const { health, seals, certificate } = authority
  switch (format) {
    case 'eu-dcc':
      return health.options
    case 'smart-health-card':
      return [...health.options, '--url', URL_OF_CARDS]
    case 'vds-nc':
      return [...seals.options, '--authority', certificate]
    case 'who-icvp':
      return [...health.options, '--catalogue', vectorFile('who-icvp/catalogue.json')]
  }
}

/** An order in each format, and a page that is set in another script. */
const ISSUED: readonly (readonly [Format, string])[] = [
  ['eu-dcc', 'order.json'],
  ['eu-dcc', 'greek.json'],
  ['smart-health-card', 'order.json'],
  ['vds-nc', 'order.json'],
  ['who-icvp', 'dose.json'],
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
  for (const [at, [format, input, isKept]] of (
    [
      ['eu-dcc', 'order.json', false],
      ['eu-dcc', 'orders.ndjson', true],
      ...ISSUED.slice(1).map(([format, input]) => [format, input, true] as const),
    ] as const
  ).entries()) {
    const where = isKept ? 'into --out' : 'to the terminal'
    test(`writes only ${where}: ${input} as ${format}`, () => {
      const log = join(FOLDER, 'trace.log')
      const out = isKept ? join(FOLDER, `traced-${at}`) : undefined
      const command = [process.execPath, BIN, ...args(input, out, format)]
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
      assert.equal(status, input === 'orders.ndjson' ? 2 : 0, stderr)
      assert.doesNotMatch(stderr, STATED)
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
  for (const [at, [format, input]] of ISSUED.entries()) {
    test(`names nobody: names of files, pictures, pages, the record; ${input} as ${format}`, async () => {
      const folder = join(FOLDER, `named-${at}`)
      const { exitCode, stdout, stderr } = await runAt(args(input, folder, format), { now })
      assert.equal(exitCode, 0, stderr)
      assert.doesNotMatch(stdout + stderr, STATED)
      const names = readdirSync(folder)
      const files = ['000001.pdf', '000001.png', '000001.svg', 'certificates.ndjson', 'job-secret']
      assert.deepEqual(names, files)
      const [pdf, png, svg, record] = names.map((name) => readFileSync(join(folder, name)))
      assert.ok(pdf && png && svg && record)
      requireRecord(record.toString())
      requireNameless(svg.toString())
      assert.doesNotMatch(svg.toString(), /HC1:|shc:|<(?:title|desc|metadata|text)\b/)
      assert.deepEqual(chunksOf(png), ['IHDR', 'IDAT', 'IEND'])
      const around = aroundContent(pdf)
      assert.match(around, /\/Title(?: ?\(| \d+ 0 R)/)
      assert.doesNotMatch(around, /\/(?:Author|Subject|Keywords|CreationDate|ModDate|Metadata)\b/)
      requireNameless(around)
    })
  }

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

/** One certificate, whose texts alone say what it states. */
function requireRecord(record: string): void {
  const [entry, ...others] = readLines(record)
  assert.deepEqual(others, [])
  const { texts, ...rest } = Object(entry)
  assert.deepEqual(Object.keys(Object(entry)), ['number', 'place', 'format', 'texts', 'mark'])
  assert.equal(texts.length, 1)
  requireNameless(JSON.stringify(rest))
}

/** Text strings of PDF may be UTF-16 (ISO 32000-1 §7.9.2.2), so it is read as that at either place too. */
function requireNameless(text: string): void {
  const bytes = Buffer.from(text, 'latin1')
  const even = bytes.subarray(0, bytes.length & ~1)
  const odd = bytes.subarray(1, 1 + ((bytes.length - 1) & ~1))
  const wide = [even, odd].map((each) => Buffer.from(each).swap16().toString('utf16le'))
  for (const each of [text, ...wide]) assert.doesNotMatch(each, STATED)
}

/** What a PDF holds beside the contents of its pages and its fonts: all objects, packed ones too. */
function aroundContent(pdf: Buffer): string {
  const file = pdf.toString('latin1')
  const packed = [...file.matchAll(/\/Type ?\/ObjStm[^>]*>>\s*stream\r?\n/g)].map(
    ({ 0: { length }, index }) => inflateSync(pdf.subarray(index + length)).toString('latin1'),
  )
  const plain = file.replace(/stream\r?\n[\s\S]*?endstream/g, '')
  const hex = [...plain.matchAll(/<([0-9a-f]+)>/gi)].map(([, digits = '']) =>
    Buffer.from(digits, 'hex').toString('latin1'),
  )
  return [plain, ...packed, ...hex].join('\n')
}
