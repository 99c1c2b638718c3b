/**
 * A hand scanner that types what it reads, as the page sees it.
 *
 * @module
 */

import type { Page } from 'playwright-core'

/** Longer than any silence within a text that the page waits for. */
const BUSY_MS = 1000

/** Types a text and Enter without a pause; what the page leaves of Enter and space presses what has the focus. */
export async function typeByScanner(page: Page, text: string): Promise<void> {
  await page.evaluate(sendKeys, [...text, 'Enter'])
}

/** Types a text and Enter, after one key of which the page is busy for a while: the rest waits in its queue. */
export async function typeWhileBusy(page: Page, text: string, busyAfter: number): Promise<void> {
  await page.evaluate(beBusy, { busyAfter, forMs: BUSY_MS })
  const session = await page.context().newCDPSession(page)
  for (const key of [...text, 'Enter']) {
    // None waits for the answer to the one before.
    session.send('Input.dispatchKeyEvent', { type: 'keyDown', key }).catch(() => undefined)
  }
}

/** Runs in the browser. */
function beBusy({ busyAfter, forMs }: { busyAfter: number; forMs: number }): void {
  let keys = 0
  addEventListener('keydown', () => {
    keys++
    if (keys !== busyAfter) return
    const until = performance.now() + forMs
    while (performance.now() < until);
  })
}

/** Runs in the browser. */
function sendKeys(keys: readonly string[]): void {
  const send = (key: string, type: string) => {
    const options = { key, bubbles: true, cancelable: true }
    return document.activeElement?.dispatchEvent(new KeyboardEvent(type, options)) ?? true
  }
  for (const key of keys) {
    const isFree = send(key, 'keydown')
    const isPressed = isFree && (key === 'Enter' || key === ' ')
    if (isPressed && document.activeElement instanceof HTMLElement) document.activeElement.click()
    send(key, 'keyup')
  }
}
