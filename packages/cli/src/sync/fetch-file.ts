/**
 * One file from its address: redirects within bounds, patience within bounds, and no more than is new.
 *
 * @module
 */

import type { Bytes } from 'pratique/verify'
import { type Failed, fail, failForNow } from './failure.ts'
import type { HttpAnswer, HttpPort } from './http.ts'

/** What a server said of a file, by which it can be asked whether it is still the same. */
export interface Validators {
  readonly etag?: string
  readonly lastModified?: string
}

export interface FileRequest {
  readonly url: string
  readonly maxBytes: number
  /** Of what is held. */
  readonly validators?: Validators
  /** Hosts that a redirect may lead to, besides that of the address itself. */
  readonly hosts: readonly string[]
  readonly signal: AbortSignal
}

/** `absent`: there is none (404, 410). */
export type FetchedFile =
  | ({ readonly kind: 'new'; readonly bytes: Bytes } & Validators)
  | { readonly kind: 'same' }
  | { readonly kind: 'absent' }
  | Failed

/** What fetching has of the world. */
export interface FetchPorts {
  readonly ask: HttpPort
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** From 0 to 1. */
  readonly random: () => number
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** `pratique/<version>`. */
  readonly userAgent: string
}

const MAX_REDIRECTS = 3
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308]

const ATTEMPTS = 4
const FIRST_WAIT_MS = 500
const MAX_WAIT_MS = 10_000
/** Who wants to be left alone for longer is asked another day. */
const MAX_RETRY_AFTER_MS = 60_000

/** What a server says when it is not well (RFC 9110 §15.6), or is asked too often (RFC 6585 §4). */
const PASSING: readonly number[] = [408, 425, 429, 500, 502, 503, 504]

/** Pages for people, where a file of keys was asked for. Types are not to be relied on beyond that. */
const FOREIGN_TYPE = /^\s*(?:text\/html|application\/xhtml\+xml|(?:image|audio|video|multipart)\/)/i

/** RFC 9110 §8.8.3, and no longer than what is sent back should be. */
const ETAG = /^(?:W\/)?"[\x21\x23-\x7e]{0,200}"$/
const HTTP_DATE = /^[A-Za-z0-9 ,:-]{1,40}$/

/** Fetches a file. It never throws for what a server does. */
export async function fetchFile(request: FileRequest, ports: FetchPorts): Promise<FetchedFile> {
  for (let attempt = 1; ; attempt++) {
    const fetched = await fetchOnce(request, ports)
    if (fetched.kind !== 'failed' || !fetched.failure.mayPass) return fetched
    const { retryAfterMs = 0 } = fetched.failure
    if (attempt === ATTEMPTS || retryAfterMs > MAX_RETRY_AFTER_MS) return fetched
    await ports.sleep(Math.max(retryAfterMs, waitAfter(attempt, ports.random())), request.signal)
    if (request.signal.aborted) return fail('timeout', 'all of it together took too long')
  }
}

/** Twice as long each time, and never the same as others (full jitter, with a half to stand on). */
function waitAfter(attempt: number, random: number): number {
  return Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1)) * (0.5 + random / 2)
}

async function fetchOnce(request: FileRequest, ports: FetchPorts): Promise<FetchedFile> {
  const { maxBytes, validators = {}, signal, hosts } = request
  const { etag, lastModified } = validators
  const headers = {
    'user-agent': ports.userAgent,
    accept: '*/*',
    ...(etag !== undefined && { 'if-none-match': etag }),
    ...(lastModified !== undefined && { 'if-modified-since': lastModified }),
  }
  const first = new URL(request.url)
  let url = first
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const answer = await ports.ask({ url, headers, maxBytes, signal })
    if (answer.kind === 'failed') return answer
    if (!REDIRECTS.includes(answer.status)) return toFile(answer, validators, ports)
    const next = readLocation(answer, url)
    if (next?.protocol !== 'https:' || next.username !== '' || next.password !== '') {
      return fail('redirect', 'the server leads to an address that is not https')
    }
    if (next.host !== first.host && !hosts.includes(next.host)) {
      return fail('redirect', `the server leads to another host, ${next.host}`)
    }
    url = next
  }
  return fail('redirect', `the server leads on more than ${MAX_REDIRECTS} times`)
}

function readLocation({ headers }: HttpAnswer, base: URL): URL | undefined {
  const { location = '' } = headers
  return location !== '' && URL.canParse(location, base) ? new URL(location, base) : undefined
}

function toFile(answer: HttpAnswer, held: Validators, { now }: FetchPorts): FetchedFile {
  const { status, headers } = answer
  if (status === 200) return toNewFile(answer)
  const wasAsked = held.etag !== undefined || held.lastModified !== undefined
  if (status === 304 && wasAsked) return { kind: 'same' }
  if (status === 404 || status === 410) return { kind: 'absent' }
  const words = `the server answers with ${status}`
  if (!PASSING.includes(status)) return fail('status', words)
  const wait = readRetryAfter(headers['retry-after'], now())
  const advice = wait === undefined ? '' : `, and asks for ${Math.ceil(wait / 1000)} s of patience`
  return failForNow('status', `${words}${advice}`, wait)
}

function toNewFile({ headers, body }: HttpAnswer): FetchedFile {
  const type = headers['content-type'] ?? ''
  if (FOREIGN_TYPE.test(type)) {
    return fail('type', 'the server sends a page or a picture where a file of keys belongs')
  }
  if (body.length === 0) return fail('type', 'the file is empty')
  const { etag = '', 'last-modified': lastModified = '' } = headers
  return {
    kind: 'new',
    bytes: body,
    ...(ETAG.test(etag) && { etag }),
    ...(HTTP_DATE.test(lastModified) && { lastModified }),
  }
}

/** Seconds, or a date (RFC 9110 §10.2.3). */
function readRetryAfter(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000
  const date = Date.parse(text)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
