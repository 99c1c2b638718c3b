import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { nodeCrypto } from '@pratique/node/crypto'
import type { PratiqueError } from 'pratique/errors'
import { euDcc } from 'pratique/eu-dcc'
import { readListFile, readTokenLists } from 'pratique/revocation'
import { createTrustStore, importTrustFile } from 'pratique/trust'
import { createVerifier } from 'pratique/verify'
import { readConfig } from '../src/config/read-config.ts'
import { keepSpecimenAuthority } from '../src/demonstration/specimen-authority.ts'
import { createApiKey } from '../src/identity/api-keys.ts'
import { createLog } from '../src/operations/log.ts'
import { type RunningServer, startServer } from '../src/server.ts'
import { layEmptyCluster } from './databases.ts'
import { REQUEST } from './made-requests.ts'

const DAY = 86_400

/** A server over a folder, whose clock the test sets. */
class Box {
  readonly folder = mkdtempSync(join(tmpdir(), 'pratique-server-'))
  now = Date.now() / 1000
  #server: RunningServer | undefined
  #key = ''

  async start(): Promise<RunningServer> {
    const file = await keepSpecimenAuthority(this.folder, this.now - DAY)
    const config = readConfig({ file, environment: { PRATIQUE_PORT: '0' }, flags: {} })
    const log = createLog({ write: () => {} })
    this.#server = await startServer(config, { log, now: () => this.now })
    const { database } = this.#server.services
    assert.ok(database)
    const made = { name: 'test', acts: ['issue', 'revoke'], sites: ['lab-1'] } as const
    this.#key = (await createApiKey(database.db, { ...made, expiresAt: this.now + 100 * DAY })).key
    return this.#server
  }

  async stop(): Promise<void> {
    await this.#server?.close()
    this.#server = undefined
  }

