import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { type OpenBrowser, openBrowser, PATIENCE_MS, SKIPPED, startAtHome } from './browser.ts'
import { drawCodes, writeFilm } from './fake-camera.ts'
import { keepNewerPage, type Site, serveSite } from './made-site.ts'
import { openCheck, openPage, scan, waitForWorker, waitUntil } from './on-page.ts'

/** What everybody gets. */
const FIRST = fileURLToPath(new URL('../dist', import.meta.url))
const SPECIMEN = new URL('../../../vectors/specimen/pcr-not-detected.txt', import.meta.url)

/** The script that a page began with: it names the version. */
function versionOf(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector('script[src]')?.getAttribute('src') ?? '')
}

function cachesOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => caches.keys())
}

/**
 * Has the browser look for a newer version, and tells what came of it. The page may have found it by itself
 * before.
 */
function lookForNewer(page: Page): Promise<string> {
  return page.evaluate(async (patienceMs) => {
    const registration = await navigator.serviceWorker.ready
    const came = new Promise<string>((resolve) => {
      const watch = (coming: ServiceWorker | null) => {
        const tell = () => {
          if (coming && coming.state !== 'installing') resolve(coming.state)
        }
        coming?.addEventListener('statechange', tell)
        tell()
      }
      registration.addEventListener('updatefound', () => watch(registration.installing))
      watch(registration.installing ?? registration.waiting)
      setTimeout(() => resolve('nothing'), patienceMs)
    })
    await registration.update()
    return came
  }, PATIENCE_MS)
}

describe('offline', { skip: SKIPPED }, () => {
  let folder: string
  let second: string
  let browser: OpenBrowser
  const sites: Site[] = []
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pratique-offline-'))
    second = await keepNewerPage()
    const film = join(folder, 'specimen.y4m')
    writeFilm(film, drawCodes([{ text: readFileSync(SPECIMEN, 'utf8').trim() }]))
    browser = await openBrowser(film)
    await startAtHome(browser.context)
  })
  after(async () => {
    await browser?.close()
    await Promise.all(sites.map((site) => site.stop()))
    rmSync(folder, { recursive: true, force: true })
  })

  /** A server of the first version, on an address of its own, and a page of it that has visited once. */
  async function visit(): Promise<{ site: Site; page: Page; version: string }> {
    const site = await serveSite(FIRST)
    sites.push(site)
    const page = await openPage(browser.context, site.address)
    await waitForWorker(page)
    return { site, page, version: await versionOf(page) }
  }

  it('works after one visit, with the server gone', async () => {
    const { site, page } = await visit()
    await page.close()
    await site.stop()
    const again = await openPage(browser.context, site.address)
    assert.match(await scan(again), /^specimen/)
    const named = await openPage(browser.context, `${site.address}index.html?from=somewhere`)
    assert.match(await scan(named), /^specimen/)
  })

  it('asks for nothing while a check is open, even when it has not all files yet', async () => {
    const site = await serveSite(FIRST)
    sites.push(site)
    const page = await openPage(browser.context, site.address)
    // The page has what a check needs; the service worker has not all files yet.
    await page.waitForLoadState('networkidle')
    const release = await openCheck(page)
    // What was under way is over.
    await page.waitForTimeout(500)
    const before = site.asked.length
    await page.waitForTimeout(1000)
    assert.deepEqual(site.asked.slice(before), [])
    await release()
    await waitForWorker(page)
  })

  it('takes a newer version whole, and leaves pages of the older one theirs', async () => {
    const { site, page, version } = await visit()
    site.use(second)
    assert.equal(await lookForNewer(page), 'installed')
    await waitUntil(page, async () => !(await isWaitingOrComing(page)))
    // The older page goes on with its own files, which the server has no more.
    const before = site.asked.length
    assert.match(await scan(page), /^specimen/)
    assert.equal(await versionOf(page), version)
    const newer = await openPage(browser.context, site.address)
    assert.notEqual(await versionOf(newer), version)
    assert.match(await scan(newer), /^specimen/)
    const since = site.asked.slice(before).filter((asked) => !asked.includes('service-worker'))
    assert.deepEqual(since, [])
    assert.equal((await cachesOf(newer)).length, 2)
    await page.reload()
    assert.equal(await versionOf(page), await versionOf(newer))
    await waitUntil(page, async () => (await cachesOf(page)).length === 1)
    await site.stop()
    await page.reload()
    assert.match(await scan(page), /^specimen/)
  })

  it('takes over from two older pages when no check is open, and neither loses anything', async () => {
    const { site, page, version } = await visit()
    const other = await openPage(browser.context, site.address)
    await waitForWorker(other)
    assert.match(await scan(page), /^specimen/)
    site.use(second)
    const coming = lookForNewer(other)
    await waitUntil(other, () => isWaitingOrComing(other))
    await other.waitForTimeout(1000)
    assert.equal(await isWaitingOrComing(other), true)
    assert.equal(await page.locator('[data-verdict]').isVisible(), true)
    await page.getByRole('button', { name: 'Home' }).click()
    assert.equal(await coming, 'installed')
    // Chromium would leave a worker that is kept at work where it is for minutes.
    await waitUntil(other, async () => !(await isWaitingOrComing(other)))
    // What it has not loaded so far, the server has no more.
    await page.getByRole('button', { name: 'Card for staff' }).click()
    await page.getByRole('button', { name: 'Print' }).waitFor()
    assert.equal(await versionOf(page), version)
    await Promise.all([page.reload(), other.reload()])
    assert.notEqual(await versionOf(page), version)
    assert.equal(await versionOf(page), await versionOf(other))
    await other.close()
  })

  for (const fault of ['an error of the server', 'a file of the older version'] as const) {
    it(`keeps the older version when the newer one has ${fault}`, async () => {
      const { site, page, version } = await visit()
      const [script = ''] = readdirSync(join(second, 'assets')).filter((name) =>
        /^verifier-/.test(name),
      )
      assert.notEqual(script, '')
      const answer =
        fault === 'an error of the server' ? 500 : readFileSync(join(FIRST, 'icon.svg'))
      site.use(second)
      site.put(`/assets/${script}`, answer)
      assert.equal(await lookForNewer(page), 'redundant')
      await site.stop()
      await page.reload()
      assert.equal(await versionOf(page), version)
      assert.match(await scan(page), /^specimen/)
      assert.equal((await cachesOf(page)).length, 1)
    })
  }
})

function isWaitingOrComing(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const { waiting, installing } = await navigator.serviceWorker.ready
    return waiting !== null || installing !== null
  })
}
