/**
 * One request over https, with limits on everything that a server decides. No cookies, no cache, and
 * nothing in it that says who asks.
 *
 * @module
 */

import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { Agent as PlainAgent, request as requestPlainly } from 'node:http'
import { Agent, type RequestOptions, request } from 'node:https'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { Bytes } from 'pratique/verify'
import { type Failed, fail, failForNow } from './failure.ts'

export interface HttpRequest {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  /** Of the content, unpacked. */
  readonly maxBytes: number
  /** Ends it for good. */
  readonly signal: AbortSignal
}

/** Whatever its status is. */
export interface HttpAnswer {
  readonly kind: 'answer'
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** Empty unless the status is 200. */
  readonly body: Bytes
}

/** Asks once. */
export type HttpPort = (request: HttpRequest) => Promise<HttpAnswer | Failed>

/** How long a server may take. */
export interface HttpTimes {
  /** Without a byte, from the beginning on. */
  readonly idleMs: number
  /** For one request in whole. */
  readonly totalMs: number
}

export const HTTP_TIMES: HttpTimes = { idleMs: 20_000, totalMs: 120_000 }

/** Faults of the server's certificate: the next attempt would find the same one. */
const TLS_CODES = /^(?:ERR_TLS|CERT_|ERR_SSL|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH)/

/** An error of a stream that ended before it should. */
const CUT_CODES: ReadonlySet<string> = new Set([
  'ERR_STREAM_PREMATURE_CLOSE',
  'ECONNRESET',
  'EPIPE',
  'HPE_INVALID_EOF_STATE',
  'Z_BUF_ERROR',
])

/** Of an answer that is no file. */
const MAX_WORDS_BYTES = 64 * 1024

/** What comes in pieces that a server may make as small as it likes. */
class TooLarge extends Error {}

export interface HttpPortOptions {
  readonly times?: HttpTimes
  /** Certificates to trust in place of the platform's, for tests. */
  readonly ca?: string
  /** The environment that names a proxy (`HTTPS_PROXY`, `NO_PROXY`); absent: none is asked. */
  readonly proxyEnv?: NodeJS.ProcessEnv
}

export function createHttpPort({ times = HTTP_TIMES, ...options }: HttpPortOptions = {}): HttpPort {
  const agent = new Agent({ keepAlive: true, maxSockets: 6, ...options })
  // Of this machine alone: whoever names addresses sees to that.
  const plainAgent = new PlainAgent({ keepAlive: true, maxSockets: 6 })
  return (asked) => ask(asked, asked.url.protocol === 'http:' ? plainAgent : agent, times)
}

async function ask(
  { url, headers, maxBytes, signal }: HttpRequest,
  agent: Agent | PlainAgent,
  { idleMs, totalMs }: HttpTimes,
): Promise<HttpAnswer | Failed> {
  const limit = AbortSignal.timeout(totalMs)
  const idle = new AbortController()
  const options = {
    agent,
    headers: { ...headers, 'accept-encoding': 'gzip' },
    timeout: idleMs,
    signal: AbortSignal.any([signal, limit, idle.signal]),
  }
  try {
    const response = await send(url, options, () => idle.abort())
    try {
      return await read(response, maxBytes)
    } finally {
      // What is left of it is not waited for.
      if (!response.complete) response.destroy()
    }
  } catch (error) {
    if (signal.aborted) return fail('timeout', 'all of it together took too long')
    if (limit.aborted) return failForNow('timeout', 'the answer took too long')
    if (idle.signal.aborted) return failForNow('timeout', 'the server did not answer in time')
    return explain(error, maxBytes)
  }
}

function send(url: URL, options: RequestOptions, onIdle: () => void): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const begin = url.protocol === 'http:' ? requestPlainly : request
    begin(url, options, resolve).on('timeout', onIdle).on('error', reject).end()
  })
}

async function read(response: IncomingMessage, maxBytes: number): Promise<HttpAnswer | Failed> {
  const { headers, statusCode: status = 0 } = response
  const answer = { kind: 'answer', status, headers } as const
  if (status !== 200) {
    await passOver(response)
    return { ...answer, body: new Uint8Array() }
  }
  const length = headers['content-length']
  if (Number(length ?? 0) > maxBytes) throw new TooLarge()
  // Where the connection's end is the content's, nobody can tell whether it is whole.
  if (length === undefined && headers['transfer-encoding'] === undefined) {
    return fail('truncated', 'the server does not say how long its answer is')
  }
  const encoding = headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity' && encoding !== 'gzip') {
    return fail('type', 'the answer is packed in a way that was not asked for')
  }
  const body = await collect(response, encoding === 'gzip', maxBytes)
  return { ...answer, body }
}

/** The connection is used again, unless what comes is more than words to people. */
async function passOver(response: IncomingMessage): Promise<void> {
  let size = 0
  for await (const chunk of response) {
    size += Buffer.byteLength(chunk)
    if (size > MAX_WORDS_BYTES) return
  }
}

async function collect(
  response: IncomingMessage,
  isPacked: boolean,
  maxBytes: number,
): Promise<Bytes> {
  const count = async (source: AsyncIterable<Uint8Array>): Promise<Bytes> => {
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of source) {
      size += chunk.length
      if (size > maxBytes) throw new TooLarge()
      chunks.push(chunk)
    }
    return new Uint8Array(Buffer.concat(chunks))
  }
  return isPacked ? pipeline(response, createGunzip(), count) : pipeline(response, count)
}

function explain(error: unknown, maxBytes: number): Failed {
  if (error instanceof TooLarge) {
    return fail('too-large', `the answer has more than ${maxBytes} bytes`)
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  // Whatever comes from a socket, from TLS or from zlib has a code: this is a bug of ours.
  if (code === '') throw error
  if (CUT_CODES.has(code)) return failForNow('truncated', 'the connection broke')
  if (code.startsWith('Z_')) return fail('type', 'the answer is not packed as it says')
  if (TLS_CODES.test(code)) {
    return fail('unreachable', `the server cannot prove who it is (${code})`)
  }
  if (code.startsWith('HPE_')) return fail('type', 'the server does not speak HTTP as it should')
  return failForNow('unreachable', `the server cannot be reached (${code})`)
}
