/**
 * An authority of a run: PostgreSQL, an issuer and workers, each a process of its own, and how much memory they take.
 *
 * @module
 */

import { type ChildProcess, spawn } from 'node:child_process'
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

/** What runs. */
export interface RunningAuthority {
  readonly address: string
  /** Of a laboratory that may issue. */
  readonly key: string
  /** The most that any of our processes has taken at once, in MB, since it was asked last. */
  takePeak(): number
  /** Processor time of all of them so far, in seconds. */
  cpuSeconds(): number
  end(): Promise<void>
}

/** Starts it: two workers, one of them in the issuer. */
export async function startAuthority(): Promise<RunningAuthority> {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-load-'))
  const postgres = await startPostgres()
  const url = await postgres.createUrl()
  const file = await keepSpecimenAuthority(folder, Date.now() / 1000 - 86_400)
  const config = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify({ ...config, database: { url } }))
  const issuer = await start(file, 'issuer')
  const worker = await start(file, 'worker')
  const children = [issuer.child, worker.child]
  const memory = watchMemory(children)
  return {
    address: issuer.address,
    key: await makeKey(url),
    takePeak: memory.takePeak,
    cpuSeconds: () => children.reduce((sum, { pid }) => sum + readCpuSeconds(pid ?? 0), 0),
    async end() {
      memory.end()
      for (const child of children) child.kill('SIGTERM')
      await Promise.all(children.map((child) => child.exitCode ?? once(child, 'exit')))
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function start(
  file: string,
  roles: string,
): Promise<{ readonly child: ChildProcess; readonly address: string }> {
  const args = [PROGRAM, 'serve', '--config', file, '--roles', roles, '--port', '0']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  const told = child.stderr.setEncoding('utf8')
  child.stderr.pipe(process.stderr)
  const [text] = await Promise.race([once(told, 'data'), once(child, 'exit')])
  const address = /https?:\/\/[^/\s]+/.exec(String(text))?.[0]
  if (address !== undefined) return { child, address }
  throw new Error(`the process of the role ${roles} did not start`)
}

async function makeKey(url: string): Promise<string> {
  const database = await openDatabase({ url })
  const expiresAt = Date.now() / 1000 + 86_400
  const made = { name: 'load', acts: ['issue', 'batch'], sites: ['lab-1'], expiresAt } as const
  const { key } = await createApiKey(database.db, made)
  await database.close()
  return key
}

/** By what Linux says of each process (proc(5), VmRSS). */
function watchMemory(children: readonly ChildProcess[]) {
  let peak = 0
  const timer = setInterval(() => {
    for (const { pid } of children) peak = Math.max(peak, readMegabytes(pid ?? 0))
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
