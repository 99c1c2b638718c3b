/**
 * Runs a kiosk: what a screen asks of the device, and the events that come from it.
 *
 * @module
 */

import { compareWithMrz } from 'pratique/document'
import { openHeld } from '../checking/held.ts'
import { SITE } from '../data/site.ts'
import type { Mode } from '../flow/mode.ts'
import { setCheckOpen } from '../flow/session.ts'
import { signal } from '../flow/signals.ts'
import {
  type Kiosk,
  type KioskEvent,
  type KioskScreen,
  reduceKiosk,
  START,
  toKioskAnswer,
} from './kiosk.ts'
import { tellOpener } from './opener.ts'
import { readZone } from './zone-lines.ts'

const TICK_MS = 250
const SIGNALS = { isSoundOn: true, isVibrationOn: true }

type Happening = KioskEvent extends infer Event
  ? Event extends { readonly now: number }
    ? Omit<Event, 'now'>
    : never
  : never

export interface RunningKiosk {
  readonly kiosk: Kiosk
  send(event: Happening): void
  /** Takes lines of a document's zone. Says whether more are waited for, which `isWhole` rules out. */
  readDocument(lines: readonly string[], options: { readonly isWhole: boolean }): 'more' | 'enough'
  end(): void
}

/** What the build says that is checked. */
const MODE: Mode =
  SITE.kiosk?.destination === undefined
    ? { kind: 'genuine-only' }
    : {
        kind: 'entry',
        destination: SITE.kiosk.destination,
        ...(SITE.kiosk.purpose !== undefined && { purpose: SITE.kiosk.purpose }),
      }

export function runKiosk(): RunningKiosk {
  let kiosk = $state.raw(START)

  function send(event: Happening): void {
    const before = kiosk
    kiosk = reduceKiosk(before, { ...event, now: performance.now() } as KioskEvent)
    if (kiosk !== before) enter(kiosk.screen, before.screen)
  }

  function enter(screen: KioskScreen, before: KioskScreen): void {
    setCheckOpen(screen.at !== 'scan' || screen.texts.length > 0)
    if (screen.at === 'checking' && before.at !== 'checking') void check(screen.texts)
    if (screen.at === 'answer' && before.at !== 'answer') {
      tellOpener(window.opener, SITE.opener, screen.answer)
      signal(screen.answer.verdict, SIGNALS)
    }
  }

  async function check(texts: readonly string[], document?: Parameters<typeof compareWithMrz>[1]) {
    try {
      const { check: verify } = await openHeld()
      const compare =
        document &&
        ((holder: Parameters<typeof compareWithMrz>[0]) => compareWithMrz(holder, document))
      const verification = await verify(texts, MODE, Date.now() / 1000, compare)
      send({ kind: 'checked', of: texts, answer: toKioskAnswer(verification) })
    } catch {
      send({ kind: 'fault', of: texts })
    }
  }

  const ticking = setInterval(() => send({ kind: 'tick' }), TICK_MS)
  const hide = () => document.hidden && send({ kind: 'again' })
  document.addEventListener('visibilitychange', hide)

  return {
    get kiosk() {
      return kiosk
    },
    send,
    readDocument(lines, { isWhole }) {
      const { screen } = kiosk
      if (screen.at !== 'document') return 'enough'
      const zone = readZone(lines, new Date().getFullYear())
      if (zone.kind === 'begun' && !isWhole) {
        send({ kind: 'touched' })
        return 'more'
      }
      if (zone.kind === 'read') {
        send({ kind: 'document' })
        void check(screen.texts, zone.mrz)
      } else send({ kind: 'unreadable-document' })
      return 'enough'
    },
    end() {
      clearInterval(ticking)
      document.removeEventListener('visibilitychange', hide)
    },
  }
}
