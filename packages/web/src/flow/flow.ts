/**
 * The way through the page: states and events, and nothing else, so that all ways can be tried.
 *
 * A person is in the states `scan`, `checking`, `result` and `compare` alone, and every way out of them
 * drops what they hold.
 *
 * @module
 */

import type { Answer } from '../checking/answer.ts'
import { isShown } from '../checking/shown.ts'
import { type ChunkProgress, chunkProgress } from './chunks.ts'
import type { Mode } from './mode.ts'

/** How long a result stands, unless it is kept open, or the build says otherwise. */
export const PERIOD_MS = 30_000
/** How often it can be kept open (WCAG 2.2, 2.2.1). */
export const MAX_EXTENSIONS = 3

/** A result on the screen. */
export interface Shown {
  readonly answer: Answer
  /** What it was read from: kept while one more document may be asked for. */
  readonly texts: readonly string[]
  /** By the clock that every event comes with. */
  readonly endsAt: number
  /** How long it stands, and how much longer each time that it is kept open. */
  readonly periodMs: number
  readonly extensions: number
}

/** Why a scan goes on. */
export interface Gathering {
  /** What was read in this check. */
  readonly texts: readonly string[]
  readonly need?: 'chunks' | 'another'
  readonly progress?: ChunkProgress
}

export type Screen =
  | { readonly at: 'welcome' }
  | { readonly at: 'mode' }
  | { readonly at: 'home'; readonly wiped?: 'time' | 'hidden' }
  | ({ readonly at: 'scan' } & Gathering)
  | { readonly at: 'checking'; readonly texts: readonly string[] }
  | ({ readonly at: 'result' } & Shown)
  | ({ readonly at: 'compare' } & Shown)
  | { readonly at: 'confirmed' }
  | { readonly at: 'differs' }
  | { readonly at: 'fault' }
  /** Between two screens, where nothing of the first may be beside the second. */
  | { readonly at: 'blank' }
  | { readonly at: SidePlace }

/** Screens beside the way, which lead home. */
export const SIDE_PLACES = ['settings', 'lists', 'staff-card', 'kiosk'] as const

export type SidePlace = (typeof SIDE_PLACES)[number]

export interface Flow {
  readonly screen: Screen
  readonly mode?: Mode
  /** How long results stand. */
  readonly periodMs: number
}

export type FlowEvent =
  | { readonly kind: 'agree' | 'change-mode' | 'home' | 'scan' | 'compare' | 'same' | 'differs' }
  | { readonly kind: 'another' | 'next' | 'hidden' }
  | { readonly kind: 'open'; readonly place: SidePlace }
  | { readonly kind: 'mode'; readonly mode: Mode }
  | { readonly kind: 'read'; readonly texts: readonly string[] }
  | {
      readonly kind: 'answer'
      readonly of: readonly string[]
      readonly answer: Answer
      readonly now: number
    }
  | { readonly kind: 'fault'; readonly of: readonly string[] }
  | { readonly kind: 'keep-open' | 'tick'; readonly now: number }

/** Where the page begins. */
export function startFlow(
  { hasAgreed, mode }: { readonly hasAgreed: boolean; readonly mode?: Mode },
  periodMs: number = PERIOD_MS,
): Flow {
  const first = mode ? 'home' : 'mode'
  return { screen: { at: hasAgreed ? first : 'welcome' }, periodMs, ...(mode && { mode }) }
}

/** What comes of an event. Events that a state does not know change nothing. */
export function reduceFlow(flow: Flow, event: FlowEvent): Flow {
  const screen = nextScreen(flow, event)
  if (event.kind === 'mode' && screen !== flow.screen) return { ...flow, screen, mode: event.mode }
  return screen === flow.screen ? flow : { ...flow, screen }
}

/** Whether a check is open: somebody's certificate may be on the screen, or before the camera. */
export function isOpen({ at }: Screen): boolean {
  return at === 'scan' || at === 'checking' || at === 'result' || at === 'compare' || at === 'kiosk'
}

