import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { createAllocator, openList, readLists } from 'pratique/revocation'
import { witness } from '../src/lists/witness.ts'
import { createListStore } from '../src/storage/list-store.ts'
import { TURNS, takeTurn } from '../src/storage/locks.ts'
import { embedded, postgres, whyNoPostgres } from './databases.ts'

for (const kind of [embedded(), postgres()]) {
  const skip = kind.name === 'PostgreSQL' ? await whyNoPostgres() : false
  describe(`witnesses over ${kind.name}`, { skip }, () => {
    after(() => kind.end())

    test('of several processes: the folder knows what each of them claimed', async () => {
      const { db } = await kind.open()
      const folder = mkdtempSync(join(tmpdir(), 'pratique-witness-'))
      const now = () => Date.now() / 1000
      const open = () =>
        witness(createListStore(db), folder, (act) => takeTurn(db, TURNS.witness, act))
      const witnesses = [open(), open(), open()]
      await openList({ store: witnesses[0]?.store ?? open().store, now })
      const secret = new Uint8Array(32).fill(7)
      await Promise.all(
        witnesses.map(async ({ store }) => {
          const allocator = createAllocator({ store, secret, now })
          for (let times = 0; times < 10; times++) await allocator.take(300)
        }),
      )
      const { lists } = await readLists(createListStore(db))
      const noted = JSON.parse(readFileSync(join(folder, 'claims.json'), 'utf8'))
      for (const { number, claimed } of lists) assert.equal(noted[number], claimed)
      for (const each of [...witnesses, open()]) assert.equal(await each.isBehind(), false)
      rmSync(folder, { recursive: true })
    })
  })
}
