/**
 * What this device remembers of who works with it: never anything of a holder.
 *
 * @module
 */

import { LANGUAGES, type Language } from '../messages/languages.ts'
import type { Mode } from './mode.ts'

export interface Remembered {
  /** Whether the first run was read. */
  readonly hasAgreed: boolean
  /** Absent: as the browser says. */
  readonly language?: Language
  /** Absent, too, where it was for one arrival alone. */
  readonly mode?: Mode
  readonly isSoundOn: boolean
  readonly isVibrationOn: boolean
  /** What `accepted` looks like; green where a country's law asks for it. */
  readonly theme: 'blue' | 'green'
}

/** As much of `localStorage` as is needed. */
export type Store = Pick<Storage, 'getItem' | 'setItem'>

const KEY = 'pratique.settings'
const DESTINATION = /^([A-Z]{2}|\*)$/
const MAX_PURPOSE_LENGTH = 60

const DEFAULT: Remembered = {
  hasAgreed: false,
  isSoundOn: true,
  isVibrationOn: true,
  theme: 'blue',
}

/** Total: what is not there, or is not what was written, is as on a new device. */
export function recall(store: Store | undefined): Remembered {
  try {
    return toRemembered(JSON.parse(store?.getItem(KEY) ?? '{}'))
  } catch {
    return DEFAULT
  }
}

/** Storage that fails is no obstacle: the next start is then the first again. */
export function remember(store: Store | undefined, remembered: Remembered): void {
  const { mode, ...rest } = remembered
  const lasting = mode?.kind === 'entry' && mode.at !== undefined ? undefined : mode
  try {
    store?.setItem(KEY, JSON.stringify({ ...rest, ...(lasting && { mode: lasting }) }))
  } catch {
    // Full, or forbidden.
  }
}

/** The storage of this browser, where there is one and it may be used. */
export function openStore(): Store | undefined {
  try {
    return globalThis.localStorage
  } catch {
    return undefined
  }
}

function toRemembered(value: unknown): Remembered {
  if (!isRecord(value)) return DEFAULT
  const language = LANGUAGES.find((each) => each === value['language'])
  const mode = toMode(value['mode'])
  return {
    hasAgreed: value['hasAgreed'] === true,
    isSoundOn: value['isSoundOn'] !== false,
    isVibrationOn: value['isVibrationOn'] !== false,
    theme: value['theme'] === 'green' ? 'green' : 'blue',
    ...(language && { language }),
    ...(mode && { mode }),
  }
}

function toMode(value: unknown): Mode | undefined {
  if (!isRecord(value)) return undefined
  const { kind, destination, purpose } = value
  if (kind === 'genuine-only') return { kind }
  if (kind !== 'entry' || typeof destination !== 'string') return undefined
  if (!DESTINATION.test(destination)) return undefined
  const isPurpose = typeof purpose === 'string' && purpose.length <= MAX_PURPOSE_LENGTH
  return { kind, destination, ...(isPurpose && { purpose }) }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
