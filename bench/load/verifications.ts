/**
 * Verifications that a program asks a server for, beside the library that it could hold itself.
 *
 * @module
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportRecords } from 'pratique/trust'
import { perSecond, startWorker } from '../cases/two-workers.ts'
import { makeDccSamples } from '../made/dcc.ts'
import { NOW, toRecords } from '../made/issuers.ts'
import type { Samples } from '../made/samples.ts'
import { median, quantile, ratioTo, shuffle } from '../statistics.ts'
import { type Client, createClient } from './client.ts'
import { type ServerProcess, startServerProcess } from './processes.ts'
import type { Figure } from './report.ts'

/** Of the library's own rate (issue 8). */
const LEAST_SHARE = 0.6
/** So many ask at once: the server always has something to do. */
const AT_ONCE = 16
/** Of slices: what a machine shows on which nobody else works. */
const TENTH = 0.1

export interface VerificationsPlan {
  /** Texts, all distinct. */
  readonly count: number
  readonly warmUpMs: number
  readonly rounds: number
  readonly sliceMs: number
}

/** What was reached in a slice: by the clock, and processor time of one. */
interface Slice {
  readonly aSecond: number
  readonly cpuMicros: number
}

/**
 * Measures it: in each round a slice of the server and a slice of the library, in an order drawn anew. The library works in
 * two threads, as the server has who asks it beside it: a processor is slower while the one beside it is busy.
 */
export async function measureVerifications(plan: VerificationsPlan): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-load-'))
  const samples = await makeDccSamples(plan.count)
  const server = await startServerProcess(writeConfig(folder, samples), 'verifier')
  const client = createClient(server.address)
  const workers = [await startWorker(plan.count), await startWorker(plan.count)]
  const library = async (forMs: number): Promise<Slice> => {
    const [cpu, begun] = [process.cpuUsage(), performance.now()]
    const aSecond = await perSecond(workers, { what: 'pratique', forMs })
    const { user, system } = process.cpuUsage(cpu)
    const done = (aSecond * (performance.now() - begun)) / 1000
    return { aSecond, cpuMicros: (user + system) / done }
  }
  try {
    if (await isGenuine(client, samples.changed.text)) {
      throw new Error('the server takes a changed signature for genuine')
    }
    return toFigures(await compare(createAsking(server, client, samples), library, plan))
  } finally {
    client.end()
    await Promise.all(workers.map((worker) => worker.terminate()))
    await server.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

type Run = (forMs: number) => Promise<Slice>

interface Round {
  readonly server: Slice
  readonly library: Slice
}

async function compare(
  server: Run,
  library: Run,
  { warmUpMs, rounds, sliceMs }: VerificationsPlan,
): Promise<readonly Round[]> {
  for (const run of [server, library]) await run(warmUpMs)
  const done: Round[] = []
  for (let round = 0; round < rounds; round++) {
    const slices = new Map<Run, Slice>()
    for (const run of shuffle([server, library])) slices.set(run, await run(sliceMs))
    const [ofServer, ofLibrary] = [slices.get(server), slices.get(library)]
    if (ofServer && ofLibrary) done.push({ server: ofServer, library: ofLibrary })
  }
  return done
}

function toFigures(rounds: readonly Round[]): readonly Figure[] {
  const of = (who: keyof Round, what: keyof Slice): readonly number[] =>
    rounds.map((round) => round[who][what])
  const [server, library] = [of('server', 'cpuMicros'), of('library', 'cpuMicros')]
  const best = quantile(library, TENTH) / quantile(server, TENTH)
  const { median: middle, low, high } = ratioTo(library, server)
  const told = (who: keyof Round, what: keyof Slice): string => median(of(who, what)).toFixed(0)
  return [
    {
      what: 'verifications, of those that the library alone makes in the same processor time: fastest tenth of each',
      reached: best.toFixed(2),
      goal: `≥ ${LEAST_SHARE}`,
      isMet: best >= LEAST_SHARE,
    },
    {
      what: 'the same, slice by slice: the median, and where the middle half lies',
      reached: `${middle.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`,
    },
    {
      what: 'processor time of one',
      reached: `${told('server', 'cpuMicros')} µs; the library alone: ${told('library', 'cpuMicros')} µs`,
    },
    {
      what: `verifications a second, of ${AT_ONCE} who ask at once`,
      reached: `${told('server', 'aSecond')}; the library alone, in two threads: ${told('library', 'aSecond')}`,
    },
  ]
}

/**
 * The server, asked from here. What counts is its own processor time, and not what asking takes. Who asks stays awake:
 * to wake it would be work of the server's, over the loopback alone, and on a virtual machine that of half an answer.
 */
function createAsking(server: ServerProcess, client: Client, { all }: Samples): Run {
  let next = 0
  return async (forMs) => {
    const [cpu, begun] = [server.cpuSeconds(), performance.now()]
    let done = 0
    const askOn = async (): Promise<void> => {
      while (performance.now() < begun + forMs) {
        const { text = '' } = all[next++ % all.length] ?? {}
        if (!(await isGenuine(client, text))) throw new Error('a certificate is not genuine')
        done++
      }
    }
    const awake = stayAwake()
    await Promise.all(Array.from({ length: AT_ONCE }, askOn))
    awake.end()
    return {
      aSecond: (done * 1000) / (performance.now() - begun),
      cpuMicros: ((server.cpuSeconds() - cpu) * 1e6) / done,
    }
  }
}

/** Keeps this thread from sleeping. */
function stayAwake(): { end(): void } {
  let turn: NodeJS.Immediate
  const wait = (): void => {
    turn = setImmediate(wait)
  }
  wait()
  return { end: () => clearImmediate(turn) }
}

async function isGenuine(client: Client, text: string): Promise<boolean> {
  const { status, body } = await client.post({
    path: '/v1/verifications',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ texts: [text] }),
  })
  if (status !== 200) throw new Error(`no verdict, but ${status}`)
  return JSON.parse(body.toString('utf8')).verdict === 'genuine'
}

/** A verifier that knows the keys of the certificates. */
function writeConfig(folder: string, { issuers }: Samples): string {
  const list = { framework: 'hcert', name: 'bench', asOf: NOW, isSigned: true } as const
  const records = toRecords(issuers, 'hcert')
  const trust = exportRecords({ records, lists: [list], dropped: [] })
  writeFileSync(join(folder, 'trust.json'), JSON.stringify(trust))
  const file = join(folder, 'pratique.config.json')
  writeFileSync(file, JSON.stringify({ roles: ['verifier'], trust: ['trust.json'] }))
  return file
}
