import assert from 'node:assert/strict'
import { createPrivateKey, randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { UnavailableError } from 'pratique/errors'
import { readConfig, showConfig } from '../src/config/read-config.ts'
import { CONFIG_FILE, keepSpecimenAuthority } from '../src/demonstration/specimen-authority.ts'
import { createApiKey } from '../src/identity/api-keys.ts'
import { createLog } from '../src/operations/log.ts'
import { startServer } from '../src/server.ts'
import { openDatabase } from '../src/storage/database.ts'
import { startPostgres, whyNoPostgres } from './databases.ts'
import { type EchoingProvider, startEchoingProvider } from './echoing-provider.ts'
import { REQUEST } from './made-requests.ts'

const PASSPHRASE = 'correct-horse-battery-staple-77'
const PASSWORD = 'Xq7-database-password'
const CLIENT_SECRET = 'made-up-client-secret-0123456789'
const DAY = 86_400

/** An authority whose first key is encrypted, over a database whose address has a password, and with people who sign in. */
async function makeBox(url: string, issuer: string) {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-secrets-'))
  await keepSpecimenAuthority(folder, Date.now() / 1000 - DAY)
  const own = (name: string, content: string) => {
    writeFileSync(join(folder, name), content)
    chmodSync(join(folder, name), 0o600)
  }
  const key = readFileSync(join(folder, 'certificates.pem'), 'utf8')
  const encrypted = createPrivateKey(key).export({
    ...{ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: PASSPHRASE },
  })
  own('certificates.pem', String(encrypted))
  own('passphrase', `${PASSPHRASE}\n`)
  own('oidc.secret', `${CLIENT_SECRET}\n`)
  const file = join(folder, CONFIG_FILE)
  const config = JSON.parse(readFileSync(file, 'utf8'))
  const [first, ...rest] = config.signatories
  config.signatories = [{ ...first, passphraseFile: 'passphrase' }, ...rest]
  config.oidc = {
    ...{ issuer, clientId: 'pratique', clientSecretFile: 'oidc.secret' },
    ...{ origin: 'http://127.0.0.1:8080', roles: {} },
  }
  writeFileSync(file, JSON.stringify(config))
  const environment = { PRATIQUE_DATABASE_URL: url, PRATIQUE_PORT: '0' }
  return { folder, key, config: readConfig({ file, environment, flags: {} }) }
}

/** Every way in which a secret may be written. */
function waysOf(secret: string | Uint8Array): readonly string[] {
  const bytes = Buffer.from(secret)
  const encoded = (['base64', 'base64url', 'hex'] as const).map((way) => bytes.toString(way))
  return typeof secret === 'string' ? [...encoded, secret, encodeURIComponent(secret)] : encoded
}

function findSecrets(text: string, secrets: Readonly<Record<string, string | Uint8Array>>) {
  return Object.entries(secrets)
    .filter(([, secret]) => waysOf(secret).some((way) => text.includes(way)))
    .map(([name]) => name)
}

describe('secrets', { skip: await whyNoPostgres() }, () => {
  test('are in no line of the log, no answer, no number and no shown configuration', async () => {
    const postgres = await startPostgres()
    const url = new URL(await postgres.createUrl())
    url.password = PASSWORD
    const provider = await startEchoingProvider()
    const { folder, key, config } = await makeBox(url.href, provider.issuer)
    const told: string[] = []
    const log = createLog({ write: (line) => void told.push(line) })
    const server = await startServer(config, { log, now: () => Date.now() / 1000 })
    const { database } = server.services
    assert.ok(database)
    const made = { name: 'test', acts: ['issue'], sites: ['lab-1'] } as const
    const expiresAt = Date.now() / 1000 + DAY
    const { key: apiKey } = await createApiKey(database.db, { ...made, expiresAt })
    const uuids: string[] = []
    const ask = async (path: string, body?: unknown) => {
      const once = randomUUID()
      uuids.push(once)
      const response = await fetch(`${server.address}${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          'Content-Type': 'application/json',
          Authorization: `Bearer ${apiKey}`,
          'Idempotency-Key': once,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      told.push(JSON.stringify([...response.headers]), await response.text())
      return response.status
    }
    const paths = ['/metrics', '/healthz', '/readyz', '/openapi.json', `/${apiKey}`]
    try {
      assert.equal(await ask('/v1/certificates', REQUEST), 201)
      assert.equal(await ask('/v1/certificates', { ...REQUEST, site: apiKey }), 400)
      assert.equal(await ask('/v1/revocations', { reason: 'wrong', certificates: [apiKey] }), 403)
      for (const path of paths) await ask(path)
      for (const status of [401, 500])
        told.push(...(await comeBack(server.address, provider, status)))
      assert.equal(findSecrets(provider.heard.join('\n'), { secret: CLIENT_SECRET }).length, 1)
      await database.query('DROP TABLE acts_of_hour')
      assert.equal(await ask('/v1/certificates', REQUEST), 500)
      await database.query('ALTER TABLE idempotency RENAME TO gone')
      assert.equal(await ask('/v1/certificates', REQUEST), 500)
    } finally {
      await server.close()
      await postgres.stop()
      await provider.close()
    }
    told.push(await whyNot(url.href), JSON.stringify(showConfig(config)))
    const secrets = {
      ...{ apiKey, passphrase: PASSPHRASE, password: PASSWORD, url: url.href },
      clientSecret: CLIENT_SECRET,
      ...Object.fromEntries(uuids.map((uuid, at) => [`once ${at}`, uuid])),
      apiSecret: apiKey.slice(-43),
      privateKey: key.split('\n')[1] ?? '',
      tokens: new Uint8Array(readFileSync(join(config.secrets, 'lists.secret'))),
    }
    rmSync(folder, { recursive: true })
    assert.ok(told.length > 10)
    assert.deepEqual(findSecrets(told.join('\n'), secrets), [])
    for (const [name, secret] of Object.entries(secrets)) {
      for (const planted of waysOf(secret)) {
        const lines: string[] = []
        createLog({ write: (line) => void lines.push(line) }).info('planted', { job: planted })
        assert.ok(findSecrets(lines.join('\n'), secrets).includes(name), name)
      }
    }
  })
})

/** Signs in at a provider that answers with what it was sent. @returns all that is said to the browser */
async function comeBack(
  address: string,
  provider: EchoingProvider,
  status: number,
): Promise<readonly string[]> {
  provider.status = status
  const begun = await fetch(`${address}/sign-in`, { redirect: 'manual' })
  assert.equal(begun.status, 302)
  const state = new URL(begun.headers.get('Location') ?? '').searchParams.get('state')
  const Cookie = begun.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  const back = await fetch(`${address}/sign-in/callback?code=made-up&state=${state}`, {
    headers: { Cookie },
    redirect: 'manual',
  })
  assert.ok(back.status >= 400)
  const headers = [begun, back].map((each) => JSON.stringify([...each.headers]))
  return [...headers, await back.text()]
}

/** All that is said of a database that does not answer, with its causes. */
async function whyNot(url: string): Promise<string> {
  const error = await openDatabase({ url }).then(
    () => assert.fail('the database was stopped'),
    (each: unknown) => each,
  )
  assert.ok(error instanceof UnavailableError)
  return error.message
}
