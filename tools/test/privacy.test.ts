/**
 * What docs/privacy.md says of the command line: it writes nothing, asks nobody, and keeps to itself
 * what a certificate states.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type LocalServer, startServer } from '../../packages/cli/test/local-server.ts'
import { serveGdhcn, serveNz, serveVci, sourcesFile } from '../../packages/cli/test/made-sources.ts'
import { pratique as pratiqueBeside } from '../../packages/cli/test/pratique.ts'
import { makeGdhcnSource, makeVciSource } from '../../packages/pratique/test/make-sources.ts'
import { createFolder } from './folders.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PROGRAM = 'packages/cli/bin/pratique.js'
const SPECIMENS = 'vectors/specimen'

/** Under this, Node refuses to write files and to start programs. */
const READ_ONLY = ['--permission', '--allow-fs-read=*']

/** Ends the process as soon as anything in it reaches for the network. */
const CAUGHT = 99
const OFFLINE = `data:text/javascript,${encodeURIComponent(`
  import dgram from 'node:dgram'
  import dns from 'node:dns'
  import net from 'node:net'
  const caught = () => process.exit(${CAUGHT})
  net.Socket.prototype.connect = net.Server.prototype.listen = caught
  dgram.createSocket = dns.lookup = dns.promises.lookup = globalThis.fetch = caught
`)}`

interface Run {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

function runNode(args: readonly string[], env: NodeJS.ProcessEnv): Run {
  const options = { cwd: ROOT, encoding: 'utf8', env: { ...process.env, ...env } } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options)
  return { status, stdout, stderr }
}

function pratique(args: readonly string[], flags: readonly string[] = []): Run {
  return runNode([...flags, PROGRAM, ...args], { NODE_DISABLE_COMPILE_CACHE: '1' })
}

const specimens = readdirSync(join(ROOT, SPECIMENS))
  .filter((name) => name.endsWith('.txt'))
  .map((name) => `${SPECIMENS}/${name}`)

