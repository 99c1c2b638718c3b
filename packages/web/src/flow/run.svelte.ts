/**
 * Runs the flow: what a state asks of the device, and the events that come from it.
 *
 * @module
 */

import { flushSync } from 'svelte'
import { SITE } from '../data/site.ts'
import { type Flow, type FlowEvent, isOpen, reduceFlow, type Screen, startFlow } from './flow.ts'
import type { Mode } from './mode.ts'
import { openStore, type Remembered, recall, remember } from './remembered.ts'
import { setCheckOpen } from './session.ts'

const TICK_MS = 250

/** Not needed before the first scan. */
const loadSignals = () => import('./signals.ts')

/** Sound is an addition: without it, the page goes on. */
function wakeSound(): void {
  loadSignals().then(
    (signals) => signals.wakeSound(),
    () => undefined,
  )
}

/** The flow of this page. */
export interface Running {
  readonly flow: Flow
  /** The clock of events, in milliseconds; it moves while something is shown for a time. */
  readonly now: number
  readonly remembered: Remembered
  send(event: FlowEvent): void
  change(settings: Partial<Remembered>): void
  /** To be called when a verdict is on the screen: it is heard and felt once. */
  tellVerdict(): void
  /** Ends what was started, with the page. */
  end(): void
}

export function runFlow(): Running {
  const store = openStore()
  const known = recall(store)
  let remembered = $state.raw(known)
  let flow = $state.raw(startFlow(known, SITE.resultSeconds && SITE.resultSeconds * 1000))
  let now = $state(performance.now())
  let ticking: ReturnType<typeof setInterval> | undefined
  let isTold = false

  function send(event: FlowEvent): void {
    const { screen: before } = flow
    const next = reduceFlow(flow, event)
    if (next === flow) return
    if (holdsSomebody(before) && !holdsSomebody(next.screen)) wipe()
    flow = next
    if (event.kind === 'agree') change({ hasAgreed: true })
    if (event.kind === 'mode') change({ mode: event.mode })
    if (event.kind === 'scan' || event.kind === 'read') wakeSound()
    enter(next.screen)
  }

  function change(settings: Partial<Remembered>): void {
    remembered = { ...remembered, ...settings }
    remember(store, remembered)
  }

  function enter(screen: Screen): void {
    setCheckOpen(isOpen(screen))
    setTicking(screen.at === 'result' || screen.at === 'compare')
    if (screen.at === 'checking' && flow.mode) void check(screen.texts, flow.mode)
    if (screen.at === 'checking') isTold = false
  }

  function tellVerdict(): void {
    const { screen } = flow
    if (isTold || screen.at !== 'result') return
    isTold = true
    const { verdict } = screen.answer
    loadSignals().then(
      ({ signal }) => signal(verdict, remembered),
      () => undefined,
    )
  }

  async function check(of: readonly string[], mode: Mode): Promise<void> {
    try {
      const { answerTo } = await import('../checking/answer-to.ts')
      const answer = await answerTo(of, mode)
      // A large file may have been read behind another window.
      if (document.hidden) return hide()
      send({ kind: 'answer', of, answer, now: performance.now() })
    } catch {
      // A bug of ours, or a file of the page that is gone: it says nothing of the certificate.
      send({ kind: 'fault', of })
    }
  }

  function setTicking(isOn: boolean): void {
    if (isOn === (ticking !== undefined)) return
    clearInterval(ticking)
    ticking = isOn ? setInterval(tick, TICK_MS) : undefined
    now = performance.now()
  }

  function tick(): void {
    now = performance.now()
    send({ kind: 'tick', now })
  }

  /**
   * At once, and out of the document too: the browser may stop the page after this. In a turn of its own, as
   * Svelte keeps what a change replaced for as long as what the change made.
   */
  function wipe(): void {
    flow = { ...flow, screen: { at: 'blank' } }
    flushSync()
    forgetTexts()
  }

  const hide = () => send({ kind: 'hidden' })

  const hideIfHidden = () => document.visibilityState === 'hidden' && hide()
  document.addEventListener('visibilitychange', hideIfHidden)
  document.addEventListener('freeze', hide)
  window.addEventListener('pagehide', hide)

  return {
    get flow() {
      return flow
    },
    get now() {
      return now
    },
    get remembered() {
      return remembered
    },
    send,
    change,
    tellVerdict,
    end() {
      setTicking(false)
      document.removeEventListener('visibilitychange', hideIfHidden)
      document.removeEventListener('freeze', hide)
      window.removeEventListener('pagehide', hide)
    },
  }
}

function holdsSomebody(screen: Screen): boolean {
  return 'answer' in screen || ('texts' in screen && screen.texts.length > 0)
}

/** Engines keep the last text that a pattern was found in (`RegExp.input`): let it be another. */
function forgetTexts(): void {
  ;/^/.test('')
}
