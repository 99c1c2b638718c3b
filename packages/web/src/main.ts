import './look/base.css'
import { mount } from 'svelte'
import App from './app/App.svelte'
import { SITE } from './data/site.ts'
import { openStore, recall } from './flow/remembered.ts'
import { watchAddress } from './inputs/address.ts'
import { isKiosk } from './kiosk/is-kiosk.ts'
import { keepFocus } from './look/keep-focus.ts'
import { chooseLanguage } from './messages/languages.ts'
import { speak, speakOfAll } from './messages/t.svelte.ts'
import { startServiceWorker } from './service/start.ts'

watchAddress()
refuseDrops()
keepFocus()
void show()
  .catch(sayBroken)
  .finally(() => void keepUpToDate())

/** A file that is dropped beside the place for it would be opened, and its name kept in the history. */
function refuseDrops(): void {
  for (const kind of ['dragover', 'drop']) {
    window.addEventListener(kind, (event) => event.preventDefault())
  }
}

/**
 * What it takes is loaded before the service worker is started: files that a page asks for while a newer version
 * takes over keep the older one at work.
 */
async function keepUpToDate(): Promise<void> {
  const refresh = await import('./data/refresh.ts').catch(() => undefined)
  await startServiceWorker(import.meta.url)
  refresh?.keepFresh()
}

/** Where not even the texts came, there are none to say it with. */
function sayBroken(): void {
  document.body.textContent = 'A part of this page did not arrive. Load it anew.'
}

/** Not at the top of this module: what is loaded here waits for all of it. */
async function show(): Promise<void> {
  const target = document.getElementById('app')
  // In a frame, what a person sees and presses is another page's.
  if (!target || window.top !== window) return
  await speak(recall(openStore()).language ?? chooseLanguage(navigator.languages))
  if (isKiosk(SITE, location.hash)) {
    const [{ default: Kiosk }] = await Promise.all([import('./kiosk/Kiosk.svelte'), speakOfAll()])
    mount(Kiosk, { target })
  } else mount(App, { target })
}
