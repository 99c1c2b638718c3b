/**
 * The data folder, with faults: a process that is stopped at any step, a full disk, two processes.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import {
  type DataFolderPorts,
  type FilePort,
  type FileSet,
  findDataFolder,
  openDataFolder,
  type ProcessPort,
} from '../src/data-folder.ts'

const ROOT = fs.mkdtempSync(join(tmpdir(), 'pratique-data-'))
after(() => fs.rmSync(ROOT, { recursive: true, force: true }))

const isPosix = process.platform !== 'win32'
const skip = isPosix ? false : 'Windows has other rights and links'

let count = 0

function newPath(): string {
  return join(ROOT, String(count++), 'data')
}

function open(
  path: string = newPath(),
  ports: DataFolderPorts = {},
): ReturnType<typeof openDataFolder> {
  return openDataFolder(path, ports)
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

function setOf(files: Readonly<Record<string, string>>): FileSet {
  return new Map(Object.entries(files).map(([name, text]) => [name, bytes(text)]))
}

function toTexts(files: FileSet | undefined): Readonly<Record<string, string>> | undefined {
  const decoder = new TextDecoder()
  return files && Object.fromEntries([...files].map(([name, each]) => [name, decoder.decode(each)]))
}

const OLD = { 'did.json': 'old list', 'TNG_TA.signed.FRA.json': 'old anchor', 'source.json': '1' }
const NEW = { 'did.json': 'new list', 'source.json': '2' }

const STEPS = [
  'closeSync',
  'fsyncSync',
  'mkdirSync',
  'openSync',
  'renameSync',
  'rmSync',
  'unlinkSync',
  'writeSync',
] as const

/** A file system that stops at a step, and for good if the process is stopped with it. */
function failingAt(step: number, { isStopped }: { readonly isStopped: boolean }): FilePort {
  let left = step
  const port: Record<string, unknown> = { ...fs }
  for (const name of STEPS) {
    const real: (...args: never[]) => unknown = fs[name]
    port[name] = (...args: never[]): unknown => {
      left--
      if (left === 0 || (left < 0 && isStopped)) {
        // Half of what was to be written is.
        if (name === 'writeSync') writeHalf(args)
        throw Object.assign(new Error('stopped'), { code: 'ENOSPC', syscall: name })
      }
      return real(...args)
    }
  }
  return port as unknown as FilePort
}

function writeHalf([file, content]: readonly unknown[]): void {
  if (typeof file === 'number' && content instanceof Uint8Array) {
    fs.writeSync(file, content.subarray(0, content.length >> 1))
  }
}

describe('where the data folder is', () => {
  const linux = { platform: 'linux', env: {}, home: '/h', workingFolder: '/w' } as const
  const windows = { ...linux, platform: 'win32', home: 'C:\\h' } as const
  const cases = [
    [undefined, linux, '/h/.local/share/pratique'],
    [undefined, { ...linux, env: { XDG_DATA_HOME: '/data' } }, '/data/pratique'],
    [undefined, { ...linux, env: { XDG_DATA_HOME: 'data' } }, '/h/.local/share/pratique'],
    [undefined, { ...linux, env: { XDG_DATA_HOME: '' } }, '/h/.local/share/pratique'],
    [undefined, { ...linux, env: { PRATIQUE_DATA_DIR: '/own' } }, '/own'],
    [undefined, { ...linux, env: { PRATIQUE_DATA_DIR: '' } }, '/h/.local/share/pratique'],
    ['given', { ...linux, env: { PRATIQUE_DATA_DIR: '/own' } }, '/w/given'],
    [
      undefined,
      { ...linux, platform: 'darwin', env: { XDG_DATA_HOME: '/data' } },
      '/h/Library/Application Support/pratique',
    ],
    [undefined, windows, 'C:\\h\\AppData\\Local\\pratique'],
    [undefined, { ...windows, env: { LOCALAPPDATA: 'D:\\L' } }, 'D:\\L\\pratique'],
  ] as const
  for (const [given, surroundings, expected] of cases) {
    test(expected, () => assert.equal(findDataFolder(given, surroundings), expected))
  }

  test('nowhere, without a name or a home', () => {
    const code = { code: 'usage.data-folder' }
    assert.throws(() => findDataFolder('', linux), code)
    assert.throws(() => findDataFolder(undefined, { ...linux, home: '' }), code)
  })
})

