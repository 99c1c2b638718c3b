/**
 * `pratique issue`, stopped at any instant and run again: every order is issued once, whole or not at all.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { inflateSync } from 'node:zlib'
import { createProcessPort, nodeFiles } from '@pratique/node/data-folder'
import { openJob } from '@pratique/node/job'
import { type Chance, createChance } from '../../pratique/test/made-expressions.ts'
import { readPngChunks } from '../../pratique/test/png-chunks.ts'
import { type MadeAuthority, makeAuthority, makeLists, runAt, testOrder } from './made-authority.ts'
import { FOLDER, pratique, readLines, write } from './pratique.ts'

const BIN = fileURLToPath(new URL('../bin/pratique.js', import.meta.url))
const isLong = process.env['PRATIQUE_LONG'] === '1'
const RUNS = isLong ? 20 : 1
/** Four batches, each of which is put on record together. */
const ORDERS = 256
const BATCH_BYTES = 64 * 750
const FEW = 40
const KILLS = isLong ? 6 : 3
const SEED = Number(process.env['PRATIQUE_SEED'] ?? Date.now() % 1_000_000)

/** As the machine has it: processes have no other clock. */
const now = Math.floor(Date.now() / 1000)

/** The option that names the folder of the lists. */
const LISTS = '--lists'

let authority: MadeAuthority
let lists = ''
let [input, few] = ['', '']
before(async () => {
  authority = await makeAuthority('authority', now)
  lists = await makeLists('lists', now)
  const rows = Array.from({ length: ORDERS }, (_, at) => testOrder(at, now - 86_400))
  input = write('orders.ndjson', `${rows.join('\n')}\n`)
  few = write('few.ndjson', rows.slice(0, FEW).join('\n'))
})

const args = (folder: string, of: string = input): readonly string[] => [
  ...['issue', of, '--format', 'eu-dcc', ...authority.health.options, LISTS, lists],
  ...['--out', folder, '--qr', 'both'],
]

const recordOf = (folder: string): string => join(FOLDER, folder, 'certificates.ndjson')

/** Runs it, and kills it a moment after its record has grown by more than so many bytes. */
async function runAndKill(folder: string, bytes: number, chance: Chance): Promise<void> {
  const record = recordOf(folder)
  const size = () => statSync(record, { throwIfNoEntry: false })?.size ?? 0
  const until = size() + bytes
  const child = spawn(process.execPath, [BIN, ...args(folder)], {
    cwd: FOLDER,
    env: { PATH: process.env['PATH'], HOME: FOLDER },
    stdio: 'ignore',
  })
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  const isEnded = ended.then(() => true)
  while (size() <= until) {
    if (await Promise.race([isEnded, setTimeout(1, false)])) return
  }
  await Promise.race([isEnded, setTimeout(chance(60))])
  child.kill('SIGKILL')
  await ended
}

interface Entry {
  readonly number: number
  readonly place: string
  readonly texts: readonly string[]
  readonly receipt?: { readonly list: number; readonly index: number }
}

/** Places on the list that certificates of all folders have. */
const given = new Set<string>()

function requireWhole(folder: string, count: number = ORDERS): void {
  const path = join(FOLDER, folder)
  const record = readFileSync(recordOf(folder), 'utf8')
  assert.ok(record.endsWith('\n'))
  const entries = readLines(record) as readonly Entry[]
  assert.deepEqual(
    entries.map(({ number }) => number),
    Array.from({ length: count }, (_, at) => at + 1),
  )
  assert.equal(new Set(entries.map(({ place }) => place)).size, count)
  assert.equal(new Set(entries.map(({ texts }) => texts.join())).size, count)
  for (const { receipt } of entries) {
    assert.ok(receipt)
    const place = `${receipt.list}/${receipt.index}`
    assert.ok(!given.has(place), `${place} was given twice`)
    given.add(place)
  }
  const expected = entries.flatMap(({ number }) => {
    const name = String(number).padStart(6, '0')
    return [`${name}.png`, `${name}.svg`]
  })
  assert.deepEqual(readdirSync(path), [...expected, 'certificates.ndjson', 'job-secret'])
  for (const name of expected) {
    const bytes = readFileSync(join(path, name))
    if (name.endsWith('.svg')) assert.match(bytes.toString('utf8'), /^<svg[\s\S]*<\/svg>\s*$/)
    else assert.ok(pixelsOf(bytes) > 1000)
  }
}

/** Bytes of the picture in a PNG, whose chunks are all there. */
function pixelsOf(png: Buffer): number {
  const data = readPngChunks(png).filter(({ type }) => type === 'IDAT')
  return inflateSync(Buffer.concat(data.map(({ data }) => data))).length
}

