/**
 * An issuer's lists by the command: begun, certificates handed out, revoked, published, and verified by
 * somebody else.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto'
import fs from 'node:fs'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { openListFolder } from '@pratique/node/list-store'
import {
  createAllocator,
  encodeTokenUvci,
  openList,
  type RevocationToken,
  readRevoked,
  toTokenId,
} from 'pratique/revocation'
import { toSigner } from '../../pratique/test/make-signer.ts'
import { makeDcc } from './make-dcc.ts'
import { FOLDER, pratique, write } from './pratique.ts'

const LISTS = join(FOLDER, 'lists')
const PUBLISHED = join(LISTS, 'published')
const KEY = join(FOLDER, 'revocation.pem')
const BUILD = ['lists', 'build', '--lists', LISTS, '--key', KEY]
const REVOKE = ['revoke', '--lists', LISTS, '--reason', 'wrong']

const SIGNER = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const REVOKER = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const HEALTH = {
  kid: Uint8Array.from(Buffer.from(idOf(SIGNER.publicKey), 'hex')),
  sign: toSigner(SIGNER).sign,
}

/** Tokens that were handed out, and the files of their certificates. */
let tokens: readonly RevocationToken[] = []
const certificates: string[] = []
let list = 0

before(async () => {
  fs.writeFileSync(KEY, REVOKER.privateKey.export({ type: 'pkcs8', format: 'pem' }), {
    mode: 0o600,
  })
  write('issuer.json', JSON.stringify(trustFile()))
  // A day before, as an issuer who is at work has begun its list.
  const folder = openListFolder(LISTS)
  await folder.makeSecret()
  const { store } = folder
  list = await openList({ store, now: () => Date.now() / 1000 - 86_400 })
  const now = () => Date.now() / 1000
  const allocator = createAllocator({ store, secret: folder.readSecret(), now })
  tokens = await allocator.take(6)
  for (const [at, token] of tokens.entries()) {
    const text = await makeDcc(
      { ci: encodeTokenUvci(token, 'UT'), iat: Math.floor(now()) - 3600 },
      HEALTH,
    )
    certificates.push(write(`certificate-${at}.txt`, text))
  }
})

