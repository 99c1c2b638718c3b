/**
 * Every screen, for axe, on a small screen, and in letters of twice the size: from left to right by day, from
 * right to left by night, and with `npm run test:long` in the language with the longest words.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { SKIPPED, type Start } from './browser.ts'
import { row, specimen } from './certificates.ts'
import { NOW, serveExercisePage } from './exercise-page.ts'
import { typeByScanner } from './hand-scanner.ts'
import { draw, findFaults, findMisfits } from './look-at.ts'
import type { Site } from './made-site.ts'
import { type Officer, openOfficer } from './officer.ts'

const UT: Start = { mode: { kind: 'entry', destination: 'UT' } }
const XE: Start = { mode: { kind: 'entry', destination: 'XE' } }
const GENUINE: Start = { mode: { kind: 'genuine-only' } }
const VACCINATION = row('eu-dcc/vaccination')
const NO_CODE = 'M1DOE/JOHN EABC123 HELSINKI'

/** What screens.test.ts has no pictures of. */
const PICTURED =
  /^(?:kiosk|lists|home-old|scan|paste|choice-pasted|chunks|camera-refused|accepted-ending|fault)/

/** A window of 1280 by 1024 at 200 %, the narrowest screen, and twice the letters. */
const SIZES = [
  { name: '200 %', width: 640, height: 512, letters: '' },
  { name: '320 px', width: 320, height: 640, letters: '' },
  { name: 'large letters', width: 1280, height: 1024, letters: '200%' },
] as const

const LOOKS = [
  { language: 'en', scheme: 'light', direction: 'ltr' },
  { language: 'ar', scheme: 'dark', direction: 'rtl' },
  { language: 'ru', scheme: 'light', direction: 'ltr' },
] as const
const isLong = process.env['PRATIQUE_LONG'] !== undefined
const looks = isLong ? LOOKS : LOOKS.slice(0, 2)

