/**
 * `pratique issue`, when something is wrong: one sentence that says what to do, exit code 2, nothing written,
 * and nothing of an order or a secret in any answer.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { chmodSync, copyFileSync, mkdirSync, readdirSync, symlinkSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { WITHOUT_TOKEN } from '../../pratique/test/made-token.ts'
import {
  type HereOptions,
  type MadeAuthority,
  makeAuthority,
  NOW,
  runAt,
} from './made-authority.ts'
import { FOLDER, pratique, vectorFile, write } from './pratique.ts'

const PASSPHRASE = 'Heron, anvil and 7 plums'
const WRONG = 'Plover, bellows and 9 figs'
const isPosix = process.platform !== 'win32'

/** What no answer may hold: values of the orders below, and what opens keys. */
const TOLD = /Hythloday|Raphael|1978|U12345678|Ξένος|Heron|Plover/

const TEST = {
  holder: {
    family: 'Hythloday',
    given: 'Raphael',
    birthDate: '1978-03-01',
    documentNumber: 'U12345678',
  },
  fact: {
    ...{ kind: 'test', disease: 'covid-19', class: 'naat', result: 'not-detected' },
    ...{ sampledAt: '2026-05-31T08:30:00+02:00', centre: 'Laboratory' },
  },
}
const DOSE = {
  holder: TEST.holder,
  fact: {
    ...{ kind: 'vaccination', disease: 'covid-19', date: '2026-04-02', product: 'EU/1/20/1528' },
    ...{ doseNumber: 1, seriesDoses: 2, manufacturer: 'ORG-100030215' },
  },
}

let authority: MadeAuthority
let order = ''
before(async () => {
  authority = await makeAuthority('authority')
  order = write('order.json', JSON.stringify(TEST))
})

async function refused(
  code: string,
  words: RegExp,
  args: readonly string[],
  options: HereOptions = {},
): Promise<string> {
  const files = readdirSync(FOLDER)
  const { exitCode, stdout, stderr } = await runAt(['issue', ...args], options)
  assert.equal(exitCode, 2, stdout + stderr)
  assert.match(stderr, words)
  assert.match(stderr, /^pratique: [^\n]+\n$/)
  assert.ok(stderr.endsWith(`[${code}]\n`), stderr)
  assert.doesNotMatch(stdout + stderr, TOLD)
  assert.deepEqual(readdirSync(FOLDER), files)
  return stdout
}

const eu = (...more: readonly string[]) => [
  ...[order, '--format', 'eu-dcc', ...authority.health.options],
  ...more,
]

