/**
 * `pratique issue`: what comes in, in every form, comes out as certificates that a verification takes, with
 * the same facts in them.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { readSymbols } from '@pratique/node/pictures'
import { Ajv2020 } from 'ajv/dist/2020.js'
import {
  type MadeAuthority,
  makeAuthority,
  makeLists,
  NOW,
  runAt,
  testOrder,
  URL_OF_CARDS,
} from './made-authority.ts'
import { FOLDER, readLines, vectorFile, write } from './pratique.ts'

const AT = new Date(NOW * 1000).toISOString()

let authority: MadeAuthority
before(async () => {
  authority = await makeAuthority('authority')
})

const cards = (): readonly string[] => [
  ...['--signer', authority.health.key, '--country', 'UT', '--name', 'Ministry'],
  ...['--url', URL_OF_CARDS],
]
const seals = () => [...authority.seals.options, '--authority', authority.certificate]
const dcc = () => authority.health.options

interface Answer {
  readonly place: string
  readonly status: string
  readonly number?: number
  readonly purpose?: string
  readonly texts?: readonly string[]
  readonly faults?: readonly { readonly path: string; readonly words: string }[]
}

const SCHEMA: unknown = JSON.parse(
  readFileSync(new URL('../../../docs/schemas/issue.schema.json', import.meta.url), 'utf8'),
)
const validate = new Ajv2020({ strict: true, strictRequired: false }).compile<Answer>(
  Object(SCHEMA),
)

/** Runs `issue --json`, and holds each line against the published schema. */
async function issueAsJson(
  exitCode: number,
  args: readonly string[],
  now: number = NOW,
): Promise<readonly Answer[]> {
  const ended = await runAt(['issue', ...args, '--json'], { now })
  assert.equal(ended.exitCode, exitCode, ended.stderr)
  return readLines(ended.stdout).map((line) => {
    assert.ok(validate(line), JSON.stringify([line, validate.errors], null, 1))
    return line
  })
}

interface Entry {
  readonly number: number
  readonly place: string
  readonly texts: readonly string[]
}

function recordOf(folder: string): readonly Entry[] {
  const path = join(FOLDER, folder, 'certificates.ndjson')
  return readLines(readFileSync(path, 'utf8')) as readonly Entry[]
}

/** Reads pictures as a camera would: each says one text of the record. */
async function requirePictures(folder: string, { number, texts }: Entry): Promise<void> {
  const name = String(number).padStart(6, '0')
  for (const [at, text] of texts.entries()) {
    const path = join(FOLDER, folder, texts.length > 1 ? `${name}-${at + 1}` : name)
    assert.match(readFileSync(`${path}.svg`, 'utf8'), /<\/svg>\s*$/)
    const read = await readSymbols(new Uint8Array(readFileSync(`${path}.png`)))
    assert.deepEqual(
      read.map((symbol) => symbol.text),
      [text],
    )
  }
}

/** Verifies what was issued, and answers with what it states. */
async function readBack(
  texts: readonly string[],
  trust: string,
  more: readonly string[] = [],
): Promise<string> {
  const path = write('issued.txt', texts.join('\n'))
  const args = ['verify', path, '--trust', trust, '--authenticity', '--show-person', '--at', AT]
  const { exitCode, stdout, stderr } = await runAt([...args, ...more])
  assert.equal(exitCode, 0, stdout + stderr)
  assert.match(stdout, /^Genuine/)
  return stdout
}

interface Case {
  readonly input: string
  /** What this format asks for besides. */
  readonly change?: readonly [RegExp, string]
  readonly format: string
  readonly signer: () => readonly string[]
  readonly trust: () => string
  readonly more?: readonly string[]
  /** What each certificate states. */
  readonly states: readonly RegExp[]
  /** Places of orders that this format, or nobody, can state. */
  readonly refused?: readonly string[]
}

