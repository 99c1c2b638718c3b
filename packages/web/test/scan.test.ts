import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Request } from 'playwright-core'
import { SKIPPED } from './browser.ts'
import { specimen } from './certificates.ts'
import { addNoise, blur, drawCodes, drawTable, type Frame, invert, mirror } from './fake-camera.ts'
import { makeSymbol } from './made-symbol.ts'
import { openScanPage, type ScanPage } from './scan-page.ts'

const VECTORS = new URL('../../../vectors/', import.meta.url)
const COMMAND = new URL('../../cli/bin/pratique.js', import.meta.url).pathname

const SPECIMENS = readdirSync(new URL('specimen/', VECTORS))
  .filter((name) => name.endsWith('.txt'))
  .map((name) => name.replace('.txt', ''))
const PCR = specimen('pcr-not-detected')
const RECOVERY = specimen('recovery')
const CHUNKS = [specimen('card-chunk-1'), specimen('card-chunk-2')] as const
const TICKET = 'M1DOE/JOHN            EABC123 HELSINKI 0042Y012A0017 100'

interface Row {
  readonly id: string
  readonly text?: string
  readonly texts?: readonly string[]
  readonly format?: string
  readonly expect: { readonly verdict: string }
}

/** The first certificate of a file of vectors that fits in one symbol: a genuine one, unless there is none. */
function firstOf(path: string): { readonly text: string } {
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
    const single = SPECIMENS.filter((name) => !name.startsWith('card-chunk-')).map(specimen)
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
    ['white on black', () => invert(drawCodes([{ text: PCR, scale: 5 }]))],
    ['a mirror', () => mirror(drawCodes([{ text: PCR, scale: 5 }]))],
  ] as const) {
    it(`reads through ${name}`, async () => {
      assert.equal(await scanFrame(frame()), 'specimen')
    })
  }

  for (const format of ['AztecCode', 'DataMatrix'] as const) {
    it(`reads a certificate in the symbol ${format}`, async () => {
      const symbol = await makeSymbol(PCR, format)
      assert.equal(await scanFrame(drawCodes([{ symbol }])), 'specimen')
    })
  }

  it('takes the parts of one card one after another, and says what is missing', async () => {
    const [first, second] = CHUNKS.map((text) => drawCodes([{ text }]))
    assert.ok(first && second)
    scan.show(first)
    await scan.startScan()
    await scan.page.getByText('This card has 2 codes. One is read: show the others.').waitFor()
    await scan.page.getByText('This code is read already').waitFor()
    await scan.page.getByRole('button', { name: 'Cancel' }).click()
    scan.show(first, drawTable(), second, drawTable())
    await scan.startScan()
    assert.equal(await scan.verdict(), 'specimen')
  })

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

    // What waited for the end of a check is asked for between the two, and is at its end before the camera opens.
    await page.evaluate(noteOpening)
    const asked: Request[] = []
    page.context().on('request', (request) => asked.push(request))
    assert.equal(await scanFrame(drawCodes([{ text: PCR }])), 'specimen')
    const openedAt: number = await page.evaluate(() => Reflect.get(window, 'openedAt'))
    assert.ok(openedAt > 0)
    const later = asked.filter((request) => request.timing().startTime > openedAt)
    assert.deepEqual(
      later.map((request) => request.url()).filter((address) => !address.startsWith('blob:')),
      [],
    )
    assert.deepEqual(scan.console, [])
  })
})

/** Runs in the browser: notes when the page asks for the camera. */
function noteOpening(): void {
  const devices = navigator.mediaDevices
  const open = devices.getUserMedia.bind(devices)
  devices.getUserMedia = (constraints) => {
    Object.assign(window, { openedAt: Date.now() })
    return open(constraints)
  }
}

/** Runs in the browser. */
async function tryToConnect(): Promise<string> {
  return fetch(
    location.origin === 'null' ? 'http://localhost/' : `${location.origin}/?certificate`,
  ).then(
    () => 'connected',
    () => 'refused',
  )
}
