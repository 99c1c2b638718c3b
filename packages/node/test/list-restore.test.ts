/**
 * An old copy of the lists' state that is put back: by whatever way, on file systems that say much or little of
 * their files, and when a process was killed before. No place is given twice, and nothing else is taken for it.
 *
 * @module
 */

import assert from 'node:assert/strict'
import nodeFs, { type BigIntStats } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import fc from 'fast-check'
import { PratiqueError } from 'pratique/errors'
import { ALLOCATION } from 'pratique/revocation'
import type { FilePort } from '../src/data-folder.ts'
import { readBound, writeBound } from '../src/lists/bound-file.ts'
import { type ListStorePorts, openListFolder } from '../src/lists/list-store.ts'
import { Killed, makeDying, makeProcess } from './dying.ts'
import { WAYS } from './restore-ways.ts'

const ROOT = nodeFs.mkdtempSync(join(tmpdir(), 'pratique-restore-'))
after(() => nodeFs.rmSync(ROOT, { recursive: true, force: true }))

const RUNS = process.env['PRATIQUE_LONG'] ? 300 : 30

/** What a file system says of a file instead of the truth. */
type Lie = (stats: BigIntStats) => Partial<BigIntStats>

const LIES: readonly (readonly [string, Lie])[] = [
  ['says when a file was made', () => ({})],
  ['says nothing of when', () => ({ birthtimeNs: 0n })],
  ['says when it was changed', ({ ctimeNs }) => ({ birthtimeNs: ctimeNs })],
  ['says when its content was', ({ mtimeNs }) => ({ birthtimeNs: mtimeNs })],
]

/** The worst: each file gets the inode of the one before. */
const FILE_SYSTEMS = LIES.flatMap(([name, lie]): readonly (readonly [string, FilePort])[] => [
  [`that ${name}`, lieAbout(lie)],
  [`that ${name} and uses inodes again`, lieAbout((stats) => ({ ...lie(stats), ino: 7n }))],
])

function lieAbout(lie: Lie): FilePort {
  const fstatSync = (file: number, options?: { bigint?: boolean }) => {
    if (!options?.bigint) return nodeFs.fstatSync(file)
    const stats = nodeFs.fstatSync(file, { bigint: true })
    return Object.assign(stats, lie(stats))
  }
  // No machine stops here.
  const own = { fstatSync, fsyncSync: () => {} }
  return new Proxy(nodeFs, { get: (target, name) => Reflect.get(name in own ? own : target, name) })
}

let count = 0

/** A folder whose state is how many places of which list are claimed. */
class Lists {
  readonly path: string = join(ROOT, String(count++))
  readonly given: string[] = []
  private lists = 0
  private readonly fs: FilePort

  constructor(fs: FilePort) {
    this.fs = fs
  }

  /** The next list: the first, or the one after a restore. */
  async begin(): Promise<void> {
    const folder = openListFolder(this.path, { ...this.ports(), afterRestore: true })
    const document = Uint8Array.from([this.lists++, 0])
    await folder.store.update(ALLOCATION, () => ({ document, result: undefined }))
  }

  async claim(ports: ListStorePorts = this.ports()): Promise<void> {
    const place = await openListFolder(this.path, ports).store.update(ALLOCATION, (document) => {
      const [list = 0, claimed = 0] = document ?? assert.fail()
      return { document: Uint8Array.from([list, claimed + 1]), result: `${list}/${claimed}` }
    })
    this.given.push(place)
  }

  async claimAndDie(dieAt: number): Promise<void> {
    try {
      await this.claim(makeDying(dieAt, 1000 + dieAt, this.fs).ports)
    } catch (error) {
      if (!(error instanceof Killed)) throw error
    }
  }

  async isRefused(): Promise<boolean> {
    try {
      await this.claim()
      return false
    } catch (error) {
      assert.ok(isRestored(error), String(error))
      return true
    }
  }

  requireOnce(): void {
    assert.equal(new Set(this.given).size, this.given.length, this.given.join(' '))
  }

  ports(): ListStorePorts {
    return { fs: this.fs, processes: makeProcess(1) }
  }
}

async function begun(fs: FilePort): Promise<Lists> {
  const lists = new Lists(fs)
  await lists.begin()
  return lists
}

function codeIs(code: string): (error: unknown) => boolean {
  return (error) => error instanceof PratiqueError && error.code === code
}

const isRestored = codeIs('usage.lists-restored')

/** Until the clock of the file system goes on: what is made now is made later than all before. */
function waitForTick(): void {
  const now = () => {
    const path = join(ROOT, `tick-${count++}`)
    nodeFs.writeFileSync(path, '')
    const { ctimeNs } = nodeFs.statSync(path, { bigint: true })
    nodeFs.rmSync(path)
    return ctimeNs
  }
  const before = now()
  const idle = new Int32Array(new SharedArrayBuffer(4))
  while (now() <= before) Atomics.wait(idle, 0, 0, 1)
}

