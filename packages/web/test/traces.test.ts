import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import {
  type OpenBrowser,
  openBrowser,
  type Served,
  SKIPPED,
  servePage,
  startAtHome,
} from './browser.ts'
import { drawCodes, writeFilm } from './fake-camera.ts'
import { scan, untilKept } from './journey.ts'
import { findInFolder, readOrigin } from './traces.ts'

const SPECIMEN = new URL('../../../vectors/specimen/pcr-not-detected.txt', import.meta.url)
const TEXT = readFileSync(SPECIMEN, 'utf8').trim()
/** What the certificate states of its holder, and parts of its text. */
const PERSONAL = [
  'HYTHLODAEUS',
  'Hythlodæus',
  'RAPHAEL',
  '1976-05-16',
  '16 May 1976',
  TEXT.slice(40, 80),
]
const PLANTED = 'NOBODY<<PLANTED'
const PERIOD_MS = 30_000

describe('what a check leaves behind', { skip: SKIPPED }, () => {
  let folder: string
  let served: Served
  let browser: OpenBrowser
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pratique-traces-'))
    const film = join(folder, 'film.y4m')
    writeFilm(film, drawCodes([{ text: TEXT }]))
    served = await servePage()
    browser = await openBrowser(film)
    await startAtHome(browser.context)
  })
  after(async () => {
    await browser?.close()
    await served?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is nothing, in the page, in its storage, in its console or on disk', async () => {
    const page = await browser.context.newPage()
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    await page.clock.install()
    await page.goto(served.address)
    await untilKept(page)
    const shown = await scan(page)
    assert.match(shown, /specimen/i)
    assert.match(await page.locator('main').innerText(), /HYTHLODAEUS/, 'it was there')
    await page.clock.runFor(PERIOD_MS + 1000)
    await page.getByRole('button', { name: /^Scan/ }).waitFor()
    await page.evaluate((text) => localStorage.setItem('planted', text), PLANTED)

    const origin = await readOrigin(page)
    assert.ok(origin.includes(PLANTED), 'what is there is found')
    for (const part of PERSONAL) assert.ok(!origin.includes(part), part)
    assert.deepEqual(said, [])

    await browser.context.close()
    writeFileSync(join(browser.profile, 'planted'), Buffer.from(PLANTED, 'utf16le'))
    assert.ok(
      findInFolder(browser.profile, PLANTED).length >= 2,
      'in a file, and in what Chromium stores',
    )
    for (const part of PERSONAL) assert.deepEqual(findInFolder(browser.profile, part), [], part)
  })
})
