/**
 * `pratique keys`: the ceremony of a small authority from its first key to the plan of the
 * next one, and what goes wrong on the way.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readKeyFile } from '@pratique/node/key-file'
import { compactVerify } from 'jose'
import { MODULE, makeTokens, PIN, WITHOUT_TOKEN } from '../../pratique/test/made-token.ts'
import { runHere } from './in-process.ts'
import { testOrder } from './made-authority.ts'
import { makeDcc } from './make-dcc.ts'
import { type Ended, FOLDER, pratique, type RunOptions, readLines, write } from './pratique.ts'

const PASSPHRASE = 'Heron, anvil and 7 plums'
const env = { PRATIQUE_PASSPHRASE: PASSPHRASE }
const DATA = { PRATIQUE_DATA_DIR: join(FOLDER, 'data') }
const isPosix = process.platform !== 'win32'

/** In this process, which starts once; as one of its own where standard input matters. */
async function keys(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const given = { env, ...options }
  const ended = await (given.stdin === undefined
    ? runHere(['keys', ...args], given)
    : pratique(['keys', ...args], given))
  assert.ok(!ended.stdout.includes(PASSPHRASE) && !ended.stderr.includes(PASSPHRASE))
  return ended
}

async function good(args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { exitCode, stdout, stderr } = await keys(args, options)
  assert.deepEqual([exitCode, stderr], [0, ''])
  return stdout
}

async function refused(
  code: string,
  message: RegExp,
  args: readonly string[],
  options: RunOptions = {},
): Promise<void> {
  const { exitCode, stdout, stderr } = await keys(args, options)
  assert.deepEqual([exitCode, stdout], [2, ''], stderr)
  assert.match(stderr, message)
  assert.ok(stderr.endsWith(`[${code}]\n`), stderr)
}

const named = (name: string) => ['--country', 'ut', '--organization', 'Ministry', '--name', name]
const CERTIFY = ['--signer', 'sca.pem', '--authority', 'sca.crt']

before(async () => {
  mkdirSync(DATA.PRATIQUE_DATA_DIR)
  // Encryption is meant to take its time: one key has it.
  await good(['create', 'kept.pem'])
  for (const name of ['sca.pem', 'dsc.pem']) await good(['create', name, '--unencrypted'])
  await good(['authority', '--signer', 'sca.pem', ...named('Utopia SCA'), '--out', 'sca.crt'])
  await good(['request', '--signer', 'dsc.pem', ...named('DSC 1'), '--out', 'dsc.csr'])
})