for (const [name, fs] of FILE_SYSTEMS) {
  describe(`on a file system ${name}`, () => {
    for (const { name: way, back, restore } of WAYS) {
      test(`what was ${way} is found out`, async () => {
        for (const since of [1, 2]) {
          const lists = await begun(fs)
          await lists.claim()
          const copy = join(ROOT, `copy-${count++}`)
          waitForTick()
          back(lists.path, copy)
          waitForTick()
          // To take a second name for a change is allowed: then nothing more is given.
          const refused: boolean[] = []
          for (let at = 0; at < since; at++) refused.push(await lists.isRefused())
          restore(copy, lists.path)
          refused.push(await lists.isRefused())
          assert.ok(refused.at(-1), way)
          lists.requireOnce()
          await lists.begin()
          assert.equal(await lists.isRefused(), false)
          lists.requireOnce()
        }
      })
    }

    test('who is killed at any step is not taken for a copy', async () => {
      const lists = await begun(fs)
      const { ports, calls } = makeDying(Number.POSITIVE_INFINITY, 999, fs)
      await lists.claim(ports)
      assert.ok(calls() > 30, `${calls()} calls`)
      for (let dieAt = 1; dieAt <= calls(); dieAt++) {
        await lists.claimAndDie(dieAt)
        assert.equal(await lists.isRefused(), false)
      }
      lists.requireOnce()
    })
  })
}

describe('whatever happens, in whatever order,', () => {
  const fileSystem = fc.constantFrom(...FILE_SYSTEMS)
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ act: fc.constant('claim' as const) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        act: fc.constant('die' as const),
        at: fc.integer({ min: 1, max: 60 }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ act: fc.constant('back' as const), way: fc.nat() }) },
    { weight: 2, arbitrary: fc.record({ act: fc.constant('restore' as const), of: fc.nat() }) },
  )

  test('no place is given twice, and nothing but a copy is refused', async () => {
    await fc.assert(
      fc.asyncProperty(
        fileSystem,
        fc.array(step, { minLength: 4, maxLength: 12 }),
        async ([, fs], steps) => {
          const lists = await begun(fs)
          const copies: (() => void)[] = []
          let isTouched = false
          for (const each of steps) {
            if (each.act === 'back') {
              const { back, restore } = WAYS[each.way % WAYS.length] ?? assert.fail()
              const copy = join(ROOT, `copy-${count++}`)
              waitForTick()
              back(lists.path, copy)
              copies.push(() => restore(copy, lists.path))
              isTouched = true
            }
            if (each.act === 'restore' && copies.length > 0) {
              waitForTick()
              copies.splice(each.of % copies.length, 1)[0]?.()
            }
            if (each.act === 'die' && !isTouched) await lists.claimAndDie(each.at)
            if (each.act === 'die' && isTouched) await dieOrRefuse(lists, each.at)
            const isRefused = await lists.isRefused()
            assert.ok(isTouched || !isRefused)
            if (isRefused) await lists.begin()
            lists.requireOnce()
          }
        },
      ),
      { numRuns: RUNS },
    )
  })

  async function dieOrRefuse(lists: Lists, at: number): Promise<void> {
    try {
      await lists.claimAndDie(at)
    } catch (error) {
      assert.ok(isRestored(error), String(error))
    }
  }
})

describe('a state', () => {
  const [, fs] = FILE_SYSTEMS[0] ?? assert.fail()

  test('that was changed or cut is found out', async () => {
    const lists = await begun(fs)
    const state = join(lists.path, ALLOCATION)
    const bytes = nodeFs.readFileSync(state)
    for (const damaged of [bytes.subarray(0, -1), bytes.subarray(5), Buffer.alloc(0)]) {
      nodeFs.writeFileSync(state, damaged)
      assert.ok(await lists.isRefused())
    }
    nodeFs.writeFileSync(state, bytes)
    assert.equal(await lists.isRefused(), false)
  })

  test('is the same for another owner and with other rights, where its beginning is known', async () => {
    for (const [name, each] of FILE_SYSTEMS) {
      const lists = await begun(each)
      waitForTick()
      for (const file of nodeFs.readdirSync(lists.path))
        nodeFs.chmodSync(join(lists.path, file), 0o640)
      assert.equal(await lists.isRefused(), !name.includes('says when a file was made'))
    }
  })

  test('is not kept where a copy could not be told from it', async () => {
    for (const lie of [0n, 1n]) {
      const blind = lieAbout(({ mtimeNs }) => ({ birthtimeNs: lie * mtimeNs, ctimeNs: mtimeNs }))
      await assert.rejects(begun(blind), codeIs('usage.lists'))
    }
  })

  test('is read whole by whoever is overtaken by others who write', async () => {
    const lists = await begun(fs)
    const state = join(lists.path, ALLOCATION)
    let overtaken = 0
    const openSync: FilePort['openSync'] = (path, ...rest) => {
      const isMark = String(path).includes('mark')
      if (isMark && overtaken++ < 3) writeBound(fs, state, Uint8Array.of(overtaken))
      return fs.openSync(path, ...rest)
    }
    const slow = new Proxy(fs, {
      get: (target, name) => (name === 'openSync' ? openSync : Reflect.get(target, name)),
    })
    assert.deepEqual(readBound(slow, state, { maxBytes: 9 }), Uint8Array.of(3))
  })
})
