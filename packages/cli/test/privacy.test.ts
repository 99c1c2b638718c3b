/**
 * What the command says of a person unasked: nothing. And what it leaves behind: nothing.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { verifyAsJson } from './answers.ts'
import { makeUnsignedDcc } from './make-dcc.ts'
import { FOLDER, pratique, specimen, vectorFile, write } from './pratique.ts'

const SPECIMENS = [
  'pcr-not-detected',
  'antigen-detected',
  'vaccination-2-of-2',
  'booster',
  'recovery',
  'expired',
  'broken-signature',
  'unknown-issuer',
  'card-vaccination',
  'card-lab',
]

const COMMANDS = [['verify'], ['verify', '--json'], ['read'], ['read', '--json']]

/** Our own words, and the address that the trust record gives for its issuer. */
const PUBLIC =
  /^(covid-19|naat|antigen-rapid|(not-)?detected|unknown|completed|final|https:\/\/utopia.*)$/

/** Shorter codes may stand in sizes and dates by chance. */
const MIN_LENGTH = 4

/** What must not reach a terminal: control characters, but line ends, and marks of direction. */
const ACTING = /(?!\n)[\p{Cc}\p{Cf}]/u

describe('without --show-person', { concurrency: 2 }, () => {
  for (const name of SPECIMENS) {
    it(`nothing that ${name} states is printed`, async () => {
      const secrets = await secretsOf(name)
      assert.ok(secrets.length >= 5, `only ${secrets.length} statements were found`)
      for (const command of COMMANDS) {
        const { stdout, stderr } = await pratique([...command, specimen(name)])
        const found = secrets.filter((secret) => (stdout + stderr).includes(secret))
        assert.deepEqual(found, [], command.join(' '))
      }
    })
  }

  it('neither for several together, nor for a picture, nor for a text', async () => {
    const secrets = await secretsOf('pcr-not-detected')
    const runs = [
      ['verify', '--together', specimen('pcr-not-detected'), specimen('booster')],
      ['verify', vectorFile('specimen/pcr-not-detected.png')],
      ['verify', '--to', 'CH', '--at', '2026-11-21', specimen('pcr-not-detected')],
    ]
    for (const args of runs) {
      const { stdout, stderr } = await pratique(args)
      assert.deepEqual(
        secrets.filter((secret) => (stdout + stderr).includes(secret)),
        [],
      )
    }
  })

  it('nor is an argument that may be a certificate, though it looks like a path', async () => {
    for (const text of [
      "'HC1:6BF/MUSTERMANN<<ANNA+1980",
      'Anna Eriksson/MUSTERMANN, born 1974/08/12',
      `6BF/${'MUSTERMANN'.repeat(9)}`,
    ]) {
      for (const args of [['verify', text], ['read', text], [text]]) {
        const { exitCode, stdout, stderr } = await pratique(args)
        assert.equal(exitCode, 2)
        assert.doesNotMatch(stdout + stderr, /6BF|MUSTERMANN|1974/)
        if (args.length > 1) assert.match(stderr, /no file of the name that argument 1 gives/)
      }
    }
  })

  it('the JSON says that something was left out, and only then', async () => {
    const [answer] = await verifyAsJson([specimen('booster')], 31)
    assert.equal(answer?.personOmitted, true)
    const [shown] = await verifyAsJson(['--show-person', specimen('booster')], 31)
    assert.equal(shown?.personOmitted, undefined)
    const [nothing] = await verifyAsJson([write('word.txt', 'negative')], 30)
    assert.equal(nothing?.personOmitted, undefined)
  })
})

describe('with --show-person', { concurrency: 2 }, () => {
  it('the name stands in Latin letters first, as in a passport', async () => {
    const { stdout } = await pratique(['verify', '--show-person', specimen('booster')])
    assert.match(stdout, /Holder +ANYDROU, OUTOPIA\n +Ανύδρου, Ουτοπία\n +Born +1994-02-28\n/)
  })

  it('what is not verified is called so', async () => {
    const { stdout } = await pratique(['verify', '--show-person', specimen('unknown-issuer')])
    assert.match(stdout, /NOT VERIFIED, not to be relied on\n +Holder/)
  })

  it('nothing in a name can act on a terminal', async () => {
    const hostile = '\x1B]0;owned\x07\x1B[31mRed\u202Ederf\u2066\u200B\x9B2J\r\nGenuine'
    const path = write('hostile.txt', await makeUnsignedDcc({ fn: hostile, fnt: hostile }))
    for (const command of COMMANDS) {
      const { stdout } = await pratique([...command, '--show-person', path])
      assert.doesNotMatch(stdout, ACTING)
      assert.ok(stdout.includes('owned'))
    }
    const human = await pratique(['verify', '--show-person', path])
    assert.ok(human.stdout.includes('<U+001B>[31mRed<U+202E>derf<U+2066><U+200B><U+009B>2J'))
    const [answer] = await verifyAsJson(['--show-person', path], 20)
    assert.ok(JSON.stringify(answer).includes(JSON.stringify(hostile).slice(1, -1)))
  })

  it('a very long name is cut, and a joiner within a name stays', async () => {
    const text = await makeUnsignedDcc({ fn: 'علی\u200Cرضا', fnt: 'A'.repeat(5000) })
    const { stdout } = await pratique(['verify', '--show-person', write('long.txt', text)])
    assert.ok(stdout.includes('علی\u200Cرضا'))
    assert.match(stdout, /AAAA…\s+\(5000 characters\)/)
    assert.ok(stdout.length < 5000)
  })
})

it('no file is written, but compiled code where it was asked for', async () => {
  const home = join(FOLDER, 'home')
  const cwd = join(FOLDER, 'here')
  const kept = join(FOLDER, 'kept')
  for (const folder of [home, cwd, kept]) mkdirSync(folder)
  const runs: readonly (readonly [readonly string[], Readonly<Record<string, string>>])[] = [
    [['verify', '--show-person', vectorFile('specimen/booster.png')], { HOME: home }],
    [['read', '--show-person', specimen('booster')], { HOME: home, XDG_CACHE_HOME: kept }],
    [['demo'], { HOME: home, NODE_DISABLE_COMPILE_CACHE: '1' }],
  ]
  for (const [args, env] of runs) {
    await pratique(args, { cwd, env: { NODE_COMPILE_CACHE: '', TMPDIR: home, ...env } })
  }
  assert.deepEqual(readdirSync(cwd), [])
  assert.deepEqual(listFiles(home), ['.cache', '.cache/pratique'])
  assert.deepEqual(listFiles(kept), ['pratique'])
})

/** Everything under a folder, but what lies in Node's own cache. */
function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !/(^|\/)pratique\//.test(path))
    .sort()
}

/** All that a certificate states, as its own JSON tells it. */
async function secretsOf(name: string): Promise<readonly string[]> {
  const { stdout } = await pratique(['verify', '--json', '--show-person', specimen(name)])
  const told: { certificate?: unknown; unverified?: unknown } = JSON.parse(stdout)
  const statements = statementsIn([told.certificate, told.unverified])
  return [...new Set(statements)].filter((text) => text.length >= MIN_LENGTH && !PUBLIC.test(text))
}

/** Members that hold what is stated; the others are names of ours. */
const STATED = /^(value|code|display|system|issuedAt|expiresAt)$/

function statementsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) =>
    STATED.test(name) && typeof member !== 'object' ? [String(member)] : statementsIn(member),
  )
}
