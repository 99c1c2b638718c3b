/**
 * Asks for newer data and for a newer page by itself: with the start, then every few hours, and never while a
 * check is open.
 *
 * @module
 */

import { SITE } from '#site'
import { whileNoCheck } from '../service/while-no-check.ts'
import { findAsked, keepAsked } from './device-store.ts'
import { fetchUpdate } from './updates.ts'

const PERIOD_SECONDS = 4 * 60 * 60
/** How often it looks whether it is time, and again after a check stood in the way. */
const LOOK_MS = 5 * 60 * 1000
/** One tab is enough. */
const LOCK = 'pratique-refresh'

/** Begins; returns what ends it. */
export function keepFresh(): () => void {
  if (!navigator.serviceWorker || !navigator.locks) return () => undefined
  const look = () => void lookOnce(Date.now() / 1000).catch(() => undefined)
  look()
  const timer = setInterval(look, LOOK_MS)
  return () => clearInterval(timer)
}

async function lookOnce(now: number): Promise<void> {
  const registration = await navigator.serviceWorker.ready
  await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (!lock || !isDue(await findAsked(), now)) return
    // A newer page first: it may know of another quorum.
    const asked = await whileNoCheck(() => registration.update().catch(() => undefined))
    if (asked === 'busy') return
    if (SITE.updates !== undefined && (await fetchUpdate()).kind === 'busy') return
    await keepAsked(now)
  })
}

/** A clock that was set back asks again. */
function isDue(asked: number | undefined, now: number): boolean {
  return asked === undefined || now - asked >= PERIOD_SECONDS || asked > now
}
