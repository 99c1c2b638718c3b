import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { decodeJwt, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { createCookies } from '../src/http/cookies.ts'
import { CALLBACK } from '../src/http/routes/sessions.ts'
import type { People } from '../src/http/services.ts'
import { closeHours } from '../src/identity/audit.ts'
import { PERSON_ROLES, ROLE_ACTS } from '../src/identity/roles.ts'
import { startSession } from '../src/identity/sessions.ts'
import { createSignIn, type SignIn } from '../src/identity/sign-in.ts'
import { embedded } from './databases.ts'
import { listRoutes, readDescription } from './description.ts'
import { makeServer, type TestServer } from './made-authority.ts'
import { CLIENT, type MadeProvider, makeProvider } from './made-provider.ts'
import { REQUEST } from './made-requests.ts'

const ORIGIN = 'http://127.0.0.1:8080'
const SESSION = 'pratique-session'
const MINUTES = 15

interface Asked {
  readonly status: number
  readonly code?: string
  readonly location: string
  readonly set: readonly string[]
}

describe('people', () => {
  const kind = embedded()
  const clock = { ahead: 0 }
  const now = () => Date.now() / 1000 + clock.ahead
  let provider: MadeProvider
  let server: TestServer
  before(async () => {
    provider = await makeProvider(`${ORIGIN}${CALLBACK}`)
    server = await makeServer(await kind.open(), { now, people: peopleOf(provider) })
    provider.accounts.set('ada', { roles: ['clerks'], sites: ['lab-1'] })
  })
  after(async () => {
    await provider.close()
    await kind.end()
  })

  function peopleOf(provider: Pick<MadeProvider, 'issuer' | 'fetch'>): People {
    return {
      ...{ origin: ORIGIN, home: '/', sessionSeconds: MINUTES * 60 },
      cookies: createCookies(ORIGIN),
      signIn: signInOf(provider, 'sub'),
    }
  }

  function signInOf(
    { issuer, fetch }: Pick<MadeProvider, 'issuer' | 'fetch'>,
    operatorClaim: string,
  ): SignIn {
    const roles = {
      ...{ clerk: ['clerks'], supervisor: ['supervisors', 'heads'] },
      ...{ auditor: ['auditors'], operator: ['operators'] },
    }
    return createSignIn({
      ...{ issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret, scope: 'openid', now, roles },
      redirectUri: `${ORIGIN}${CALLBACK}`,
      ...{ operatorClaim, rolesClaim: 'roles', sitesClaim: 'sites', fetch },
    })
  }

  async function ask(
    path: string,
    { cookie = '', method = 'GET', origin = '', body = undefined as unknown } = {},
  ): Promise<Asked> {
    const response = await server.app.request(path, {
      method,
      headers: {
        ...{ Cookie: cookie, 'Idempotency-Key': randomUUID() },
        ...(origin !== '' && { Origin: origin }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const { code }: { code?: string } = text.startsWith('{') ? JSON.parse(text) : {}
    return {
      status: response.status,
      ...(code !== undefined && { code }),
      location: response.headers.get('Location') ?? '',
      set: response.headers.getSetCookie(),
    }
  }

  const cookieOf = ({ set }: Asked, name: string): string =>
    set.map((each) => each.split(';')[0] ?? '').find((each) => each.startsWith(`${name}=`)) ?? ''

  /** Begins, and has somebody sign in at the provider. */
  async function comeBack(name = 'ada') {
    const begun = await ask('/sign-in')
    assert.equal(begun.status, 302)
    const back = await provider.signIn(begun.location, name)
    return { begun, back, pending: cookieOf(begun, 'pratique-sign-in') }
  }

  const finish = (back: URL, cookie: string) => ask(`${back.pathname}${back.search}`, { cookie })

  async function signIn(name = 'ada'): Promise<string> {
    const { back, pending } = await comeBack(name)
    const done = await finish(back, pending)
    assert.deepEqual([done.status, done.location], [303, '/'])
    return cookieOf(done, SESSION)
  }

  const issue = (cookie: string, origin = ORIGIN) =>
    ask('/v1/certificates', {
      method: 'POST',
      cookie,
      origin,
      body: { ...REQUEST, site: 'lab-1' },
    })

  test('somebody signs in, issues at their own site, and is in the log by their name there', async () => {
    const cookie = await signIn()
    const response = await server.app.request('/v1/session', { headers: { Cookie: cookie } })
    const { operator, roles, sites } = JSON.parse(await response.text())
    assert.deepEqual([operator, roles, sites], ['oidc:ada', ['clerk'], ['lab-1']])
    assert.equal((await issue(cookie)).status, 201)
    const elsewhere = { ...REQUEST, site: 'lab-2' }
    const asked = { method: 'POST', cookie, origin: ORIGIN, body: elsewhere }
    assert.equal((await ask('/v1/certificates', asked)).code, 'request.scope')
    await closeHours(server.database.db, now() + 3600)
    const lines = await server.database.db.selectFrom('audit').selectAll().execute()
    assert.deepEqual(
      lines.map(({ act, operator, site }) => [act, operator, site]),
      [['issue', 'oidc:ada', 'lab-1']],
    )
  })

  test('what the browser is given and sent to is of one use, and no script’s', async () => {
    const { begun, back, pending } = await comeBack()
    const { searchParams } = new URL(begun.location)
    assert.equal(searchParams.get('code_challenge_method'), 'S256')
    assert.ok(['state', 'nonce', 'code_challenge'].every((name) => searchParams.get(name)))
    assert.match(begun.set[0] ?? '', /Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/)
    assert.ok(!begun.location.includes(pending.split('.').at(-1) ?? '?'))
    const done = await finish(back, pending)
    const [forgotten = '', session = ''] = done.set
    assert.match(forgotten, /^pratique-sign-in=; Max-Age=0/)
    assert.match(
      session,
      /^pratique-session=[\w-]{43}; Max-Age=900; Path=\/; HttpOnly; SameSite=Strict$/,
    )
    const secret = cookieOf(done, SESSION).slice(SESSION.length + 1)
    const { rows } = await server.database.query('SELECT * FROM sessions')
    assert.ok(!JSON.stringify(rows).includes(secret))
    assert.ok(!server.log.join('').includes(secret))
  })

  test('over HTTPS cookies are of this host alone', async () => {
    const other = await makeServer(server.database, {
      isSecond: true,
      people: { ...peopleOf(provider), cookies: createCookies('https://pratique.example') },
    })
    const response = await other.app.request('/sign-in')
    const [cookie = ''] = response.headers.getSetCookie()
    assert.match(
      cookie,
      /^__Host-pratique-sign-in=[^;]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
  })

  test('a code, a state or a verifier of another sign-in is none', async () => {
    const first = await comeBack()
    const other = await comeBack()
    const swapped = new URL(other.back)
    swapped.searchParams.set('code', first.back.searchParams.get('code') ?? '')
    assert.equal((await finish(swapped, other.pending)).code, 'request.sign-in')
    assert.equal((await finish(first.back, other.pending)).code, 'request.sign-in')
    const third = await comeBack()
    const [state, nonce] = third.pending.split('.')
    const mixed = [state, nonce, other.pending.split('.')[2]].join('.')
    assert.equal((await finish(third.back, mixed)).code, 'request.sign-in')
  })

  test('a code that was used, or came to nobody who had begun, is none', async () => {
    const { back, pending } = await comeBack()
    assert.equal((await finish(back, '')).code, 'request.sign-in')
    assert.equal((await finish(back, 'pratique-sign-in=a.b')).code, 'request.sign-in')
    assert.equal((await finish(back, pending)).status, 303)
    assert.equal((await finish(back, pending)).code, 'request.sign-in')
  })

  test('without PKCE the provider gives nothing; what it says instead signs nobody in', async () => {
    const begun = await ask('/sign-in')
    const url = new URL(begun.location)
    url.searchParams.delete('code_challenge')
    url.searchParams.delete('code_challenge_method')
    const back = await provider.signIn(url.href, 'ada')
    assert.equal(back.searchParams.get('error'), 'invalid_request')
    const done = await finish(back, cookieOf(begun, 'pratique-sign-in'))
    assert.equal(done.code, 'request.sign-in')
  })

  test('an answer of another provider is none', async () => {
    const { back, pending } = await comeBack()
    back.searchParams.set('iss', 'https://other.example')
    assert.equal((await finish(back, pending)).code, 'request.sign-in')
  })

  const stranger = generateKeyPair('ES256')
  const changes: Readonly<Record<string, (token: string) => Promise<string | undefined>>> = {
    'has another nonce': claims({ nonce: 'other' }),
    'has no nonce': claims({ nonce: undefined }),
    'is of another issuer': claims({ iss: 'https://other.example' }),
    'is for another client': claims({ aud: 'other' }),
    'is for another client too': claims({ aud: [CLIENT.id, 'other'], azp: 'other' }),
    'is over': claims({ exp: Math.floor(Date.now() / 1000) - 60 }),
    'begins later': claims({ nbf: Math.floor(Date.now() / 1000) + 600 }),
    'names nobody': claims({ sub: undefined }),
    'names somebody whom the log cannot take': claims({ sub: 'a\nb' }),
    'is signed by another key': async (token) =>
      new SignJWT(decodeJwt(token))
        .setProtectedHeader({ alg: 'ES256', kid: 'made-up' })
        .sign((await stranger).privateKey),
    'is not signed': async (token) => new UnsecuredJWT(decodeJwt(token)).encode(),
    'was changed': async (token) => {
      const [head, , signature] = token.split('.')
      const payload = JSON.stringify({ ...decodeJwt(token), roles: ['supervisors'] })
      return [head, Buffer.from(payload).toString('base64url'), signature].join('.')
    },
    'is missing': async () => undefined,
  }

  function claims(changed: Readonly<Record<string, unknown>>) {
    return (token: string) => provider.sign(token, changed)
  }

  test('a token that is not what was asked for signs nobody in', async () => {
    try {
      for (const [what, change] of Object.entries(changes)) {
        const { back, pending } = await comeBack()
        provider.change = change
        const done = await finish(back, pending)
        provider.change = undefined
        assert.equal(done.code, 'request.sign-in', what)
        assert.equal(cookieOf(done, SESSION), '', what)
      }
      provider.change = claims({})
      await signIn()
    } finally {
      provider.change = undefined
    }
  })

  test('writes come from a page of this origin; reads take nothing', async () => {
    const cookie = await signIn()
    for (const origin of [
      '',
      'null',
      'https://evil.example',
      `${ORIGIN}.evil.example`,
      'http://127.0.0.1',
    ]) {
      assert.equal((await issue(cookie, origin)).code, 'request.origin', origin)
      const out = await ask('/v1/session', { method: 'DELETE', cookie, origin })
      assert.equal(out.code, 'request.origin', origin)
    }
    assert.equal((await ask('/v1/session', { cookie })).status, 200)
    assert.equal((await issue(cookie)).status, 201)
  })

  test('who has signed out, or whose session is over, is nobody', async () => {
    const [cookie, other] = [await signIn(), await signIn()]
    const out = await ask('/v1/session', { method: 'DELETE', cookie, origin: ORIGIN })
    assert.equal(out.status, 204)
    assert.match(out.set[0] ?? '', /^pratique-session=; Max-Age=0/)
    assert.equal((await issue(cookie)).code, 'request.key')
    assert.equal((await ask('/v1/session', { cookie })).code, 'request.key')
    assert.equal((await issue(other)).status, 201)
    clock.ahead += MINUTES * 60
    assert.equal((await issue(other)).code, 'request.key')
    clock.ahead = 0
    for (const wrong of ['', 'x', `${SESSION}=${'A'.repeat(43)}`, `${SESSION}=' OR 1=1 --`]) {
      assert.equal((await issue(wrong)).code, 'request.key', wrong)
    }
  })

  test('a role that was taken away ends with the session; without one nobody signs in', async () => {
    provider.accounts.set('ben', { roles: ['heads'], sites: ['*'] })
    const cookie = await signIn('ben')
    assert.equal((await ask('/v1/proposals', { cookie })).status, 200)
    for (const roles of [[], ['unknown'], ['clerk']]) {
      provider.accounts.set('ben', { roles, sites: ['*'] })
      const { back, pending } = await comeBack('ben')
      assert.equal((await finish(back, pending)).code, 'request.scope')
    }
    provider.accounts.set('ben', { roles: ['auditors'], sites: ['*'] })
    const later = await signIn('ben')
    assert.equal((await ask('/v1/proposals', { cookie: later })).code, 'request.scope')
    assert.equal((await ask('/v1/audit', { cookie: later })).status, 200)
  })

  test('each role may do what its row of the table says, and nothing else', async () => {
    const routes = listRoutes(await readDescription(server.app))
    for (const role of PERSON_ROLES) {
      const person = {
        ...{ operator: `oidc:${role}`, issuer: ORIGIN, subject: role },
        roles: [role],
        sites: ['*'],
      }
      const secret = await startSession(server.database.db, person, now() + 60)
      const cookie = `${SESSION}=${secret}`
      const acts: readonly string[] = ROLE_ACTS[role]
      for (const { method, path, operation } of routes) {
        const opening = operation.security?.flatMap(({ apiKey }) => apiKey ?? []) ?? []
        if (opening.length === 0) continue
        const to = path.replace(/\{[a-z]+\}/g, 'none')
        const { status } = await ask(to, { method, cookie, origin: ORIGIN })
        const isOpen = opening.some((act) => acts.includes(act))
        assert.equal(status === 403, !isOpen, `${role}: ${method} ${path}`)
      }
    }
  })

  test('what one person proposes, another approves', async () => {
    provider.accounts.set('cy', { roles: ['operators', 'supervisors'], sites: ['*'] })
    provider.accounts.set('dee', { roles: ['supervisors'], sites: ['*'] })
    const [cy, dee] = [await signIn('cy'), await signIn('dee')]
    const body = { name: 'x', acts: ['approve'], sites: ['*'] }
    const post = (path: string, cookie: string, sent?: object) =>
      ask(path, { method: 'POST', cookie, origin: ORIGIN, body: sent })
    assert.equal((await post('/v1/api-keys', cy, body)).status, 202)
    const rows = await server.database.db.selectFrom('proposals').select('id').execute()
    const path = `/v1/proposals/${rows[0]?.id}/approval`
    assert.equal((await post(path, cy)).code, 'request.own-proposal')
    assert.equal((await post(path, await signIn('cy'))).code, 'request.own-proposal')
    assert.equal((await post(path, dee)).status, 204)
  })

  test('whoever is called otherwise at the next sign-in is still the same', async () => {
    const usual = server
    const people = peopleOf(provider)
    const named = { ...people, signIn: signInOf(provider, 'preferred_username') }
    server = await makeServer(usual.database, { isSecond: true, people: named })
    try {
      provider.accounts.set('eve', { roles: ['operators', 'supervisors'], sites: ['*'] })
      provider.accounts.set('fay', { roles: ['supervisors'], sites: ['*'] })
      const as = async (account: string, preferred_username: string) => {
        provider.change = claims({ preferred_username })
        return signIn(account)
      }
      const eve = await as('eve', 'eve')
      const body = { name: 'x', acts: ['approve'], sites: ['*'] }
      const asked = { method: 'POST', origin: ORIGIN }
      assert.equal((await ask('/v1/api-keys', { ...asked, cookie: eve, body })).status, 202)
      const proposals = server.database.db.selectFrom('proposals')
      const row = await proposals
        .selectAll()
        .where('proposed_by', '=', 'oidc:eve')
        .executeTakeFirst()
      const path = `/v1/proposals/${row?.id}/approval`
      const renamed = await as('eve', 'evelyn')
      assert.equal((await ask(path, { ...asked, cookie: renamed })).code, 'request.own-proposal')
      // Nor is somebody else who now has the name.
      const other = await as('fay', 'evelyn')
      assert.equal((await ask(path, { ...asked, cookie: other })).status, 204)
    } finally {
      provider.change = undefined
      server = usual
    }
  })

  test('a provider that is away is said to be, and keys work in the meantime', async () => {
    const usual = server
    const broken: MadeProvider['fetch'] = async (url, options) =>
      url.endsWith('/token') ? new Response('', { status: 500 }) : provider.fetch(url, options)
    server = await makeServer(usual.database, {
      ...{ isSecond: true, people: peopleOf({ ...provider, fetch: broken }) },
    })
    const { back, pending } = await comeBack()
    const code = 'unavailable.identity-provider'
    assert.equal((await finish(back, pending)).code, code)
    const none = { issuer: 'http://127.0.0.1:1', fetch: provider.fetch }
    const { secret, database } = usual
    server = await makeServer(database, { isSecond: true, secret, people: peopleOf(none) })
    assert.equal((await ask('/sign-in')).code, code)
    assert.equal((await server.post('/v1/certificates', REQUEST)).status, 201)
    server = usual
  })
})