  async post(path: string, body: unknown): Promise<Response> {
    return fetch(`${this.#server?.address}${path}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Bearer ${this.#key}`,
        'Idempotency-Key': randomUUID(),
      },
      body: JSON.stringify(body),
    })
  }

  async issue(): Promise<{ readonly texts: [string]; readonly receipt: string }> {
    const response = await this.post('/v1/certificates', REQUEST)
    assert.equal(response.status, 201)
    return JSON.parse(await response.text())
  }

  /** What a verifier says that has the authority and its newest lists. */
  async verify(text: string): Promise<string> {
    const index = await (await fetch(`${this.#server?.address}/v1/lists/index.json`)).json()
    const files = await Promise.all(
      index.lists.map(async ({ file }: { file: string }) => {
        const response = await fetch(`${this.#server?.address}/v1/lists/${file}`)
        return new Uint8Array(await response.arrayBuffer())
      }),
    )
    const imports = await Promise.all(
      ['certificates.crt', 'lists.crt'].map((name) =>
        importTrustFile(new Uint8Array(readFileSync(join(this.folder, name))), {
          crypto: nodeCrypto,
        }),
      ),
    )
    const trust = createTrustStore({ records: imports.flatMap(({ records }) => records) })
    const { lists } = await readTokenLists(files, { trust, now: this.now, crypto: nodeCrypto })
    const verifier = createVerifier({
      formats: [euDcc],
      trust,
      revocation: lists,
      crypto: nodeCrypto,
    })
    const { verdict, code } = await verifier.verify(text, { now: this.now })
    return code === undefined ? verdict : `${verdict} ${code}`
  }

  /** Of the embedded database, while nobody has it. */
  copyDatabase(from: string, to: string): void {
    rmSync(join(this.folder, to), { recursive: true, force: true })
    cpSync(join(this.folder, from), join(this.folder, to), { recursive: true })
  }

  async end(): Promise<void> {
    await this.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

describe('a server', () => {
  const box = new Box()
  after(() => box.end())

  test('issues, publishes the day’s list, and goes on where it was after a restart', async () => {
    const server = await box.start()
    const first = await box.issue()
    assert.deepEqual(
      readdirSync(join(box.folder, 'published')).map((name) => name.replace(/-[\da-f-]+/, '')),
      ['bundle.bundle', 'index.json', 'latest.bundle', 'list.cbor'],
    )
    // What cannot be closed keeps nothing else open: the folder is free.
    const { issuer } = server.services
    assert.ok(issuer)
    Object.assign(issuer, { close: () => assert.fail('the token is gone') })
    await assert.rejects(box.stop(), /the token is gone/)
    await box.start()
    const second = await box.issue()
    assert.notEqual(first.receipt, second.receipt)
    assert.equal(first.receipt.split('/')[0], second.receipt.split('/')[0])
  })

  test('what is taken back is so for everybody from the next list on', async () => {
    const one = await box.issue()
    assert.equal(await box.verify(one.texts[0]), 'genuine')
    const response = await box.post('/v1/revocations', { reason: 'wrong', certificates: one.texts })
    assert.equal(response.status, 200)
    assert.equal(await box.verify(one.texts[0]), 'genuine')
    await box.stop()
    box.now += DAY
    await box.start()
    assert.equal(await box.verify(one.texts[0]), 'not-genuine revocation.revoked')
    const other = await box.issue()
    assert.equal(await box.verify(other.texts[0]), 'genuine')
  })

  test('an old copy of the database gives no index again, and takes nothing back into force', async () => {
    const before = await box.issue()
    await box.stop()
    box.copyDatabase('data', 'old')
    await box.start()
    const [revoked, later] = [await box.issue(), await box.issue()]
    await box.post('/v1/revocations', { reason: 'wrong', certificates: revoked.texts })
    await box.stop()
    box.now += DAY
    await box.start()
    await box.stop()
    box.copyDatabase('old', 'data')
    box.now += 3600
    await box.start()
    assert.equal(await box.verify(revoked.texts[0]), 'not-genuine revocation.revoked')
    // The new list hands out from the next half hour on.
    assert.equal((await box.post('/v1/certificates', REQUEST)).status, 422)
    box.now += 1800
    const fresh = await box.issue()
    const lists = [before, later, fresh].map(({ receipt }) => receipt.split('/')[0])
    assert.equal(lists[0], lists[1])
    assert.notEqual(lists[1], lists[2])
  })

  test('without a readable published list nothing is issued after a restore', async () => {
    await box.stop()
    box.copyDatabase('old', 'data')
    rmSync(join(box.folder, 'published'), { recursive: true })
    await assert.rejects(
      box.start(),
      (error: PratiqueError) => error.code === 'usage.lists-restored',
    )
    assert.ok(!existsSync(join(box.folder, 'published', 'index.json')))
  })
})

test('published lists are whole, and named by what is in them', async () => {
  const box = new Box()
  try {
    await layEmptyCluster(join(box.folder, 'data'))
    const { address } = await box.start()
    const response = await fetch(`${address}/v1/lists/index.json`)
    assert.equal(response.headers.get('Cache-Control'), 'public, max-age=60')
    const { lists } = await response.json()
    const [{ file, list, number }] = lists
    const answer = await fetch(`${address}/v1/lists/${file}`)
    assert.match(answer.headers.get('Cache-Control') ?? '', /immutable/)
    const content = readListFile(new Uint8Array(await answer.arrayBuffer()))
    assert.ok(content.kind === 'list')
    assert.deepEqual([content.content.list, content.content.number], [list, number])
    assert.match(content.content.audit ?? '', /^[0-9a-f]{64}$/)
    const tag = answer.headers.get('ETag') ?? ''
    const again = await fetch(`${address}/v1/lists/${file}`, { headers: { 'If-None-Match': tag } })
    assert.equal(again.status, 304)
    for (const name of ['..%2fcards.pem', 'none.cbor', '%2e%2e', '']) {
      assert.equal((await fetch(`${address}/v1/lists/${name}`)).status, 404, name)
    }
  } finally {
    await box.end()
  }
})
