/**
 * What is wrong with a screen, as far as a machine can tell, and pictures of it.
 *
 * @module
 */

import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** Pictures of the screens, for docs/: made with PRATIQUE_SCREENS=1. */
const PICTURES = new URL('../../../docs/screens/', import.meta.url)
const isDrawing = process.env['PRATIQUE_SCREENS'] === '1'

/** Faults that axe finds in what the screen shows, by rule. */
export async function findFaults(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  return page.evaluate(async () => {
    const axe = Reflect.get(window, 'axe')
    const { violations } = await axe.run(document, { resultTypes: ['violations'] })
    return violations.map(
      ({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
        `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
    )
  })
}

export async function draw(page: Page, name: string): Promise<void> {
  if (!isDrawing) return
  mkdirSync(PICTURES, { recursive: true })
  await page.screenshot({ path: new URL(`${name}.png`, PICTURES).pathname, animations: 'disabled' })
}

/** A window of 1280 by 1024 at 200 %, the narrowest screen, and twice the letters. */
const SIZES = [
  { name: '200 %', width: 640, height: 512, letters: '' },
  { name: '320 px', width: 320, height: 640, letters: '' },
  { name: 'large letters', width: 1280, height: 1024, letters: '200%' },
] as const

/** What does not fit in each of the sizes; the page has its own again afterwards. */
export async function findMisfitsOfSizes(page: Page): Promise<readonly string[]> {
  const before = page.viewportSize()
  const found: string[] = []
  for (const { name, letters, ...viewport } of SIZES) {
    await page.setViewportSize(viewport)
    await setLetters(page, letters)
    found.push(...(await findMisfits(page)).map((misfit) => `${name}: ${misfit}`))
  }
  await setLetters(page, '')
  if (before) await page.setViewportSize(before)
  return found
}

async function setLetters(page: Page, size: string): Promise<void> {
  await page.evaluate((letters) => {
    document.documentElement.style.fontSize = letters
  }, size)
}

/** What does not fit: wider than the screen, cut, too small to be touched, or on top of each other. */
function findMisfits(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const TARGET = 48
    const root = document.documentElement
    const found: string[] = []
    const nameOf = (element: Element) =>
      `${element.tagName} ${(element.textContent ?? '').trim().slice(0, 40)}`
    const isShut = (element: Element) => element.closest('[inert], .visually-hidden') !== null
    const shown = [...document.querySelectorAll<HTMLElement>('body *')].filter(
      (element) => element.checkVisibility({ visibilityProperty: true }) && !isShut(element),
    )
    if (root.scrollWidth > innerWidth) found.push(`the page is ${root.scrollWidth} px wide`)
    for (const element of shown) {
      if (element.tagName === 'VIDEO' || element.closest('svg')) continue
      const { left, right, width } = element.getBoundingClientRect()
      const isOutside = width > 1 && (left < -1 || right > innerWidth + 1)
      if (isOutside) found.push(`${nameOf(element)} is outside`)
      const { overflowX, overflowY } = getComputedStyle(element)
      const isField = /^(?:INPUT|SELECT|TEXTAREA)$/.test(element.tagName)
      const isCut =
        (overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1) ||
        (overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1)
      if (isCut && !isField) found.push(`${nameOf(element)} is cut`)
    }
    const controls = shown
      .filter((element) =>
        element.matches('button, select, textarea, summary, input:not([tabindex="-1"])'),
      )
      .map((element) => element.closest<HTMLElement>('label:has(input[type])') ?? element)
      .map(
        (element) =>
          (element.querySelector(
            'input:not([type=radio], [type=checkbox])',
          ) as HTMLElement | null) ?? element,
      )
    for (const [at, element] of controls.entries()) {
      const { width, height } = element.getBoundingClientRect()
      const isSmall = Math.min(width, height) < TARGET - 0.5
      if (isSmall) found.push(`${nameOf(element)} is ${width} by ${height} px`)
      element.scrollIntoView({ block: 'center', behavior: 'instant' })
      const box = element.getBoundingClientRect()
      const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
      if (!hit || !(element.contains(hit) || hit.contains(element))) {
        found.push(`${nameOf(element)} is covered by ${hit ? nameOf(hit) : 'nothing'}`)
      }
      for (const other of controls.slice(at + 1)) {
        const [a, b] = [element, other].map((each) => each.getBoundingClientRect())
        const isApart =
          !a ||
          !b ||
          a.right <= b.left + 1 ||
          b.right <= a.left + 1 ||
          a.bottom <= b.top + 1 ||
          b.bottom <= a.top + 1
        const isWithin = element.contains(other) || other.contains(element)
        const isStuck = [element, other].some((each) => each.closest('.bar') !== null)
        if (!isApart && !isWithin && !isStuck)
          found.push(`${nameOf(element)} lies on ${nameOf(other)}`)
      }
    }
    scrollTo(0, 0)
    return found
  })
}
