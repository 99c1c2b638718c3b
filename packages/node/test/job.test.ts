/**
 * Folders of certificates: whatever fails and whenever the process stops, a certificate is on record whole
 * or not at all, and no order is issued twice.
 *
 * @module
 */

import assert from 'node:assert/strict'
import fs, { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { UsageError } from 'pratique/errors'
import { createProcessPort, type FilePort, nodeFiles } from '../src/data-folder.ts'
import { type Job, type JobEntry, openJob } from '../src/issuing/job.ts'
import { failingAt, unwaiting } from './failing-files.ts'

/** The name that whoever reads the folder relies on. */
const RECORD = 'certificates.ndjson'

const scratch = mkdtempSync(join(tmpdir(), 'pratique-job-'))
after(() => rmSync(scratch, { recursive: true }))

const isPosix = process.platform !== 'win32'
let count = 0
const newFolder = (): string => join(scratch, String(count++))
const open = (folder: string, port: FilePort = unwaiting): Job =>
  openJob(port, createProcessPort(nodeFiles), folder)

const entry = (name: string, job: Job): Omit<JobEntry, 'number'> => ({
  place: `line ${name}`,
  format: 'eu-dcc',
  texts: [`HC1:${name.repeat(500)}`],
  receipt: { list: 1, index: name.length },
  mark: job.toMark(name),
})

describe('a folder of certificates', () => {
  test('stays with whoever works in it, however long, and takes nothing of who lost it', () => {
    const folder = newFolder()
    const lock = join(folder, '.lock')
    const begun = Date.now()
    let minutes = 0
    const at = (host: string) =>
      openJob(
        unwaiting,
        { pid: 7, host, startOf: (pid) => `of ${pid}`, now: () => begun + minutes * 60_000 },
        folder,
      )
    const isLocked = (error: unknown): boolean =>
      error instanceof UsageError && error.code === 'usage.data-folder-locked'
    const touch = () => fs.utimesSync(lock, new Date(), new Date(begun + minutes * 60_000))
    const first = at('a')
    minutes = 50
    first.commit([entry('x', first)])
    // The file was written anew; the machine's clock has not moved with ours.
    assert.ok(statSync(lock).mtimeMs >= begun)
    touch()
    minutes = 100
    assert.throws(() => at('b'), isLocked)
    minutes = 150
    const second = at('b')
    assert.throws(() => first.commit([entry('y', first)]), isLocked)
    second.commit([entry('z', second)])
    first.close()
    second.close()
    assert.deepEqual(readFileSync(join(folder, RECORD), 'utf8').match(/line ./g), [
      'line x',
      'line z',
    ])
  })

  test('knows what was issued, when it is opened again', () => {
    const folder = newFolder()
    const first = open(folder)
    first.commit([entry('a', first), entry('b', first)])
    first.close()
    const second = open(folder)
    assert.deepEqual(
      second.entries.map(({ number, place }) => [number, place]),
      [
        [1, 'line a'],
        [2, 'line b'],
      ],
    )
    assert.equal(second.find(second.toMark('b'))?.number, 2)
    assert.equal(second.find(second.toMark('c')), undefined)
    second.commit([entry('c', second)])
    assert.equal(second.find(second.toMark('c'))?.number, 3)
    second.close()
  })

  test('is its owner’s alone', async () => {
    const folder = newFolder()
    const job = open(folder)
    job.commit([entry('a', job)])
    job.write('000001.svg', new Uint8Array(3))
    await job.settle()
    job.close()
    assert.ok(fs.existsSync(join(folder, '000001.svg')))
    for (const name of fs.readdirSync(folder)) {
      assert.equal(statSync(join(folder, name)).mode & 0o077, 0, name)
    }
    assert.equal(statSync(folder).mode & 0o077, 0)
  })

  test('is one process’s at a time', () => {
    const folder = newFolder()
    const job = open(folder)
    assert.throws(() => open(folder), hasCode('usage.data-folder-locked'))
    job.close()
    open(folder).close()
  })

  test('is none that holds anything else', () => {
    const folder = newFolder()
    fs.mkdirSync(folder)
    writeFileSync(join(folder, 'holiday.jpg'), 'x')
    assert.throws(() => open(folder), hasCode('usage.output-file'))
    assert.deepEqual(fs.readdirSync(folder), ['holiday.jpg'])
    const home = newFolder()
    fs.mkdirSync(home)
    writeFileSync(join(home, '.profile'), 'x')
    assert.throws(() => open(home), hasCode('usage.output-file'))
    assert.deepEqual(fs.readdirSync(home), ['.profile'])
  })

  test('is none whose secret is gone: every order would be issued again', () => {
    const folder = newFolder()
    const job = open(folder)
    job.commit([entry('a', job)])
    job.close()
    rmSync(join(folder, 'job-secret'))
    assert.throws(
      () => open(folder),
      (error) => error instanceof UsageError && /job-secret is missing/.test(error.message),
    )
    assert.equal(fs.existsSync(join(folder, 'job-secret')), false)
  })

  test('keeps the pictures of what is no more on record', async () => {
    const folder = newFolder()
    const job = open(folder)
    const [, b] = job.commit([entry('a', job), entry('b', job)])
    job.close()
    const path = join(folder, RECORD)
    writeFileSync(path, `${JSON.stringify(b)}\n`)
    const again = open(folder)
    assert.deepEqual(
      again.commit([entry('a', again), entry('c', again)]).map(({ number }) => number),
      [3, 4],
    )
    again.close()
  })

  test('is not led away by links', { skip: isPosix ? false : 'Windows' }, () => {
    const elsewhere = join(scratch, 'elsewhere')
    for (const name of [RECORD, 'job-secret']) {
      const folder = newFolder()
      const job = open(folder)
      job.close()
      writeFileSync(elsewhere, 'x'.repeat(32))
      rmSync(join(folder, name))
      fs.symlinkSync(elsewhere, join(folder, name))
      assert.throws(() => open(folder), hasCode('usage.output-file'))
      assert.equal(readFileSync(elsewhere, 'utf8'), 'x'.repeat(32))
    }
    const dangling = newFolder()
    fs.symlinkSync(join(scratch, 'nowhere'), dangling)
    assert.throws(() => open(dangling), hasCode('usage.output-file'))
    assert.equal(fs.existsSync(join(scratch, 'nowhere')), false)
    const [linked, folder] = [newFolder(), newFolder()]
    fs.mkdirSync(folder)
    fs.symlinkSync(folder, linked)
    open(linked).close()
    assert.ok(fs.existsSync(join(folder, RECORD)))
  })

  test('says which folder takes nothing', () => {
    for (const [code, words] of [
      ['EROFS', /takes nothing/],
      ['EACCES', /not open to you/],
      ['EIO', /the system says EIO/],
    ] as const) {
      const refuse = () => {
        throw Object.assign(new Error('no'), { code })
      }
      const port = { ...unwaiting, openSync: refuse, mkdirSync: refuse }
      assert.throws(
        () => open(newFolder(), port),
        (error) => hasCode('usage.output-file')(error) && words.test(String(error)),
      )
    }
  })

  test('drops a line that was not finished', () => {
    const folder = newFolder()
    const job = open(folder)
    job.commit([entry('a', job)])
    job.close()
    const path = join(folder, RECORD)
    const whole = readFileSync(path)
    const others = [
      '{}',
      '{"number":0,"place":"","format":"","texts":[],"mark":""}',
      '{"number":2,"place":"","format":"","texts":[1],"mark":""}',
      whole.toString().trim(),
    ]
    for (const line of others) {
      writeFileSync(path, `${whole}${line}\n`)
      assert.throws(() => open(folder), hasCode('usage.output-file'), line)
    }
    for (let length = 0; length < whole.length; length += 97) {
      writeFileSync(path, Buffer.concat([whole, whole.subarray(0, length)]))
      const again = open(folder)
      assert.equal(again.entries.length, 1)
      again.close()
      assert.deepEqual(readFileSync(path), whole)
    }
  })

  test('refuses a record that was changed', () => {
    const folder = newFolder()
    const job = open(folder)
    job.commit([entry('a', job)])
    job.close()
    writeFileSync(join(folder, RECORD), 'nonsense\n')
    assert.throws(() => open(folder), hasCode('usage.output-file'))
  })
})

describe('whatever fails', () => {
  for (const isStopped of [true, false]) {
    test(`each certificate is whole or not there: ${isStopped ? 'stopped' : 'refused'} at any call`, () => {
      let step = 0
      for (let isDone = false; !isDone; step++) {
        const folder = newFolder()
        const before = open(folder)
        before.commit([entry('a', before)])
        before.close()
        const port = failingAt(step, isStopped)
        isDone = tryToCommit(folder, port)
        const again = open(folder)
        const places = again.entries.map(({ place }) => place)
        assert.deepEqual(places, ['line a', 'line b', 'line c'].slice(0, places.length))
        assert.ok(places.length > 0)
        for (const { texts } of again.entries) assert.equal(texts[0]?.length, 504)
        const missing = ['b', 'c'].filter((name) => !again.find(again.toMark(name)))
        again.commit(missing.map((name) => entry(name, again)))
        assert.deepEqual(
          again.entries.map(({ number, place }) => `${number} ${place}`),
          ['1 line a', '2 line b', '3 line c'],
        )
        again.close()
      }
      assert.ok(step > 5, 'no call was let fail')
    })
  }

  test('pictures are whole or not there, and nothing is left over', async () => {
    const picture = new Uint8Array(5000).fill(7)
    for (const isStopped of [true, false]) {
      let isDone = false
      for (let step = 0; !isDone; step++) {
        const folder = newFolder()
        open(folder).close()
        isDone = await tryToWrite(folder, failingAt(step, isStopped), picture)
        for (const name of fs.readdirSync(folder).filter((each) => each.endsWith('.svg'))) {
          assert.deepEqual(new Uint8Array(readFileSync(join(folder, name))), picture)
        }
        open(folder).close()
        const names = fs.readdirSync(folder).filter((name) => !name.endsWith('.svg'))
        assert.deepEqual(names.toSorted(), [RECORD, 'job-secret'])
      }
    }
  })

  test('what a full disk does not take is not there, half or whole', async () => {
    const folder = newFolder()
    open(folder).close()
    const picture = new Uint8Array(600)
    const full = open(folder, fullDisk(1000))
    full.write('whole.svg', picture)
    for (const name of ['half.svg', 'whole.svg']) {
      assert.throws(() => full.write(name, picture), /full/)
    }
    assert.equal(fs.readdirSync(folder).filter((name) => name.startsWith('.new-')).length, 1)
    assert.deepEqual([full.has('half.svg'), full.has('whole.svg')], [false, true])
    await full.settle()
    assert.deepEqual(
      fs.readdirSync(folder).filter((name) => name.endsWith('.svg')),
      ['whole.svg'],
    )
    assert.equal(statSync(join(folder, 'whole.svg')).size, 600)
    full.close()
  })

  test('a full disk is said, and nothing is lost', () => {
    const folder = newFolder()
    const job = open(folder)
    job.commit([entry('a', job)])
    job.close()
    const full = open(folder, fullDisk(100))
    assert.throws(
      () => full.commit([entry('b', full)]),
      (error) => error instanceof UsageError && /full/.test(error.message),
    )
    assert.equal(full.find(full.toMark('b')), undefined)
    full.close()
    const again = open(folder)
    assert.equal(again.entries.length, 1)
    again.close()
  })
})

/** @returns whether nothing failed */
function tryToCommit(folder: string, port: FilePort): boolean {
  let job: Job | undefined
  try {
    job = open(folder, port)
    job.commit([entry('b', job), entry('c', job)])
    job.close()
    return true
  } catch (error) {
    assert.ok(error instanceof Error)
    return false
  } finally {
    // A stopped process leaves its turn behind; the next one finds that it is no more.
    rmSync(join(folder, '.lock'), { force: true })
  }
}

/** @returns whether nothing failed */
async function tryToWrite(folder: string, port: FilePort, picture: Uint8Array): Promise<boolean> {
  try {
    const job = open(folder, port)
    for (const name of ['1.svg', '2.svg']) job.write(name, picture)
    await job.settle()
    job.close()
    return true
  } catch (error) {
    assert.ok(error instanceof Error)
    return false
  } finally {
    rmSync(join(folder, '.lock'), { force: true })
  }
}

/** A disk that takes so many bytes more. */
function fullDisk(bytes: number): FilePort {
  let left = bytes
  const writeSync = (
    file: number,
    data: Uint8Array,
    offset = 0,
    length = data.length,
    at?: number,
  ) => {
    if (left === 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
    const taken = Math.min(left, length)
    left -= taken
    return fs.writeSync(file, data, offset, taken, at)
  }
  return { ...unwaiting, writeSync } as FilePort
}

function hasCode(code: string) {
  return (error: unknown): boolean => error instanceof UsageError && error.code === code
}
