import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import type { HttpBindings } from '@hono/node-server'
import { createChance } from '../../pratique/test/made-expressions.ts'
import { CONFIG } from '../src/config/config.ts'
import { createApp } from '../src/http/app.ts'
import { createListener } from '../src/http/connections.ts'
import { createRate } from '../src/http/rate.ts'
import { createLog } from '../src/operations/log.ts'
import { createMetrics } from '../src/operations/metrics.ts'
import type { Database } from '../src/storage/database.ts'
import { embedded } from './databases.ts'
import { holdToDescription } from './description.ts'
import { makeServer, type TestServer } from './made-authority.ts'
import { ORDER, REQUEST } from './made-requests.ts'

const FEW = 3
const LISTS = '/v1/lists/index.json'

/** As the server's own listener tells who is at the other end. */
const from = (address: string) =>
  ({ incoming: { socket: { remoteAddress: address } } }) as unknown as HttpBindings

describe('limits', () => {
  const kind = embedded()
  let database: Database
  let first: TestServer
  before(async () => {
    database = await kind.open()
    first = await makeServer(database)
  })
  after(() => kind.end())

  const makeStrict = (proxies = 0) =>
    makeServer(database, {
      ...{ isSecond: true, secret: first.secret, isWhole: true, proxies },
      limits: { perMinute: FEW },
    })

  async function statuses(
    { app }: TestServer,
    count: number,
    address: string,
    { path = LISTS, headers = {}, body = undefined as unknown } = {},
  ): Promise<readonly number[]> {
    const all: number[] = []
    for (let at = 0; at < count; at++) {
      const init = {
        headers: { 'Content-Type': 'application/json', ...headers },
        ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
      }
      all.push((await app.request(path, init, from(address))).status)
    }
    return all
  }

  test('who sends no key is counted by address, on all routes together, and nowhere told', async () => {
    const server = await makeStrict()
    const address = '203.0.113.77'
    assert.deepEqual(await statuses(server, FEW, address), [404, 404, 404])
    const verification = { path: '/v1/verifications', body: { texts: ['x'] } }
    assert.deepEqual(await statuses(server, 1, address, verification), [429])
    assert.deepEqual(await statuses(server, 1, '203.0.113.78', verification), [200])
    assert.deepEqual(await statuses(server, 1, address, { path: '/healthz' }), [200])
    const refused = await server.app.request(LISTS, {}, from(address))
    assert.ok(Number(refused.headers.get('Retry-After')) > 0)
    const told = `${await refused.text()}${server.log.join('')}`
    assert.ok(!told.includes(address))
    const { rows } = await database.query('SELECT * FROM acts_of_hour')
    assert.ok(!JSON.stringify(rows).includes(address))
  })

  test('whatever a stranger sends with it, a route without a door is counted by address', async () => {
    const sent = [{ Authorization: 'x' }, { Cookie: `__Host-pratique-session=${'a'.repeat(43)}` }]
    for (const headers of sent) {
      const server = await makeStrict()
      const address = '203.0.113.80'
      const paths = [LISTS, '/openapi.json', '/codes/request.rate', '/v1/lists/none.cbor']
      for (const path of paths.slice(0, FEW)) {
        assert.notEqual((await statuses(server, 1, address, { path, headers }))[0], 429)
      }
      for (const path of paths)
        assert.deepEqual(await statuses(server, 1, address, { path, headers }), [429], path)
    }
  })

  test('one network of IPv6 is one address; this machine itself is none', async () => {
    const server = await makeStrict()
    const own = ['2001:db8:0:7::1', '2001:db8::7:1:2:3:4', '2001:0DB8:0:0007:ffff::']
    for (const address of own) assert.deepEqual(await statuses(server, 1, address), [404])
    assert.deepEqual(await statuses(server, 1, '2001:db8:0:7:9::'), [429])
    assert.deepEqual(await statuses(server, 1, '2001:db8:0:8::1'), [404])
    assert.deepEqual(await statuses(server, FEW, '::ffff:198.51.100.9'), [404, 404, 404])
    assert.deepEqual(await statuses(server, 1, '198.51.100.9'), [429])
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
      assert.ok(!(await statuses(server, FEW + 1, address)).includes(429))
    }
  })

  test('what a stranger says of where it comes from counts for nothing', async () => {
    const server = await makeStrict()
    const headers = () => ({ 'X-Forwarded-For': `192.0.2.${Math.floor(Math.random() * 250)}` })
    for (let at = 0; at < FEW; at++)
      await statuses(server, 1, '203.0.113.5', { headers: headers() })
    assert.deepEqual(await statuses(server, 1, '203.0.113.5', { headers: headers() }), [429])
    const behind = await makeStrict(1)
    const said = (client: string) => ({
      headers: { 'X-Forwarded-For': `${randomUUID()}, ${client}` },
    })
    for (let at = 0; at < FEW; at++) await statuses(behind, 1, '10.0.0.1', said('203.0.113.6'))
    assert.deepEqual(await statuses(behind, 1, '10.0.0.1', said('203.0.113.6')), [429])
    assert.deepEqual(await statuses(behind, 1, '10.0.0.1', said('203.0.113.7')), [404])
  })

  test('a port beside an address is no part of it, and what is none says nothing', async () => {
    const behind = await makeStrict(1)
    const said = (client: string) => ({ headers: { 'X-Forwarded-For': client } })
    for (let port = 1; port <= FEW; port++) {
      const each = [`203.0.113.30:${port}`, `[2001:db8::1]:${port}`, `none-${port}`]
      for (const [at, client] of each.entries())
        assert.deepEqual(await statuses(behind, 1, `10.0.0.${at}`, said(client)), [404])
    }
    assert.deepEqual(await statuses(behind, 1, '10.0.0.0', said('203.0.113.30')), [429])
    assert.deepEqual(await statuses(behind, 1, '10.0.0.1', said('2001:db8::2')), [429])
    assert.deepEqual(await statuses(behind, 1, '10.0.0.2', said('none')), [429])
  })

  test('this machine is counted as soon as it hands on what others ask', async () => {
    const server = await makeStrict()
    for (const name of ['X-Forwarded-For', 'Forwarded']) {
      const headers = { [name]: 'for=203.0.113.31' }
      assert.equal((await statuses(server, FEW + 1, '127.0.0.1', { headers })).at(-1), 429)
    }
  })

  test('wrong keys are counted by address, and right ones from there still work', async () => {
    const server = await makeStrict()
    const path = '/v1/audit'
    const wrong = {
      path,
      headers: { Authorization: `Bearer prat_${'a'.repeat(12)}_${'b'.repeat(43)}` },
    }
    assert.deepEqual(await statuses(server, FEW + 1, '203.0.113.9', wrong), [401, 401, 401, 429])
    const key = await server.key({ acts: ['read-audit'], sites: ['*'] })
    const right = { path, headers: { Authorization: `Bearer ${key}` } }
    assert.deepEqual(await statuses(server, 1, '203.0.113.9', right), [200])
  })

  test('what is known of keys and people is kept by no cache', async () => {
    const key = await first.key({ sites: ['*'] })
    const headers = { Authorization: `Bearer ${key}` }
    const listener = createListener(first.app, CONFIG.parse({ roles: ['lists'] }).limits)
    listener.listen(0, '127.0.0.1')
    await once(listener, 'listening')
    const { port } = listener.address() as AddressInfo
    for (const path of [
      '/v1/audit',
      '/v1/proposals',
      '/v1/api-keys',
      '/v1/signing-keys',
      '/metrics',
    ]) {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers })
      assert.equal(answer.status, 200, path)
      assert.equal(answer.headers.get('Cache-Control'), 'no-store', path)
    }
    listener.closeAllConnections()
    listener.close()
  })

  test('a key is counted on all routes together', async () => {
    const server = await makeStrict()
    const key = await server.key({ sites: ['*'] })
    const headers = { Authorization: `Bearer ${key}` }
    for (const path of ['/v1/audit', '/v1/proposals', '/v1/api-keys']) {
      assert.deepEqual(await statuses(server, 1, '203.0.113.20', { path, headers }), [200])
    }
    const path = '/v1/signing-keys'
    assert.deepEqual(await statuses(server, 1, '203.0.113.21', { path, headers }), [429])
  })

  test('numbers take a key; a server that has none tells them on its own machine alone', async () => {
    const reader = await first.key({ acts: ['read-metrics'], sites: ['*'] })
    const headers = { Authorization: `Bearer ${reader}` }
    const response = await first.app.request('/metrics', { headers })
    assert.match(await response.text(), /pratique_requests_total/)
    assert.equal((await first.app.request('/metrics')).status, 401)
    const services = {
      ...{ log: createLog({ write: () => {} }), metrics: createMetrics(), isOpen: () => true },
      limits: { bodyBytes: 1024, perMinute: FEW, seconds: 1 },
      ...{ rate: createRate({ perMinute: FEW }), now: () => Date.now() / 1000 },
    }
    const statusOf = async (isLocal: boolean, url = 'http://127.0.0.1:8080', headers = {}) =>
      (await createApp({ ...services, isLocal }).request(`${url}/metrics`, { headers })).status
    assert.deepEqual([await statusOf(true), await statusOf(false)], [200, 404])
    // A page of another name that a browser here takes for this machine (DNS rebinding), or a server before this one.
    assert.equal(await statusOf(true, 'http://evil.example'), 404)
    const handedOn = { 'X-Forwarded-For': '203.0.113.1' }
    assert.equal(await statusOf(true, 'http://[::1]:8080'), 200)
    assert.equal(await statusOf(true, 'http://[::1]:8080', handedOn), 404)
  })

  test('who comes to the end says so to whoever asks, and goes on with what was begun', async () => {
    const services = {
      ...{ log: createLog({ write: () => {} }), metrics: createMetrics(), isOpen: () => false },
      limits: { bodyBytes: 1024, perMinute: FEW, seconds: 30 },
      ...{ rate: createRate({ perMinute: FEW }), now: () => Date.now() / 1000 },
    }
    const app = holdToDescription(createApp(services))
    const ask = async (path: string) => {
      const response = await app.request(path)
      return `${response.status} ${JSON.parse(await response.text()).status}`
    }
    assert.deepEqual([await ask('/readyz'), await ask('/healthz')], ['503 closing', '200 alive'])
    assert.equal((await app.request('/codes/request.rate')).status, 200)
  })

  test('a picture of a card in several codes is refused before anything is issued', async () => {
    const letters = 'ĀăĄćĈċČďĐēĔėĘěĜğĠģĤĪĭĮĵĶĹļĽłŃņŇōŎőŔŗŘśŜşŠţŤũŪŭŮűŲŵŶŹżŽ'
    const draw = createChance(7)
    const drawName = () => Array.from({ length: 200 }, () => letters[draw(letters.length)]).join('')
    const product = { system: 'http://hl7.org/fhir/sid/cvx', code: '208' }
    const body = {
      ...REQUEST,
      format: 'smart-health-card',
      order: {
        holder: { ...ORDER.holder, family: drawName(), given: drawName() },
        fact: { ...ORDER.fact, product },
      },
    }
    const state = async () => {
      const { rows } = await database.query('SELECT * FROM issued_counts')
      const { rows: lists } = await database.query('SELECT * FROM lists')
      return JSON.stringify([rows, lists])
    }
    const before = await state()
    for (const accept of ['image/png', 'image/svg+xml']) {
      const refused = await first.post('/v1/certificates', body, { accept })
      assert.equal(refused.status, 406)
    }
    assert.equal(await state(), before)
    const whole = await first.post('/v1/certificates', body)
    const { texts }: { readonly texts: readonly string[] } = JSON.parse(await whole.text())
    assert.ok(texts.length > 1)
  })
})
