/**
 * `pratique bundle build` and `show`: from lists that are held to one file.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { copyFileSync, existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { openDataFolder } from '@pratique/node/data-folder'
import { digestOf, readRecords } from 'pratique/bundle'
import {
  AIRPORT,
  BUILDER,
  BUILT,
  bundle,
  CARD,
  damage,
  deny,
  FIRST,
  good,
  jsonOf,
  newFile,
  newFolder,
  next,
  ONE,
  QUORUM,
  read,
  refused,
} from './made-bundles.ts'
import { hold, holdAll, SOURCES } from './made-held.ts'
import { FOLDER, pratique } from './pratique.ts'

describe('bundle build', { concurrency: 2 }, () => {
  test('says what is in it: number, digest, networks, each source with its verdict', () => {
    const { stdout } = BUILT
    const file = read(FIRST)
    assert.match(stdout, new RegExp(`^Written to ".*": bundle number 1, ${digestOf(file)}\n`))
    assert.match(stdout, /^Before it +none: it is the first of its line$/m)
    assert.match(
      stdout,
      /^ {2}hcert +dated 1 January 2026 \(\d+ days old\), not signed; keys: 17 \(/m,
    )
    assert.match(stdout, /^ {2}gdhcn +signed, by a key that is not authenticated/m)
    assert.match(stdout, /^ {2}nz +not signed; kept: 1/m)
    assert.match(stdout, /^Signatures\n {2}none/m)
    assert.equal(file.manifest.sources.length, SOURCES.length)
    assert.equal(statSync(FIRST).mode & 0o777, 0o666 & ~process.umask())
  })

  test('comes to the same bytes wherever, whenever and by whomever it is built', async () => {
    const other = newFolder()
    for (const source of SOURCES.toReversed()) await hold(other, ...source, 1_780_000_000)
    const out = newFile('other.bundle')
    const env = { TZ: 'Pacific/Auckland', LANG: 'el_GR.UTF-8', PRATIQUE_DATA_DIR: other }
    const { exitCode } = await pratique(['bundle', 'build', '--out', out], { env })
    assert.equal(exitCode, 0)
    assert.deepEqual(read(out).signedBytes, read(FIRST).signedBytes)
    assert.deepEqual(readRecords(read(out)), readRecords(read(FIRST)))
  })

  test('names every key that was added, removed, withdrawn or changed', async () => {
    const data = newFolder()
    await holdAll(data, SOURCES.slice(0, 2))
    const before = newFile('before.bundle')
    await good('build', '--out', before, '--data-dir', data, '--source', 'vci')
    const out = newFile('after.bundle')
    const args = ['--out', out, '--data-dir', data, '--previous', before]
    const ended = await good('build', ...args, '--source', 'gdhcn', '--json')
    const { changes, previous, number } = jsonOf(ended)
    const { added, removed, withdrawn, changed } = Object(changes)
    assert.deepEqual([number, previous], [2, digestOf(read(before))])
    const issuers = (keys: readonly { readonly issuer: string }[]) => keys.map((key) => key.issuer)
    assert.deepEqual(issuers(added).toSorted(), ['ES', 'ES', 'FR', 'FR', 'FR'])
    assert.deepEqual(issuers(removed), ['https://a.pratique.org/cards'])
    assert.deepEqual([withdrawn, changed], [[], []])
    const { stdout } = await good('show', out)
    for (const { keyId } of added) assert.match(stdout, new RegExp(`added +hcert .. ${keyId}`))
    assert.match(stdout, /removed +smart-health-card https:\/\/a\.pratique\.org\/cards /)
  })

  test('takes the number that is given, above that of the one before', async () => {
    const out = await next(FIRST, '--number', '7')
    assert.equal(read(out).manifest.number, 7)
    const args = ['build', '--out', out, '--data-dir', BUILDER]
    await refused('usage.bundle-number', ...args, '--previous', out, '--number', '7')
    await refused('usage.bundle-number', ...args, '--number', '0')
    await refused('usage.option', ...args, '--number', 'seven')
  })

  test('makes nothing if one source cannot be read, and says which', async () => {
    const data = newFolder()
    await holdAll(data)
    const folder = openDataFolder(data)
    const files = new Map(folder.readFiles('sources/vci'))
    files.set('snapshot.sig', new Uint8Array(8))
    folder.replaceFiles('sources/vci', files)
    const out = newFile('none.bundle')
    const words = await refused(
      'unavailable.data-folder',
      'build',
      '--out',
      out,
      '--data-dir',
      data,
    )
    assert.match(words, /nothing was made.* vci: /)
    assert.ok(!existsSync(out))
  })

  test('says which sources there are, and where none is', async () => {
    const args = ['build', '--out', newFile('x'), '--data-dir']
    assert.match(
      await refused('usage.option', ...args, BUILDER, '--source', 'vcy'),
      /did you mean "vci"\?/,
    )
    assert.match(await refused('unavailable.data-folder', ...args, newFolder()), /trust sync/)
    await refused('usage.option', 'build', '--data-dir', BUILDER)
  })

  test('replaces an older bundle, and no other file', async () => {
    const args = ['build', '--data-dir', BUILDER, '--out']
    const copy = newFile('copy.bundle')
    copyFileSync(ONE, copy)
    await good(...args, copy)
    const before = readFileSync(AIRPORT.secret)
    assert.match(await refused('usage.output-file', ...args, AIRPORT.secret), /another kind/)
    assert.deepEqual(readFileSync(AIRPORT.secret), before)
    assert.match(await refused('usage.output-file', ...args, FOLDER), /is no file/)
    const missing = join(FOLDER, 'no/such/folder.bundle')
    assert.match(await refused('usage.output-file', ...args, missing), /folder is missing/)
  })

  test('keeps denied what the bundle before denied, and what was denied here', async () => {
    const data = newFolder()
    await holdAll(data, SOURCES.slice(3))
    await deny(data)
    const denying = newFile('denying.bundle')
    await good('build', '--out', denying, '--data-dir', data)
    const after = await next(denying)
    for (const path of [denying, after]) {
      assert.deepEqual(
        read(path).manifest.denied.map(({ denial }) => denial.reason),
        ['stolen'],
      )
    }
    assert.match(
      (await good('show', after)).stdout,
      /^Denied for ever\n {2}\S+ +\S+: stolen; since/m,
    )
  })
})

describe('bundle show', { concurrency: 2 }, () => {
  test('shows all that a bundle says, and that nothing was verified', async () => {
    const out = await next(ONE, '--next-quorum', QUORUM)
    const { stdout } = await good('show', out)
    const { manifest } = read(out)
    assert.match(stdout, /^NOT VERIFIED: what ".*" says of itself\nNumber +2\n/)
    for (const hash of [digestOf(read(out)), manifest.previous])
      assert.ok(stdout.includes(`${hash}\n`))
    for (const { name, files } of manifest.sources) {
      assert.match(stdout, new RegExp(`^  ${name} `, 'm'))
      for (const file of files) assert.ok(stdout.includes(` ${file.sha256} ${file.name}\n`))
    }
    for (const { framework } of manifest.networks) {
      assert.match(stdout, new RegExp(`^  ${framework} +dated .*; keys: \\d+ \\(`, 'm'))
    }
    assert.match(stdout, /^From then on +2 of 3: ministry \([0-9a-f]{16}\), airport/m)
    assert.match(stdout, /^Changes\n {2}none$/m)
    assert.match(
      (await good('show', ONE)).stdout,
      /^Signatures\n {2}[0-9a-f]{16}\n {2}[0-9a-f]{16}\n$/m,
    )
  })

  test('--json is one object that says the same', async () => {
    const shown = jsonOf(await good('show', ONE, '--json'))
    const { networks, sources, signatures, denied } = shown
    assert.deepEqual(
      [shown['verified'], shown['number'], shown['file'], denied],
      [false, 1, ONE, []],
    )
    const [first] = Object(networks)
    const { ageDays, ...hcert } = first
    assert.ok(ageDays > 300)
    assert.deepEqual(hcert, {
      network: 'hcert',
      keys: 17,
      withdrawn: 1,
      evidence: { local: 11, anchored: 3, unauthenticated: 3 },
      asOf: '2026-01-01T00:00:00.000Z',
      isSigned: false,
    })
    assert.deepEqual([Object(sources).length, Object(signatures).length], [SOURCES.length, 2])
  })

  test('without a file is the bundle that is held', async () => {
    const data = newFolder()
    const starter = await good('show', '--data-dir', data)
    assert.match(starter.stdout, /^NOT VERIFIED: what the bundle that came with the program says/)
    await good('install', ONE, '--quorum', QUORUM, '--data-dir', data)
    const installed = jsonOf(await good('show', '--data-dir', data, '--json'))
    assert.deepEqual([installed['held'], installed['digest']], ['installed', digestOf(read(ONE))])
  })

  test('refuses what is none, or damaged', async () => {
    await refused('usage.bundle', 'show', CARD)
    await refused('usage.file-missing', 'show', 'none.bundle')
    await refused('usage.argument', 'show', ONE, ONE)
    const size = statSync(FIRST).size
    // Behind the manifest. One that is changed within says something else, which is not to be seen here.
    for (const at of [0, Math.floor(size / 2), Math.floor(size * 0.6), Math.floor(size * 0.8)]) {
      await refused('usage.bundle', 'show', damage(FIRST, at))
    }
  })
})

describe('bundle', { concurrency: 2 }, () => {
  const parts = ['quorum', 'build', 'show', 'sign', 'join', 'verify', 'install']

  test('has a page for each part, that names the options that there are', async () => {
    const { stdout } = await pratique(['help', 'bundle'])
    for (const part of parts) {
      assert.match(stdout, new RegExp(`^  ${part} `, 'm'))
      const page = await pratique(['help', 'bundle', part])
      assert.deepEqual(await bundle(part, '--help'), page)
      assert.match(page.stdout, new RegExp(`^Usage: pratique bundle ${part} `))
      assert.match(page.stdout, /^Examples\n {2}pratique bundle /m)
      assert.deepEqual(
        page.stdout.split('\n').filter((line) => line.length > 100),
        [],
      )
    }
  })

  test('says what parts there are', async () => {
    assert.match(await refused('usage.command'), /a part is missing: use "bundle quorum", "bundle/)
    assert.match(await refused('usage.command', 'biuld'), /did you mean "bundle build"\?/)
  })
})
