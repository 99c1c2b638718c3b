/**
 * Runs the benchmarks: `npm run bench`. Prints a table for each case, writes `bench/results.json`, and
 * exits with 1 if a goal was missed or an answer was wrong.
 *
 * Each case has a process of its own, and each candidate of it: what others leave on the heap, all would have
 * to clear away again and again.
 *
 * @module
 */

import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { arch, availableParallelism, cpus, platform } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { APART } from './apart.ts'
import { type BenchOptions, type CaseName, parseOptions, USAGE } from './options.ts'
import { type CaseReport, isMet, writeCase } from './report.ts'

const RESULTS = new URL('results.json', import.meta.url)
/** Texts of each format: more than a slice can use. */
const COUNT = 4000

const THOROUGH = {
  plan: { rounds: 120, sliceMs: 10, warmUpMs: 800 },
  short: { rounds: 80, sliceMs: 6, warmUpMs: 300 },
  workers: { rounds: 9, forMs: 250 },
  starts: 20,
  bombs: 5,
  world: 9,
}
const QUICK = {
  plan: { rounds: 30, sliceMs: 10, warmUpMs: 500 },
  short: { rounds: 20, sliceMs: 6, warmUpMs: 200 },
  workers: { rounds: 3, forMs: 150 },
  starts: 15,
  bombs: 3,
  world: 5,
}

/** Set for a process that measures one case of several. */
const PART = 'PRATIQUE_BENCH_PART'
const isPart = process.env[PART] === '1'

const options = parseOptions(process.argv.slice(2))
if (options) {
  process.exitCode = (await runAll(options)) ? 0 : 1
} else {
  process.stderr.write(USAGE)
  process.exitCode = 2
}

/** Runs the cases. Returns whether all goals were met and all answers right. */
async function runAll(options: BenchOptions): Promise<boolean> {
  const machine = describeMachine()
  if (!isPart) process.stdout.write(`${Object.values(machine).join(' · ')}\n\n`)
  const { isQuick, cases } = options
  const [only, ...others] = cases
  const ended =
    only && others.length === 0
      ? [await runHere(only, isQuick)]
      : cases.map((name) => runApart(name, isQuick))
  const reports = ended.flatMap((each) => each.reports)
  const faults = ended.flatMap((each) => each.faults)
  const results = { at: new Date().toISOString(), isQuick, machine, reports, faults }
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`)
  const missed = reports.flatMap(({ rows }) => rows).filter((row) => !isMet(row))
  if (!isPart) {
    const names = missed.map(({ name }) => name)
    process.stdout.write(conclude(names, faults))
  }
  return missed.length === 0 && faults.length === 0
}

interface Ended {
  readonly reports: readonly CaseReport[]
  readonly faults: readonly string[]
}

async function runHere(name: CaseName, isQuick: boolean): Promise<Ended> {
  // A collection of garbage must not throw away code that waits for its turn.
  setFlagsFromString('--no-flush-bytecode')
  process.env[APART] = '1'
  try {
    const report = await run(name, isQuick ? QUICK : THOROUGH)
    process.stdout.write(`${writeCase(report)}\n`)
    return { reports: [report], faults: [] }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    process.stdout.write(`## ${name}: no result\n\n${error.message}\n\n`)
    return { reports: [], faults: [`${name}: ${error.message}`] }
  }
}

/** In a process of its own, whose results are read from where it writes them. */
function runApart(name: CaseName, isQuick: boolean): Ended {
  rmSync(RESULTS, { force: true })
  const args = [...process.execArgv, process.argv[1] ?? '', '--only', name]
  const { status } = spawnSync(process.execPath, isQuick ? [...args, '--quick'] : args, {
    env: { ...process.env, [PART]: '1' },
    stdio: 'inherit',
  })
  if (!existsSync(RESULTS)) return { reports: [], faults: [`${name}: ended with ${status}`] }
  return JSON.parse(readFileSync(RESULTS, 'utf8'))
}

async function run(name: CaseName, effort: typeof THOROUGH): Promise<CaseReport> {
  switch (name) {
    case 'eu-dcc':
      return (await import('./cases/eu-dcc.ts')).measureEuDcc(effort.plan, COUNT)
    case 'smart-health-card': {
      const { measureSmartHealthCard } = await import('./cases/smart-health-card.ts')
      return measureSmartHealthCard(effort.plan, COUNT)
    }
    case 'nz-pass':
      return (await import('./cases/nz-pass.ts')).measureNzPass(effort.plan, COUNT)
    case 'vds-nc':
      return (await import('./cases/vds-nc.ts')).measureVdsNc(effort.plan, COUNT)
    case 'malformed':
      return (await import('./cases/malformed.ts')).measureMalformed(effort.short, COUNT)
    case 'bombs':
      return (await import('./cases/bombs.ts')).measureBombs(effort.bombs)
    case 'whole-world':
      return (await import('./cases/whole-world.ts')).measureWholeWorld(effort.world)
    case 'certlogic':
      return (await import('./cases/certlogic.ts')).measureCertLogic(effort.short)
    case 'entry-rules':
      return (await import('./cases/entry-rules.ts')).measureEntryRules(effort.short, COUNT)
    case 'windows':
      return (await import('./cases/windows.ts')).measureWindows(effort.world)
    case 'issuing':
      return (await import('./cases/issuing.ts')).measureIssuing(effort.plan, COUNT)
    case 'paper':
      return (await import('./cases/paper.ts')).measurePaper(effort.short, COUNT)
    case 'qr':
      return (await import('./cases/qr.ts')).measureQr(effort.short, COUNT)
    case 'revocation-lists': {
      const { measureRevocationLists } = await import('./cases/revocation-lists.ts')
      return measureRevocationLists(effort.world)
    }
    case 'print':
      return (await import('./cases/print.ts')).measurePrint(effort.short, COUNT)
    case 'two-workers':
      return (await import('./cases/two-workers.ts')).measureTwoWorkers(effort.workers, COUNT)
    case 'command-line':
      return (await import('./cases/command-line.ts')).measureCommandLine(effort.starts)
    case 'page':
      return (await import('./cases/page.ts')).measurePage(effort.starts)
  }
}

function conclude(missed: readonly string[], faults: readonly string[]): string {
  if (faults.length > 0) return `no result: ${faults.length}\n`
  return missed.length === 0 ? 'all goals met\n' : `goals missed: ${missed.join(', ')}\n`
}

function describeMachine(): { readonly [name: string]: string } {
  return {
    processor: `${cpus()[0]?.model ?? 'unknown processor'} (${availableParallelism()})`,
    system: `${platform()} ${arch()}`,
    node: `Node ${process.versions.node}, OpenSSL ${process.versions.openssl}`,
    gc: globalThis.gc ? '--expose-gc' : 'without --expose-gc',
  }
}
