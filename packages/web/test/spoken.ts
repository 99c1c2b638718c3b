/**
 * What a page says to ears: the words that a reader of screens tells, the tones and the vibration.
 *
 * @module
 */

import type { Page } from 'playwright-core'

/** In the order in which it came. */
export type Heard =
  | { readonly kind: 'status' | 'alert'; readonly text: string }
  /** `from`, `to`: Hz. */
  | { readonly kind: 'tone'; readonly from: number; readonly to: number; readonly seconds: number }
  | { readonly kind: 'vibration'; readonly pattern: readonly number[] }

/** Has the page note it, from before its own scripts on. */
export async function listen(page: Page): Promise<void> {
  await page.addInitScript(noteAll)
}

/** Takes what was heard since this was asked last. */
export function takeHeard(page: Page): Promise<readonly Heard[]> {
  return page.evaluate(() => Reflect.get(window, 'heard').splice(0))
}

/**
 * Runs in the browser. A change is told where its region was on the screen before: a region that comes with
 * its words may be passed over.
 */
function noteAll(): void {
  const heard: unknown[] = []
  Object.assign(window, { heard })
  const REGIONS = '[role="status"], [role="alert"], [aria-live]'
  const known = new WeakSet<Element>()
  const note = (entries: readonly IntersectionObserverEntry[]) => {
    for (const { target } of entries) known.add(target)
  }
  const seen = new IntersectionObserver(note)
  new MutationObserver((records) => {
    // Of a frame that is over, and not told yet.
    note(seen.takeRecords())
    const changed = records.map(({ target }) =>
      (target instanceof Element ? target : target.parentElement)?.closest(REGIONS),
    )
    for (const region of new Set(changed)) {
      const text = region?.textContent?.replace(/\s+/g, ' ').trim()
      if (!region || !text || !known.has(region)) continue
      heard.push({ kind: region.getAttribute('role') === 'alert' ? 'alert' : 'status', text })
    }
    for (const region of document.querySelectorAll(REGIONS)) seen.observe(region)
  }).observe(document, { childList: true, subtree: true, characterData: true })

  const { setValueAtTime, exponentialRampToValueAtTime } = AudioParam.prototype
  const ramps = new WeakMap<AudioParam, { from: number; to: number }>()
  AudioParam.prototype.setValueAtTime = function (value, at) {
    ramps.set(this, { from: value, to: value })
    return setValueAtTime.call(this, value, at)
  }
  AudioParam.prototype.exponentialRampToValueAtTime = function (value, at) {
    ramps.set(this, { from: ramps.get(this)?.from ?? value, to: value })
    return exponentialRampToValueAtTime.call(this, value, at)
  }
  const { start, stop } = OscillatorNode.prototype
  const starts = new WeakMap<OscillatorNode, number>()
  OscillatorNode.prototype.start = function (at = 0) {
    starts.set(this, at)
    start.call(this, at)
  }
  OscillatorNode.prototype.stop = function (at = 0) {
    const seconds = Math.round((at - (starts.get(this) ?? 0)) * 100) / 100
    heard.push({ kind: 'tone', ...ramps.get(this.frequency), seconds })
    stop.call(this, at)
  }
  navigator.vibrate = (pattern) => {
    heard.push({ kind: 'vibration', pattern })
    return true
  }
}
