/**
 * A key has one role: `pratique issue` signs by none of another, and `lists build` neither, as far as either can
 * know.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
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

let authority: MadeAuthority
let input = ''
before(async () => {
  authority = await makeAuthority('roles')
  const { holder, fact } = JSON.parse(testOrder(1))
  const order = {
    holder: { ...holder, documentNumber: 'U1' },
    fact: { ...fact, centre: 'Amaurote' },
  }
  input = write('order.json', JSON.stringify(order))
})

const SIGNERS = ['health', 'seals', 'lists'] as const
const FORMATS = {
  'eu-dcc': ['health', /certified with "keys certify --for test,vaccination,recovery"/],
  'smart-health-card': ['health', /certified with "keys certify --for test,vaccination,recovery"/],
  'vds-nc': ['seals', /certified with "keys certify --for vds-nc"/],
} as const

function argsFor(format: string, options: readonly string[]): readonly string[] {
  const more = format === 'vds-nc' ? ['--authority', authority.certificate] : []
  const card = format === 'smart-health-card' ? ['--url', URL_OF_CARDS] : []
  return ['issue', input, '--format', format, ...options, ...more, ...card]
}

describe('pratique issue', () => {
  for (const [format, [own, words]] of Object.entries(FORMATS)) {
    test(`signs ${format} by a key of its role, and by no other`, async () => {
      for (const name of SIGNERS) {
        const args = argsFor(format, authority[name].options)
        for (const each of [args, [...args, '--dry-run']]) {
          const { exitCode, stdout, stderr } = await runAt(each)
          assert.equal(exitCode, name === own ? 0 : 2, stderr)
          if (name === own) continue
          assert.equal(stdout, '')
          assert.match(stderr, words)
          assert.match(stderr, / \[usage\.issuer\]\n$/)
        }
      }
    })
  }

  test('signs nothing by the key that signs the lists, certificate or not', async () => {
    const { health, lists } = authority
    const build = ['lists', 'build', '--lists', 'by-one-key', '--key', lists.key]
    const named = ['--issuer', `smart-health-card=${URL_OF_CARDS}`]
    assert.equal((await runAt([...build, ...named], { now: NOW - 86_400 })).exitCode, 0)
    const bare = ['--country', 'UT', '--name', 'Ministry', '--lists', 'by-one-key']
    const issue = (key: string) => runAt(argsFor('smart-health-card', ['--signer', key, ...bare]))
    const refused = await issue(lists.key)
    assert.equal(refused.exitCode, 2)
    assert.match(refused.stderr, /signs the lists in ".*", .*"keys create" \[usage\.issuer\]$/m)
    const issued = await issue(health.key)
    assert.equal(issued.exitCode, 0, issued.stderr)
  })
})

describe('pratique lists build', () => {
  const build = (folder: string, options: readonly string[]) =>
    runAt(['lists', 'build', '--lists', folder, ...options, '--issuer', 'hcert=UT'])

  test('signs by no key of another role', async () => {
    for (const name of ['health', 'seals', 'tests'] as const) {
      const { key, certificate } = authority[name]
      const { exitCode, stderr } = await build('wrong', [
        '--key',
        key,
        '--certificate',
        certificate,
      ])
      assert.equal(exitCode, 2)
      assert.match(stderr, /"pratique keys certify --for revocation" \[usage\.certificate\]$/m)
    }
    assert.ok(!existsSync(join(FOLDER, 'wrong')))
  })
})
