import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Bytes } from '../../bytes/bytes.ts'
import { FormatError, UsageError } from '../../errors.ts'
import { toTokenId } from '../../model/revocation-token.ts'
import {
  makeEdition,
  openList,
  type Receipt,
  readLists,
  readRevoked,
  recoverLists,
  revokeBatch,
  revokeByTokens,
} from './acts.ts'
import { createAllocator, type ListsContext, listNumberAt } from './allocator.ts'
import {
  BLOCK,
  digestOfList,
  encodeTokenList,
  type PublishedEdition,
  type TokenListContent,
} from './content.ts'
import type { ListStore } from './state.ts'

const DAY = 86_400
const HALF_HOUR = 1800
/** In the middle of a quarter. */
const START = Date.parse('2026-11-20T09:00:00Z') / 1000
const ISSUERS = new Map([['hcert', 'UT'] as const])

/** A store in memory, which can be copied, and stopped before or after its next write. */
interface TestStore extends ListStore {
  readonly documents: Map<string, Bytes>
  stopAt: 'before' | 'after' | undefined
}

class Stopped extends Error {}

function makeStore(documents = new Map<string, Bytes>()): TestStore {
  const store: TestStore = {
    documents,
    stopAt: undefined,
    read: (name) => documents.get(name),
    update(name, change) {
      const { document, result } = change(documents.get(name))
      const { stopAt } = store
      store.stopAt = undefined
      if (stopAt === 'before') throw new Stopped()
      documents.set(name, document)
      if (stopAt === 'after') throw new Stopped()
      return result
    },
  }
  return store
}

function makeContext(store = makeStore(), at = { now: START }): ListsContext & { at: typeof at } {
  return { store, secret: new Uint8Array(32).fill(9), now: () => at.now, at }
}

async function begun(): Promise<ReturnType<typeof makeContext> & { store: TestStore }> {
  const store = makeStore()
  const context = { ...makeContext(store), store }
  await openList(context)
  return context
}

describe('an index is given once', () => {
  test('over any number of processes, starts, stops and ends', async () => {
    const step = fc.record({
      process: fc.nat(2),
      act: fc.constantFrom('take' as const, 'take' as const, 'stop' as const, 'close' as const),
      count: fc.integer({ min: 1, max: 400 }),
      stopAt: fc.constantFrom(undefined, undefined, 'before' as const, 'after' as const),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const context = await begun()
        const processes = [0, 1, 2].map(() => createAllocator(context))
        const given: string[] = []
        for (const { process, act, count, stopAt } of steps) {
          context.store.stopAt = stopAt
          try {
            const allocator = processes[process] ?? assert.fail()
            if (act === 'take') given.push(...(await allocator.take(count)).map(toTokenId))
            if (act === 'close') await allocator.close()
            if (act === 'stop') processes[process] = createAllocator(context)
          } catch (error) {
            if (!(error instanceof Stopped)) throw error
            processes[process] = createAllocator(context)
          }
          context.store.stopAt = undefined
        }
        assert.equal(new Set(given).size, given.length)
      }),
      { numRuns: 8 },
    )
  })

  test('to whoever asks at the same time', async () => {
    const context = await begun()
    const [a, b] = [createAllocator(context), createAllocator(context)]
    const taken = await Promise.all([a.take(300), b.take(300), a.take(5), b.take(5)])
    assert.equal(new Set(taken.flat().map(toTokenId)).size, 610)
  })

  test('in the order in which they ask, whether it is at hand or must be claimed', async () => {
    const counts = [1, 300, 1, 1, 500, 1]
    const context = await begun()
    const allocator = createAllocator(context)
    const taken = await Promise.all(counts.map((count) => allocator.take(count)))
    const other = { ...context, store: makeStore() }
    await openList(other)
    const all = await createAllocator(other).take(804)
    assert.deepEqual(taken.flat().map(toTokenId), all.map(toTokenId))
    assert.deepEqual(
      taken.map(({ length }) => length),
      counts,
    )
  })

  test('and over the end of a block', async () => {
    const context = await begun()
    const allocator = createAllocator(context)
    const tokens = await allocator.take(BLOCK + 100)
    const indices = tokens.map(({ index }) => index)
    assert.equal(new Set(indices).size, BLOCK + 100)
    assert.deepEqual(
      Uint32Array.from(indices.slice(0, BLOCK)).sort(),
      Uint32Array.from({ length: BLOCK }, (_, at) => at),
    )
    assert.ok(indices.slice(BLOCK).every((index) => index >= BLOCK && index < 2 * BLOCK))
  })

  test('what is given back is given again, and nothing of it was given before', async () => {
    const context = await begun()
    const first = createAllocator(context)
    const before = await first.take(10)
    await first.close()
    const [list] = (await readLists(context.store)).lists
    assert.equal(list?.claimed, 10)
    const after = await createAllocator(context).take(10)
    assert.equal(new Set([...before, ...after].map(toTokenId)).size, 20)
  })
})

