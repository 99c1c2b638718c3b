/**
 * The page's side of the service worker: which version this page is of, and when a newer one may come.
 *
 * @module
 */

import { pageLock, type ToServiceWorker } from './messages.ts'

const LOOK_MS = 15_000

const listeners = new Set<() => void>()
let isNewer = false

/** Whether a newer version has taken over: it comes with the next load of the page. */
export function isNewerThere(): boolean {
  return isNewer
}

/** Calls once a newer version has taken over; returns what ends that. */
export function onNewer(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Starts it. Without one (a private window, plain HTTP) the page works as long as its server does.
 *
 * @param script address of the page's first script, which names its version
 */
export async function startServiceWorker(script: string): Promise<void> {
  const container = navigator.serviceWorker
  if (!container || !navigator.locks) return
  // Held for as long as the page lives: its files are kept as long.
  const held = new Promise<void>((resolve) => {
    void navigator.locks.request(pageLock(script), { mode: 'shared' }, () => {
      resolve()
      return new Promise(() => undefined)
    })
  })
  watchController(container)
  await held
  say(container.controller, 'started')
  try {
    const registration = await container.register('./service-worker.js')
    letOver(registration)
    setInterval(() => say(registration.waiting, 'take-over'), LOOK_MS)
  } catch {
    // It is tried again with the next load.
  }
}

function watchController(container: ServiceWorkerContainer): void {
  let before = container.controller
  container.addEventListener('controllerchange', () => {
    isNewer = before !== null
    before = container.controller
    say(before, 'started')
    if (isNewer) for (const listener of listeners) listener()
  })
}

/** Whether a check is open, the worker sees for itself. */
function letOver(registration: ServiceWorkerRegistration): void {
  say(registration.waiting, 'take-over')
  registration.addEventListener('updatefound', () => {
    const coming = registration.installing
    coming?.addEventListener('statechange', () => {
      if (coming.state === 'installed') say(registration.waiting, 'take-over')
    })
  })
}

function say(worker: ServiceWorker | null, kind: ToServiceWorker['kind']): void {
  const message: ToServiceWorker = { kind }
  worker?.postMessage(message)
}
