/**
 * A page that scans, as tests use it: from a film, a file or keys to the verdict.
 *
 * @module
 */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openBrowser, type Served, servePage, startAtHome } from './browser.ts'
import { drawTable, type Frame, writeFilm } from './fake-camera.ts'

export interface ScanPage {
  readonly page: Page
  readonly address: string
  /** What the page wrote to its console, and errors. */
  readonly console: string[]
  /** The addresses that were asked for since the page was loaded. */
  readonly requests: string[]
  /** Shows a picture to the camera, from the next scan on. */
  show(frame: Frame): void
  /** Opens the scan screen. */
  startScan(): Promise<void>
  /** Waits for the verdict of a check. */
  verdict(): Promise<string>
  close(): Promise<void>
}

/** How long a verdict may take on a busy machine. */
const PATIENCE_MS = 15_000

export async function openScanPage(): Promise<ScanPage> {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-film-'))
  const film = join(folder, 'film.y4m')
  writeFilm(film, drawTable())
  const served: Served = await servePage()
  const { context, close } = await openBrowser(film)
  await startAtHome(context)
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  const console: string[] = []
  const requests: string[] = []
  page.on('console', (message) => console.push(message.text()))
  page.on('pageerror', (error) => console.push(String(error)))
  await page.goto(served.address)
  context.on('request', (request) => requests.push(request.url()))
  return {
    ...{ page, address: served.address, console, requests },
    show: (frame) => writeFilm(film, frame),
    startScan: () => page.getByRole('button', { name: /^Scan/ }).click(),
    async verdict() {
      const answer = page.locator('[data-verdict]')
      await answer.waitFor()
      return (await answer.getAttribute('data-verdict')) ?? ''
    },
    async close() {
      await close()
      await served.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
