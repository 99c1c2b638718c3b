/**
 * An officer at the page: starts it as it was left, and gives it texts.
 *
 * @module
 */

import type { Page } from 'playwright-core'
import { openBrowser, PATIENCE_MS, type Start } from './browser.ts'

export interface Officer {
  readonly page: Page
  /** What the page wrote to its console, and errors. */
  readonly console: string[]
  /** Begins at the first screen, with what a device remembers. `null`: as on a new device. */
  begin(start?: Start | null): Promise<void>
  /** Goes on from a result with the next check, or begins where the last one began otherwise. */
  next(start: Start): Promise<void>
  /** Scans, and gives the text by paste. */
  give(...texts: readonly string[]): Promise<void>
  /** Waits for a verdict. */
  verdict(): Promise<string>
  close(): Promise<void>
}

export async function openOfficer(
  address: string,
  { now, language = 'en-GB' }: { readonly now?: string; readonly language?: string } = {},
): Promise<Officer> {
  const { context, close } = await openBrowser()
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  const console: string[] = []
  page.on('console', (message) => console.push(message.text()))
  page.on('pageerror', (error) => console.push(String(error)))
  if (now !== undefined) await page.clock.install({ time: now })
  await page.goto(address)
  let begun: Start | null | undefined
  async function begin(start: Start | null = {}): Promise<void> {
    begun = start
    const mode = start?.mode ?? { kind: 'genuine-only' }
    const known = start && { hasAgreed: true, language: language.slice(0, 2), ...start, mode }
    await page.evaluate((settings) => {
      localStorage.clear()
      if (settings) localStorage.setItem('pratique.settings', settings)
    }, known && JSON.stringify(known))
    await page.goto(address)
    await page.locator('h1').first().waitFor({ state: 'attached' })
  }
  return {
    ...{ page, console, close, begin },
    async next(start) {
      if (start !== begun) return begin(start)
      await page.locator('#app > header button').click()
      await page.locator('button.scan').waitFor()
    },
    async give(...texts) {
      const scan = page.locator('button.scan')
      if (await scan.isVisible()) await scan.click()
      await page.getByText('Camera is open').or(page.locator('video')).first().waitFor()
      await page.evaluate((text) => {
        const clipboardData = new DataTransfer()
        clipboardData.setData('text/plain', text)
        dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true }))
      }, texts.join('\n'))
    },
    async verdict() {
      const answer = page.locator('[data-verdict]')
      await answer.waitFor()
      return (await answer.getAttribute('data-verdict')) ?? ''
    },
  }
}
