import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { ACTS, type Act } from '../src/identity/acts.ts'
import { createApiKey, revokeApiKey } from '../src/identity/api-keys.ts'
import { embedded } from './databases.ts'
import { type DescribedRoute, listRoutes, readDescription } from './description.ts'
import { makeServer, type TestServer } from './made-authority.ts'
import { makeRecipient } from './made-batches.ts'
import { PEOPLE } from './made-people.ts'
import { ORDER, REQUEST } from './made-requests.ts'

/** What may be asked without a key, each because it is public or tells nothing. */
const OPEN = [
  'DELETE /v1/session',
  'GET /codes/{code}',
  'GET /healthz',
  'GET /openapi.json',
  'GET /readyz',
  'GET /sign-in',
  'GET /sign-in/callback',
  'GET /v1/lists/{file}',
  'GET /v1/session',
  'POST /v1/policy-checks',
  'POST /v1/verifications',
]

/** A body that is as described, for every route that takes one: a new route needs one too. */
const BODIES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'POST /v1/certificates': { ...REQUEST, site: 'lab-1' },
  'POST /v1/batches': ORDER,
  'POST /v1/replacements': { ...REQUEST, site: 'lab-1', replaces: 'HC1:NONE' },
  'POST /v1/revocations': { site: 'lab-1', reason: 'wrong', certificates: ['HC1:NONE'] },
  'POST /fhir/Patient/$health-cards-issue': {
    resourceType: 'Parameters',
    parameter: [
      { name: 'credentialType', valueUri: 'Immunization' },
      { name: 'site', valueString: 'lab-1' },
      { name: 'bundle', resource: { resourceType: 'Bundle', type: 'collection', entry: [] } },
    ],
  },
  'POST /v1/api-keys': { name: 'test', acts: ['issue'], sites: ['lab-1'] },
  'POST /v1/mass-revocations': {
    ...{ site: 'lab-1', reason: 'faulty-batch' },
    ...{ receipts: ['1/2', '1/3'], count: 2 },
  },
  'POST /v1/verifications': { texts: ['HC1:NONE'] },
  'POST /v1/policy-checks': { texts: ['HC1:NONE'], destination: 'UT' },
}

/** What is not asked as others are: a batch is a file, and what is asked of it stands beside. */
const FILE = 'POST /v1/batches'
const ASKED: Readonly<Record<string, Sent>> = {
  [FILE]: {
    path: '/v1/batches?format=eu-dcc&site=lab-1',
    headers: {
      'Content-Type': 'application/x-ndjson',
      'Pratique-Result-Key': (await makeRecipient()).header,
    },
  },
}

/** Found wherever something of a request is told. */
const MARK = 'Qzxwv77'

const INJECTIONS = [
  `${MARK}'; DROP TABLE lists; --`,
  `${MARK}" OR ""="`,
  `${MARK}\u0000\u001b[31m`,
  `../../${MARK}/etc/passwd`,
  `<script>${MARK}</script>`,
  `\${jndi:ldap://${MARK}.example}`,
  `{{${MARK}}}`,
  `${MARK}\r\nSet-Cookie: a=b`,
  `${MARK}\ud800`,
  `${MARK}${'x'.repeat(13_000)}`,
]

interface Sent {
  readonly authorization?: string | undefined
  readonly text?: string | Uint8Array<ArrayBuffer>
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
}

