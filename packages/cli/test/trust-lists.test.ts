import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { makeKeys, toPem } from '../../pratique/test/make-certificate.ts'
import { fingerprintOf } from '../../pratique/test/make-gdhcn.ts'
import { runHere } from './in-process.ts'
import {
  CERTIFICATE,
  DSC,
  folder,
  importArguments,
  importList,
  LATER_LIST,
  LIST,
  NEXT,
  NOW,
  SIGNER,
  verify,
} from './made-lists.ts'
import { pratique, readLines, write } from './pratique.ts'

describe('a list of the WHO’s network', () => {
  const data = folder('gdhcn')
  before(async () => {
    const ended = await importList(data)
    assert.equal(ended.exitCode, 0, ended.stderr)
    assert.match(ended.stdout, /2 keys: 2 kept, 0 dropped/)
    assert.match(ended.stdout, /anchored 2/)
    assert.match(ended.stdout, /Kept as "gdhcn"/)
  })

  test('makes its certificates genuine, for offices too', async () => {
    const known = await verify(data)
    assert.deepEqual([known.exitCode, known.evidence], [3, 'anchored'])
    assert.equal((await verify(data, '--official')).exitCode, 3)
    const none = await runHere(['verify', CERTIFICATE, '--at', NOW])
    assert.equal(none.exitCode, 20)
    assert.match(none.stdout, /signer\.list-missing/)
    const misspelt = await runHere(['verify', CERTIFICATE, '--data-dir', folder('nowhere')])
    assert.match(misspelt.stderr, /there is no data folder .*\[usage\.data-folder\]/)
  })

  test('grows old', async () => {
    const ended = await verify(data, '--at', '2026-03-01')
    assert.deepEqual([ended.exitCode, ended.code], [20, 'signer.list-stale'])
    const { stdout } = await runHere([
      'verify',
      CERTIFICATE,
      '--at',
      '2026-03-01',
      '--data-dir',
      data,
    ])
    assert.match(stdout, /pratique trust sync/)
  })

  test('without the anchor is as good as its signer, and offices do not take it', async () => {
    const own = folder('listed')
    await runHere(['trust', 'import', LIST, '--signer', SIGNER, '--data-dir', own])
    assert.deepEqual((await verify(own)).evidence, 'listed')
    const official = await verify(own, '--official')
    assert.deepEqual([official.exitCode, official.code], [20, 'signer.evidence'])
  })

  test('is refused by another signer, and nothing is kept', async () => {
    const own = folder('other-signer')
    const jwk = makeKeys().publicKey.export({ format: 'jwk' })
    const other = write('other.jwk', JSON.stringify(jwk))
    const ended = await runHere(['trust', 'import', LIST, '--signer', other, '--data-dir', own])
    assert.equal(ended.exitCode, 2)
    assert.match(ended.stderr, /usage\.trust-file/)
    assert.equal(existsSync(join(own, 'sources')), false)
  })

  test('dry: is reported, and nothing is kept', async () => {
    const own = folder('dry')
    const ended = await importList(own, '--dry-run', '--json')
    const [report] = readLines(ended.stdout) as { kept: number; keys: object[] }[]
    assert.deepEqual([report?.kept, report?.keys.length], [2, 2])
    assert.equal(existsSync(own), false)
  })

  test('of before does not take the place of the one that is held', async () => {
    const own = folder('replay')
    const later = await runHere(importArguments(LATER_LIST, own))
    assert.equal(later.exitCode, 0, later.stderr)
    const older = await runHere(importArguments(LIST, own))
    assert.equal(older.exitCode, 2)
    assert.match(older.stderr, /not kept: the list is of 2026-01-01/)
    assert.match(older.stderr, /--as/)
    const shown = await runHere(['trust', 'show', '--framework', 'hcert', '--data-dir', own])
    assert.match(shown.stdout, /Next DSC/)
  })
})

