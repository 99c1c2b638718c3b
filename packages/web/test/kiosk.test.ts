/**
 * A kiosk from film to gate: a build of its own, opened by a page of another origin.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { encodeMrz } from 'pratique/issue'
import { EN } from '../src/messages/en.ts'
import { type OpenBrowser, openBrowser, PATIENCE_MS, SKIPPED } from './browser.ts'
import { drawCodes, drawTable, writeFilm } from './fake-camera.ts'
import { typeByScanner } from './hand-scanner.ts'
import { buildPage, type Site, serveSite } from './made-site.ts'
import { waitForWorker, waitUntil } from './on-page.ts'

const VECTORS = new URL('../../../vectors/', import.meta.url)
const PCR = readText('pcr-not-detected')
const NAMES = /HYTHLOD|Hythlod|RAPHAEL|Raphael|GILES/

function readText(name: string): string {
  return readFileSync(new URL(`specimen/${name}.txt`, VECTORS), 'utf8').trim()
}

/** The lines of a passport of Utopia. */
function passport(familyName: string): readonly string[] {
  const written = encodeMrz({
    ...{ kind: 'TD3', documentCode: 'P', issuingState: 'UTO', nationality: 'UTO' },
    ...{ documentNumber: 'L898902C3', familyName, givenNames: 'RAPHAEL', birthDate: '1976-05-16' },
    ...{ sex: 'M', expiryDate: '2030-01-01', optionalData: '' },
  })
  assert.ok(written.kind === 'written')
  return written.lines
}

function originOf({ address }: Site): string {
  return new URL(address).origin
}

const OPENER = `<!doctype html><title>Gate</title><script>
  const received = []
  addEventListener('message', ({ origin, data }) => received.push({ origin, data }))
</script>`

