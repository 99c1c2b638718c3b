/**
 * Answers as they are on the wire: headers of all of them, and bodies that say how long they are, or do not.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { request } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { CONFIG } from '../src/config/config.ts'
import { createLog } from '../src/operations/log.ts'
import { type RunningServer, startServer } from '../src/server.ts'

const TRUST = fileURLToPath(new URL('../../../vectors/specimen/trust.json', import.meta.url))
const PATH = '/v1/verifications'
const MOST = 2048

describe('on the wire', () => {
  let server: RunningServer
  before(async () => {
    const config = CONFIG.parse({
      roles: ['verifier'],
      listen: { port: 0 },
      trust: [TRUST],
      limits: { bodyBytes: MOST },
    })
    const log = createLog({ write: () => {} })
    server = await startServer(config, { log, now: () => Date.now() / 1000 })
  })
  after(() => server?.close())

  /** Sends a body in pieces. */
  async function send(pieces: readonly string[], length?: number) {
    const headers = {
      'Content-Type': 'application/json',
      ...(length !== undefined && { 'Content-Length': length }),
    }
    const sending = request(`${server.address}${PATH}`, { method: 'POST', headers })
    const answered = new Promise<{ readonly status: number; readonly code: string }>(
      (resolve, reject) => {
        sending.on('error', reject)
        sending.on('response', async (answer) => {
          const { code = '', verdict = code } = JSON.parse(await text(answer))
          resolve({ status: answer.statusCode ?? 0, code: verdict })
        })
      },
    )
    for (const piece of pieces) sending.write(piece)
    if (length === undefined) sending.end()
    const answer = await answered
    sending.destroy()
    return answer
  }

  /** Sends bytes as they are, and reads until the server closes. */
  async function sendRaw(bytes: string): Promise<string> {
    const { hostname, port } = new URL(server.address)
    const socket = connect(Number(port), hostname)
    socket.end(bytes)
    return text(socket)
  }

  test('every answer says that nothing is guessed of it, and no page made', async () => {
    const asked: readonly (readonly [string, RequestInit, number])[] = [
      ['/healthz', {}, 200],
      ['/nowhere', {}, 404],
      [PATH, {}, 405],
      [PATH, { method: 'POST', body: 'x' }, 415],
    ]
    for (const [path, init, status] of asked) {
      const answer = await fetch(`${server.address}${path}`, init)
      assert.equal(answer.status, status, path)
      assert.equal(answer.headers.get('X-Content-Type-Options'), 'nosniff', path)
      assert.equal(answer.headers.get('Referrer-Policy'), 'no-referrer', path)
      assert.match(answer.headers.get('Content-Security-Policy') ?? '', /default-src 'none'/, path)
    }
    // Refused before any route: it says no host.
    const answer = await sendRaw('GET / HTTP/1.0\r\n\r\n')
    assert.match(answer, /^HTTP\/1\.1 400 /)
    assert.match(answer, /X-Content-Type-Options: nosniff/i)
  })

  test('a body that is too long is refused, whether it says so or not', async () => {
    const refused = { status: 413, code: 'request.too-large' }
    assert.deepEqual(await send(['{"texts":["x"'], MOST + 1), refused)
    const many = Array.from({ length: 8 }, () => ' '.repeat(MOST / 4))
    assert.deepEqual(await send(many), refused)
  })

  test('a body that does not say how long it is, is read', async () => {
    const read = { status: 200, code: 'not-a-certificate' }
    assert.deepEqual(await send(['{"texts":', '["x"]}']), read)
    const whole = '{"texts":["x"]}'
    assert.deepEqual(await send([whole.slice(0, 4), whole.slice(4)], whole.length), read)
  })
})
