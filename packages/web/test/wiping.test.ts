import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { type Served, SKIPPED, servePage } from './browser.ts'
import { specimen } from './certificates.ts'
import { keepSlowPage, serveSite } from './made-site.ts'
import { type Officer, openOfficer } from './officer.ts'
import { waitUntil } from './on-page.ts'

/** Who the specimens are about: in Latin letters, in their own, and born when. */
const PERSON = ['HYTHLODAEUS', 'Hythlodæus', '1976-05-16']
const TEXT = specimen('pcr-not-detected')
const [LONG = ''] = /^.{60}/.exec(TEXT) ?? []
const PERIOD_MS = 30_000

/** Which of some texts the memory of a page holds, in a snapshot of its heap. */
async function findInHeap(page: Page, wanted: readonly string[]): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page)
  const chunks: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await session.send('HeapProfiler.enable')
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await session.detach()
  const { strings } = JSON.parse(chunks.join('')) as { readonly strings: readonly string[] }
  return wanted.filter((text) => strings.some((each) => each.includes(text)))
}

describe('a result that is over', { skip: SKIPPED }, () => {
  let served: Served
  let officer: Officer
  before(async () => {
    served = await servePage()
    officer = await openOfficer(served.address)
    await officer.page.clock.install()
  })
  after(async () => {
    await officer?.close()
    await served?.stop()
  })

  async function showSomebody(): Promise<Page> {
    await officer.begin()
    await officer.give(TEXT)
    assert.equal(await officer.verdict(), 'specimen')
    assert.match(await officer.page.locator('body').innerText(), /HYTHLODAEUS/)
    return officer.page
  }

  async function assertNobody(page: Page): Promise<void> {
    const html = await page.evaluate(() => document.documentElement.outerHTML)
    for (const each of [...PERSON, LONG]) assert.ok(!html.includes(each), each)
    assert.deepEqual(await findInHeap(page, [...PERSON, LONG]), [])
  }

  it('is found by the search while it is shown, as is what was planted', async () => {
    const page = await showSomebody()
    assert.deepEqual(await findInHeap(page, ['HYTHLODAEUS']), ['HYTHLODAEUS'])
    await page.evaluate(() => Object.assign(window, { planted: ['ZZ', 'PLANTED'].join('-') }))
    assert.deepEqual(await findInHeap(page, ['ZZ-PLANTED']), ['ZZ-PLANTED'])
  })

  it('is gone from document and memory after its time', async () => {
    const page = await showSomebody()
    await page.clock.fastForward(PERIOD_MS)
    await page.getByText('its time was over').waitFor()
    await assertNobody(page)
  })

  it('is gone at once when the page is hidden', async () => {
    const page = await showSomebody()
    const html = await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
      // In the same turn: a browser may stop the page after it.
      return document.documentElement.outerHTML
    })
    for (const each of PERSON) assert.ok(!html.includes(each), each)
    await assertNobody(page)
  })

  it('is gone at once when the page is left or frozen', async () => {
    for (const event of ['pagehide', 'freeze']) {
      const page = await showSomebody()
      const html = await page.evaluate((name) => {
        const target = name === 'freeze' ? document : window
        target.dispatchEvent(new Event(name))
        return document.documentElement.outerHTML
      }, event)
      for (const each of PERSON) assert.ok(!html.includes(each), each)
    }
  })

  it('is gone with the next scan, and with it the worker that read it', async () => {
    const page = await showSomebody()
    await waitUntil(page, () => page.workers().length === 0)
    await page.getByRole('button', { name: 'Scan next' }).click()
    await page.locator('video').waitFor({ state: 'attached' })
    await assertNobody(page)
  })

  it('can be kept open three times, and tells its last ten seconds', async () => {
    const page = await showSomebody()
    const keepOpen = page.getByRole('button', { name: /^Keep open/ })
    for (const left of ['3 times more', '2 times more', 'once more']) {
      await page.clock.fastForward(PERIOD_MS - 8000)
      await page.getByText(/closes in [78] seconds/).waitFor()
      await keepOpen.filter({ hasText: left }).click()
      await page.clock.fastForward(8000)
    }
    assert.equal(await keepOpen.count(), 0)
    assert.match(await page.locator('body').innerText(), /HYTHLODAEUS/)
    await page.clock.fastForward(PERIOD_MS)
    await page.getByText('its time was over').waitFor()
    await assertNobody(page)
  })

  it('stands as long as the build of the page says, which the first run says too', async () => {
    const site = await serveSite(await keepSlowPage())
    const other = await openOfficer(site.address)
    await other.page.clock.install()
    await other.begin(null)
    await other.page.getByText('the answer is wiped after 60 seconds').waitFor()
    await other.begin()
    await other.give(TEXT)
    assert.equal(await other.verdict(), 'specimen')
    await other.page.clock.fastForward(55_000)
    await other.page.getByText(/closes in [45] seconds/).waitFor()
    await other.page.clock.fastForward(5000)
    await other.page.getByText('its time was over').waitFor()
    await other.close()
    await site.stop()
  })

  it('holds the lock of a check as long as it stands, and no longer', async () => {
    const held = (page: Page) =>
      page.evaluate(async () => (await navigator.locks.query()).held?.map(({ name }) => name))
    const page = await showSomebody()
    assert.ok((await held(page))?.includes('pratique-check'))
    await page.getByRole('button', { name: 'Home' }).click()
    await page.locator('button.scan').waitFor()
    assert.ok(!(await held(page))?.includes('pratique-check'))
  })
})
