/**
 * A made-up authority on a database, and its server in this process.
 *
 * @module
 */

import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { euDcc } from 'pratique/eu-dcc'
import { issueEuDcc, issueSmartHealthCard, issueVdsNc } from 'pratique/issue'
import { nameIssuers, openList } from 'pratique/revocation'
import { createTrustStore } from 'pratique/trust'
import { makeIssuerKit, PROFILE } from '../../pratique/test/made-issuer.ts'
import {
  COMMON_NAME,
  COUNTRY,
  makeCertificate,
  makeKeys,
} from '../../pratique/test/make-certificate.ts'
import { toSigner } from '../../pratique/test/make-signer.ts'
import { createDayKeys } from '../src/batches/day-keys.ts'
import { type BatchWorker, startWorker, type WorkerOptions } from '../src/batches/worker.ts'
import { type App, createApp } from '../src/http/app.ts'
import { createRate } from '../src/http/rate.ts'
import type { Limits, People, Services } from '../src/http/services.ts'
import { ACTS, type Act } from '../src/identity/acts.ts'
import { createApiKey } from '../src/identity/api-keys.ts'
import { openWithdrawnKeys } from '../src/identity/withdrawn-keys.ts'
import { createAuthority, type Signatory } from '../src/issuing/authority.ts'
import { createLog } from '../src/operations/log.ts'
import { createMetrics } from '../src/operations/metrics.ts'
import type { Database } from '../src/storage/database.ts'
import { createListStore } from '../src/storage/list-store.ts'
import { createVerifying } from '../src/verifying/verifying.ts'
import { holdToDescription } from './description.ts'

const LIMITS: Limits = { bodyBytes: 64 * 1024, perMinute: 100_000, seconds: 30 }

/** A server to ask, and what tests know of it. */
export interface TestServer {
  readonly app: App
  readonly database: Database
  readonly secret: Uint8Array
  /** Lines of the log. */
  readonly log: readonly string[]
  /** The folder of the secrets. */
  readonly secrets: string
  /** Works on batches until it is ended. */
  startWorker(options?: Partial<WorkerOptions>): BatchWorker
  key(options?: {
    acts?: readonly Act[]
    sites?: readonly string[]
    days?: number
  }): Promise<string>
  request(path: string, init: RequestInit): Promise<Response>
  post(path: string, body: unknown, options?: PostOptions): Promise<Response>
}

export interface PostOptions {
  readonly key?: string
  readonly once?: string
  readonly accept?: string
}

export interface TestServerOptions {
  readonly now?: () => number
  readonly limits?: Partial<Limits>
  /** Over a database that has its lists already. */
  readonly isSecond?: boolean
  /** With the roles that it never has beside issuing: for what holds for every route. */
  readonly isWhole?: boolean
  readonly secret?: Uint8Array
  /** With a key for VDS-NC seals. */
  readonly hasSeals?: boolean
  /** What published lists say of the log of acts. */
  readonly heads?: readonly string[]
  readonly proxies?: number
  /** How people sign in; absent: they do not. */
  readonly people?: People
  readonly secrets?: string
}

/** Makes an authority with one key a format, a list and a server. */
export async function makeServer(
  database: Database,
  {
    now = () => Date.now() / 1000,
    limits = {},
    isSecond = false,
    isWhole = false,
    hasSeals = false,
    heads = [],
    people,
    proxies,
    ...given
  }: TestServerOptions = {},
): Promise<TestServer> {
  const store = createListStore(database.db)
  const secret = given.secret ?? new Uint8Array(randomBytes(32))
  if (!isSecond) {
    await openList({ store, now })
    await nameIssuers(store, new Map([['hcert', PROFILE.country]]))
  }
  const secrets = given.secrets ?? makeFolder()
  const withdrawnKeys = openWithdrawnKeys(database.db, secrets)
  const keys = makeKeys()
  const subject = [
    [COUNTRY, 'UT'],
    [COMMON_NAME, 'Utopia DSC'],
  ] as const
  const certificate = makeCertificate({ keys, subject })
  const authority = await createAuthority({
    profile: PROFILE,
    signatories: [
      {
        ...{ signer: toSigner(keys), certificate, sites: ['*'] },
        formats: [issueEuDcc, issueSmartHealthCard],
      },
      ...(hasSeals ? [await makeSealSignatory()] : []),
    ],
    ...{ store, secret, now },
    withdrawn: () => withdrawnKeys.list(),
  })
  const log: string[] = []
  const logger = createLog({ write: (line) => void log.push(line) })
  const dayKeys = createDayKeys(secrets)
  const workers: BatchWorker[] = []
  const services = {
    ...{
      database,
      now,
      issuer: { authority, store, secret, withdrawnKeys, publishedHeads: async () => heads },
      limits: { ...LIMITS, ...limits },
    },
    batches: { dayKeys, wake: () => workers.map((worker) => worker.wake()) },
    ...{ log: logger, metrics: createMetrics() },
    isOpen: () => true,
    rate: createRate({ ...LIMITS, ...limits }, proxies),
    ...(people && { people }),
  }
  const app = holdToDescription(createApp(isWhole ? { ...services, ...others(now) } : services))
  let own: Promise<string> | undefined
  const key: TestServer['key'] = async ({ acts = ACTS, sites = ['lab-1'], days = 1 } = {}) => {
    const expiresAt = Math.floor(now()) + days * 86_400
    return (await createApiKey(database.db, { name: 'test', acts, sites, expiresAt })).key
  }
  return {
    ...{ app, database, secret, log, key, secrets },
    request: async (path, init) => app.request(path, init),
    startWorker(options = {}) {
      const common = { db: database.db, authority, dayKeys, log: logger, now }
      const worker = startWorker({ ...common, countIssued: () => {}, ...options })
      workers.push(worker)
      return worker
    },
    async post(path, body, { key: given, once = randomUUID(), accept } = {}) {
      own ??= key()
      const headers = new Headers({
        'Content-Type': 'application/json',
        Authorization: `Bearer ${given ?? (await own)}`,
        'Idempotency-Key': once,
        ...(accept !== undefined && { Accept: accept }),
      })
      return app.request(path, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      })
    },
  }
}

async function makeSealSignatory(): Promise<Signatory> {
  const { keys, certificate } = await makeIssuerKit('vds-nc')
  return { signer: toSigner(keys), certificate, sites: ['*'], formats: [issueVdsNc] }
}

/** A verifier that trusts nobody, and lists of which none is published. */
function others(now: () => number): Pick<Services, 'verifying' | 'lists'> {
  const trust = createTrustStore({ records: [] })
  return {
    verifying: createVerifying({ formats: [euDcc], revocation: [], trust, now }),
    lists: { read: () => undefined },
  }
}

const folders = new Set<string>()

process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-secrets-'))
  folders.add(folder)
  return folder
}