describe('an old copy that was put back', () => {
  test('on the day on which a list was begun gives nothing of that list', async () => {
    const context = await begun()
    const copy = new Map(context.store.documents)
    context.at.now = Date.parse('2027-01-01T08:00:00Z') / 1000
    const morning = await createAllocator(context).take(3)
    context.at.now += 4 * 3600
    const restored = { ...context, store: makeStore(copy) }
    await recoverLists(restored, [])
    context.at.now += HALF_HOUR
    const noon = await createAllocator(restored).take(3)
    assert.equal(new Set([...morning, ...noon].map(toTokenId)).size, 6)
    await assert.rejects(openList(restored), isLists)
  })

  test('at any time, any number of times, gives no index twice', async () => {
    const step = fc.record({
      copy: fc.nat(5),
      published: fc.boolean(),
      wait: fc.constantFrom(1, 600, HALF_HOUR, 5 * 3600, DAY, 40 * DAY),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 6 }), async (steps) => {
        const context = await begun()
        const copies = [new Map(context.store.documents)]
        const given: string[] = []
        for (const { copy, published, wait } of steps) {
          context.at.now += wait
          const restored = makeContext(makeStore(new Map(copies[copy % copies.length])), context.at)
          const lists = published ? (await readLists(restored.store)).lists : []
          const editions = lists.map(({ number: list }) =>
            makeEdition(restored, { list, issuers: ISSUERS }),
          )
          await recoverLists(restored, await Promise.all(editions))
          copies.push(new Map((restored.store as TestStore).documents))
          await assert.rejects(createAllocator(restored).take(1), isLists)
          context.at.now += wait === 1 ? 0 : HALF_HOUR
          if (wait !== 1) given.push(...(await createAllocator(restored).take(5)).map(toTokenId))
        }
        assert.equal(new Set(given).size, given.length)
      }),
      { numRuns: 6 },
    )
  })
})

describe('a list', () => {
  test('has the number of its day, and there is one a day', async () => {
    const context = await begun()
    assert.equal(listNumberAt(START), 2515)
    assert.deepEqual(
      (await readLists(context.store)).lists.map(({ number }) => number),
      [2515],
    )
    await assert.rejects(openList(context), isLists)
    context.at.now += DAY
    assert.equal(await openList(context), 2516)
    context.at.now -= 3 * DAY
    await assert.rejects(openList(context), isLists)
  })

  test('ends with its quarter', async () => {
    const context = await begun()
    const allocator = createAllocator(context)
    const [first] = await allocator.take(1)
    context.at.now = Date.parse('2027-01-01T00:00:00Z') / 1000
    const [second] = await allocator.take(1)
    assert.equal(first?.list, 2515)
    assert.equal(second?.list, listNumberAt(context.at.now))
    const { lists } = await readLists(context.store)
    assert.deepEqual(
      lists.map(({ closedAt }) => closedAt),
      [context.at.now, undefined],
    )
  })

  test('is begun by somebody, and no clock is before it', async () => {
    await assert.rejects(createAllocator(makeContext()).take(1), isLists)
    const context = await begun()
    const allocator = createAllocator(context)
    await allocator.take(1)
    context.at.now -= 60
    await assert.rejects(createAllocator(context).take(1), isLists)
    await assert.rejects(allocator.take(1), isLists)
    await assert.rejects(
      createAllocator({ ...context, secret: new Uint8Array(3) }).take(1),
      isLists,
    )
  })
})

