/**
 * `pratique issue --help`: each example does what it says, and a long run tells how far it is.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { startCount } from '../src/issue/progress.ts'
import { makeAuthority, NOW, runAt, testOrder } from './made-authority.ts'
import { FOLDER, readLines, vectorFile, write } from './pratique.ts'

/** Soon after the samples of `vectors/intake` were taken. */
const SOON = NOW - 20 * 86_400

let examples: readonly string[] = []
before(async () => {
  const { health } = await makeAuthority('authority', SOON)
  copyFileSync(health.key, join(FOLDER, 'dsc-key.pem'))
  copyFileSync(health.key, join(FOLDER, 'key.pem'))
  copyFileSync(health.certificate, join(FOLDER, 'dsc.pem'))
  const mapping = JSON.parse(readFileSync(vectorFile('intake/laboratory-mapping.json'), 'utf8'))
  write('mapping.json', JSON.stringify(mapping))
  const [header, ...rows] = readFileSync(vectorFile('intake/laboratory.csv'), 'utf8').split('\n')
  write('results.csv', [header, ...rows.slice(0, 2)].join('\n'))
  copyFileSync(vectorFile('intake/result.hl7'), join(FOLDER, 'results.hl7'))
  write('order.json', testOrder(1, SOON - 86_400))
  const { stdout } = await runAt(['issue', '--help'])
  const [, text = ''] = stdout.split('Examples\n')
  examples = text.replaceAll('\\\n', '').match(/(?<=pratique )issue .*/g) ?? []
})

/** Runs an example. Some are of options that not every build has: `without` names those to leave out. */
async function runExample(at: number, without: RegExp = /(?!)/): Promise<string> {
  const args = (examples[at] ?? '')
    .replace(without, '')
    .split(/\s+/)
    .filter((arg) => arg !== '')
  const { exitCode, stdout, stderr } = await runAt(args, { now: SOON })
  assert.deepEqual([exitCode, stderr], [0, ''], args.join(' '))
  return stdout
}

describe('the examples of the help', () => {
  test('one order, shown', async () => {
    assert.equal(examples.length, 3)
    assert.match(await runExample(0), /^HC1:/m)
  })

  test('a table, into a folder', async () => {
    // Lists and pages have tests of their own.
    assert.match(
      await runExample(1, /--lists lists|--pdf/g),
      /^2 issued into "monday"\nNone of them can be revoked.*\n$/,
    )
    const names = readdirSync(join(FOLDER, 'monday'))
    assert.ok(names.includes('000002.svg'))
  })

  test('messages, only tried', async () => {
    assert.match(
      await runExample(2),
      /^1 of 1 orders can be issued as smart-health-card\nNone.*\n$/,
    )
    assert.equal(existsSync(join(FOLDER, 'cards')), false)
  })
})

describe('progress', () => {
  test('is told after a while, and its end only if it was told', () => {
    const told: string[] = []
    let ms = 0
    const clock = () => ms
    const count = startCount({ err: (text) => told.push(text) }, 100, clock)
    count.tell(10)
    ms = 900
    count.tell(40)
    count.finish()
    assert.deepEqual(told, [])
    ms = 1100
    count.tell(55)
    ms = 1200
    count.tell(60)
    count.finish()
    assert.deepEqual(told, ['pratique: 55 of 100 orders, 50 a second\n', 'pratique: done\n'])
  })

  test('is no part of the answer', async () => {
    const input = write('rows.ndjson', [1, 2, 3].map((at) => testOrder(at)).join('\n'))
    const args = ['--format', 'eu-dcc', '--signer', 'key.pem', '--certificate', 'dsc.pem']
    const ended = await runAt(['issue', input, ...args, '--out', 'rows', '--json'], { now: NOW })
    assert.equal(ended.exitCode, 0, ended.stderr)
    assert.equal(readLines(ended.stdout).length, 3)
  })
})
