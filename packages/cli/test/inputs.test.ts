/**
 * What may be given as an input, and what cannot be one: one clear sentence, and exit code 2.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import { verifyAsJson } from './answers.ts'
import { FOLDER, pratique, specimen, vectorFile, write } from './pratique.ts'

const PCR = readFileSync(specimen('pcr-not-detected'), 'utf8')
const PNG = readFileSync(vectorFile('specimen/pcr-not-detected.png'))

/** Makes standard input one that does not block, as some programs leave it, and runs the rest. */
const NOT_BLOCKING = ['sh', '-c', 'dd iflag=nonblock count=0 2>/dev/null; exec "$@"', 'sh']

describe('an input', { concurrency: 2 }, () => {
  it('may be a file with a text, with and without a line end', async () => {
    await verifyAsJson([specimen('recovery')], 31)
    await verifyAsJson([write('no-line-end.txt', PCR.trimEnd())], 31)
    await verifyAsJson([write('windows.txt', `${PCR.trimEnd()}\r\n`)], 31)
  })

  it('may have a byte order mark, or be the UTF-16 of Windows', async () => {
    await verifyAsJson([write('utf-8.txt', `\uFEFF${PCR}`)], 31)
    await verifyAsJson([write('utf-16.txt', Buffer.from(`\uFEFF${PCR}`, 'utf16le'))], 31)
  })

  it('may be a picture, whatever it is called', async () => {
    await verifyAsJson([vectorFile('specimen/card-lab.png')], 31)
    await verifyAsJson([write('picture.txt', PNG)], 31)
  })

  it('may be standard input: a text or a picture', async () => {
    await verifyAsJson(['-'], 31, { stdin: PCR })
    await verifyAsJson(['-'], 31, { stdin: PNG })
  })

  it('may come through standard input in pieces', async () => {
    const { exitCode, stdout } = await pratique(['verify', '--json', '-'], {
      stdin: PCR,
      isSlow: true,
    })
    assert.deepEqual([exitCode, JSON.parse(stdout).verdict], [31, 'specimen'])
  })

  it('may come through standard input that does not block', async () => {
    const { exitCode, stdout } = await pratique(['verify', '--json', '-'], {
      stdin: PCR,
      isSlow: true,
      through: NOT_BLOCKING,
    })
    assert.deepEqual([exitCode, JSON.parse(stdout).verdict], [31, 'specimen'])
  })

  it('may be a file of many codes, each in a line', async () => {
    const path = write('thousand.txt', ' HC1:6BF\r\n\r\n'.repeat(1000))
    assert.equal((await verifyAsJson([path], 12)).length, 1000)
  })

  it('may be a file of many lines that is one text', async () => {
    const path = write('lines.txt', `${'HC1:6BF\n'.repeat(500)}negative\n${'HC1:\n'.repeat(9000)}`)
    assert.equal((await verifyAsJson([path], 12)).length, 1)
  })

  it('may be the text itself, which earns a warning that does not repeat it', async () => {
    const { exitCode, stdout, stderr } = await pratique(['verify', PCR.trimEnd()])
    assert.equal(exitCode, 31)
    assert.match(
      stderr,
      /^pratique: texts among the arguments stay in the history of the shell.*\n$/,
    )
    assert.ok(!(stdout + stderr).includes(PCR.slice(4, 20)))
  })

  it('is text if it begins like a certificate, whatever files there are', async () => {
    writeFileSync(join(FOLDER, 'HC1:6BF'), PCR)
    await verifyAsJson(['HC1:6BF'], 12)
  })

  it('is a file if there is one, and else text unless it looks like a path', async () => {
    writeFileSync(join(FOLDER, 'negative'), PCR)
    await verifyAsJson(['negative'], 31)
    await verifyAsJson(['positive'], 30)
    await verifyAsJson(['https://example.org/pass.png'], 30)
    const { stdout, stderr } = await pratique(['verify', 'positive'])
    assert.match(stderr, /^pratique: argument 1 is no file, so it is taken as a text$/m)
    assert.match(stdout, /If a file was meant: there is none of this name/)
  })

  it('may have a file name that begins like a certificate of another kind', async () => {
    for (const name of ['eyes.txt', 'DC04.txt', 'HC1.txt', 'NL2.txt']) {
      await verifyAsJson([write(name, PCR)], 31)
    }
  })
})

interface BadInput {
  readonly title: string
  readonly args: readonly string[]
  readonly code: string
  readonly words: RegExp
  readonly stdin?: string | Uint8Array
}

mkdirSync(join(FOLDER, 'folder'))
truncateSync(write('huge.txt', 'HC1:'), 3_000_000_000)
write('many.txt', 'HC1:\n\n'.repeat(200_000))
const noise = Uint8Array.from({ length: 4096 }, (_, index) => (index * 2_654_435_761) >>> 13)

