/**
 * A page that scans, as tests use it: from a film, a file or keys to the verdict.
 *
 * @module
 */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import {
  openBrowser,
  PATIENCE_MS,
  type Served,
  type Start,
  servePage,
  startAtHome,
  toSettings,
} from './browser.ts'
import { drawTable, type Frame, writeFilm } from './fake-camera.ts'

export interface ScanPage {
  readonly page: Page
  readonly address: string
  /** What the page wrote to its console, and errors. */
  readonly console: string[]
  /** The addresses that were asked for since the page was loaded. */
  readonly requests: string[]
  /** Shows a picture to the camera, or several one after another, from the next scan on. */
  show(...frames: readonly Frame[]): void
  /** Begins at the first screen, with what a device remembers. */
  begin(start: Start): Promise<void>
  /** Opens the scan screen. */
  startScan(): Promise<void>
  /** Opens the scan screen, and waits until its camera shows something. */
  open(): Promise<void>
  /** Chooses a file, as if by the button. */
  choose(name: string, file: Buffer): Promise<void>
  /** Waits for the verdict of a check. */
  verdict(): Promise<string>
  close(): Promise<void>
}

export interface ScanPageOptions {
  /** Default: the page as everybody gets it. */
  readonly serve?: () => Promise<Served>
  /** The clock of the page, as of a date in ISO 8601; default: the machine's. */
  readonly now?: string
}

export async function openScanPage(options: ScanPageOptions = {}): Promise<ScanPage> {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-film-'))
  const film = join(folder, 'film.y4m')
  writeFilm(film, drawTable())
  const served: Served = await (options.serve ?? servePage)()
  const { context, close } = await openBrowser(film)
  if (options.now !== undefined) await context.clock.setFixedTime(options.now)
  await startAtHome(context)
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  const console: string[] = []
  const requests: string[] = []
  page.on('console', (message) => console.push(message.text()))
  page.on('pageerror', (error) => console.push(String(error)))
  await page.goto(served.address)
  const startScan = () => page.getByRole('button', { name: /^Scan/ }).click()
  context.on('request', (request) => requests.push(request.url()))
  return {
    ...{ page, address: served.address, console, requests },
    show: (...frames) => writeFilm(film, ...frames),
    async begin(start) {
      await page.evaluate(
        (text) => localStorage.setItem('pratique.settings', text),
        toSettings(start),
      )
      await page.goto(served.address)
    },
    startScan,
    async open() {
      await startScan()
      await page.getByText('Camera is open').waitFor()
    },
    async choose(name, buffer) {
      const file = { name, mimeType: 'application/octet-stream', buffer }
      await page.locator('input[type=file]').setInputFiles(file)
    },
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
