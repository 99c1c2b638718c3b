/**
 * How long the command line takes to verify one certificate, against the start of Node alone.
 *
 * @module
 */

import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { WrongAnswerError } from '../harness.ts'
import type { CaseReport, Goal } from '../report.ts'
import { median, ratioTo, shuffle } from '../statistics.ts'

const COMMAND = fileURLToPath(new URL('../../packages/cli/bin/pratique.js', import.meta.url))
const FILE = fileURLToPath(new URL('../../vectors/specimen/pcr-not-detected.txt', import.meta.url))
const CARD = fileURLToPath(new URL('../../vectors/specimen/card-vaccination.txt', import.meta.url))
/** The exit code of a specimen (DESIGN §4). */
const SPECIMEN = 31
const GOAL: Goal = { kind: 'at most', limit: 2 }

interface Program {
  readonly name: string
  readonly does: string
  readonly args: readonly string[]
  /** Standard input. Default: an EU DCC. */
  readonly file?: string
  readonly exitCode: number
  readonly env: { readonly [name: string]: string }
  readonly goal?: Goal
  readonly wallMs: number[]
}

/** Measures the case: every round starts each program once. */
export function measureCommandLine(rounds: number): CaseReport {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-bench-'))
  try {
    const programs = listPrograms(folder)
    for (const program of programs) time(program) // fills the compile cache
    for (let round = 0; round < rounds; round++) {
      for (const program of shuffle(programs)) program.wallMs.push(time(program))
    }
    return toReport(programs, rounds)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function listPrograms(cacheFolder: string): readonly Program[] {
  const verify = { args: [COMMAND, 'verify', '-'], exitCode: SPECIMEN }
  return [
    {
      name: 'node -e 0',
      does: 'the start and end of Node alone',
      args: ['-e', '0'],
      exitCode: 0,
      env: {},
      wallMs: [],
    },
    {
      name: 'pratique verify -',
      does: "a specimen's text from standard input to a report; compile cache warm",
      ...verify,
      env: { XDG_CACHE_HOME: cacheFolder },
      goal: GOAL,
      wallMs: [],
    },
    {
      name: 'a SMART Health Card',
      does: 'the same for a card: its key is looked for among those of the VCI too',
      ...verify,
      file: CARD,
      env: { XDG_CACHE_HOME: cacheFolder },
      wallMs: [],
    },
    {
      name: 'no cache',
      does: 'an EU DCC as when the program is started for the first time: all code is compiled',
      ...verify,
      env: { NODE_DISABLE_COMPILE_CACHE: '1' },
      wallMs: [],
    },
  ]
}

function toReport(programs: readonly Program[], rounds: number): CaseReport {
  const [node] = programs
  if (!node) throw new Error('nothing was measured')
  return {
    name: 'command-line',
    title: 'Command line, from start to end',
    unit: 'wall ms',
    base: node.name,
    rows: programs.map(({ name, does, wallMs, goal }) => {
      const ratio = ratioTo(wallMs, node.wallMs)
      return { name, does, cost: median(wallMs), ratio, ...(goal && { goal }) }
    }),
    notes: [`${rounds} starts of each, in turn`],
  }
}

/** Runs a program to its end. Returns the wall time in milliseconds. */
function time({ name, args, file = FILE, exitCode, env }: Program): number {
  const input = openSync(file, 'r')
  try {
    const startedAt = performance.now()
    const { status } = spawnSync(process.execPath, args, {
      stdio: [input, 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    })
    const wallMs = performance.now() - startedAt
    if (status !== exitCode) {
      throw new WrongAnswerError(`${name}: ended with ${status}, not with ${exitCode}`)
    }
    return wallMs
  } finally {
    closeSync(input)
  }
}
