import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { SKIPPED } from './browser.ts'
import { specimen } from './certificates.ts'
import { typeByScanner } from './hand-scanner.ts'
import { openScanPage, type ScanPage } from './scan-page.ts'

const PCR = specimen('pcr-not-detected')

describe('a file of the page that is gone', { skip: SKIPPED }, () => {
  let scan: ScanPage
  before(async () => {
    scan = await openScanPage()
    // As in a private window: nothing is kept, and the server has another edition of the page by now.
    await scan.page.evaluate(async () => {
      const kept = await navigator.serviceWorker.ready
      await kept.unregister()
    })
    await scan.page.addInitScript(() => {
      Reflect.deleteProperty(Navigator.prototype, 'serviceWorker')
    })
  })
  after(async () => {
    await scan?.close()
  })

  for (const file of ['Result', 'hcert', 'ScanView']) {
    it(`is told of, and says nothing of the certificate: ${file}`, async () => {
      const { page } = scan
      const missing = new RegExp(`/assets/${file}[^/]*$`)
      const asked = await cutOff(page, missing)
      await scan.begin({})
      await scan.startScan()
      if (file !== 'ScanView') await typeWhenReady(page)
      await page.locator('main [role=alert] h1').waitFor()
      assert.equal(await page.locator('[data-verdict]').count(), 0)
      assert.ok(asked.count > 0)
      await page.unroute(missing)
      await page.getByRole('button', { name: 'Load the page anew' }).click()
      await scan.open()
      await typeByScanner(page, PCR)
      assert.equal(await scan.verdict(), 'specimen')
    })
  }

  it('keeps nobody from another way in: the reader of pictures', async () => {
    const { page } = scan
    const asked = await cutOff(page, /\/assets\/zxing_reader/)
    await scan.begin({})
    await scan.startScan()
    await typeWhenReady(page)
    assert.equal(await scan.verdict(), 'specimen')
    assert.ok(asked.count > 0)
  })
})

/** Lets no file of a name come. @returns how often one was asked for */
async function cutOff(page: Page, name: RegExp): Promise<{ readonly count: number }> {
  const asked = { count: 0 }
  await page.route(name, (route) => {
    asked.count++
    return route.abort()
  })
  return asked
}

async function typeWhenReady(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Paste' }).waitFor()
  await typeByScanner(page, PCR)
}
