/**
 * The pages say what is so: their examples compile and run, their commands print what stands there,
 * their links lead somewhere, and what they name exists.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { COMMANDS } from '../../packages/cli/src/command-table.ts'
import { USAGE as HELP_USAGE } from '../../packages/cli/src/commands/help.ts'
import {
  CHECK_CODES,
  REMARK_CODES,
  REQUEST_CODES,
  UNAVAILABLE_CODES,
  USAGE_CODES,
} from '../../packages/pratique/src/codes.ts'
import { findAmbient } from '../documents/ambient.ts'
import { writeCounts } from '../documents/counts.ts'
import { checkExamples, listExamples } from '../documents/examples.ts'
import { writeFormatTable, writeNamedFormats } from '../documents/format-table.ts'
import { findBrokenLinks } from '../documents/links.ts'
import {
  findUnknownCodes,
  findUnknownFiles,
  findUnknownOptions,
  findUnknownSymbols,
} from '../documents/names.ts'
import { listPages, openThis, type Page, type Repository } from '../documents/pages.ts'
import { listSessions, runSession, writeSteps } from '../documents/sessions.ts'

const repository = await openThis()
const pages = listPages(repository)

/** Pages for those who work on the code: what they name in code spans is there. */
const ABOUT_CODE =
  /^(?:(?:ARCHITECTURE|CONTRIBUTING|SECURITY)\.md|docs\/(?:privacy\.md|(?:architecture|decisions)\/.*))$/

const pageOf = (text: string): Page => ({ path: 'docs/a.md', text })
const FENCE = '```'
const fenced = (language: string, ...lines: readonly string[]): string =>
  [FENCE + language, ...lines, FENCE].join('\n')

function holding(files: Readonly<Record<string, string>>): Repository {
  return { root: repository.root, paths: Object.keys(files), read: (path) => files[path] ?? '' }
}

describe('examples', () => {
  test('of all pages compile', () => {
    const examples = pages.flatMap(listExamples)
    assert.ok(examples.length >= 2, 'there are some')
    assert.deepEqual(checkExamples(repository.root, examples), [])
  })

  test('the one of the README runs, and is as short as it should be', () => {
    const [example, ...others] = listExamples(pageOf(repository.read('README.md')))
    assert.ok(example && others.length === 0)
    assert.ok(example.code.trim().split('\n').length <= 12)
    const args = ['--input-type=module-typescript', '--eval', example.code]
    const output = execFileSync(process.execPath, args, { cwd: repository.root, encoding: 'utf8' })
    assert.equal(output, 'specimen 31\n')
  })

  test('a fault in one is told with its line', () => {
    const text = ['# A', '', fenced('ts', "import { euDcc } from 'pratique'", 'euDcc.id = 1')].join(
      '\n',
    )
    const [fault = '', ...others] = checkExamples(repository.root, listExamples(pageOf(text)))
    assert.match(fault, /^docs\/a\.md:5: /)
    assert.deepEqual(others, [])
  })

  test('a block without import goes on with the one before', () => {
    const text = [fenced('ts', "import 'pratique'", 'const a = 1'), fenced('sh'), fenced('ts', 'a')]
    assert.equal(listExamples(pageOf(text.join('\n'))).length, 1)
  })
})

describe('sessions', { skip: process.platform === 'win32' ? 'they need a shell' : false }, () => {
  for (const session of pages.flatMap(listSessions)) {
    test(`${session.page}:${session.line} prints what the page says`, () => {
      const advice = 'write the outputs anew with `node tools/documents.ts`'
      const printed = writeSteps(runSession(repository.root, session))
      assert.deepEqual(printed, writeSteps(session.steps), advice)
    })
  }

  test('each command is run, and sees the exit code of the one before', () => {
    const text = fenced('console', '$ echo a; (exit 7)', 'a', '$ echo $?', '7', '$ true')
    const [session] = listSessions(pageOf(text))
    assert.ok(session)
    assert.equal(session.steps.length, 3)
    assert.deepEqual(runSession(repository.root, session), session.steps)
  })
})

