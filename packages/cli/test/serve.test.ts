/**
 * `pratique serve --web`: what it sends, what it refuses, and how it ends.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { pratique } from './pratique.ts'

const BIN = fileURLToPath(new URL('../bin/pratique.js', import.meta.url))

interface Served {
  readonly port: number
  readonly child: ChildProcess
  /** All that it printed so far. */
  readonly printed: () => string
}

async function serve(env: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<Served> {
  const child = spawn(process.execPath, [BIN, 'serve', '--web', ...args], { env })
  let printed = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    printed += text
  })
  for await (const text of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    printed += text
    const [, port] = /http:\/\/\S+:(\d+)\//.exec(printed) ?? []
    if (port !== undefined) return { port: Number(port), child, printed: () => printed }
  }
  throw new Error(`it did not start: ${printed}`)
}

interface Answer {
  readonly status: number | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** Asks for a path just as it is written. */
async function ask(
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const request = httpRequest({ port, path, host: '127.0.0.1', agent: false, ...options }).end()
  const [response]: [IncomingMessage] = (await once(request, 'response')) as [IncomingMessage]
  const pieces: Buffer[] = []
  for await (const piece of response) pieces.push(piece)
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(pieces) }
}

async function stop(child: ChildProcess, signal: 'SIGINT' | 'SIGTERM'): Promise<number | null> {
  const ended = once(child, 'exit')
  child.kill(signal)
  const [code] = await ended
  return code
}

describe('serve', {
  skip: process.platform !== 'linux' && 'only Linux tells the options of a process',
}, () => {
  const readOptions = async (env: NodeJS.ProcessEnv): Promise<string> => {
    const { child } = await serve(env, '--port', '0')
    const line = readFileSync(`/proc/${child.pid}/cmdline`, 'utf8')
    assert.equal(await stop(child, 'SIGTERM'), 0)
    return line
  }

  it('limits the room for young objects, and stays the process that was started', async () => {
    assert.match(await readOptions(process.env), /--max-semi-space-size=8\0.*pratique\.js\0serve\0/)
  })

  it('leaves the room to whoever says how large it is to be', async () => {
    const env = { ...process.env, NODE_OPTIONS: '--max-semi-space-size=4' }
    assert.doesNotMatch(await readOptions(env), /semi-space/)
  })
})

