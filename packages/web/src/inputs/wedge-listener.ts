/**
 * Listens for hand scanners that type, anywhere on the page, and takes no key from a person.
 *
 * @module
 */

import type { WedgeReading } from './wedge.ts'
import { addKey, isEnd, isScanner, LONGEST_GAP_MS, NO_BURST, readBurst } from './wedge.ts'

/** Some scanners end with nothing: then a pause does. */
const PAUSE_MS = 4 * LONGEST_GAP_MS

/**
 * Starts listening.
 *
 * @returns what ends it
 */
export function listenForWedge(
  onread: (reading: Exclude<WedgeReading, { kind: 'nothing' }>) => void,
): () => void {
  let burst = NO_BURST
  let pause: ReturnType<typeof setTimeout> | undefined
  const finish = () => {
    clearTimeout(pause)
    const reading = readBurst(burst)
    burst = NO_BURST
    if (reading.kind !== 'nothing') onread(reading)
  }
  const onKey = (event: KeyboardEvent) => {
    if (isCommand(event) || isField(event.target)) return
    if (isEnd(event.key)) {
      if (!isScanner(burst)) return
      event.preventDefault()
      event.stopPropagation()
      finish()
      return
    }
    const { key, code, shiftKey, altKey, timeStamp: time } = event
    burst = addKey(burst, { key, code, shiftKey, altKey, time })
    clearTimeout(pause)
    if (!isScanner(burst)) return
    // A space would press the button that has the focus.
    event.preventDefault()
    pause = setTimeout(finish, PAUSE_MS)
  }
  const onKeyUp = (event: KeyboardEvent) => {
    if (isScanner(burst) && !isField(event.target)) event.preventDefault()
  }
  window.addEventListener('keydown', onKey, { capture: true })
  window.addEventListener('keyup', onKeyUp, { capture: true })
  return () => {
    clearTimeout(pause)
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