describe('every route', () => {
  const kind = embedded()
  let server: TestServer
  let routes: readonly DescribedRoute[]
  let own: string
  before(async () => {
    server = await makeServer(await kind.open(), { isWhole: true, people: PEOPLE })
    routes = listRoutes(await readDescription(server.app))
    own = await server.key({ sites: ['*'] })
  })
  after(() => kind.end())

  const nameOf = ({ method, path }: DescribedRoute) => `${method} ${path}`
  const withKey = () => routes.filter(({ operation }) => operation.security)
  const withBody = () => routes.filter(({ operation }) => operation.requestBody)

  /** Asks, and sees that nothing of what was asked is told or logged. */
  async function ask(route: DescribedRoute, sent: Sent = {}) {
    const asked = ASKED[nameOf(route)]
    const { authorization = `Bearer ${own}`, text } = sent
    const headers = { ...asked?.headers, ...sent.headers }
    const body = text ?? JSON.stringify(BODIES[nameOf(route)])
    const path = sent.path ?? asked?.path ?? route.path.replace(/\{[a-z]+\}/g, 'none')
    const lines = server.log.length
    const response = await server.app.request(path, {
      method: route.method,
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': randomUUID(),
        ...(authorization !== '' && { Authorization: authorization }),
        ...headers,
      },
      ...(route.operation.requestBody !== undefined && { body }),
    })
    const answer = await response.text()
    const told = [answer, JSON.stringify([...response.headers]), ...server.log.slice(lines)]
    assert.ok(!told.join('\n').includes(MARK), `${nameOf(route)} tells what it was sent: ${told}`)
    const isJson = /json/.test(response.headers.get('Content-Type') ?? '')
    return { status: response.status, code: isJson ? codeOf(JSON.parse(answer)) : undefined }
  }

  async function isRefused(route: DescribedRoute, sent: Sent, status: number, code: string) {
    assert.deepEqual(await ask(route, sent), { status, code }, nameOf(route))
  }

  test('is known here: it takes a key, or is named as one that needs none', () => {
    const open = routes.filter(({ operation }) => !operation.security).map(nameOf)
    assert.deepEqual(open.toSorted(), OPEN)
    const bodies = Object.keys(BODIES)
    assert.deepEqual(withBody().map(nameOf).toSorted(), bodies.toSorted())
  })

  test('is opened by the acts that it names, and each act that there is opens one', () => {
    const opened = withKey().flatMap(actsOf)
    assert.deepEqual([...new Set(opened)].toSorted(), ACTS.toSorted())
    for (const route of withKey().filter(({ path }) => path.startsWith('/v1/batches'))) {
      assert.deepEqual(actsOf(route), ['batch'], nameOf(route))
    }
  })

  test('that takes a key is closed without one, and to what only looks like one', async () => {
    const key = await server.key()
    const [, id = '', secret = ''] = /^prat_([^_]+)_(.+)$/.exec(key) ?? []
    const other = await server.key()
    const wrong = [
      '',
      'Bearer',
      `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
      `bearer ${MARK}`,
      `Bearer ${MARK}`,
      `Bearer prat_${id}_`,
      `Bearer prat_${id}_${secret}x`,
      `Bearer prat_${id}_${secret.slice(1)}`,
      `Bearer prat_${id}_${'A'.repeat(43)}`,
      `Bearer prat_${id}_${other.slice(-43)}`,
      `Bearer prat_${'a'.repeat(12)}_${secret}`,
      `Bearer prat_${id}' OR 1=1 --_${secret}`,
      `Bearer ${key} ${key}`,
      `Bearer ${key}, Bearer ${key}`,
    ]
    for (const route of withKey()) {
      for (const authorization of wrong)
        await isRefused(route, { authorization }, 401, 'request.key')
      const inAddress = { authorization: '', path: `${route.path}?access_token=${key}&key=${key}` }
      await isRefused(route, inAddress, 401, 'request.key')
      const asCookie = { authorization: '', headers: { Cookie: `key=${key}`, 'X-Api-Key': key } }
      await isRefused(route, asCookie, 401, 'request.key')
    }
  })

  test('that takes a key is closed to one that is over or taken back', async () => {
    const expired = await server.key({ days: -1 })
    const expiresAt = Date.now() / 1000 + 60
    const made = { name: 'test', acts: ACTS, sites: ['*'], expiresAt }
    const revoked = await createApiKey(server.database.db, made)
    await revokeApiKey(server.database.db, revoked.id, Date.now() / 1000)
    for (const route of withKey()) {
      for (const key of [expired, revoked.key]) {
        await isRefused(route, { authorization: `Bearer ${key}` }, 401, 'request.key')
      }
    }
  })

  test('that takes a key is closed to one for every other act', async () => {
    for (const route of withKey()) {
      const acts = actsOf(route)
      assert.ok(acts.length > 0, nameOf(route))
      const others = ACTS.filter((act: Act) => !acts.includes(act))
      const key = await server.key({ acts: others, sites: ['*'] })
      await isRefused(route, { authorization: `Bearer ${key}` }, 403, 'request.scope')
    }
  })

  test('of a site is closed to a key for another', async () => {
    const key = await server.key({ sites: ['lab-9', 'lab-11'] })
    const ofSites = withKey().filter((route) =>
      /\blab-1\b/.test(JSON.stringify([BODIES[nameOf(route)], ASKED[nameOf(route)]])),
    )
    assert.ok(ofSites.length > 0)
    for (const route of ofSites) {
      await isRefused(route, { authorization: `Bearer ${key}` }, 403, 'request.scope')
    }
  })

  test('refuses a body that is not of one meaning, or too large, and names nothing of it', async () => {
    const faulty = [
      '',
      'null',
      '[]',
      `"${MARK}"`,
      `{"${MARK}":1}`,
      `{"site":"lab-1","site":"${MARK}"}`,
      `{"__proto__":{"${MARK}":1},"constructor":{}}`,
      `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
      `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
      `{"order":1e999,"${MARK}":NaN}`,
      `{} ${MARK}`,
      Uint8Array.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
    ]
    for (const route of withBody().filter((each) => nameOf(each) !== FILE)) {
      for (const text of faulty) await isRefused(route, { text }, 400, 'request.body')
      const large = { text: `{"${MARK}":"${'x'.repeat(1_100_000)}"}` }
      await isRefused(route, large, 413, 'request.too-large')
      const typed = { headers: { 'Content-Type': `text/${MARK}` } }
      await isRefused(route, typed, 415, 'request.media-type')
    }
  })

  test('takes any text at any place of a body for a text, and tells nothing of it', async () => {
    for (const route of withBody()) {
      const body = BODIES[nameOf(route)] ?? {}
      for (const injection of INJECTIONS) {
        for (const changed of replaceEach(body, injection)) {
          const { status } = await ask(route, { text: JSON.stringify(changed) })
          assert.ok(status < 500, `${nameOf(route)}: ${status}`)
        }
      }
    }
    // A key may be called anything, and is shown so.
    await server.database.query(`DELETE FROM api_keys WHERE name LIKE '%${MARK}%'`)
    const { rows } = await server.database.query('SELECT number FROM lists')
    assert.equal(rows.length, 1)
  })

  test('takes any text as the name of a thing for the name of nothing', async () => {
    const named = routes.filter(({ path }) => path.includes('{'))
    assert.ok(named.length > 0)
    for (const route of named) {
      for (const injection of INJECTIONS) {
        const name = encodeURIComponent(Buffer.from(injection).toString())
        const { status } = await ask(route, { path: route.path.replace(/\{[a-z]+\}/g, name) })
        assert.ok(status >= 400 && status < 500, `${nameOf(route)}: ${status}`)
      }
    }
  })

  test('takes any header for what it is', async () => {
    for (const route of routes) {
      for (const name of [
        'Accept',
        'If-None-Match',
        'Idempotency-Key',
        'X-Forwarded-For',
        'Host',
      ]) {
        const { status } = await ask(route, {
          headers: { [name]: `${MARK}' OR 1=1, */${MARK};q=x` },
        })
        assert.notEqual(status, 500, `${nameOf(route)}, ${name}`)
      }
    }
  })
})

/** Each of them opens the route. */
function actsOf({ operation }: DescribedRoute): readonly string[] {
  return operation.security?.flatMap(({ apiKey }) => apiKey ?? []) ?? []
}

/** The code of a problem, also where FHIR tells it. */
function codeOf({
  code,
  issue,
}: {
  readonly code?: string
  readonly issue?: readonly { readonly details: { readonly coding: readonly { code: string }[] } }[]
}): string | undefined {
  return code ?? issue?.[0]?.details.coding[0]?.code
}

/** The value once with each of its texts, at any depth, replaced; and with an unknown member of that name. */
function replaceEach(value: unknown, text: string): readonly unknown[] {
  if (typeof value === 'string') return [text]
  if (Array.isArray(value)) {
    return value.flatMap((item, at) => replaceEach(item, text).map((each) => value.with(at, each)))
  }
  if (typeof value !== 'object' || value === null) return []
  const changed = Object.entries(value).flatMap(([name, inner]) =>
    replaceEach(inner, text).map((each) => ({ ...value, [name]: each })),
  )
  return [...changed, { ...value, [text]: 1 }]
}
