/**
 * The two cookies of people who sign in: of their session, and, on the way to the provider and back, of what is asked for
 * again. No script reads them, no other site sends the first, and no other host sets them.
 *
 * @module
 */

import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { PendingSignIn } from '../identity/sign-in.ts'

/** As browsers know them over HTTPS (RFC 6265bis §4.1.3.2). */
export const SESSION_COOKIE = '__Host-pratique-session'
const PENDING_COOKIE = '__Host-pratique-sign-in'

/** So long somebody has at the provider. */
const PENDING_SECONDS = 600

/** Cookies of one origin; over HTTP, which is for this machine alone, they are named without the prefix. */
export interface Cookies {
  readSession(c: Context): string | undefined
  keepSession(c: Context, secret: string, seconds: number): void
  dropSession(c: Context): void
  /** Reads what was kept, once. */
  takePending(c: Context): PendingSignIn | undefined
  keepPending(c: Context, pending: PendingSignIn): void
}

/** Makes the cookies of an origin. */
export function createCookies(origin: string): Cookies {
  const secure = origin.startsWith('https:')
  const nameOf = (name: string): string => (secure ? name : name.replace('__Host-', ''))
  const common = { httpOnly: true, secure, path: '/' } as const
  const [session, pending] = [nameOf(SESSION_COOKIE), nameOf(PENDING_COOKIE)]
  return {
    readSession: (c) => getCookie(c, session),
    keepSession: (c, secret, seconds) =>
      setCookie(c, session, secret, { ...common, sameSite: 'Strict', maxAge: seconds }),
    dropSession: (c) => void deleteCookie(c, session, common),
    takePending(c) {
      const [state, nonce, verifier] = (getCookie(c, pending) ?? '').split('.')
      deleteCookie(c, pending, common)
      return state && nonce && verifier ? { state, nonce, verifier } : undefined
    },
    // Sent on the way back, which begins at the provider's site.
    keepPending: (c, { state, nonce, verifier }) =>
      setCookie(c, pending, [state, nonce, verifier].join('.'), {
        ...{ ...common, sameSite: 'Lax', maxAge: PENDING_SECONDS },
      }),
  }
}
