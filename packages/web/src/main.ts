import './look/base.css'
import { mount } from 'svelte'
import App from './app/App.svelte'

const target = document.getElementById('app')
if (target) mount(App, { target })
navigator.serviceWorker?.register('./service-worker.js').catch(() => {
  // Without one (a private window, say) the page works as long as its server does.
})
