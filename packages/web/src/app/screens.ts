/**
 * The screens after the first, each loaded when it is due, or when there is time.
 *
 * @module
 */

import { languageOfPage } from '../messages/t.svelte.ts'

export const SCREENS = {
  welcome: () => import('../screens/Welcome.svelte'),
  mode: () => import('../screens/ModeChoice.svelte'),
  scan: () => import('../scanning/ScanView.svelte'),
  checking: () => import('../screens/Checking.svelte'),
  result: () => import('../screens/Result.svelte'),
  compare: () => import('../screens/Compare.svelte'),
  compared: () => import('../screens/Compared.svelte'),
  lists: () => import('../data/DataView.svelte'),
  settings: () => import('../screens/Settings.svelte'),
  staffCard: () => import('../screens/StaffCard.svelte'),
  fault: () => import('../screens/Fault.svelte'),
} as const

/** Loads what a check needs, so that none of it is waited for. */
export async function preload(): Promise<void> {
  const { scan, checking, result, compare, compared, fault } = SCREENS
  try {
    await Promise.all([scan, checking, result, compare, compared, fault].map((load) => load()))
    await import('../checking/answer-to.ts')
    const { openHeld } = await import('../checking/held.ts')
    const { loadCounter } = await import('../messages/counter.ts')
    await Promise.all([openHeld(), loadCounter(languageOfPage())])
  } catch {
    // It is tried again when it is due.
  }
}