describe('files', () => {
  test('come back as they were written, for their owner alone', () => {
    const folder = open()
    assert.equal(folder.readFile('a/b.json'), undefined)
    folder.writeFile('a/b.json', bytes('one'))
    folder.writeFile('a/b.json', bytes('two'))
    assert.deepEqual(folder.readFile('a/b.json'), bytes('two'))
    assert.deepEqual(fs.readdirSync(join(folder.path, 'a')), ['b.json'])
    if (!isPosix) return
    assert.equal(fs.statSync(folder.path).mode & 0o777, 0o700)
    assert.equal(fs.statSync(join(folder.path, 'a/b.json')).mode & 0o777, 0o600)
  })

  test('have names that lead nowhere else', () => {
    const folder = open()
    const names = ['', '.', '..', '../a', 'a/../b', '/a', 'a//b', 'a\\b', '.lock', 'a.', 'nul.txt']
    for (const name of [...names, 'a b', 'ä', 'a\0', 'a/b/c/d/e', `${'a'.repeat(129)}`]) {
      assert.throws(() => folder.readFile(name), { code: 'usage.data-folder' }, name)
      assert.throws(() => folder.writeFile(name, bytes('')), { code: 'usage.data-folder' }, name)
    }
    assert.equal(fs.existsSync(folder.path), false)
  })

  test('of one set differ where capitals do not count', () => {
    const code = { code: 'usage.data-folder' }
    assert.throws(() => open().replaceFiles('a', setOf({ a: '1', A: '2' })), code)
    assert.throws(() => open().replaceFiles('a', setOf({ 'a/b': '1' })), code)
  })

  test('are not read or written through links', { skip }, () => {
    const folder = open()
    folder.writeFile('a.json', bytes('own'))
    const elsewhere = fs.mkdtempSync(join(ROOT, 'elsewhere-'))
    fs.writeFileSync(join(elsewhere, 'b.json'), 'not ours')
    fs.symlinkSync(join(elsewhere, 'b.json'), join(folder.path, 'b.json'))
    fs.symlinkSync(elsewhere, join(folder.path, 'c'))
    const code = { code: 'unavailable.data-folder' }
    assert.throws(() => folder.readFile('b.json'), code)
    assert.throws(() => folder.readFile('c/b.json'), code)
    assert.throws(() => folder.writeFile('c/new.json', bytes('')), code)
    assert.throws(() => folder.replaceFiles('c', setOf(NEW)), code)
    // A link is replaced; what it leads to is not.
    folder.writeFile('b.json', bytes('ours'))
    assert.equal(fs.readFileSync(join(elsewhere, 'b.json'), 'utf8'), 'not ours')
    assert.deepEqual(fs.readdirSync(elsewhere), ['b.json'])
  })

  test('lie in no folder that is a file, or anybody’s', { skip }, () => {
    const path = join(ROOT, 'a-file')
    fs.writeFileSync(path, '')
    assert.throws(() => open(path), { code: 'usage.data-folder' })
    const open777 = fs.mkdtempSync(join(ROOT, 'anybody-'))
    fs.chmodSync(open777, 0o777)
    assert.throws(() => open(open777), { code: 'usage.data-folder' })
  })
})

