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

/** Types a part; then the page is busy for a while, and the rest waits for it in its queue. */
export async function typeWhileBusy(page: Page, part: string, rest: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const busy = page.evaluate(
    ({ keys, forMs }) => {
      for (const key of keys) dispatchEvent(new KeyboardEvent('keydown', { key }))
      const until = performance.now() + forMs
      while (performance.now() < until);
    },
    { keys: [...part], forMs: BUSY_MS },
  )
  const keys = [...rest, 'Enter']
  const sent = keys.map((key) => session.send('Input.dispatchKeyEvent', { type: 'keyDown', key }))
  await Promise.all([busy, ...sent])
  await session.detach()
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
