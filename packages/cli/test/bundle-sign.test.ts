/**
 * `pratique bundle quorum`, `sign` and `join`: who must sign a bundle, and who has.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { digestOf } from 'pratique/bundle'
import {
  AIRPORT,
  CARD,
  FIRST,
  good,
  jsonOf,
  MINISTRY,
  newFile,
  newFolder,
  next,
  ONE,
  PASSPHRASE,
  PORT,
  QUORUM,
  read,
  refused,
  signed,
} from './made-bundles.ts'
import { hold, makeExamplia, makeKeyFiles } from './made-held.ts'
import { pratique } from './pratique.ts'

describe('bundle sign', { concurrency: 2 }, () => {
  test('adds a signature in place, and says what was signed', async () => {
    const out = newFile('one.bundle')
    copyFileSync(FIRST, out)
    const { stdout } = await good('sign', out, '--key', AIRPORT.secret)
    assert.match(
      stdout,
      new RegExp(`^Signed by [0-9a-f]{16}: bundle number 1, ${digestOf(read(FIRST))}`),
    )
    assert.match(stdout, /all keys are new/)
    assert.equal(read(out).signatures.length, 1)
    assert.deepEqual(read(out).signedBytes, read(FIRST).signedBytes)
  })

  test('counts once: a second signature of the same key is none', async () => {
    const before = readFileSync(ONE)
    const ended = await good('sign', ONE, '--key', PORT.secret, '--json')
    const { wasSigned, signatures } = jsonOf(ended)
    assert.deepEqual([wasSigned, signatures], [true, 2])
    assert.deepEqual(readFileSync(ONE), before)
    const out = newFile('again.bundle')
    assert.match(
      (await good('sign', ONE, '--key', PORT.secret, '--out', out)).stdout,
      /^Signed before/,
    )
    assert.deepEqual(readFileSync(out), before)
  })

  test('asks for the passphrase of a key, and takes it from no argument', async () => {
    const out = newFile('signed.bundle')
    const args = ['bundle', 'sign', FIRST, '--key', MINISTRY.secret, '--out', out]
    for (const stdin of ['wrong\n', '', '\n']) {
      const { exitCode, stdout, stderr } = await pratique(args, { stdin })
      assert.deepEqual([exitCode, stdout, existsSync(out)], [2, '', false])
      assert.match(stderr, /ministry\.pem.*passphrase.*\[usage\.key-file\]\n$/)
    }
    const { exitCode, stdout, stderr } = await pratique(args, { stdin: `${PASSPHRASE}\n` })
    assert.deepEqual([exitCode, stderr], [0, ''])
    assert.ok(!stdout.includes(PASSPHRASE))
    assert.equal(read(out).signatures.length, 1)
    assert.equal(read(FIRST).signatures.length, 0)
    await refused('usage.option', 'sign', FIRST, '--key', MINISTRY.secret, '--passphrase', 'x')
  })

  test('refuses what is no key for it', async () => {
    const large = makeKeyFiles('large', 'P-384')
    const none = [large.secret, AIRPORT.public, CARD]
    for (const key of none) await refused('usage.key-file', 'sign', ONE, '--key', key)
    await refused('usage.file-missing', 'sign', ONE, '--key', 'no.pem')
    await refused('usage.option', 'sign', ONE)
    await refused('usage.argument', 'sign', '--key', PORT.secret)
    await refused('usage.bundle', 'sign', CARD, '--key', PORT.secret)
  })

  test('refuses a key that the bundle holds for certificates', async () => {
    const holder = makeKeyFiles('holder')
    const data = newFolder()
    await hold(data, 'examplia', 'file', makeExamplia(withKey(holder.public)))
    const out = newFile('holder.bundle')
    await good('build', '--out', out, '--data-dir', data)
    await refused('usage.bundle-role', 'sign', out, '--key', holder.secret)
    assert.equal(read(out).signatures.length, 0)
    const quorum = newFile('quorum.json')
    await good('quorum', holder.public, PORT.public, '--out', quorum)
    const args = ['--out', newFile('x.bundle'), '--data-dir', data]
    await refused('usage.bundle-role', 'build', ...args, '--next-quorum', quorum)
  })
})

/** Puts a key in the place of one of Examplia's. */
function withKey(path: string): (text: string) => string {
  const spki = readFileSync(path, 'utf8').replace(/-----[^-]+-----|\s/g, '')
  return (text) => {
    const { records: [first] = [], ...file } = JSON.parse(text)
    return JSON.stringify({ ...file, revocations: [], records: [{ ...first, spki }] })
  }
}

