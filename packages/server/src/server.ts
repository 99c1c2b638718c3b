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
import { createDayKeys } from './batches/day-keys.ts'
import { startWorkers } from './batches/start-workers.ts'
import type { Config } from './config/config.ts'
import { isLoopback } from './http/address.ts'
import { createApp } from './http/app.ts'
import { createListener } from './http/connections.ts'
import { createCookies } from './http/cookies.ts'
import { createRate } from './http/rate.ts'
import { CALLBACK } from './http/routes/sessions.ts'
import type { People, Services } from './http/services.ts'
import { openSignIn } from './identity/open-sign-in.ts'
import { openAuthority, openForWork } from './issuing/open-authority.ts'
import { createPublishedLists } from './lists/published.ts'
import type { Log } from './operations/log.ts'
import { createMetrics } from './operations/metrics.ts'
import { startSchedule } from './operations/schedule.ts'
import { openDatabase } from './storage/database.ts'
import { openVerifying } from './verifying/open-verifying.ts'

/** Whoever is still asking has so long when the server closes. */
const GRACE_MS = 10_000

export interface ServerOptions {
  readonly log: Log
  /** Seconds since the epoch. */
  readonly now: () => number
  /** How long an edition of the lists is the newest, in seconds. Default: a day, and always but for the demonstration. */
  readonly periodSeconds?: number
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

/**
 * Starts a server.
 *
 * @throws {UsageError} `usage.config` if it cannot listen; and what opening its parts throws
 */
export async function startServer(
  config: Config,
  { log, now, periodSeconds, page: given }: ServerOptions,
): Promise<RunningServer> {
  const closing: (() => Promise<void> | void)[] = []
  const closeAll = async (): Promise<void> => {
    for (const close of closing.toReversed()) await close()
  }
  let isOpen = true
  try {
    const { roles, limits, listen, lists } = config
    const metrics = createMetrics()
    const issues = roles.includes('issuer')
    const works = issues || roles.includes('worker')
    const database = works ? await openDatabase(config.database) : undefined
    if (database) closing.push(() => database.close())
    const issuer =
      database && issues ? await openAuthority(config, database, { now, periodSeconds }) : undefined
    const working = database && {
      ...(issuer ?? (await openForWork(config, database, now))),
      ...{ db: database.db, dayKeys: createDayKeys(config.secrets) },
    }
    if (working) closing.push(() => working.close())
    if (database && issuer && working) {
      if (issuer.wasRestored)
        log.error('an old copy of the database: its lists are closed, a new one is begun')
      const { publisher, withdrawnKeys } = issuer
      const { dayKeys } = working
      const clock = { at: lists.at, periodSeconds, now }
      const schedule = startSchedule({
        database,
        dayKeys,
        publisher,
        withdrawnKeys,
        log,
        metrics,
        ...clock,
      })
      closing.push(() => schedule.end())
      await schedule.tick()
    }
    const workers =
      working &&
      startWorkers(config.batches.workers, {
        ...{ db: working.db, authority: working.authority, dayKeys: working.dayKeys, log, now },
        leaseSeconds: config.batches.leaseSeconds,
        countIssued: (count) => metrics.countIssued(count),
      })
    if (workers) closing.push(() => workers.end())
    const page = given ?? (config.page && readPageFiles(pathToFileURL(`${config.page.folder}/`)))
    const services: Services = {
      ...{ limits, log, metrics, now, isOpen: () => isOpen },
      ...{ rate: createRate(limits, listen.proxies), isLocal: isLoopback(listen.host) },
      ...(database && { database }),
      ...(page && { page }),
      ...(issuer && { issuer }),
      ...(issuer && config.oidc && { people: openPeople(config.oidc, now) }),
      ...(issuer &&
        workers && { batches: { dayKeys: working.dayKeys, wake: () => workers.wake() } }),
      ...(roles.includes('lists') && { lists: createPublishedLists(lists.folder) }),
      ...(roles.includes('verifier') && { verifying: await openVerifying(config, { log, now }) }),
    }
    const server = createListener(createApp(services), limits)
    const address = await startListening(server, listen)
    closing.push(async () => {
      isOpen = false
      const closed = once(server, 'close')
      server.close()
      const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS)
      server.closeIdleConnections()
      await closed
      clearTimeout(timer)
    })
    log.info('at work', { address, roles })
    return { address, services, close: closeAll }
  } catch (error) {
    await closeAll()
    throw error
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
