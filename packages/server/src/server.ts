/**
 * A server at work: opened by its configuration, and closed without losing anything.
 *
 * @module
 */

import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pathToFileURL } from 'node:url'
import { type PageFiles, readPageFiles } from '@pratique/node/page'
import { UsageError } from 'pratique/errors'
import { createDayKeys, type DayKeys } from './batches/day-keys.ts'
import { startWorkers } from './batches/start-workers.ts'
import type { BatchWorker } from './batches/worker.ts'
import type { Config } from './config/config.ts'
import { isLoopback } from './http/address.ts'
import { createApp } from './http/app.ts'
import { createListener } from './http/connections.ts'
import { createCookies } from './http/cookies.ts'
import { createRate } from './http/rate.ts'
import { CALLBACK } from './http/routes/sessions.ts'
import type { People, Services } from './http/services.ts'
import { openSignIn } from './identity/open-sign-in.ts'
import { type OpenAuthority, openAuthority, openForWork } from './issuing/open-authority.ts'
import { createPublishedLists } from './lists/published.ts'
import { type Log, toTrace } from './operations/log.ts'
import { createMetrics, type Metrics } from './operations/metrics.ts'
import { type Publishing, startSchedule } from './operations/schedule.ts'
import { type Database, openDatabase } from './storage/database.ts'
import { openVerifying } from './verifying/open-verifying.ts'

/** Whoever is still asking has so long when the server closes. */
const GRACE_MS = 10_000

export interface ServerOptions {
  readonly log: Log
  /** Seconds since the epoch. */
  readonly now: () => number
  /** How long an edition of the lists is the newest, in seconds. Default: a day, and always but for the demonstration. */
  readonly periodSeconds?: number
  /** How long whoever is still asking has when it ends, in milliseconds. Default: 10 000. */
  readonly graceMs?: number
  /** In place of those that the configuration names. */
  readonly page?: PageFiles
}

/** A server at work. */
export interface RunningServer {
  /** Such as `http://127.0.0.1:8080`. */
  readonly address: string
  readonly services: Services
  /** Takes no more requests, ends those under way, and lets go of everything. */
  close(): Promise<void>
}

/** What of a server is let go of when it closes. */
type Closing = (() => Promise<void> | void)[]

/**
 * Starts a server.
 *
 * @throws {UsageError} `usage.config` if it cannot listen or a folder is missing; `usage.lists-restored`, `usage.issuer`,
 *   `usage.key-file`, `usage.certificate`, `usage.file-unreadable` of what the configuration names
 * @throws {UnavailableError} `unavailable.database`, `unavailable.key-store`
 */
export async function startServer(config: Config, options: ServerOptions): Promise<RunningServer> {
  const closing: Closing = []
  let isOpen = true
  try {
    const metrics = createMetrics()
    const { listen, limits, roles } = config
    const services: Services = {
      ...{ limits, log: options.log, metrics, now: options.now, isOpen: () => isOpen },
      ...{ rate: createRate(limits, listen.proxies), isLocal: isLoopback(listen.host) },
      ...(await openIssuing(config, { ...options, metrics }, closing)),
      ...(await openServing(config, options)),
    }
    const server = createListener(createApp(services), limits)
    const address = await startListening(server, listen)
    closing.push(() => {
      isOpen = false
      return endListening(server, options.graceMs)
    })
    options.log.info('at work', { address, roles })
    return { address, services, close: () => closeAll(closing) }
  } catch (error) {
    // Why it did not start says more than what could not be closed then.
    await closeAll(closing).catch((other) =>
      options.log.error('a part was not closed', toTrace(other)),
    )
    throw error
  }
}

/** Closes all of it, the last first, also if some of it cannot be. @throws what could not be closed first */
async function closeAll(closing: Closing): Promise<void> {
  const faults: unknown[] = []
  for (const close of closing.toReversed()) {
    try {
      await close()
    } catch (error) {
      faults.push(error)
    }
  }
  if (faults.length > 0) throw faults[0]
}

