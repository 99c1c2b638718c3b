import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { openBrowser, type Served, SKIPPED, servePage, startAtHome } from './browser.ts'
import { drawCodes, writeFilm } from './fake-camera.ts'

const SPECIMEN = new URL('../../../vectors/specimen/pcr-not-detected.txt', import.meta.url)

describe('a scan', { skip: SKIPPED }, () => {
  let folder: string
  let served: Served
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pratique-film-'))
    served = await servePage()
  })
  after(async () => {
    await served?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('goes from the film of a specimen to its verdict', async () => {
    const film = join(folder, 'specimen.y4m')
    writeFilm(film, drawCodes([{ text: readFileSync(SPECIMEN, 'utf8').trim() }]))
    const { context, close } = await openBrowser(film)
    try {
      await startAtHome(context)
      const page = await context.newPage()
      const messages: string[] = []
      page.on('console', (message) => messages.push(message.text()))
      page.on('pageerror', (error) => messages.push(String(error)))
      await page.goto(served.address)
      await page.getByRole('button', { name: /^Scan/ }).click()
      await page.getByRole('heading', { name: 'Specimen' }).waitFor({ timeout: 15_000 })
      assert.equal(await page.locator('[data-verdict=specimen]').count(), 1)
      assert.deepEqual(messages, [])
    } finally {
      await close()
    }
  })
})