const BAD: readonly BadInput[] = [
  bad('nothing', [], 'usage.input-missing', /name a file or a picture, or use -/),
  bad('an empty argument', [''], 'usage.input-missing', /input 1 is empty/),
  bad('a missing file', ['scan.png'], 'usage.file-missing', /no file "scan.png": check the name/),
  bad('a missing path', ['a/b'], 'usage.file-missing', /no file "a\/b": check the name/),
  bad('a folder', ['folder'], 'usage.file-directory', /"folder" is a directory: name the files/),
  bad('an empty file', [write('empty.txt', '')], 'usage.file-empty', /empty: save/),
  bad('a file of blanks', [write('blank.txt', ' \n')], 'usage.file-empty', /empty: save/),
  bad('a huge file', ['huge.txt'], 'usage.file-too-large', /more than 20 MB.*: crop/),
  bad('many codes', ['many.txt'], 'usage.file-too-large', /holds more than 1,000 codes: split it/),
  bad('binary noise', [write('noise', noise)], 'usage.not-text', /neither a text nor a PNG/),
  bad('a program', [process.execPath], 'usage.file-too-large', /more than 20 MB/),
  bad('NULs in a text', [write('nul.txt', 'HC1:\0\0')], 'usage.not-text', /neither a text/),
  bad(
    'a PDF that is cut off',
    [write('a.pdf', '%PDF-1.7\n')],
    'usage.picture',
    /PDF: save the page with the code as a PNG .*whole/,
  ),
  bad('a GIF', [write('a.gif', 'GIF89a')], 'usage.picture', /GIF picture: save it as a PNG/),
  bad('a HEIC', [write('a.heic', '\0\0\0\x18ftypheic')], 'usage.picture', /HEIC.*as a JPEG/),
  bad('half a picture', [write('half.png', PNG.subarray(0, 900))], 'usage.picture', /damaged/),
  bad('no code', [write('no.png', blankPng())], 'usage.no-symbol', /no QR code.*sharper picture/),
  bad('stdin twice', ['-', '-'], 'usage.argument', /only once/, PCR),
  bad('empty stdin', ['-'], 'usage.file-empty', /standard input is empty/),
  bad('a picture without code on stdin', ['-'], 'usage.no-symbol', /standard input/, blankPng()),
]

describe('bad input', { concurrency: 2 }, () => {
  for (const { title, args, code, words, stdin } of BAD) {
    it(`${title}: ${code}`, async () => {
      const options = stdin === undefined ? {} : { stdin }
      const { exitCode, stdout, stderr } = await pratique(['verify', '--json', ...args], options)
      const lines = stderr.trimEnd().split('\n')
      assert.equal(exitCode, 2)
      assert.equal(lines.length, 1, stderr)
      assert.match(stderr, words)
      assert.ok(stderr.endsWith(` [${code}]\n`), stderr)
      if (code !== 'usage.argument') assert.equal(stdout, '')
      assert.doesNotMatch(stderr, /\bat .*\.js/)
    })
  }

  it('does not hide the good ones beside it', async () => {
    const files = [specimen('booster'), 'scan.png', specimen('expired')]
    const answers = await verifyAsJson(files, 2)
    assert.deepEqual(
      answers.map(({ input }) => input),
      [[0], [2]],
    )
  })

  it('is told without what could be a certificate, and without control characters', async () => {
    const secret = `\x1B[31m/${'SECRET'.repeat(40)}.txt`
    const { exitCode, stderr } = await pratique(['verify', secret])
    assert.equal(exitCode, 2)
    assert.ok(!stderr.includes('\x1B'))
    assert.ok(stderr.length < 300)
  })

  it('is refused by its size before it is read', async () => {
    const started = Date.now()
    await pratique(['verify', 'huge.txt'])
    assert.ok(Date.now() - started < 5000)
  })

  it('is a file that is there and cannot be read', async () => {
    const { exitCode, stderr } = await pratique(['verify', unreadableFile()])
    assert.equal(exitCode, 2)
    assert.match(
      stderr,
      /(cannot be read|not open to you).*copy it.* \[usage\.file-unreadable\]\n$/,
    )
  })
})

function bad(
  title: string,
  args: readonly string[],
  code: string,
  words: RegExp,
  stdin?: string | Uint8Array,
): BadInput {
  return { title, args, code, words, ...(stdin !== undefined && { stdin }) }
}

/** Root may read all but memory that is not there. */
function unreadableFile(): string {
  if (process.getuid?.() === 0) return '/proc/self/mem'
  const path = write('unreadable.txt', PCR)
  chmodSync(path, 0)
  return path
}

/** A white picture of 64 × 64 pixels (ISO/IEC 15948 §5). */
function blankPng(): Buffer {
  const header = Buffer.from([0, 0, 0, 64, 0, 0, 0, 64, 8, 0, 0, 0, 0])
  const pixels = Buffer.alloc(64 * 65, 0xff)
  for (let row = 0; row < 64; row++) pixels[row * 65] = 0
  return Buffer.concat([
    PNG.subarray(0, 8),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(pixels)),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}
