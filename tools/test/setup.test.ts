/**
 * What the set-up decides to run, in a made-up checkout whose npm and tsc only note that they ran.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, rmSync, utimesSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { createFolder, writeFiles } from './folders.ts'

/** Notes nothing: it runs whenever tsc does. */
const BUNDLE = `import fs from 'node:fs'
fs.mkdirSync('packages/cli/dist', { recursive: true })
fs.writeFileSync('packages/cli/dist/start.js', '')
`
/** Likewise. */
const PAGE = `import fs from 'node:fs'
fs.mkdirSync('packages/web/dist', { recursive: true })
fs.writeFileSync('packages/web/dist/index.html', '')
`
const SETUP = readFileSync(new URL('../setup.mjs', import.meta.url), 'utf8')

/** An npm that makes a node_modules with a Node 24 (a link to this one) and a compiler. */
const NPM = `#!${process.execPath}
const fs = require('node:fs')
fs.appendFileSync('log', 'npm ' + process.argv[2] + '\\n')
if (fs.existsSync('npm-fails')) process.exit(1)
if (process.argv[2] !== 'ci') {
  fs.symlinkSync('../node/bin/node', 'node_modules/.bin/node')
  process.exit(0)
}
fs.rmSync('node_modules', { recursive: true, force: true })
for (const folder of ['.bin', 'node/bin', 'typescript/bin']) {
  fs.mkdirSync('node_modules/' + folder, { recursive: true })
}
fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json')
fs.copyFileSync('tsc.js', 'node_modules/typescript/bin/tsc')
fs.copyFileSync('node.js', 'node_modules/node/installArchSpecificPackage.js')
if (!fs.existsSync('scripts-off')) {
  fs.symlinkSync(process.execPath, 'node_modules/node/bin/node')
  fs.symlinkSync('../node/bin/node', 'node_modules/.bin/node')
}
`

/** A compiler that writes an output for each source. */
const TSC = `
const fs = require('node:fs')
fs.appendFileSync('log', 'tsc\\n')
if (fs.existsSync('packages/a/src/bad.ts')) process.exit(1)
for (const file of fs.readdirSync('packages/a/src')) {
  fs.mkdirSync('packages/a/dist', { recursive: true })
  fs.writeFileSync('packages/a/dist/' + file.replace('.ts', '.js'), '')
}
`

const CHECKOUT = {
  'package.json': '{ "workspaces": ["packages/a"], "devDependencies": { "node": "24.0.0" } }',
  'package-lock.json':
    '{ "packages": { "": { "devDependencies": { "node": "24.0.0" } }, "packages/a": {} } }',
  'tsconfig.json': '{ "references": [{ "path": "packages/a" }] }',
  'packages/a/package.json': '{ "name": "a" }',
  'packages/a/tsconfig.json': '{}',
  'packages/a/src/one.ts': '',
  'packages/a/src/one.test.ts': '',
  'bin/npm': NPM,
  'tsc.js': TSC,
  'node.js': `require('node:fs').symlinkSync(process.execPath, 'bin/node')`,
  'tools/setup.mjs': SETUP,
  'tools/bundle-cli.mjs': BUNDLE,
  'tools/compile-early.mjs': '',
  'packages/web/build/build-page.mjs': PAGE,
  'packages/web/src/page.ts': '',
}

interface Checkout {
  readonly folder: string
  /** Runs the set-up and returns what it ran, its exit code and what it said. */
  setUp(...args: readonly string[]): { ran: string; status: number | null; said: string }
}

function createCheckout(t: TestContext): Checkout {
  const folder = createFolder(t, CHECKOUT)
  chmodSync(join(folder, 'bin/npm'), 0o755)
  const env = { ...process.env, PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter) }
  return {
    folder,
    setUp(...args) {
      const log = join(folder, 'log')
      rmSync(log, { force: true })
      const command = [join(folder, 'tools/setup.mjs'), ...args]
      const options = { cwd: folder, env, encoding: 'utf8' } as const
      const { status, stdout, stderr } = spawnSync(process.execPath, command, options)
      assert.equal(stdout, '', 'stdout belongs to what runs next')
      const ran = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').join(', ') : ''
      return { ran, status, said: stderr }
    },
  }
}