/** Some texts of every format among the vectors, those of one line. */
function textsOfAllFormats(): readonly string[] {
  const folders = ['eu-dcc', 'who-ddcc', 'who-icvp', 'health-link', 'smart-health-card']
  const others = ['smart-health-link', 'vds-nc', 'divoc', 'nz-pass']
  return [...folders, ...others].flatMap((folder) => {
    const lines = readFileSync(join(ROOT, `vectors/${folder}/made.jsonl`), 'utf8').split('\n')
    return lines
      .filter((line) => line !== '')
      .flatMap((line): unknown => JSON.parse(line).text ?? [])
      .filter((text) => typeof text === 'string')
      .filter((text) => /^(?:HC1:|shc:\/|shlink:\/|NZCP:\/|B64:|\{").*$/.test(text))
      .slice(0, 4)
  })
}

describe('the command line with no right to write, to start programs, or to ask', () => {
  const calls: readonly (readonly string[])[] = [
    ['verify', `${SPECIMENS}/pcr-not-detected.png`],
    ['verify', '--json', '--show-person', ...specimens],
    ['verify', '--together', `${SPECIMENS}/recovery.txt`, `${SPECIMENS}/pcr-not-detected.txt`],
    ['verify', '--trust', 'vectors/exercise/trust.json', `${SPECIMENS}/unknown-issuer.txt`],
    ['verify', 'there-is-no-such-file.png'],
    ['read', '--show-person', ...specimens],
    ['demo'],
    ['bundle', 'show'],
  ]
  for (const args of calls) {
    test(`answers the same: ${args.slice(0, 3).join(' ')}`, () => {
      const at = args[0] === 'verify' ? ['--at', '2026-11-21T10:00Z'] : []
      const free = pratique([...args, ...at])
      const bound = pratique([...args, ...at], [...READ_ONLY, '--import', OFFLINE])
      assert.notEqual(free.stdout + free.stderr, '')
      assert.deepEqual([bound.status, bound.stdout], [free.status, free.stdout])
    })
  }

  for (const command of ['verify', 'read']) {
    test(`answers the same about texts of every format: ${command}`, (t) => {
      const folder = createFolder(t, { 'texts.txt': `${textsOfAllFormats().join('\n')}\n` })
      const args = [command, '--json', '--show-person', join(folder, 'texts.txt')]
      const at = command === 'verify' ? ['--at', '2026-06-01T12:00Z'] : []
      const free = pratique([...args, ...at])
      const bound = pratique([...args, ...at], [...READ_ONLY, '--import', OFFLINE])
      assert.ok(free.stdout.split('\n').length > 20)
      assert.deepEqual([bound.status, bound.stdout], [free.status, free.stdout])
    })
  }

  for (const name of ['shl', 'nzcp', 'vds-nc', 'divoc', 'detect']) {
    const cases = join(ROOT, '../shared/corpus/formats', `${name}.jsonl`)
    const skip = existsSync(cases) ? false : '../shared/corpus is not here'
    test(`judges ${name}.jsonl all the same`, { skip }, () => {
      const args = ['conformance', 'run', cases]
      const free = pratique(args)
      const bound = pratique(args, [...READ_ONLY, '--import', OFFLINE])
      assert.match(free.stdout, /agree/)
      assert.deepEqual([bound.status, bound.stdout], [free.status, free.stdout])
    })
  }

  test('what these rights would let through is caught', () => {
    const attempts = [
      "fetch('https://example.org')",
      "require('node:net').connect(9)",
      "require('node:https').get('https://example.org')",
    ]
    for (const attempt of attempts) {
      const { status } = runNode([...READ_ONLY, '--import', OFFLINE, '--eval', attempt], {})
      assert.equal(status, CAUGHT, attempt)
    }
    const write = "require('node:fs').writeFileSync('a', '')"
    assert.match(runNode([...READ_ONLY, '--eval', write], {}).stderr, /ERR_ACCESS_DENIED/)
  })
})

/** Says on standard error where anything in the process connects to. */
const CONNECTIONS = `data:text/javascript,${encodeURIComponent(`
  import net from 'node:net'
  import { writeSync } from 'node:fs'
  const { connect } = net.Socket.prototype
  net.Socket.prototype.connect = function (...args) {
    const [first] = args.flat()
    const { host, port, path } = Object(first)
    writeSync(2, \`connects to \${host}:\${port ?? path}\\n\`)
    return connect.apply(this, args)
  }
`)}`

describe('fetching lists of keys, which is for nobody in particular', async () => {
  const server = await startServer()
  after(() => server.close())
  serveGdhcn(server, makeGdhcnSource())
  serveVci(server, makeVciSource())
  serveNz(server)

  type Asked = LocalServer['requests']

  /**
   * Runs it with a home, a working folder and a place for temporary files that are all this one, and
   * answers with what was asked. (Node lets no process that is bound write through to the disk.)
   */
  async function sync(
    folder: string,
    env: Readonly<Record<string, string>>,
    nodeOptions: readonly string[] = [],
  ): Promise<{ readonly asked: Asked; readonly stderr: string }> {
    server.requests.length = 0
    const args = ['trust', 'sync', '--config', 'sources.json', '--data-dir', 'data']
    const own = { HOME: folder, TMPDIR: folder, NODE_DISABLE_COMPILE_CACHE: '1' }
    const { exitCode, stderr } = await pratiqueBeside(args, {
      cwd: folder,
      env: { NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'), ...own, ...env },
      nodeOptions,
    })
    assert.equal(exitCode, 0, stderr)
    assert.deepEqual(readdirSync(folder).toSorted(), ['ca.pem', 'data', 'sources.json'])
    assert.deepEqual(readdirSync(join(folder, 'data')).toSorted(), ['bundles', 'sources'])
    return { asked: [...server.requests], stderr }
  }

  function inOrder(asked: Asked): readonly string[] {
    return asked.map((request) => JSON.stringify(request)).toSorted()
  }

  const files = () => ({ 'ca.pem': server.ca, 'sources.json': sourcesFile(server) })

  test('asks no other server, and writes nowhere but to its folder', async (t) => {
    const { stderr } = await sync(createFolder(t, files()), {}, ['--import', CONNECTIONS])
    const { host } = new URL(server.url)
    const places = new Set(stderr.match(/(?<=^connects to ).*/gm))
    assert.deepEqual([...places], [host])
  })

  test('says the same whoever asks, and nothing but the program and its version', async (t) => {
    const first = await sync(createFolder(t, files()), {})
    const others = {
      USER: 'hythlod',
      LANG: 'el_GR.UTF-8',
      TZ: 'Pacific/Auckland',
      HOSTNAME: 'desk-7',
    }
    const second = await sync(createFolder(t, files()), others)
    assert.deepEqual(inOrder(second.asked), inOrder(first.asked))
    const names = new Set(first.asked.flatMap(({ headers }) => Object.keys(headers)))
    const expected = ['accept', 'accept-encoding', 'connection', 'host', 'user-agent']
    assert.deepEqual([...names].toSorted(), expected)
    for (const { method, headers } of first.asked) {
      assert.match(`${method} ${headers['user-agent']}`, /^GET pratique\/\d+\.\d+\.\d+$/)
    }
  })

  test('gives a server back what that said of its file, and nothing else', async (t) => {
    const folder = createFolder(t, files())
    const first = await sync(folder, {})
    const second = await sync(folder, {})
    assert.deepEqual(
      second.asked.map(({ path }) => path).toSorted(),
      first.asked.map(({ path }) => path).toSorted(),
    )
    const added = second.asked.flatMap(({ headers }) => {
      return Object.keys(headers).filter((name) => name.startsWith('if-'))
    })
    assert.deepEqual([...new Set(added)], ['if-none-match'])
  })
})

describe('what specimens state', () => {
  /** Names, birth dates, identifiers, places: as they stand in the specimens. */
  const stated =
    /HYTHLOD|Hythlod|RAPHAEL|Raphael|ANYDROU|Anydrou|Ουτοπία|1976-05-16|1994-02-28|SPECIMEN[-/]|Amaurot/

  for (const command of ['verify', 'read']) {
    for (const form of [[], ['--json']]) {
      const args = [command, ...form, ...specimens]
      test(`is not in the output of ${[command, ...form].join(' ')}`, () => {
        const { stdout, stderr } = pratique(args)
        assert.ok(stdout.length > 1000)
        assert.doesNotMatch(stdout + stderr, stated)
      })

      test(`is in that of ${[command, ...form].join(' ')} --show-person`, () => {
        assert.match(pratique([...args, '--show-person']).stdout, stated)
      })
    }
  }

  test('is not in the cache of compiled code', (t) => {
    const cache = createFolder(t, {})
    const args = [PROGRAM, 'verify', '--show-person', ...specimens]
    runNode(args, { NODE_COMPILE_CACHE: cache, NODE_DISABLE_COMPILE_CACHE: undefined })
    const files = readdirSync(cache, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    assert.ok(files.length > 0)
    for (const file of files) assert.doesNotMatch(file, stated)
  })
})