describe('the key', () => {
  const encrypted = () => [
    ...[order, '--format', 'eu-dcc', '--signer', join(FOLDER, 'kept.pem')],
    ...['--certificate', authority.health.certificate],
  ]
  before(async () => {
    const create = ['keys', 'create', 'kept.pem']
    const { exitCode } = await runAt(create, { env: { PRATIQUE_PASSPHRASE: PASSPHRASE } })
    assert.equal(exitCode, 0)
  })

  test('that another passphrase opens, or that nobody opened', async () => {
    const env = { PRATIQUE_PASSPHRASE: WRONG }
    await refused('usage.key-file', /passphrase is not its own/, encrypted(), { env })
    const none = await pratique(['issue', ...encrypted()], { stdin: '\n' })
    assert.deepEqual([none.exitCode, none.stdout], [2, ''])
    assert.match(none.stderr, /asks for a passphrase.*--passphrase-file \[usage\.key-file\]\n$/)
  })

  test('that a passphrase of a file opens', async () => {
    await runAt(['keys', 'create', 'theirs.pem'], { env: { PRATIQUE_PASSPHRASE: PASSPHRASE } })
    const file = write('passphrase.txt', `${PASSPHRASE}\nmore\n`, 0o600)
    const issuer = ['--country', 'UT', '--name', 'Ministry', '--url', 'https://utopia.example']
    const card = [order, '--format', 'smart-health-card', '--signer', 'theirs.pem', ...issuer]
    const { exitCode, stderr } = await runAt(['issue', ...card, '--passphrase-file', file])
    assert.deepEqual([exitCode, stderr], [0, ''])
    await refused('usage.key-file', /passphrase is not its own/, [
      ...[...card, '--passphrase-file', write('wrong.txt', WRONG, 0o600)],
    ])
  })

  test('that others can read', { skip: isPosix ? false : 'Windows has other rights' }, async () => {
    const open = join(FOLDER, 'open.pem')
    copyFileSync(authority.health.key, open)
    chmodSync(open, 0o644)
    const args = [order, '--format', 'eu-dcc', '--signer', open]
    const certificate = ['--certificate', authority.health.certificate]
    await refused('usage.key-file', /open to others.*chmod 600/, [...args, ...certificate])
  })

  test('that is none, or is not there', async () => {
    const none = [order, '--format', 'eu-dcc', '--certificate', authority.health.certificate]
    await refused('usage.option', /--signer is missing/, none)
    await refused('usage.file-missing', /no file/, [...none, '--signer', 'nowhere.pem'])
    await refused('usage.key-file', /order\.json/, [
      ...[...none, '--signer', write('order.json', JSON.stringify(TEST), 0o600)],
    ])
  })

  test('in a token whose module is not there', { skip: WITHOUT_TOKEN }, async () => {
    const token = ['--signer', 'pkcs11:object=x?module-path=/no/such/module.so']
    const args = [order, '--format', 'eu-dcc', '--certificate', authority.health.certificate]
    await refused('unavailable.key-store', /cannot be loaded: look at "module-path"/, [
      ...[...args, ...token],
    ])
  })

  test('of another certificate, of another country, or for something else', async () => {
    const { health, tests, seals } = authority
    const mixed = ['--signer', health.key, '--certificate', tests.certificate]
    await refused('usage.issuer', /another key/, [order, '--format', 'eu-dcc', ...mixed])
    await refused('usage.issuer', /another country/, eu('--country', 'XX'))
    await refused('usage.issuer', /this one signs VDS-NC seals: make another/, [
      ...[order, '--format', 'eu-dcc', ...seals.options],
    ])
    const dose = write('dose.json', JSON.stringify(DOSE))
    const args = [dose, '--format', 'eu-dcc', ...tests.options]
    const stdout = await refused('usage.order', /the order was refused/, args)
    assert.match(stdout, /the signer’s certificate is for: test/)
  })

  test('for tests leaves vaccinations out, and the others go on', async () => {
    const rows = [DOSE, TEST, DOSE].map((each) => JSON.stringify(each)).join('\n')
    const input = write('mixed.ndjson', rows)
    const args = ['--format', 'eu-dcc', ...authority.tests.options, '--out', 'mixed']
    const { exitCode, stdout, stderr } = await runAt(['issue', input, ...args])
    assert.equal(exitCode, 2)
    assert.match(stdout, /^1 issued into "mixed"\nNone.*\nRefused:\n {2}line 1\n/)
    assert.match(stderr, /2 of 3 orders were refused/)
    assert.doesNotMatch(stdout + stderr, TOLD)
  })

  test('whose time is over', async () => {
    const days = (count: number) => ({ now: NOW + count * 86_400 })
    await refused('usage.issuer', /time to sign is over.*keys plan/, eu(), days(300))
    await refused('usage.issuer', /not in force/, eu(), days(1200))
  })
})

describe('what is not said', () => {
  test('is named', async () => {
    const key = ['--signer', authority.health.key]
    await refused('usage.input-missing', /file of orders/, ['--format', 'eu-dcc'])
    await refused('usage.argument', /one file/, eu(order))
    await refused('usage.option', /--format.*eu-dcc, who-icvp/, [order, ...key])
    await refused('usage.option', /--format/, [order, '--format', 'divoc', ...key])
    await refused('usage.option', /--catalogue is missing/, [
      ...[order, '--format', 'who-icvp', ...authority.health.options],
    ])
    const issuer = ['--country', 'UT', '--name', 'Ministry']
    const card = [order, '--format', 'smart-health-card', ...key, ...issuer]
    await refused('usage.issuer', /needs the issuer’s URL/, card)
    await refused('usage.issuer', /https/, [...card, '--url', 'http://utopia.example/'])
    await refused('usage.issuer', /needs the signer’s certificate/, [
      ...[order, '--format', 'eu-dcc', ...key, ...issuer],
    ])
    await refused('usage.option', /"--bogus"/, eu('--bogus'))
    await refused('usage.option', /"--list".*--lists/, eu('--list', 'lists'))
    await refused('usage.option', /--qr takes/, eu('--qr', 'gif', '--out', 'never'))
    await refused('usage.option', /name their folder with --out/, eu('--qr', 'png'))
    await refused('usage.option', /name their folder with --out/, eu('--pdf'))
    await refused('usage.option', /--from takes/, eu('--from', 'xml'))
  })

  test('and what would be left without effect', async () => {
    await refused('usage.option', /--url goes with --format smart-health-card/, eu('--url', 'x'))
    await refused('usage.option', /--authority goes with --format vds-nc/, eu('--authority', 'x'))
    await refused('usage.option', /--catalogue goes with --format who-icvp/, [
      ...eu('--catalogue', 'x'),
    ])
    await refused('usage.option', /--mapping goes with --from csv/, [
      ...eu('--mapping', 'x', '--from', 'json'),
    ])
    for (const from of [[], ['--from', 'json']]) {
      await refused('usage.option', /--offset goes with HL7/, eu('--offset', '+02:00', ...from))
    }
  })

  test('of lists, by copies that take no place on one', async () => {
    for (const copy of ['--showing', '--border']) {
      const words = new RegExp(`--lists goes with certificates that are kept, and not with ${copy}`)
      await refused('usage.option', words, eu(copy, '--to', 'XX', '--lists', 'nowhere'))
    }
  })

  test('of entry rules', async () => {
    await refused('usage.option', /--to is missing/, eu('--border'))
    await refused('usage.option', /--to is missing/, eu('--value-sets', order))
    await refused('usage.policy-file', /no entry rules are held/, eu('--to', 'XX'))
    await refused('usage.file-missing', /nowhere/, eu('--to', 'XX', '--rules', 'nowhere.json'))
  })
})

