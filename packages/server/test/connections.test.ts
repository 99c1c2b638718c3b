/**
 * Whoever sends slowly, or does not read: over a socket, as no client that is made for it would.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { after, before, beforeEach, describe, test } from 'node:test'
import { euDcc } from 'pratique/eu-dcc'
import { createTrustStore } from 'pratique/trust'
import { createApp } from '../src/http/app.ts'
import { createListener } from '../src/http/connections.ts'
import { createRate } from '../src/http/rate.ts'
import { createLog } from '../src/operations/log.ts'
import { createMetrics } from '../src/operations/metrics.ts'
import { createVerifying } from '../src/verifying/verifying.ts'

const LIMITS = { bodyBytes: 1024, perMinute: 100_000, seconds: 1, connections: 4 }
/** More than the buffers between two processes hold. */
const LARGE = new Uint8Array(32 * 1024 * 1024)
/** Bound that stops a hang. */
const PATIENCE_MS = 20_000

describe('a connection', () => {
  let server: Server
  before(async () => {
    const now = () => Date.now() / 1000
    const trust = createTrustStore({ records: [] })
    const app = createApp({
      ...{ log: createLog({ write: () => {} }), metrics: createMetrics(), now, isOpen: () => true },
      ...{ limits: LIMITS, rate: createRate(LIMITS) },
      verifying: createVerifying({ formats: [euDcc], revocation: [], trust, now }),
      lists: {
        read: () => ({ bytes: LARGE, type: 'application/cbor', tag: '"1"', isImmutable: true }),
      },
    })
    server = createListener(app, LIMITS)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  after(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })

  const arrived = () =>
    new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)))

  async function untilArrived(isEnough: (count: number) => boolean): Promise<void> {
    const begun = Date.now()
    while (!isEnough(await arrived())) {
      assert.ok(Date.now() - begun < PATIENCE_MS, `still ${await arrived()}`)
      await new Promise((done) => setTimeout(done, 20))
    }
  }

  // What a test has ended is counted until the server has seen it.
  beforeEach(() => untilArrived((count) => count === 0))

  const open = () => connect((server.address() as AddressInfo).port, '127.0.0.1')

  /** Sends a head, then a bit each tenth of a second until it is ended. @returns the first line of the answer */
  async function drip(head: string, bit: string): Promise<string | undefined> {
    const socket = open()
    socket.on('error', () => {})
    let told = ''
    socket.on('data', (piece) => {
      told += piece
    })
    socket.write(head)
    const timer = setInterval(() => socket.write(bit), 100)
    const late = setTimeout(() => socket.destroy(new Error('still open')), PATIENCE_MS)
    // It may be reset as well as closed: what dripped when it ended is on its way.
    await new Promise((closed) => socket.once('close', closed))
    clearInterval(timer)
    clearTimeout(late)
    assert.notEqual(socket.errored?.message, 'still open', head)
    return told === '' ? undefined : told.split('\r\n')[0]
  }

  const post = (path: string, length: string) =>
    `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${length}\r\n\r\n`

  test('that sends its headers or its body slowly is ended, wherever it asks', async () => {
    const chunked = 'Transfer-Encoding: chunked'
    const [headers, ...bodies] = await Promise.all([
      drip('GET /healthz HTTP/1.1\r\nHost: localhost\r\n', 'X-More: 1\r\n'),
      drip(post('/v1/verifications', chunked), '1\r\n \r\n'),
      drip(post('/v1/verifications', 'Content-Length: 1000'), ' '),
      drip(post('/none', chunked), '1\r\n \r\n'),
    ])
    assert.match(headers ?? '', /408/)
    assert.deepEqual(bodies, [
      'HTTP/1.1 503 Service Unavailable',
      'HTTP/1.1 503 Service Unavailable',
      'HTTP/1.1 404 Not Found',
    ])
    assert.match(
      (await drip(
        'GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999\r\n\r\n',
        ' ',
      )) ?? '',
      /200/,
    )
  })

  test('that does not read what it asked for is ended, and what it asked for is not copied for it', async () => {
    const before = process.memoryUsage()
    const sockets = Array.from({ length: LIMITS.connections }, () => {
      const socket = open().pause()
      socket.write('GET /v1/lists/list-1-1.cbor HTTP/1.1\r\nHost: localhost\r\n\r\n')
      return socket
    })
    await untilArrived((count) => count === LIMITS.connections)
    const { arrayBuffers } = process.memoryUsage()
    assert.ok(arrayBuffers - before.arrayBuffers < LARGE.length)
    await untilArrived((count) => count === 0)
    for (const socket of sockets) socket.destroy()
  })

  test('more than there may be is turned away', async () => {
    const sockets = Array.from({ length: LIMITS.connections }, () => open())
    await Promise.all(sockets.map((socket) => once(socket, 'connect')))
    await untilArrived((count) => count === LIMITS.connections)
    const one = open().resume()
    one.on('error', () => {})
    await once(one, 'close')
    for (const socket of sockets) socket.destroy()
  })
})
