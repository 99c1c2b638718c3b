/**
 * People sign in at their own identity provider (OpenID Connect: authorization code with PKCE, state and nonce). It says
 * who they are and what they work as; nothing of it is kept but what a session needs.
 *
 * @module
 */

import type { CustomFetch } from 'openid-client'
import { UnavailableError } from 'pratique/errors'
import { RequestError } from '../request-error.ts'
import { EVERY_SITE, SITE } from './acts.ts'
import { PERSON_ROLES, type PersonRole } from './roles.ts'

/** What the provider is, and what its claims mean here. */
export interface SignInOptions {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Where the provider sends people back to. */
  readonly redirectUri: string
  readonly scope: string
  readonly operatorClaim: string
  readonly rolesClaim: string
  /** By role, the values of its claim that mean it. */
  readonly roles: Readonly<Record<PersonRole, readonly string[]>>
  readonly sitesClaim: string
  /** Seconds since the epoch. */
  readonly now: () => number
  readonly fetch?: CustomFetch
}

/** What was sent to the provider, and is asked for again when somebody comes back. */
export interface PendingSignIn {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** Somebody who has signed in. */
export interface Person {
  /** As the log of acts names them. */
  readonly operator: string
  /** Who it is: issuer and subject alone, as people may change all else (OpenID Connect Core §5.7). */
  readonly issuer: string
  readonly subject: string
  readonly roles: readonly PersonRole[]
  readonly sites: readonly string[]
}

export interface SignIn {
  /** @throws {UnavailableError} `unavailable.identity-provider` */
  begin(): Promise<{ readonly url: string; readonly pending: PendingSignIn }>
  /**
   * @param search the query that somebody came back with
   * @throws {RequestError} `request.sign-in` if what came back is not what was asked for; `request.scope` for somebody
   *   without a role
   * @throws {UnavailableError} `unavailable.identity-provider`
   */
  finish(search: string, pending: PendingSignIn): Promise<Person>
}

/** The provider is waited for so long. */
const PATIENCE_SECONDS = 10

/** Tells people from keys in the log of acts. */
const PEOPLE = 'oidc:'
/** As long as the log takes it, and of what can be seen. */
const NAME = /^[^\p{C}\p{Z}]{1,75}$/u

type Client = typeof import('openid-client')
type Provider = Awaited<ReturnType<Client['discovery']>>

/** Makes signing in. The provider is asked when the first person comes: until then it may be away. */
export function createSignIn(options: SignInOptions): SignIn {
  const { redirectUri, scope } = options
  let found: Promise<Provider> | undefined
  const findProvider = async (client: Client): Promise<Provider> => {
    found ??= discover(client, options)
    try {
      return await found
    } catch (cause) {
      found = undefined
      throw away(cause)
    }
  }
  return {
    async begin() {
      const client = await import('openid-client')
      const provider = await findProvider(client)
      const pending = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      }
      const url = client.buildAuthorizationUrl(provider, {
        ...{ redirect_uri: redirectUri, scope, state: pending.state, nonce: pending.nonce },
        code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
      })
      return { url: url.href, pending }
    },
    async finish(search, { state, nonce, verifier }) {
      const client = await import('openid-client')
      const provider = await findProvider(client)
      try {
        const tokens = await client.authorizationCodeGrant(
          provider,
          new URL(`${redirectUri}${search}`),
          {
            ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier },
            idTokenExpected: true,
          },
        )
        return toPerson(tokens.claims() ?? {}, options)
      } catch (error) {
        if (error instanceof RequestError) throw error
        throw isAway(error) ? away(error) : new RequestError('request.sign-in')
      }
    },
  }
}

async function discover(client: Client, options: SignInOptions): Promise<Provider> {
  const { issuer, clientId, clientSecret, fetch, now } = options
  const url = new URL(issuer)
  const metadata = {
    client_secret: clientSecret,
    // The clock is the server's, not the library's.
    [client.clockSkew]: Math.round(now() - Date.now() / 1000),
  }
  const provider = await client.discovery(url, clientId, metadata, undefined, {
    timeout: PATIENCE_SECONDS,
    // The configuration takes such an address of this machine alone.
    ...(url.protocol === 'http:' && { execute: [client.allowInsecureRequests] }),
    ...(fetch && { [client.customFetch]: fetch }),
  })
  // Signatures are verified, though the token comes from the provider itself.
  client.enableNonRepudiationChecks(provider)
  return provider
}

function away(cause: unknown): UnavailableError {
  const words = 'the identity provider does not answer: look at oidc.issuer, and whether it runs'
  return new UnavailableError('unavailable.identity-provider', words, { cause })
}

/** Whether the provider did not answer, or not as itself. */
function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof TypeError || error.name === 'TimeoutError') return true
  const { cause } = error
  return cause instanceof Response ? cause.status >= 500 : isAway(cause)
}

function toPerson(claims: Readonly<Record<string, unknown>>, options: SignInOptions): Person {
  const { issuer, operatorClaim, rolesClaim, roles, sitesClaim } = options
  const { sub: subject, [operatorClaim]: name } = claims
  if (typeof subject !== 'string') throw new RequestError('request.sign-in')
  if (typeof name !== 'string' || !NAME.test(name)) throw new RequestError('request.sign-in')
  const groups = textsOf(claims[rolesClaim])
  const own = PERSON_ROLES.filter((role) => roles[role].some((value) => groups.includes(value)))
  if (own.length === 0) throw new RequestError('request.scope')
  const sites = textsOf(claims[sitesClaim]).filter((each) => each === EVERY_SITE || SITE.test(each))
  return { operator: `${PEOPLE}${name}`, issuer, subject, roles: own, sites }
}

function textsOf(claim: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(claim) ? claim : [claim]
  return values.filter((each) => typeof each === 'string')
}
