import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { type Served, SKIPPED, type Start } from './browser.ts'
import { HOLDER, row, specimen } from './certificates.ts'
import { NOW, serveExercisePage } from './exercise-page.ts'
import { draw, findFaults, findMisfitsOfSizes } from './look-at.ts'
import { type Officer, openOfficer } from './officer.ts'

/** Trees of accessibility, one a verdict; written anew with PRATIQUE_WRITE=1. */
const TREES = new URL('trees/', import.meta.url)
const isWriting = process.env['PRATIQUE_WRITE'] === '1'
const UT: Start = { mode: { kind: 'entry', destination: 'UT' } }
const XE: Start = { mode: { kind: 'entry', destination: 'XE' } }
const GENUINE: Start = { mode: { kind: 'genuine-only' } }
const VACCINATION = row('eu-dcc/vaccination')

interface Case {
  readonly name: string
  readonly start: Start
  readonly text: string
  readonly verdict: string
  readonly role: 'status' | 'alert'
  readonly isPersonShown: boolean
}

/** The eight verdicts, and "genuine" with a result that must not be overlooked. */
const CASES: readonly Case[] = [
  toCase('accepted', UT, VACCINATION, true),
  toCase('refused', UT, row('eu-dcc/pcr-detected'), false),
  toCase('not-genuine', UT, specimen('broken-signature'), false),
  toCase('undecided', UT, row('eu-dcc/dn-text'), false),
  toCase('not-a-certificate', UT, 'M1DOE/JOHN EABC123 HELSINKI', false),
  toCase('more-needed', XE, VACCINATION, true),
  toCase('genuine', GENUINE, VACCINATION, true),
  { ...toCase('genuine', GENUINE, row('eu-dcc/pcr-detected'), true), name: 'genuine-detected' },
  toCase('specimen', GENUINE, specimen('pcr-not-detected'), false),
]

function toCase(verdict: string, start: Start, text: string, isPersonShown: boolean): Case {
  const role = ['accepted', 'genuine', 'more-needed'].includes(verdict) ? 'status' : 'alert'
  return { name: verdict, start, text, verdict, role, isPersonShown }
}

/** Where a reader of screens begins. */
async function assertHeadlineFocused(page: Page): Promise<void> {
  const focused = await page.evaluate(() => document.activeElement?.tagName)
  assert.equal(focused, 'H1')
}