describe('several files together', () => {
  test('are all replaced, and the old ones are gone', () => {
    const folder = open()
    assert.equal(folder.readFiles('sources/a'), undefined)
    folder.replaceFiles('sources/a', setOf(OLD))
    assert.deepEqual(toTexts(folder.readFiles('sources/a')), OLD)
    folder.replaceFiles('sources/a', setOf(NEW))
    folder.replaceFiles('sources/a', setOf(NEW))
    assert.deepEqual(toTexts(folder.readFiles('sources/a')), NEW)
    assert.equal(fs.readdirSync(join(folder.path, 'sources/a')).length, 2)
  })

  for (const isStopped of [true, false]) {
    test(`are the old or the new ones, ${isStopped ? 'stopped' : 'failing'} at any step`, () => {
      const seen = new Set<string>()
      for (let step = 1; ; step++) {
        const path = newPath()
        open(path).replaceFiles('sources/a', setOf(OLD))
        const failing = open(path, { fs: failingAt(step, { isStopped }) })
        let error: unknown
        try {
          failing.replaceFiles('sources/a', setOf(NEW))
        } catch (thrown) {
          error = thrown
        }
        const found = toTexts(open(path).readFiles('sources/a'))
        const isOld = JSON.stringify(found) === JSON.stringify(toTexts(setOf(sorted(OLD))))
        assert.deepEqual(found, isOld ? OLD : NEW, `step ${step}`)
        seen.add(isOld ? 'old' : 'new')
        if (error === undefined) break
        assert.ok(error instanceof Error && 'code' in error)
        assert.equal(error.code, 'unavailable.data-folder')
        // And the next attempt mends everything.
        open(path).replaceFiles('sources/a', setOf(NEW))
        assert.deepEqual(toTexts(open(path).readFiles('sources/a')), NEW)
        assert.equal(fs.readdirSync(join(path, 'sources/a')).length, 2, `step ${step}`)
        assert.ok(step < 200)
      }
      assert.deepEqual([...seen], ['old', 'new'])
    })
  }

  test('a single file is the old or the new one, too', () => {
    for (let step = 1; ; step++) {
      const path = newPath()
      open(path).writeFile('a', bytes('old'))
      const failing = open(path, { fs: failingAt(step, { isStopped: true }) })
      let isDone = true
      try {
        failing.writeFile('a', bytes('new'))
      } catch {
        isDone = false
      }
      const text = new TextDecoder().decode(open(path).readFile('a'))
      assert.ok(text === 'old' || text === 'new', `step ${step}: ${text}`)
      if (isDone) break
    }
  })

  test('are refused if one is damaged, and replaced all the same', () => {
    const damages: readonly ((file: string) => void)[] = [
      (file) => fs.writeFileSync(file, 'x'),
      (file) => fs.writeFileSync(file, 'new lisu'),
      (file) => fs.appendFileSync(file, 'more'),
      (file) => fs.unlinkSync(file),
    ]
    for (const damage of damages) {
      const folder = open()
      folder.replaceFiles('a', setOf(NEW))
      const [generation = ''] = fs
        .readdirSync(join(folder.path, 'a'))
        .filter((n) => n !== 'current')
      damage(join(folder.path, 'a', generation, 'did.json'))
      assert.throws(() => folder.readFiles('a'), { code: 'unavailable.data-folder' })
      folder.replaceFiles('a', setOf(NEW))
      assert.deepEqual(toTexts(folder.readFiles('a')), NEW)
    }
  })

  test('are refused with a manifest that is none', () => {
    for (const manifest of ['x', 'x\n', `${'0'.repeat(64)} 1 ../../a\n`, `${'0'.repeat(64)} 1 a`]) {
      const folder = open()
      folder.replaceFiles('a', setOf(NEW))
      fs.writeFileSync(join(folder.path, 'a/current'), manifest)
      assert.throws(() => folder.readFiles('a'), { code: 'unavailable.data-folder' }, manifest)
    }
  })
})