describe('set-up', () => {
  it('installs and compiles a fresh clone, and does nothing the second time', (t) => {
    const { setUp } = createCheckout(t)
    const first = setUp()
    assert.deepEqual([first.ran, first.status], ['npm ci, tsc', 0])
    assert.match(first.said, /^set-up: installing .*\nset-up: compiling .*\nset-up: building .*\n$/)
    assert.deepEqual(setUp(), { ran: '', status: 0, said: '' })
  })

  const changes: readonly (readonly [what: string, ran: string, change: (at: string) => void])[] = [
    ['a changed source', 'tsc', (at) => writeFiles(at, { 'packages/a/src/one.ts': 'export {}' })],
    ['a newer source', 'tsc', (at) => utimesSync(join(at, 'packages/a/src/one.ts'), 1, 1)],
    ['a new source', 'tsc', (at) => writeFiles(at, { 'packages/a/src/two.ts': '' })],
    ['a changed test', '', (at) => writeFiles(at, { 'packages/a/src/one.test.ts': 'export {}' })],
    ['a changed tsconfig', 'tsc', (at) => writeFiles(at, { 'packages/a/tsconfig.json': '{ }' })],
    ['a deleted dist', 'tsc', (at) => rmSync(join(at, 'packages/a/dist'), { recursive: true })],
    ['a deleted bundle', 'tsc', (at) => rmSync(join(at, 'packages/cli/dist/start.js'))],
    ['a deleted output', 'tsc', (at) => rmSync(join(at, 'packages/a/dist/one.js'))],
    ['deleted packages', 'npm ci, tsc', (at) => rmSync(join(at, 'node_modules'), FOLDER)],
    ['a changed lockfile', 'npm ci, tsc', (at) => writeFiles(at, { 'package-lock.json': LOCK })],
    ['a lost stamp', 'tsc', (at) => rmSync(join(at, 'node_modules/.pratique-setup.json'))],
    [
      'a changed script of npm',
      'tsc',
      (at) => writeFiles(at, { 'packages/a/package.json': '{ "name": "a", "scripts": {} }' }),
    ],
    [
      'a changed dependency',
      'npm ci, tsc',
      (at) => writeFiles(at, { 'packages/a/package.json': '{ "dependencies": { "b": "1.0.0" } }' }),
    ],
  ]
  const FOLDER = { recursive: true } as const
  const LOCK = CHECKOUT['package-lock.json'].replace(/\}\s*\}$/, ', "node_modules/b": {} } }')
  for (const [what, ran, change] of changes) {
    it(`runs ${ran || 'nothing'} after ${what}`, (t) => {
      const { folder, setUp } = createCheckout(t)
      setUp()
      change(folder)
      assert.equal(setUp().ran, ran)
      assert.equal(setUp().ran, '')
    })
  }

  it('takes over what an npm install by hand left in step with the lockfile', (t) => {
    const { folder, setUp } = createCheckout(t)
    setUp()
    writeFiles(folder, { 'package-lock.json': LOCK, 'node_modules/.package-lock.json': LOCK })
    assert.equal(setUp().ran, 'tsc')
  })

  it('fetches Node 24 itself where install scripts are off', (t) => {
    const { folder, setUp } = createCheckout(t)
    writeFiles(folder, { 'scripts-off': '' })
    assert.deepEqual([setUp().ran, setUp().ran], ['npm ci, npm rebuild, tsc', ''])
    assert.ok(existsSync(join(folder, 'node_modules/.bin/node')))
  })

  it('says what to do when a step fails, and tries again the next time', (t) => {
    const { folder, setUp } = createCheckout(t)
    writeFiles(folder, { 'npm-fails': '', 'packages/a/src/bad.ts': '' })
    const first = setUp()
    assert.equal(first.status, 1)
    assert.match(first.said, /npm ci failed: .+\n$/)
    rmSync(join(folder, 'npm-fails'))
    const second = setUp()
    assert.deepEqual([second.ran, second.status], ['npm ci, tsc', 1])
    assert.match(second.said, /do not compile: .+\n$/)
    rmSync(join(folder, 'packages/a/src/bad.ts'))
    assert.deepEqual([setUp().ran, setUp().ran], ['tsc', ''])
  })

  it('refuses an unknown option', (t) => {
    const { ran, status } = createCheckout(t).setUp('--browse')
    assert.deepEqual([ran, status], ['', 1])
  })
})
