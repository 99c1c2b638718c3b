/**
 * `pratique issue` tells of orders that come too late: a recovery that is over is refused, an old test is
 * issued with a note.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { type MadeAuthority, makeAuthority, NOW, runAt, testOrder } from './made-authority.ts'
import { readLines, write } from './pratique.ts'

const DAY = 86_400
const NOTE = /^pratique: (?:line \d+|order): fact\.sampledAt: more than 30 days ago: /gm

let authority: MadeAuthority
before(async () => {
  authority = await makeAuthority('late')
})

const args = (input: string): readonly string[] => [
  ...['issue', input, '--format', 'eu-dcc', '--json', ...authority.health.options],
]

function recoveryOrder(daysAgo: number): string {
  const firstPositive = new Date((NOW - daysAgo * DAY) * 1000).toISOString().slice(0, 10)
  return JSON.stringify({
    holder: { family: 'Utopos', given: 'Anydra', birthDate: '1978-03-01' },
    fact: { kind: 'recovery', disease: 'covid-19', firstPositive },
  })
}

describe('a recovery', () => {
  test('that is over is refused, and says where', async () => {
    const input = write('recoveries.ndjson', `${recoveryOrder(180)}\n${recoveryOrder(190)}\n`)
    const { exitCode, stdout } = await runAt([...args(input), '--out', 'recoveries'])
    assert.equal(exitCode, 2)
    const [issued, refused] = readLines(stdout).map(Object)
    assert.equal(issued.status, 'issued')
    const faults = refused.faults.map(({ path, kind }: Record<string, string>) => [path, kind])
    assert.deepEqual(
      [refused.status, faults],
      ['refused', [['fact.firstPositive', 'out-of-range']]],
    )
  })
})

describe('a test', () => {
  const order = (at: number, daysAgo: number) => testOrder(at, NOW - daysAgo * DAY)

  test('of more than 30 days ago is noted, once it is issued, and only then', async () => {
    const input = write('tests.ndjson', `${order(1, 30)}\n${order(2, 31)}\n`)
    const into = [...args(input), '--out', 'tests']
    for (const [each, notes] of [
      [[...args(input), '--dry-run'], 1],
      [into, 1],
      [into, 0],
    ] as const) {
      const { exitCode, stderr } = await runAt(each)
      assert.equal(exitCode, 0, stderr)
      assert.equal(stderr.match(NOTE)?.length ?? 0, notes, stderr)
      assert.doesNotMatch(stderr, /line 1:|Utopos|2026/)
    }
  })

  test('is noted in the terminal too', async () => {
    const { exitCode, stdout, stderr } = await runAt(args(write('one.ndjson', `${order(3, 40)}\n`)))
    assert.equal(exitCode, 0, stderr)
    assert.match(stderr, NOTE)
    assert.equal(Object(readLines(stdout)[0]).status, 'issued')
  })

  test('beside many others is only counted', async () => {
    const orders = Array.from({ length: 25 }, (_, at) => order(at, 31)).join('\n')
    const { stderr } = await runAt([...args(write('many.ndjson', orders)), '--dry-run'])
    assert.equal(stderr.match(NOTE)?.length, 20)
    assert.match(stderr, /^pratique: and 5 more orders like these$/m)
  })
})
