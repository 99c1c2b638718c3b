/**
 * `pratique lists export`: in every form the same certificates are revoked, and no others.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { nodeCrypto } from '@pratique/node/crypto'
import { readKeyFile } from '@pratique/node/key-file'
import { openListFolder } from '@pratique/node/list-store'
import {
  createAllocator,
  encodeTokenRid,
  encodeTokenUvci,
  findStatus,
  makeEdition,
  openList,
  type RevocationToken,
  readBitstringStatusList,
  readCardRevocationList,
  readHashBatch,
  revokeByTokens,
  signTokenList,
  verifyTokenStatusListCwt,
  verifyTokenStatusListJwt,
} from 'pratique/revocation'
import { runHere } from './in-process.ts'
import { makeAuthority } from './made-authority.ts'
import { FOLDER } from './pratique.ts'

const LISTS = join(FOLDER, 'export-lists')
const KEY = join(FOLDER, 'export-key.pem')
const DAY = 86_400
const NOW = Math.floor(Date.now() / 1000)
const URI = 'https://lists.example/status'

let revoked: readonly RevocationToken[] = []
let others: readonly RevocationToken[] = []
let list = 0

before(async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' })
  writeFileSync(KEY, pem, { mode: 0o600 })
  const folder = openListFolder(LISTS)
  await folder.makeSecret()
  const { store } = folder
  const secret = folder.readSecret()
  await openList({ store, now: () => NOW - 2 * DAY })
  const allocator = createAllocator({ store, secret, now: () => NOW })
  const tokens = await allocator.take(60)
  await allocator.close()
  revoked = tokens.slice(0, 20)
  others = tokens.slice(20)
  const context = { store, secret, now: () => NOW - DAY }
  await revokeByTokens(context, revoked, 'wrong')
  list = revoked[0]?.list ?? 0
  const issuers = new Map([['hcert', 'UT']] as const)
  const edition = await makeEdition({ store, now: () => NOW }, { list, issuers, lifeDays: 7 })
  mkdirSync(join(LISTS, 'published'), { recursive: true })
  const signed = await signTokenList(edition, readKeyFile(readFileSync(KEY)))
  writeFileSync(join(LISTS, 'published', `list-${list}.cbor`), signed)
})

describe('lists export', () => {
  for (const [form, before] of [
    ['eu-uci', ''],
    ['eu-country-uci', 'UT'],
  ] as const) {
    test(`${form}: every hash, and no other`, async () => {
      const out = await exported(form, ['--country', 'ut'])
      const hashes = new Set(
        files(out).flatMap((bytes) => {
          const batch = JSON.parse(bytes.toString('utf8'))
          readHashBatch(batch)
          return batch.entries.map(({ hash }: { readonly hash: string }) => hash)
        }),
      )
      assert.equal(hashes.size, revoked.length)
      const has = (token: RevocationToken) =>
        hashes.has(hashOf(before + encodeTokenUvci(token, 'UT')))
      assert.ok(revoked.every(has) && !others.some(has))
    })
  }

  test('card-crl', async () => {
    const [file] = files(await exported('card-crl', ['--kid', 'key-1']))
    const crl = readCardRevocationList(JSON.parse(String(file)), {
      issuer: 'https://x.example',
      version: 1,
    })
    const has = (token: RevocationToken) => crl.isRevoked(encodeTokenRid(token), NOW)
    assert.ok(revoked.every(has) && !others.some(has))
  })

  for (const form of ['status-list-jwt', 'status-list-cwt', 'bitstring'] as const) {
    test(form, async () => {
      const more = form === 'bitstring' ? ['--issuer', 'https://x.example'] : ['--key', KEY]
      const [file] = files(await exported(form, ['--uri', `${URI}/`, ...more]))
      assert.ok(file)
      const keys = [readKeyFile(readFileSync(KEY)).key]
      const read = await readStatus(form, new Uint8Array(file), keys)
      const statusOf = ({ index }: RevocationToken) =>
        findStatus(read, { uri: `${URI}/${list}`, index }, { now: NOW })
      assert.deepEqual(new Set(revoked.map(statusOf)), new Set(['revoked']))
      assert.deepEqual(new Set(others.map(statusOf)), new Set(['valid']))
    })
  }

  for (const [form, more] of [
    ['eu-uci', ['--country', 'UT']],
    ['eu-country-uci', ['--country', 'UT']],
    ['card-crl', ['--kid', 'key-1']],
    ['status-list-jwt', ['--uri', URI, '--key', KEY]],
    ['status-list-cwt', ['--uri', URI, '--key', KEY]],
    ['bitstring', ['--uri', URI, '--issuer', URI]],
    ['bitstring-jwt', ['--uri', URI, '--issuer', URI, '--key', KEY]],
  ] as const) {
    test(`${form}: takes the place of the export before, and of nothing else`, async () => {
      const out = await exported(form, more, 'again')
      const [name = ''] = readdirSync(out)
      await exported(form, more, 'again')
      const path = join(out, name)
      for (const foreign of ['{"thesis":"of nine years"}', readFileSync(KEY), Buffer.of(0xd2)]) {
        writeFileSync(path, foreign)
        const ended = await run(['--as', form, '--out', out, ...more])
        assert.equal(ended.exitCode, 2)
        assert.match(
          ended.stderr,
          /a file of another kind has this name.*\[usage\.output-file\]\n$/,
        )
        assert.deepEqual(readFileSync(path), Buffer.from(foreign))
      }
    })
  }

  test('a batch that was signed gives way to the next', async () => {
    const { health } = await makeAuthority('uploader', NOW)
    const more = ['--country', 'UT', '--key', health.key, '--certificate', health.certificate]
    const out = await exported('eu-uci', more, 'signed')
    assert.deepEqual(await exported('eu-uci', more, 'signed'), out)
    assert.deepEqual(
      readdirSync(out).map((name) => name.slice(-4)),
      ['.cms'],
    )
  })

  test('stays in its folder, whatever the key is called', async () => {
    const out = join(FOLDER, 'export-kid')
    for (const kid of ['../../x', 'a/b', '..', '', 'x.json', 'a\\b']) {
      const ended = await run(['--as', 'card-crl', '--out', out, `--kid=${kid}`])
      assert.equal(ended.exitCode, 2)
      assert.match(ended.stderr, /--kid takes a thumbprint/)
    }
    assert.throws(() => readdirSync(out))
  })

  test('refuses a folder that is a file', async () => {
    const ended = await run(['--as', 'card-crl', '--kid', 'key-1', '--out', KEY])
    assert.equal(ended.exitCode, 2)
    assert.match(ended.stderr, /\[usage\.output-file\]\n$/)
  })

  test('says what is missing, and writes nothing', async () => {
    const out = join(FOLDER, 'export-nothing')
    for (const [form, option] of [
      ['eu-uci', '--country'],
      ['card-crl', '--kid'],
      ['status-list-jwt', '--uri'],
      ['bitstring', '--uri'],
    ] as const) {
      const ended = await run(['--as', form, '--out', out])
      assert.equal(ended.exitCode, 2)
      assert.match(ended.stderr, new RegExp(`${option} is missing`))
    }
    for (const [form, words, more] of [
      ['eu-uci', /--kid goes with another form/, ['--country', 'UT', '--kid', 'x']],
      ['eu-uci', /--certificate is missing/, ['--country', 'UT', '--key', KEY]],
      ['eu-uci', /--certificate goes with --key/, ['--country', 'UT', '--certificate', 'x']],
      ['card-crl', /--country goes with another form/, ['--kid', 'x', '--country', 'UT']],
      ['bitstring', /--passphrase-file goes with --key/, ['--passphrase-file', 'x']],
    ] as const) {
      const ended = await run(['--as', form, '--out', out, ...more])
      assert.equal(ended.exitCode, 2)
      assert.match(ended.stderr, words)
    }
    const ended = await run(['--as', 'csv', '--out', out])
    assert.match(ended.stderr, /--as takes one of eu-uci/)
    assert.throws(() => readdirSync(out))
  })
})

async function readStatus(
  form: 'status-list-jwt' | 'status-list-cwt' | 'bitstring',
  bytes: Uint8Array<ArrayBuffer>,
  keys: Parameters<typeof verifyTokenStatusListCwt>[1]['keys'],
) {
  const text = new TextDecoder().decode(bytes)
  if (form === 'bitstring') return readBitstringStatusList(JSON.parse(text))
  const options = { keys, crypto: nodeCrypto }
  const verified =
    form === 'status-list-jwt'
      ? await verifyTokenStatusListJwt(text, options)
      : await verifyTokenStatusListCwt(bytes, options)
  assert.ok(verified.status === 'passed')
  return verified.list
}

async function exported(form: string, more: readonly string[], folder = 'export'): Promise<string> {
  const out = join(FOLDER, `${folder}-${form}`)
  const ended = await run(['--as', form, '--out', out, ...more])
  assert.equal(ended.stderr, '')
  assert.match(ended.stdout, /^20 revoked certificates, in \d+ files? in /)
  return out
}

function run(args: readonly string[]) {
  return runHere(['lists', 'export', '--lists', LISTS, ...args])
}

function files(folder: string): readonly Buffer[] {
  return readdirSync(folder).map((name) => readFileSync(join(folder, name)))
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest().subarray(0, 16).toString('base64')
}
