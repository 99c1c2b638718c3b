import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { encodeQr, toSvg } from 'pratique/qr'
import { SKIPPED } from './browser.ts'
import { DRAWING_BOMBS } from './drawing-bombs.ts'
import { addNoise, blur, type DrawnCode, drawCodes, type Frame } from './fake-camera.ts'
import { openScanPage, type ScanPage } from './scan-page.ts'

const VECTORS = new URL('../../../vectors/', import.meta.url)
const COMMAND = new URL('../../cli/bin/pratique.js', import.meta.url).pathname

const SPECIMENS = readdirSync(new URL('specimen/', VECTORS)).filter((name) => name.endsWith('.txt'))
const PCR = readText('pcr-not-detected.txt')
const RECOVERY = readText('recovery.txt')
const CHUNKS = [readText('card-chunk-1.txt'), readText('card-chunk-2.txt')] as const
const TICKET = 'M1DOE/JOHN            EABC123 HELSINKI 0042Y012A0017 100'

function readText(name: string): string {
  return readFileSync(new URL(`specimen/${name}`, VECTORS), 'utf8').trim()
}

interface Row {
  readonly id: string
  readonly text?: string
  readonly texts?: readonly string[]
  readonly format?: string
  readonly expect: { readonly verdict: string }
}

/** The first certificate of a file of vectors that fits in one symbol: a genuine one, unless there is none. */
function firstOf(path: string): DrawnCode {
  const lines = readFileSync(new URL(path, VECTORS), 'utf8').trim().split('\n')
  const rows = lines.map((line): Row => JSON.parse(line))
  const fitting = rows.filter(({ text = '' }) => text !== '' && text.length < 2300)
  const found = fitting.find(({ expect }) => expect.verdict === 'genuine') ?? fitting[0]
  assert.ok(found?.text !== undefined, path)
  return { text: found.text }
}

