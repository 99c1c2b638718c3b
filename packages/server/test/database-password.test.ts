import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import type { PratiqueError } from 'pratique/errors'
import { openDatabase } from '../src/storage/database.ts'
import { startPostgres, whyNoPostgres } from './databases.ts'

test('the password of a database is read from a file, and a wrong one is out of reach', {
  skip: await whyNoPostgres(),
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-password-'))
  chmodSync(folder, 0o755)
  const rules = join(folder, 'pg_hba.conf')
  const lines = ['postgres 127.0.0.1/32 trust', 'pratique 127.0.0.1/32 scram-sha-256']
  writeFileSync(rules, lines.map((line) => `host all ${line}\n`).join(''), { mode: 0o644 })
  const own = await startPostgres({ hba_file: rules })
  try {
    const url = new URL(await own.createUrl())
    const client = new pg.Client({ connectionString: url.href })
    await client.connect()
    await client
      .query("CREATE ROLE pratique LOGIN SUPERUSER PASSWORD 'a b/c@d%'")
      .finally(() => client.end())
    url.username = 'pratique'
    const passwordFile = join(folder, 'password')
    writeFileSync(passwordFile, 'a b/c@d%\n', { mode: 0o600 })
    await (await openDatabase({ url: url.href, passwordFile })).close()
    writeFileSync(passwordFile, 'another\n')
    await assert.rejects(
      openDatabase({ url: url.href, passwordFile }),
      (error: PratiqueError) => error.code === 'unavailable.database',
    )
    chmodSync(passwordFile, 0o644)
    await assert.rejects(
      openDatabase({ url: url.href, passwordFile }),
      (error: PratiqueError) => error.code === 'usage.key-file',
    )
  } finally {
    await own.stop()
    rmSync(folder, { recursive: true })
  }
})
