/**
 * An identity provider in this process, whose people the test makes up; and a browser that signs in there.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decodeJwt, importJWK, SignJWT } from 'jose'
import Provider from 'oidc-provider'
import type { CustomFetch } from 'openid-client'

export const CLIENT = { id: 'pratique', secret: 'made-up-client-secret-0123456789' }

/** What the provider says of somebody, by their name there. */
export type Accounts = Map<string, { roles: readonly string[]; sites: readonly string[] }>

export interface MadeProvider {
  readonly issuer: string
  readonly accounts: Accounts
  /** The server's way to the provider; a test may change what comes back. */
  readonly fetch: CustomFetch
  /** Changes ID tokens on their way: `undefined` takes them out. */
  change?: ((idToken: string) => Promise<string | undefined>) | undefined
  /** Signs other claims by the provider's own key. */
  sign(idToken: string, claims: Readonly<Record<string, unknown>>): Promise<string>
  /** Goes where the server sends a browser, signs in, and says where it is led back to. */
  signIn(url: string, name: string): Promise<URL>
  close(): Promise<void>
}

/** Makes one, for one client. */
export async function makeProvider(redirectUri: string): Promise<MadeProvider> {
  const jwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    format: 'jwk',
  })
  const key = { ...jwk, kid: 'made-up', alg: 'ES256', use: 'sig' }
  const accounts: Accounts = new Map()
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider: Provider = quietly(
    () =>
      new Provider(issuer, {
        clients: [
          {
            ...{ client_id: CLIENT.id, client_secret: CLIENT.secret },
            ...{ redirect_uris: [redirectUri], id_token_signed_response_alg: 'ES256' },
          },
        ],
        jwks: { keys: [key] },
        cookies: { keys: ['made-up'] },
        ttl: { ...LIVES },
        pkce: { required: () => true },
        claims: { openid: ['sub', 'roles', 'sites'] },
        conformIdTokenClaims: false,
        findAccount: (_: unknown, sub: string) => ({
          accountId: sub,
          claims: () => ({ sub, ...accounts.get(sub) }),
        }),
        loadExistingGrant: async (ctx: GrantContext) => {
          const { client, session } = ctx.oidc
          const of = { clientId: client.clientId, accountId: session.accountId }
          const grant = new provider.Grant(of)
          grant.addOIDCScope('openid')
          await grant.save()
          return grant
        },
      }),
  )
  server.on('request', provider.callback())
  const made: MadeProvider = {
    ...{ issuer, accounts },
    fetch: async (url, options) => {
      const response = await fetch(url, options as RequestInit)
      if (!made.change || !url.endsWith('/token') || !response.ok) return response
      const { id_token, ...rest } = JSON.parse(await response.text())
      const changed = await made.change(id_token)
      const body = JSON.stringify({ ...rest, ...(changed !== undefined && { id_token: changed }) })
      return new Response(body, { headers: { 'Content-Type': 'application/json' } })
    },
    async sign(idToken, claims) {
      const payload = { ...decodeJwt(idToken), ...claims }
      const header = { alg: 'ES256', kid: key.kid }
      return new SignJWT(payload).setProtectedHeader(header).sign(await importJWK(key, 'ES256'))
    },
    signIn: (url, name) => browse(url, name, redirectUri),
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
  return made
}

/** Seconds; without them the provider says on the console that it has chosen some. */
const LIVES = { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 }

interface GrantContext {
  readonly oidc: {
    readonly client: { readonly clientId: string }
    readonly session: { readonly accountId: string }
  }
}

/** The provider warns on the console of what is well in a test. */
function quietly<Made>(make: () => Made): Made {
  const { warn, info } = console
  console.warn = () => {}
  console.info = () => {}
  try {
    return make()
  } finally {
    console.warn = warn
    console.info = info
  }
}

const MOST_STEPS = 10

/** Follows redirects with cookies, and fills in the form for a name. */
async function browse(start: string, name: string, end: string): Promise<URL> {
  const cookies = new Map<string, string>()
  let url = new URL(start)
  let form: URLSearchParams | undefined
  for (let step = 0; step < MOST_STEPS; step++) {
    const response = await fetch(url, {
      ...{ redirect: 'manual', method: form ? 'POST' : 'GET' },
      headers: { Cookie: Array.from(cookies, ([key, value]) => `${key}=${value}`).join('; ') },
      ...(form && { body: form }),
    })
    await response.arrayBuffer()
    for (const cookie of response.headers.getSetCookie()) {
      const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      cookies.set(key, value)
    }
    const location = response.headers.get('Location')
    if (location?.startsWith(end)) return new URL(location)
    form = undefined
    if (location) url = new URL(location, url)
    else form = new URLSearchParams({ prompt: 'login', login: name, password: 'made-up' })
    assert.ok(response.status < 400, `the provider answers ${response.status} at ${url.pathname}`)
  }
  return assert.fail('the provider leads nowhere')
}