describe('serve --web', () => {
  let served: Served
  let port = 0
  before(async () => {
    served = await serve(process.env, '--port', '0')
    port = served.port
  })
  after(async () => {
    assert.equal(await stop(served.child, 'SIGTERM'), 0)
    assert.match(served.printed(), /^The page is at http:\/\/localhost:\d+\/\nCtrl\+C ends it\.\n$/)
  })

  it('sends the page, and what may be done with it', async () => {
    const { status, headers, body } = await ask(port, '/')
    assert.equal(status, 200)
    assert.match(body.toString(), /<div id="app">/)
    assert.equal(headers['content-type'], 'text/html; charset=utf-8')
    assert.equal(headers['cache-control'], 'no-cache')
    assert.match(
      headers['content-security-policy'] as string,
      /connect-src 'none';.*frame-ancestors 'none'/,
    )
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin')
    assert.equal(headers['referrer-policy'], 'no-referrer')
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['x-dns-prefetch-control'], 'off')
    assert.match(headers['permissions-policy'] as string, /camera=\(self\)/)
    assert.equal(headers['set-cookie'], undefined)
  })

  it('lets the service worker alone ask its own server', async () => {
    const { headers } = await ask(port, '/service-worker.js')
    assert.equal(headers['content-security-policy'], "default-src 'none'; connect-src 'self'")
    assert.equal(headers['cache-control'], 'no-cache')
  })

  it('has what is named by its content kept for ever', async () => {
    const page = (await ask(port, '/')).body.toString()
    const [, script = ''] = /src="\.(\/assets\/[^"]+\.js)"/.exec(page) ?? []
    const { status, headers } = await ask(port, script)
    assert.equal(status, 200)
    assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable')
    assert.equal(headers['content-type'], 'text/javascript; charset=utf-8')
  })

  it('compresses for those who say that they take it, each form with a tag of its own', async () => {
    const plain = await ask(port, '/')
    const of = (encoding: string) => ask(port, '/', { headers: { 'Accept-Encoding': encoding } })
    const [br, gzip, none] = [
      await of('gzip, deflate, br'),
      await of('gzip;q=0.5'),
      await of('br;q=0'),
    ]
    assert.equal(br.headers['content-encoding'], 'br')
    assert.deepEqual(brotliDecompressSync(br.body), plain.body)
    assert.equal(gzip.headers['content-encoding'], 'gzip')
    assert.deepEqual(gunzipSync(gzip.body), plain.body)
    assert.equal(none.headers['content-encoding'], undefined)
    assert.deepEqual(none.body, plain.body)
    assert.equal(none.headers.etag, plain.headers.etag)
    assert.equal(new Set([br, gzip, plain].map(({ headers }) => headers.etag)).size, 3)
    assert.equal(br.headers.vary, 'Accept-Encoding')
  })

  it('sends nothing again that is known', async () => {
    const { headers } = await ask(port, '/')
    for (const known of [headers.etag, `"other", W/${headers.etag}`, '*']) {
      const again = await ask(port, '/', { headers: { 'If-None-Match': known ?? '' } })
      assert.deepEqual([again.status, again.body.length], [304, 0])
      assert.equal(again.headers.etag, headers.etag)
    }
    const changed = await ask(port, '/', { headers: { 'If-None-Match': '"other"' } })
    assert.equal(changed.status, 200)
  })

  it('answers HEAD as GET, without the file', async () => {
    const [get, head] = [await ask(port, '/'), await ask(port, '/', { method: 'HEAD' })]
    assert.deepEqual([head.status, head.body.length], [200, 0])
    assert.equal(head.headers['content-length'], String(get.body.length))
    assert.equal(head.headers.etag, get.headers.etag)
  })

  it('takes nothing', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const { status, headers } = await ask(port, '/', { method })
      assert.deepEqual([status, headers.allow], [405, 'GET, HEAD'])
    }
  })

  it('answers to its own names alone: another one is some other page that leads here', async () => {
    for (const name of ['localhost', '127.0.0.1', '[::1]', 'LOCALHOST']) {
      assert.equal((await ask(port, '/', { headers: { Host: `${name}:${port}` } })).status, 200)
    }
    const others = [
      'rebound.example',
      `rebound.example:${port}`,
      'localhost',
      `localhost:${port + 1}`,
    ]
    for (const Host of [...others, `localhost.rebound.example:${port}`, `x@localhost:${port}`]) {
      const { status, body } = await ask(port, '/', { headers: { Host } })
      assert.deepEqual([status, body.includes('<')], [421, false], Host)
    }
  })

  it('sends all of a file, whatever part is asked for', async () => {
    const whole = await ask(port, '/')
    for (const Range of ['bytes=0-9', 'bytes=-1', 'bytes=9-1', 'x']) {
      const { status, body } = await ask(port, '/', { headers: { Range } })
      assert.deepEqual([status, body], [200, whole.body])
    }
  })

  it('answers many at once, before what is large is compressed', async () => {
    const page = (await ask(port, '/service-worker.js')).body.toString()
    const [large = ''] = /assets\/pdfium[^"]+\.js/.exec(page) ?? []
    const finished: string[] = []
    const asked = [`/${large}`, '/icon.svg'].map(async (path) => {
      const { status } = await ask(port, path, { headers: { 'Accept-Encoding': 'br' } })
      assert.equal(status, 200)
      finished.push(path)
    })
    await Promise.all(asked)
    assert.deepEqual(finished, ['/icon.svg', `/${large}`])
  })

  it('has the files of the page, and no others', async () => {
    const paths = [
      '/missing',
      '/assets/',
      '/headers.json',
      '/../package.json',
      '/%2e%2e/package.json',
      '/..%2fpackage.json',
      '/assets/..%5c..%5cpackage.json',
      '//etc/passwd',
      '/%00',
      '/%',
      '/%ff',
      'http://[/',
    ]
    for (const path of paths) assert.equal((await ask(port, path)).status, 404, path)
    assert.equal((await ask(port, '/?x=1')).status, 200)
    assert.equal((await ask(port, `http://127.0.0.1:${port}/`)).status, 200)
  })

  it('lives on after what is no request', async () => {
    const socket = connect(port, '127.0.0.1')
    socket.end('NONSENSE\r\n\r\n')
    socket.resume()
    await once(socket, 'close')
    assert.equal((await ask(port, '/')).status, 200)
  })

  it('says which option helps where the port is in use', async () => {
    const { exitCode, stderr } = await pratique(['serve', '--web', '--port', String(port)])
    assert.equal(exitCode, 2)
    assert.match(
      stderr,
      new RegExp(`port ${port} is in use: choose another one with --port.*usage\\.option`),
    )
  })
})

describe('serve', () => {
  it('ends with Ctrl+C at once, whoever holds a connection', async () => {
    const { child, port } = await serve(process.env, '--port', '0')
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    socket.on('error', () => undefined)
    assert.equal(await stop(child, 'SIGINT'), 0)
    socket.destroy()
  })

  it('warns where others can reach it', async () => {
    const { child, printed } = await serve(process.env, '--port', '0', '--host', '0.0.0.0')
    assert.equal(await stop(child, 'SIGTERM'), 0)
    assert.match(printed(), /others in this network.*HTTPS/s)
  })

  it('refuses what it cannot do', async () => {
    const rows = [
      ['serve', '--web', '--port', 'x'],
      ['serve', '--web', '--port', '65536'],
      ['serve', '--web', '--host', '203.0.113.1', '--port', '0'],
    ]
    for (const args of rows) {
      const { exitCode, stderr } = await pratique(args)
      assert.equal(exitCode, 2)
      assert.match(stderr, /\[usage\.option\]/)
    }
    const { stderr } = await pratique(['serve'])
    assert.match(stderr, /--config.*--web.*\[usage\.config\]/)
  })
})
