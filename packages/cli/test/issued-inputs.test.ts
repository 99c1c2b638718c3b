/**
 * What `pratique issue` writes is what the other commands take: pictures in either form, the record, lines of
 * it, and what it prints.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { requireTold, type Told } from './answers.ts'
import {
  type MadeAuthority,
  makeAuthority,
  NOW,
  runAt,
  testOrder,
  URL_OF_CARDS,
} from './made-authority.ts'
import { FOLDER, readLines, write } from './pratique.ts'

const FOLDERS = { 'eu-dcc': 'dccs', 'smart-health-card': 'cards', 'vds-nc': 'seals' } as const
type Format = keyof typeof FOLDERS
const FORMATS = Object.keys(FOLDERS) as readonly Format[]
const COUNT = 3
const LISTS = 'issued-lists'

let authority: MadeAuthority
let trust: Readonly<Record<Format, readonly string[]>>
const signer = (format: Format): readonly string[] => {
  const { health, seals, certificate } = authority
  const named = ['--country', 'UT', '--name', 'Ministry', '--url', URL_OF_CARDS]
  if (format === 'eu-dcc') return health.options
  if (format === 'vds-nc') return [...seals.options, '--authority', certificate]
  return ['--signer', health.key, ...named]
}

before(async () => {
  authority = await makeAuthority('issued')
  const { lists } = authority
  const issuers = ['hcert=UT', 'vds-nc=UT', `smart-health-card=${URL_OF_CARDS}`]
  const named = issuers.flatMap((each) => ['--issuer', each])
  const by = ['--key', lists.key, '--certificate', lists.certificate]
  await succeed(['lists', 'build', '--lists', LISTS, ...by, ...named], NOW - 86_400)
  trust = toTrust()
  const input = write('issued.ndjson', Array.from({ length: COUNT }, toOrder).join('\n'))
  for (const format of FORMATS) {
    const out = ['--lists', LISTS, '--out', FOLDERS[format], '--pdf']
    await succeed(['issue', input, '--format', format, ...signer(format), ...out])
  }
})

/** A test that every format can state. */
function toOrder(_: unknown, at: number): string {
  const { holder, fact } = JSON.parse(testOrder(at + 1))
  return JSON.stringify({
    holder: { ...holder, documentNumber: 'U12345678' },
    fact: { ...fact, centre: 'Amaurote' },
  })
}

/** The keys of a format, and the list that says what is revoked. */
function toTrust(): typeof trust {
  const { certificate, cards, health, lists } = authority
  const published = join(FOLDER, LISTS, 'published')
  const [list = ''] = readdirSync(published)
  const shared = ['--trust', certificate, '--revocations', join(published, list)]
  const revoker = ['--trust', lists.certificate]
  return {
    'eu-dcc': ['--trust', health.certificate, ...revoker, ...shared],
    'vds-nc': [...revoker, ...shared],
    'smart-health-card': [
      '--trust',
      cards,
      '--trust',
      `${URL_OF_CARDS}=${lists.certificate}`,
      ...shared,
    ],
  }
}

async function succeed(args: readonly string[], now = NOW): Promise<string> {
  const { exitCode, stdout, stderr } = await runAt(args, { now })
  assert.equal(exitCode, 0, stderr)
  return stdout
}

const fileOf = (format: Format, name: string): string => join(FOLDER, FOLDERS[format], name)
const recordOf = (format: Format): string =>
  readFileSync(fileOf(format, 'certificates.ndjson'), 'utf8')

async function verify(format: Format, inputs: readonly string[]): Promise<readonly Told[]> {
  const args = ['verify', '--json', '--authenticity', ...trust[format], ...inputs]
  const { stdout } = await runAt([...args, '--at', new Date(NOW * 1000).toISOString()])
  return readLines(stdout).map(requireTold)
}

const genuine = (count: number): readonly string[] => Array(count).fill('genuine')
const verdictsOf = (all: readonly Told[]): readonly string[] => all.map(({ verdict }) => verdict)

