import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { APART } from './apart.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'pratique-bench-'))
after(() => rmSync(FOLDER, { recursive: true, force: true }))

/** Runs a program that measures, each candidate apart. Returns what it printed, and how it ended. */
function runProgram(candidate: string): {
  readonly stdout: string
  readonly status: number | null
} {
  const program = join(FOLDER, 'program.ts')
  const harness = new URL('harness.ts', import.meta.url).href
  writeFileSync(
    program,
    `import { measure } from ${JSON.stringify(harness)}
const base = { name: 'base', does: '', count: 5, kind: 'sync', isRight: () => true }
const other = { name: 'other', does: '', count: 5, kind: 'sync', isRight: ${candidate} }
const plan = { rounds: 3, sliceMs: 1, warmUpMs: 1 }
const measured = await measure(base, [other], plan)
console.log(JSON.stringify([process.pid, measured.map((each) => each.cpuMicros)]))`,
  )
  const { stdout, status } = spawnSync(process.execPath, [program], {
    env: { ...process.env, [APART]: '1' },
    encoding: 'utf8',
    timeout: 60_000,
  })
  return { stdout, status }
}

describe('candidates apart', () => {
  test('are measured, and none in the process that asks', () => {
    // It would end the process that asks, if it ran there.
    const { stdout, status } = runProgram('() => process.send !== undefined || process.exit(9)')
    assert.equal(status, 0)
    const [, micros] = JSON.parse(stdout)
    assert.deepEqual(
      micros.map((each: readonly number[]) => each.length),
      [3, 3],
    )
    assert.ok(micros.flat().every((each: number) => each >= 0))
  })

  test('that answer wrongly, or end, end the measuring', () => {
    for (const candidate of ['() => false', '() => process.exit(3)']) {
      const { stdout, status } = runProgram(candidate)
      assert.equal(stdout, '')
      assert.notEqual(status, 0)
    }
  })
})
