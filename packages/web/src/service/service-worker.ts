/**
 * Keeps the page on the device, so that it works without a network, and alone asks for newer files.
 *
 * A version is kept whole or not at all: every file by its digest. It takes over when no check is open; a
 * page that is still of an older version goes on finding that version's files.
 *
 * @module
 */

/// <reference lib="webworker" />

import { FETCH_OPTIONS, fetchBundle, TIMEOUT_MS } from './fetch-bundle.ts'
import { type Looked, pageLock, type ToServiceWorker } from './messages.ts'
import { whileNoCheck } from './while-no-check.ts'

/** What stands on the first line of this script, which is made with the page. */
declare const BUILT: {
  /** Of the page: SHA-256 by path, lower-case hex. */
  readonly files: Readonly<Record<string, string>>
  /** Of the files and of this script, which alone names it. */
  readonly version: string
  /** Where the newest bundle lies, if the deployment says so. */
  readonly updates?: string
}

const { files: FILES, version: VERSION, updates: UPDATES } = BUILT

const worker = globalThis as unknown as ServiceWorkerGlobalScope
const PREFIX = 'pratique-'
const CACHE = `${PREFIX}${VERSION}`
/** The page itself is kept under the address that people have of it. */
const INDEX = 'index.html'
const PAGE = './'
const WAIT_MS = 500

worker.addEventListener('install', (event) => {
  event.waitUntil(keepAll())
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(worker.clients.claim().then(dropUnused))
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { scope } = worker.registration
  const { href, pathname } = new URL(request.url)
  if (request.method !== 'GET' || !href.startsWith(scope)) return
  if (request.mode !== 'navigate') return event.respondWith(serveFile(request))
  const root = new URL(scope).pathname
  if (pathname === root || pathname === `${root}${INDEX}`) event.respondWith(servePage(request))
})

worker.addEventListener('message', (event) => {
  const { kind }: ToServiceWorker = event.data
  switch (kind) {
    case 'started':
      event.waitUntil(dropUnused())
      break
    case 'take-over':
      event.waitUntil(takeOver())
      break
    case 'fetch-bundle':
      event.waitUntil(answerFetch(event.ports[0]))
      break
    case 'look':
      event.waitUntil(look().then((looked) => event.ports[0]?.postMessage(looked)))
      break
  }
})

/** What the browser then takes its time for is not waited for: a check may be opened meanwhile. */
async function takeOver(): Promise<void> {
  await whileNoCheck(async () => {
    void worker.skipWaiting()
  })
}

/** What is not whole is not kept: the browser then goes on with the version before. */
async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE)
  try {
    for (const [file, digest] of Object.entries(FILES)) {
      const address = file === INDEX ? PAGE : file
      const response = (await findKept(address, digest)) ?? (await fetchFile(address, digest))
      await cache.put(address, response)
    }
  } catch (cause) {
    await caches.delete(CACHE)
    throw cause
  }
}

/** What another version has alike need not come again. */
async function findKept(address: string, digest: string): Promise<Response | undefined> {
  const kept = await caches.match(address)
  return kept && (await digestOf(await kept.clone().arrayBuffer())) === digest ? kept : undefined
}

/** Waits as long as a check is open. */
async function fetchFile(address: string, digest: string): Promise<Response> {
  for (;;) {
    const response = await whileNoCheck((signal) => fetchNow(address, digest, signal))
    if (response !== 'busy') return response
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS))
  }
}

async function fetchNow(address: string, digest: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(address, { ...FETCH_OPTIONS, signal })
  const bytes = await response.arrayBuffer()
  // A server in the middle of an update has files of two versions.
  if (!response.ok || (await digestOf(bytes)) !== digest) throw new Error(`${address} is another`)
  const headers = new Headers(response.headers)
  for (const name of ['Content-Encoding', 'Content-Length']) headers.delete(name)
  return new Response(bytes, { headers })
}

async function digestOf(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function servePage(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE)
  return (await cache.match(PAGE)) ?? fetch(request)
}

/** Of this version, or of an older one that a page still is of: names say what is in a file. */
async function serveFile(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE)
  const options = { ignoreSearch: true, ignoreVary: true }
  const kept = (await cache.match(request, options)) ?? (await caches.match(request, options))
  return kept ?? Response.error()
}

/**
 * Drops the files of other versions once every page is of this one, and none is on its way. A page holds one
 * lock; which one it is cannot be told, as browsers number clients in two ways.
 */
async function dropUnused(): Promise<void> {
  const { installing, waiting } = worker.registration
  if (installing || waiting) return
  const pages = await worker.clients.matchAll({ includeUncontrolled: true, type: 'window' })
  const { held = [] } = await worker.navigator.locks.query()
  const own = new Set(Object.keys(FILES).map(pageLock))
  const ofThis = held.filter(({ name }) => name !== undefined && own.has(name))
  if (ofThis.length < pages.length) return
  const names = await caches.keys()
  const others = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE)
  await Promise.all(others.map((name) => caches.delete(name)))
}

/**
 * Whether the server has another version: a browser's own look cannot be broken off, so that this one comes
 * before it.
 */
async function look(): Promise<Looked> {
  try {
    const script = await whileNoCheck(async (signal) => {
      const patience = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)])
      const response = await fetch(worker.location.href, { ...FETCH_OPTIONS, signal: patience })
      return response.ok ? response.text() : undefined
    })
    if (script === undefined) return { kind: 'unreachable' }
    return { kind: script === 'busy' ? 'busy' : script.includes(VERSION) ? 'same' : 'newer' }
  } catch {
    return { kind: 'unreachable' }
  }
}

async function answerFetch(port: MessagePort | undefined): Promise<void> {
  const fetched =
    UPDATES === undefined ? ({ kind: 'unreachable' } as const) : await fetchBundle(UPDATES)
  port?.postMessage(fetched, fetched.kind === 'fetched' ? [fetched.bytes.buffer] : [])
}