describe('the screens', { skip: SKIPPED }, () => {
  let served: Served
  let officer: Officer
  before(async () => {
    served = await serveExercisePage()
    officer = await openOfficer(served.address, { now: NOW })
    await officer.page.setViewportSize({ width: 390, height: 844 })
  })
  after(async () => {
    await officer?.close()
    await served?.stop()
  })

  /** What every screen must be. */
  async function inspect(name: string): Promise<void> {
    const { page } = officer
    assert.deepEqual(await findFaults(page), [], name)
    await draw(page, name)
    assert.deepEqual(await findMisfitsOfSizes(page), [], name)
  }

  for (const { name, start, text, verdict, role, isPersonShown } of CASES) {
    it(`say ${name} by word, role and focus`, async () => {
      const { page } = officer
      await officer.next(start)
      await officer.give(text)
      assert.equal(await officer.verdict(), verdict)
      const panel = page.locator('[data-verdict]')
      assert.equal(await panel.getAttribute('role'), role)
      await assertHeadlineFocused(page)
      const shown = await page.locator('body').innerText()
      if (verdict !== 'specimen') assert.equal(shown.includes(HOLDER), isPersonShown)
      await inspect(name)
      assertTree(name, await page.locator('main').ariaSnapshot())
    })
  }

  it('lead through the first run', async () => {
    const { page } = officer
    await officer.begin(null)
    await inspect('welcome')
    await page.getByRole('button', { name: 'I have read this' }).click()
    await page.getByRole('heading', { name: 'What do you check?' }).waitFor()
    await page.locator('main select').first().selectOption('UT')
    await page.getByLabel('On another day').check()
    await page.getByLabel('Date of arrival').fill('2026-12-24')
    await inspect('mode')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('button', { name: /^Scan UT.· arrival 24 December 2026$/ }).waitFor()
    await inspect('home')
    // What is done next, whatever the way here was.
    assert.equal(await page.locator('button.scan:focus').count(), 1)
    await page.getByRole('button', { name: 'Change' }).click()
    assert.equal(await page.getByLabel('Date of arrival').inputValue(), '2026-12-24')
    await assertHeadlineFocused(page)
  })

  it('ask for what is missing before a mode is used', async () => {
    const { page } = officer
    await officer.begin(null)
    await page.getByRole('button', { name: 'I have read this' }).click()
    const button = page.getByRole('button', { name: 'Continue' })
    await button.click()
    await page.getByRole('alert').filter({ hasText: 'Choose the destination' }).waitFor()
    await page.locator('main select').first().selectOption('UT')
    await page.getByLabel('On another day').check()
    await button.click()
    await page.getByRole('alert').filter({ hasText: 'Enter the date' }).waitFor()
    await inspect('mode-problem')
  })

  it('say "no entry rule is checked" on the button where none is', async () => {
    await officer.begin(GENUINE)
    await officer.page.getByRole('button', { name: /^Scan .*no entry rule is checked/ }).waitFor()
    await inspect('home-genuine-only')
  })

  it('compare the person with a document, and go on to the next', async () => {
    const { page } = officer
    await officer.begin(UT)
    await officer.give(VACCINATION)
    await officer.verdict()
    await page.clock.fastForward(25_000)
    await page.locator('.isEnding').waitFor()
    await inspect('accepted-ending')
    await page.getByRole('button', { name: 'Compare with the document' }).click()
    await page.getByRole('heading', { name: 'Is it the same person?' }).waitFor()
    await inspect('compare')
    await page.getByRole('button', { name: 'Something is wrong' }).click()
    await page.getByRole('alert').filter({ hasText: 'Not this person’s' }).waitFor()
    assert.ok(!(await page.locator('body').innerText()).includes(HOLDER))
    await inspect('compare-differs')
    await page.getByRole('button', { name: 'Scan next' }).click()
    await page.locator('video').waitFor({ state: 'attached' })
  })

  it('confirm a comparison, and scan again by themselves', async () => {
    const { page } = officer
    await officer.begin(UT)
    await officer.give(VACCINATION)
    await page.getByRole('button', { name: 'Compare with the document' }).click()
    const same = page.getByRole('button', { name: 'Details are correct' })
    await same.waitFor()
    await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1000))
    await same.click()
    await page.getByRole('heading', { name: 'Identity compared' }).waitFor()
    await draw(page, 'compare-same')
    await page.clock.runFor(800)
    await page.clock.resume()
    await page.locator('video').waitFor({ state: 'attached' })
  })

  it('gather the codes of one card, and two documents of one person', async () => {
    const { page } = officer
    await officer.begin(GENUINE)
    await officer.give(specimen('card-chunk-1'))
    await page.getByText('One is read').waitFor()
    await officer.give(specimen('card-chunk-2'))
    assert.equal(await officer.verdict(), 'specimen')
    await officer.begin(XE)
    await officer.give(VACCINATION)
    await page.getByRole('button', { name: 'Scan the other document' }).click()
    await officer.give(row('eu-dcc/recovery'))
    // Another person's: the two are never taken together.
    assert.equal(await officer.verdict(), 'refused')
    await page.getByText('holder.mismatch').waitFor()
  })

  it('change what they can be set to, and remember it', async () => {
    const { page } = officer
    await officer.begin(GENUINE)
    await page.getByRole('button', { name: 'Settings' }).click()
    await page.getByLabel('Sound').uncheck()
    await page.getByLabel('Green for').check()
    await page.getByRole('button', { name: 'Meets the rule' }).click()
    await inspect('settings')
    await page.reload()
    assert.equal(await page.locator('html').getAttribute('data-theme'), 'green')
    const kept = await page.evaluate(() => localStorage.getItem('pratique.settings'))
    assert.equal(JSON.parse(kept ?? '').isSoundOn, false)
  })

  it('change the language in place, and its direction', async () => {
    const { page } = officer
    await officer.begin(GENUINE)
    await officer.give(VACCINATION)
    await officer.verdict()
    await page.getByLabel('Language').selectOption('ar')
    await page.getByRole('heading', { name: 'شهادة أصلية' }).waitFor()
    const html = page.locator('html')
    assert.deepEqual(
      [await html.getAttribute('lang'), await html.getAttribute('dir')],
      ['ar', 'rtl'],
    )
    await inspect('genuine-ar')
  })

  it('are a card for staff that is one sheet of A4 in each language', async () => {
    const { page } = officer
    for (const language of ['en', 'fr', 'es', 'ar', 'ru', 'zh']) {
      await officer.begin({ ...GENUINE, language })
      await page.locator('nav button').first().click()
      await page.locator('table').waitFor()
      await inspect(`staff-card-${language}`)
      const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true })
      assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length, 1, language)
    }
  })

  it('fit on small screens, large letters and the dark', async () => {
    const { page } = officer
    await page.setViewportSize({ width: 320, height: 640 })
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    await officer.begin({ ...UT, language: 'ru' })
    await inspect('home-320-dark')
    assert.equal(await countMoving(page), 0)
    await officer.give(VACCINATION)
    await officer.verdict()
    await inspect('accepted-320-dark')
    assert.equal(await countMoving(page), 0)
    await page.getByRole('button', { name: 'Сверить' }).click()
    await page.locator('main h1:focus').waitFor()
    await inspect('compare-320-dark')
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: null })
    await page.setViewportSize({ width: 1280, height: 800 })
    await officer.begin(UT)
    await inspect('home-1280')
    // Who has not asked for stillness sees what moves: it would be found.
    assert.ok((await countMoving(page)) > 0)
    await officer.give(VACCINATION)
    await officer.verdict()
    await inspect('accepted-1280')
  })

  it('wrote nothing to the console', () => {
    assert.deepEqual(officer.console, [])
  })
})

function assertTree(name: string, tree: string): void {
  const file = new URL(`${name}.yml`, TREES)
  if (isWriting) {
    mkdirSync(TREES, { recursive: true })
    writeFileSync(file, `${tree}\n`)
  }
  assert.ok(existsSync(file), `write ${name}.yml with PRATIQUE_WRITE=1`)
  assert.equal(`${tree}\n`, readFileSync(file, 'utf8'))
}

/** How many elements move or may. */
function countMoving(page: Page): Promise<number> {
  return page.evaluate(() => {
    const isMoving = (element: Element): boolean => {
      const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element)
      const lasts = transitionDuration.split(',').some((each) => Number.parseFloat(each) > 0)
      return lasts || animationName !== 'none' || scrollBehavior === 'smooth'
    }
    return [...document.querySelectorAll('*')].filter(isMoving).length
  })
}
