/**
 * That mutants are made, that a weak test is found out, and that nothing on disk changes.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { createFolder } from './folders.ts'

const SCRIPT = new URL('../mutate.mjs', import.meta.url)
const { findMutants }: Operators = await import(
  new URL('../mutants/find-mutants.mjs', import.meta.url).href
)

interface Operators {
  findMutants(source: string): readonly { readonly mutation: string }[]
}

const AGE = `/** Tells whether somebody is of age. */
export function isOfAge(years: number): boolean {
  return years >= 18
}
`

function testOf(body: string): string {
  return `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOfAge } from './age.ts'
test('age', () => {
${body}
})
`
}

const WEAK = testOf('  assert.equal(isOfAge(17), false)\n  assert.equal(isOfAge(30), true)')
const STRONG = testOf('  assert.equal(isOfAge(17), false)\n  assert.equal(isOfAge(18), true)')

const BOUNDARY = {
  file: 'age.ts',
  line: 'return years >= 18',
  mutations: ['years >= 18 → years > 18'],
  reason: 'made up',
}

interface Run {
  readonly status: number | null
  readonly output: string
  readonly lastLine: string | undefined
  readonly folder: string
}

function mutate(
  t: TestContext,
  { test, source = AGE, equivalent = [] }: { test: string; source?: string; equivalent?: object[] },
): Run {
  const folder = createFolder(t, {
    'age.ts': source,
    'age.test.ts': test,
    'package.json': '{"type":"module"}',
    'table.mjs': "export const TARGETS = { 'age.ts': ['age.test.ts'] }",
    'equivalent.mjs': `export const EQUIVALENT = ${JSON.stringify(equivalent)}`,
  })
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const options = { env, encoding: 'utf8', timeout: 60_000 } as const
  const args = [SCRIPT.pathname, '--root', folder]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options)
  assert.equal(readFileSync(join(folder, 'age.ts'), 'utf8'), source)
  return { status, output: stdout + stderr, lastLine: stdout.trimEnd().split('\n').at(-1), folder }
}

describe('npm run test:mutants', () => {
  it('finds what a weak test does not notice, and says where', (t) => {
    const { status, output, lastLine } = mutate(t, { test: WEAK })
    assert.equal(lastLine, '2 killed, 2 survived')
    assert.equal(status, 1)
    assert.match(output, /survived: age\.ts:3: years >= 18 → years > 18\n +in: return years >= 18/)
    assert.match(output, /survived: age\.ts:3: 18 → 19/)
  })

  it('is content with a test that notices all', (t) => {
    const { status, lastLine } = mutate(t, { test: STRONG })
    assert.deepEqual([status, lastLine], [0, '4 killed, 0 survived'])
  })

  it('takes what is named as equivalent, until it is not', (t) => {
    const named = [{ ...BOUNDARY, mutations: [...BOUNDARY.mutations, '18 → 19'] }]
    const { status, output, lastLine } = mutate(t, { test: WEAK, equivalent: named })
    assert.deepEqual([status, lastLine], [0, '2 killed, 0 survived'])
    assert.match(output, /2 change nothing/)
    const refuted = mutate(t, { test: STRONG, equivalent: [BOUNDARY] })
    assert.equal(refuted.status, 1)
    assert.match(refuted.output, /not equivalent: age\.ts:3: years >= 18 → years > 18/)
    const stale = [{ ...BOUNDARY, mutations: ['years >= 21 → years > 21'] }]
    const outdated = mutate(t, { test: STRONG, equivalent: stale })
    assert.equal(outdated.status, 1)
    assert.match(outdated.output, /out of date: return years >= 18: years >= 21 → years > 21/)
  })

  it('kills what never ends', (t) => {
    const source = `export function isOfAge(years: number): boolean {
  let left = years
  while (left > 17) left -= 1
  return left < years
}
`
    const test = testOf('  assert.equal(isOfAge(17), false)\n  assert.equal(isOfAge(18), true)')
    const { output } = mutate(t, { source, test })
    assert.doesNotMatch(output, /survived: age\.ts:3: left -= 1/)
  })

  it('says so if the tests fail by themselves, or do not look at the file', (t) => {
    const wrong = mutate(t, { test: testOf('  assert.equal(isOfAge(17), true)') })
    assert.equal(wrong.status, 1)
    assert.match(wrong.output, /its tests fail by themselves: .*age/)
    const deaf = mutate(t, { test: "import { test } from 'node:test'\ntest('a', () => {})\n" })
    assert.equal(deaf.status, 1)
    assert.match(deaf.output, /does not load it/)
  })

  it('refuses what it does not know', () => {
    const run = spawnSync(process.execPath, [SCRIPT.pathname, '--tnth'], { encoding: 'utf8' })
    assert.equal(run.status, 2)
    const none = spawnSync(process.execPath, [SCRIPT.pathname, 'README.md'], { encoding: 'utf8' })
    assert.equal(none.status, 2)
  })
})

describe('mutants', () => {
  const CASES: readonly (readonly [string, readonly string[]])[] = [
    ['const a = b === c', ['b === c → b !== c']],
    ['const a = b && c', ['b && c → b || c']],
    ['const a = !b', ['!b → b']],
    ['const a = b ?? c', ['b ?? c → b']],
    ['const a = b ? c : d', ['b → !(b)']],
    ['const a = [b, c]', ['b, → nothing', ', c → nothing']],
    ['const { a = b } = c', ['= b → nothing']],
    ['const a = b.some(c)', ['some → every']],
    ['const a = b.filter(c)', ['b.filter(c) → b']],
    ['const a = Math.min(b)', ['min → max', 'b → nothing']],
    ['const a = true', ['true → false']],
    ['const a = 5n', ['5n → 6n', '5n → 4n']],
    ["const a: 'x' | 'y' = 'y'", ["'y' → 'x'"]],
    ["const a = 'passed'", ["'passed' → 'failed'"]],
    ['b.toSorted((c, d) => (c < d ? -1 : 1))', ['c < d → c <= d', 'c < d → !(c < d)']],
    ["import a from 'passed'", []],
    ["type A = 'passed'", []],
    ['function a() { b(); return undefined }', ['b(); → ;']],
  ]
  for (const [source, expected] of CASES) {
    it(source, () => {
      const made = findMutants(source).map(({ mutation }) => mutation)
      for (const each of expected) assert.ok(made.includes(each), `${each}: ${made.join(', ')}`)
      if (expected.length === 0) assert.deepEqual(made, [])
    })
  }
})
