/**
 * The whole box on one machine, for trying it out: a specimen authority that issues, publishes and verifies in one
 * process, which nobody else may, and the page at the counter that takes its bundle.
 *
 * @module
 */

import { randomUUID } from 'node:crypto'
import { createServer } from 'node:net'
import { nodeCrypto } from '@pratique/node/crypto'
import { readPageFiles } from '@pratique/node/page'
import { loadBundle, type Quorum, writeQuorum } from 'pratique/bundle'
import { USAGE_CODES } from 'pratique/codes'
import { UsageError } from 'pratique/errors'
import { euDcc } from 'pratique/eu-dcc'
import type { TrustList } from 'pratique/trust'
import { createVerifier, type Verification } from 'pratique/verify'
import type { Config } from '../config/config.ts'
import { readConfig } from '../config/read-config.ts'
import { createApiKey, listApiKeys, revokeApiKey } from '../identity/api-keys.ts'
import { quorumOf } from '../lists/bundle.ts'
import { LATEST_BUNDLE } from '../lists/published.ts'
import { createLog } from '../operations/log.ts'
import { type RunningServer, startServer } from '../server.ts'
import { openKey } from '../signing/open-key.ts'
import type { Database } from '../storage/database.ts'
import { keepSpecimenAuthority } from './specimen-authority.ts'

const DAY = 86_400
/** Whoever takes a certificate back does not want to wait until tomorrow. */
export const PERIOD_SECONDS = 60
const LISTS = 'v1/lists'
const KEY_NAME = 'demonstration'
const SITE = 'laboratory-1'
const KEY_DAYS = 7
const SAMPLED_HOURS_AGO = 3

/** Where it is, unless somebody says otherwise, and as many ports after it are tried. */
const HOST = '127.0.0.1'
const FIRST_PORT = 8040
const MORE_PORTS = 20

export interface DemonstrationOptions {
  /** Where its state is kept: the next start goes on with it. */
  readonly folder: string
  /** Where the built page is. */
  readonly page: URL
  /** Default: 8040, or the next that is free. */
  readonly port?: number
  /** Seconds since the epoch. */
  readonly now: () => number
  /** Lines of the log that tell a fault. */
  readonly tellFault: (line: string) => void
}

/** The box at work, and a certificate that it has issued. */
export interface Demonstration {
  /** Of the page; such as `http://localhost:8040/`. */
  readonly address: string
  /** May issue, replace and take back. */
  readonly apiKey: string
  readonly text: string
  readonly verification: Verification
  readonly keyLists: readonly TrustList[]
  close(): Promise<void>
}

/**
 * Starts the box, and has it issue a negative PCR test over HTTP, as a laboratory would.
 *
 * @throws {UsageError} `usage.data-folder-locked` if another one has the folder, `usage.config` if it cannot listen
 */
export async function startDemonstration(options: DemonstrationOptions): Promise<Demonstration> {
  const { folder, now, page, tellFault } = options
  const file = await keepSpecimenAuthority(folder, now() - DAY)
  const port = options.port ?? (await findFreePort())
  const config = readDemonstrationConfig(file, port)
  const quorum = await readQuorum(config)
  const site = { quorum: writeQuorum(quorum), office: false, updates: `${LISTS}/${LATEST_BUNDLE}` }
  const server = await startServer(config, {
    ...{ now, page: readPageFiles(page, site), periodSeconds: PERIOD_SECONDS },
    log: createLog({ write: (line) => (line.includes('"level":"error"') ? tellFault(line) : {}) }),
  })
  try {
    const apiKey = await renewApiKey(databaseOf(server), now())
    const text = await issueSpecimen(server.address, apiKey, now())
    const verified = await verify(text, server.address, quorum, now())
    const address = `${server.address.replace(HOST, 'localhost')}/`
    return { ...verified, address, apiKey, text, close: () => server.close() }
  } catch (error) {
    await server.close()
    throw error
  }
}

