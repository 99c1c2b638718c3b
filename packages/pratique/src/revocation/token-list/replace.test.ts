/**
 * Replacing a certificate: both or neither, wherever it is stopped, and nothing that names both.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Bytes } from '../../bytes/bytes.ts'
import { UsageError } from '../../errors.ts'
import {
  encodeToken,
  encodeTokenUvci,
  type RevocationToken,
  toTokenId,
} from '../../model/revocation-token.ts'
import { openList, type Receipt, readRevoked, revokeByTokens } from './acts.ts'
import { createAllocator, type ListsContext } from './allocator.ts'
import { replaceByToken, type Successor } from './replace.ts'

const START = Date.parse('2026-11-20T09:00:00Z') / 1000

class Stopped extends Error {}

/** All that is on the disk, and what stops the process before or after a change of it. */
interface Disk {
  readonly documents: Map<string, Bytes>
  held: RevocationToken | undefined
  given: RevocationToken[]
  /** Everything that was ever written. */
  readonly writes: Uint8Array[]
  /** Changes until the process is stopped: before one if it is even, after it if odd. */
  left: number
}

function newDisk(): Disk {
  return { documents: new Map(), held: undefined, given: [], writes: [], left: Infinity }
}

function change(disk: Disk, written: Uint8Array, act: () => void): void {
  if (disk.left-- === 0) throw new Stopped()
  act()
  disk.writes.push(written)
  if (disk.left-- === 0) throw new Stopped()
}

function contextOf(disk: Disk): ListsContext {
  return {
    secret: new Uint8Array(32).fill(9),
    now: () => START,
    store: {
      read: (name) => disk.documents.get(name),
      update(name, make) {
        const { document, result } = make(disk.documents.get(name))
        change(disk, document, () => disk.documents.set(name, document))
        return result
      },
    },
  }
}

function successorOn(disk: Disk): Successor {
  const allocator = createAllocator(contextOf(disk))
  return {
    find: () => disk.given.at(-1) ?? disk.held,
    async hold() {
      const [token] = await allocator.take(1)
      assert.ok(token)
      change(disk, encodeToken(token), () => {
        disk.held = token
      })
      return token
    },
    give() {
      const { held } = disk
      if (!held) return
      change(disk, encodeToken(held), () => {
        disk.given.push(held)
        disk.held = undefined
      })
    },
    drop() {
      disk.held = undefined
    },
  }
}

/** A list of which a certificate has a place. */
let first: { readonly documents: Disk['documents']; readonly old: RevocationToken }
before(async () => {
  const disk = newDisk()
  await openList(contextOf(disk))
  const [old] = await createAllocator(contextOf(disk)).take(1)
  assert.ok(old)
  first = { documents: disk.documents, old }
})

function begun(): { readonly disk: Disk; readonly old: RevocationToken } {
  return { disk: { ...newDisk(), documents: new Map(first.documents) }, old: first.old }
}

async function isRevoked(disk: Disk, { list, index }: Receipt): Promise<boolean> {
  const revoked = await readRevoked(contextOf(disk).store, list)
  return [...revoked.values()].some((indices) => indices.includes(index))
}

const isToken = (error: unknown): boolean =>
  error instanceof UsageError && error.code === 'usage.token'