const health = (): string => authority.health.certificate
const published = (): string => authority.cards
const catalogue = ['--catalogue', vectorFile('who-icvp/catalogue.json')]
const mapping = ['--mapping', vectorFile('intake/laboratory-mapping.json')]

function inputOf({ input, change }: Case): string {
  const path = vectorFile(`intake/${input}`)
  return change ? write(input, readFileSync(path, 'utf8').replace(...change)) : path
}

/** Each form that comes in. */
const CASES: readonly Case[] = [
  {
    input: 'orders.json',
    ...{ format: 'eu-dcc', signer: dcc, trust: health },
    states: [/Hythloday[\s\S]*1978-03/],
    refused: ['orders[1]'],
  },
  {
    input: 'orders.ndjson',
    ...{ format: 'eu-dcc', signer: dcc, trust: health },
    states: [/Hythloday[\s\S]*1978-03/],
    refused: ['line 2'],
  },
  {
    input: 'orders.json',
    change: [/Laboratory of Amaurote/, 'Amaurote'],
    ...{ format: 'vds-nc', signer: seals, trust: () => authority.certificate },
    states: [/HYTHLODAY/],
    refused: ['orders[1]'],
  },
  {
    input: 'orders.json',
    change: [
      /"product": "XM0N24"/,
      '"lot": "UT-1", "product": "UtopiaFeverProduct0123456789abcdef0123456789abcdef"',
    ],
    ...{ format: 'who-icvp', signer: dcc, trust: health, more: catalogue },
    states: [/Utopos/i],
    refused: ['orders[0]'],
  },
  {
    input: 'orders.csv',
    ...{ format: 'smart-health-card', signer: cards, trust: published },
    states: [/Hythloday/, /Utopos, of Anydrus/],
  },
  {
    input: 'laboratory.csv',
    ...{ format: 'eu-dcc', signer: dcc, trust: health, more: mapping },
    states: [/Hythloday[\s\S]*1978-03-01/, /Utopos[\s\S]*1990-12-24/],
    refused: ['row 4', 'row 5'],
  },
  {
    input: 'fhir-test.json',
    ...{ format: 'eu-dcc', signer: dcc, trust: health },
    states: [/Hythloday/],
  },
  {
    input: 'fhir-immunization.json',
    ...{ format: 'smart-health-card', signer: cards, trust: published },
    states: [/Utopos/],
  },
  {
    input: 'result.hl7',
    ...{ format: 'eu-dcc', signer: dcc, trust: health },
    states: [/Hythloday[\s\S]*1978-03/],
  },
  {
    input: 'vaccination.hl7',
    ...{ format: 'smart-health-card', signer: cards, trust: published },
    states: [/Utópos/],
  },
]

