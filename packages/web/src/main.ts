import './look/base.css'
import { mount } from 'svelte'
import { SITE } from '#site'
import App from './app/App.svelte'
import { openStore, recall } from './flow/remembered.ts'
import { watchAddress } from './inputs/address.ts'
import { isKiosk } from './kiosk/is-kiosk.ts'
import { chooseLanguage } from './messages/languages.ts'
import { speak, speakOfAll } from './messages/t.svelte.ts'
import { startServiceWorker } from './service/start.ts'

watchAddress()
const target = document.getElementById('app')
await speak(recall(openStore()).language ?? chooseLanguage(navigator.languages))
if (target && isKiosk(SITE, location.hash)) {
  const [{ default: Kiosk }] = await Promise.all([import('./kiosk/Kiosk.svelte'), speakOfAll()])
  mount(Kiosk, { target })
} else if (target) mount(App, { target })
void startServiceWorker(import.meta.url).then(async () => {
  const { keepFresh } = await import('./data/refresh.ts')
  keepFresh()
})