describe('pratique revoke', () => {
  it('revokes by the certificate, by its token, and once', async () => {
    const byFile = await pratique([...REVOKE, '--json', certificates[0] ?? ''])
    assert.deepEqual(JSON.parse(byFile.stdout), { revoked: 1, before: 0 })
    const again = await pratique([...REVOKE, '-'], { stdin: uvciOf(0) })
    assert.match(again.stdout, /^0 certificates are revoked; 1 had been before/)
    const byToken = await pratique([...REVOKE, '-'], { stdin: uvciOf(1) })
    assert.match(byToken.stdout, /^1 certificate is revoked/)
    assert.equal(byToken.exitCode, 0)
    for (const { stdout, stderr } of [byFile, again, byToken]) requireSilence(stdout + stderr)
  })

  it('revokes nothing if one of several has no token', async () => {
    const other = write('other.txt', await makeDcc({}, HEALTH))
    const { exitCode, stderr } = await pratique([...REVOKE, certificates[2] ?? '', other])
    assert.equal(exitCode, 2)
    assert.match(stderr, /\[usage\.token\]$/m)
    requireSilence(stderr)
  })

  it('says what an input is that has no token', async () => {
    const none = await makeDcc({}, HEALTH)
    const [first = '', ...others] = uvciOf(3).split('')
    const mistyped = [
      first,
      ...others.slice(0, -3),
      others.at(-3) === 'A' ? 'B' : 'A',
      ...others.slice(-2),
    ]
    for (const [text, words] of [
      [none, /certificate without a token/],
      [mistyped.join(''), /an identifier and no token/],
      ['2517/1\n2517/2\n', /--batch FILE and --count NUMBER/],
      ['<p>Certificate</p>', /no certificate that can be read/],
    ] as const) {
      const { exitCode, stderr } = await pratique([...REVOKE, '-'], { stdin: text })
      assert.equal(exitCode, 2, stderr)
      assert.match(stderr, words)
      assert.match(stderr, /\[usage\.token\]$/m)
      requireSilence(stderr)
    }
  })

  it("revokes nothing if one of several is another issuer's", async () => {
    const [token] = tokens
    assert.ok(token)
    const ci = encodeTokenUvci({ ...token, suffix: new Uint8Array(8) }, 'UT')
    const foreign = write('foreign.txt', await makeDcc({ ci }, HEALTH))
    const { exitCode, stderr } = await pratique([...REVOKE, certificates[2] ?? '', foreign])
    assert.equal(exitCode, 2)
    assert.match(stderr, /nothing is revoked: token 2 of 2 .*\[usage\.token\]$/m)
    requireSilence(stderr)
    const state = await readRevoked(openListFolder(LISTS).store, list)
    assert.ok(![...state.values()].some((indices) => indices.includes(tokens[2]?.index ?? 0)))
  })

  it('takes a secret that others may read only if told so', async () => {
    const input = [...REVOKE, certificates[0] ?? '']
    const secret = join(LISTS, 'secret')
    fs.chmodSync(secret, 0o644)
    const refused = await pratique(input)
    const taken = await pratique(input, { env: { PRATIQUE_KEY_PERMISSIONS: 'any' } })
    fs.chmodSync(secret, 0o600)
    assert.equal(refused.exitCode, process.platform === 'win32' ? 0 : 2)
    assert.equal(taken.exitCode, 0)
  })

  it('refuses a count of nothing', async () => {
    const { exitCode, stderr } = await pratique([...REVOKE, '--count', '1', certificates[2] ?? ''])
    assert.equal(exitCode, 2)
    assert.match(stderr, /--count goes with --batch.*\[usage\.option\]$/m)
  })

  it('refuses a token that was guessed', async () => {
    const [token] = tokens
    assert.ok(token)
    const guessed = encodeTokenUvci({ ...token, index: token.index ^ 1 }, 'UT')
    const { exitCode, stderr } = await pratique([...REVOKE, '-'], { stdin: guessed })
    assert.equal(exitCode, 2)
    assert.match(stderr, /\[usage\.token\]$/m)
  })

  it('revokes a batch by its receipts', async () => {
    const receipts = write('receipts.txt', `${tokens.slice(3, 5).map(toTokenId).join('\n')}\n`)
    const batch = ['revoke', '--lists', LISTS, '--reason', 'faulty-batch', '--batch', receipts]
    const { stdout } = await pratique([...batch, '--count', '2', '--json'])
    assert.deepEqual(JSON.parse(stdout), { revoked: 2, before: 0 })
  })
})

describe('pratique lists', () => {
  it('takes the passphrase of its key from a file', async () => {
    const lists = join(FOLDER, 'lists-of-a-kept-key')
    const encoding = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc' } as const
    const pem = REVOKER.privateKey.export({ ...encoding, passphrase: 'five words by dice' })
    const key = write('kept.pem', String(pem), 0o600)
    const build = ['lists', 'build', '--lists', lists, '--key', key, '--issuer', 'hcert=UT']
    const none = await pratique(build, { stdin: '\n' })
    assert.match(none.stderr, /--passphrase-file.*\[usage\.key-file\]$/m)
    const file = write('passphrase.txt', 'five words by dice\n', 0o600)
    const { exitCode, stderr } = await pratique([...build, '--passphrase-file', file])
    assert.deepEqual([exitCode, stderr], [0, ''])
  })

  it('publishes what was revoked, once a day', async () => {
    const missing = await pratique(BUILD)
    assert.match(missing.stderr, /--issuer/)
    const built = await pratique([...BUILD, '--issuer', 'hcert=UT', '--json'])
    assert.equal(built.exitCode, 0, built.stderr)
    const { lists } = JSON.parse(built.stdout)
    assert.deepEqual(
      lists.map((each: object) => [Reflect.get(each, 'list'), Reflect.get(each, 'revoked')]),
      [[list, 4]],
    )
    const bytes = fs.readFileSync(join(PUBLISHED, `list-${list}.cbor`))
    const again = await pratique(BUILD)
    assert.match(again.stdout, /of today already/)
    assert.deepEqual(fs.readFileSync(join(PUBLISHED, `list-${list}.cbor`)), bytes)
  })

  it('shows files and folders, and no place on a list', async () => {
    const file = await pratique(['lists', 'show', '--json', join(PUBLISHED, `list-${list}.cbor`)])
    const shown = JSON.parse(file.stdout)
    assert.deepEqual([shown.list, shown.number, shown.revoked], [list, 1, 4])
    const folder = await pratique(['lists', 'show', '--lists', LISTS])
    assert.match(folder.stdout, /reasons +wrong=2, faulty-batch=2/)
    requireSilence(file.stdout + folder.stdout)
  })

  it('are verified by somebody else', async () => {
    const file = join(PUBLISHED, `list-${list}.cbor`)
    const trusted = await pratique(['lists', 'verify', '--trust', 'issuer.json', file])
    assert.equal(trusted.exitCode, 0, trusted.stderr)
    const unknown = await pratique(['lists', 'verify', '--json', file])
    assert.equal(unknown.exitCode, 2)
    assert.match(unknown.stderr, /\[usage\.lists\]$/m)
  })
})

