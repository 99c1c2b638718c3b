/**
 * When a kiosk is renewed: its camera looks all day, and nothing is asked for while one does. So it rests when
 * nobody is there and something is due.
 *
 * @module
 */

import { isRefreshDue, refresh } from '../data/refresh.ts'
import { isNewerThere } from '../service/start.ts'

export interface Resting {
  /** Whether nobody has been there for a while. */
  isIdle(): boolean
  closeCamera(): void
  openCamera(): void
}

/** How often it looks whether something is due. */
const LOOK_MS = 60_000
/** What has not come by then goes on at the next rest. */
const PATIENCE_MS = 120_000
const STEP_MS = 500

/** Begins; returns what ends it. */
export function restWhenDue(resting: Resting): () => void {
  let isResting = false
  const timer = setInterval(async () => {
    if (isResting || !resting.isIdle() || !(await isRefreshDue(Date.now() / 1000))) return
    isResting = true
    await rest(resting).catch(() => undefined)
    isResting = false
  }, LOOK_MS)
  return () => clearInterval(timer)
}

/** Whoever comes meanwhile has the camera opened, which breaks off what is asked for. */
async function rest({ isIdle, closeCamera, openCamera }: Resting): Promise<void> {
  closeCamera()
  const until = performance.now() + PATIENCE_MS
  await refresh(Date.now() / 1000)
  while (isIdle() && performance.now() < until && (await isComing())) {
    await new Promise((resolve) => setTimeout(resolve, STEP_MS))
  }
  if (isNewerThere() && isIdle()) location.reload()
  else openCamera()
}

async function isComing(): Promise<boolean> {
  const registration = await navigator.serviceWorker.getRegistration()
  return !!(registration?.installing ?? registration?.waiting)
}
