/**
 * Help, versions, and what is said of a wrong command or option.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import {
  CHECK_CODES,
  REMARK_CODES,
  REQUEST_CODES,
  UNAVAILABLE_CODES,
  USAGE_CODES,
} from 'pratique/codes'
import { MESSAGES } from 'pratique/messages/en'
import { pratique, specimen } from './pratique.ts'

const CODES = [
  ...CHECK_CODES,
  ...REMARK_CODES,
  ...USAGE_CODES,
  ...UNAVAILABLE_CODES,
  ...REQUEST_CODES,
]
const COMMANDS = [
  ...['verify', 'read', 'trust', 'bundle', 'issue', 'keys', 'lists', 'revoke', 'policy'],
  ...['serve', 'config', 'api-keys', 'batch', 'demo', 'conformance'],
]
const EXIT_CODES = [0, 2, 3, 10, 11, 12, 13, 14, 15, 20, 21, 22, 23, 30, 31, 70]

describe('help', { concurrency: 2 }, () => {
  it('has a page for every code: title, meaning, what to do, clause', async () => {
    const { exitCode, stdout } = await pratique(['help', ...CODES])
    assert.equal(exitCode, 0)
    const words = stdout.replace(/\s+/g, ' ')
    for (const code of CODES) {
      const { title, meaning, action, clause = '' } = MESSAGES[code]
      assert.ok(words.includes(`${code}: ${title} Meaning ${meaning} What to do ${action}`), code)
      assert.ok(words.includes(clause))
    }
  })

  it('has a page for every exit code and command, and lists the codes', async () => {
    const topics = [...EXIT_CODES.map(String), ...COMMANDS, 'help', 'codes']
    const { exitCode, stdout } = await pratique(['help', ...topics])
    assert.equal(exitCode, 0)
    for (const code of EXIT_CODES) assert.match(stdout, new RegExp(`^${code}: \\w`, 'm'))
    for (const code of CODES) assert.ok(stdout.includes(`\n${code} `), code)
  })

  it('is the same however it is asked for', async () => {
    const general = await pratique(['help'])
    for (const args of [['--help'], ['-h'], ['help', 'help']]) {
      assert.deepEqual(await pratique(args), general)
    }
    for (const name of COMMANDS) {
      const page = await pratique(['help', name])
      assert.deepEqual(await pratique([name, '--help']), page)
      assert.match(page.stdout, /^Usage: pratique/)
      assert.ok(general.stdout.includes(`\n  ${name} `), name)
    }
  })

  it('has a page for each part of a command', async () => {
    const page = await pratique(['help', 'trust', 'sync'])
    assert.deepEqual(await pratique(['trust', 'sync', '--help']), page)
    assert.match(page.stdout, /^Usage: pratique trust sync/)
    const { stdout } = await pratique(['help', 'trust'])
    assert.ok(stdout.includes('\n  sync '))
  })

  it('names every option of verify, with examples', async () => {
    const { stdout } = await pratique(['help', 'verify'])
    const options =
      '--trust --authenticity --to --on --at --together --format --show-person --json --help'
    for (const option of options.split(' ')) assert.ok(stdout.includes(`\n  ${option} `), option)
    assert.match(stdout, /^Examples$/m)
  })

  it('fits a terminal of 100 columns', async () => {
    const { stdout } = await pratique(['help', 'help', ...COMMANDS, ...CODES])
    const isLong = (line: string) => line.length > 100
    assert.deepEqual(stdout.split('\n').filter(isLong), [])
  })

  it('--version is that of the package', async () => {
    const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
    const { version } = JSON.parse(manifest)
    for (const option of ['--version', '-V']) {
      const { exitCode, stdout } = await pratique([option])
      assert.deepEqual([exitCode, stdout], [0, `${version}\n`])
    }
  })
})

describe('wrong usage', { concurrency: 2 }, () => {
  const cases: readonly (readonly [args: readonly string[], words: RegExp])[] = [
    [
      [],
      /a command is missing: use verify, read, trust, bundle, issue, keys, lists, revoke, policy, serve, config, api-keys, batch, demo, conformance or help \[usage.command\]/,
    ],
    [['verfy'], /no command "verfy": did you mean "verify"\? \[usage.command\]/],
    [['frobnicate'], /no command "frobnicate": use verify,.* \[usage.command\]/],
    [['--jsno'], /no command "--jsno"/],
    [[specimen('booster')], /a command is missing before the input: use "pratique verify …"/],
    [['verify', '--jsno', 'x'], /no option "--jsno": did you mean --json\? \[usage.option\]/],
    [['verify', '--frobnicate', 'x'], /no option "--frobnicate": use --help/],
    [['verify', '-x', 'x'], /no option "-x"/],
    [['verify', '--json=1', 'x'], /--json takes no value: leave it out \[usage.option\]/],
    [['verify', 'x', '--at'], /--at needs a value after it \[usage.option\]/],
    [['verify', '--at', '--json', 'x'], /--at needs a value after it \[usage.option\]/],
    [['verify', '--at', '2026-02-30', 'x'], /--at needs a date .* 2026-11-21.* \[usage.date\]/],
    [['verify', '--at', '2026-02-03T10:00', 'x'], /a time with its offset.* \[usage.date\]/],
    [['verify', '--on', 'tomorrow', 'x'], /--on needs a date .* \[usage.date\]/],
    [['verify', '--to', 'Utopia', 'x'], /--to needs the letters of a country.* \[usage.option\]/],
    [['verify', '--trust', 'no.json', 'x'], /no file "no.json".* \[usage.file-missing\]/],
    [['verify', '--trust', specimen('booster'), 'x'], /--trust ".*booster.txt": expected .*X.509/],
    [['read', '--to', 'CH', 'x'], /no option "--to"/],
    [['read', '--trust', 'x', 'x'], /--trust and --at go with --fetch \[usage.option\]/],
    [['demo', 'x'], /demo takes no input: use "pratique verify INPUT" \[usage.argument\]/],
    [['help', 'signature.invald'], /did you mean "signature.invalid"\? \[usage.unknown-code\]/],
    [['help', 'frobnicate'], /use "pratique help codes" .*\[usage.unknown-code\]/],
    [['conformance', '--frobnicate'], /\[usage.option\]/],
  ]
  for (const [args, words] of cases) {
    it(`${args.map((each) => each.replace(/.*\//, '')).join(' ') || 'nothing'}`, async () => {
      const { exitCode, stdout, stderr } = await pratique(args)
      const lines = stderr.trimEnd().split('\n')
      assert.deepEqual([exitCode, stdout], [2, ''])
      assert.match(lines.at(-1) ?? '', words)
    })
  }

  it('a mistyped command that may be a certificate is not repeated', async () => {
    const secret = '6BFOXN*TS0BI$ZDYSHPHHJPVYT'.repeat(4)
    const { exitCode, stderr } = await pratique([secret])
    assert.equal(exitCode, 2)
    assert.ok(!stderr.includes('6BFOXN'))
  })

  it('--on without --to is said to have no effect, and is no error', async () => {
    const { exitCode, stderr } = await pratique([
      'verify',
      '--on',
      '2026-11-21',
      specimen('booster'),
    ])
    assert.equal(exitCode, 31)
    assert.match(stderr, /^pratique: --on has no effect without --to.*\n$/)
  })
})
