/**
 * Asks for newer data and for a newer page by itself: with the start, then every few hours, and never while a
 * check is open.
 *
 * @module
 */

import { whileNoCheck } from '../service/while-no-check.ts'
import { findAsked, keepAsked } from './device-store.ts'
import { SITE } from './site.ts'
import { fetchUpdate, lookForNewer } from './updates.ts'

const PERIOD_SECONDS = 4 * 60 * 60
/** How often it looks whether it is time, and again after a check stood in the way. */
const LOOK_MS = 5 * 60 * 1000
/** One tab is enough: the others then find that it was asked. */
const LOCK = 'pratique-refresh'

/** Begins; returns what ends it. */
export function keepFresh(): () => void {
  if (!navigator.serviceWorker || !navigator.locks) return () => undefined
  const look = () => void refresh(Date.now() / 1000).catch(() => undefined)
  look()
  const timer = setInterval(look, LOOK_MS)
  return () => clearInterval(timer)
}

/** Whether it is time to ask, or what is newer waits for a moment without a check. */
export async function isRefreshDue(now: number): Promise<boolean> {
  const registration = await navigator.serviceWorker?.getRegistration()
  if (!registration) return false
  const isComing = registration.installing !== null || registration.waiting !== null
  return isComing || isDue(await findAsked(), now)
}

/** Asks, if it is time and no check is open. */
export async function refresh(now: number): Promise<void> {
  const registration = await navigator.serviceWorker.ready
  await navigator.locks.request(LOCK, async () => {
    if (!isDue(await findAsked(), now)) return
    // A newer page first: it may know of another quorum.
    const looked = await lookForNewer()
    const isBusy =
      looked === 'busy' || (looked === 'newer' && (await takeNewer(registration)) === 'busy')
    if (isBusy) return
    if (SITE.updates !== undefined && (await fetchUpdate()).kind === 'busy') return
    await keepAsked(now)
  })
}

/** Cannot be broken off: whoever opens a check then waits for the answer of the server. */
function takeNewer(registration: ServiceWorkerRegistration): Promise<unknown> {
  return whileNoCheck(() => registration.update().catch(() => undefined))
}

/** A clock that was set back asks again. */
function isDue(asked: number | undefined, now: number): boolean {
  return asked === undefined || now - asked >= PERIOD_SECONDS || asked > now
}
