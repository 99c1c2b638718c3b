/**
 * From an authority's server to who verifies: what it publishes is picked up by the page and by the command line, what
 * it takes back is refused there from the next update on, and stays so when the server is gone.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { randomUUID, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { pratique } from '../../packages/cli/test/pratique.ts'
import { readPageFiles } from '../../packages/node/src/page.ts'
import { readKeyFile } from '../../packages/node/src/signing/key-file.ts'
import { type Quorum, writeQuorum } from '../../packages/pratique/src/bundle.ts'
import { readConfig } from '../../packages/server/src/config/read-config.ts'
import { specimenRequest } from '../../packages/server/src/demonstration/demonstration.ts'
import { keepSpecimenAuthority } from '../../packages/server/src/demonstration/specimen-authority.ts'
import { type Act, EVERY_SITE, STRONG_ACTS } from '../../packages/server/src/identity/acts.ts'
import { createApiKey } from '../../packages/server/src/identity/api-keys.ts'
import { fingerprintOf } from '../../packages/server/src/identity/withdrawn-keys.ts'
import { createLog } from '../../packages/server/src/operations/log.ts'
import { type RunningServer, startServer } from '../../packages/server/src/server.ts'
import { layEmptyCluster } from '../../packages/server/test/databases.ts'
import {
  type OpenBrowser,
  openBrowser,
  SKIPPED,
  startAtHome,
} from '../../packages/web/test/browser.ts'
import { drawCodes, writeFilm } from '../../packages/web/test/fake-camera.ts'
import { openLists, openPage, scan, waitForWorker } from '../../packages/web/test/on-page.ts'

const DAY = 86_400
const MINUTE = 60
const PAGE = new URL('../../packages/web/dist/', import.meta.url)
const POLICY = new URL('../../packages/cli/data/policies/pcr-72h.json', import.meta.url)

/** A server whose lists are of the minute, and whose clock the test sets: some minutes ago, so that nothing is to come. */
class Authority {
  readonly folder = mkdtempSync(join(tmpdir(), 'pratique-box-'))
  now = Math.floor(Date.now() / 1000) - 30 * MINUTE
  #port = 0
  #server: RunningServer | undefined

  get address(): string {
    return `http://localhost:${this.#port}/`
  }

  get index(): string {
    return `${this.address}v1/lists/index.json`
  }

  get quorum(): Quorum {
    const { key } = readKeyFile(new Uint8Array(readFileSync(join(this.folder, 'bundle.pem'))))
    return { threshold: 1, keys: [{ name: 'Utopia', key }] }
  }