/** Nothing of the environment counts: whoever has a server of their own may try this one too. */
function readDemonstrationConfig(file: string, port: number): Config {
  const flags = {
    PRATIQUE_ROLES: 'issuer,lists,verifier',
    PRATIQUE_HOST: HOST,
    PRATIQUE_PORT: String(port),
  }
  return readConfig({ file, environment: {}, flags, isDemonstration: true })
}

async function readQuorum({ bundle }: Config): Promise<Quorum> {
  const signers = bundle?.signers ?? []
  return quorumOf(
    await Promise.all(
      signers.map(async ({ name, ...place }) => ({ name, port: await openKey(place) })),
    ),
  )
}

function databaseOf({ services }: RunningServer): Database {
  if (services.database) return services.database
  throw new Error('unreachable: the box issues')
}

/** Keys are known by their hash alone, so that each start makes one, and takes back those before. */
async function renewApiKey({ db }: Database, now: number): Promise<string> {
  for (const { id, name, revoked_at: revokedAt } of await listApiKeys(db)) {
    if (name === KEY_NAME && revokedAt === null) await revokeApiKey(db, id, now)
  }
  const acts = ['issue', 'replace', 'revoke'] as const
  const expiresAt = now + KEY_DAYS * DAY
  return (await createApiKey(db, { name: KEY_NAME, acts, sites: [SITE], expiresAt })).key
}

/** What a laboratory asks for: the negative PCR test of a made-up person. */
export function specimenRequest(now: number): object {
  const sampled = new Date((now - SAMPLED_HOURS_AGO * 3600) * 1000)
  return {
    format: 'eu-dcc',
    order: {
      holder: { family: 'Hythlodaeus', given: 'Raphael', birthDate: '1978-03-01' },
      fact: {
        ...{ kind: 'test', disease: 'covid-19', class: 'naat', result: 'not-detected' },
        sampledAt: `${sampled.toISOString().slice(0, 16)}:00Z`,
        centre: 'Laboratory of Amaurote',
      },
    },
  }
}

async function issueSpecimen(address: string, apiKey: string, now: number): Promise<string> {
  const response = await fetch(`${address}/v1/certificates`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${apiKey}`,
      'Idempotency-Key': randomUUID(),
      'Content-Type': 'application/json',
      Accept: 'text/plain',
    },
    body: JSON.stringify(specimenRequest(now)),
  })
  const text = await response.text()
  if (response.status !== 201) throw toRefusal(response.status, text)
  return text.trim()
}

/**
 * Tells why the specimen was refused, by the code of the problem: an old copy may be deleted, and nothing else. What is no
 * fault of the one who tries it is ours.
 */
export function toRefusal(status: number, body: string): Error {
  const { code, detail = '' }: { readonly code?: string; readonly detail?: string } =
    JSON.parse(body)
  const known = USAGE_CODES.find((each) => each === code)
  if (known === undefined) return new Error(`the specimen was not issued: ${status} ${code ?? ''}`)
  const words = 'its state is an old copy: delete its folder, or wait until the next half hour'
  return new UsageError(known, known === 'usage.lists-restored' ? words : detail)
}

/** As anybody would who has nothing but the quorum, and what is published. */
async function verify(
  text: string,
  address: string,
  signedBy: Quorum,
  now: number,
): Promise<Pick<Demonstration, 'verification' | 'keyLists'>> {
  const response = await fetch(`${address}/${LISTS}/${LATEST_BUNDLE}`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  const { trust, revocation } = await loadBundle(bytes, { signedBy, crypto: nodeCrypto })
  const verifier = createVerifier({ formats: [euDcc], trust, revocation, crypto: nodeCrypto })
  const verification = await verifier.verify(text, { now })
  const keyLists = trust.findLists('hcert', verification.issuer?.country)
  return { verification, keyLists }
}

/** Somebody who names no port has no use for "in use". */
async function findFreePort(): Promise<number> {
  for (let port = FIRST_PORT; port < FIRST_PORT + MORE_PORTS; port++) {
    if (await isFree(port)) return port
  }
  return 0
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, HOST, () => probe.close(() => resolve(true)))
  })
}
