/**
 * A key that was withdrawn stays so, whatever copy of the database is put back.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { readBundleFile } from 'pratique/bundle'
import { openWithdrawnKeys } from '../src/identity/withdrawn-keys.ts'
import { listWithdrawn } from '../src/lists/bundle.ts'
import { embedded } from './databases.ts'
import { read, Work } from './made-work.ts'

const DAY = 86_400

/** What the newest bundle calls withdrawn. */
function inBundle(work: Work): readonly string[] {
  const { bundle } = work.index()
  assert.ok(bundle)
  return listWithdrawn(readBundleFile(read(join(work.folder, 'published'), bundle.file)))
}

describe('a key that was withdrawn', () => {
  for (const [copy, forget] of [
    ['of the database', () => {}],
    [
      'of the database and of the secrets',
      (folder: string) => {
        for (const name of readdirSync(folder)) rmSync(join(folder, name))
      },
    ],
  ] as const) {
    test(`does not come back with an old copy ${copy}`, async () => {
      const work = new Work()
      try {
        await work.start()
        const { issuer, database } = work.services
        assert.ok(issuer && database && 'text' in (await work.issue()))
        const [key] = issuer.authority.keys
        assert.ok(key)
        await issuer.withdrawnKeys.withdraw(key.fingerprint, work.now)
        assert.deepEqual(inBundle(work), [])
        await work.stop()
        await work.start()
        assert.deepEqual([...new Set(inBundle(work))], [key.fingerprint])
        // What the copy of the database knows.
        await work.services.database?.db.deleteFrom('withdrawn_keys').execute()
        await work.stop()
        forget(join(work.folder, 'secrets', 'withdrawn-keys'))
        work.now += DAY
        await work.start()
        assert.deepEqual(await work.issue(), { code: 'usage.issuer' })
        assert.deepEqual([...new Set(inBundle(work))], [key.fingerprint])
      } finally {
        await work.end()
      }
    })
  }

  test('is known to other processes over the folder, and written once', async () => {
    const kind = embedded()
    const work = new Work()
    try {
      const { db } = await kind.open()
      const [one, other] = [openWithdrawnKeys(db, work.folder), openWithdrawnKeys(db, work.folder)]
      const fingerprint = 'a'.repeat(64)
      await Promise.all([one.withdraw(fingerprint, 1), other.withdraw(fingerprint, 2)])
      one.keep([fingerprint, 'b'.repeat(64)])
      assert.deepEqual([...(await other.list())].toSorted(), [fingerprint, 'b'.repeat(64)])
      assert.equal((await db.selectFrom('withdrawn_keys').select('key').execute()).length, 1)
    } finally {
      await work.end()
      await kind.end()
    }
  })
})
