import './look/base.css'
import { mount } from 'svelte'
import App from './app/App.svelte'
import { openStore, recall } from './flow/remembered.ts'
import { watchAddress } from './inputs/address.ts'
import { chooseLanguage } from './messages/languages.ts'
import { speak } from './messages/t.svelte.ts'
import { startServiceWorker } from './service/start.ts'

watchAddress()
const target = document.getElementById('app')
await speak(recall(openStore()).language ?? chooseLanguage(navigator.languages))
if (target) mount(App, { target })
void startServiceWorker(import.meta.url).then(async () => {
  const { keepFresh } = await import('./data/refresh.ts')
  keepFresh()
})
