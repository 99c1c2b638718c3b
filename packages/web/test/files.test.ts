import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { encodeQr, toSvg } from 'pratique/qr'
import { SKIPPED } from './browser.ts'
import { specimen } from './certificates.ts'
import { DRAWING_BOMBS } from './drawing-bombs.ts'
import { writePdf } from './made-pdf.ts'
import { convertPictures, turnJpeg, writeAnimation } from './made-pictures.ts'
import { waitUntil } from './on-page.ts'
import { openScanPage, type ScanPage } from './scan-page.ts'

const SPECIMENS = new URL('../../../vectors/specimen/', import.meta.url)
const PICTURE = readFileSync(new URL('pcr-not-detected.png', SPECIMENS))
const CARD_PICTURE = readFileSync(new URL('card-lab.png', SPECIMENS))
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

  async function read(name: string, file: Buffer): Promise<string> {
    await scan.open()
    await scan.choose(name, file)
    return scan.verdict()
  }

  it('is read as a PNG, of which parts may be transparent', async () => {
    assert.equal(await read('code.png', PICTURE), 'specimen')
    const plan = { pictures: [PICTURE], type: 'image/png', isTransparent: true }
    assert.equal(await read('code', await convertPictures(scan.page, plan)), 'specimen')
  })

  for (const type of ['image/jpeg', 'image/webp']) {
    it(`is read as a picture of the type ${type}, whatever it is called`, async () => {
      const converted = await convertPictures(scan.page, { pictures: [PICTURE], type })
      assert.equal(await read('holiday.bin', converted), 'specimen')
    })
  }

  it('is read as a picture that moves, by how it begins', async () => {
    assert.equal(await read('code.gif', writeAnimation(PCR)), 'specimen')
  })

  it('is turned as the camera says that made it', async () => {
    const { page } = scan
    const plan = { pictures: [PICTURE, CARD_PICTURE], type: 'image/jpeg' }
    const jpeg = await convertPictures(page, plan)
    const first = page.getByRole('button', { name: 'EU or WHO certificate' })
    const seen: string[] = []
    await scan.open()
    for (let orientation = 1; orientation <= 8; orientation++) {
      await scan.choose('photo.jpg', turnJpeg(jpeg, orientation))
      seen.push((await first.innerText()).replace(/^.*, /, ''))
      await page.getByRole('button', { name: 'Scan again' }).click()
      await page.getByText('Camera is open').waitFor()
    }
    await page.getByRole('button', { name: 'Cancel' }).click()
    const clockwise = ['upper left', 'upper right', 'lower right', 'lower left']
    assert.deepEqual(seen, [...clockwise, ...clockwise])
  })

  it('is read as an SVG, and as a text', async () => {
    const svg = toSvg(encodeQr(PCR))
    for (const file of [svg, `\uFEFF${PCR}\r\n`]) {
      assert.equal(await read('code.txt', Buffer.from(file)), 'specimen')
    }
  })

  it('is read as a PDF, on any page, however that is turned', async () => {
    assert.equal(await read('certificate', writePdf([[], [], [PCR]])), 'specimen')
    assert.equal(await read('certificate', writePdf([[PCR]], { rotate: 90 })), 'specimen')
  })

  it('may show several certificates, of which a person chooses', async () => {
    const { page } = scan
    await scan.open()
    await scan.choose('certificates', writePdf([[PCR], [RECOVERY]]))
    await page.getByRole('heading', { name: 'There are several certificates' }).waitFor()
    await page.getByRole('button', { name: 'page 2' }).click()
    assert.equal(await scan.verdict(), 'specimen')
    await scan.open()
    await scan.choose('certificates', writePdf([[], [PCR, RECOVERY]]))
    await page.getByRole('button', { name: 'page 2, bottom' }).waitFor()
    await page.getByRole('button', { name: 'page 2, top' }).click()
    assert.equal(await scan.verdict(), 'specimen')
  })

  it('that says nothing is told why, and the scan goes on', async () => {
    const { page } = scan
    await scan.open()
    const wrong = [
      ['empty', Buffer.from(' \n'), /nothing in it/],
      ['damaged', PICTURE.subarray(0, 200), /damaged/],
      ['cut off', PICTURE.subarray(0, PICTURE.length / 2), /damaged|No code was found/],
      ['other', Buffer.from([0x4d, 0x5a, 0x90, 0x00]), /neither a picture nor a text/],
      ['blank', await blankPicture(page), /No code was found/],
      ['bomb', statedSize(PICTURE, 30_000), /too large/],
      ...DRAWING_BOMBS.map((svg) => ['drawing', Buffer.from(svg), /damaged/] as const),
      ['pdf', Buffer.from('%PDF-1.7 damaged'), /This PDF could not be read/],
      ['no code', writePdf([[]]), /No code was found/],
      ['locked', writePdf([[PCR]], { isLocked: true }), /opens with a password only/],
      ['long', writePdf(Array.from({ length: 31 }, () => [])), /too many pages/],
      [
        'cut off',
        writePdf([[PCR]]).subarray(0, 900),
        /This PDF could not be read|No code was found/,
      ],
      ['heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0'), /HEIC/],
    ] as const
    for (const [name, file, words] of wrong) {
      await scan.choose(name, file)
      await page.getByRole('alert').filter({ hasText: words }).waitFor()
      await page.getByText('Camera is open').waitFor()
    }
    await page.getByRole('button', { name: 'Cancel' }).click()
  })

  it('is let go of while it is read, when the scan is ended', async () => {
    const { page } = scan
    await scan.open()
    const opened = page.waitForEvent('worker')
    await scan.choose('certificates', writePdf(Array.from({ length: 25 }, () => [])))
    await opened
    await page.getByText(/Reading page \d+ of 25/).waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.locator('button.scan').waitFor()
    // Not compared as objects: to tell what is in them would take all memory there is.
    await waitUntil(page, async () => page.workers().length === 0)
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