describe('the ceremony', () => {
  test('comes to a certificate that a verification takes', async () => {
    const out = ['--for', 'test,vaccination', '--out', 'dsc.crt']
    const stdout = await good(['certify', 'dsc.csr', ...CERTIFY, ...out])
    assert.match(stdout, /signs certificates of health \(DSC\): vaccination, test\n/)
    assert.match(stdout, /issuer +UT, Ministry, Utopia SCA\n/)
    const [facts] = readLines(await good(['show', 'dsc.crt', '--json']))
    const { kid, sha256 } = facts as { readonly kid: string; readonly sha256: string }
    const certificate = new X509Certificate(readFileSync(join(FOLDER, 'dsc.crt')))
    assert.equal(sha256, certificate.fingerprint256.replaceAll(':', '').toLowerCase())
    assert.ok(sha256.startsWith(kid))
    const { sign } = readKeyFile(readFileSync(join(FOLDER, 'dsc.pem')))
    const text = await makeDcc({}, { kid: Buffer.from(kid, 'hex'), sign })
    const args = ['verify', write('signed.txt', text), '--trust', 'dsc.crt', '--authenticity']
    const verified = await runHere(args, { env: DATA })
    assert.equal(verified.exitCode, 0, verified.stdout + verified.stderr)
    assert.match(verified.stdout, /^Genuine/)
  })

  test('for seals and for lists of revocations', async () => {
    for (const [purpose, role] of [
      ['vds-nc', 'seals'],
      ['revocation', 'revocation-lists'],
    ] as const) {
      const [pem, csr, crt] = ['pem', 'csr', 'crt'].map((end) => `${purpose}.${end}`)
      assert.ok(pem && csr && crt)
      await good(['create', pem, '--unencrypted'])
      await good(['request', '--signer', pem, ...named(purpose), '--out', csr])
      const out = ['--for', purpose, '--out', crt, '--json']
      const [made] = readLines(await good(['certify', csr, ...CERTIFY, ...out]))
      assert.equal((made as { readonly role: string }).role, role)
    }
  })

  test('leaves keys to their owner', { skip: isPosix ? false : 'Windows has other rights' }, () => {
    for (const name of ['kept.pem', 'dsc.pem']) {
      assert.equal(statSync(join(FOLDER, name)).mode & 0o777, 0o600)
    }
    assert.match(
      readFileSync(join(FOLDER, 'kept.pem'), 'utf8'),
      /^-----BEGIN ENCRYPTED PRIVATE KEY/,
    )
  })

  test('writes over nothing', async () => {
    const before = readFileSync(join(FOLDER, 'sca.pem'))
    await refused('usage.output-file', /"sca\.pem"/, ['create', 'sca.pem', '--unencrypted'])
    const again = ['authority', '--signer', 'sca.pem', ...named('Again'), '--out', 'sca.crt']
    await refused('usage.output-file', /"sca\.crt"/, again)
    const request = ['request', '--signer', 'dsc.pem', ...named('DSC 2'), '--out', 'sca.pem']
    await refused('usage.output-file', /"sca\.pem"/, request)
    assert.deepEqual(readFileSync(join(FOLDER, 'sca.pem')), before)
    await refused('usage.output-file', /folder is missing/, ['create', 'no/such/key.pem'])
    assert.deepEqual(
      readdirSync(FOLDER).filter((name) => name.startsWith('.new-')),
      [],
    )
  })

  test('on a disk that is full', {
    skip: existsSync('/dev/full') ? false : 'no /dev/full',
  }, async () => {
    const request = ['request', '--signer', 'dsc.pem', ...named('DSC 2'), '--out', '/dev/full']
    await refused('usage.output-file', /\/dev\/full/, request)
    await refused('usage.output-file', /\/dev\/full/, ['create', '/dev/full', '--unencrypted'])
  })
})

describe('a passphrase', () => {
  const show = ['show', 'kept.pem', '--json']

  test('comes from a file, the environment, or standard input, in this order', async () => {
    const file = write('passphrase.txt', `${PASSPHRASE}\nmore\n`, 0o600)
    const wrong = { PRATIQUE_PASSPHRASE: 'wrong' }
    const expected = await good(show)
    assert.equal(await good([...show, '--passphrase-file', file], { env: wrong }), expected)
    assert.equal(await good(show, { env: {}, stdin: `${PASSPHRASE}\n` }), expected)
    await refused('usage.key-file', /passphrase is not its own/, show, { env: wrong })
    await refused('usage.key-file', /asks for a passphrase/, show, { env: {}, stdin: '\n' })
    await refused('usage.option', /passphrase/, [...show, '--passphrase', 'x'])
  })

  test('of a new key is not too short, and told if it is short', async () => {
    const create = ['create', 'short.pem']
    await refused('usage.key-file', /too short/, create, {
      env: { PRATIQUE_PASSPHRASE: '1234567' },
    })
    assert.equal(existsSync(join(FOLDER, 'short.pem')), false)
    const { exitCode, stderr } = await keys(create, { env: {}, stdin: 'twelve chars\n' })
    assert.equal(exitCode, 0)
    assert.match(stderr, /the passphrase is short: 15 characters/)
    assert.ok(!stderr.includes('twelve chars'))
    const both = ['create', 'x.pem', '--unencrypted', '--passphrase-file', 'passphrase.txt']
    await refused('usage.option', /not both/, both)
  })

  test('and a key are their owner’s alone', { skip: isPosix ? false : 'Windows' }, async () => {
    const open = join(FOLDER, "open to 'all'.pem")
    copyFileSync(join(FOLDER, 'dsc.pem'), open)
    chmodSync(open, 0o644)
    const show = ['show', open, '--json']
    await refused('usage.key-file', /open to others.*chmod 600 '.*'\\''all'\\''\.pem'/, show)
    assert.equal((await keys(show, { env: { PRATIQUE_KEY_PERMISSIONS: 'any' } })).exitCode, 0)
    const file = ['--passphrase-file', write('open.txt', PASSPHRASE, 0o644)]
    await refused('usage.key-file', /open to others/, ['show', 'kept.pem', ...file])
    const starter = fileURLToPath(new URL('../data/starter.bundle', import.meta.url))
    const bundle = await runHere(['bundle', 'sign', starter, '--key', open])
    assert.match(bundle.stderr, /open to others.*\[usage\.key-file\]/)
  })
})

