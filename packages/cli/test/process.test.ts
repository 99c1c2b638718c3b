/**
 * The command as a process: how it starts, and how it ends when the world does not play along.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { FOLDER, pratique, specimen, write } from './pratique.ts'

/** The command without its bundle. */
const RUN = new URL('../dist/run.js', import.meta.url).href

const LOADED = write(
  'loaded.mjs',
  `import module from 'node:module'
  const loaded = []
  module.registerHooks({
    load(url, context, next) {
      loaded.push(url)
      return next(url, context)
    },
  })
  process.on('exit', () => console.error(JSON.stringify(loaded)))`,
)

/** Runs the command and tells which modules it loaded. */
async function loadedBy(args: readonly string[]): Promise<readonly string[]> {
  const { stderr } = await pratique(args, {
    nodeOptions: ['--import', pathToFileURL(LOADED).href],
  })
  return JSON.parse(stderr)
}

describe('a start', { concurrency: 2 }, () => {
  it('loads what one verification needs, and nothing else', async () => {
    const loaded = await loadedBy(['verify', specimen('pcr-not-detected')])
    const needless = /zxing|pictures|conformance|formats\/smart-health-card|commands\/(?!verify)/
    assert.deepEqual(
      loaded.filter((url) => needless.test(url)),
      [],
    )
    assert.ok(loaded.length <= 130, `${loaded.length} modules`)
  })

  it('loads no messages where none is printed', async () => {
    const loaded = await loadedBy(['verify', '--json', specimen('pcr-not-detected')])
    assert.deepEqual(
      loaded.filter((url) => /messages/.test(url)),
      [],
    )
  })

  it('from one bundled file answers as one from the many', async () => {
    const fromMany = write(
      'from-many.mjs',
      `const { runProcess } = await import(${JSON.stringify(RUN)})
      await runProcess(process.argv.slice(3))`,
    )
    const calls = [
      ['verify', '--show-person', specimen('booster'), specimen('card-lab')],
      ['verify', '--json', specimen('broken-signature'), 'scan.png'],
      ['read', specimen('recovery')],
      ['verfy'],
    ]
    for (const args of calls) {
      const bundled = await pratique(args)
      assert.deepEqual(await pratique(args, { nodeOptions: [fromMany] }), bundled)
    }
  })
})

describe('a home', { concurrency: 2 }, () => {
  const homes = ['/proc', '/dev/null', join(FOLDER, 'no-home'), '']
  for (const HOME of homes) {
    it(`may be ${HOME.replace(FOLDER, '…') || 'unset'}`, async () => {
      const env = { HOME, NODE_COMPILE_CACHE: '' }
      const { exitCode, stderr } = await pratique(['verify', specimen('booster')], { env })
      assert.deepEqual([exitCode, stderr], [31, ''])
      assert.ok(HOME === '' || !existsSync(join(HOME, '.cache')))
    })
  }
})

const SCRIPT = '/usr/bin/script'

describe('a terminal', { skip: existsSync(SCRIPT) ? false : 'there is no script(1)' }, () => {
  const through = ['sh', '-c', `exec ${SCRIPT} -qec "$*" /dev/null`, 'sh']

  for (const [env, isColored] of [
    [{ TERM: 'xterm' }, true],
    [{ TERM: 'xterm', NO_COLOR: '1' }, false],
    [{ TERM: 'dumb' }, false],
  ] as const) {
    it(`${JSON.stringify(env)}: ${isColored ? 'in colours' : 'without'}`, async () => {
      const { exitCode, stdout } = await pratique(['demo'], { env, through })
      assert.equal(exitCode, 0)
      assert.equal(stdout.includes('\x1B['), isColored)
    })
  }
})

describe('an end', { concurrency: 2 }, () => {
  it('keeps its exit code where the reader leaves early', async () => {
    const leaving = ['sh', '-c', '("$@"; echo $? >&2) | true', 'sh']
    const left = await pratique(['verify', specimen('booster')], { through: leaving })
    assert.equal(left.stderr, '31\n')
    const closed = ['sh', '-c', 'exec "$@" >&-', 'sh']
    const { exitCode, stderr } = await pratique(['verify', specimen('booster')], {
      through: closed,
    })
    assert.deepEqual([exitCode, stderr], [31, ''])
  })

  it('is never a good one where the answer could not be written', async () => {
    const full = ['sh', '-c', 'exec "$@" >/dev/full', 'sh']
    const { exitCode, stderr } = await pratique(['demo'], { through: full })
    assert.equal(exitCode, 2)
    assert.match(stderr, /^pratique: the answer could not be written/)
  })

  it('says that a bug is ours, without what was read', async () => {
    const broken = write('broken.mjs', `JSON.stringify = () => { throw new Error('SECRET') }`)
    const nodeOptions = ['--import', pathToFileURL(broken).href]
    const args = ['verify', '--json', specimen('booster')]
    const { exitCode, stdout, stderr } = await pratique(args, { nodeOptions })
    assert.deepEqual([exitCode, stdout], [70, ''])
    assert.match(stderr, /^pratique: this is a bug of ours, and says nothing about the certificate/)
    assert.ok(!stderr.includes('SECRET') && !stderr.includes('    at '))
    const debug = await pratique(args, { nodeOptions, env: { PRATIQUE_DEBUG: '1' } })
    assert.equal(debug.exitCode, 70)
    assert.match(debug.stderr, /^ +at .*dist\//m)
    assert.ok(!debug.stderr.includes('SECRET'))
  })

  it('says where a bug is, whatever its message looks like', async () => {
    const message = 'SECRET\\n    at SECRET\\n\\nSECRET'
    const broken = write(
      'lines.mjs',
      `JSON.stringify = function writeBadly() { throw new Error('${message}') }`,
    )
    const nodeOptions = ['--import', pathToFileURL(broken).href]
    const args = ['verify', '--json', specimen('booster')]
    const { exitCode, stderr } = await pratique(args, { nodeOptions, env: { PRATIQUE_DEBUG: '1' } })
    assert.equal(exitCode, 70)
    assert.match(stderr, /^ +at .*writeBadly/m)
    assert.ok(!stderr.includes('SECRET'))
  })

  it('says which Node is needed, where it is too old', async () => {
    const old = write(
      'old.mjs',
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '22.17.9' } })`,
    )
    const { exitCode, stdout, stderr } = await pratique(['demo'], {
      nodeOptions: ['--import', pathToFileURL(old).href],
    })
    assert.deepEqual([exitCode, stdout], [2, ''])
    assert.match(stderr, /^pratique: this is Node 22\.17\.9, and 22\.18 or newer is needed: .*\n$/)
  })
})
