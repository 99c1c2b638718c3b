/**
 * Keeps the page on the device, so that it works without a network, and alone asks for newer files.
 *
 * A version is kept whole or not at all, and serves from its own cache alone.
 *
 * @module
 */

/// <reference lib="webworker" />

/** Of the page, as the build found them. */
declare const FILES: readonly string[]
declare const VERSION: string

const worker = globalThis as unknown as ServiceWorkerGlobalScope
const PREFIX = 'pratique-'
const CACHE = `${PREFIX}${VERSION}`

worker.addEventListener('install', (event) => {
  event.waitUntil(keepAll())
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(dropOthers().then(() => worker.clients.claim()))
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || !url.href.startsWith(worker.registration.scope)) return
  event.respondWith(serve(request))
})

/** What is not whole is not kept: the browser then goes on with the version before. */
async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE)
  try {
    await cache.addAll(['./', ...FILES].map((file) => new Request(file, { cache: 'no-cache' })))
  } catch (cause) {
    await caches.delete(CACHE)
    throw cause
  }
}

async function dropOthers(): Promise<void> {
  const names = await caches.keys()
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE)
  await Promise.all(old.map((name) => caches.delete(name)))
}

async function serve(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(request, { ignoreSearch: true })
  return kept ?? Response.error()
}
