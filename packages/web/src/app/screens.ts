/**
 * The screens after the first, each loaded when it is due, or when there is time.
 *
 * @module
 */

import { languageOfPage, speakOfAll } from '../messages/t.svelte.ts'

/** A screen, with what it says. */
function withTexts<T>(load: () => Promise<T>): () => Promise<T> {
  return async () => (await Promise.all([load(), speakOfAll()]))[0]
}

export const SCREENS = {
  welcome: () => import('../screens/Welcome.svelte'),
  mode: () => import('../screens/ModeChoice.svelte'),
  scan: withTexts(loadScan),
  checking: withTexts(() => import('../screens/Checking.svelte')),
  result: withTexts(() => import('../screens/Result.svelte')),
  compare: withTexts(() => import('../screens/Compare.svelte')),
  compared: withTexts(() => import('../screens/Compared.svelte')),
  lists: withTexts(() => import('../data/DataView.svelte')),
  settings: withTexts(() => import('../screens/Settings.svelte')),
  staffCard: withTexts(() => import('../screens/StaffCard.svelte')),
} as const

/** The camera opens when all is here that a check needs: nothing is asked for from then on. */
async function loadScan() {
  const [screen] = await Promise.all([import('../scanning/ScanView.svelte'), preload()])
  return screen
}

let preloading: Promise<void> | undefined

/** Loads what a check needs, so that none of it is waited for. */
export function preload(): Promise<void> {
  preloading ??= loadCheck().catch(() => {
    // It is tried again when it is due.
    preloading = undefined
  })
  return preloading
}

async function loadCheck(): Promise<void> {
  const { checking, result, compare, compared } = SCREENS
  const screens = [checking, result, compare, compared].map((load) => load())
  await Promise.all([...screens, import('../flow/signals.ts'), loadVerifier()])
}

async function loadVerifier(): Promise<void> {
  const [{ prepareHeld }, { loadCounter }] = await Promise.all([
    import('../checking/held.ts'),
    import('../messages/counter.ts'),
    import('../checking/answer-to.ts'),
    import('../scanning/preload.ts').then(({ preloadScanning }) => preloadScanning()),
  ])
  await Promise.all([prepareHeld(), loadCounter(languageOfPage())])
}
