/**
 * An https server on this machine that serves files of keys, and misbehaves where it is told to.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { gzipSync } from 'node:zlib'
import {
  COMMON_NAME,
  makeCertificate,
  makeKeys,
  subjectAltName,
  toPem,
} from '../../pratique/test/make-certificate.ts'

/** Answers in place of the server; `bytes` is the file that it was asked for, if there is one. */
export type Behaviour = (
  response: ServerResponse,
  bytes: Uint8Array,
  request: IncomingMessage,
) => void

export interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
}

export interface LocalServer {
  /** `https://localhost:…` */
  readonly url: string
  /** The same server under another name. */
  readonly otherHost: string
  /** Its certificate, to be trusted. */
  readonly ca: string
  /** Files by path, from `/` on. */
  readonly files: Map<string, Uint8Array>
  /** By path. */
  readonly misbehaving: Map<string, Behaviour>
  /** All that it was asked since it was last emptied. */
  readonly requests: Asked[]
  close(): Promise<void>
}

/** `localhost` and 127.0.0.1, as GeneralNames. */
const NAMES = subjectAltName([0x82, 'localhost'], [0x87, '\x7f\x00\x00\x01'])

/** Starts a server with a certificate of its own. */
export async function startServer(): Promise<LocalServer> {
  const keys = makeKeys()
  const subject = [[COMMON_NAME, 'localhost']] as const
  const ca = toPem(makeCertificate({ keys, subject, extensions: [NAMES] }))
  const key = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const files = new Map<string, Uint8Array>()
  const misbehaving = new Map<string, Behaviour>()
  const requests: LocalServer['requests'] = []
  const server = createServer({ cert: ca, key }, (request, response) => {
    const { method = '', url: path = '', headers } = request
    requests.push({ method, path, headers })
    const bytes = files.get(path)
    const behave = misbehaving.get(path)
    if (behave) behave(response, bytes ?? new Uint8Array(), request)
    else serve(response, bytes, request)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('there is a port')
  return {
    url: `https://localhost:${address.port}`,
    otherHost: `https://127.0.0.1:${address.port}`,
    ca,
    files,
    misbehaving,
    requests,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** As a good server does: with a tag, and packed for whom that is good for. */
export function serve(
  response: ServerResponse,
  bytes: Uint8Array | undefined,
  { headers }: IncomingMessage,
): void {
  if (!bytes) {
    response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not found</h1>')
    return
  }
  const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}"`
  if (headers['if-none-match'] === etag) {
    response.writeHead(304, { etag }).end()
    return
  }
  const isPacked = headers['accept-encoding']?.includes('gzip') === true
  const body = isPacked ? gzipSync(bytes) : bytes
  response.writeHead(200, {
    etag,
    'content-type': 'text/plain; charset=utf-8',
    'content-length': body.length,
    ...(isPacked && { 'content-encoding': 'gzip' }),
  })
  response.end(body)
}

const JSON_TYPE = { 'content-type': 'application/json' } as const
const LARGE = Buffer.alloc(1024 * 1024, 0x20)

/** What a server may do, by name. */
export const BEHAVIOURS = {
  'slow headers': () => undefined,
  'slow body': (response, bytes) => {
    response.writeHead(200, { ...JSON_TYPE, 'content-length': bytes.length })
    response.write(bytes.subarray(0, 10))
  },
  'a body that trickles': (response, bytes) => {
    response.writeHead(200, { ...JSON_TYPE, 'content-length': bytes.length })
    let at = 0
    const timer = setInterval(() => response.write(bytes.subarray(at, ++at)), 20)
    response.on('close', () => clearInterval(timer))
  },
  'a body cut short': (response, bytes) => {
    response.writeHead(200, { ...JSON_TYPE, 'content-length': bytes.length })
    response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy())
  },
  'a chunked body cut short': (response, bytes) => {
    response.writeHead(200, { ...JSON_TYPE, 'transfer-encoding': 'chunked' })
    response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy())
  },
  'a packed body cut short': (response, bytes) => {
    const packed = gzipSync(bytes)
    const half = packed.subarray(0, packed.length >> 1)
    const headers = { ...JSON_TYPE, 'content-encoding': 'gzip', 'content-length': half.length }
    response.writeHead(200, headers).end(half)
  },
  'a body whose end nobody can tell': (response, bytes) => {
    const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n'
    response.socket?.write(head)
    response.socket?.end(bytes.subarray(0, bytes.length >> 1))
  },
  'a connection that is reset': (response) => response.socket?.destroy(),
  'no HTTP': (response) => response.socket?.end('220 mail.example ESMTP\r\n'),
  'a page': (response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<h1>Log in</h1>')
  },
  'an empty file': (response) => {
    response.writeHead(200, { ...JSON_TYPE, 'content-length': 0 }).end()
  },
  'packing that was not asked for': (response, bytes) => {
    const headers = { ...JSON_TYPE, 'content-encoding': 'br', 'content-length': bytes.length }
    response.writeHead(200, headers).end(bytes)
  },
  'packing that is none': (response, bytes) => {
    const headers = { ...JSON_TYPE, 'content-encoding': 'gzip', 'content-length': bytes.length }
    response.writeHead(200, headers).end(bytes)
  },
  'a huge file': (response) => {
    response.writeHead(200, { ...JSON_TYPE, 'content-length': 1e12 })
    response.write(LARGE)
  },
  'a huge file of no length': (response) => {
    response.writeHead(200, JSON_TYPE)
    const more = (): void => {
      while (!response.destroyed && response.write(LARGE));
    }
    response.on('drain', more)
    more()
  },
  'a small file that unpacks to a huge one': (response) => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024))
    const headers = { ...JSON_TYPE, 'content-encoding': 'gzip', 'content-length': bomb.length }
    response.writeHead(200, headers).end(bomb)
  },
  'a redirect to http': (response) => {
    response.writeHead(302, { location: 'http://localhost/did.json' }).end()
  },
  'a redirect to nowhere': (response) => response.writeHead(302).end(),
  'a redirect in a circle': (response, _, { url = '' }) => {
    response.writeHead(302, { location: url }).end()
  },
  'a server error': (response) => response.writeHead(500).end(),
  'too many requests': (response) => response.writeHead(429, { 'retry-after': '3600' }).end(),
  'a refusal of many words': (response) => {
    response.writeHead(403)
    const more = (): void => {
      while (!response.destroyed && response.write(LARGE));
    }
    response.on('drain', more)
    more()
  },
  'a refusal': (response) => response.writeHead(403).end(),
  'nothing new, though nothing was held': (response) => response.writeHead(304).end(),
} as const satisfies Readonly<Record<string, Behaviour>>

export type BehaviourName = keyof typeof BEHAVIOURS

function isName(name: string): name is BehaviourName {
  return Object.hasOwn(BEHAVIOURS, name)
}

export const BEHAVIOUR_NAMES: readonly BehaviourName[] = Object.keys(BEHAVIOURS).filter(isName)