describe('what comes in', () => {
  const of = (input: string, ...more: readonly string[]) => [input, ...eu().slice(1), ...more]

  test('is empty, too long, or no text', async () => {
    await refused('usage.file-empty', /is empty/, of(write('empty.json', '')))
    const long = write('long.json', '{')
    truncateSync(long, 129 * 1024 * 1024)
    await refused('usage.file-too-large', /part the file/, of(long))
    const name = '{"holder":{"family":"Hythloday\0"}}'
    const stdout = await refused('usage.order', /refused/, of(write('nul.json', name)))
    assert.match(stdout, /without NUL/)
    await refused('usage.order', /refused/, of(write('latin.json', Uint8Array.of(0x7b, 0xff))))
    await refused('usage.file-directory', /directory/, of(FOLDER))
  })

  test('is broken, which is told by where', async () => {
    const broken = `{"holder":{"family":"Hythloday",\n "given":}}`
    const stdout = await refused('usage.order', /refused/, of(write('broken.json', broken)))
    assert.match(stdout, /file\n {4}JSON: [^\n]*line 2, character 10/)
    const [first, second] = JSON.stringify(TEST).split(/(?<="Raphael",)/)
    const parted = write('parted.ndjson', `${JSON.stringify(TEST)}\n${first}\n${second}\n`)
    const lines = await refused('usage.order', /2 of 3/, of(parted, '--dry-run'))
    assert.match(lines, /line 2\n {4}JSON: [^\n]*ends at character 50/)
    assert.match(lines, /line 3\n {4}JSON: [^\n]*character 12 on\n/)
  })

  test('is a table without a header, whose first row is somebody', async () => {
    const row = 'Hythloday,Raphael,1978-03-01,U12345678\n'
    await refused('usage.order', /refused/, of(write('bare.csv', row + row)))
    await refused('usage.order', /refused/, of(write('bare.csv', row + row), '--from', 'csv'))
    await refused('usage.argument', /--mapping/, of(order, '--mapping', write('bare.csv', row)))
  })

  test('is several orders, with nowhere to go', async () => {
    const words = /there are 2 orders: name a folder.*--out/
    await refused('usage.option', words, of(vectorFile('intake/orders.json')))
  })

  for (const form of ['json', 'ndjson', 'csv', 'fhir', 'hl7']) {
    test(`is not what --from says: ${form}`, async () => {
      const text = `Hythloday,Raphael\n1978-03-01,"Ξένος`
      await refused(
        'usage.order',
        /refused/,
        of(write('odd.txt', text), '--from', form, '--dry-run'),
      )
    })
  }
})

describe('where it is to go', () => {
  const out = (folder: string) => eu('--out', folder)

  test('is a file, a folder of something else, or cannot be', async () => {
    await refused('usage.output-file', /that of a file/, out('order.json'))
    await refused('usage.output-file', /that of a file/, out('order.json/x'))
    await refused('usage.output-file', /cannot be made/, out(''))
    await refused('usage.output-file', /other files in it/, out(FOLDER))
    mkdirSync(join(FOLDER, 'home'))
    write('home/.profile', 'x')
    await refused('usage.output-file', /other files in it/, out('home'))
    assert.deepEqual(readdirSync(join(FOLDER, 'home')), ['.profile'])
  })

  test('is where no folder can be made', {
    skip: process.platform === 'linux' ? false : 'no /proc',
  }, async () => {
    await refused('usage.output-file', /cannot be made|open to you/, out('/proc/pratique'))
  })

  test('is a link to nothing', { skip: isPosix ? false : 'Windows' }, async () => {
    symlinkSync(join(FOLDER, 'nothing'), join(FOLDER, 'link'))
    await refused('usage.output-file', /cannot be made/, out('link'))
  })
})
