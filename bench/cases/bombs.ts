/**
 * How long the worst of the bombs take: texts that are small and want to be large, slow or deep.
 *
 * @module
 */

import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Told } from '../../packages/node/test/bomb-child.ts'
import { WrongAnswerError } from '../harness.ts'
import type { CaseReport, Goal } from '../report.ts'
import { median, ratioTo } from '../statistics.ts'

const CHILD = fileURLToPath(new URL('../../packages/node/test/bomb-child.ts', import.meta.url))
/** No text may take longer to be refused. */
const MAX_MS = 200
const GOAL: Goal = { kind: 'at most', limit: 1 }
const SHOWN = 3
const REFUSED = /^(not-genuine|undecided|not-a-certificate) /
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024

/** Measures the case: every round verifies each bomb once, in a process of its own. */
export function measureBombs(rounds: number): CaseReport {
  const wallMs = new Map<string, number[]>()
  for (let round = 0; round < rounds; round++) {
    for (const { name, milliseconds } of detonateAll()) {
      wallMs.set(name, [...(wallMs.get(name) ?? []), milliseconds])
    }
  }
  const worst = [...wallMs].toSorted(([, a], [, b]) => median(b) - median(a)).slice(0, SHOWN)
  return {
    name: 'bombs',
    title: 'The worst of the bombs',
    unit: 'wall ms',
    base: `${MAX_MS} ms`,
    rows: worst.map(([name, times]) => ({
      name,
      does: 'from text to verdict, by a verifier of all formats',
      cost: median(times),
      ratio: ratioTo(
        times,
        times.map(() => MAX_MS),
      ),
      goal: GOAL,
    })),
    notes: [`${wallMs.size} bombs, ${rounds} times each, by the clock`],
  }
}

/** @throws {WrongAnswerError} if a bomb was taken for a certificate, or ended the process */
function detonateAll(): readonly Told[] {
  const options = { encoding: 'utf8', maxBuffer: MAX_OUTPUT_BYTES } as const
  const { status, stdout } = spawnSync(process.execPath, ['--expose-gc', CHILD], options)
  const lines = stdout.split('\n').filter((line) => line !== '')
  const told = lines.map((line): Told | Pick<Told, 'name'> => JSON.parse(line))
  const last = told.at(-1)
  if (status !== 0) throw new WrongAnswerError(`${last?.name}: ended the process with ${status}`)
  const ended = told.filter((each) => 'verdict' in each)
  const taken = ended.find(({ verdict }) => !REFUSED.test(verdict))
  if (taken) throw new WrongAnswerError(`${taken.name}: is ${taken.verdict}`)
  return ended
}
