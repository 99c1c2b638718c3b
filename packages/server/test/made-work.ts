/**
 * A server at work, which tests stop, start again, and set the clock of.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readListFile } from 'pratique/revocation'
import { readConfig } from '../src/config/read-config.ts'
import { keepSpecimenAuthority } from '../src/demonstration/specimen-authority.ts'
import type { Services } from '../src/http/services.ts'
import { createApiKey } from '../src/identity/api-keys.ts'
import { readEditionIndex } from '../src/lists/published.ts'
import { createLog } from '../src/operations/log.ts'
import { type RunningServer, startServer } from '../src/server.ts'
import { layEmptyCluster } from './databases.ts'
import { REQUEST } from './made-requests.ts'

const DAY = 86_400

export interface WorkOptions {
  /** PostgreSQL's address. Default: an embedded database. */
  readonly url?: string
  /** Whether an embedded database makes its own files, which takes seconds. Default: it has those of an empty one. */
  readonly isBare?: boolean
  /** How long whoever is still asking has when it ends. Default: as for all. */
  readonly graceMs?: number
}

/** A certificate that was issued. */
export interface Made {
  readonly text: string
  readonly receipt: string
}

/** A server by a configuration, over a folder and a clock of the test's. */
export class Work {
  readonly folder = mkdtempSync(join(tmpdir(), 'pratique-work-'))
  readonly receipts: string[] = []
  now = Date.now() / 1000 - 30 * DAY
  readonly #options: WorkOptions
  #server: RunningServer | undefined
  #key = ''

  constructor(options: WorkOptions = {}) {
    this.#options = options
  }

  async start(): Promise<void> {
    const file = await keepSpecimenAuthority(this.folder, this.now - DAY)
    const { url, isBare = false, ...rest } = this.#options
    if (url === undefined && !isBare) await layEmptyCluster(join(this.folder, 'data'))
    const environment = { PRATIQUE_PORT: '0', ...(url && { PRATIQUE_DATABASE_URL: url }) }
    const given = readConfig({ file, environment, flags: {} })
    const config = { ...given, limits: { ...given.limits, perMinute: 100_000 } }
    const log = createLog({ write: () => {} })
    this.#server = await startServer(config, { log, now: () => this.now, ...rest })
    const { database } = this.services
    assert.ok(database)
    const made = { name: 'test', acts: ['issue', 'revoke'], sites: ['lab-1'] } as const
    const expiresAt = this.now + 100 * DAY
    this.#key ||= (await createApiKey(database.db, { ...made, expiresAt })).key
  }

  async stop(): Promise<void> {
    await this.#server?.close()
    this.#server = undefined
  }

  async end(): Promise<void> {
    await this.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }

  get services(): Services {
    assert.ok(this.#server)
    return this.#server.services
  }

  get address(): string {
    assert.ok(this.#server)
    return this.#server.address
  }

  post(path: string, body: unknown): Promise<Response> {
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

  /** @returns the code of a problem, `bug` if it has none, `gone` if nobody answered; or what was issued, whose place is noted */
  async issue(): Promise<{ readonly code: string } | Made> {
    try {
      const response = await this.post('/v1/certificates', REQUEST)
      const { code = 'bug', texts, receipt } = JSON.parse(await response.text())
      if (response.status !== 201) return { code }
      this.receipts.push(receipt)
      return { text: texts[0], receipt }
    } catch {
      return { code: 'gone' }
    }
  }

  index() {
    return readEditionIndex(join(this.folder, 'published'))
  }

  /** How many are revoked, by list. */
  revoked(): ReadonlyMap<number, number> {
    const folder = join(this.folder, 'published')
    return new Map(
      this.index().lists.map(({ list, file }) => {
        const opened = readListFile(read(folder, file))
        assert.ok(opened.kind === 'list')
        return [list, opened.content.revoked.length]
      }),
    )
  }

  /** Issues where nothing is in the way. */
  async issueOne(): Promise<Made> {
    const made = await this.issue()
    assert.ok('text' in made, JSON.stringify(made))
    return made
  }

  async takeBack({ text }: Made): Promise<void> {
    const response = await this.post('/v1/revocations', { reason: 'wrong', certificates: [text] })
    assert.equal(response.status, 200)
  }

  /** Stops, and is at work again so much later. */
  async goOn(seconds: number): Promise<void> {
    await this.stop()
    this.now += seconds
    await this.start()
  }

  /** Puts the embedded database's files in another place, while nobody has them. */
  copyDatabase(from: string, to: string): void {
    rmSync(join(this.folder, to), { recursive: true, force: true })
    cpSync(join(this.folder, from), join(this.folder, to), { recursive: true })
  }

  requireEachPlaceOnce(): void {
    assert.equal(new Set(this.receipts).size, this.receipts.length)
  }
}

/** Reads a file of a folder. */
export function read(folder: string, name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(join(folder, name)))
}
