/**
 * Runs the benchmarks: `npm run bench`. Prints a table for each case, writes `bench/results.json`, and
 * exits with 1 if a goal was missed or an answer was wrong.
 *
 * @module
 */

import { writeFileSync } from 'node:fs'
import { arch, availableParallelism, cpus, platform } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { measureBombs } from './cases/bombs.ts'
import { measureCertLogic } from './cases/certlogic.ts'
import { measureCommandLine } from './cases/command-line.ts'
import { measureEntryRules } from './cases/entry-rules.ts'
import { measureEuDcc } from './cases/eu-dcc.ts'
import { measureIssuing } from './cases/issuing.ts'
import { measureMalformed } from './cases/malformed.ts'
import { measureNzPass } from './cases/nz-pass.ts'
import { measurePaper } from './cases/paper.ts'
import { measurePrint } from './cases/print.ts'
import { measureQr } from './cases/qr.ts'
import { measureRevocationLists } from './cases/revocation-lists.ts'
import { measureSmartHealthCard } from './cases/smart-health-card.ts'
import { measureTwoWorkers } from './cases/two-workers.ts'
import { measureVdsNc } from './cases/vds-nc.ts'
import { measureWholeWorld } from './cases/whole-world.ts'
import { measureWindows } from './cases/windows.ts'
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

const options = parseOptions(process.argv.slice(2))
if (options) {
  process.exitCode = (await runAll(options)) ? 0 : 1
} else {
  process.stderr.write(USAGE)
  process.exitCode = 2
}

/** Runs the cases. Returns whether all goals were met and all answers right. */
async function runAll({ isQuick, cases }: BenchOptions): Promise<boolean> {
  // A collection of garbage must not throw away code that waits for its turn.
  setFlagsFromString('--no-flush-bytecode')
  const machine = describeMachine()
  process.stdout.write(`${Object.values(machine).join(' · ')}\n\n`)
  const reports: CaseReport[] = []
  const faults: string[] = []
  for (const name of cases) {
    try {
      const report = await run(name, isQuick ? QUICK : THOROUGH)
      reports.push(report)
      process.stdout.write(`${writeCase(report)}\n`)
    } catch (error) {
      if (!(error instanceof Error)) throw error
      faults.push(`${name}: ${error.message}`)
      process.stdout.write(`## ${name}: no result\n\n${error.message}\n\n`)
    }
  }
  const results = { at: new Date().toISOString(), isQuick, machine, reports, faults }
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`)
  const missed = reports.flatMap(({ rows }) => rows).filter((row) => !isMet(row))
  process.stdout.write(
    conclude(
      missed.map(({ name }) => name),
      faults,
    ),
  )
  return missed.length === 0 && faults.length === 0
}

function run(name: CaseName, effort: typeof THOROUGH): Promise<CaseReport> | CaseReport {
  switch (name) {
    case 'eu-dcc':
      return measureEuDcc(effort.plan, COUNT)
    case 'smart-health-card':
      return measureSmartHealthCard(effort.plan, COUNT)
    case 'nz-pass':
      return measureNzPass(effort.plan, COUNT)
    case 'vds-nc':
      return measureVdsNc(effort.plan, COUNT)
    case 'malformed':
      return measureMalformed(effort.short, COUNT)
    case 'bombs':
      return measureBombs(effort.bombs)
    case 'whole-world':
      return measureWholeWorld(effort.world)
    case 'certlogic':
      return measureCertLogic(effort.short)
    case 'entry-rules':
      return measureEntryRules(effort.short, COUNT)
    case 'windows':
      return measureWindows(effort.world)
    case 'issuing':
      return measureIssuing(effort.plan, COUNT)
    case 'paper':
      return measurePaper(effort.short, COUNT)
    case 'qr':
      return measureQr(effort.short, COUNT)
    case 'revocation-lists':
      return measureRevocationLists(effort.world)
    case 'print':
      return measurePrint(effort.short, COUNT)
    case 'two-workers':
      return measureTwoWorkers(effort.workers, COUNT)
    case 'command-line':
      return measureCommandLine(effort.starts)
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
