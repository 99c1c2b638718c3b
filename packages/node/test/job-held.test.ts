/**
 * A certificate that a folder holds back: whole or not there, on record once or not at all, whatever fails.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { UsageError } from 'pratique/errors'
import { createProcessPort, type FilePort, nodeFiles } from '../src/data-folder.ts'
import { type HeldEntry, type Job, openJob } from '../src/issuing/job.ts'
import { failingAt, unwaiting } from './failing-files.ts'

const RECORD = 'certificates.ndjson'
const HELD = 'held-back'

const scratch = mkdtempSync(join(tmpdir(), 'pratique-held-'))
after(() => rmSync(scratch, { recursive: true }))

let count = 0
const newFolder = (): string => join(scratch, String(count++))
const open = (folder: string, port: FilePort = unwaiting): Job =>
  openJob(port, createProcessPort(nodeFiles), folder)

const entry = (job: Job): HeldEntry => ({
  place: 'order',
  format: 'eu-dcc',
  texts: [`HC1:${'x'.repeat(500)}`],
  receipt: { list: 1, index: 2 },
  mark: job.toMark('x'),
})

/** Runs one act on a folder, in a process of its own. */
function within<T>(folder: string, act: (job: Job) => T, port?: FilePort): T {
  const job = open(folder, port)
  try {
    return act(job)
  } finally {
    job.close()
  }
}

function requireDamaged(folder: string, content: string): void {
  writeFileSync(join(folder, HELD), content)
  assert.throws(
    () => open(folder),
    (error) => error instanceof UsageError && /held-back is damaged/.test(error.message),
    content,
  )
}

describe('a certificate that is held back', () => {
  test('is not on record before it is given, and then once', () => {
    const folder = newFolder()
    within(folder, (job) => job.hold(entry(job)))
    assert.equal(readFileSync(join(folder, RECORD), 'utf8'), '')
    if (process.platform !== 'win32') assert.equal(statSync(join(folder, HELD)).mode & 0o077, 0)
    within(folder, (job) => {
      assert.deepEqual(job.held, entry(job))
      assert.equal(job.find(job.toMark('x')), undefined)
      job.give()
      job.give()
      assert.deepEqual([job.held, job.entries], [undefined, [{ number: 1, ...entry(job) }]])
    })
    assert.deepEqual(readdirSync(folder).toSorted(), [RECORD, 'job-secret'])
  })

  test('is taken away', () => {
    const folder = newFolder()
    within(folder, (job) => {
      job.hold(entry(job))
      assert.throws(() => job.hold(entry(job)), /one certificate is held back at a time/)
      job.drop()
      job.give()
    })
    within(folder, (job) => assert.deepEqual([job.held, job.entries], [undefined, []]))
    assert.deepEqual(readdirSync(folder).toSorted(), [RECORD, 'job-secret'])
  })

  test('is none that is damaged', () => {
    const folder = newFolder()
    within(folder, (job) => job.hold(entry(job)))
    const whole = readFileSync(join(folder, HELD), 'utf8')
    const receipts = ['{}', '[]', '1', 'null', '{"list":-1,"index":0}', '{"list":1,"index":"2"}']
    for (const receipt of receipts) {
      requireDamaged(folder, whole.replace(/\{"list":1,"index":2\}/, receipt))
    }
    for (const content of ['', 'x', '{}', whole.slice(0, -1), 'x'.repeat(1024 * 1024 + 1)]) {
      requireDamaged(folder, content)
    }
    writeFileSync(join(folder, HELD), whole.replace('{', '{"number":7,'))
    within(folder, (job) => {
      job.give()
      assert.equal(job.entries[0]?.number, 1)
    })
  })
})

describe('whatever fails', () => {
  for (const isStopped of [true, false]) {
    test(`it is on record once: ${isStopped ? 'stopped' : 'refused'} at any call`, () => {
      let isDone = false
      let step = 0
      for (; !isDone; step++) {
        const folder = newFolder()
        within(folder, () => undefined)
        isDone = tryToGive(folder, failingAt(step, isStopped))
        within(folder, (job) => {
          const isKnown = job.held !== undefined || job.entries.length > 0
          if (isDone) assert.ok(job.entries.length === 1)
          assert.ok(!(job.held && job.entries.length > 0), 'held back and on record')
          if (!isKnown) job.hold(entry(job))
          job.give()
          assert.deepEqual(job.entries, [{ number: 1, ...entry(job) }])
        })
        assert.deepEqual(readdirSync(folder).toSorted(), [RECORD, 'job-secret'])
      }
      assert.ok(step > 20, 'no call was let fail')
    })
  }
})

/** @returns whether nothing failed */
function tryToGive(folder: string, port: FilePort): boolean {
  try {
    within(
      folder,
      (job) => {
        job.hold(entry(job))
        job.give()
      },
      port,
    )
    return true
  } catch (error) {
    assert.ok(error instanceof Error)
    return false
  } finally {
    rmSync(join(folder, '.lock'), { force: true })
  }
}