/** What the command line says of them, which holds the same keys. */
function verdictsOf(texts: readonly string[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-texts-'))
  const files = texts.map((text, at) => {
    const file = join(folder, `${at}.txt`)
    writeFileSync(file, text, text.startsWith('PK') ? 'latin1' : 'utf8')
    return file
  })
  const args = [COMMAND, 'verify', '--json', ...files]
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  const answers = stdout.trim().split('\n')
  assert.equal(answers.length, texts.length, stderr)
  return answers.map((answer) => JSON.parse(answer).verdict)
}

describe('the scan screen', { skip: SKIPPED }, () => {
  let scan: ScanPage
  before(async () => {
    scan = await openScanPage()
  })
  after(async () => {
    await scan?.close()
  })

  async function scanFrame(frame: Frame): Promise<string> {
    scan.show(frame)
    await scan.startScan()
    return scan.verdict()
  }

  it('goes from film to the verdict that the command line has, for every specimen', async () => {
    const single = SPECIMENS.filter((name) => !name.startsWith('card-chunk-')).map(readText)
    const expected = verdictsOf(single)
    const seen: string[] = []
    for (const text of single) seen.push(await scanFrame(drawCodes([{ text }])))
    assert.deepEqual(seen, expected)
  })

  it('and for a test certificate of every format', async () => {
    const files = [
      'hcert/public.jsonl',
      'smart-health-card/public.jsonl',
      'who-ddcc/made.jsonl',
      'who-icvp/made.jsonl',
      'vds-nc/made.jsonl',
      'divoc/made.jsonl',
      'nz-pass/made.jsonl',
      'smart-health-link/made.jsonl',
    ]
    const codes = files.map(firstOf)
    const expected = verdictsOf(codes.map(({ text }) => text))
    const seen: string[] = []
    for (const code of codes) seen.push(await scanFrame(drawCodes([code])))
    assert.deepEqual(seen, expected)
  })

  for (const [name, frame] of [
    ['noise', () => addNoise(drawCodes([{ text: PCR, scale: 5 }]), 60)],
    ['blur', () => blur(drawCodes([{ text: PCR, scale: 5 }]), 2)],
    ['rotation', () => drawCodes([{ text: PCR, scale: 4, degrees: 30 }])],
    ['a small code beside the middle', () => drawCodes([{ text: PCR, scale: 2, x: 0.35, y: 0.6 }])],
  ] as const) {
    it(`reads through ${name}`, async () => {
      assert.equal(await scanFrame(frame()), 'specimen')
    })
  }

  it('takes the parts of one card together', async () => {
    const [text, other] = CHUNKS
    const frame = drawCodes([
      { text, scale: 4, x: 0.25 },
      { text: other, scale: 4, x: 0.75 },
    ])
    assert.equal(await scanFrame(frame), 'specimen')
  })

  it('never chooses among two certificates, and names nobody', async () => {
    const { page } = scan
    scan.show(
      drawCodes([
        { text: PCR, scale: 4, x: 0.25, y: 0.4 },
        { text: RECOVERY, scale: 4, x: 0.75, y: 0.6 },
      ]),
    )
    await scan.startScan()
    await page.getByRole('heading', { name: 'There are several certificates' }).waitFor()
    const buttons = await page.locator('section').getByRole('button').allTextContents()
    assert.deepEqual(
      buttons.map((text) => text.trim()),
      [
        '1: EU or WHO certificate, left',
        '2: EU or WHO certificate, right',
        'Check all of them, as one person’s',
        'Scan again',
      ],
    )
    assert.equal(await page.locator('[data-verdict]').count(), 0)
    await page.getByRole('button', { name: '1: EU' }).click()
    assert.equal(await scan.verdict(), 'specimen')
  })

  it('takes a certificate that lies beside codes of another kind', async () => {
    const frame = drawCodes([
      { text: TICKET, scale: 6, x: 0.2 },
      { text: PCR, scale: 4, x: 0.7 },
    ])
    assert.equal(await scanFrame(frame), 'specimen')
  })

  it('says of another code that it is none', async () => {
    assert.equal(await scanFrame(drawCodes([{ text: TICKET, scale: 6 }])), 'not-a-certificate')
  })

  it('asks for nothing between camera and verdict, writes nothing, and cannot connect', async () => {
    const { page } = scan
    await page.evaluate(() => {
      const violations: string[] = []
      Object.assign(window, { violations })
      addEventListener('securitypolicyviolation', (event) => {
        violations.push(event.effectiveDirective)
      })
    })
    scan.requests.length = 0
    scan.show(drawCodes([]))
    await scan.startScan()
    await page.getByText('Camera is open').waitFor()
    const inPage = await page.evaluate(tryToConnect)
    const inWorker = await Promise.all(
      page.workers().map((worker) => worker.evaluate(tryToConnect)),
    )
    await page.getByRole('button', { name: 'Cancel' }).click()
    assert.deepEqual([inPage, ...inWorker], ['refused', 'refused'])
    const violations = await page.evaluate(() => Reflect.get(window, 'violations'))
    // The tag of the page says it, and the header of its server again.
    assert.deepEqual([...new Set(violations)], ['connect-src'])
    scan.console.length = 0

    // What the service worker waited with is fetched between the two checks.
    await page.evaluate(async () => void (await navigator.serviceWorker.ready))
    scan.requests.length = 0
    assert.equal(await scanFrame(drawCodes([{ text: PCR }])), 'specimen')
    assert.deepEqual(
      scan.requests.filter((address) => !address.startsWith('blob:')),
      [],
    )
    assert.deepEqual(scan.console, [])
  })
})

/** Runs in the browser. */
async function tryToConnect(): Promise<string> {
  return fetch(
    location.origin === 'null' ? 'http://localhost/' : `${location.origin}/?certificate`,
  ).then(
    () => 'connected',
    () => 'refused',
  )
}

describe('the other ways in', { skip: SKIPPED }, () => {
  let scan: ScanPage
  before(async () => {
    scan = await openScanPage()
  })
  after(async () => {
    await scan?.close()
  })

  async function openScreen() {
    await scan.startScan()
    await scan.page.getByText('Camera is open').waitFor()
  }

  /** Chooses a file, as if by the button. */
  async function choose(name: string, buffer: Buffer): Promise<void> {
    const file = { name, mimeType: 'application/octet-stream', buffer }
    await scan.page.locator('input[type=file]').setInputFiles(file)
  }

  const PICTURE = readFileSync(new URL('specimen/pcr-not-detected.png', VECTORS))

  it('read a PNG', async () => {
    await openScreen()
    await choose('code.png', PICTURE)
    assert.equal(await scan.verdict(), 'specimen')
  })

  for (const type of ['image/jpeg', 'image/webp']) {
    it(`read a picture of the type ${type}, whatever it is called`, async () => {
      const converted = await scan.page.evaluate(convertPicture, {
        base64: PICTURE.toString('base64'),
        type,
      })
      await openScreen()
      await choose('holiday.bin', Buffer.from(converted, 'base64'))
      assert.equal(await scan.verdict(), 'specimen')
    })
  }

  it('read an SVG, and a text', async () => {
    const svg = toSvg(encodeQr(PCR))
    for (const file of [svg, `\uFEFF${PCR}\r\n`]) {
      await openScreen()
      await choose('code.txt', Buffer.from(file))
      assert.equal(await scan.verdict(), 'specimen')
    }
  })

  it('read the codes on the pages of a PDF, and never choose among them', async () => {
    const { page } = scan
    await openScreen()
    await choose('certificate', writePdf([[], [PCR]]))
    assert.equal(await scan.verdict(), 'specimen')
    await openScreen()
    await choose('certificates', writePdf([[PCR], [RECOVERY]]))
    await page.getByRole('heading', { name: 'There are several certificates' }).waitFor()
    await page.getByRole('button', { name: 'page 2' }).click()
    assert.equal(await scan.verdict(), 'specimen')
  })

  it('say what is wrong with a file, and scan on', async () => {
    const { page } = scan
    await openScreen()
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
      await choose(name, file)
      await page.getByRole('alert').filter({ hasText: words }).waitFor()
      await page.getByText('Camera is open').waitFor()
    }
    await page.getByRole('button', { name: 'Cancel' }).click()
  })

  it('let go of a file that is being read when the scan is ended', async () => {
    const { page } = scan
    await openScreen()
    const opened = page.waitForEvent('worker')
    await choose('certificates', writePdf(Array.from({ length: 25 }, () => [])))
    await opened
    await page.getByText('Reading').waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.locator('button.scan').waitFor()
    await page.waitForTimeout(1000)
    assert.deepEqual(page.workers(), [])
  })

  it('read a file that is dropped, unless it is too large', async () => {
    const { page } = scan
    await openScreen()
    await page.evaluate(dropFile, 33_000_000)
    await page.getByRole('alert').filter({ hasText: 'too large' }).waitFor()
    await page.evaluate(dropFile, PCR)
    assert.equal(await scan.verdict(), 'specimen')
  })

  it('read what is pasted anywhere, and a picture too', async () => {
    await openScreen()
    await scan.page.evaluate(pasteInto, { selector: 'body', text: PCR })
    assert.equal(await scan.verdict(), 'specimen')
    await openScreen()
    const base64 = PICTURE.toString('base64')
    await scan.page.evaluate(pasteInto, { selector: 'body', base64 })
    assert.equal(await scan.verdict(), 'specimen')
  })

  it('clear the field as soon as it is read', async () => {
    const { page } = scan
    await openScreen()
    await page.getByRole('button', { name: 'Paste' }).click()
    const field = page.getByRole('textbox')
    const attributes = await field.evaluate(({ attributes: all }) =>
      ['autocomplete', 'spellcheck', 'translate'].map((name) => all.getNamedItem(name)?.value),
    )
    assert.deepEqual(attributes, ['off', 'false', 'no'])
    await page.getByRole('button', { name: 'Read' }).click()
    await page.getByRole('alert').filter({ hasText: 'neither text nor a picture' }).waitFor()
    await page.evaluate(pasteInto, { selector: 'textarea', text: ' ' })
    assert.equal(await field.inputValue(), '')
    await field.fill(PCR)
    const handle = await field.elementHandle()
    await page.getByRole('button', { name: 'Read' }).click()
    assert.equal(await scan.verdict(), 'specimen')
    assert.equal(await handle?.evaluate((element) => Reflect.get(element, 'value')), '')
  })

  it('read a hand scanner, whose keys press no button', async () => {
    const { page } = scan
    await openScreen()
    await page.getByRole('button', { name: 'Cancel' }).focus()
    await page.evaluate(typeFast, { text: PCR })
    assert.equal(await scan.verdict(), 'specimen')
  })

  it('say that a hand scanner has another keyboard', async () => {
    const { page } = scan
    await openScreen()
    await page.evaluate(typeFast, { text: 'httpsÖ--example' })
    await page.getByRole('alert').filter({ hasText: 'another keyboard' }).waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
  })

  it('leave a person their keys', async () => {
    const { page } = scan
    await openScreen()
    await page.getByRole('button', { name: 'Cancel' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Scan the code' }).waitFor({ state: 'detached' })
  })

  it('take no certificate from the address, and clear it', async () => {
    const { page } = scan
    const before = await page.evaluate(() => history.length)
    await page.evaluate((text) => {
      location.hash = text
    }, PCR)
    await page.waitForFunction(() => location.hash === '')
    await page.goto(`${scan.address}?code=${encodeURIComponent(PCR)}#${encodeURIComponent(PCR)}`)
    await page.waitForFunction(() => location.hash === '' && location.search === '')
    assert.equal(await page.locator('[data-verdict]').count(), 0)
    assert.ok((await page.evaluate(() => history.length)) <= before + 2)
    await page.getByText('in the address of a page is never read').waitFor()
  })

  for (const [name, words] of [
    ['NotAllowedError', 'The camera is not allowed'],
    ['NotFoundError', 'There is no camera'],
    ['NotReadableError', 'The camera is busy'],
    ['TypeError', 'The camera stopped'],
  ] as const) {
    it(`stay open when the camera fails with ${name}, which is said`, async () => {
      const { page } = scan
      await page.evaluate((fault) => {
        const fail = async () => {
          throw new DOMException('', fault)
        }
        Object.defineProperty(navigator.mediaDevices, 'getUserMedia', {
          configurable: true,
          value: fail,
        })
      }, name)
      await scan.startScan()
      await page.getByRole('alert').filter({ hasText: words }).waitFor()
      await choose('code.png', PICTURE)
      assert.equal(await scan.verdict(), 'specimen')
      await page.evaluate(() => Reflect.deleteProperty(navigator.mediaDevices, 'getUserMedia'))
    })
  }
})

/** A PDF of pages with codes, drawn module by module. Where its objects are, its reader finds out. */
function writePdf(pages: readonly (readonly string[])[]): Buffer {
  const objects = pages.flatMap((codes, at) => {
    const content = codes.map((text) => drawModules(encodeQr(text))).join('\n')
    return [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${4 + 2 * at} 0 R>>`,
      `<</Length ${content.length}>>\nstream\n${content}\nendstream`,
    ]
  })
  const kids = pages.map((_, at) => `${3 + 2 * at} 0 R`).join(' ')
  const all = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${kids}]/Count ${pages.length}>>`,
    ...objects,
  ]
  const body = all.map((object, at) => `${at + 1} 0 obj\n${object}\nendobj\n`).join('')
  return Buffer.from(`%PDF-1.4\n${body}trailer\n<</Size ${all.length + 1}/Root 1 0 R>>\n%%EOF\n`)
}

function drawModules({ size, modules }: ReturnType<typeof encodeQr>): string {
  const dark = [...modules].flatMap((module, at) => (module === 1 ? [at] : []))
  const squares = dark.map((at) => `${at % size} ${size - Math.floor(at / size)} 1 1 re`)
  return `2 0 0 2 150 300 cm\n${squares.join('\n')}\nf`
}

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

/** Runs in the browser. */
function pasteInto(given: { selector: string; text?: string; base64?: string }): void {
  const clipboardData = new DataTransfer()
  if (given.text !== undefined) clipboardData.setData('text/plain', given.text)
  if (given.base64 !== undefined) {
    const bytes = Uint8Array.from(atob(given.base64), (character) => character.charCodeAt(0))
    clipboardData.items.add(new File([bytes], 'image.png', { type: 'image/png' }))
  }
  const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
  document.querySelector(given.selector)?.dispatchEvent(event)
}

/** Runs in the browser: a file of a text, or of so many bytes. */
function dropFile(content: string | number): void {
  const dataTransfer = new DataTransfer()
  const part = typeof content === 'number' ? new Uint8Array(content) : content
  dataTransfer.items.add(new File([part], 'file'))
  const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true })
  document.querySelector('video')?.dispatchEvent(event)
}

/** Runs in the browser: keys without a pause, as their meaning is to the computer. */
function typeFast({ text }: { text: string }): void {
  const send = (key: string, type: string) => {
    const options = { key, bubbles: true, cancelable: true }
    return document.activeElement?.dispatchEvent(new KeyboardEvent(type, options)) ?? true
  }
  for (const key of [...text, 'Enter']) {
    const isFree = send(key, 'keydown')
    if (isFree && key === 'Enter' && document.activeElement instanceof HTMLElement) {
      document.activeElement.click()
    }
    send(key, 'keyup')
  }
}