describe('a certificate is revoked', () => {
  test('by its token, once', async () => {
    const context = await begun()
    const [token] = await createAllocator(context).take(1)
    assert.ok(token)
    assert.deepEqual(await revokeByTokens(context, [token], 'wrong'), { revoked: 1 })
    assert.deepEqual(await revokeByTokens(context, [token], 'fraud'), { revoked: 0 })
    const revoked = await readRevoked(context.store, token.list)
    assert.deepEqual([...revoked], [['wrong', Uint32Array.of(token.index)]])
  })

  test('and by none that was guessed', async () => {
    const context = await begun()
    const [token] = await createAllocator(context).take(1)
    assert.ok(token)
    const others = [
      { ...token, suffix: token.suffix.map((byte, at) => (at === 7 ? byte ^ 1 : byte)) },
      { ...token, suffix: token.suffix.slice(0, 7) },
      { ...token, suffix: new Uint8Array() },
      { ...token, index: token.index ^ 1 },
      { ...token, list: token.list + 1 },
    ]
    for (const other of others) {
      await assert.rejects(revokeByTokens(context, [other], 'wrong'), isToken)
    }
    const seal = { ...token, suffix: token.suffix.slice(0, 2) }
    seal.suffix[1] = (seal.suffix[1] ?? 0) & 0xf0
    assert.deepEqual(await revokeByTokens(context, [seal], 'wrong'), { revoked: 1 })
  })

  test('in a batch by its index, if there are as many as was said', async () => {
    const context = await begun()
    const tokens = await createAllocator(context).take(40)
    const list = tokens[0]?.list ?? 0
    const revoke = (count: number, receipts: readonly Receipt[]) =>
      revokeBatch(context, { receipts, count }, 'faulty-batch')
    const at = (index: number) => ({ list, index })
    assert.deepEqual(await revoke(40, [...tokens, ...tokens]), { revoked: 40 })
    await assert.rejects(revoke(41, tokens), isToken)
    await assert.rejects(revoke(1, tokens.slice(0, 1)), isToken)
    await assert.rejects(revoke(2, [at(1), at(BLOCK)]), isToken)
    await assert.rejects(revoke(2, [at(1), at(1.5)]), isToken)
    await assert.rejects(revoke(2, [at(1), { list: 1, index: 1 }]), isToken)
  })

  test('in a batch that holds none which a later certificate may have', async () => {
    const context = await begun()
    const allocator = createAllocator(context)
    const tokens = await allocator.take(10)
    await allocator.close()
    const taken = new Set(tokens.map(({ index }) => index))
    const list = tokens[0]?.list ?? 0
    const others = Array.from({ length: 5000 }, (_, index) => ({ list, index })).filter(
      ({ index }) => !taken.has(index),
    )
    const revoke = (receipts: readonly Receipt[], secret = context.secret) =>
      revokeBatch({ ...context, secret }, { receipts, count: receipts.length }, 'wrong')
    await assert.rejects(revoke(others), isToken)
    await assert.rejects(revoke([...tokens, ...others.slice(0, 1)]), isToken)
    await assert.rejects(revoke(tokens, new Uint8Array(32)), isRestored)
    assert.deepEqual(await revoke(tokens), { revoked: 10 })
    const later = await createAllocator(context).take(2000)
    const revoked = [...(await readRevoked(context.store, list)).values()].flatMap((each) => [
      ...each,
    ])
    assert.ok(!later.some(({ index }) => revoked.includes(index)))
  })

  test('in a batch of a list that a restore has closed, though the copy knows less of it', async () => {
    const context = await begun()
    const copy = new Map(context.store.documents)
    const tokens = await createAllocator(context).take(BLOCK + 300)
    const [first, second] = [tokens.slice(0, 300), tokens.slice(BLOCK)]
    const list = tokens[0]?.list ?? 0
    const published = await makeEdition(context, { list, issuers: ISSUERS })
    for (const [editions, receipts] of [
      [[], first],
      [[published], [...first, ...second]],
    ] as const) {
      const restored = { ...context, store: makeStore(new Map(copy)) }
      await recoverLists(restored, editions)
      const batch = { receipts, count: receipts.length }
      assert.equal((await revokeBatch(restored, batch, 'wrong')).revoked, receipts.length)
    }
  })

  test('in a batch over the turn of a quarter, with one certificate on the second list', async () => {
    const context = await begun()
    const allocator = createAllocator(context)
    const before = await allocator.take(2)
    context.at.now += 60 * DAY
    const batch = [...before, ...(await allocator.take(1))]
    assert.equal(new Set(batch.map(({ list }) => list)).size, 2)
    await assert.rejects(revokeBatch(context, { receipts: batch, count: 2 }, 'wrong'), isToken)
    assert.deepEqual(await revokeBatch(context, { receipts: batch, count: 3 }, 'wrong'), {
      revoked: 3,
    })
  })

  test('with others, or none is', async () => {
    const context = await begun()
    const allocator = createAllocator(context)
    const [first] = await allocator.take(1)
    context.at.now += 60 * DAY
    const [second, third] = await allocator.take(2)
    assert.ok(first && second && third)
    const documents = new Map(context.store.documents)
    const foreign = { ...third, suffix: new Uint8Array(8) }
    await assert.rejects(revokeByTokens(context, [first, second, foreign], 'wrong'), isToken)
    const never = { list: first.list, index: BLOCK }
    const receipts = [second, third, never]
    await assert.rejects(revokeBatch(context, { receipts, count: 3 }, 'wrong'), isToken)
    assert.deepEqual(context.store.documents, documents)
    const all = [first, second, second]
    assert.deepEqual(await revokeByTokens(context, all, 'wrong'), { revoked: 2 })
  })

  test('with none, if what is revoked on one of their lists cannot be read', async () => {
    const context = await begun()
    const allocator = createAllocator(context)
    const [first] = await allocator.take(1)
    context.at.now += 60 * DAY
    const [second] = await allocator.take(1)
    assert.ok(first && second)
    context.store.documents.set(`revoked-${second.list}`, Uint8Array.of(0))
    await assert.rejects(revokeByTokens(context, [first, second], 'wrong'), FormatError)
    assert.equal(context.store.documents.has(`revoked-${first.list}`), false)
  })

  test('in an order that does not show', async () => {
    const context = await begun()
    const tokens = await createAllocator(context).take(20)
    const other = makeContext(makeStore(new Map(context.store.documents)))
    for (const token of tokens) await revokeByTokens(context, [token], 'wrong')
    for (const token of tokens.toReversed()) await revokeByTokens(other, [token], 'wrong')
    assert.deepEqual([...context.store.documents], [...(other.store as TestStore).documents])
  })
})