describe('the lock', () => {
  const LOCKED = { code: 'usage.data-folder-locked' }

  test('is held for one at a time, and given back', async () => {
    const path = newPath()
    const answer = await open(path).withLock(async () => {
      await assert.rejects(
        open(path).withLock(() => 1),
        LOCKED,
      )
      return 'done'
    })
    assert.equal(answer, 'done')
    const fault = new Error('a fault')
    await assert.rejects(
      open(path).withLock(() => Promise.reject(fault)),
      fault,
    )
    assert.equal(await open(path).withLock(() => 2), 2)
    assert.deepEqual(fs.readdirSync(path), [])
  })

  const NOW = 1_800_000_000_000
  const own: ProcessPort = { pid: 7, host: 'here', startOf: (pid) => `of ${pid}`, now: () => NOW }
  const owner = { pid: 8, start: 'of 8', host: 'here', token: 'a' }
  const cases: Readonly<
    Record<string, { lock: string; port?: Partial<ProcessPort>; age?: number; isTaken: boolean }>
  > = {
    'of a process that is there': { lock: JSON.stringify(owner), isTaken: false },
    'of a process that is no more': {
      lock: JSON.stringify(owner),
      port: { startOf: (pid) => (pid === 8 ? undefined : '') },
      isTaken: true,
    },
    'of a process whose number is another’s now': {
      lock: JSON.stringify({ ...owner, start: 'before' }),
      isTaken: true,
    },
    'of a process whose beginning is not known': {
      lock: JSON.stringify({ ...owner, start: 'before' }),
      port: { startOf: () => '' },
      isTaken: false,
    },
    'of another machine': { lock: JSON.stringify({ ...owner, host: 'there' }), isTaken: false },
    'of another machine, an hour ago': {
      lock: JSON.stringify({ ...owner, host: 'there' }),
      age: 3_601_000,
      isTaken: true,
    },
    'that was just made and says nothing yet': { lock: '', isTaken: false },
    'that never said anything': { lock: '{"pid":', age: 11_000, isTaken: true },
  }
  for (const [name, { lock, port, age = 0, isTaken }] of Object.entries(cases)) {
    test(`${name} ${isTaken ? 'is taken over' : 'counts'}`, async () => {
      const path = newPath()
      fs.mkdirSync(path, { recursive: true })
      const file = join(path, '.lock')
      fs.writeFileSync(file, lock)
      fs.utimesSync(file, (NOW - age) / 1000, (NOW - age) / 1000)
      const acting = open(path, { processes: { ...own, ...port } }).withLock(() => 'done')
      if (isTaken) assert.equal(await acting, 'done')
      else await assert.rejects(acting, LOCKED)
      assert.equal(fs.existsSync(file), !isTaken)
    })
  }

  test('sweeps away what a stopped process has left', async () => {
    const path = newPath()
    fs.mkdirSync(path, { recursive: true })
    fs.writeFileSync(join(path, '.new-1'), '')
    await open(path).withLock(() => assert.deepEqual(fs.readdirSync(path), ['.lock']))
  })

  test('keeps out another process, and is taken over when that is killed', async () => {
    const path = newPath()
    const holder = hold(path)
    await once(holder.stdout, 'data')
    await assert.rejects(
      open(path).withLock(() => 1),
      LOCKED,
    )
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    assert.equal(await open(path).withLock(() => 'ours'), 'ours')
  })

  test('is one’s alone, though many find a dead one at once', async () => {
    const path = newPath()
    fs.mkdirSync(path, { recursive: true })
    const dead = spawn(process.execPath, ['--eval', ''])
    await once(dead, 'exit')
    const lock = { ...owner, pid: dead.pid, host: (await import('node:os')).hostname() }
    fs.writeFileSync(join(path, '.lock'), JSON.stringify(lock))
    const holders = Array.from({ length: 6 }, () => hold(path))
    const outputs = holders.map(() => '')
    for (const [at, { stdout }] of holders.entries()) {
      stdout.on('data', (text: Buffer) => {
        outputs[at] += text.toString()
      })
    }
    while (outputs.some((text) => text === '')) await setTimeout(20)
    for (const holder of holders) holder.kill('SIGKILL')
    assert.equal(outputs.filter((text) => text.includes('held')).length, 1, outputs.join())
  })

  /** Another process that says `held` or a code, and waits. */
  function hold(path: string): ReturnType<typeof spawn> & { stdout: NodeJS.ReadableStream } {
    const module = JSON.stringify(fileURLToPath(new URL('../src/data-folder.ts', import.meta.url)))
    const code = `
      const { openDataFolder } = await import(${module})
      const wait = () => new Promise((resolve) => setTimeout(resolve, 60_000))
      await openDataFolder(${JSON.stringify(path)})
        .withLock(() => { process.stdout.write('held'); return wait() })
        .catch(({ code }) => { process.stdout.write(code); return wait() })
    `
    const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    after(() => child.kill('SIGKILL'))
    return child
  }
})

function sorted(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
