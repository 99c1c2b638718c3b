import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { encodeQr, toSvg } from 'pratique/qr'
import { SKIPPED } from './browser.ts'
import { specimen } from './certificates.ts'
import { DRAWING_BOMBS } from './drawing-bombs.ts'
import { writePdf } from './made-pdf.ts'
import { openScanPage, type ScanPage } from './scan-page.ts'

const PICTURE = readFileSync(
  new URL('../../../vectors/specimen/pcr-not-detected.png', import.meta.url),
)
const PCR = specimen('pcr-not-detected')
const RECOVERY = specimen('recovery')

describe('a file', { skip: SKIPPED }, () => {
  let scan: ScanPage
  before(async () => {
    scan = await openScanPage()
  })
  after(async () => {
    await scan?.close()
  })

  it('read a PNG', async () => {
    await scan.open()
    await scan.choose('code.png', PICTURE)
    assert.equal(await scan.verdict(), 'specimen')
  })

  for (const type of ['image/jpeg', 'image/webp']) {
    it(`read a picture of the type ${type}, whatever it is called`, async () => {
      const converted = await scan.page.evaluate(convertPicture, {
        base64: PICTURE.toString('base64'),
        type,
      })
      await scan.open()
      await scan.choose('holiday.bin', Buffer.from(converted, 'base64'))
      assert.equal(await scan.verdict(), 'specimen')
    })
  }

  it('read an SVG, and a text', async () => {
    const svg = toSvg(encodeQr(PCR))
    for (const file of [svg, `\uFEFF${PCR}\r\n`]) {
      await scan.open()
      await scan.choose('code.txt', Buffer.from(file))
      assert.equal(await scan.verdict(), 'specimen')
    }
  })

  it('read the codes on the pages of a PDF, and never choose among them', async () => {
    const { page } = scan
    await scan.open()
    await scan.choose('certificate', writePdf([[], [PCR]]))
    assert.equal(await scan.verdict(), 'specimen')
    await scan.open()
    await scan.choose('certificates', writePdf([[PCR], [RECOVERY]]))
    await page.getByRole('heading', { name: 'There are several certificates' }).waitFor()
    await page.getByRole('button', { name: 'page 2' }).click()
    assert.equal(await scan.verdict(), 'specimen')
  })

  it('say what is wrong with a file, and scan on', async () => {
    const { page } = scan
    await scan.open()
    const wrong = [
      ['empty', Buffer.from(' \n'), /nothing in it/],
      ['damaged', PICTURE.subarray(0, 200), /damaged/],
      ['other', Buffer.from([0x4d, 0x5a, 0x90, 0x00]), /neither a picture nor a text/],
      ['blank', await blankPicture(page), /No code was found/],
      ['bomb', statedSize(PICTURE, 30_000), /too large/],
      ...DRAWING_BOMBS.map((svg) => ['drawing', Buffer.from(svg), /damaged/] as const),
      ['pdf', Buffer.from('%PDF-1.7 damaged'), /This PDF could not be read/],
      ['no code', writePdf([[]]), /No code was found/],
      ['heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0'), /HEIC/],
    ] as const
    for (const [name, file, words] of wrong) {
      await scan.choose(name, file)
      await page.getByRole('alert').filter({ hasText: words }).waitFor()
      await page.getByText('Camera is open').waitFor()
    }
    await page.getByRole('button', { name: 'Cancel' }).click()
  })

  it('let go of a file that is being read when the scan is ended', async () => {
    const { page } = scan
    await scan.open()
    const opened = page.waitForEvent('worker')
    await scan.choose('certificates', writePdf(Array.from({ length: 25 }, () => [])))
    await opened
    await page.getByText('Reading').waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.locator('button.scan').waitFor()
    await page.waitForTimeout(1000)
    assert.deepEqual(page.workers(), [])
  })
})

/** Gives a PNG another size in its header; the rest stays as it is. */
function statedSize(png: Buffer, side: number): Buffer {
  const changed = Buffer.from(png)
  changed.writeUInt32BE(side, 16)
  changed.writeUInt32BE(side, 20)
  return changed
}

async function blankPicture(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    return canvas.toDataURL('image/png').slice('data:image/png;base64,'.length)
  })
  return Buffer.from(base64, 'base64')
}

/** Runs in the browser. */
async function convertPicture(given: { base64: string; type: string }): Promise<string> {
  const bytes = Uint8Array.from(atob(given.base64), (character) => character.charCodeAt(0))
  const bitmap = await createImageBitmap(new Blob([bytes]))
  const canvas = document.createElement('canvas')
  canvas.width = bitmap.width
  canvas.height = bitmap.height
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
  return canvas.toDataURL(given.type, 0.9).replace(/^.*,/, '')
}
