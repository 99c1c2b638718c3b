/**
 * A small server of static files: one folder, which is read when it starts. It keeps no log.
 *
 * @module
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { extname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fs } from '../builtins.ts'

/** What a file is, by its name. */
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
}

/** What the page's own tag cannot say, or what holds before it is read. */
const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': "frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(self), microphone=(), geolocation=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
}

/** The service worker alone may ask for newer files, and its own server alone. */
const WORKER = '/service-worker.js'
const WORKER_POLICY = "default-src 'none'; connect-src 'self'"

interface StaticFile {
  readonly bytes: Uint8Array
  readonly type: string
}

/** Makes a server of the files in a folder; it listens when it is told to. */
export function createPageServer(folder: URL): Server {
  const files = readFolder(folder)
  return createServer((request, response) => answer(request, response, files))
}

function readFolder(folder: URL): ReadonlyMap<string, StaticFile> {
  const root = fileURLToPath(folder)
  const files = new Map<string, StaticFile>()
  for (const entry of fs.readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const path = `/${relative(root, file).split(sep).join('/')}`
    const type = TYPES[extname(file)] ?? 'application/octet-stream'
    files.set(path, { bytes: fs.readFileSync(file), type })
  }
  return files
}

function answer(
  { method, url = '/' }: IncomingMessage,
  response: ServerResponse,
  files: ReadonlyMap<string, StaticFile>,
): void {
  if (method !== 'GET' && method !== 'HEAD') {
    response.writeHead(405, { ...HEADERS, Allow: 'GET, HEAD' }).end()
    return
  }
  const { pathname } = new URL(url, 'http://localhost')
  const path = pathname === '/' ? '/index.html' : pathname
  const file = files.get(path)
  if (!file) {
    response.writeHead(404, HEADERS).end()
    return
  }
  const isNamedByContent = path.startsWith('/assets/')
  response.writeHead(200, {
    ...HEADERS,
    ...(path === WORKER && { 'Content-Security-Policy': WORKER_POLICY }),
    'Content-Type': file.type,
    'Content-Length': file.bytes.length,
    'Cache-Control': isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache',
  })
  response.end(method === 'HEAD' ? undefined : file.bytes)
}