describe('a replacement', () => {
  test('gives one and revokes the other', async () => {
    const { disk, old } = begun()
    const done = await replaceByToken(contextOf(disk), old, successorOn(disk))
    assert.equal(done.isRevokedNow, true)
    assert.equal(disk.given.length, 1)
    assert.deepEqual(
      [...(await readRevoked(contextOf(disk).store, old.list))],
      [['replaced', Uint32Array.of(old.index)]],
    )
  })

  test('is ended by the same call, stopped before or after any change', async () => {
    let isDone = false
    let stops = 0
    for (let left = 0; !isDone; left++) {
      const { disk, old } = begun()
      disk.left = left
      try {
        await replaceByToken(contextOf(disk), old, successorOn(disk))
        isDone = true
      } catch (error) {
        assert.ok(error instanceof Stopped)
        stops++
      }
      const isOldRevoked = await isRevoked(disk, old)
      if (disk.given.length > 0) assert.ok(isOldRevoked, 'given beside one in force')
      if (isOldRevoked) assert.ok(disk.held ?? disk.given[0], 'revoked without a successor')
      const held = disk.held ?? disk.given[0]
      disk.left = Infinity
      await replaceByToken(contextOf(disk), old, successorOn(disk))
      assert.deepEqual([disk.given.length, disk.held], [1, undefined])
      assert.ok(await isRevoked(disk, old))
      const [fresh] = disk.given
      assert.ok(fresh)
      if (held) assert.equal(toTokenId(fresh), toTokenId(held))
      assert.equal(await isRevoked(disk, fresh), false)
      requireApart(disk.writes, old, fresh)
    }
    // The claim of an index, what is held back, what is revoked, what is given.
    assert.equal(stops, 8)
  })

  test('begins with nothing if the token is guessed, or revoked for another reason', async () => {
    const { disk, old } = begun()
    const guessed = { ...old, index: old.index ^ 1 }
    await assert.rejects(replaceByToken(contextOf(disk), guessed, successorOn(disk)), isToken)
    assert.deepEqual(disk.writes, [])
    for (const reason of ['fraud', 'replaced'] as const) {
      const other = begun()
      await revokeByTokens(contextOf(other.disk), [other.old], reason)
      const { length } = other.disk.writes
      const act = replaceByToken(contextOf(other.disk), other.old, successorOn(other.disk))
      await assert.rejects(act, isToken)
      assert.equal(other.disk.writes.length, length)
    }
  })

  test('takes no successor that is the old one, or revoked itself', async () => {
    const { disk, old } = begun()
    disk.given.push(old)
    await assert.rejects(replaceByToken(contextOf(disk), old, successorOn(disk)), isToken)
    assert.equal(await isRevoked(disk, old), false)
    const [other] = await createAllocator(contextOf(disk)).take(1)
    assert.ok(other)
    disk.given = [other]
    await revokeByTokens(contextOf(disk), [other], 'wrong')
    await assert.rejects(replaceByToken(contextOf(disk), old, successorOn(disk)), isToken)
    assert.equal(await isRevoked(disk, old), false)
  })

  test('gives nothing if the old one is revoked by somebody else meanwhile', async () => {
    const { disk, old } = begun()
    const own = successorOn(disk)
    const late: Successor = {
      ...own,
      async hold() {
        const receipt = await own.hold()
        await revokeByTokens(contextOf(disk), [old], 'fraud')
        return receipt
      },
    }
    await assert.rejects(replaceByToken(contextOf(disk), old, late), isToken)
    assert.deepEqual([disk.held, disk.given], [undefined, []])
  })

  test('leaves all as it was if the new one cannot be made', async () => {
    const { disk, old } = begun()
    const none: Successor = {
      ...successorOn(disk),
      hold: () => Promise.reject(new UsageError('usage.issuer', 'no')),
    }
    await assert.rejects(replaceByToken(contextOf(disk), old, none), UsageError)
    assert.deepEqual([disk.writes, disk.held, disk.given], [[], undefined, []])
  })
})

/** Nothing that was ever written holds the old token, and what holds the new one holds nothing else. */
function requireApart(
  writes: readonly Uint8Array[],
  old: RevocationToken,
  fresh: RevocationToken,
): void {
  const has = (bytes: Uint8Array, token: RevocationToken): boolean => {
    const forms = [token.suffix, encodeToken(token), encodeTokenUvci(token, 'UT')]
    return forms.some((form) => Buffer.from(bytes).includes(Buffer.from(form)))
  }
  assert.ok(!writes.some((each) => has(each, old)))
  for (const each of writes.filter((bytes) => has(bytes, fresh))) {
    assert.deepEqual(new Uint8Array(each), encodeToken(fresh))
  }
}
