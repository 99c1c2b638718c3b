import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { SKIPPED } from './browser.ts'
import { openScanPage, type ScanPage } from './scan-page.ts'

const PICTURE = readFileSync(
  new URL('../../../vectors/specimen/pcr-not-detected.png', import.meta.url),
)

describe('a camera', { skip: SKIPPED }, () => {
  let scan: ScanPage
  before(async () => {
    scan = await openScanPage()
  })
  after(async () => {
    await scan?.close()
  })

  for (const [name, words] of [
    ['NotAllowedError', 'The camera is not allowed'],
    ['NotFoundError', 'There is no camera'],
    ['NotReadableError', 'The camera is busy'],
    ['TypeError', 'The camera stopped'],
  ] as const) {
    it(`stay open when the camera fails with ${name}, which is said`, async () => {
      const { page } = scan
      await page.evaluate((fault) => {
        const fail = async () => {
          throw new DOMException('', fault)
        }
        Object.defineProperty(navigator.mediaDevices, 'getUserMedia', {
          configurable: true,
          value: fail,
        })
      }, name)
      await scan.startScan()
      await page.getByRole('alert').filter({ hasText: words }).waitFor()
      await scan.choose('code.png', PICTURE)
      assert.equal(await scan.verdict(), 'specimen')
      await page.evaluate(() => Reflect.deleteProperty(navigator.mediaDevices, 'getUserMedia'))
    })
  }
})
