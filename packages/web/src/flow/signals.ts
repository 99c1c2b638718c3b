/**
 * What each verdict sounds and feels like, so that eyes may stay on the document.
 *
 * @module
 */

import type { Verdict } from 'pratique/verify'

/** A tone that glides from one frequency to another, in Hz and seconds. */
interface Tone {
  readonly from: number
  readonly to: number
  readonly seconds: number
}

export interface Signal {
  readonly tones: readonly Tone[]
  /** Milliseconds of vibration and rest, in turns. */
  readonly vibration: readonly number[]
}

const level = (hertz: number, seconds: number): Tone => ({ from: hertz, to: hertz, seconds })
const FALLING: Tone = { from: 520, to: 260, seconds: 0.35 }

/** Up is yes, down is no, low is no answer. */
export const SIGNALS: Readonly<Record<Verdict, Signal>> = {
  accepted: { tones: [{ from: 520, to: 1040, seconds: 0.3 }], vibration: [60] },
  genuine: { tones: [level(660, 0.3)], vibration: [30, 40, 30] },
  'more-needed': { tones: [level(660, 0.12), level(660, 0.12)], vibration: [60, 120, 60] },
  refused: { tones: [FALLING], vibration: [450] },
  'not-genuine': { tones: [FALLING, FALLING], vibration: [450, 150, 450] },
  undecided: {
    tones: [level(220, 0.12), level(220, 0.12), level(220, 0.12)],
    vibration: [80, 80, 80, 80, 80],
  },
  'not-a-certificate': { tones: [level(330, 0.06)], vibration: [25] },
  specimen: {
    tones: [level(880, 0.06), level(660, 0.06), level(880, 0.06)],
    vibration: [25, 60, 200],
  },
}

const REST_SECONDS = 0.08
const VOLUME = 0.4
/** A tone that begins or ends at once clicks. */
const FADE_SECONDS = 0.02

let audio: AudioContext | undefined

/** Makes sound possible: browsers allow it after a touch alone. */
export function wakeSound(): void {
  if (typeof AudioContext === 'undefined') return
  audio ??= new AudioContext()
  audio.resume().catch(() => undefined)
}

/** Gives the signal of a verdict, as far as this device can and its settings say. */
export function signal(
  verdict: Verdict,
  { isSoundOn, isVibrationOn }: { readonly isSoundOn: boolean; readonly isVibrationOn: boolean },
): void {
  const { tones, vibration } = SIGNALS[verdict]
  if (isVibrationOn) navigator.vibrate?.([...vibration])
  // What waits would be heard with a later touch, as if it were of what is shown then.
  if (!isSoundOn || audio?.state !== 'running') return
  let at = audio.currentTime
  for (const tone of tones) {
    play(audio, tone, at)
    at += tone.seconds + REST_SECONDS
  }
}

function play(context: AudioContext, { from, to, seconds }: Tone, at: number): void {
  const oscillator = context.createOscillator()
  const gain = context.createGain()
  oscillator.type = 'triangle'
  oscillator.frequency.setValueAtTime(from, at)
  oscillator.frequency.exponentialRampToValueAtTime(to, at + seconds)
  gain.gain.setValueAtTime(0, at)
  gain.gain.linearRampToValueAtTime(VOLUME, at + FADE_SECONDS)
  gain.gain.setValueAtTime(VOLUME, at + seconds - FADE_SECONDS)
  gain.gain.linearRampToValueAtTime(0, at + seconds)
  oscillator.connect(gain).connect(context.destination)
  oscillator.start(at)
  oscillator.stop(at + seconds)
}
