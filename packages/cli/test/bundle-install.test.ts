/**
 * `pratique bundle verify` and `install`: what takes the place of what is held, and what never does,
 * whenever the process stops.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, beforeEach, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { digestOf } from 'pratique/bundle'
import { verifyAsJson } from './answers.ts'
import {
  AIRPORT,
  bundle,
  CARD,
  damage,
  deny,
  FIRST,
  good,
  jsonOf,
  NAVY,
  newFile,
  newFolder,
  next,
  ONE,
  PORT,
  QUORUM,
  read,
  refused,
  signed,
} from './made-bundles.ts'
import { holdAll } from './made-held.ts'
import { type Ended, FOLDER, pratique, write } from './pratique.ts'

const TWO_SIGN = [AIRPORT.secret, PORT.secret] as const

/** Navy takes the place of the ministry. */
const QUORUM_2 = join(FOLDER, 'quorum-2.json')

let two: string
let data: string

before(async () => {
  await good('quorum', NAVY.public, AIRPORT.public, PORT.public, '--out', QUORUM_2)
  two = await signed(await next(ONE), ...TWO_SIGN)
})

beforeEach(() => {
  data = newFolder()
})

function install(path: string, ...args: readonly string[]): Promise<Ended> {
  return good('install', path, '--data-dir', data, ...args)
}

function installFirst(): Promise<Ended> {
  return install(ONE, '--quorum', QUORUM)
}

function installed(): Buffer {
  return readFileSync(join(data, 'bundles/installed.bundle'))
}

/** Neither verified nor installed: what is held stays, byte for byte. */
async function refuse(code: string, path: string, ...args: readonly string[]): Promise<string> {
  const before = snapshot()
  const ended = await bundle('verify', path, '--data-dir', data, ...args)
  assert.equal(ended.exitCode, 2)
  assert.match(ended.stdout, /^It would be REFUSED$/m)
  assert.ok(ended.stderr.endsWith(` [${code}]\n`), ended.stderr)
  const words = await refused(code, 'install', path, '--data-dir', data, ...args)
  assert.deepEqual(snapshot(), before)
  return words
}

/** Verifies the card with what is held. */
function verifyCard(exitCode: number): ReturnType<typeof verifyAsJson> {
  return verifyAsJson(['--at', '2026-06-01', CARD], exitCode, { env: { PRATIQUE_DATA_DIR: data } })
}

/** All files of the data folder, by their paths. */
function snapshot(): ReadonlyMap<string, string> {
  const entries = readdirSync(data, { recursive: true, withFileTypes: true })
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .toSorted()
      .map((path) => [path, readFileSync(path, 'hex')]),
  )
}

