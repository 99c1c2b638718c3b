/**
 * Headers of every answer, whoever makes it: nobody guesses types, no page is made of it, and no cache keeps it.
 *
 * @module
 */

import type { ServerResponse } from 'node:http'

const HEADERS = Object.entries({
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
})

/** Sets them, before anything else is known: an answer may bring its own, as those of the page and of lists do. */
export function setHeaders(answer: Pick<ServerResponse, 'setHeader'>): void {
  for (const [name, value] of HEADERS) answer.setHeader(name, value)
}