describe('the edition of a day', () => {
  test('is one, whatever happened that day', async () => {
    const context = await begun()
    const [token] = await createAllocator(context).take(1)
    assert.ok(token)
    const { list } = token
    const first = await makeEdition(context, { list, issuers: ISSUERS })
    assert.equal(first.asOf % DAY, 0)
    assert.deepEqual([first.number, first.revoked.length, first.coverage.issued], [1, 0, 2 * BLOCK])
    await revokeByTokens(context, [token], 'wrong')
    context.at.now += DAY / 2
    const options = { list, issuers: ISSUERS, previous: named(first) }
    assert.equal(await makeEdition(context, options), first)
    context.at.now += DAY / 2
    const second = await makeEdition(context, options)
    assert.deepEqual([second.number, [...second.revoked]], [2, [token.index]])
    assert.equal(second.asOf - first.asOf, DAY)
    context.at.now += DAY
    const third = await makeEdition(context, { ...options, previous: named(second) })
    assert.deepEqual(third.revoked, second.revoked)
  })

  test('shows that an old copy of the state was put back', async () => {
    const context = await begun()
    const allocator = createAllocator(context)
    const tokens = await allocator.take(10)
    const [token] = tokens
    assert.ok(token)
    const copy = new Map(context.store.documents)
    await revokeByTokens(context, [token], 'wrong')
    const published = await makeEdition(context, { list: token.list, issuers: ISSUERS })
    await allocator.take(BLOCK)
    context.at.now += DAY
    const options = { list: token.list, issuers: ISSUERS }
    const later = await makeEdition(context, { ...options, previous: named(published) })
    for (const previous of [published, later]) {
      const restored = { ...makeContext(makeStore(new Map(copy))), now: context.now }
      await assert.rejects(
        makeEdition(restored, { ...options, previous: named(previous) }),
        isRestored,
      )
      const other = { ...options, list: 1, previous: named(previous) }
      await assert.rejects(makeEdition(restored, other), UsageError)
    }
  })

  test('after which a new list is begun, and what was revoked stays so', async () => {
    const context = await begun()
    const allocator = createAllocator(context)
    const copy = new Map(context.store.documents)
    const tokens = await allocator.take(600)
    const [token] = tokens
    assert.ok(token)
    const { list } = token
    await revokeByTokens(context, [token], 'wrong')
    const published = await makeEdition(context, { list, issuers: ISSUERS })
    const restored = { ...context, store: makeStore(copy) }
    const fresh = await recoverLists(restored, [published])
    assert.ok(fresh >= 2 ** 15)
    await assert.rejects(createAllocator(restored).take(1), isLists)
    context.at.now += HALF_HOUR
    const after = await createAllocator(restored).take(600)
    assert.equal(new Set([...tokens, ...after].map(toTokenId)).size, 1200)
    context.at.now += DAY
    const next = await makeEdition(restored, { list, issuers: ISSUERS, previous: named(published) })
    assert.deepEqual(next.revoked, published.revoked)
    assert.ok(next.coverage.issued >= published.coverage.issued)
    // The state itself may be gone.
    const empty = { ...context, store: makeStore() }
    assert.ok((await recoverLists(empty, [published])) !== fresh)
    assert.equal((await revokeByTokens(empty, [tokens[1] ?? token], 'wrong')).revoked, 1)
    const last = await makeEdition(empty, { list, issuers: ISSUERS, previous: named(published) })
    assert.equal(last.coverage.issuedFrom, published.coverage.issuedFrom)
  })
})

function named(content: TokenListContent): PublishedEdition {
  return { content, digest: digestOfList(encodeTokenList(content)) }
}

function isLists(error: unknown): boolean {
  return error instanceof UsageError && error.code === 'usage.lists'
}

function isRestored(error: unknown): boolean {
  return error instanceof UsageError && error.code === 'usage.lists-restored'
}

function isToken(error: unknown): boolean {
  return error instanceof UsageError && error.code === 'usage.token'
}
