/**
 * `pratique issue --help`: each example does what it says, its pages are as they were asked for, and a long
 * run tells how far it is.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { readSymbols } from '@pratique/node/pictures'
import { missingReaders, seePages, takeText, toPlain } from '../../pratique/test/paper.ts'
import { startCount } from '../src/issue/progress.ts'
import { makeAuthority, makeLists, NOW, runAt, testOrder } from './made-authority.ts'
import { FOLDER, readLines, vectorFile, write } from './pratique.ts'

/** Soon after the samples of `vectors/intake` were taken. */
const SOON = NOW - 20 * 86_400
interface Entry {
  readonly texts: readonly string[]
  readonly receipt?: object
}

let examples: readonly string[] = []
before(async () => {
  const { health } = await makeAuthority('authority', SOON)
  copyFileSync(health.key, join(FOLDER, 'dsc-key.pem'))
  copyFileSync(health.key, join(FOLDER, 'key.pem'))
  copyFileSync(health.certificate, join(FOLDER, 'dsc.pem'))
  const mapping = JSON.parse(readFileSync(vectorFile('intake/laboratory-mapping.json'), 'utf8'))
  write('mapping.json', JSON.stringify(mapping))
  const [header, ...rows] = readFileSync(vectorFile('intake/laboratory.csv'), 'utf8').split('\n')
  write('results.csv', [header, ...rows.slice(0, 2)].join('\n'))
  copyFileSync(vectorFile('intake/result.hl7'), join(FOLDER, 'results.hl7'))
  write('order.json', testOrder(1, SOON - 86_400))
  await makeLists('lists', SOON)
  const { stdout } = await runAt(['issue', '--help'])
  const [, text = ''] = stdout.split('Examples\n')
  examples = text.replaceAll('\\\n', '').match(/(?<=pratique )issue .*/g) ?? []
})

/** How far it is, as a slow machine is told. */
const PROGRESS = /^pratique: (?:\d+ of \d+ orders, \d+ a second|done)\n/gm

async function runExample(at: number): Promise<string> {
  const args = (examples[at] ?? '').split(/\s+/).filter((arg) => arg !== '')
  const { exitCode, stdout, stderr } = await runAt(args, { now: SOON })
  assert.deepEqual([exitCode, stderr.replace(PROGRESS, '')], [0, ''], args.join(' '))
  return stdout
}

const inMonday = (name: string): Buffer => readFileSync(join(FOLDER, 'monday', name))

describe('the examples of the help', () => {
  test('one order, shown', async () => {
    assert.equal(examples.length, 4)
    assert.match(await runExample(0), /^HC1:/m)
  })

  test('a table, into a folder', async () => {
    assert.match(await runExample(1), /^2 issued into "monday"\n$/)
    assert.deepEqual(readdirSync(join(FOLDER, 'monday')), [
      ...['000001.pdf', '000001.svg', '000002.pdf', '000002.svg'],
      ...['certificates.ndjson', 'job-secret'],
    ])
    const record = readLines(inMonday('certificates.ndjson').toString()) as readonly Entry[]
    assert.ok(record.every(({ receipt }) => receipt))
  })

  test('whose pages are read', { skip: missingReaders }, async () => {
    const record = readLines(inMonday('certificates.ndjson').toString()) as readonly Entry[]
    for (const [at, name] of ['Hythloday', 'Utopos'].entries()) {
      const document = inMonday(`00000${at + 1}.pdf`)
      const [page, ...others] = seePages(document)
      assert.ok(page && others.length === 0)
      const symbols = await readSymbols(new Uint8Array(page.picture))
      assert.deepEqual(
        symbols.map(({ text }) => text),
        record[at]?.texts,
      )
      assert.deepEqual(page.symbols, record[at]?.texts)
      assert.ok(takeText(document).includes(name))
    }
  })

  test('one in place of another, of which there is a picture', async () => {
    const keys = ['--format', 'eu-dcc', '--signer', 'dsc-key.pem', '--certificate', 'dsc.pem']
    await runAt(
      ['issue', 'order.json', ...keys, '--lists', 'lists', '--out', 'old', '--qr', 'png'],
      { now: SOON },
    )
    copyFileSync(join(FOLDER, 'old', '000001.png'), join(FOLDER, 'wrong.png'))
    write('corrected.json', testOrder(2, SOON - 86_400))
    assert.match(await runExample(2), /^1 issued into "corrected", and the other is revoked/)
  })

  test('messages, only tried', async () => {
    assert.match(
      await runExample(3),
      /^1 of 1 orders can be issued as smart-health-card\nNone.*\n$/,
    )
    assert.equal(existsSync(join(FOLDER, 'cards')), false)
  })
})

describe('progress', () => {
  test('is told after a while, and its end only if it was told', () => {
    const told: string[] = []
    let ms = 0
    const clock = () => ms
    const count = startCount({ err: (text) => told.push(text) }, 100, clock)
    count.tell(10)
    ms = 900
    count.tell(40)
    count.finish()
    assert.deepEqual(told, [])
    ms = 1100
    count.tell(55)
    ms = 1200
    count.tell(60)
    count.finish()
    assert.deepEqual(told, ['pratique: 55 of 100 orders, 50 a second\n', 'pratique: done\n'])
  })

  test('is no part of the answer', async () => {
    const input = write('rows.ndjson', [1, 2, 3].map((at) => testOrder(at)).join('\n'))
    const args = ['--format', 'eu-dcc', '--signer', 'key.pem', '--certificate', 'dsc.pem']
    const ended = await runAt(['issue', input, ...args, '--out', 'rows', '--json'], { now: NOW })
    assert.equal(ended.exitCode, 0, ended.stderr)
    assert.equal(readLines(ended.stdout).length, 3)
  })
})

describe('a page', { skip: missingReaders }, () => {
  const issuePage = async (folder: string, options: readonly string[]): Promise<Buffer> => {
    const signer = ['--signer', 'dsc-key.pem', '--certificate', 'dsc.pem']
    const args = ['issue', 'order.json', '--format', 'eu-dcc', ...signer, '--out', folder]
    const { exitCode, stderr } = await runAt([...args, '--pdf', ...options])
    assert.deepEqual([exitCode, stderr.replace(PROGRESS, '')], [0, ''])
    return readFileSync(join(FOLDER, folder, '000001.pdf'))
  }

  test('is as large as --page says', async () => {
    const sizes: readonly (readonly [readonly string[], RegExp])[] = [
      [[], /\/MediaBox \[\s*0\s+0\s+595\.\d+\s+841\.\d+\s*\]/],
      [['--page', 'letter'], /\/MediaBox \[\s*0\s+0\s+612\s+792\s*\]/],
    ]
    for (const [at, [options, box]] of sizes.entries()) {
      assert.match(toPlain(await issuePage(`size-${at}`, options)), box)
    }
  })

  test('is in the language of --language', async () => {
    const document = await issuePage('french', ['--language', 'fr'])
    assert.match(takeText(document), /Date de naissance/)
    assert.doesNotMatch(takeText(document), /Date of birth/)
  })

  test('is asked for by --pdf', async () => {
    for (const option of [
      ['--page', 'letter'],
      ['--language', 'fr'],
    ]) {
      const { exitCode, stderr } = await runAt([
        'issue',
        'order.json',
        '--format',
        'eu-dcc',
        ...option,
      ])
      assert.equal(exitCode, 2)
      assert.match(stderr, /--page and --language go with --pdf \[usage\.option\]\n$/)
    }
  })
})
