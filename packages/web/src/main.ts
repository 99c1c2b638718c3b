import './look/base.css'
import { mount } from 'svelte'
import App from './app/App.svelte'
import { watchAddress } from './inputs/address.ts'
import { startServiceWorker } from './service/start.ts'

watchAddress()
const target = document.getElementById('app')
if (target) mount(App, { target })
void startServiceWorker(import.meta.url).then(async () => {
  const { keepFresh } = await import('./data/refresh.ts')
  keepFresh()
})
