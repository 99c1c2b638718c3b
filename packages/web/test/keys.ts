/**
 * The page by keyboard alone: what has the focus, and how one gets about.
 *
 * @module
 */

import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'

/** More presses than any screen has stops. */
const MOST_STOPS = 40

export interface Stop {
  readonly tag: string
  readonly name: string
  /** Of the ring around it, in px; 0 if there is none. */
  readonly ring: number
  /** Whether it, or what it belongs to, is what one sees at its middle. */
  readonly isSeen: boolean
}

/** What has the focus. */
export function readFocus(page: Page): Promise<Stop> {
  return page.evaluate(() => {
    const element = document.activeElement ?? document.body
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element)
    const isDrawn = outlineStyle !== 'none' && !/, 0\)$/.test(outlineColor)
    const { left, top, width, height } = element.getBoundingClientRect()
    const hit = document.elementFromPoint(left + width / 2, top + height / 2)
    const label = Reflect.get(element, 'labels')?.[0]
    const texts = [element.getAttribute('aria-label'), label?.textContent, element.textContent]
    return {
      tag: element.tagName,
      name: (texts.find((text) => text?.trim()) ?? '').replace(/\s+/g, ' ').trim(),
      ring: isDrawn ? Number.parseFloat(outlineWidth) : 0,
      isSeen: hit !== null && (element.contains(hit) || hit.contains(element)),
    }
  })
}

/** Presses Tab until something of that name has the focus; each stop on the way is a good one. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const names: string[] = []
  for (let presses = 0; presses < MOST_STOPS; presses++) {
    await page.keyboard.press('Tab')
    const stop = await readFocus(page)
    assertStop(stop)
    const isNamed = typeof name === 'string' ? stop.name.startsWith(name) : name.test(stop.name)
    if (isNamed && stop.tag !== 'BODY') return
    names.push(`${stop.tag} ${stop.name}`)
  }
  assert.fail(`Tab does not lead to ${name}, but to ${[...new Set(names)].join(', ')}`)
}

/** Goes there, and presses Enter. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.press('Enter')
}

/**
 * Goes round all stops of a screen: all that can be used is one of them, in the order of the document, and
 * the last leads on. Returns their names from the first of the document.
 */
export async function goRound(page: Page): Promise<readonly string[]> {
  const wanted = await markControls(page)
  const seen: number[] = []
  for (let presses = 0; presses < MOST_STOPS; presses++) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(() => document.activeElement?.getAttribute('data-stop'))
    // Between the last and the first stand the controls of the browser.
    if (at === undefined || at === null) continue
    assertStop(await readFocus(page))
    // The parts of a date are stops of one control.
    if (seen.at(-1) === Number(at)) continue
    if (seen.includes(Number(at))) break
    seen.push(Number(at))
  }
  const first = seen.indexOf(Math.min(...seen))
  assert.deepEqual([...seen.slice(first), ...seen.slice(0, first)], [...wanted.keys()])
  return wanted
}

/** Numbers what can be used, in the order of the document; of radio buttons, the one that Tab leads to. */
function markControls(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const selector = 'button, select, textarea, summary, a[href], input:not([tabindex="-1"])'
    const all = [...document.querySelectorAll<HTMLElement>(selector)].filter((element) => {
      const isShut = element.closest('[inert]') !== null || element.matches(':disabled')
      const isOther = element instanceof HTMLInputElement && element.type === 'radio'
      const isRest = isOther && !(element as HTMLInputElement).checked
      return element.checkVisibility() && !isShut && !isRest
    })
    for (const old of document.querySelectorAll('[data-stop]')) old.removeAttribute('data-stop')
    for (const [at, element] of all.entries()) element.dataset['stop'] = String(at)
    return all.map(({ textContent }) => (textContent ?? '').replace(/\s+/g, ' ').trim())
  })
}

function assertStop({ tag, name, ring, isSeen }: Stop): void {
  if (tag === 'BODY' || tag === 'HTML') return
  assert.ok(ring >= 2, `${tag} ${name} has a ring`)
  assert.ok(isSeen, `${tag} ${name} is seen where it has the focus`)
}

/** Waits until a headline has the focus. */
export async function untilFocused(page: Page, headline: string | RegExp): Promise<void> {
  await page.getByRole('heading', { name: headline, level: 1 }).waitFor()
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
}