describe('bundle install', () => {
  test('verifies certificates from then on, with the keys of the bundle', async () => {
    await verifyCard(13)
    const { stdout } = await installFirst()
    assert.match(stdout, new RegExp(`^Installed: bundle number 1, ${digestOf(read(ONE))}\n`))
    assert.match(
      stdout,
      /^ {2}airport +has signed\n {2}port +has signed\n {2}ministry +has not signed\n/m,
    )
    assert.match(stdout, /^ {2}2 of 3 have signed, and 2 must\n {2}hcert: dated 1 January 2026 \(/m)
    await verifyCard(3)
    assert.deepEqual(installed(), readFileSync(ONE))
    assert.deepEqual(readFileSync(join(data, 'quorum.json')), readFileSync(QUORUM))
    for (const name of ['quorum.json', 'bundles/installed.bundle']) {
      assert.equal(statSync(join(data, name)).mode & 0o777, 0o600)
    }
  })

  test('takes the next one, in which a key is withdrawn', async () => {
    await installFirst()
    const builder = newFolder()
    await holdAll(builder)
    await deny(builder)
    const out = newFile('denying.bundle')
    await good('build', '--out', out, '--data-dir', builder, '--previous', ONE)
    const denying = await signed(out, ...TWO_SIGN)
    assert.match(
      (await install(denying)).stdout,
      /^Installed in place of number 1: bundle number 2,/,
    )
    const [told] = await verifyCard(13)
    assert.equal(told?.code, 'key-usage.withdrawn')
    // And nothing brings the key back: neither an older bundle, nor a newer one that has forgotten.
    await refuse('usage.bundle-rollback', ONE)
    const forgetful = await signed(await next(ONE, '--number', '3'), ...TWO_SIGN)
    assert.match(
      await refuse('usage.bundle-rollback', forgetful),
      /leaves out a key that is denied/,
    )
    await verifyCard(13)
  })

  test('leaves denied what was denied on this machine', async () => {
    await deny(data)
    await installFirst()
    await verifyCard(13)
    await install(two)
    await verifyCard(13)
  })

  test('refuses a lower number, and another bundle of the same', async () => {
    await installFirst()
    await install(two)
    const words = await refuse('usage.bundle-rollback', ONE)
    assert.match(words, /number 1, and 2 is held or needed; number 2 stays installed/)
    const other = await next(ONE, '--next-quorum', QUORUM)
    assert.match(
      await refuse('usage.bundle-rollback', await signed(other, ...TWO_SIGN)),
      /another one of this number is held/,
    )
    assert.deepEqual(installed(), readFileSync(two))
  })

  test('refuses too few signatures, broken ones, and those of others', async () => {
    const one = await signed(FIRST, AIRPORT.secret)
    const ofNavy = await signed(one, NAVY.secret)
    const broken = damage(ONE, -1)
    await refuse('usage.bundle-signatures', one, '--quorum', QUORUM)
    assert.deepEqual(readdirSync(data), [])
    await installFirst()
    const words = await refuse('usage.bundle-signatures', one)
    assert.match(words, /1 of 3 signers, and 2 are needed; number 1 stays installed/)
    for (const path of [ofNavy, broken, FIRST]) await refuse('usage.bundle-signatures', path)
    const told = await bundle('verify', broken, '--data-dir', data)
    assert.match(told.stdout, /^ {2}port +BROKEN: /m)
    const navy = await bundle('verify', ofNavy, '--data-dir', data)
    assert.match(navy.stdout, /^ {2}[0-9a-f]{16} is not of the quorum, and counts for nothing$/m)
  })

  test('refuses a damaged file, wherever it is damaged', async () => {
    await installFirst()
    const size = statSync(two).size
    const ended = await bundle('verify', damage(two, Math.floor(size / 2)), '--data-dir', data)
    assert.match(ended.stdout, /^It would be REFUSED$/m)
    assert.match(ended.stderr, /the bundle is damaged: .* \[usage\.bundle\]\n$/)
    for (const at of [0, Math.floor(size / 2), Math.floor(size * 0.6), Math.floor(size * 0.8)]) {
      await refused('usage.bundle', 'install', damage(two, at), '--data-dir', data)
    }
    // Within the manifest: it is none any more, or it is not what was signed.
    for (const at of [40, 80, 160]) {
      const { exitCode, stderr } = await bundle('install', damage(two, at), '--data-dir', data)
      assert.equal(exitCode, 2)
      assert.match(stderr, /\[usage\.bundle(?:-signatures)?\]\n$/)
    }
    const cut = newFile('cut.bundle')
    writeFileSync(cut, readFileSync(two).subarray(0, size - 10))
    await refused('usage.bundle', 'install', cut, '--data-dir', data)
    assert.deepEqual(installed(), readFileSync(ONE))
  })

  test('refuses a bundle that holds a key of the quorum for certificates', async () => {
    const issuers = newFile('quorum.json')
    const pem = write('dsc.pem', keyOfCard())
    await good('quorum', pem, ...[AIRPORT, PORT].map((each) => each.public), '--out', issuers)
    await refuse('usage.bundle-role', ONE, '--quorum', issuers)
  })

  test('installs what is installed once more, and mends it', async () => {
    await installFirst()
    assert.match((await installFirst()).stdout, /^Installed before: bundle number 1, /)
    const bytes = installed()
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1
    writeFileSync(join(data, 'bundles/installed.bundle'), bytes)
    await install(ONE)
    assert.deepEqual(installed(), readFileSync(ONE))
  })

  test('says what to do where what is installed cannot be read at all', async () => {
    await installFirst()
    writeFileSync(join(data, 'bundles/installed.bundle'), 'x')
    const args = ['install', two, '--data-dir', data]
    assert.match(await refused('unavailable.data-folder', ...args), /delete bundles\/installed/)
    rmSync(join(data, 'bundles/installed.bundle'))
    await install(two)
  })

  test('--json is one object', async () => {
    const told = jsonOf(await install(ONE, '--quorum', QUORUM, '--json'))
    const { wasInstalled, number, isMet, signatures, before: number0 } = told
    assert.deepEqual([wasInstalled, number, isMet, number0], [false, 1, true, undefined])
    assert.deepEqual(
      Object(signatures).map(({ name }: { readonly name: string }) => name),
      ['airport', 'port'],
    )
    const next = jsonOf(await install(two, '--json'))
    assert.deepEqual([next['before'], next['number']], [1, 2])
  })
})

/** The public key of Examplia's cards, as PEM. */
function keyOfCard(): string {
  const spki =
    'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEHfjPf+00DbtpVedfjln2QTE1AkPixylkgp3a/ZtXjiVESzdBHUAQel/P+qOXXfG09QYXs3uOJ9M8QJ20brRnWw=='
  return `-----BEGIN PUBLIC KEY-----\n${spki}\n-----END PUBLIC KEY-----\n`
}

describe('bundle verify', () => {
  test('says by name who has signed, and changes nothing', async () => {
    const { stdout } = await good('verify', ONE, '--quorum', QUORUM, '--data-dir', data)
    assert.match(stdout, /^bundle number 1, [0-9a-f]{64}\n {2}airport +has signed\n/)
    assert.match(stdout, /none is installed\nIt would be installed\n$/)
    assert.deepEqual(readdirSync(data), [])
    await installFirst()
    assert.match((await good('verify', ONE, '--data-dir', data)).stdout, /\nIt is installed\n$/)
    assert.match(
      (await good('verify', two, '--data-dir', data)).stdout,
      /installed: bundle number 1,/,
    )
  })

  test('--json is one object, with the code of what is refused', async () => {
    const args = ['verify', '--json', '--quorum', QUORUM, '--data-dir', data]
    const accepted = jsonOf(await good(...args, ONE))
    assert.deepEqual([accepted['accepted'], accepted['good'], accepted['threshold']], [true, 2, 2])
    const ended = await bundle(...args, FIRST)
    const { accepted: isAccepted, code, signatures } = jsonOf(ended)
    assert.deepEqual([ended.exitCode, isAccepted, signatures], [2, false, []])
    assert.equal(code, 'usage.bundle-signatures')
  })

  test('needs a quorum, and says which file is none', async () => {
    await refused('usage.quorum', 'verify', ONE, '--data-dir', data)
    await refused('usage.quorum', 'install', ONE, '--data-dir', data)
    for (const text of ['{}', '{', 'x'.repeat(99)]) {
      const file = write('none.json', text)
      const words = await refused('usage.quorum', 'verify', ONE, '--quorum', file)
      assert.match(words, /^pratique: ".*none\.json": /)
    }
    await refused('usage.argument', 'verify', '--quorum', QUORUM)
    await refused('usage.argument', 'install', ONE, ONE)
  })

  test('says when the note of changes is against another bundle than the installed one', async () => {
    await installFirst()
    const other = await next(FIRST, '--next-quorum', QUORUM)
    const beside = await signed(await next(other, '--number', '3'), ...TWO_SIGN)
    await install(two)
    const { stdout } = await good('verify', beside, '--data-dir', data)
    assert.match(stdout, /its note of changes is against another bundle than the one/)
  })
})

describe('the quorum', () => {
  test('is pinned the first time, and no other is taken after that', async () => {
    await installFirst()
    const args = ['install', two, '--quorum', QUORUM_2, '--data-dir', data]
    assert.match(await refused('usage.quorum', ...args), /another quorum is pinned here/)
    const verified = await bundle('verify', two, '--quorum', QUORUM_2, '--data-dir', data)
    assert.equal(verified.exitCode, 0)
    assert.match(verified.stderr, /^pratique: another quorum is pinned here/)
    assert.deepEqual(readFileSync(join(data, 'quorum.json')), readFileSync(QUORUM))
    await install(two, '--quorum', QUORUM)
  })

  test('changes by a bundle that the pinned one has signed', async () => {
    await installFirst()
    const ofNavy = [NAVY.secret, AIRPORT.secret] as const
    const change = await next(ONE, '--next-quorum', QUORUM_2)
    // The new ones cannot bring themselves in.
    await refuse('usage.bundle-signatures', await signed(change, ...ofNavy))
    const { stdout } = await install(await signed(change, ...TWO_SIGN))
    assert.match(stdout, /^ {2}pinned from now on, 2 of 3: navy \(/m)
    assert.deepEqual(readFileSync(join(data, 'quorum.json')), readFileSync(QUORUM_2))
    // It is the one that is installed, though its signers are no longer those who must sign.
    assert.match((await install(change)).stdout, /^Installed before: /)
    const after = await next(change)
    await refuse('usage.bundle-signatures', await signed(after, PORT.secret))
    await install(await signed(after, ...ofNavy))
  })

  test('that cannot be read is no reason to take another', async () => {
    await installFirst()
    writeFileSync(join(data, 'quorum.json'), '{}')
    const args = ['install', two, '--quorum', QUORUM_2, '--data-dir', data]
    await refused('unavailable.data-folder', ...args)
    await refused('unavailable.data-folder', 'verify', two, '--data-dir', data)
  })
})

/** Kills the process at a step of its writing, or makes it wait there. */
function atStep(act: string): string {
  const code = `import fs from 'node:fs'
    import { syncBuiltinESMExports } from 'node:module'
    let steps = 0
    const act = (step, name) => { ${act} }
    for (const name of ['fsyncSync', 'renameSync', 'unlinkSync']) {
      const original = fs[name]
      fs[name] = (...args) => {
        act(steps++, name)
        return original(...args)
      }
    }
    syncBuiltinESMExports()`
  return pathToFileURL(write('step.mjs', code)).href
}

describe('a process', () => {
  test('says what is said here', async () => {
    const accepted = ['install', ONE, '--quorum', QUORUM, '--data-dir']
    const ended = await pratique(['bundle', ...accepted, data])
    assert.deepEqual(ended, await good(...accepted, newFolder()))
    for (const part of ['verify', 'install']) {
      const args = [part, damage(two, -1), '--data-dir', data]
      assert.deepEqual(await pratique(['bundle', ...args]), await bundle(...args))
    }
  })

  test('that is killed at any step leaves the old one or the new one', async () => {
    const change = await signed(await next(ONE, '--next-quorum', QUORUM_2), ...TWO_SIGN)
    const after = await signed(await next(change), NAVY.secret, AIRPORT.secret)
    const outcomes: string[] = []
    for (let at = 0; ; at++) {
      data = newFolder()
      await installFirst()
      const hook = atStep(`if (step === ${at}) process.kill(process.pid, 'SIGKILL')`)
      const args = ['bundle', 'install', change, '--data-dir', data]
      const { exitCode } = await pratique(args, { nodeOptions: ['--import', hook] })
      const isNew = installed().equals(readFileSync(change))
      assert.ok(isNew || installed().equals(readFileSync(ONE)))
      outcomes.push(isNew ? 'new' : 'old')
      if (exitCode === 0) break
      // Whatever was pinned by then, the next of the line is taken, and leaves nothing behind.
      await install(change)
      await install(after)
      assert.deepEqual(readdirSync(data).toSorted(), ['bundles', 'quorum.json'])
    }
    assert.ok(outcomes.includes('old') && outcomes.filter((each) => each === 'new').length > 2)
    assert.deepEqual(
      outcomes.toSorted(),
      outcomes.toSorted((a, b) => (a > b ? 1 : -1)),
    )
  })

  test('waits for no other: there is one at a time', async () => {
    await installFirst()
    const hook = atStep(`
      if (name === 'renameSync') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 700)`)
    const args = ['bundle', 'install', two, '--data-dir', data]
    const slow = pratique(args, { nodeOptions: ['--import', hook] })
    for (let ms = 0; ms < 5000 && !readdirSync(data).includes('.lock'); ms += 20) {
      await setTimeout(20)
    }
    const words = await refused('usage.data-folder-locked', 'install', two, '--data-dir', data)
    assert.match(words, /another process is working/)
    // Who only looks does not wait.
    await good('verify', two, '--data-dir', data)
    assert.equal((await slow).exitCode, 0)
    assert.deepEqual(installed(), readFileSync(two))
  })

  test('that cannot write leaves what is held', async () => {
    await installFirst()
    rmSync(join(data, 'quorum.json'))
    mkdirSync(join(data, 'quorum.json'))
    await refused('unavailable.data-folder', 'install', two, '--data-dir', data)
    assert.deepEqual(installed(), readFileSync(ONE))
  })
})