function nextScreen(flow: Flow, event: FlowEvent): Screen {
  const { screen, mode, periodMs } = flow
  if (event.kind === 'hidden') return hide(screen)
  if (event.kind === 'home') return mode ? { at: 'home' } : screen
  switch (screen.at) {
    case 'welcome':
      if (event.kind !== 'agree') return screen
      return mode ? { at: 'home' } : { at: 'mode' }
    case 'mode':
      return event.kind === 'mode' ? { at: 'home' } : screen
    case 'home':
      return fromHome(screen, event)
    case 'scan':
      return event.kind === 'read' ? gather(screen, event.texts) : screen
    case 'checking':
      return fromChecking(screen, event, periodMs)
    case 'result':
    case 'compare':
      return fromShown(screen, event)
    case 'confirmed':
    case 'differs':
      return event.kind === 'next' ? { at: 'scan', texts: [] } : screen
    case 'fault':
    case 'blank':
    case 'settings':
    case 'lists':
    case 'staff-card':
    case 'kiosk':
      return screen
  }
}

function fromHome(screen: Screen, event: FlowEvent): Screen {
  switch (event.kind) {
    case 'scan':
      return { at: 'scan', texts: [] }
    // By a hand scanner, which needs no camera.
    case 'read':
      return { at: 'checking', texts: event.texts }
    case 'change-mode':
      return { at: 'mode' }
    case 'open':
      return { at: event.place }
    default:
      return screen
  }
}

/** What was read before is not checked again. */
function gather(screen: Screen & { readonly at: 'scan' }, read: readonly string[]): Screen {
  const texts = [...new Set([...screen.texts, ...read])]
  return texts.length === screen.texts.length ? screen : { at: 'checking', texts }
}

function fromChecking(
  screen: Screen & { readonly at: 'checking' },
  event: FlowEvent,
  periodMs: number,
): Screen {
  const { texts } = screen
  // An answer may come when its check is over, and another begun.
  if (event.kind === 'fault' && event.of === texts) return { at: 'fault' }
  if (event.kind !== 'answer' || event.of !== texts) return screen
  const { answer, now } = event
  if (answer.code === 'format.chunk-missing') {
    const progress = chunkProgress(texts)
    return { at: 'scan', texts, need: 'chunks', ...(progress && { progress }) }
  }
  const isMoreNeeded = answer.verdict === 'more-needed'
  const kept = isMoreNeeded ? texts : []
  return { at: 'result', answer, texts: kept, endsAt: now + periodMs, periodMs, extensions: 0 }
}

function fromShown(
  screen: Screen & { readonly at: 'result' | 'compare' },
  event: FlowEvent,
): Screen {
  const { answer, texts, endsAt, periodMs, extensions } = screen
  switch (event.kind) {
    case 'tick':
      return event.now >= endsAt ? { at: 'home', wiped: 'time' } : screen
    case 'keep-open':
      if (extensions >= MAX_EXTENSIONS || event.now >= endsAt) return screen
      return { ...screen, endsAt: endsAt + periodMs, extensions: extensions + 1 }
    case 'next':
      return { at: 'scan', texts: [] }
    case 'another':
      return texts.length > 0 ? { at: 'scan', texts, need: 'another' } : screen
    case 'compare':
      return isCompared(answer) ? { ...screen, at: 'compare' } : screen
    case 'same':
      return screen.at === 'compare' ? { at: 'confirmed' } : screen
    case 'differs':
      return screen.at === 'compare' ? { at: 'differs' } : screen
    default:
      return screen
  }
}

/** Whether an identity document is compared next: of a specimen's person there is none. */
export function isCompared(answer: Answer): boolean {
  return answer.verdict !== 'specimen' && answer.verdict !== 'more-needed' && isShown(answer)
}

/** Out of sight nobody is shown, and nothing is kept of anybody; a camera may go on. */
function hide(screen: Screen): Screen {
  switch (screen.at) {
    case 'scan':
      return screen.texts.length > 0 ? { at: 'scan', texts: [] } : screen
    case 'checking':
    case 'result':
    case 'compare':
      return { at: 'home', wiped: 'hidden' }
    default:
      return screen
  }
}