describe('names', () => {
  test('every link to a file or a heading leads there', () => {
    assert.deepEqual(findBrokenLinks(repository, pages), [])
  })

  test('a link that leads nowhere is found', () => {
    const text =
      '# One two\n[a](b.md) [c](a.md#one-two) [d](a.md#three) [e](https://example.org)\n`[f](g)`'
    const found = findBrokenLinks(holding({ 'docs/a.md': text }), [pageOf(text)])
    assert.deepEqual(found, ['docs/a.md:2: b.md', 'docs/a.md:2: a.md#three'])
  })

  const aboutCode = pages.filter(({ path }) => ABOUT_CODE.test(path))

  test('every file, function and type that is named is there', () => {
    assert.ok(aboutCode.length >= 5)
    assert.deepEqual(findUnknownFiles(repository, aboutCode), [])
    assert.deepEqual(findUnknownSymbols(repository, aboutCode), [])
  })

  test('a name of nothing is found', () => {
    const named = [
      pageOf('`b/none.ts`, `none/`, `cbor/`, `decode.ts`, `*.test.ts`, `cannotBe`, `decodeCbor`'),
    ]
    const files = { 'src/cbor/decode.ts': 'decodeCbor', 'src/a.test.ts': 'cannotBe' }
    assert.deepEqual(findUnknownFiles(holding(files), named), [
      'docs/a.md:1: b/none.ts',
      'docs/a.md:1: none/',
    ])
    assert.deepEqual(findUnknownSymbols(holding(files), named), ['docs/a.md:1: cannotBe'])
  })

  test('every code that is named is one', () => {
    const codes = [
      ...CHECK_CODES,
      ...REMARK_CODES,
      ...USAGE_CODES,
      ...UNAVAILABLE_CODES,
      ...REQUEST_CODES,
    ]
    assert.deepEqual(findUnknownCodes(codes, pages), [])
    assert.deepEqual(findUnknownCodes(codes, [pageOf('`format.none` `format.ts` `format.cbor`')]), [
      'docs/a.md:1: format.none',
    ])
  })

  test('every command and option that is shown is one', async () => {
    const usages = new Map([['help', HELP_USAGE]])
    for (const { name, load } of COMMANDS) {
      const { USAGE, PARTS = [] } = await load()
      const parts = await Promise.all(PARTS.map(async (part) => (await part.load()).USAGE))
      usages.set(name, [USAGE, ...parts].join('\n'))
    }
    assert.deepEqual(findUnknownOptions(usages, pages), [])
    const text = fenced('sh', 'npx pratique verify a.png --none --json', 'pratique none')
    assert.deepEqual(findUnknownOptions(usages, [pageOf(text)]), [
      'docs/a.md:2: --none',
      'docs/a.md:3: none',
    ])
  })
})

describe('counts', () => {
  test('of vectors are right in all pages', () => {
    const wrong = pages.filter(({ text }) => writeCounts(text, repository) !== text)
    const advice = 'write the counts anew with `node tools/documents.ts`'
    assert.deepEqual(
      wrong.map(({ path }) => path),
      [],
      advice,
    )
  })

  test('of the formats are those of a run', async () => {
    const text = repository.read('README.md')
    const advice = 'write the table anew with `node tools/documents.ts`'
    assert.equal(await writeFormatTable(text, repository), text, advice)
  })

  test('of what is known by name are those that the program gives', () => {
    const text = repository.read('docs/formats/recognised.md')
    const advice = 'write the table anew with `node tools/documents.ts`'
    assert.equal(writeNamedFormats(text), text, advice)
  })

  test('are those of the folders that are named', () => {
    const files = { 'vectors/a/1.jsonl': '{}\n{}\n', 'vectors/b/1.jsonl': '{}\n', 'a.md': '\n' }
    const text = '1 <!-- rows of a --> 0 <!-- rows of a b --> 0 <!-- rows of * --> 5'
    const expected = '2 <!-- rows of a --> 3 <!-- rows of a b --> 3 <!-- rows of * --> 5'
    assert.equal(writeCounts(text, holding(files)), expected)
  })
})

describe('dependencies', () => {
  const manifests = repository.paths.filter((path) => /(?:^|\/)package\.json$/.test(path))
  const page = repository.read('docs/dependencies.md')

  test('each has a line that states its version and licence', () => {
    const missing = manifests.flatMap((path) => {
      const manifest = JSON.parse(repository.read(path))
      const { dependencies = {}, devDependencies = {}, optionalDependencies = {} } = manifest
      // What is optional may not be here.
      const optional = Object.keys(optionalDependencies).filter(isInstalled)
      const names = [...Object.keys({ ...dependencies, ...devDependencies }), ...optional]
      return names.filter((name) => !isDescribed(name)).map((name) => `${path}: ${name}`)
    })
    assert.deepEqual(missing, [])
  })

  function manifestOf(name: string): string {
    return join(repository.root, 'node_modules', name, 'package.json')
  }

  function isInstalled(name: string): boolean {
    return existsSync(manifestOf(name))
  }

  /** Our own packages have the repository's licence and version. */
  function isDescribed(name: string): boolean {
    const path = manifestOf(name)
    const { version, license } = JSON.parse(readFileSync(path, 'utf8'))
    const isOwn = /^(?:pratique|@pratique\/.*)$/.test(name)
    const start = isOwn ? `| \`${name}\` |` : `| \`${name}\` ${version} |`
    const line = page.split('\n').find((each) => each.startsWith(start))
    return line?.includes(license.replace(/[()]/g, '')) === true
  }
})

describe('the library', () => {
  test('takes clock, network, store and chance from nowhere', () => {
    assert.deepEqual(findAmbient(repository), [])
  })

  test('what does so is found', () => {
    const path = 'packages/pratique/src/a.ts'
    const text = [
      'export const a = new Date(0), b = { fetch: 1, c: Date.UTC(1, 2) }, d = b.fetch',
      'export const now = () => Date.now() + +new Date()',
      'export const ask = () => fetch("https://example.org")',
    ]
    assert.deepEqual(findAmbient(holding({ [path]: text.join('\n') })), [
      `${path}:2: Date.now`,
      `${path}:2: the current date`,
      `${path}:3: fetch`,
    ])
  })
})
