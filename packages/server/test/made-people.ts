/**
 * People of a server whose identity provider is away: none signs in, and sessions are as tests begin them.
 *
 * @module
 */

import { createCookies } from '../src/http/cookies.ts'
import type { People } from '../src/http/services.ts'
import { createSignIn } from '../src/identity/sign-in.ts'

const ORIGIN = 'https://pratique.example'
export const PERSON = {
  operator: 'oidc:ada',
  issuer: 'https://login.example',
  subject: '1',
  roles: ['clerk'],
  sites: ['lab-1'],
} as const

/** Nobody signs in: their provider is away. */
export const PEOPLE: People = {
  ...{ origin: ORIGIN, home: '/', sessionSeconds: 60, cookies: createCookies(ORIGIN) },
  signIn: createSignIn({
    ...{ issuer: 'http://127.0.0.1:1', clientId: 'pratique', clientSecret: 'made-up' },
    ...{ redirectUri: `${ORIGIN}/sign-in/callback`, scope: 'openid', operatorClaim: 'sub' },
    ...{ rolesClaim: 'roles', sitesClaim: 'sites', now: () => Date.now() / 1000 },
    roles: { clerk: [], supervisor: [], auditor: [], operator: [] },
  }),
}
