/**
 * A SMART Health Card that is taken back, from the issuer's orders to somebody else's counter.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import {
  type MadeAuthority,
  makeAuthority,
  NOW,
  runAt,
  testOrder,
  URL_OF_CARDS,
} from './made-authority.ts'
import { FOLDER, write } from './pratique.ts'

const DAY = 86_400
const LISTS = join(FOLDER, 'card-lists')

let authority: MadeAuthority
let lists: readonly string[]
let card = ''
let kept = ''
let list = 0

/** The bound certificate of the key that signs the lists. */
let bound: readonly string[]

before(async () => {
  authority = await makeAuthority('cards')
  bound = ['--trust', `${URL_OF_CARDS}=${authority.lists.certificate}`]
  const named = ['--issuer', `smart-health-card=${URL_OF_CARDS}`, '--issuer', 'hcert=UT']
  await build(NOW - DAY, named)
  card = await issue(1)
  kept = await issue(2)
  const revoke = ['revoke', card, '--lists', LISTS, '--reason', 'wrong']
  const revoked = await runAt(revoke)
  assert.equal(revoked.exitCode, 0, revoked.stderr)
  await build(NOW + DAY)
  lists = ['--revocations', join(FOLDER, `card-list-${list}.cbor`)]
})

/** What is on the web server then. */
async function build(now: number, options: readonly string[] = []): Promise<void> {
  const by = ['--lists', LISTS, '--key', authority.lists.key, '--json']
  const { exitCode, stdout, stderr } = await runAt(['lists', 'build', ...by, ...options], { now })
  assert.equal(exitCode, 0, stderr)
  for (const made of JSON.parse(stdout).lists) {
    const name = `list-${made.list}.cbor`
    copyFileSync(join(LISTS, 'published', name), join(FOLDER, `card-${name}`))
  }
}

async function issue(at: number): Promise<string> {
  const order = write(`card-order-${at}.ndjson`, `${testOrder(at)}\n`)
  const by = ['--signer', authority.health.key, '--country', 'UT', '--name', 'Ministry']
  const args = ['issue', order, '--format', 'smart-health-card', '--url', URL_OF_CARDS, ...by]
  const { exitCode, stdout, stderr } = await runAt([...args, '--lists', LISTS, '--json'])
  assert.equal(exitCode, 0, stderr)
  const { texts, receipt } = JSON.parse(stdout)
  list = receipt.list
  return write(`card-${at}.txt`, texts.join('\n'))
}

async function verify(path: string, options: readonly string[], now: number = NOW + DAY) {
  const how = ['--authenticity', '--json', '--at', new Date(now * 1000).toISOString()]
  const args = ['verify', path, ...how, '--trust', authority.cards, ...options]
  const { exitCode, stdout, stderr } = await runAt(args, { now })
  assert.ok(stdout, stderr)
  return { exitCode, code: JSON.parse(stdout).code }
}

describe('a card that its issuer has taken back', () => {
  test('is revoked where the key of the lists is trusted for that issuer', async () => {
    const revoked = { exitCode: 14, code: 'revocation.revoked' }
    assert.deepEqual(await verify(card, [...bound, ...lists]), revoked)
    assert.equal((await verify(kept, [...bound, ...lists])).exitCode, 0)
  })

  test('is undecided without the list, and so is every other; with an old list every other', async () => {
    const missing = { exitCode: 20, code: 'revocation.list-missing' }
    for (const path of [card, kept]) assert.deepEqual(await verify(path, bound), missing)
    const later = NOW + 9 * DAY
    const stale = { exitCode: 20, code: 'revocation.list-stale' }
    assert.deepEqual(await verify(kept, [...bound, ...lists], later), stale)
    assert.equal((await verify(card, [...bound, ...lists], later)).code, 'revocation.revoked')
  })

  test('is not known to be, where the key is trusted for its country or another issuer', async () => {
    const { certificate } = authority.lists
    for (const trust of [certificate, `https://other.example=${certificate}`]) {
      assert.equal((await verify(card, ['--trust', trust, ...lists])).code, undefined)
    }
  })
})

describe('pratique lists verify', () => {
  async function notSpokenFor(trust: readonly string[]): Promise<object> {
    const [, file = ''] = lists
    const { stdout, stderr } = await runAt(['lists', 'verify', file, ...trust, '--json'], {
      now: NOW + DAY,
    })
    assert.ok(stdout, stderr)
    return JSON.parse(stdout).lists.map((each: object) => Reflect.get(each, 'notSpokenFor'))
  }

  test('names whom the key of a list does not speak for', async () => {
    const card = { framework: 'smart-health-card', issuer: URL_OF_CARDS }
    const own = ['--trust', authority.lists.certificate]
    assert.deepEqual(await notSpokenFor(own), [[card]])
    assert.deepEqual(await notSpokenFor(bound), [[{ framework: 'hcert', issuer: 'UT' }]])
    assert.deepEqual(await notSpokenFor([...own, ...bound]), [[]])
    const [, file = ''] = lists
    const { stdout } = await runAt(['lists', 'verify', file, ...own], { now: NOW + DAY })
    assert.match(stdout, /counts for nothing in smart-health-card https:\/\/cards\.utopia\.example/)
  })
})