describe('from what comes in to what a verification says', () => {
  for (const [at, each] of CASES.entries()) {
    const { input, format, signer, trust, more = [], states, refused = [] } = each
    test(`${input} as ${format}`, async () => {
      const folder = `case-${at}`
      const args = [inputOf(each), '--format', format, ...signer(), ...more]
      const exitCode = refused.length > 0 ? 2 : 0
      const answers = await issueAsJson(exitCode, [...args, '--out', folder, '--qr', 'both'])
      const of = (status: string) => answers.filter((each) => each.status === status)
      assert.deepEqual(
        of('refused').map(({ place }) => place),
        refused,
      )
      const record = recordOf(folder)
      assert.deepEqual(
        record.map(({ number, place }) => [number, place]),
        of('issued').map(({ number, place }) => [number, place]),
      )
      assert.equal(record.length, states.length)
      for (const [i, stated] of states.entries()) {
        assert.match(
          await readBack(record[i]?.texts ?? [], trust(), format === 'who-icvp' ? catalogue : []),
          stated,
        )
      }
      for (const entry of record) await requirePictures(folder, entry)
    })
  }

  test('one order, in the terminal and as JSON', async () => {
    const input = write('one.json', testOrder(1))
    const [answer] = await issueAsJson(0, [input, '--format', 'eu-dcc', ...dcc()])
    assert.deepEqual([answer?.place, answer?.status], ['order', 'issued'])
    assert.match(await readBack(answer?.texts ?? [], health()), /UtoposB/)
    const { exitCode, stdout } = await runAt(['issue', input, '--format', 'eu-dcc', ...dcc()])
    assert.equal(exitCode, 0)
    const [text = ''] = stdout.match(/^HC1:.*$/m) ?? []
    assert.match(await readBack([text], health()), /UtoposB/)
    assert.doesNotMatch(stdout, /Utopos|1978/)
    assert.match(stdout, /best printed \d+ mm wide/)
  })

  test('one order is shown as a symbol to whoever looks, with colours or without', async () => {
    const input = write('one.json', testOrder(1))
    const args = ['issue', input, '--format', 'eu-dcc', ...dcc()]
    const { stdout } = await runAt(args, { isTerminal: true })
    assert.match(stdout, /^(?:[ ▀▄█]{40,}\n)+\nHC1:/)
    assert.doesNotMatch((await runAt(args)).stdout, /[▀▄█]/)
  })

  test('nothing, with --dry-run, which needs no key', async () => {
    const input = vectorFile('intake/laboratory.csv')
    const args = [input, ...mapping, '--format', 'eu-dcc', '--certificate', health()]
    const answers = await issueAsJson(2, [...args, '--dry-run', '--out', 'never'])
    assert.deepEqual(
      answers.map(({ status, purpose }) => [status, purpose]),
      [
        ['would-be-issued', 'showing'],
        ['would-be-issued', 'showing'],
        ['refused', undefined],
        ['refused', undefined],
      ],
    )
    assert.ok(!readdirSync(FOLDER).includes('never'))
  })
})