describe('every screen', { skip: SKIPPED }, () => {
  let site: Site
  let officer: Officer
  let page: Page
  before(async () => {
    site = await serveExercisePage()
    officer = await openOfficer(site.address, { now: NOW })
    page = officer.page
  })
  after(async () => {
    await officer?.close()
    await site?.stop()
  })

  for (const [look, { language, scheme, direction }] of looks.entries()) {
    let count = 0
    async function inspect(name: string): Promise<void> {
      // Axe takes its time: it looks at each screen by day or by night, and in a long run at all of them.
      const isForAxe = isLong || (look + count++) % looks.length === 0
      const html = page.locator('html')
      assert.equal(await html.getAttribute('lang'), language)
      assert.equal(await html.getAttribute('dir'), direction)
      if (language === 'en' && PICTURED.test(name)) await draw(page, name)
      if (isForAxe) assert.deepEqual(await findFaults(page), [], `${name} ${language}`)
      const before = page.viewportSize()
      for (const { name: size, letters, ...viewport } of SIZES) {
        await page.setViewportSize(viewport)
        await setLetters(page, letters)
        assert.deepEqual(await findMisfits(page), [], `${name} ${language} ${size}`)
      }
      await setLetters(page, '')
      if (before) await page.setViewportSize(before)
    }

    async function begin(start: Start): Promise<void> {
      await page.setViewportSize({ width: 390, height: 844 })
      await page.clock.setSystemTime(NOW)
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      await officer.begin({ ...start, language })
    }

    it(`before a scan, in ${language}`, async () => {
      await begin({ ...GENUINE, hasAgreed: false })
      await inspect('welcome')
      await begin(UT)
      await inspect('home')
      await page.locator('button.scan + button').click()
      await page.locator('input[name=arrival][value=false]').check()
      await page.locator('input[type=date]').waitFor()
      await inspect('mode')
      await begin(UT)
      for (const [at, name] of ['lists', 'staff-card', 'settings'].entries()) {
        if (at === 0) await page.locator('.freshness button').click()
        else
          await page
            .locator('nav button')
            .nth(at - 1)
            .click()
        await page.locator('dl.counters, main table, main ul button').first().waitFor()
        await inspect(name)
        await page.locator('#app > header button').click()
      }
    })

    it(`of old lists, in ${language}`, async () => {
      await begin(UT)
      await page.clock.setSystemTime('2029-01-01T00:00:00Z')
      await page.reload()
      await page.locator('.warns').waitFor()
      await inspect('home-old')
      await page.locator('.freshness button').click()
      await page.locator('.too-old').first().waitFor()
      await inspect('lists-old')
    })

    it(`of a scan, in ${language}`, async () => {
      await begin(UT)
      await page.locator('button.scan').click()
      await page.locator('video.isOpen').waitFor()
      await inspect('scan')
      await page.locator('.ways button').last().click()
      await page.locator('.panel button.primary').click()
      await page.locator('.panel .notice').waitFor()
      await inspect('paste')
      await begin(UT)
      await officer.give(VACCINATION, row('eu-dcc/pcr-detected'))
      await page.locator('.panel ol').waitFor()
      await inspect('choice-pasted')
      await begin(GENUINE)
      await officer.give(specimen('card-chunk-1'))
      await page.locator('progress').waitFor()
      await inspect('chunks')
      await begin(UT)
      await page.evaluate(() => {
        const fail = () => Promise.reject(new DOMException('', 'NotAllowedError'))
        Reflect.set(navigator.mediaDevices, 'getUserMedia', fail)
      })
      await page.locator('button.scan').click()
      await page.locator('.sheet .notice').waitFor()
      await inspect('camera-refused')
    })

    it(`of an answer, in ${language}`, async () => {
      for (const [start, text, name] of [
        [GENUINE, VACCINATION, 'genuine'],
        [XE, VACCINATION, 'more-needed'],
        [UT, row('eu-dcc/pcr-detected'), 'refused'],
        [UT, row('eu-dcc/dn-text'), 'undecided'],
        [UT, NO_CODE, 'not-a-certificate'],
        [UT, VACCINATION, 'accepted'],
      ] as const) {
        await begin(start)
        await officer.give(text)
        assert.equal(await officer.verdict(), name)
        await inspect(name)
      }
      await page.clock.fastForward(25_000)
      await page.locator('.isEnding').waitFor()
      await inspect('accepted-ending')
      await page.locator('.bar button').first().click()
      await page.locator('.buttons').waitFor()
      await inspect('compare')
      await page.locator('.buttons button').last().click()
      await page.locator('main h1').waitFor()
      await inspect('compare-differs')
    })

    it(`of a fault, in ${language}`, async () => {
      await begin(UT)
      await page.locator('button.scan').click()
      await page.locator('video.isOpen').waitFor()
      await page.evaluate(() => {
        const get = () => {
          throw new Error('a bug')
        }
        Object.defineProperty(document, 'hidden', { configurable: true, get })
      })
      await officer.give(VACCINATION)
      await page.locator('main [role=alert] h1').waitFor()
      await inspect('fault')
    })

    it(`of a kiosk, in ${language}`, async () => {
      await begin(UT)
      await page.goto('about:blank')
      await page.goto(`${site.address}#kiosk`)
      await page.locator('.languages').waitFor()
      await inspect('kiosk')
      await typeByScanner(page, VACCINATION)
      await page.locator('form input').first().waitFor()
      await inspect('kiosk-document')
      await page.locator('form button').click()
      await page.locator('.notice').waitFor()
      await inspect('kiosk-unreadable')
      await page.locator('.low > button').click()
      for (const isFirst of [true, false]) {
        await page.locator('.languages').waitFor()
        await typeByScanner(page, specimen('broken-signature'))
        await page.locator('[data-verdict="not-genuine"]').waitFor()
        if (isFirst) await inspect('kiosk-not-genuine')
        await page.clock.fastForward(5000)
      }
      await page.locator('.answer button').waitFor()
      await inspect('kiosk-staff')
    })
  }
})

async function setLetters(page: Page, size: string): Promise<void> {
  await page.evaluate((letters) => {
    document.documentElement.style.fontSize = letters
  }, size)
}
