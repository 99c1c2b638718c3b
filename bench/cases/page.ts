/**
 * The page at the counter, in Chromium: from its start to the camera on a processor made four times slower, and from
 * the camera to the verdict on this one.
 *
 * @module
 */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { openBrowser, SKIPPED, servePage, startAtHome } from '../../packages/web/test/browser.ts'
import { drawCodes, writeFilm } from '../../packages/web/test/fake-camera.ts'
import { untilKept } from '../../packages/web/test/journey.ts'
import type { CaseReport, Row } from '../report.ts'
import { toBudgetRow } from './budget.ts'

const SPECIMEN = new URL('../../vectors/specimen/pcr-not-detected.txt', import.meta.url)
const SLOWER = 4
const CAMERA_MS = 2000
const VERDICT_MS = 500

/** When it was, in milliseconds since the page was asked for. */
interface Start {
  readonly camera: number
  readonly verdict: number
}

/** Measures the case: the page is on the device, and is opened anew each time. */
export async function measurePage(starts: number): Promise<CaseReport> {
  if (SKIPPED) throw new Error(SKIPPED)
  const folder = mkdtempSync(join(tmpdir(), 'pratique-page-'))
  const film = join(folder, 'specimen.y4m')
  writeFilm(film, drawCodes([{ text: readFileSync(SPECIMEN, 'utf8').trim() }]))
  const served = await servePage()
  const { context, close } = await openBrowser(film)
  try {
    await startAtHome(context)
    const first = await context.newPage()
    await first.goto(served.address)
    await untilKept(first)
    await first.close()
    const asItIs: Start[] = []
    const slowed: Start[] = []
    for (let index = 0; index < starts; index++) {
      asItIs.push(await start(context, served.address, 1))
      slowed.push(await start(context, served.address, SLOWER))
    }
    return toReport(asItIs, slowed)
  } finally {
    await close()
    await served.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function start(context: BrowserContext, address: string, rate: number): Promise<Start> {
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
  // As quick as a hand can be: it presses the button as soon as it is there.
  await page.addInitScript(() => {
    const times: Record<string, number> = {}
    Object.assign(globalThis, { times })
    new MutationObserver(() => {
      const button = document.querySelector<HTMLButtonElement>('button.scan')
      if (button && times['pressed'] === undefined) {
        times['pressed'] = performance.now()
        button.click()
      }
      const video = document.querySelector('video')
      if (video && times['video'] === undefined) {
        times['video'] = performance.now()
        video.addEventListener('loadeddata', () => {
          times['camera'] ??= performance.now()
        })
      }
      if (document.querySelector('[data-verdict]')) times['verdict'] ??= performance.now()
    }).observe(document, { childList: true, subtree: true, attributes: true })
  })
  await page.goto(address)
  await page.locator('[data-verdict="specimen"]').waitFor()
  const { camera = Number.NaN, verdict = Number.NaN } = await page.evaluate(
    () => (globalThis as unknown as { times: Partial<Record<string, number>> }).times,
  )
  await page.close()
  return { camera, verdict }
}

function toReport(asItIs: readonly Start[], slowed: readonly Start[]): CaseReport {
  const toVerdict = (starts: readonly Start[]) => starts.map((each) => each.verdict - each.camera)
  const fromOpening = 'from opening the page to the first picture, on a slowed processor'
  const fromPicture = 'from the first picture to the result'
  const rows: readonly Row[] = [
    toBudgetRow(
      'to the camera',
      fromOpening,
      slowed.map(({ camera }) => camera),
      CAMERA_MS,
      1,
    ),
    toBudgetRow('to the verdict', fromPicture, toVerdict(asItIs), VERDICT_MS, 1),
    toBudgetRow('to the verdict, slowed', fromPicture, toVerdict(slowed), VERDICT_MS, undefined),
  ]
  return {
    name: 'page',
    title: 'The page, in Chromium',
    unit: 'wall ms',
    base: 'what it may take',
    rows,
    notes: [
      `${asItIs.length} starts as it is and ${slowed.length} slowed: the page’s thread ${SLOWER} times, its workers and the service worker not`,
    ],
  }
}
