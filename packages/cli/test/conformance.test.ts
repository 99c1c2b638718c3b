/**
 * `pratique conformance run`: what is said of files that hold no cases, and of cases that are none.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { FOLDER, pratique, readLines, specimen, write } from './pratique.ts'

const QR = 'HC1:NCF'

function writeRows(name: string, rows: readonly object[]): string {
  return write(name, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
}

function nest(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level++) value = [value]
  return value
}

describe('what cannot be used is named', { concurrency: 2 }, () => {
  const folder = join(FOLDER, 'cases')
  mkdirSync(folder)
  const good = { id: 'good', qr: QR, expected: {} }

  const cases: readonly (readonly [name: string, args: readonly string[], words: RegExp])[] = [
    ['a directory', ['run', folder], /"\S*cases" is a directory.* \[usage\.file-directory\]/],
    ['a missing file', ['run', 'no.jsonl'], /no file "no\.jsonl": .* \[usage\.file-missing\]/],
    ['an empty file', ['run', write('no.jsonl.txt', '\n \n')], /no\.jsonl\.txt" holds no cases: /],
    ['no file', ['run'], /expected "conformance run FILE\.jsonl" \[usage\.argument\]/],
    ['an option', ['run', '--jsno', 'x'], /"--jsno": did you mean --json\? \[usage\.option\]/],
    ['a value', ['run', '--json=1', 'x'], /--json takes no value/],
    ['a certificate', ['run', specimen('booster')], /line 1: expected a JSON object/],
  ]
  for (const [name, args, words] of cases) {
    it(name, async () => {
      const { exitCode, stdout, stderr } = await pratique(['conformance', ...args])
      assert.deepEqual([exitCode, stdout], [2, ''])
      assert.match(stderr, words)
    })
  }

  const lines: readonly (readonly [name: string, row: unknown, words: RegExp])[] = [
    ['no object', [good], /expected a JSON object/],
    ['one too deep', { ...good, json: nest(100) }, /expected a JSON object/],
    ['no identifier', { ...good, id: 1 }, /expected "id" and "expected"/],
    ['no expectation', { ...good, expected: [] }, /expected "id" and "expected"/],
    ...['now', {}, { toString: 1 }, 1e300, true].map(
      (evalTime) => ['no time', { ...good, evalTime }, /expected "evalTime" in seconds/] as const,
    ),
  ]
  for (const [at, [name, row, words]] of lines.entries()) {
    it(`a line: ${name} (${at})`, async () => {
      const file = write(`line-${at}.jsonl`, `${JSON.stringify(good)}\n\n${JSON.stringify(row)}\n`)
      const { exitCode, stderr } = await pratique(['conformance', 'run', file])
      assert.equal(exitCode, 2)
      assert.match(stderr, /^pratique: line 3: .* \[usage\.cases-file\]\n$/)
      assert.match(stderr, words)
    })
  }
})

describe('cases', { concurrency: 2 }, () => {
  it('that name a picture which is none are answered', async () => {
    const names = ['a\0b', '.', 'no.png', '/dev/null', specimen('booster'), '\ud83d']
    const cut = write('cut.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0))
    const rows = [...names, cut].map((file) => ({
      id: file,
      qr: QR,
      image2d: { file },
      expected: { EXPECTEDPICTUREDECODE: true },
    }))
    const args = ['conformance', 'run', '--json', writeRows('pictures.jsonl', rows)]
    const { exitCode, stdout, stderr } = await pratique(args)
    assert.deepEqual([exitCode, stderr], [0, ''])
    const got = readLines(stdout).map((line) => Object(line).got)
    assert.deepEqual(got, Array(rows.length).fill({ EXPECTEDPICTUREDECODE: false }))
  })

  it('may be longer than a file that is read whole, with characters across its pieces', async () => {
    const rows = Array.from({ length: 300 }, (_, at) => ({
      id: `row ${at} ${'é€😀'.repeat(at)}`,
      qr: QR,
      note: 'x'.repeat(70_000),
      expected: {},
    }))
    const args = ['conformance', 'run', '--json', writeRows('long.jsonl', rows)]
    const { exitCode, stdout } = await pratique(args)
    assert.equal(exitCode, 0)
    const ids = readLines(stdout).map((line) => Object(line).id)
    assert.deepEqual(
      ids,
      rows.map(({ id }) => id),
    )
  })

  it('cannot act on the terminal by their names', async () => {
    const acting = '\x1B[2J\u202E'
    const expected = { [`${acting}question`]: true, EXPECTEDUNPREFIX: false, valid: true }
    const rows = [
      { id: `${acting}id`, qr: QR, expected: { ...expected, valid: undefined } },
      { id: `${acting}card`, format: 'shc', qr: QR, expected },
    ]
    const { exitCode, stdout } = await pratique([
      'conformance',
      'run',
      writeRows('escape.jsonl', rows),
    ])
    assert.equal(exitCode, 0)
    assert.match(stdout, /^<U\+001B>\[2J<U\+202E>question +not answered, 1$/m)
    assert.match(stdout, /^<U\+001B>\[2J<U\+202E>id {2}EXPECTEDUNPREFIX$/m)
    assert.ok(!stdout.includes('\x1B') && !stdout.includes('\u202E'))
  })
})