describe('orders that come again', () => {
  const issue = (input: string, folder: string, more: readonly string[] = []) =>
    issueAsJson(0, [input, '--format', 'eu-dcc', ...dcc(), '--out', folder, ...more])

  test('are issued once, in one file and in the next', async () => {
    const [a, b, c] = [1, 2, 3].map((each) => testOrder(each))
    const again = JSON.stringify(JSON.parse(a ?? ''), null, 2).replaceAll('\n', ' ')
    const first = await issue(write('twice.ndjson', `${a}\n${b}\n${again}\n`), 'again')
    assert.deepEqual(
      first.map(({ status, number }) => [status, number]),
      [
        ['issued', 1],
        ['issued', 2],
        ['issued-before', 1],
      ],
    )
    const before = recordOf('again')
    const mended = await issue(write('twice.ndjson', `${c}\n${b}\n`), 'again')
    assert.deepEqual(
      mended.map(({ status, number }) => [status, number]),
      [
        ['issued', 3],
        ['issued-before', 2],
      ],
    )
    assert.deepEqual(recordOf('again').slice(0, 2), before)
  })

  test('for another purpose are others', async () => {
    const input = write('purpose.ndjson', `${testOrder(4)}\n`)
    const [first] = await issue(input, 'purpose')
    assert.equal(first?.purpose, 'showing')
    const [known] = await issue(input, 'purpose', ['--showing'])
    assert.deepEqual([known?.status, known?.number], ['issued-before', 1])
    const lists = await makeLists('lists-of-purpose')
    const [kept] = await issue(input, 'purpose', ['--lists', lists])
    assert.deepEqual([kept?.status, kept?.number, kept?.purpose], ['issued', 2, 'keeping'])
    const [again] = await issue(input, 'purpose', ['--lists', lists])
    assert.deepEqual([again?.status, again?.number], ['issued-before', 2])
  })

  test('are said once to be beyond revocation, where they have no place on a list', async () => {
    const [a, b, c] = [8, 9, 10].map((each) => testOrder(each))
    const input = write('said.ndjson', `${a}\n${b}\n`)
    const run = async (...more: readonly string[]): Promise<string> => {
      const args = ['issue', input, '--format', 'eu-dcc', ...dcc(), ...more]
      return (await runAt(args)).stdout
    }
    const said =
      /^(?:2 issued|2 of 2 orders).*\nNone of them can be revoked, [^\n]*14 days[^\n]*\n$/
    assert.match(await run('--dry-run', '--out', 'said', '--pdf'), said)
    assert.match(await run('--out', 'said'), said)
    assert.match(await run('--out', 'said'), /^0 issued .*, 2 were there before\n$/)
    const lists = await makeLists('lists-of-said')
    write('said.ndjson', `${c}\n`)
    assert.match(await run('--out', 'said', '--lists', lists), /^1 issued into "said"\n$/)
  })

  test('go on with another key, and say whose page cannot be made again', async () => {
    const input = write('keys.ndjson', `${testOrder(6)}\n`)
    await issue(input, 'other-key')
    const { tests } = authority
    const folder = ['--out', 'other-key', '--pdf', '--qr', 'both']
    const args = ['issue', input, '--format', 'eu-dcc', ...tests.options, ...folder]
    const { exitCode, stderr, stdout } = await runAt(args)
    assert.equal(exitCode, 0, stderr)
    assert.match(stdout, /^0 issued into .*, 1 were there before/)
    assert.match(stderr, /page of number 1 is missing, and cannot be made by this command/)
    assert.ok(readdirSync(join(FOLDER, 'other-key')).includes('000001.png'))
  })

  test('are known by what the certificate states, and not by what it leaves out', async () => {
    const order = JSON.parse(testOrder(7))
    const input = write('passport.ndjson', JSON.stringify(order))
    await issue(input, 'passport')
    order.holder.documentNumber = 'U12345678'
    const [known] = await issue(write('passport.ndjson', JSON.stringify(order)), 'passport')
    assert.equal(known?.status, 'issued-before')
  })

  test('and their pictures are made again if they are gone, or of another kind', async () => {
    const input = write('pictures.ndjson', `${testOrder(5)}\n`)
    await issue(input, 'pictures')
    const path = join(FOLDER, 'pictures', '000001.svg')
    const svg = readFileSync(path)
    for (const kinds of ['the only one', 'one of two']) {
      rmSync(path)
      await issue(input, 'pictures', ['--qr', 'both'])
      assert.deepEqual(readFileSync(path), svg, kinds)
    }
    const [entry] = recordOf('pictures')
    assert.ok(entry)
    await requirePictures('pictures', entry)
    const names = readdirSync(join(FOLDER, 'pictures'))
    assert.deepEqual(names, ['000001.png', '000001.svg', 'certificates.ndjson', 'job-secret'])
  })

  test('and a picture that was emptied stays so: what has its name was whole once', async () => {
    const input = write('emptied.ndjson', `${testOrder(8)}\n`)
    await issue(input, 'emptied')
    const path = write('emptied/000001.svg', '')
    await issue(input, 'emptied')
    assert.equal(readFileSync(path).length, 0)
    rmSync(path)
    await issue(input, 'emptied')
    assert.ok(readFileSync(path).length > 0)
  })
})

describe('the schema of the answers', () => {
  test('is the one that the library carries', () => {
    const shipped = new URL('../../pratique/schemas/issue.schema.json', import.meta.url)
    assert.deepEqual(JSON.parse(readFileSync(shipped, 'utf8')), SCHEMA)
  })

  test('takes no other members', () => {
    assert.equal(
      validate({ place: 'line 1', status: 'issued', format: 'eu-dcc', name: 'X' }),
      false,
    )
    assert.equal(validate({ place: 'line 1', status: 'refused', faults: [] }), false)
    assert.equal(validate({ status: 'issued-before', number: 1 }), false)
  })
})
