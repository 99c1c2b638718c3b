/**
 * The steps of an officer, as tests take them.
 *
 * @module
 */

import type { Page } from 'playwright-core'
import { PATIENCE_MS } from './browser.ts'

/** Waits until the page is on the device, and needs its server no more. */
export async function untilKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
  await page.reload()
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
}

/** Scans what the camera shows. Returns the words of the verdict. */
export async function scan(page: Page): Promise<string> {
  await page.getByRole('button', { name: /^Scan/ }).click()
  const answer = page.locator('[data-verdict]')
  await answer.waitFor({ timeout: PATIENCE_MS })
  return (await answer.textContent()) ?? ''
}
