/**
 * Listens for hand scanners that type, anywhere on the page, and takes no key from a person.
 *
 * @module
 */

import type { WedgeReading } from './wedge.ts'
import { addKey, isEnd, NO_BURST, readBurst, SILENCE_MS } from './wedge.ts'

/** Silence is counted in so many parts: keys wait while the page is busy, and come before the second. */
const PARTS = 4

/**
 * Starts listening.
 *
 * @returns what ends it
 */
export function listenForWedge(
  onread: (reading: Exclude<WedgeReading, { kind: 'nothing' }>) => void,
): () => void {
  let burst = NO_BURST
  let silence: ReturnType<typeof setTimeout> | undefined
  const finish = () => {
    clearTimeout(silence)
    const reading = readBurst(burst)
    burst = NO_BURST
    if (reading.kind !== 'nothing') onread(reading)
  }
  /** Some scanners end with nothing: then silence does. */
  const awaitSilence = (parts: number) => {
    clearTimeout(silence)
    silence = setTimeout(() => (parts > 1 ? awaitSilence(parts - 1) : finish()), SILENCE_MS / PARTS)
  }
  const onKey = (event: KeyboardEvent) => {
    // A scanner holds no key down.
    if (isCommand(event) || isField(event.target) || event.repeat) return
    if (isEnd(event.key)) {
      if (!burst.isScanner) {
        burst = NO_BURST
        return
      }
      event.preventDefault()
      event.stopPropagation()
      finish()
      return
    }
    const { key, code, shiftKey, altKey, timeStamp: time } = event
    burst = addKey(burst, { key, code, shiftKey, altKey, time })
    if (!burst.isScanner) return
    // A space would press the button that has the focus.
    event.preventDefault()
    awaitSilence(PARTS)
  }
  const onKeyUp = (event: KeyboardEvent) => {
    if (burst.isScanner && !isField(event.target)) event.preventDefault()
  }
  window.addEventListener('keydown', onKey, { capture: true })
  window.addEventListener('keyup', onKeyUp, { capture: true })
  return () => {
    clearTimeout(silence)
    burst = NO_BURST
    window.removeEventListener('keydown', onKey, { capture: true })
    window.removeEventListener('keyup', onKeyUp, { capture: true })
  }
}

/** Control and Alt together are another level of the keyboard, on which some have their braces. */
function isCommand({ ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  return metaKey || (ctrlKey && !altKey)
}

/** What is typed into a field, the field reads. */
function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}