describe('a kiosk', { skip: SKIPPED }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-kiosk-'))
  const film = join(folder, 'film.y4m')
  /** The gate's page, a stranger's, and the kiosk. */
  let own: Site
  let other: Site
  let served: Site
  let browser: OpenBrowser
  let gate: Page
  let kiosk: Page
  const messages: string[] = []

  before(async () => {
    writeFilm(film, drawTable())
    writeFileSync(join(folder, 'index.html'), OPENER)
    ;[own, other] = [await serveSite(folder), await serveSite(folder)]
    const site = { opener: originOf(own), kiosk: { start: 'on-request' } }
    served = await serveSite(buildPage(folder, site))
    browser = await openBrowser(film)
    await browser.context.clock.install()
    gate = await browser.context.newPage()
    await gate.goto(own.address)
    kiosk = await open(gate)
  })
  after(async () => {
    await browser?.close()
    for (const server of [own, other, served]) await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Opens the kiosk from a page, as a gate does. */
  async function open(from: Page): Promise<Page> {
    const opened = from.waitForEvent('popup')
    const address = `${served.address}#kiosk`
    await from.evaluate((url) => void window.open(url), address)
    const page = await opened
    page.setDefaultTimeout(PATIENCE_MS)
    page.on('console', (message) => messages.push(message.text()))
    page.on('pageerror', (error) => messages.push(String(error)))
    return page
  }

  async function show(text: string): Promise<void> {
    await kiosk.getByRole('heading', { name: 'Show your health certificate' }).waitFor()
    writeFilm(film, drawCodes([{ text }]))
    // The film is read when the camera opens: as if it had been unplugged for a moment.
    await kiosk.evaluate(() => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })
      document.dispatchEvent(new Event('visibilitychange'))
      Reflect.deleteProperty(document, 'hidden')
      document.dispatchEvent(new Event('visibilitychange'))
    })
  }

  async function verdict(): Promise<string | null> {
    const answer = kiosk.locator('[data-verdict]')
    await answer.waitFor()
    assert.doesNotMatch(await kiosk.content(), NAMES)
    return answer.getAttribute('data-verdict')
  }

  /** Lets the time of an answer pass. */
  async function pass(): Promise<void> {
    await kiosk.clock.fastForward(5000)
  }

  async function received(page: Page): Promise<readonly { origin: string; data: unknown }[]> {
    return page.evaluate('received.splice(0)')
  }

  it('compares the passport, lets through, and tells its gate no more than that', async () => {
    await show(PCR)
    await kiosk.getByRole('heading', { name: 'Now your passport' }).waitFor()
    assert.deepEqual(await received(gate), [])
    writeFilm(film, drawTable())
    const [first, second] = passport('HYTHLODAEUS')
    const field = kiosk.getByRole('textbox').first()
    await field.fill(first ?? '')
    await field.press('Enter')
    await kiosk
      .getByRole('textbox')
      .nth(1)
      .fill(second ?? '')
    await kiosk.getByRole('button', { name: 'Compare' }).click()
    assert.equal(await verdict(), 'specimen')
    const data = { type: 'pratique-verdict', verdict: 'specimen', exitCode: 31, code: null }
    assert.deepEqual(await received(gate), [{ origin: originOf(served), data }])
  })

  it('begins anew by itself, with nothing left of the person', async () => {
    await pass()
    await kiosk.getByRole('heading', { name: 'Show your health certificate' }).waitFor()
    assert.doesNotMatch(await kiosk.content(), NAMES)
  })

  it('says which lines cannot be read, and refuses another person’s passport, by a reader that types', async () => {
    await show(PCR)
    await kiosk.getByRole('heading', { name: 'Now your passport' }).waitFor()
    writeFilm(film, drawTable())
    await kiosk.getByRole('button', { name: 'Compare' }).click()
    await kiosk.getByRole('alert').filter({ hasText: 'could not be read' }).waitFor()
    // Into no field: a field reads what is typed into it.
    await kiosk.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    for (const line of passport('GILES')) await typeByScanner(kiosk, line)
    assert.equal(await verdict(), 'specimen')
    const [message] = await received(gate)
    assert.deepEqual(message?.data, {
      ...{ type: 'pratique-verdict', verdict: 'specimen', exitCode: 31, code: 'holder.mismatch' },
    })
  })

  it('calls staff after the second failure', async () => {
    await pass()
    await kiosk.getByRole('heading', { name: 'Show your health certificate' }).waitFor()
    await show('https://example.org')
    assert.equal(await verdict(), 'not-a-certificate')
    await pass()
    await kiosk.getByRole('heading', { name: 'A member of staff will help you' }).waitFor()
    const size = await kiosk.evaluate(
      () => getComputedStyle(document.querySelector('p') as Element).fontSize,
    )
    assert.ok(Number.parseFloat(size) >= 24)
    writeFilm(film, drawTable())
    await kiosk.getByRole('button', { name: 'Start again' }).click()
  })

  it('asks for nothing while its camera looks, and does when nobody has been there for a while', async () => {
    const looks = kiosk.getByText(EN.kiosk.attractHint)
    await looks.waitFor()
    const askedAt = () => kiosk.evaluate(readAsked)
    // It may have asked before its camera opened, which then is at its end.
    await waitUntil(kiosk, () => kiosk.evaluate(isAtRest))
    await kiosk.evaluate(forgetAsked)
    await kiosk.clock.fastForward(130_000)
    await waitUntil(kiosk, async () => (await askedAt()) !== undefined)
    await looks.waitFor()
    await waitForWorker(kiosk)
  })

  it('tells nothing to a page of another origin that opened it', async () => {
    await kiosk.close()
    const stranger = await browser.context.newPage()
    await stranger.goto(other.address)
    kiosk = await open(stranger)
    await show('https://example.org')
    assert.equal(await verdict(), 'not-a-certificate')
    assert.deepEqual(await received(stranger), [])
    const refusals = messages.filter((text) => !text.includes('target origin provided'))
    assert.deepEqual(refusals, [])
  })

  it('is none without the word in the address', async () => {
    await kiosk.goto(served.address)
    await kiosk.getByRole('button', { name: EN.flow.agree }).waitFor()
  })
})

/** Runs in the browser: whether it asks for nothing just now. */
async function isAtRest(): Promise<boolean> {
  const { held = [], pending = [] } = await navigator.locks.query()
  return [...held, ...pending].every(({ name }) => name !== 'pratique-refresh')
}

/** Runs in the browser: as if it had never asked. */
async function forgetAsked(): Promise<void> {
  const databases = await indexedDB.databases()
  if (!databases.some(({ name }) => name === 'pratique')) return
  await new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open('pratique')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const change = opening.result.transaction('times', 'readwrite')
      change.objectStore('times').delete('asked')
      change.oncomplete = () => resolve()
      opening.result.close()
    }
  })
}

/** When the page last asked whether there is anything newer. */
async function readAsked(): Promise<unknown> {
  // To open what is not there would make it.
  const databases = await indexedDB.databases()
  if (!databases.some(({ name }) => name === 'pratique')) return undefined
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('pratique')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const asked = opening.result.transaction('times').objectStore('times').get('asked')
      asked.onsuccess = () => resolve(asked.result)
      opening.result.close()
    }
  })
}
