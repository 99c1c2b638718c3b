/**
 * The folder of lists, with faults: a process that is stopped at any step, a full disk, others at the same time.
 * Whatever happens, no index is given twice.
 *
 * @module
 */

import assert from 'node:assert/strict'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { PratiqueError } from 'pratique/errors'
import {
  createAllocator,
  openList,
  type RevocationToken,
  readRevoked,
  revokeByTokens,
  toTokenId,
} from 'pratique/revocation'
import type { FilePort } from '../src/data-folder.ts'
import { type ListFolder, type ListStorePorts, openListFolder } from '../src/lists/list-store.ts'
import { Killed, makeDying, makeProcess } from './dying.ts'

const ROOT = fs.mkdtempSync(join(tmpdir(), 'pratique-lists-'))
after(() => fs.rmSync(ROOT, { recursive: true, force: true }))

const NOW = Date.parse('2026-11-20T09:00:00Z') / 1000
const now = () => NOW

let count = 0

/** A folder with a list, begun. */
async function begun(): Promise<string> {
  const path = join(ROOT, String(count++))
  const folder = openListFolder(path)
  await folder.makeSecret()
  await openList({ store: folder.store, now })
  return path
}

function contextOf({ store, readSecret }: ListFolder) {
  return { store, secret: readSecret(), now }
}

describe('a process that is killed', () => {
  test('at any system call loses what it had claimed, and nothing is given twice', async () => {
    const path = await begun()
    const given: RevocationToken[] = []
    const sizes = await countCalls(path, given)
    assert.ok(sizes > 10, `${sizes} calls`)
    for (let dieAt = 1; dieAt <= sizes; dieAt++) {
      const { ports } = makeDying(dieAt, 1000 + dieAt)
      try {
        const allocator = createAllocator(contextOf(openListFolder(path, ports)))
        given.push(...(await allocator.take(3)))
        await allocator.close()
      } catch (error) {
        assert.ok(error instanceof Killed, String(error))
      }
    }
    given.push(...(await createAllocator(contextOf(openListFolder(path, others()))).take(3)))
    assert.equal(new Set(given.map(toTokenId)).size, given.length)
  })

  test('while it revokes has revoked, or has not', async () => {
    const path = await begun()
    const [token] = await createAllocator(contextOf(openListFolder(path))).take(1)
    assert.ok(token)
    /** Revokes in a copy, which dies at a call: answers with the copy and how many calls there were. */
    const revokeIn = async (dieAt: number) => {
      const copy = join(ROOT, String(count++))
      fs.cpSync(path, copy, { recursive: true })
      const { ports, calls } = makeDying(dieAt, 1000 + count)
      try {
        const folder = openListFolder(copy, { ...ports, afterRestore: true })
        await revokeByTokens(contextOf(folder), [token], 'wrong')
      } catch (error) {
        assert.ok(error instanceof Killed, String(error))
      }
      return { copy, calls: calls() }
    }
    const { calls } = await revokeIn(Number.POSITIVE_INFINITY)
    assert.ok(calls > 10, `${calls} calls`)
    let wasRevoked = 0
    for (let dieAt = 1; dieAt <= calls; dieAt++) {
      const { copy } = await revokeIn(dieAt)
      const after = openListFolder(copy, { ...others(), afterRestore: true })
      const revoked = await readRevoked(after.store, token.list)
      const indices = [...revoked.values()].flatMap((each) => [...each])
      assert.ok(indices.length === 0 || indices[0] === token.index)
      wasRevoked += indices.length
      const { revoked: more } = await revokeByTokens(contextOf(after), [token], 'wrong')
      assert.equal(more, 1 - indices.length)
    }
    assert.ok(wasRevoked > 0 && wasRevoked < calls, `${wasRevoked} of ${calls}`)
  })

  async function countCalls(path: string, given: RevocationToken[]): Promise<number> {
    const { ports, calls } = makeDying(Number.POSITIVE_INFINITY, 999)
    const allocator = createAllocator(contextOf(openListFolder(path, ports)))
    given.push(...(await allocator.take(3)))
    await allocator.close()
    return calls()
  }
})