/** What needs the database: who issues, takes batches in, or works on them. */
async function openIssuing(
  config: Config,
  options: ServerOptions & { readonly metrics: Metrics },
  closing: Closing,
): Promise<Pick<Services, 'database' | 'issuer' | 'people' | 'batches'>> {
  const { now, periodSeconds } = options
  const issues = config.roles.includes('issuer')
  if (!issues && !config.roles.includes('worker')) return {}
  const database = await openDatabase(config.database)
  closing.push(() => database.close())
  const dayKeys = createDayKeys(config.secrets)
  if (!issues) {
    const working = await openForWork(config, database, now)
    closing.push(() => working.close())
    await openSchedule({ ...options, database, dayKeys }, undefined, closing)
    openWorkers(config, { ...options, ...working, database, dayKeys }, closing)
    return { database }
  }
  const issuer = await openAuthority(config, database, { now, periodSeconds })
  closing.push(() => issuer.close())
  if (issuer.wasRestored)
    options.log.error('an old copy of the database: its lists are closed, a new one is begun')
  const publishing = { ...issuer, at: config.lists.at }
  await openSchedule({ ...options, database, dayKeys }, publishing, closing)
  const workers = openWorkers(config, { ...options, ...issuer, database, dayKeys }, closing)
  return {
    ...{ database, issuer, batches: { dayKeys, wake: () => workers.wake() } },
    ...(config.oidc && { people: openPeople(config.oidc, now) }),
  }
}

interface OpenParts extends ServerOptions {
  readonly metrics: Metrics
  readonly database: Database
  readonly dayKeys: DayKeys
}

/** Begins to work by the clock: what is due is done before anybody is let in. */
async function openSchedule(
  parts: OpenParts,
  publishing: Publishing | undefined,
  closing: Closing,
): Promise<void> {
  const schedule = startSchedule({ ...parts, publishing })
  closing.push(() => schedule.end())
  await schedule.tick()
}

function openWorkers(
  { batches }: Config,
  parts: OpenParts & Pick<OpenAuthority, 'authority'>,
  closing: Closing,
): BatchWorker {
  const { database, authority, dayKeys, metrics, log, now } = parts
  const workers = startWorkers(batches.workers, {
    ...{ db: database.db, authority, dayKeys, log, now, leaseSeconds: batches.leaseSeconds },
    countIssued: (count) => metrics.countIssued(count),
  })
  closing.push(() => workers.end())
  return workers
}

/** What needs files alone. */
async function openServing(
  config: Config,
  { log, now, page: given }: ServerOptions,
): Promise<Pick<Services, 'page' | 'lists' | 'verifying'>> {
  const { roles, lists } = config
  const page = given ?? (config.page && readPageFiles(pathToFileURL(`${config.page.folder}/`)))
  return {
    ...(page && { page }),
    ...(roles.includes('lists') && { lists: createPublishedLists(lists.folder) }),
    ...(roles.includes('verifier') && { verifying: await openVerifying(config, { log, now }) }),
  }
}

function openPeople(oidc: NonNullable<Config['oidc']>, now: () => number): People {
  const { origin, home, sessionMinutes } = oidc
  return {
    ...{ origin, home, cookies: createCookies(origin), sessionSeconds: sessionMinutes * 60 },
    signIn: openSignIn(oidc, CALLBACK, now),
  }
}

async function startListening(server: Server, { host, port }: Config['listen']): Promise<string> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (cause) {
    const words = `it cannot listen on ${host}, port ${port}: choose another with listen.host and listen.port`
    throw new UsageError('usage.config', words, { cause })
  }
  const { port: taken } = server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${taken}`
}

/** Takes no more requests. Whoever is still asking has some time. */
async function endListening(server: Server, graceMs = GRACE_MS): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  const timer = setTimeout(() => server.closeAllConnections(), graceMs)
  server.closeIdleConnections()
  await closed
  clearTimeout(timer)
}