describe('what is not certified', () => {
  const out = ['--for', 'test', '--out', 'never.crt']

  test('by the key of another, for two roles, or for too long', async () => {
    const other = ['certify', 'dsc.csr', '--signer', 'dsc.pem', '--authority', 'sca.crt', ...out]
    await refused('usage.certificate', /another key/, other)
    const two = ['certify', 'dsc.csr', ...CERTIFY, '--for', 'test,vds-nc', '--out', 'never.crt']
    await refused('usage.option', /--for/, two)
    const long = ['certify', 'dsc.csr', ...CERTIFY, ...out, '--until', '2099-01-01']
    await refused('usage.argument', /24 months/, long)
    const late = ['certify', 'dsc.csr', ...CERTIFY, ...out, '--from', '2099-01-01']
    await refused('usage.certificate', /authority's life/, late)
    assert.equal(existsSync(join(FOLDER, 'never.crt')), false)
  })

  test('what was changed on the way, or is of another country', async () => {
    const pem = readFileSync(join(FOLDER, 'dsc.csr'), 'utf8')
    const lines = pem.split('\n')
    const der = Buffer.from(lines.slice(1, -2).join(''), 'base64')
    const at = der.indexOf('DSC 1')
    der[at] = (der[at] ?? 0) ^ 1
    const changed = write('changed.csr', der)
    await refused('usage.certificate', /does not prove/, ['certify', changed, ...CERTIFY, ...out])
    const cut = write('cut.csr', pem.slice(0, -50))
    await refused('usage.certificate', /cut\.csr/, ['certify', cut, ...CERTIFY, ...out])
    const foreign = ['--country', 'EX', '--name', 'DSC', '--out', 'foreign.csr']
    await good(['request', '--signer', 'dsc.pem', ...foreign])
    const certify = ['certify', 'foreign.csr', ...CERTIFY, ...out]
    await refused('usage.certificate', /another country/, certify)
  })

  test('without what it takes', async () => {
    await refused('usage.option', /--for/, ['certify', 'dsc.csr', ...CERTIFY, '--out', 'x.crt'])
    await refused('usage.argument', /one file/, ['certify', ...CERTIFY, ...out])
    await refused('usage.argument', /country/, [
      ...['request', '--signer', 'dsc.pem', '--country', 'UTO', '--name', 'x', '--out', 'x.csr'],
    ])
    await refused('usage.certificate', /expected a certificate/, [
      ...['certify', 'dsc.csr', '--signer', 'sca.pem', '--authority', 'dsc.csr', ...out],
    ])
  })
})

describe('show', () => {
  test('names a key as each format does', async () => {
    const jwks = JSON.parse(await good(['show', 'dsc.pem', 'sca.crt', '--jwks']))
    const shown = readLines(await good(['show', 'dsc.pem', 'sca.crt', 'dsc.csr', '--json']))
    const thumbprints = shown.map((each) => (each as { readonly thumbprint: string }).thumbprint)
    assert.deepEqual(
      jwks.keys.map(({ kid }: { readonly kid: string }) => kid),
      thumbprints.slice(0, 2),
    )
    assert.equal(thumbprints[2], thumbprints[0])
    for (const jwk of jwks.keys) {
      assert.deepEqual(Object.keys(jwk), ['kty', 'kid', 'use', 'alg', 'crv', 'x', 'y'])
    }
    // As the importer of issuers' key sets takes it.
    const path = write('jwks.json', JSON.stringify(jwks))
    const args = ['trust', 'import', path, '--issuer', 'https://example.org', '--dry-run', '--json']
    const imported = await runHere(args, { env: DATA })
    assert.ok(imported.stdout.includes(thumbprints[0] ?? '-'), imported.stdout + imported.stderr)
  })

  test('refuses what is no key', async () => {
    await refused('usage.key-file', /notes/, ['show', write('notes.txt', 'no key')])
    await refused('usage.file-missing', /missing/, ['show', 'missing.pem'])
    const pem = readFileSync(join(FOLDER, 'sca.crt'), 'utf8')
    const der = Buffer.from(pem.split('\n').slice(1, -2).join(''), 'base64')
    const damaged = [pem.slice(0, -40), pem.replace(/A.{40}/, ''), der.subarray(0, 200)]
    for (const content of damaged) {
      await refused('usage.certificate', /damaged/, ['show', write('damaged.crt', content)])
    }
    for (const content of [pem, der]) {
      assert.match(await good(['show', write('whole.crt', content)]), /^certificate of a key/)
    }
    await refused('usage.argument', /takes files/, ['show'])
  })
})

describe('plan', () => {
  const dated = (name: string, from: string, until?: string) => [
    ...[
      'certify',
      'dsc.csr',
      '--signer',
      'old.pem',
      '--authority',
      'plan/sca.crt',
      '--for',
      'test',
    ],
    ...['--out', `plan/${name}.crt`, '--from', from, ...(until ? ['--until', until] : [])],
  ]

  before(async () => {
    mkdirSync(join(FOLDER, 'plan'))
    await good(['create', 'old.pem', '--unencrypted'])
    const authority = [
      'authority',
      '--signer',
      'old.pem',
      ...named('Old SCA'),
      '--from',
      '2026-01-01',
    ]
    await good([...authority, '--out', 'plan/sca.crt'])
    await good(dated('first', '2026-01-01'))
    copyFileSync(join(FOLDER, 'dsc.pem'), join(FOLDER, 'plan', 'dsc.pem'))
    copyFileSync(join(FOLDER, 'dsc.csr'), join(FOLDER, 'plan', 'dsc.csr'))
  })

  test('tells the dates, and whether something is overdue', async () => {
    const stdout = await good(['plan', 'plan', '--at', '2026-02-01'])
    assert.match(stdout, /create by +2026-05-01 /)
    assert.match(stdout, /publish by +2026-05-31 /)
    assert.match(stdout, /use from +2026-06-30 /)
    const late = await keys(['plan', 'plan', '--at', '2026-05-02', '--json'])
    assert.equal(late.exitCode, 1)
    const faults = readLines(late.stdout).map(
      (each) => (each as { readonly faults: unknown }).faults,
    )
    assert.deepEqual(faults, [[], ['next-overdue']])
  })

  test('is at ease again when the next key is there', async () => {
    await good(dated('second', '2026-06-15'))
    const stdout = await good(['plan', 'plan', '--at', '2026-06-20', '--per-year', '9000'])
    assert.match(stdout, /use from +2026-12-14 /)
    assert.match(stdout, /serves +about 4512 certificates a key: fewer than 5000/)
  })

  test('takes numbers, and files with certificates', async () => {
    for (const number of ['many', '-1', '1.5', '']) {
      const args = ['plan', 'plan', `--lead-days=${number}`]
      await refused('usage.option', /--lead-days/, args)
    }
    await refused('usage.certificate', /no certificate/, ['plan', 'dsc.csr'])
    await refused('usage.file-missing', /nowhere/, ['plan', 'nowhere'])
    await refused('usage.argument', /takes files or folders/, ['plan'])
  })
})

describe('without the package that speaks to tokens', () => {
  /** Says of the package that it is not there, or that it is not built. */
  const without = (isThere: boolean) => {
    const code = `
      import Module from 'node:module'
      const resolve = Module._resolveFilename
      Module._resolveFilename = function (name, ...rest) {
        if (name === 'pkcs11js') throw new Error('none')
        if (name === 'pkcs11js/package.json') {
          if (${isThere}) return '/made/up/pkcs11js/package.json'
          throw new Error('none')
        }
        return resolve.call(this, name, ...rest)
      }
    `
    return { nodeOptions: ['--import', `data:text/javascript,${encodeURIComponent(code)}`] }
  }
  const show = ['keys', 'show', 'pkcs11:object=dsc?module-path=/no/such.so']

  test('says how to install or build it', async () => {
    for (const [isThere, command] of [
      [false, /not installed here: run "npm install pkcs11js@\d/],
      [true, /not built here: run "npm run build --prefix \/made\/up\/pkcs11js"/],
    ] as const) {
      const { exitCode, stdout, stderr } = await pratique(show, without(isThere))
      assert.deepEqual([exitCode, stdout], [2, ''])
      assert.match(stderr, command)
      assert.ok(stderr.endsWith('[unavailable.key-store]\n'))
    }
  })

  test('files do all the same', async () => {
    const { exitCode, stderr } = await pratique(['keys', 'show', 'dsc.pem'], without(false))
    assert.deepEqual([exitCode, stderr], [0, ''])
  })
})

const tokens = makeTokens()

describe('a key in a token', { skip: WITHOUT_TOKEN }, () => {
  const address = `pkcs11:token=health;object=dsc?module-path=${MODULE}`
  const withToken = (pin: string) => ({
    env: { SOFTHSM2_CONF: tokens.config, PRATIQUE_PASSPHRASE: pin },
  })

  before(() => {
    tokens.add('health')
    tokens.importKey('health', { label: 'dsc', id: '01' })
  })

  test('asks for a certificate, by its PIN', async () => {
    const request = ['request', '--signer', address, ...named('DSC in a token'), '--out', 'hsm.csr']
    await refused('usage.key-file', /PIN is not that of the token/, request, withToken('000000'))
    await good(request, withToken(PIN))
    await good(['certify', 'hsm.csr', ...CERTIFY, '--for', 'test', '--out', 'hsm.crt'])
    const source = write('pin.txt', `${PIN}\n`, 0o600)
    const [shown, certified] = readLines(
      await good(['show', `${address}&pin-source=${source}`, 'hsm.crt', '--json'], withToken('')),
    ).map((each) => (each as { readonly thumbprint: string }).thumbprint)
    assert.equal(shown, certified)
  })

  test('issues a health certificate', async () => {
    const sampledAt = Math.floor(Date.now() / 1000) - 86_400
    const order = write('order.json', testOrder(1, sampledAt))
    const signer = ['--signer', address, '--certificate', 'hsm.crt']
    const issued = await runHere(
      ['issue', order, '--format', 'eu-dcc', ...signer, '--json'],
      withToken(PIN),
    )
    assert.deepEqual([issued.exitCode, issued.stderr], [0, ''])
    const [{ texts }] = readLines(issued.stdout) as [{ readonly texts: readonly string[] }]
    const path = write('issued.txt', texts.join('\n'))
    const args = ['verify', path, '--trust', 'sca.crt', '--trust', 'hsm.crt', '--authenticity']
    const verified = await runHere([...args, '--show-person'])
    assert.equal(verified.exitCode, 0, verified.stdout + verified.stderr)
    assert.match(verified.stdout, /^Genuine[\s\S]*UtoposB/)
    const wrong = await runHere(['issue', order, '--format', 'eu-dcc', ...signer], withToken('1'))
    assert.deepEqual([wrong.exitCode, wrong.stdout], [2, ''])
    assert.match(wrong.stderr, /PIN is not that of the token.*\[usage\.key-file\]\n$/)
  })

  test('signs lists of revocations, and what other verifiers read', async () => {
    tokens.importKey('health', { label: 'revoker', id: '02' })
    const key = ['--key', address.replace('object=dsc', 'object=revoker')]
    const lists = ['--lists', 'lists-by-token']
    await good(
      ['request', '--signer', ...key.slice(1), ...named('Lists'), '--out', 'lists.csr'],
      withToken(PIN),
    )
    await good(['certify', 'lists.csr', ...CERTIFY, '--for', 'revocation', '--out', 'lists.crt'])
    const build = ['lists', 'build', ...lists, ...key, '--certificate', 'lists.crt']
    const built = await runHere([...build, '--issuer', 'hcert=UT', '--json'], withToken(PIN))
    assert.deepEqual([built.exitCode, built.stderr], [0, ''])
    const [
      {
        lists: [edition],
      },
    ] = readLines(built.stdout) as [Built]
    const trust = ['--trust', 'lists.crt']
    const verified = await runHere(['lists', 'verify', ...trust, edition?.files[0] ?? ''])
    assert.equal(verified.exitCode, 0, verified.stderr)
    const status = ['--as', 'status-list-jwt', '--uri', 'https://lists.example', '--out', 'status']
    const exported = await runHere(
      ['lists', 'export', ...lists, ...status, ...key, '--json'],
      withToken(PIN),
    )
    assert.deepEqual([exported.exitCode, exported.stderr], [0, ''])
    const [{ files }] = readLines(exported.stdout) as [{ readonly files: readonly string[] }]
    const jwt = readFileSync(join(FOLDER, 'status', files[0] ?? ''), 'utf8')
    const { publicKey } = new X509Certificate(readFileSync(join(FOLDER, 'lists.crt')))
    await compactVerify(jwt.trim(), publicKey)
  })
})

interface Built {
  readonly lists: readonly { readonly files: readonly string[] }[]
}