describe('bundle quorum', { concurrency: 2 }, () => {
  const three = [MINISTRY.public, AIRPORT.public, PORT.public]

  test('asks for more than half, and calls keys by their files', async () => {
    const json = JSON.parse(readFileSync(QUORUM, 'utf8'))
    assert.deepEqual([json.type, json.threshold], ['pratique-quorum', 2])
    assert.deepEqual(
      json.keys.map(({ name }: { readonly name: string }) => name),
      ['ministry', 'airport', 'port'],
    )
    const cases = [
      [1, 1],
      [2, 2],
      [3, 2],
      [4, 3],
    ] as const
    const keys = [...three, makeKeyFiles('fourth').public]
    for (const [count, threshold] of cases) {
      const out = newFile('q.json')
      await pratique(['bundle', 'quorum', ...keys.slice(0, count), '--out', out])
      assert.equal(JSON.parse(readFileSync(out, 'utf8')).threshold, threshold)
    }
  })

  test('takes names and a threshold, and the public half of a private key', async () => {
    const out = newFile('q.json')
    const keys = [`Port health=${AIRPORT.secret}`, `Navy=${PORT.secret}`]
    const ended = await good('quorum', ...keys, '--threshold', '2', '--out', out, '--json')
    const { threshold, signers } = jsonOf(ended)
    const names = Object(signers).map(({ name }: { readonly name: string }) => name)
    assert.deepEqual([threshold, names], [2, ['Port health', 'Navy']])
    const text = readFileSync(out, 'utf8')
    const publicHalf = readFileSync(PORT.public, 'utf8').replace(/-----[^-]+-----|\s/g, '')
    assert.ok(text.includes(publicHalf))
    assert.ok(!text.includes('PRIVATE'))
  })

  test('says that one key alone is too few', async () => {
    const args = ['bundle', 'quorum', PORT.public, '--out', newFile('q.json')]
    const { exitCode, stderr } = await pratique(args)
    assert.equal(exitCode, 0)
    assert.match(stderr, /^pratique: one key alone can now add an issuer unseen/)
  })

  test('refuses what nobody could meet, one key twice, and other keys', async () => {
    const out = newFile('q.json')
    const of = (code: string, ...args: readonly string[]) =>
      refused(code, 'quorum', ...args, '--out', out)
    await of('usage.quorum', ...three, '--threshold', '4')
    await of('usage.quorum', ...three, '--threshold', '0')
    await of('usage.option', ...three, '--threshold', 'two')
    await of('usage.quorum', `a=${PORT.public}`, `b=${PORT.secret}`)
    assert.match(await of('usage.quorum', PORT.public, `port=${AIRPORT.public}`), /NAME=FILE/)
    assert.match(await of('usage.key-file', MINISTRY.secret), /openssl pkey -pubout/)
    await of('usage.key-file', makeKeyFiles('p384', 'P-384').public)
    await of('usage.key-file', CARD)
    await of('usage.argument')
    await refused('usage.option', 'quorum', ...three)
    assert.ok(!existsSync(out))
    await refused('usage.output-file', 'quorum', ...three, '--out', PORT.secret)
  })
})

describe('bundle join', { concurrency: 2 }, () => {
  test('puts the signatures of copies together, each once', async () => {
    const one = await signed(FIRST, AIRPORT.secret)
    const other = await signed(FIRST, PORT.secret)
    const out = newFile('joined.bundle')
    const { stdout } = await good('join', one, other, one, '--out', out)
    assert.match(stdout, /^Joined, signatures: 2: bundle number 1, /)
    await good('verify', out, '--quorum', QUORUM)
    await good('join', one, other, '--out', one)
    assert.equal(read(one).signatures.length, 2)
  })

  test('joins no different bundles', async () => {
    const out = newFile('joined.bundle')
    const two = await next(ONE)
    assert.match(
      await refused('usage.argument', 'join', ONE, two, '--out', out),
      /are different bundles/,
    )
    await refused('usage.argument', 'join', ONE, '--out', out)
    await refused('usage.option', 'join', ONE, ONE)
    await refused('usage.bundle', 'join', ONE, CARD, '--out', out)
    assert.ok(!existsSync(out))
  })
})
