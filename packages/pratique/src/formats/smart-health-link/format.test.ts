import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createTrustStore } from '../../trust.ts'
import { createVerifier } from '../../verify.ts'
import { smartHealthLink } from './format.ts'

const NOW = 1_780_000_000
const KEY = 'rxTgYlOaKJPFtcEd0qcceN8wEU4p94SqAwIWQe6uX7Q'
const LINK = { url: 'https://shl.example/m/secret-path', key: KEY, label: 'Tests', flag: 'LP' }

const verifier = createVerifier({
  formats: [smartHealthLink],
  trust: createTrustStore({ records: [] }),
})

function verify(payload: object, beginning = 'shlink:/') {
  const text = beginning + Buffer.from(JSON.stringify(payload)).toString('base64url')
  return verifier.verify(text, { now: NOW })
}

describe('a SMART Health Link', () => {
  test('is named, and never more than that', async () => {
    const { verdict, exitCode, code, format, checks, ...more } = await verify(LINK)
    assert.deepEqual([verdict, exitCode, code], ['undecided', 22, 'content.link'])
    assert.equal(format, 'smart-health-link')
    assert.equal(checks.find(({ check }) => check === 'content')?.status, 'indeterminate')
    assert.ok('unverified' in more && !('certificate' in more))
    assert.deepEqual(more.unverified?.link?.host.value, 'shl.example')
    assert.deepEqual(more.unverified?.facts, [])
    assert.doesNotMatch(JSON.stringify(more), /secret-path|rxTgYl/)
  })

  test('is the same behind the address of a viewer', async () => {
    const alone = await verify(LINK)
    assert.deepEqual(await verify(LINK, 'https://viewer.example/#shlink:/'), alone)
  })

  test('that is over gets a remark: its server decides', async () => {
    const remarksAt = async (exp: number) =>
      (await verify({ ...LINK, exp })).remarks.map(({ code }) => code)
    assert.deepEqual(await remarksAt(NOW - 1), ['content.link-expired'])
    assert.deepEqual(await remarksAt(NOW), [])
  })

  test('that says what no link says is broken', async () => {
    for (const change of [{ url: 'http://shl.example/a' }, { v: 2 }, { flag: 'PU' }]) {
      const { exitCode, code } = await verify({ ...LINK, ...change })
      assert.deepEqual([exitCode, code], [12, 'format.link'])
    }
  })
})
