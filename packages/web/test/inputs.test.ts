import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { SKIPPED } from './browser.ts'
import { specimen } from './certificates.ts'
import { typeByScanner, typeWhileBusy } from './hand-scanner.ts'
import { openScanPage, type ScanPage } from './scan-page.ts'

const PICTURE = readFileSync(
  new URL('../../../vectors/specimen/pcr-not-detected.png', import.meta.url),
)
const MANIFEST = new URL('../public/manifest.webmanifest', import.meta.url)
const PCR = specimen('pcr-not-detected')

describe('the other ways in', { skip: SKIPPED }, () => {
  let scan: ScanPage
  before(async () => {
    scan = await openScanPage()
  })
  after(async () => {
    await scan?.close()
  })

  it('read a file that is dropped, unless it is too large', async () => {
    const { page } = scan
    await scan.open()
    await page.evaluate(dropFile, 33_000_000)
    await page.getByRole('alert').filter({ hasText: 'too large' }).waitFor()
    await page.evaluate(dropFile, PCR)
    assert.equal(await scan.verdict(), 'specimen')
  })

  it('read what is pasted anywhere, and a picture too', async () => {
    await scan.open()
    await scan.page.evaluate(pasteInto, { selector: 'body', text: PCR })
    assert.equal(await scan.verdict(), 'specimen')
    await scan.open()
    const base64 = PICTURE.toString('base64')
    await scan.page.evaluate(pasteInto, { selector: 'body', base64 })
    assert.equal(await scan.verdict(), 'specimen')
  })

  it('clear the field as soon as it is read', async () => {
    const { page } = scan
    await scan.open()
    await page.getByRole('button', { name: 'Paste' }).click()
    const field = page.getByRole('textbox')
    const attributes = await field.evaluate(({ attributes: all }) =>
      ['autocomplete', 'spellcheck', 'translate'].map((name) => all.getNamedItem(name)?.value),
    )
    assert.deepEqual(attributes, ['off', 'false', 'no'])
    await page.getByRole('button', { name: 'Read' }).click()
    await page.getByRole('alert').filter({ hasText: 'neither text nor a picture' }).waitFor()
    await page.evaluate(pasteInto, { selector: 'textarea', text: ' ' })
    assert.equal(await field.inputValue(), '')
    await field.fill(PCR)
    const handle = await field.elementHandle()
    await page.getByRole('button', { name: 'Read' }).click()
    assert.equal(await scan.verdict(), 'specimen')
    assert.equal(await handle?.evaluate((element) => Reflect.get(element, 'value')), '')
  })

  it('read a hand scanner, whose keys press no button', async () => {
    const { page } = scan
    await scan.open()
    await page.getByRole('button', { name: 'Cancel' }).focus()
    await typeByScanner(page, PCR)
    assert.equal(await scan.verdict(), 'specimen')
  })

  it('read a hand scanner whose keys wait while the page is busy', async () => {
    const { page } = scan
    await scan.open()
    await typeWhileBusy(page, PCR, 40)
    assert.equal(await scan.verdict(), 'specimen')
  })

  it('leave a key to who holds it down', async () => {
    const { page } = scan
    await scan.open()
    const isFree = await page.evaluate(() => {
      const held = { key: ' ', code: 'Space', repeat: true, bubbles: true, cancelable: true }
      return Array.from({ length: 30 }, () => dispatchEvent(new KeyboardEvent('keydown', held)))
    })
    assert.equal(isFree.includes(false), false)
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.locator('button.scan').waitFor()
  })

  it('say that a hand scanner has another keyboard', async () => {
    const { page } = scan
    await scan.open()
    await typeByScanner(page, 'httpsÖ--example')
    await page.getByRole('alert').filter({ hasText: 'another keyboard' }).waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
  })

  it('leave a person their keys', async () => {
    const { page } = scan
    await scan.open()
    await page.getByRole('button', { name: 'Cancel' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Scan the code' }).waitFor({ state: 'detached' })
  })

  it('are none for other programs: nothing is shared with the page, and no file opens it', async () => {
    const { page } = scan
    const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8'))
    const handlers = /share_target|_handlers?$|launch/
    assert.deepEqual(
      Object.keys(manifest).filter((name) => handlers.test(name)),
      [],
    )
    await page.addInitScript(() => {
      const asked: string[] = []
      const watch = (name: string) => ({ configurable: true, get: () => void asked.push(name) })
      Object.defineProperty(window, 'launchQueue', watch('launchQueue'))
      Object.defineProperty(window, 'name', watch('name'))
      Object.defineProperty(document, 'referrer', watch('referrer'))
      Object.assign(window, { asked })
    })
    await page.goto(scan.address)
    await scan.open()
    await page.evaluate((text) => postMessage(text, '*'), PCR)
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.locator('button.scan').waitFor()
    assert.deepEqual(await page.evaluate(() => Reflect.get(window, 'asked')), [])
  })

  it('take no certificate from the address, and clear it', async () => {
    const { page } = scan
    const before = await page.evaluate(() => history.length)
    await page.evaluate((text) => {
      location.hash = text
    }, PCR)
    await page.waitForFunction(() => location.hash === '')
    await page.goto(`${scan.address}?code=${encodeURIComponent(PCR)}#${encodeURIComponent(PCR)}`)
    await page.waitForFunction(() => location.hash === '' && location.search === '')
    assert.equal(await page.locator('[data-verdict]').count(), 0)
    assert.ok((await page.evaluate(() => history.length)) <= before + 2)
    await page.getByText('in the address of a page is never read').waitFor()
  })
})

/** Runs in the browser. */
function pasteInto(given: { selector: string; text?: string; base64?: string }): void {
  const clipboardData = new DataTransfer()
  if (given.text !== undefined) clipboardData.setData('text/plain', given.text)
  if (given.base64 !== undefined) {
    const bytes = Uint8Array.from(atob(given.base64), (character) => character.charCodeAt(0))
    clipboardData.items.add(new File([bytes], 'image.png', { type: 'image/png' }))
  }
  const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
  document.querySelector(given.selector)?.dispatchEvent(event)
}

/** Runs in the browser: a file of a text, or of so many bytes. */
function dropFile(content: string | number): void {
  const dataTransfer = new DataTransfer()
  const part = typeof content === 'number' ? new Uint8Array(content) : content
  dataTransfer.items.add(new File([part], 'file'))
  const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true })
  document.querySelector('video')?.dispatchEvent(event)
}
