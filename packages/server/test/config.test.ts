import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { UsageError } from 'pratique/errors'
import { type ConfigSources, readConfig, showConfig } from '../src/config/read-config.ts'
import { openKey, readCertificateFile } from '../src/signing/open-key.ts'

const URL_OF_FILE = 'postgres://pratique@localhost/pratique'

describe('a configuration', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-config-'))
  const file = join(folder, 'pratique.config.json')
  after(() => rmSync(folder, { recursive: true }))

  const read = (
    members: object,
    environment: ConfigSources['environment'] = {},
    isDemonstration = false,
  ) => {
    writeFileSync(file, JSON.stringify({ roles: ['lists'], ...members }))
    return readConfig({ file, environment, flags: {}, isDemonstration })
  }

  /** The members of its faults. */
  const faults = (...given: Parameters<typeof read>): readonly string[] => {
    try {
      read(...given)
    } catch (error) {
      assert.ok(error instanceof UsageError && error.code === 'usage.config')
      return [...error.message.matchAll(/(?:: |; )([a-z][\w.]*): /gi)].map(([, name = '']) => name)
    }
    return []
  }

  test('is refused with the faults of all kinds at once', () => {
    const roles = ['issuer', 'verifier']
    assert.deepEqual(faults({ roles, limits: { seconds: 0 } }).toSorted(), [
      ...['authority', 'limits.seconds', 'lists.key', 'roles', 'signatories'],
    ])
    assert.deepEqual(faults({ roles: ['lists', 'none'], page: {} }), ['roles.1', 'page.folder'])
    assert.ok(!faults({ roles }, {}, true).includes('roles'))
  })

  test('names one database: what the environment says goes before the file, and never beside another', () => {
    const database = { url: URL_OF_FILE, passwordFile: 'password' }
    const other = 'postgres://other@localhost/other'
    assert.deepEqual(read({ database }, { PRATIQUE_DATABASE_URL: other }).database, {
      url: other,
      passwordFile: join(folder, 'password'),
    })
    const inFolder = { PRATIQUE_DATABASE_FOLDER: 'data' }
    assert.deepEqual(read({ database }, inFolder).database, { folder: join(folder, 'data') })
    const byUrl = { PRATIQUE_DATABASE_URL: other }
    assert.deepEqual(read({ database: { folder: 'data' } }, byUrl).database, {
      ...{ url: other, passwordFile: undefined },
    })
    const both = { ...inFolder, ...byUrl }
    const withPassword = { ...inFolder, PRATIQUE_DATABASE_PASSWORD_FILE: 'password' }
    for (const environment of [both, withPassword])
      assert.deepEqual(faults({}, environment), ['database'])
  })

  test('whose files cannot be used is told which', async () => {
    const missing = join(folder, 'missing.pem')
    const open = join(folder, 'open.pem')
    writeFileSync(open, 'x', { mode: 0o644 })
    const names = (path: string) => (error: Error) =>
      error instanceof UsageError && error.message.includes(path)
    await assert.rejects(openKey({ key: missing }), names(missing))
    await assert.rejects(openKey({ key: open }), names(open))
    assert.throws(() => readCertificateFile(open), names(open))
  })

  test('takes no address that cannot be read, and none with a password where it would be shown', () => {
    const secret = 'hunter2secret'
    for (const url of [
      'postgres://a b',
      `postgres://pratique:${secret}/x@localhost:port/pratique`,
      `${URL_OF_FILE}?password=${secret}`,
      `${URL_OF_FILE}?host=/run&sslpassword=${secret}`,
      'mysql://localhost/pratique',
    ]) {
      assert.deepEqual(faults({ database: { url } }), ['database.url'], url)
      assert.throws(
        () => read({ database: { url } }),
        (error: Error) => !error.message.includes(secret),
      )
    }
    const url = `postgres://pratique:${secret}@localhost/pratique`
    const shown = JSON.stringify(showConfig(read({ database: { url } })))
    assert.ok(!shown.includes(secret) && shown.includes('localhost'))
    assert.deepEqual(faults({ database: { url: 'postgres:///pratique?host=/run/postgresql' } }), [])
  })
})
