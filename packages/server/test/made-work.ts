/**
 * A server at work, which tests stop, start again, and set the clock of.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
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

/** A server by a configuration, over a folder and a clock of the test's. */
export class Work {
  readonly folder = mkdtempSync(join(tmpdir(), 'pratique-work-'))
  readonly receipts: string[] = []
  now = Date.now() / 1000 - 30 * DAY
  readonly #environment: Readonly<Record<string, string>>
  #server: RunningServer | undefined
  #key = ''

  constructor(environment: Readonly<Record<string, string>> = {}) {
    this.#environment = environment
  }

  async start(): Promise<void> {
    const file = await keepSpecimenAuthority(this.folder, this.now - DAY)
    if (!this.#environment['PRATIQUE_DATABASE_URL']) {
      await layEmptyCluster(join(this.folder, 'data'))
    }
    const environment = { ...this.#environment, PRATIQUE_PORT: '0' }
    const given = readConfig({ file, environment, flags: {} })
    const config = { ...given, limits: { ...given.limits, perMinute: 100_000 } }
    const log = createLog({ write: () => {} })
    this.#server = await startServer(config, { log, now: () => this.now })
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

  /** @returns the code of a problem, `gone` if nobody answered, or the text that was issued, whose place is noted */
  async issue(): Promise<{ readonly code: string } | { readonly text: string }> {
    try {
      const response = await this.post('/v1/certificates', REQUEST)
      const answer = JSON.parse(await response.text())
      if (response.status !== 201) return { code: answer.code }
      this.receipts.push(answer.receipt)
      return { text: answer.texts[0] }
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

  requireEachPlaceOnce(): void {
    assert.equal(new Set(this.receipts).size, this.receipts.length)
  }
}

/** Reads a file of a folder. */
export function read(folder: string, name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(join(folder, name)))
}
