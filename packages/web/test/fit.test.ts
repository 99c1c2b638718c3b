/**
 * Every screen, for axe, on a small screen, and in letters of twice the size: by day what screens.test.ts has not
 * looked at, from right to left by night all of it, and answers in the language with the longest words. With
 * `npm run test:long` all of it in each.
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
import { draw, findFaults, findMisfitsOfSizes } from './look-at.ts'
import type { Site } from './made-site.ts'
import { type Officer, openOfficer } from './officer.ts'

const VACCINATION = row('eu-dcc/vaccination')
const NO_CODE = 'M1DOE/JOHN EABC123 HELSINKI'

/** What screens.test.ts has no pictures of. */
const UNSEEN = ['lists', 'a scan', 'a fault', 'a kiosk'] as const
const SEEN = ['before a scan', 'an answer'] as const

const LOOKS = [
  { language: 'en', scheme: 'light', direction: 'ltr', screens: UNSEEN },
  { language: 'ar', scheme: 'dark', direction: 'rtl', screens: [...SEEN, ...UNSEEN] },
  { language: 'ru', scheme: 'light', direction: 'ltr', screens: ['an answer'] },
] as const
const isLong = process.env['PRATIQUE_LONG'] !== undefined

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

  for (const { language, scheme, direction, screens } of LOOKS) {
    const UT: Start = { mode: { kind: 'entry', destination: 'UT' }, language }
    const XE: Start = { mode: { kind: 'entry', destination: 'XE' }, language }
    const GENUINE: Start = { mode: { kind: 'genuine-only' }, language }
    /** Axe takes its time: by night it looks at each second screen, and in a long run at all of them. */
    const axeAtEach =
      isLong || language === 'en' ? 1 : language === 'ar' ? 2 : Number.POSITIVE_INFINITY
    let count = 0

    async function inspect(name: string): Promise<void> {
      const html = page.locator('html')
      assert.equal(await html.getAttribute('lang'), language)
      assert.equal(await html.getAttribute('dir'), direction)
      if (language === 'en') await draw(page, name)
      count++
      if (count % axeAtEach === 0)
        assert.deepEqual(await findFaults(page), [], `${name} ${language}`)
      assert.deepEqual(await findMisfitsOfSizes(page), [], `${name} ${language}`)
    }

    async function begin(start: Start): Promise<void> {
      await page.setViewportSize({ width: 390, height: 844 })
      await page.clock.setSystemTime(NOW)
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      await officer.begin(start)
    }

    const SCREENS = {
      async 'before a scan'() {
        await begin({ ...GENUINE, hasAgreed: false })
        await inspect('welcome')
        await begin(UT)
        await inspect('home')
        for (const [at, name] of ['staff-card', 'settings'].entries()) {
          await page.locator('nav button').nth(at).click()
          await page.locator('main table, main ul button').first().waitFor()
          await inspect(name)
          await page.locator('#app > header button').click()
        }
        await page.locator('button.scan + button').click()
        await page.locator('input[name=arrival][value=false]').check()
        await page.locator('input[type=date]').waitFor()
        await inspect('mode')
      },

      async lists() {
        await begin(UT)
        await page.locator('.freshness button').click()
        await page.locator('dl.counters').first().waitFor()
        await inspect('lists')
        await page.locator('#app > header button').click()
        await page.clock.setSystemTime('2029-01-01T00:00:00Z')
        await page.reload()
        await page.locator('.warns').waitFor()
        await inspect('home-old')
        await page.locator('.freshness button').click()
        await page.locator('.too-old').first().waitFor()
        await inspect('lists-old')
      },

      async 'an answer'() {
        await begin(GENUINE)
        for (const [start, text, name] of [
          [GENUINE, VACCINATION, 'genuine'],
          [XE, VACCINATION, 'more-needed'],
          [UT, row('eu-dcc/pcr-detected'), 'refused'],
          [UT, specimen('broken-signature'), 'not-genuine'],
          [UT, row('eu-dcc/dn-text'), 'undecided'],
          [UT, NO_CODE, 'not-a-certificate'],
          [UT, specimen('pcr-not-detected'), 'specimen'],
          [UT, VACCINATION, 'accepted'],
        ] as const) {
          if (name !== 'genuine') await officer.next(start)
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
      },

      async 'a scan'() {
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
      },

      async 'a fault'() {
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
      },

      async 'a kiosk'() {
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
      },
    }

    for (const name of isLong ? [...SEEN, ...UNSEEN] : screens) {
      it(`of ${name}, in ${language}`, SCREENS[name])
    }
  }
})
