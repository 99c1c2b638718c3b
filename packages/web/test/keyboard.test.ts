/**
 * Whole checks by keyboard, by hand scanner and by camera, without a pointer.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { type OpenBrowser, openBrowser, PATIENCE_MS, SKIPPED } from './browser.ts'
import { row, specimen } from './certificates.ts'
import { NOW, serveExercisePage } from './exercise-page.ts'
import { drawCodes, drawTable, writeFilm } from './fake-camera.ts'
import { typeByScanner } from './hand-scanner.ts'
import { goRound, press, readFocus, tabTo, untilFocused } from './keys.ts'
import type { Site } from './made-site.ts'

const PERIOD_MS = 30_000
const VACCINATION = row('eu-dcc/vaccination')

describe('by keyboard alone', { skip: SKIPPED }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-keys-'))
  const film = join(folder, 'film.y4m')
  let site: Site
  let browser: OpenBrowser
  let page: Page
  before(async () => {
    writeFilm(film, drawTable())
    site = await serveExercisePage()
    browser = await openBrowser(film)
    page = await browser.context.newPage()
    page.setDefaultTimeout(PATIENCE_MS)
    await page.clock.install({ time: NOW })
    await page.goto(site.address)
  })
  after(async () => {
    await browser?.close()
    await site?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  async function untilHome(): Promise<void> {
    await page.waitForFunction(() => document.activeElement?.matches('button.scan'))
  }

  async function untilVerdict(verdict: string): Promise<void> {
    await page.locator(`[data-verdict="${verdict}"]`).waitFor()
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
  }

  it('the first run, a destination, a day and a purpose', async () => {
    await page.getByRole('heading', { name: 'Check health certificates' }).waitFor()
    await press(page, 'I have read this')
    await untilFocused(page, 'What do you check?')
    await page.locator('main select').first().waitFor()
    await press(page, 'Continue')
    await page.getByRole('alert').filter({ hasText: 'Choose the destination' }).waitFor()
    await page.waitForFunction(() => document.activeElement?.matches('main select'))
    await page.keyboard.type('Antarctica')
    await tabTo(page, 'Purpose')
    await page.keyboard.type('visit')
    await tabTo(page, 'At the time of the check')
    await page.keyboard.press('ArrowDown')
    await tabTo(page, 'Date of arrival')
    await page.keyboard.type('12122026')
    await goRound(page)
    await press(page, 'Continue')
    await untilHome()
    const mode = /Antarctica\s· arrival 12 December 2026\s· visit/
    assert.match((await readFocus(page)).name, mode)
  })

  it('the first screen, in the order in which it is read', async () => {
    const names = await goRound(page)
    assert.deepEqual(
      names.slice(1).map((name) => name.split(' ')[0]),
      ['Scan', 'Change', 'Lists', 'Card', 'Settings'],
    )
  })

  it('a scan from paste, a result, a comparison, and the next', async () => {
    await press(page, /^Scan/)
    await untilFocused(page, 'Scan the code')
    await page.getByText('Camera is open').waitFor()
    await goRound(page)
    await press(page, 'Paste')
    await untilFocused(page, 'Paste the code')
    await goRound(page)
    await press(page, 'Back to the camera')
    await untilFocused(page, 'Scan the code')
    await press(page, 'Paste')
    await untilFocused(page, 'Paste the code')
    await tabTo(page, 'The text of the code')
    await page.keyboard.insertText(VACCINATION)
    await press(page, 'Read')
    await untilVerdict('accepted')
    await goRound(page)
    await press(page, 'Compare with the document')
    await untilFocused(page, 'Is it the same person?')
    await goRound(page)
    await press(page, 'Details are correct')
    await untilFocused(page, 'Scan the code')
  })

  it('a scan by hand scanner, a difference, and the next', async () => {
    await page.getByText('Camera is open').waitFor()
    await typeByScanner(page, VACCINATION)
    await untilVerdict('accepted')
    await press(page, 'Compare with the document')
    await untilFocused(page, 'Is it the same person?')
    await press(page, 'Something is wrong')
    await untilFocused(page, 'Not this person’s certificate')
    assert.match(await page.locator('main').innerText(), /Antarctica\s· arrival 12 December 2026/)
    await goRound(page)
    await press(page, 'Scan next')
    await untilFocused(page, 'Scan the code')
    await page.keyboard.press('Escape')
    await untilHome()
  })

  it('a hand scanner at the first screen, whose keys press no button', async () => {
    await typeByScanner(page, specimen('pcr-not-detected'))
    await untilVerdict('specimen')
    await press(page, 'Home')
    await untilHome()
  })

  it('genuine only, from the camera, until its time is over', async () => {
    await press(page, 'Change')
    await untilFocused(page, 'What do you check?')
    await tabTo(page, 'Entry rules')
    await page.keyboard.press('ArrowDown')
    await goRound(page)
    await press(page, 'Continue')
    await untilHome()
    assert.match((await readFocus(page)).name, /no entry rule is checked/)
    writeFilm(film, drawCodes([{ text: VACCINATION }]))
    await page.keyboard.press('Enter')
    await untilVerdict('genuine')
    writeFilm(film, drawTable())
    for (const left of ['2 times more', 'once more', undefined]) {
      await press(page, 'Keep open')
      if (left) await page.getByText(left).waitFor()
    }
    // The button is gone, and the focus is not.
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
    await page.clock.fastForward(4 * PERIOD_MS)
    await page.getByRole('status').filter({ hasText: 'its time was over' }).waitFor()
    await untilHome()
  })

  it('a file that says nothing, and a camera that fails', async () => {
    await page.evaluate(() => {
      const fail = () => Promise.reject(new DOMException('', 'NotReadableError'))
      Reflect.set(navigator.mediaDevices, 'getUserMedia', fail)
    })
    await page.keyboard.press('Enter')
    await page.getByRole('alert').filter({ hasText: 'The camera is busy' }).waitFor()
    await untilFocused(page, 'Scan the code')
    await goRound(page)
    await page.evaluate(() => Reflect.deleteProperty(navigator.mediaDevices, 'getUserMedia'))
    await press(page, 'Try again')
    await page.getByText('Camera is open').waitFor()
    await untilFocused(page, 'Scan the code')
    await press(page, 'Paste')
    await untilFocused(page, 'Paste the code')
    await press(page, 'Read')
    await page.getByRole('alert').filter({ hasText: 'neither text' }).waitFor()
    assert.equal((await readFocus(page)).name, 'Read')
    await press(page, 'Cancel')
    await untilHome()
  })

  for (const [name, headline, inside] of [
    ['Settings', 'Settings', 'Meets the rule'],
    ['Lists', 'Lists on this device', 'Each network'],
    ['Card for staff', 'What the screen says, and what to do', 'Print'],
  ] as const) {
    it(`${name}, and back`, async () => {
      await press(page, name)
      await untilFocused(page, headline)
      await page.getByText(inside).first().waitFor()
      await goRound(page)
      await tabTo(page, inside)
      await press(page, 'Home')
      await untilHome()
    })
  }
})
