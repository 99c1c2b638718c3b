/**
 * A small server of the page: files alone, from memory. It keeps no log.
 *
 * @module
 */

import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { findPageAnswer, type PageFiles, readPageFiles } from '@pratique/node/page'
import { UsageError } from 'pratique/errors'
import { isCode } from '../is-code.ts'

/** How long an answer that is under way has, when the server ends. */
const GRACE_MS = 1000

/** Of answers that are no file. */
const BARE = { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' } as const
/** How long a request may take to be said, and how much of one: it has no body. */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 5000,
  maxHeaderSize: 16 * 1024,
} as const
/** Who takes nothing of an answer for so long is let go. */
const IDLE_MS = 60_000
const MAX_CONNECTIONS = 512

export interface PageServerOptions {
  /** What `--host` names. */
  readonly host: string
}

/** Makes a server of the files in a folder; it listens when it is told to. */
export function createPageServer(folder: URL, { host }: PageServerOptions): Server {
  const files = readPageFiles(folder)
  const server = createServer(LIMITS, (request, response) => {
    if (!isAskedFor(request, host)) {
      response.writeHead(421, { ...BARE, 'Content-Type': 'text/plain', Connection: 'close' })
      response.end('This server is not known by that name.\n')
      return
    }
    answer(request, response, files).catch(() => response.destroy())
  })
  server.setTimeout(IDLE_MS)
  server.maxConnections = MAX_CONNECTIONS
  return server
}

/**
 * Whether a request names this server, as a browser does that was told its address. A name that somebody else has
 * made to lead here is another origin's, whose scripts would read the answers (DNS rebinding). Where all addresses
 * of a machine are listened on, whoever set that up decides by which names it is reached.
 */
function isAskedFor({ headers, socket }: IncomingMessage, host: string): boolean {
  if (ANY_ADDRESS.has(host)) return true
  const port = socket.localPort ?? 0
  const names = isLoopback(host) ? [...LOOPBACK_NAMES, host] : [host]
  const asked = headers.host?.toLowerCase() ?? ''
  return names.some((name) => {
    const written = name.includes(':') && !name.startsWith('[') ? `[${name}]` : name.toLowerCase()
    return asked === `${written}:${port}` || (port === 80 && asked === written)
  })
}

const ANY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0', '::'])
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'] as const

/** Whether only this machine reaches an address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host)
}

/**
 * Listens, and answers with the port.
 *
 * @throws {UsageError} `usage.option` if that cannot be
 */
export async function listen(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (cause) {
    throw new UsageError('usage.option', whyNot(cause, port, host), { cause })
  }
  const { port: taken } = server.address() as AddressInfo
  return taken
}

/** Whether a port is taken by somebody else. */
export function isPortTaken({ cause }: UsageError): boolean {
  return isCode(cause, 'EADDRINUSE')
}

function whyNot(cause: unknown, port: number, host: string): string {
  if (isCode(cause, 'EADDRINUSE')) {
    return `port ${port} is in use: choose another one with --port, or --port 0 for any free one`
  }
  if (isCode(cause, 'EACCES'))
    return `port ${port} may not be used: choose one above 1023 with --port`
  return `it cannot listen on ${host}: --host takes an address of this machine`
}

/** Ends a server: what is under way is sent, and nothing new is taken. */
export async function end(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS)
  await closed
  clearTimeout(timer)
}

async function answer(
  { method = '', url = '/', headers }: IncomingMessage,
  response: ServerResponse,
  files: PageFiles,
): Promise<void> {
  if (method !== 'GET' && method !== 'HEAD') {
    response.writeHead(405, { ...BARE, Allow: 'GET, HEAD' }).end()
    return
  }
  const asked = {
    path: pathOf(url),
    encodings: headers['accept-encoding'],
    known: headers['if-none-match'],
  }
  const file = await findPageAnswer(files, asked)
  if (!file) {
    response.writeHead(404, { ...BARE, 'Content-Type': 'text/plain' })
    response.end(method === 'HEAD' ? undefined : 'There is no such file.\n')
    return
  }
  response.writeHead(file.status, file.headers)
  response.end(method === 'HEAD' ? undefined : file.bytes)
}

/** The path that is asked for, without a query; a proxy may ask for a whole address. */
function pathOf(url: string): string {
  const [before = ''] = url.split('?')
  const path = before.startsWith('/')
    ? before
    : URL.canParse(before)
      ? new URL(before).pathname
      : ''
  try {
    return decodeURIComponent(path)
  } catch {
    return ''
  }
}