describe('a disk that is full', () => {
  test('hands nothing out, and goes on when there is room', async () => {
    const path = await begun()
    let isFull = false
    const full: FilePort = new Proxy(fs, {
      get(target, name) {
        if (name !== 'writeSync' || !isFull) return Reflect.get(target, name)
        return () => {
          throw Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: 'write' })
        }
      },
    })
    const allocator = createAllocator(contextOf(openListFolder(path, { fs: full })))
    const before = await allocator.take(200)
    isFull = true
    await assert.rejects(allocator.take(200), codeIs('unavailable.data-folder'))
    isFull = false
    const after = await allocator.take(200)
    assert.equal(new Set([...before, ...after].map(toTokenId)).size, 400)
  })
})

describe('the secret', () => {
  test('is made once, and is for its owner alone', async () => {
    const path = await begun()
    const folder = openListFolder(path)
    const secret = folder.readSecret()
    assert.equal(secret.length, 32)
    await folder.makeSecret()
    assert.deepEqual(folder.readSecret(), secret)
    assert.equal(fs.statSync(join(path, 'secret')).mode & 0o777, 0o600)
    assert.equal(fs.statSync(join(path, 'allocation')).mode & 0o777, 0o600)
    fs.chmodSync(join(path, 'secret'), 0o644)
    assert.throws(() => folder.readSecret(), codeIs('usage.lists'))
    const accepted = openListFolder(path, { acceptsOpenSecret: true })
    assert.deepEqual(accepted.readSecret(), secret)
  })

  test('that is lost is never made anew over lists', async () => {
    const path = await begun()
    const folder = openListFolder(path)
    const [token] = await createAllocator(contextOf(folder)).take(1)
    assert.ok(token)
    fs.rmSync(join(path, 'secret'))
    await assert.rejects(folder.makeSecret(), codeIs('usage.lists-restored'))
    assert.throws(() => folder.readSecret(), codeIs('usage.lists-restored'))
    fs.writeFileSync(join(path, 'secret'), new Uint8Array(32), { mode: 0o600 })
    const other = contextOf(openListFolder(path))
    await assert.rejects(createAllocator(other).take(1), codeIs('usage.lists-restored'))
    await assert.rejects(revokeByTokens(other, [token], 'wrong'), codeIs('usage.lists-restored'))
  })

  test('is not made beside published lists, and anew where it was cut short', async () => {
    const path = join(ROOT, String(count++))
    fs.mkdirSync(join(path, 'published'), { recursive: true })
    fs.writeFileSync(join(path, 'secret'), 'short', { mode: 0o600 })
    fs.writeFileSync(join(path, 'published', 'list-1.cbor'), '')
    const folder = openListFolder(path)
    await assert.rejects(folder.makeSecret(), codeIs('usage.lists-restored'))
    fs.rmSync(join(path, 'published', 'list-1.cbor'))
    assert.equal(await folder.makeSecret(), true)
    assert.equal(folder.readSecret().length, 32)
  })

  test('is one, whoever makes it at the same time', async () => {
    const path = join(ROOT, String(count++))
    const makers = [1, 2, 3].map(() => openListFolder(path).makeSecret())
    assert.equal((await Promise.all(makers)).filter((isMade) => isMade).length, 1)
  })

  test('must be there', () => {
    const folder = openListFolder(join(ROOT, 'nothing'))
    assert.throws(() => folder.readSecret(), codeIs('usage.lists'))
    const file = join(ROOT, 'file')
    fs.writeFileSync(file, '')
    assert.throws(() => openListFolder(file), codeIs('usage.lists'))
  })
})

test('where something was begun and the rest is gone, no secret is made', async () => {
  const path = await begun()
  for (const name of ['secret', 'allocation']) fs.rmSync(join(path, name))
  await assert.rejects(openListFolder(path).makeSecret(), codeIs('usage.lists-restored'))
})

test('whoever works with the state at the same time waits for the turn', async () => {
  const path = await begun()
  const [a, b] = [1, 2].map(() => createAllocator(contextOf(openListFolder(path))))
  const lock = join(path, '.lock')
  fs.writeFileSync(lock, JSON.stringify({ pid: process.ppid, start: '', host: '', token: 'x' }))
  const sleep = async () => fs.rmSync(lock, { force: true })
  const waiting = createAllocator(contextOf(openListFolder(path, { sleep })))
  const tokens = [await waiting.take(2), await a?.take(2), await b?.take(2)].flat()
  assert.equal(new Set(tokens.map((token) => token && toTokenId(token))).size, 6)
})

function others(): ListStorePorts {
  return { processes: makeProcess(1) }
}

function codeIs(code: string): (error: unknown) => boolean {
  return (error) => error instanceof PratiqueError && error.code === code
}