describe('what is held', () => {
  const data = folder('held')
  before(async () => {
    assert.equal((await importList(data)).exitCode, 0)
  })

  test('is shown by issuer, by network, and what is over alone', async () => {
    const show = async (...args: readonly string[]) =>
      readLines((await runHere(['trust', 'show', '--json', '--data-dir', data, ...args])).stdout)
    const french = (await show('--issuer', 'FR')) as { role?: string; issuer: string }[]
    assert.equal(french.length, 2)
    assert.ok(french.every(({ issuer }) => issuer === 'FR'))
    assert.equal((await show('--issuer', 'France SCA')).length, 1)
    const cards = (await show('--framework', 'smart-health-card')) as { framework: string }[]
    assert.ok(cards.length > 500)
    assert.ok(cards.every(({ framework }) => framework === 'smart-health-card'))
    const over = (await show('--expired')) as { isExpired: boolean }[]
    assert.ok(over.every(({ isExpired }) => isExpired))
    const counted = await pratique(['trust', 'show', '--data-dir', data])
    assert.match(counted.stdout, /hcert {13}signer, anchored: 1\n/)
    assert.ok(counted.stdout.split('\n').length < 30, 'a summary')
    const wrong = await runHere(['trust', 'show', '--framework', 'hc1', '--data-dir', data])
    assert.match(wrong.stderr, /usage\.option/)
  })

  test('is reported key by key', async () => {
    const { stdout } = await runHere(['trust', 'report', '--data-dir', data])
    for (const certificate of [DSC]) {
      assert.match(stdout, new RegExp(`kept +FR +${fingerprintOf(certificate).slice(0, 16)}`))
    }
    const missing = await pratique(['trust', 'report', 'vci', '--data-dir', data])
    assert.match(missing.stderr, /there is no source "vci": there are gdhcn/)
    const none = await runHere(['trust', 'report'])
    assert.deepEqual([none.exitCode, none.stdout], [0, ''])
    assert.match(none.stderr, /trust sync/)
  })

  test('differs from a list of later by what was added', async () => {
    const args = ['trust', 'diff', LIST, LATER_LIST, '--signer', SIGNER, '--json']
    const ended = await runHere(args)
    assert.equal(ended.exitCode, 10)
    const [changes] = readLines(ended.stdout) as Record<string, readonly { keyId: string }[]>[]
    assert.deepEqual(
      changes?.['added']?.map(({ keyId }) => keyId),
      [fingerprintOf(NEXT).slice(0, 16)],
    )
    const rest = [changes?.['removed'], changes?.['withdrawn'], changes?.['changed']]
    assert.deepEqual(rest, [[], [], []])
    const back = await runHere(['trust', 'diff', LATER_LIST, LIST, '--signer', SIGNER])
    assert.match(back.stdout, /0 added, 1 removed, 0 withdrawn, 0 changed/)
    const same = await pratique(['trust', 'diff', LIST, LIST, '--signer', SIGNER])
    assert.equal(same.exitCode, 0)
    const alone = await runHere([
      'trust',
      'diff',
      'gdhcn',
      LIST,
      '--signer',
      SIGNER,
      '--data-dir',
      data,
    ])
    assert.deepEqual(
      [alone.exitCode, alone.stderr],
      [0, ''],
      'what the anchor signed is not compared',
    )
    const bundle = join(data, 'bundles/local.bundle')
    const held = await runHere(['trust', 'diff', 'gdhcn', bundle, '--data-dir', data])
    assert.deepEqual([held.exitCode, held.stderr], [0, ''])
  })
})

describe('the drill: a key is stolen', () => {
  const data = folder('drill')
  const withdraw = (keyId: string, ...args: readonly string[]) =>
    runHere(['trust', 'withdraw', keyId, '--data-dir', data, ...args])

  test('from the decision to the refused certificate, and no list brings it back', async () => {
    assert.equal((await importList(data)).exitCode, 0)
    assert.equal((await verify(data)).exitCode, 3)
    const kid = Buffer.from(fingerprintOf(DSC).slice(0, 16), 'hex').toString('base64')
    const ended = await withdraw(kid, '--reason', 'stolen, said the ministry')
    assert.equal(ended.exitCode, 0, ended.stderr)
    assert.match(ended.stdout, /Denied: hcert FR/)
    const refused = await verify(data)
    assert.deepEqual([refused.exitCode, refused.code], [13, 'key-usage.withdrawn'])
    assert.equal((await runHere(importArguments(LATER_LIST, data))).exitCode, 0)
    assert.equal((await verify(data, '--at', '2026-02-10')).code, 'key-usage.withdrawn')
    const { stdout: shown } = await runHere(['trust', 'show', '--issuer', 'FR', '--data-dir', data])
    assert.match(shown, /denied here: FR .*: stolen, said the ministry/)
    assert.match(shown, new RegExp(`${fingerprintOf(DSC).slice(0, 16)}: signer, .*WITHDRAWN`))
    const again = await withdraw(kid, '--reason', 'once more')
    assert.deepEqual([again.exitCode, again.stdout], [0, ''])
    assert.match(again.stderr, /denied already, .*: stolen/)
    const given = ['--trust', write('dsc.pem', toPem(DSC))]
    assert.equal((await verify(data, ...given)).code, 'key-usage.withdrawn')
  })

  test('an authority takes with it what it has issued', async () => {
    const own = folder('drill-authority')
    assert.equal((await importList(own)).exitCode, 0)
    const shown = await runHere(['trust', 'show', '--json', '--issuer', 'FR', '--data-dir', own])
    const keys = readLines(shown.stdout) as { role?: string; keyId: string }[]
    const keyId = keys.find(({ role }) => role === 'authority')?.keyId ?? ''
    const args = ['trust', 'withdraw', keyId, '--reason', 'drill', '--data-dir', own]
    assert.equal((await runHere(args)).exitCode, 0)
    assert.equal((await verify(own)).code, 'key-usage.withdrawn')
  })

  test('with a key of one’s own; and never without a reason', async () => {
    const own = folder('drill-key')
    assert.equal((await importList(own)).exitCode, 0)
    const pem = makeKeys().privateKey.export({ type: 'pkcs8', format: 'pem' })
    const keyId = fingerprintOf(DSC).slice(0, 16)
    const base = [
      'trust',
      'withdraw',
      keyId,
      '--data-dir',
      own,
      '--key',
      write('own.pem', pem, 0o600),
    ]
    const silent = await runHere(base)
    assert.match(silent.stderr, /usage\.argument/)
    assert.equal((await runHere([...base, '--reason', 'drill'])).exitCode, 0)
    assert.equal((await verify(own)).code, 'key-usage.withdrawn')
    assert.equal(existsSync(join(own, 'operator.pem')), false)
    const unknown = await pratique([...base.with(2, 'ffff'), '--reason', 'drill'])
    assert.match(unknown.stderr, /no key "ffff" is held/)
  })
})