describe(`killed at any instant (PRATIQUE_SEED=${SEED})`, () => {
  const chance = createChance(SEED)
  for (let run = 1; run <= RUNS; run++) {
    test(`every order is issued once: ${run}`, async () => {
      const folder = `killed-${run}`
      const found: number[] = []
      for (let kill = 0; kill < KILLS; kill++) {
        await runAndKill(folder, kill === 1 ? -1 : chance(BATCH_BYTES), chance)
        const record = recordOf(folder)
        found.push(existsSync(record) ? readFileSync(record, 'utf8').split('\n').length - 1 : 0)
      }
      const isMidway = (count: number) => count > 0 && count < ORDERS
      assert.ok(found.some(isMidway), `none was killed midway: ${found}`)
      const there = found.at(-1) ?? 0
      const last = await pratique(args(folder))
      assert.equal(last.exitCode, 0, last.stderr)
      const before = there > 0 ? `, ${there} were there before` : ''
      const [words] = last.stdout.split('\n')
      assert.equal(words, `${ORDERS - there} issued into "${folder}"${before}`)
      requireWhole(folder)
      const again = await runAt(args(folder), { now })
      const all = `0 issued into "${folder}", ${ORDERS} were there before\n`
      assert.deepEqual([again.exitCode, again.stdout], [0, all])
    })
  }
})

/** Which of the two is first is chance: the test behind it says the same for sure. */
const unlessLong = { skip: isLong ? false : 'takes long: npm run test:long' }

describe('two at once', () => {
  test('are not let into one folder', unlessLong, async () => {
    const both = await Promise.all([pratique(args('both')), pratique(args('both'))])
    const refused = both.filter(({ exitCode }) => exitCode === 2)
    // One may have ended before the other began, which then finds all there.
    for (const { stdout, stderr } of refused) {
      assert.equal(stdout, '')
      assert.match(stderr, /another process is working.*\[usage\.data-folder-locked\]\n$/)
    }
    assert.ok(both.some(({ exitCode }) => exitCode === 0))
    requireWhole('both')
  })

  test('of which one holds the folder', async () => {
    const held = openJob(nodeFiles, createProcessPort(nodeFiles), join(FOLDER, 'held'))
    const { exitCode, stdout, stderr } = await runAt(args('held', few), { now })
    held.close()
    assert.deepEqual([exitCode, stdout], [2, ''])
    assert.match(stderr, /wait for it to end \[usage\.data-folder-locked\]\n$/)
    const { stdout: after } = await runAt(args('held', few), { now })
    assert.equal(after, `${FEW} issued into "held"\n`)
    requireWhole('held', FEW)
  })
})

describe('a row that was mended', () => {
  test('is issued alone, beside what was there', async () => {
    const rows = Array.from({ length: 5 }, (_, at) => testOrder(at, now - 86_400))
    const broken = rows.with(2, testOrder(2, now + 86_400))
    const first = await runAt(args('mended', write('rows.ndjson', broken.join('\n'))), { now })
    assert.equal(first.exitCode, 2)
    assert.match(first.stdout, /^4 issued.*\nRefused:\n {2}line 3\n {4}fact\.sampledAt/)
    const record = readFileSync(recordOf('mended'), 'utf8')
    const second = await runAt(args('mended', write('rows.ndjson', rows.join('\n'))), { now })
    const words = '1 issued into "mended", 4 were there before\n'
    assert.deepEqual([second.exitCode, second.stdout, second.stderr], [0, words, ''])
    const after = readFileSync(recordOf('mended'), 'utf8')
    assert.ok(after.startsWith(record))
    const [last] = readLines(after.slice(record.length)) as readonly Entry[]
    assert.deepEqual([last?.number, last?.place], [5, 'line 3'])
  })
})

describe('a disk that is full', () => {
  test('is told, and what was issued is kept', async (t) => {
    const mounted = join(FOLDER, 'small')
    if (!mountSmall(mounted)) {
      t.skip('only root on Linux can mount a small disk')
      return
    }
    try {
      const { exitCode, stderr } = await runAt(args(join(mounted, 'out'), few), { now })
      assert.equal(exitCode, 2)
      assert.match(stderr, /the disk is full: make room.*\[usage\.output-file\]\n$/)
      const record = readFileSync(join(mounted, 'out', 'certificates.ndjson'), 'utf8')
      assert.ok(record === '' || record.endsWith('\n'))
      const names = readdirSync(join(mounted, 'out'))
      assert.deepEqual(
        names.filter((name) => name.startsWith('.')),
        [],
      )
      spawnSync('mount', ['-o', 'remount,size=64m', mounted])
      const again = await runAt(args(join(mounted, 'out'), few), { now })
      assert.equal(again.exitCode, 0, again.stderr)
      requireWhole(join('small', 'out'), FEW)
    } finally {
      spawnSync('umount', [mounted])
    }
  })
})

function mountSmall(path: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  mkdirSync(path)
  const options = ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', path]
  return spawnSync('mount', options).status === 0
}
