/**
 * An authority of a run: PostgreSQL, an issuer and workers, each a process of its own, and how much memory they take.
 *
 * @module
 */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createApiKey, keepSpecimenAuthority, openDatabase } from '@pratique/server'
import { startPostgres } from '../../packages/server/test/databases.ts'

/** As it is installed. */
const PROGRAM = fileURLToPath(new URL('../../packages/cli/bin/pratique.js', import.meta.url))
const SAMPLE_MS = 250

/** A server, in a process of its own. */
export interface ServerProcess {
  readonly address: string
  readonly pid: number
  /** Its processor time so far, in seconds. */
  cpuSeconds(): number
  end(): Promise<void>
}

/** What runs. */
export interface RunningAuthority {
  readonly address: string
  /** Of laboratories that may issue, each with a key for its own site. */
  readonly keys: readonly string[]
  /** The most that any of our processes has taken at once, in MB, since it was asked last. */
  takePeak(): number
  /** Processor time of all of them so far, in seconds. */
  cpuSeconds(): number
  end(): Promise<void>
}

export interface AuthorityOptions {
  /** A process for each; `issuer` is one of them. */
  readonly roles: readonly string[]
  readonly laboratories: number
}

/** Starts it on a PostgreSQL of its own. */
export async function startAuthority({
  roles,
  laboratories,
}: AuthorityOptions): Promise<RunningAuthority> {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-load-'))
  const postgres = await startPostgres()
  const url = await postgres.createUrl()
  const file = await keepSpecimenAuthority(folder, Date.now() / 1000 - 86_400)
  const config = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify({ ...config, database: { url } }))
  const servers: ServerProcess[] = []
  for (const role of roles) servers.push(await startServerProcess(file, role))
  const memory = watchMemory(servers)
  return {
    address: servers[roles.indexOf('issuer')]?.address ?? '',
    keys: await makeKeys(url, laboratories),
    takePeak: memory.takePeak,
    cpuSeconds: () => servers.reduce((sum, server) => sum + server.cpuSeconds(), 0),
    async end() {
      memory.end()
      await Promise.all(servers.map((server) => server.end()))
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Starts a server of a configuration, as it is installed. */
export async function startServerProcess(file: string, roles: string): Promise<ServerProcess> {
  const args = [PROGRAM, 'serve', '--config', file, '--roles', roles, '--port', '0']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  const told = child.stderr.setEncoding('utf8')
  child.stderr.pipe(process.stderr)
  const [text] = await Promise.race([once(told, 'data'), once(child, 'exit')])
  const address = /https?:\/\/[^/\s]+/.exec(String(text))?.[0]
  const { pid } = child
  if (address === undefined || pid === undefined) {
    throw new Error(`the process of the role ${roles} did not start`)
  }
  return {
    ...{ address, pid },
    cpuSeconds: () => readCpuSeconds(pid),
    async end() {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

async function makeKeys(url: string, laboratories: number): Promise<readonly string[]> {
  const database = await openDatabase({ url })
  const expiresAt = Date.now() / 1000 + 86_400
  const keys: string[] = []
  for (let number = 1; number <= laboratories; number++) {
    const made = {
      name: `load-${number}`,
      acts: ['issue', 'batch'],
      sites: [`lab-${number}`],
    } as const
    keys.push((await createApiKey(database.db, { ...made, expiresAt })).key)
  }
  await database.close()
  return keys
}

/** By what Linux says of each process (proc(5), VmRSS). */
function watchMemory(servers: readonly ServerProcess[]) {
  let peak = 0
  const timer = setInterval(() => {
    for (const { pid } of servers) peak = Math.max(peak, readMegabytes(pid))
  }, SAMPLE_MS)
  return {
    takePeak(): number {
      const taken = peak
      peak = 0
      return taken
    },
    end: () => clearInterval(timer),
  }
}

/** User and system time, in ticks of a hundredth (proc(5), fields 14 and 15). */
function readCpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const [user = Number.NaN, system = Number.NaN] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number)
  return (user + system) / 100
}

function readMegabytes(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) / 1024
  } catch {
    return Number.NaN
  }
}