describe('pratique verify', () => {
  for (const format of FORMATS) {
    test(`takes pictures as SVG, and the whole record, of ${format}`, async () => {
      const pictures = ['000001.svg', '000002.svg', '000003.svg']
      const files = pictures.map((name) => fileOf(format, name))
      const ofPictures = await verify(format, files)
      assert.deepEqual(verdictsOf(ofPictures), genuine(COUNT))
      const ofRecord = await verify(format, [fileOf(format, 'certificates.ndjson')])
      assert.deepEqual(verdictsOf(ofRecord), genuine(COUNT))
      assert.deepEqual(
        ofRecord.map(({ input }) => input),
        [[0], [0], [0]],
      )
    })
  }

  for (const format of FORMATS) {
    test(`takes pages as PDF, of ${format}`, async () => {
      const pages = ['000001.pdf', '000002.pdf'].map((name) => fileOf(format, name))
      assert.deepEqual(verdictsOf(await verify(format, pages)), genuine(2))
    })
  }

  test('takes a line of the record, and says of several which is which', async () => {
    const [line = '', ...others] = recordOf('eu-dcc').split('\n')
    assert.deepEqual(verdictsOf(await verify('eu-dcc', [write('line.ndjson', line)])), genuine(1))
    const path = write('damaged.ndjson', [line.replace('HC1:', 'HC1:::'), ...others].join('\n'))
    const args = ['verify', '--authenticity', ...trust['eu-dcc'], path]
    const { stdout, exitCode } = await runAt(args)
    assert.equal(exitCode, 12)
    const headings = stdout.match(/^line \d of ".*":$/gm) ?? []
    assert.deepEqual(
      headings.map((each) => each.slice(0, 6)),
      ['line 1', 'line 2', 'line 3'],
    )
  })

  test('takes what "issue --json" prints', async () => {
    const input = write('printed.json', testOrder(9))
    const stdout = await succeed([
      'issue',
      input,
      '--format',
      'eu-dcc',
      ...signer('eu-dcc'),
      '--json',
    ])
    const [told] = await verify('eu-dcc', [write('printed.ndjson', stdout)])
    assert.equal(told?.verdict, 'genuine')
  })

  test('puts the codes of one card in a record together', async () => {
    const [line = ''] = recordOf('smart-health-card').split('\n')
    const entry: { readonly texts: readonly [string] } = JSON.parse(line)
    const digits = entry.texts[0].slice('shc:/'.length)
    const half = 2 * Math.ceil(digits.length / 4)
    const texts = [`shc:/1/2/${digits.slice(0, half)}`, `shc:/2/2/${digits.slice(half)}`]
    const path = write('chunks.ndjson', JSON.stringify({ ...entry, texts }))
    assert.deepEqual(verdictsOf(await verify('smart-health-card', [path])), genuine(1))
  })

  test('takes no other lines of JSON for a record', async () => {
    const [line = ''] = recordOf('eu-dcc').split('\n')
    const entry = JSON.parse(line)
    const others = [
      { ...entry, texts: [] },
      { ...entry, texts: [''] },
      { ...entry, texts: entry.texts[0] },
      { ...entry, format: undefined },
      { ...entry, place: 1 },
      [entry],
    ]
    for (const other of others) {
      const [told] = await verify('eu-dcc', [write('other.ndjson', JSON.stringify(other))])
      assert.deepEqual([told?.verdict, told?.code], ['not-a-certificate', 'format.prefix'])
    }
    const twice = line.replace('{', '{"texts":["HC1:6BF"],')
    const [told] = await verify('eu-dcc', [write('other.ndjson', twice)])
    assert.equal(told?.code, 'format.prefix')
  })

  test('says of another SVG what to give', async () => {
    const other = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><path/></svg>'
    const { exitCode, stderr } = await runAt(['verify', write('other.svg', other)])
    assert.equal(exitCode, 2)
    assert.match(stderr, /SVG that "issue" did not write: give a PNG.* \[usage\.picture\]$/m)
  })
})

describe('pratique revoke', () => {
  const revoke = async (inputs: readonly string[]): Promise<unknown> => {
    const args = ['--lists', LISTS, '--reason', 'wrong', '--json']
    return JSON.parse(await succeed(['revoke', ...inputs, ...args]))
  }

  for (const format of FORMATS) {
    test(`takes a picture as SVG, and then the whole record, of ${format}`, async () => {
      const done = await revoke([fileOf(format, '000002.svg')])
      assert.deepEqual(done, { revoked: 1, before: 0 })
      const all = [fileOf(format, 'certificates.ndjson')]
      assert.deepEqual(await revoke(all), { revoked: COUNT - 1, before: 1 })
    })
  }

  test('revokes nothing if a line has no token, and says which', async () => {
    const input = write('without.json', testOrder(8))
    const args = ['issue', input, '--format', 'eu-dcc', ...signer('eu-dcc'), '--json']
    const path = write('mixed.ndjson', recordOf('eu-dcc') + (await succeed(args)))
    const by = ['--lists', LISTS, '--reason', 'wrong']
    const { exitCode, stderr } = await runAt(['revoke', path, ...by])
    assert.equal(exitCode, 2)
    assert.match(stderr, /nothing is revoked: line 4 of ".*mixed\.ndjson" is a certificate without/)
  })
})
