/**
 * The files of the page, read once: what is asked for later is looked up, and never a path on the disk.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { type PageSite, withSite } from './page-site.ts'

/** What a file is, by its name. */
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
}
/** Compressed already. */
const PACKED: ReadonlySet<string> = new Set(['.png'])

const packBrotli = promisify(brotliCompress)
const packGzip = promisify(gzip)
const BROTLI_QUALITY = 9
const HEADERS_FILE = 'headers.json'

/** How a file is sent. */
export type Encoding = 'br' | 'gzip' | 'identity'

/** A file in one encoding. */
export interface Sent {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Strong: each encoding has its own (RFC 9110 §8.8.3.3). */
  readonly tag: string
}

export interface PageFile {
  readonly type: string
  readonly headers: Readonly<Record<string, string>>
  /** Compressed when it is first asked for, while others are answered. */
  send(encoding: Encoding): Promise<Sent>
}

/** By the path that each has on the server. */
export type PageFiles = ReadonlyMap<string, PageFile>

interface HeadersOf {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

/**
 * Reads the files of a folder, by the path that each has on the server.
 *
 * @param site in place of the one that the page was built with
 */
export function readPageFiles(folder: URL, site?: PageSite): PageFiles {
  const root = fileURLToPath(folder)
  const listed = readHeaders(join(root, HEADERS_FILE))
  const built = new Map<string, Uint8Array<ArrayBuffer>>()
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name)
    const path = `/${relative(root, file).split(sep).join('/')}`
    if (entry.isFile() && path !== `/${HEADERS_FILE}`)
      built.set(path, new Uint8Array(readFileSync(file)))
  }
  const contents = site ? withSite(built, site) : built
  const files = new Map(
    [...contents].map(([path, content]) => [path, toPageFile(path, content, listed)]),
  )
  const index = files.get('/index.html')
  return index ? files.set('/', index) : files
}

function readHeaders(path: string): readonly HeadersOf[] {
  // Made by the build beside the page, for all servers.
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : []
}

function toPageFile(
  path: string,
  content: Uint8Array<ArrayBuffer>,
  listed: readonly HeadersOf[],
): PageFile {
  const kind = extname(path)
  const own = listed.filter((each) => isOf(path, each.path)).map(({ headers }) => headers)
  const sent = new Map<Encoding, Promise<Sent>>()
  return {
    type: TYPES[kind] ?? 'application/octet-stream',
    headers: Object.assign({}, ...own),
    send(wanted) {
      const encoding = PACKED.has(kind) ? 'identity' : wanted
      const made = sent.get(encoding) ?? pack(content, encoding)
      sent.set(encoding, made)
      return made
    },
  }
}

function isOf(path: string, pattern: string): boolean {
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern
}

async function pack(content: Uint8Array<ArrayBuffer>, encoding: Encoding): Promise<Sent> {
  const digest = createHash('sha256').update(content).digest('base64url').slice(0, 22)
  switch (encoding) {
    case 'br': {
      const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY }
      return { bytes: await packBrotli(content, { params }), tag: `"${digest}-br"` }
    }
    case 'gzip':
      return { bytes: await packGzip(content, { level: 9 }), tag: `"${digest}-gzip"` }
    case 'identity':
      return { bytes: content, tag: `"${digest}"` }
  }
}