  async start(): Promise<void> {
    this.#port ||= await findPort()
    const file = await keepSpecimenAuthority(this.folder, this.now - DAY)
    const site = {
      quorum: writeQuorum(this.quorum),
      office: false,
      updates: 'v1/lists/latest.bundle',
    }
    await layEmptyCluster(join(this.folder, 'data'))
    this.#server = await startServer(
      readConfig({ file, environment: { PRATIQUE_PORT: String(this.#port) }, flags: {} }),
      {
        log: createLog({ write: () => {} }),
        now: () => this.now,
        periodSeconds: MINUTE,
        page: readPageFiles(PAGE, site),
      },
    )
  }

  /** The next edition, with what has changed in its files. */
  async publish(): Promise<void> {
    await this.stop()
    this.now += MINUTE
    await this.start()
  }

  async stop(): Promise<void> {
    await this.#server?.close()
    this.#server = undefined
  }

  change(members: (config: Record<string, unknown> & { bundle: object }) => object): void {
    const path = join(this.folder, 'pratique.config.json')
    const config = JSON.parse(readFileSync(path, 'utf8'))
    writeFileSync(path, JSON.stringify({ ...config, ...members(config) }))
  }

  /** One person proposes it, and another approves. */
  async withdraw(certificate: string): Promise<void> {
    const { publicKey } = new X509Certificate(readFileSync(join(this.folder, certificate)))
    const spki = publicKey.export({ type: 'spki', format: 'der' })
    const fingerprint = fingerprintOf(spki)
    const asked = await this.post(`signing-keys/${fingerprint}/withdrawal`, { act: 'withdraw-key' })
    const { proposal } = JSON.parse(asked)
    await this.post(`proposals/${proposal}/approval`, { act: 'approve' })
  }

  issue(body: unknown): Promise<string> {
    return this.post('certificates', { act: 'issue', body, accept: 'text/plain' })
  }

  async revoke(text: string): Promise<void> {
    await this.post('revocations', {
      act: 'revoke',
      body: { reason: 'wrong', certificates: [text] },
    })
  }

  /** Asks for an act with a key that is for it alone. */
  async post(
    path: string,
    { act, body, accept = 'application/json' }: { act: Act; body?: unknown; accept?: string },
  ): Promise<string> {
    const db = this.#server?.services.database?.db
    assert.ok(db)
    const sites = STRONG_ACTS.includes(act) ? [EVERY_SITE] : ['lab-1']
    const made = { name: act, acts: [act], sites, expiresAt: this.now + DAY }
    const { key } = await createApiKey(db, made)
    const response = await fetch(`${this.address}v1/${path}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Accept: accept,
        Authorization: `Bearer ${key}`,
        'Idempotency-Key': randomUUID(),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    assert.ok(response.ok, await response.clone().text())
    return (await response.text()).trim()
  }
}

describe('what an authority publishes', { skip: SKIPPED }, () => {
  const authority = new Authority()
  const { folder } = authority
  const data = join(folder, 'verifier')
  const quorumFile = join(folder, 'quorum.json')
  const certificate = join(folder, 'certificate.txt')
  let text: string
  let browser: OpenBrowser
  let page: Page

  before(async () => {
    await keepSpecimenAuthority(folder, authority.now - DAY)
    cpSync(POLICY, join(folder, 'pcr-72h.json'))
    authority.change(({ bundle }) => ({ bundle: { ...bundle, policies: ['pcr-72h.json'] } }))
    await authority.start()
    text = await authority.issue(specimenRequest(authority.now))
    writeFileSync(certificate, text)
    writeFileSync(quorumFile, JSON.stringify(writeQuorum(authority.quorum)))
    const film = join(folder, 'film.y4m')
    writeFilm(film, drawCodes([{ text }]))
    browser = await openBrowser(film)
    await startAtHome(browser.context)
  })
  after(async () => {
    await browser?.close()
    await authority.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  async function fetchLists(...args: readonly string[]): Promise<number | null> {
    const ended = await pratique(['lists', 'fetch', '--data-dir', data, ...args])
    assert.ok(ended.exitCode === 0 || ended.exitCode === 20, ended.stderr)
    return ended.exitCode
  }

  async function verify(...args: readonly string[]): Promise<string> {
    const all = ['verify', certificate, '--data-dir', data, '--json', ...args]
    const { stdout } = await pratique(all)
    const { verdict, exitCode } = JSON.parse(stdout)
    return `${verdict} ${exitCode}`
  }

  async function update(): Promise<string> {
    await openLists(page)
    await page.getByRole('button', { name: 'Ask over the network' }).click()
    const answer = page.locator('p[role=status].good, p[role=status].bad')
    await answer.waitFor()
    return (await answer.innerText()).trim()
  }

  it('makes its certificates genuine, and accepted by its rules, in the page and on the command line', async () => {
    assert.equal(await fetchLists(authority.index, '--quorum', quorumFile), 0)
    assert.equal(await verify(), 'genuine 3')
    assert.equal(await verify('--to', 'CH'), 'accepted 0')
    page = await openPage(browser.context, authority.address)
    await waitForWorker(page)
    await update()
    assert.match(await scan(page), /^genuine/)
  })

  it('makes what is taken back not genuine from the next update on', async () => {
    await authority.revoke(text)
    await authority.publish()
    assert.equal(await verify(), 'genuine 3')
    assert.equal(await fetchLists(), 0)
    assert.equal(await verify(), 'not-genuine 14')
    assert.equal(await verify('--to', 'CH'), 'not-genuine 14')
    assert.match(await update(), /^Bundle \d+ is loaded/)
    assert.match(await scan(page), /^not-genuine revocation.revoked \(14\)/)
    await authority.stop()
    assert.equal(await fetchLists(), 20)
    assert.equal(await verify(), 'not-genuine 14')
    await page.reload()
    assert.match(await scan(page), /^not-genuine revocation.revoked \(14\)/)
  })

  it('goes on by what came since, and never back', async () => {
    const path = join(folder, 'published', 'index.json')
    const before = readFileSync(path)
    await authority.publish()
    const { stdout } = await pratique(['lists', 'fetch', '--data-dir', data, '--json'])
    const [list] = JSON.parse(stdout).lists
    assert.deepEqual([list.newest, list.number, list.isNew], [3, 3, true])
    const newest = readFileSync(path)
    writeFileSync(path, before)
    const old = await pratique(['lists', 'fetch', '--data-dir', data])
    assert.equal(old.exitCode, 2)
    assert.match(old.stderr, /\[usage\.bundle-rollback\]/)
    writeFileSync(path, newest)
    assert.equal(await verify(), 'not-genuine 14')
  })

  it('makes nothing of a key that was stolen', async () => {
    await authority.withdraw('certificates.crt')
    await assert.rejects(authority.issue(specimenRequest(authority.now)), /usage\.issuer/)
    await authority.publish()
    assert.equal(await fetchLists(), 0)
    assert.equal(await verify(), 'not-genuine 13')
    assert.match(await update(), /^Bundle \d+ is loaded/)
    assert.match(await scan(page), /^not-genuine key-usage.withdrawn \(13\)/)
  })

  it('stays so when the server is gone', async () => {
    await authority.stop()
    assert.equal(await fetchLists(), 20)
    assert.equal(await verify(), 'not-genuine 13')
    await browser.context.setOffline(true)
    await page.reload()
    assert.match(await update(), /^No bundle could be fetched/)
    assert.match(await scan(page), /^not-genuine key-usage.withdrawn \(13\)/)
  })
})

async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  assert.ok(address && typeof address === 'object')
  return address.port
}
