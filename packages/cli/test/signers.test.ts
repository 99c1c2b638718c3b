/**
 * Commands that sign let go of a token when they have ended: a session that stays open is open to whoever
 * comes next.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { MODULE, makeTokens, PIN, WITHOUT_TOKEN } from '../../pratique/test/made-token.ts'
import { NOW, runAt } from './made-authority.ts'
import { FIRST } from './made-bundles.ts'
import { FOLDER, vectorFile, write } from './pratique.ts'

const ADDRESS = `pkcs11:token=health;object=dsc?module-path=${MODULE}`
const KEY = ['--key', ADDRESS, '--passphrase-file']
const LISTS = ['--lists', 'token-lists']
const CARD_KEY_ID = 'tM-tNB1m1k5rzXNgg9CCr0m2QAvBk59ug2g3oqBgA9Y'

const tokens = makeTokens()

describe('a token is let go of', { skip: WITHOUT_TOKEN }, () => {
  let pin = ''
  let wrongPin = ''
  before(async () => {
    // The module reads it when it is loaded, once in this process.
    process.env['SOFTHSM2_CONF'] = tokens.config
    tokens.add('health')
    tokens.importKey('health', { label: 'dsc', id: '01' })
    pin = write('pin.txt', PIN, 0o600)
    wrongPin = write('wrong-pin.txt', '000000', 0o600)
    await requireClosed()
  })

  /** A token that is open asks nobody for its PIN. */
  async function requireClosed(): Promise<void> {
    const { exitCode, stderr } = await runAt([
      'keys',
      'show',
      ADDRESS,
      '--passphrase-file',
      wrongPin,
    ])
    assert.equal(exitCode, 2)
    assert.match(stderr, /PIN is not that of the token/)
  }

  const publish = ['policy', 'publish', 'polio', '--out', join(FOLDER, 'polio.bundle')]
  const status = ['--as', 'status-list-jwt', '--uri', 'https://lists.example', '--out', 'status']
  const withdraw = ['trust', 'withdraw', CARD_KEY_ID, '--reason', 'stolen', '--data-dir']
  for (const [name, args] of [
    ['lists build', () => ['lists', 'build', ...LISTS, '--issuer', 'hcert=UT']],
    ['lists export', () => ['lists', 'export', ...LISTS, ...status]],
    ['bundle sign', () => ['bundle', 'sign', FIRST]],
    ['policy publish', () => publish],
    ['trust withdraw', async () => [...withdraw, await newHeld()]],
  ] as const) {
    test(`by ${name}`, async () => {
      const { exitCode, stderr } = await runAt([...(await args()), ...KEY, pin], { now: NOW })
      assert.deepEqual([exitCode, stderr], [0, ''])
      await requireClosed()
    })
  }

  test('by what fails with it', async () => {
    const rules = ['policy', 'publish', 'polio', '--out', join(FOLDER, 'no', 'such.bundle')]
    for (const args of [rules, ['lists', 'build', ...LISTS, '--issuer', 'hcert=XX']]) {
      assert.equal((await runAt([...args, ...KEY, pin], { now: NOW })).exitCode, 2)
      await requireClosed()
    }
  })

  test('whose PIN is of no use without a key', async () => {
    for (const args of [publish, [...withdraw, FOLDER]]) {
      const { exitCode, stderr } = await runAt([...args, '--passphrase-file', pin])
      assert.equal(exitCode, 2)
      assert.match(stderr, /--passphrase-file goes with --key/)
    }
  })
})

/** A data folder that holds keys. */
async function newHeld(): Promise<string> {
  const folder = mkdtempSync(join(FOLDER, 'held-'))
  const list = vectorFile('exercise/trust.json')
  const { exitCode, stderr } = await runAt(['trust', 'import', list, '--data-dir', folder])
  assert.equal(exitCode, 0, stderr)
  return folder
}
