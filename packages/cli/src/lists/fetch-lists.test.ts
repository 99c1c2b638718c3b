import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import type { FileSet } from '@pratique/node/data-folder'
import {
  type EditionEntry,
  parseEditionIndex,
  signTokenDelta,
  signTokenList,
  type TokenListContent,
} from 'pratique/revocation'
import { createTrustStore } from 'pratique/trust'
import { NOW } from '../../../pratique/test/made-messages.ts'
import { FIRST, nextOf, REVOKER, revokerRecord } from '../../../pratique/test/made-token-lists.ts'
import { makeSigner } from '../../../pratique/test/make-signer.ts'
import type { FetchPorts } from '../sync/fetch-file.ts'
import { sha256Of } from '../sync/stored-source.ts'
import { type FetchedList, fetchIndex, fetchLists, type ListsContext } from './fetch-lists.ts'

const ADDRESS = new URL('https://health.example/v1/lists/index.json')
const HOUR = 3600

/** Five editions; each revokes one more. */
const EDITIONS: TokenListContent[] = [FIRST]
for (const index of [1001, 1002, 1003, 1004]) {
  const before = EDITIONS.at(-1) ?? FIRST
  EDITIONS.push(nextOf(before, { asOf: before.asOf + HOUR, also: [index] }))
}

const server = new Map<string, Uint8Array<ArrayBuffer>>()
let asked: string[] = []

const ports: FetchPorts = {
  ask: async ({ url }) => {
    const name = url.pathname.split('/').at(-1) ?? ''
    asked.push(name)
    const body = server.get(name)
    if (!body) return { kind: 'answer', status: 404, headers: {}, body: new Uint8Array() }
    return { kind: 'answer', status: 200, headers: {}, body }
  },
  sleep: async () => undefined,
  random: () => 0,
  now: () => NOW * 1000,
  userAgent: 'pratique/test',
}

const context: ListsContext = {
  trust: createTrustStore({ records: [revokerRecord()] }),
  now: NOW,
  ports,
}

/** Puts an edition on the server, with the deltas to it, and answers with its entry. */
async function publish(count: number, deltas = count - 1): Promise<EditionEntry> {
  server.clear()
  asked = []
  const editions = EDITIONS.slice(0, count)
  const newest = editions.at(-1) ?? FIRST
  const names: string[] = []
  for (const [at, edition] of editions.entries()) {
    const before = editions[at - 1]
    if (!before || at < count - deltas) continue
    const name = `delta-2517-${edition.number}.cbor`
    server.set(name, await signTokenDelta(before, edition, REVOKER))
    names.push(name)
  }
  const file = `list-2517-${newest.number}.cbor`
  const bytes = await signTokenList(newest, REVOKER)
  server.set(file, bytes)
  return { list: 2517, number: newest.number, file, digest: sha256Of(bytes), deltas: names }
}

async function bring(
  entry: EditionEntry,
  held: FileSet = new Map(),
  changed: Partial<ListsContext> = {},
): Promise<{ files: FileSet; list: FetchedList }> {
  const index = parseEditionIndex(JSON.parse(JSON.stringify({ lists: [entry] })))
  const { files, lists } = await fetchLists(ADDRESS, index, held, { ...context, ...changed })
  const [list] = lists
  assert.ok(list)
  return { files, list }
}

describe('lists are brought', () => {
  beforeEach(() => {
    server.clear()
    asked = []
  })

  test('whole at first, then by what came since, and not again', async () => {
    const first = await bring(await publish(1))
    assert.deepEqual([asked, first.list.held?.content.number], [['list-2517-1.cbor'], 1])
    const third = await bring(await publish(3), first.files)
    assert.deepEqual(asked, ['delta-2517-2.cbor', 'delta-2517-3.cbor'])
    assert.deepEqual([third.list.isNew, third.files.size], [true, 3])
    assert.ok(third.list.held?.content.revoked.includes(1002))
    asked = []
    const again = await bring(await publish(3), third.files)
    assert.deepEqual([asked, again.list.isNew, again.list.failure], [[], false, undefined])
  })

  test('whole where the server has not all that came since, and then nothing else is kept', async () => {
    const { files } = await bring(await publish(1))
    const fifth = await bring(await publish(5, 2), files)
    assert.deepEqual(asked, ['list-2517-5.cbor'])
    assert.deepEqual([[...fifth.files.keys()], fifth.list.held?.content.number], [asked, 5])
  })

  test('whole where a delta is gone, damaged, or somebody else’s', async () => {
    const { files } = await bring(await publish(1))
    const [first = FIRST, second = FIRST] = EDITIONS
    const faults = [
      undefined,
      new Uint8Array([0xd2, 0x84, 0]),
      await signTokenDelta(first, second, makeSigner()),
      await signTokenDelta(first, nextOf(first, { also: [5000] }), REVOKER),
    ]
    for (const fault of faults) {
      const entry = await publish(3)
      if (fault) server.set('delta-2517-2.cbor', fault)
      else server.delete('delta-2517-2.cbor')
      const { list } = await bring(entry, files)
      assert.equal(asked.at(-1), 'list-2517-3.cbor')
      assert.deepEqual(list.held?.content.revoked, EDITIONS[2]?.revoked)
      assert.equal(list.failure, undefined)
    }
  })
})

describe('what is held stays, and why is told', () => {
  test('where the whole list is not what the index says, or is gone', async () => {
    const { files } = await bring(await publish(2))
    const faults: readonly ((entry: EditionEntry) => EditionEntry)[] = [
      (entry) => ({ ...entry, deltas: [], digest: 'ab'.repeat(32) }),
      (entry) => ({ ...entry, deltas: [], file: 'other.cbor' }),
    ]
    for (const fault of faults) {
      const { list, files: after } = await bring(fault(await publish(3)), files)
      assert.deepEqual([list.held?.content.number, list.isNew], [2, false])
      assert.ok(list.failure)
      assert.deepEqual([...after], [...files])
    }
  })

  test('where the server goes back', async () => {
    const { files } = await bring(await publish(4))
    const { list, files: after } = await bring(await publish(2), files)
    assert.deepEqual([asked, list.held?.content.number], [[], 4])
    assert.match(list.failure ?? '', /older/)
    assert.deepEqual([...after], [...files])
  })

  test('where another key has signed, or one that is withdrawn', async () => {
    for (const records of [
      [revokerRecord(makeSigner())],
      [revokerRecord(REVOKER, { status: 'withdrawn' })],
    ]) {
      const trust = createTrustStore({ records })
      const { list, files } = await bring(await publish(1), new Map(), { trust })
      assert.deepEqual([list.held, files.size], [undefined, 0])
      assert.ok(list.failure)
    }
  })

  test('where an index is none', async () => {
    const faults = ['', '{}', '[]', '{"lists":[{}]}', '<html>', '{"lists":[],"lists":[]}']
    for (const text of faults) {
      server.set('index.json', new TextEncoder().encode(text))
      assert.equal((await fetchIndex(ADDRESS, ports)).kind, 'failed', text)
    }
  })
})
