/**
 * An issuer whose revocation key changes goes on with its lists.
 *
 * @module
 */

import assert from 'node:assert/strict'
import fs from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { UsageError } from 'pratique/errors'
import { readListFile } from 'pratique/revocation'
import { requireOnLists } from '../src/lists/list-issuers.ts'
import { makeAuthority, NOW, runAt } from './made-authority.ts'
import { FOLDER } from './pratique.ts'

const DAY = 86_400
const BUILD = ['lists', 'build', '--lists', 'kept', '--key']

before(async () => {
  const { add } = await makeAuthority('of')
  await add('next', 'revocation')
})

describe('a revocation key', () => {
  test('is one for lists, where its certificate is given', async () => {
    const wrong = await runAt([...BUILD, 'of/health.pem', '--certificate', 'of/health.crt'])
    assert.match(wrong.stderr, /for revocation lists alone.*\[usage\.certificate\]$/m)
    const other = await runAt([...BUILD, 'of/lists.pem', '--certificate', 'of/next.crt'])
    assert.match(other.stderr, /\[usage\.certificate\]$/m)
    assert.ok(!fs.existsSync(join(FOLDER, 'kept')))
  })

  test('gives way to another, which signs upon what it has signed', async () => {
    const certificate = ['--certificate', 'of/lists.crt', '--issuer', 'hcert=UT']
    await good([...BUILD, 'of/lists.pem', ...certificate])
    const [first, path] = newest()
    const change = [...BUILD, 'of/next.pem', '--certificate', 'of/next.crt']
    const refused = await runAt(change, { now: NOW + DAY })
    assert.match(refused.stderr, /--previous-certificate FILE.*\[usage\.lists\]$/m)
    const wrong = await runAt([...change, '--previous-certificate', 'of/health.crt'])
    assert.match(wrong.stderr, /\[usage\.certificate\]$/m)
    fs.copyFileSync(path, join(FOLDER, 'first.cbor'))
    await good([...change, '--previous-certificate', 'of/lists.crt'], NOW + DAY)
    const [second] = newest()
    assert.deepEqual([first.content.number, second.content.number], [1, 2])
    assert.notEqual(first.signature.keyId, second.signature.keyId)
    for (const [file, key] of [
      ['first.cbor', 'of/lists.crt'],
      ['first.cbor', 'of/lists.pem'],
      [path, 'of/next.crt'],
    ] as const) {
      assert.equal(await signerOf('lists', file), await signerOf('keys', key))
    }
    assert.equal(second.content.previous, 'digest' in first && first.digest)
    const trust = ['--trust', 'of/lists.crt', '--trust', 'of/next.crt']
    await good(['lists', 'verify', ...trust, 'first.cbor', path], NOW + DAY)
    await good(change, NOW + 2 * DAY)
  })
})

/** What `lists show` and `keys show` call a signer, alike in words and as JSON. */
async function signerOf(command: 'lists' | 'keys', file: string): Promise<string> {
  const show = [command, 'show', file]
  const { signer } = JSON.parse((await runAt([...show, '--json'])).stdout)
  assert.match(signer, /^[0-9a-f]{16}$/)
  assert.match((await runAt(show)).stdout, new RegExp(`^ *signer +${signer}(?::|$)`, 'm'))
  return signer
}

describe('whom lists speak for', () => {
  const build = ['lists', 'build', '--lists', 'named', '--key', 'of/lists.pem']

  for (const issuer of [
    ...['hcert=ut', 'hcert=AUT', 'vds-nc=U', 'hcert=', 'other=UT'],
    ...['smart-health-card=http://example.org', 'smart-health-card=https://example.org/'],
  ]) {
    test(`is not ${issuer}`, async () => {
      const { stderr } = await runAt([...build, '--issuer', issuer])
      assert.match(stderr, /--issuer .*\[usage\.option\]$/m)
    })
  }

  test('is kept, may grow, and is not lost', async () => {
    await good([...build, '--issuer', 'vds-nc=UTO'])
    const more = ['--issuer', 'vds-nc=UT', '--issuer', 'hcert=UT']
    const today = await runAt([...build, ...more], { now: NOW })
    assert.match(today.stdout, /edition of tomorrow/)
    await good(build, NOW + DAY)
    const [{ content }] = newest('named')
    assert.deepEqual(
      content.issuers,
      new Map([
        ['vds-nc', 'UT'],
        ['hcert', 'UT'],
      ]),
    )
    const less = await runAt([...build, '--issuer', 'hcert=UT'], { now: NOW + 2 * DAY })
    assert.match(less.stderr, /"vds-nc=UT".*\[usage\.lists\]$/m)
  })

  test('has to be who issues', async () => {
    const folder = join(FOLDER, 'named')
    await requireOnLists(folder, 'hcert', { country: 'UT', name: 'Ministry' })
    for (const [framework, country] of [
      ['hcert', 'XE'],
      ['smart-health-card', 'UT'],
    ] as const) {
      const profile = { country, name: 'Ministry', url: 'https://example.org' }
      await assert.rejects(
        requireOnLists(folder, framework, profile),
        (error) => error instanceof UsageError && error.code === 'usage.lists',
      )
    }
  })
})

function newest(lists = 'kept'): readonly [ReturnType<typeof readListFile>, string] {
  const folder = join(FOLDER, lists, 'published')
  const name = fs.readdirSync(folder).find((each) => each.startsWith('list-')) ?? assert.fail()
  return [readListFile(new Uint8Array(fs.readFileSync(join(folder, name)))), join(folder, name)]
}

async function good(args: readonly string[], now: number = NOW): Promise<void> {
  const { exitCode, stderr } = await runAt(args, { now })
  assert.equal(exitCode, 0, stderr)
}
