/**
 * The ways through the page that tests take.
 *
 * @module
 */

import type { BrowserContext, Page } from 'playwright-core'
import { PATIENCE_MS } from './browser.ts'

/** Chromium lets a waiting worker wait for as long as it is asked about every moment. */
const PERIOD_MS = 500

export async function openPage(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  await page.goto(address)
  return page
}

/** Waits until the service worker has all files, and this page is its. */
export async function waitForWorker(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')
}

/** Goes home, from wherever the page is. */
async function goHome(page: Page): Promise<void> {
  const back = page.getByRole('button', { name: 'Home' })
  const scan = page.getByRole('button', { name: /^Scan/ })
  await back.or(scan).first().waitFor()
  if (await back.isVisible()) await back.click()
  await scan.waitFor()
}

/** Opens what the device holds. */
export async function openLists(page: Page): Promise<void> {
  await goHome(page)
  await page.getByRole('button', { name: /^Lists/ }).click()
  await page.getByText('Keys of issuers').waitFor()
}

/** The row of a counter, such as `Keys of issuers`. */
export async function readCounter(page: Page, name: string): Promise<string> {
  const row = page.locator('dl.card > div', { hasText: name })
  return (await row.locator('dd').innerText()).replace(/\s+/g, ' ').trim()
}

/** Scans what is before the camera, and answers with the verdict and the code for help. */
export async function scan(page: Page): Promise<string> {
  await goHome(page)
  await page.getByRole('button', { name: /^Scan/ }).click()
  const panel = page.locator('[data-verdict]')
  await panel.waitFor()
  const code = await page.getByText(/^Code for help: /).innerText()
  return `${await panel.getAttribute('data-verdict')} ${code.replace('Code for help: ', '')}`
}

/** Waits until something of the page is so. */
export async function waitUntil(page: Page, act: () => boolean | Promise<boolean>): Promise<void> {
  const until = Date.now() + PATIENCE_MS
  while (!(await act())) {
    if (Date.now() > until) throw new Error('it did not come to be so')
    await page.waitForTimeout(PERIOD_MS)
  }
}

/** Holds the lock of an open check; returns what lets it go. */
export async function openCheck(page: Page): Promise<() => Promise<void>> {
  const handle = await page.evaluateHandle(
    () =>
      new Promise<() => void>((opened) => {
        void navigator.locks.request('pratique-check', { mode: 'shared' }, () => {
          return new Promise<void>((release) => opened(release))
        })
      }),
  )
  return () => handle.evaluate((release) => release())
}
