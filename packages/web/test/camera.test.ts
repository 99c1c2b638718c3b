import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, beforeEach, describe, it } from 'node:test'
import { SKIPPED } from './browser.ts'
import { specimen } from './certificates.ts'
import { drawCodes, drawTable } from './fake-camera.ts'
import { openScanPage, type ScanPage } from './scan-page.ts'
import { readCameras, stubCameras, unplugCamera } from './stub-cameras.ts'

const PICTURE = readFileSync(
  new URL('../../../vectors/specimen/pcr-not-detected.png', import.meta.url),
)

const BACK = { deviceId: 'back', facingMode: 'environment', hasTorch: true } as const
const FRONT = { deviceId: 'front', facingMode: 'user' } as const

/** Runs in the browser: as if another window was before this one, or not any more. */
function setHidden(isHidden: boolean): void {
  if (isHidden) Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })
  else Reflect.deleteProperty(document, 'hidden')
  document.dispatchEvent(new Event('visibilitychange'))
}

describe('the camera', { skip: SKIPPED }, () => {
  let scan: ScanPage
  before(async () => {
    scan = await openScanPage()
  })
  after(async () => {
    await scan?.close()
  })
  beforeEach(async () => {
    // Nothing of the cameras before is there.
    await scan.begin({})
  })

  const button = (name: string) => scan.page.getByRole('button', { name, exact: true })
  const states = async () => (await readCameras(scan.page)).states

  it('has a light that is turned on and off, and is in focus', async () => {
    await stubCameras(scan.page, [BACK, FRONT])
    await scan.open()
    await button('Turn the light on').click()
    await button('Turn the light off').click()
    await button('Turn the light on').waitFor()
    const { applied } = await readCameras(scan.page)
    assert.deepEqual(applied, [{ focusMode: 'continuous' }, { torch: true }, { torch: false }])
  })

  it('has no button for a light, or for another camera, where there is none', async () => {
    await stubCameras(scan.page, [{ deviceId: 'desk' }])
    await scan.open()
    assert.equal(await button('Turn the light on').count(), 0)
    assert.equal(await button('Use the other camera').count(), 0)
  })

  it('is the rear one of a telephone, or the front one, also in the next scan', async () => {
    const { page } = scan
    await stubCameras(page, [BACK, FRONT])
    await scan.open()
    await button('Use the other camera').click()
    await page.locator('video.isMirrored').waitFor()
    assert.deepEqual(await states(), ['ended', 'live'])
    await button('Cancel').click()
    await scan.open()
    await button('Use the other camera').click()
    await page.locator('video.isOpen:not(.isMirrored)').waitFor()
    const { asked } = await readCameras(page)
    const sides = ['environment', 'user', 'user', 'environment'].map((ideal) => ({ ideal }))
    assert.deepEqual(
      asked.map(({ facingMode }) => facingMode),
      sides,
    )
    assert.deepEqual(await states(), ['ended', 'ended', 'ended', 'live'])
  })

  it('is the next of those on a desk, until it is unplugged', async () => {
    const { page } = scan
    await stubCameras(page, [{ deviceId: 'lid' }, { deviceId: 'stand' }])
    await scan.open()
    await button('Use the other camera').click()
    await page.getByText('Camera is open').waitFor()
    await unplugCamera(page)
    await page.getByRole('alert').filter({ hasText: 'The camera stopped' }).waitFor()
    await button('Try again').click()
    await page.getByText('Camera is open').waitFor()
    const { asked } = await readCameras(page)
    const facing = { ideal: 'environment' }
    const wanted = asked.map(({ deviceId, facingMode }) => deviceId ?? facingMode)
    assert.deepEqual(wanted, [facing, { exact: 'stand' }, { exact: 'stand' }, facing])
  })

  it('stops while the page is hidden, when the scan is left, and when all is read', async () => {
    const { page } = scan
    scan.show(drawTable())
    await stubCameras(page)
    await scan.open()
    await page.evaluate(setHidden, true)
    assert.deepEqual(await states(), ['ended'])
    await page.evaluate(setHidden, false)
    await page.getByText('Camera is open').waitFor()
    await button('Paste').click()
    await button('Back to the camera').click()
    await page.getByText('Camera is open').waitFor()
    assert.deepEqual(await states(), ['ended', 'ended', 'live'])
    await button('Cancel').click()
    scan.show(drawCodes([{ text: specimen('pcr-not-detected') }]))
    await scan.startScan()
    assert.equal(await scan.verdict(), 'specimen')
    assert.deepEqual(await states(), ['ended', 'ended', 'ended', 'ended'])
  })

  it('is let go of when its pictures cannot be shown', async () => {
    const { page } = scan
    await stubCameras(page)
    await page.evaluate(() => {
      HTMLMediaElement.prototype.play = async () => {
        throw new DOMException('', 'NotSupportedError')
      }
    })
    await scan.startScan()
    await page.getByRole('alert').filter({ hasText: 'The camera stopped' }).waitFor()
    assert.deepEqual(await states(), ['ended'])
  })

  for (const [name, words] of [
    ['NotAllowedError', 'The camera is not allowed'],
    ['NotFoundError', 'There is no camera'],
    ['NotReadableError', 'The camera is busy'],
    ['TypeError', 'The camera stopped'],
    ['no mediaDevices', 'The camera needs a secure address'],
  ] as const) {
    it(`may fail (${name}): that is said, and the other ways in are open`, async () => {
      const { page } = scan
      await page.evaluate((fault) => {
        const getUserMedia = async () => {
          throw new DOMException('', fault)
        }
        const value = fault === 'no mediaDevices' ? undefined : { getUserMedia }
        Object.defineProperty(navigator, 'mediaDevices', { value })
      }, name)
      await scan.startScan()
      await page.getByRole('alert').filter({ hasText: words }).waitFor()
      await scan.choose('code.png', PICTURE)
      assert.equal(await scan.verdict(), 'specimen')
    })
  }
})