describe('pratique verify --revocations', () => {
  const cases: readonly (readonly [string, number, string | undefined, boolean])[] = [
    ['what was revoked', 0, 'revocation.revoked', true],
    ['what was not', 5, undefined, true],
    ['nothing without the list', 5, 'revocation.list-missing', false],
  ]
  for (const [name, at, code, isGiven] of cases) {
    it(`says of ${name} so`, async () => {
      const file = join(PUBLISHED, `list-${list}.cbor`)
      const given = isGiven ? ['--revocations', file] : []
      const verify = ['verify', '--json', '--trust', 'issuer.json', ...given]
      const { stdout, stderr } = await pratique([...verify, certificates[at] ?? ''])
      assert.equal(JSON.parse(stdout).code, code, stderr)
    })
  }

  it('takes no keys', async () => {
    const { exitCode, stderr } = await pratique([
      ...['verify', '--revocations', 'issuer.json'],
      certificates[0] ?? '',
    ])
    assert.equal(exitCode, 2)
    assert.match(stderr, /--revocations "issuer\.json": it holds keys.*\[usage\.trust-file\]/)
  })
})

describe('an old copy of the state', () => {
  it('is found out, and a new list is begun', async () => {
    const copy = join(FOLDER, 'copy')
    fs.cpSync(LISTS, copy, { recursive: true })
    const build = ['lists', 'build', '--lists', copy, '--key', KEY]
    const { stderr, exitCode } = await pratique(build)
    assert.equal(exitCode, 2)
    assert.match(stderr, /\[usage\.lists-restored\]$/m)
    const recovered = await pratique([...build, '--after-restore', '--json'])
    assert.equal(recovered.exitCode, 0, recovered.stderr)
    const { lists } = JSON.parse(recovered.stdout)
    const [old, fresh] = lists.map((each: object) => Reflect.get(each, 'list'))
    assert.equal(old, list)
    assert.ok(fresh >= 2 ** 15)
    const after = await pratique(build)
    assert.equal(after.exitCode, 0, after.stderr)
  })

  it('and so is a state that is gone', async () => {
    const copy = join(FOLDER, 'gone')
    fs.cpSync(LISTS, copy, { recursive: true })
    fs.rmSync(join(copy, 'allocation'))
    const { stderr } = await pratique(['lists', 'build', '--lists', copy, '--key', KEY])
    assert.match(stderr, /\[usage\.lists-restored\]$/m)
  })
})

/** No token and no place on a list is said. */
function requireSilence(output: string): void {
  for (const token of tokens) {
    for (const secret of [encodeTokenUvci(token, 'UT').slice(15), toTokenId(token)]) {
      assert.ok(!output.includes(secret))
    }
  }
}

function uvciOf(at: number): string {
  const token = tokens[at]
  assert.ok(token)
  return encodeTokenUvci(token, 'UT')
}

function idOf(key: KeyObject): string {
  const spki = key.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(spki).digest('hex').slice(0, 16)
}

function trustFile(): object {
  const record = (key: KeyObject, other: object) => ({
    ...{ framework: 'hcert', environment: 'production', issuer: 'UT', keyId: idOf(key) },
    spki: key.export({ type: 'spki', format: 'der' }).toString('base64'),
    ...other,
  })
  return {
    ...{ type: 'pratique-trust-records', version: 1 },
    records: [
      record(SIGNER.publicKey, { revocation: 'token-list' }),
      record(REVOKER.publicKey, { role: 'revoker' }),
    ],
  }
}
