/**
 * What `npm test` counts when test files behave badly, and how it ends.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { createFolder } from './folders.ts'

const SCRIPT = new URL('../run-tests.mjs', import.meta.url)
const HEAD = "import { describe, it } from 'node:test'\n"

interface Run {
  readonly status: number | null
  readonly output: string
  readonly lastLine: string | undefined
}

/** Runs the runner on these arguments as a shell would, not as a test of this test. */
function runTests(...args: readonly string[]): Run {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const options = { env, encoding: 'utf8', timeout: 60_000 } as const
  const { status, stdout } = spawnSync(process.execPath, [SCRIPT.pathname, ...args], options)
  return { status, output: stdout, lastLine: stdout.trimEnd().split('\n').at(-1) }
}

function runFile(t: TestContext, body: string): Run {
  return runTests(createFolder(t, { 'a.test.ts': HEAD + body }))
}

describe('npm test', () => {
  it('counts tests, not suites, and ends with exit code 0 if all passed', (t) => {
    const run = runFile(t, "describe('s', () => { it('a', () => {}); it('b', () => {}) })")
    assert.equal(run.lastLine, '2 passed, 0 failed')
    assert.equal(run.status, 0)
  })

  it('shows a failure in full and fails', (t) => {
    const body = "it('a', () => {})\ndescribe('s', () => it('b', () => { throw new Error('why') }))"
    const run = runFile(t, body)
    assert.equal(run.lastLine, '1 passed, 1 failed')
    assert.equal(run.status, 1)
    assert.match(run.output, /failed: s › b\n +Error: why\n +at /)
  })

  it('names what was skipped, with its reason', (t) => {
    const run = runFile(t, "it('a', () => {})\nit('b', { skip: 'no browser here' }, () => {})")
    assert.equal(run.lastLine, '1 passed, 0 failed, 1 skipped')
    assert.match(run.output, /skipped: b: no browser here/)
    assert.equal(run.status, 0)
  })

  const broken: readonly (readonly [what: string, body: string, lastLine: string])[] = [
    ['holds no test', 'export {}', '0 passed, 1 failed'],
    ['does not parse', 'it(', '0 passed, 1 failed'],
    ['throws when loaded', "throw new Error('early')", '0 passed, 1 failed'],
    ['is killed', "it('a', () => { process.kill(process.pid, 'SIGKILL') })", '0 passed, 1 failed'],
    ['leaves early, content', "it('a', () => { process.exit(0) })", '0 passed, 1 failed'],
    [
      'leaves in mid-run',
      "it('a', () => {})\nit('b', async () => { await new Promise((done) => setTimeout(done, 300)); process.exit(0) })",
      '1 passed, 1 failed',
    ],
    ['fails late', "it('a', () => { setTimeout(() => { throw 1 }, 20) })", '1 passed, 1 failed'],
    [
      'has a hook that throws',
      "import { before } from 'node:test'\ndescribe('s', () => { before(() => { throw new Error('hook') }); it('a', () => {}) })",
      '0 passed, 2 failed',
    ],
  ]
  for (const [what, body, lastLine] of broken) {
    it(`counts a file that ${what} as a failure`, (t) => {
      const run = runFile(t, body)
      assert.equal(run.lastLine, lastLine)
      assert.equal(run.status, 1)
    })
  }

  it('fails if no test ran', (t) => {
    const run = runTests(createFolder(t, { 'a.ts': 'export {}' }))
    assert.equal(run.lastLine, '0 passed, 0 failed')
    assert.equal(run.status, 1)
  })

  it('fails on a path that does not exist, and goes on with the others', (t) => {
    const folder = createFolder(t, { 'a.test.ts': `${HEAD}it('a', () => {})` })
    const run = runTests(join(folder, 'none'), join(folder, 'a.test.ts'))
    assert.equal(run.lastLine, '1 passed, 1 failed')
    assert.equal(run.status, 1)
  })

  it('tells tests how many random cases are wanted', (t) => {
    const body =
      "it('a', () => console.log(process.env.PRATIQUE_FUZZ_RUNS, process.env.PRATIQUE_LONG))"
    const folder = createFolder(t, { 'a.test.ts': HEAD + body })
    const given = { ...process.env }
    t.after(() => Object.assign(process.env, given))
    delete process.env['PRATIQUE_FUZZ_RUNS']
    delete process.env['PRATIQUE_LONG']
    assert.match(runTests(folder).output, / 2000 undefined\n/)
    assert.match(runTests('--long', folder).output, / 20000 1\n/)
  })

  it('refuses an unknown option', () => {
    assert.equal(runTests('--lnog').status, 2)
  })
})
