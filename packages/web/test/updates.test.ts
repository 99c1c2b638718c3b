import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { readBundleFile, writeQuorum } from 'pratique/bundle'
import { encodeQr } from 'pratique/qr'
import type { Bytes } from 'pratique/verify'
import { type OpenBrowser, openBrowser, SKIPPED, startAtHome } from './browser.ts'
import { drawCodes, type Frame, writeFilm } from './fake-camera.ts'
import { makeBundle, NOW, QUORUM, readCertificate, SIGNERS } from './made-bundles.ts'
import { buildPage, type Site, serveSite } from './made-site.ts'
import {
  openCheck,
  openLists,
  openPage,
  readCounter,
  scan,
  waitForWorker,
  waitUntil,
} from './on-page.ts'

const UPDATES = 'updates/latest.bundle'
const DAY = 24 * 60 * 60

const ONE = await makeBundle()
const TWO = await makeBundle({}, { previous: readBundleFile(ONE) })
const FOUR = await makeBundle({}, { number: 4 })

const CERTIFICATE = readCertificate('eu-dcc/pcr-not-detected')
/** The second, and that this certificate is revoked. */
const REVOKING = { revocations: [{ kind: 'eu-hash-batches', bytes: readBatch() } as const] }
const THREE = await makeBundle(REVOKING, { previous: readBundleFile(TWO) })
const THREE_OF_ONE = await makeBundle(REVOKING, { previous: readBundleFile(TWO) }, [SIGNERS[0]])

const COMMAND = new URL('../../cli/bin/pratique.js', import.meta.url).pathname

/** The list of a row in `vectors/` whose certificate is that one. */
function readBatch(): Bytes {
  const path = new URL('../../../vectors/eu-dcc/revoked.jsonl', import.meta.url)
  const [row = ''] = readFileSync(path, 'utf8').split('\n')
  const { text, batches } = JSON.parse(row)
  assert.equal(text, CERTIFICATE)
  return new TextEncoder().encode(JSON.stringify(batches))
}

describe('updates', { skip: SKIPPED }, () => {
  let folder: string
  let site: Site
  let browser: OpenBrowser
  let page: Page
  let film: string
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pratique-updates-'))
    site = await serveSite(buildPage(folder, { quorum: writeQuorum(QUORUM), updates: UPDATES }))
    film = join(folder, 'film.y4m')
    writeFilm(film, drawCodes([{ text: CERTIFICATE }]))
    browser = await openBrowser(film)
    await startAtHome(browser.context)
    await browser.context.clock.setFixedTime(NOW * 1000)
  })
  after(async () => {
    await browser?.close()
    await site?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  async function give(bytes: Uint8Array): Promise<string> {
    const buffer = Buffer.from(bytes)
    const file = { name: 'x.bundle', mimeType: 'application/octet-stream', buffer }
    await page.locator('input[type=file]').setInputFiles(file)
    return readAnswer()
  }

  async function readAnswer(): Promise<string> {
    const answer = page.locator('p[role=status].good, p[role=status].bad')
    await answer.waitFor()
    return (await answer.innerText()).trim()
  }

  /** The codes that the command makes of a bundle for those who hold the second, two in a picture. */
  function drawBundle(bytes: Bytes): readonly Frame[] {
    const [file, before] = [join(folder, 'new.bundle'), join(folder, 'two.bundle')]
    writeFileSync(file, bytes)
    writeFileSync(before, TWO)
    const args = [COMMAND, 'bundle', 'codes', file, '--after', before, '--text']
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    const texts = stdout.split('\n').filter((text) => text !== '')
    assert.ok(texts.length > 0, stderr)
    const places = [0.25, 0.75]
    return texts.flatMap((_, at) => {
      const pair = texts.slice(at, at + 2)
      const symbols = pair.map((text) => encodeQr(text, { level: 'L' }))
      const codes = symbols.map((symbol, index) => ({ symbol, x: places[index] ?? 0, scale: 7 }))
      return at % 2 === 0 ? [drawCodes(codes)] : []
    })
  }

  /** Has the page scan what is filmed. */
  async function scanUpdate(...frames: readonly Frame[]): Promise<void> {
    writeFilm(film, ...frames)
    await page.getByRole('button', { name: 'Scan update codes' }).click()
    await page.getByRole('heading', { name: 'Scan update codes' }).waitFor()
  }

  const bundle = () => page.getByText(/^Bundle \d+, signed by/).innerText()

  it('are asked for with the start, and only what the quorum has signed is taken', async () => {
    site.put(`/${UPDATES}`, await makeBundle({}, {}, [SIGNERS[0]]))
    page = await openPage(browser.context, site.address)
    await waitForWorker(page)
    await waitUntil(page, () => site.asked.includes(`200 /${UPDATES}`))
    await openLists(page)
    assert.equal(await readCounter(page, 'Keys of issuers'), 'Not loaded')
    assert.match(await page.locator('main').innerText(), /No bundle has been loaded/)
  })

  it('come over the network when somebody asks, and count from then on', async () => {
    assert.match(await scan(page), /^undecided signer.list-missing \(20\)/)
    await openLists(page)
    site.put(`/${UPDATES}`, ONE)
    await page.getByRole('button', { name: 'Ask over the network' }).click()
    assert.equal(await readAnswer(), 'Bundle 1 is loaded and in use.')
    assert.equal(await bundle(), 'Bundle 1, signed by ministry, airport')
    assert.equal(await readCounter(page, 'Keys of issuers'), 'As of 22 May 2026 In use')
    assert.equal(await readCounter(page, 'Entry rules'), 'As of 22 May 2026 In use')
    await page.reload()
    assert.match(await scan(page), /^genuine/)
  })

  it('come from a file, to all tabs, and never go back', async () => {
    const other = await openPage(browser.context, site.address)
    await openLists(other)
    await openLists(page)
    assert.match(await give(TWO), /^Bundle 2 is loaded/)
    await other.getByText('Bundle 2, signed by').waitFor()
    await other.close()
    assert.match(await give(ONE), /^Refused: it is older/)
    assert.match(await give(await makeBundle({}, { number: 3 }, [SIGNERS[0]])), /^Refused: too few/)
    assert.match(await give(FOUR.slice(0, -9)), /^Refused: it is no bundle/)
    assert.match(await give(TWO), /loaded already/)
    assert.match(await bundle(), /^Bundle 2,/)
  })

  it('come from codes before the camera, and are judged as any', async () => {
    await scanUpdate(...drawBundle(THREE_OF_ONE))
    await page.getByText(/^\d of \d codes read$/).waitFor()
    assert.match(await readAnswer(), /^Refused: too few/)
    await scanUpdate(...drawBundle(ONE))
    assert.match(await readAnswer(), /^Refused: it is older/)
    assert.match(await bundle(), /^Bundle 2,/)
    await scanUpdate(...drawBundle(THREE))
    assert.equal(await readAnswer(), 'Bundle 3 is loaded and in use.')
  })

  it('change what is said of a certificate, which is no update code itself', async () => {
    await scanUpdate(drawCodes([{ text: CERTIFICATE }]))
    await page.getByRole('status').filter({ hasText: 'This is no update code.' }).waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    assert.match(await scan(page), /^not-genuine revocation.revoked \(14\)/)
    await openLists(page)
  })

  it('are not asked for while a check is open', async () => {
    site.put(`/${UPDATES}`, FOUR)
    const release = await openCheck(page)
    const before = site.asked.length
    await page.getByRole('button', { name: 'Ask over the network' }).click()
    assert.match(await readAnswer(), /^A check is open/)
    assert.deepEqual(site.asked.slice(before), [])
    await release()
    await page.getByRole('button', { name: 'Ask over the network' }).click()
    assert.match(await readAnswer(), /^Bundle 4 is loaded/)
  })

  it('are broken off before a camera opens', async () => {
    site.put(`/${UPDATES}`, 'silence')
    const other = await browser.context.newPage()
    await other.addInitScript(watchCamera)
    await other.goto(site.address)
    await page.getByRole('button', { name: 'Ask over the network' }).click()
    await waitUntil(page, () => site.pending() === 1)
    assert.match(await scan(other), /^genuine/)
    assert.deepEqual(await other.evaluate(() => Reflect.get(globalThis, 'atCamera')), [
      'shared',
      'shared',
    ])
    assert.match(await readAnswer(), /^A check is open/)
    assert.equal(site.pending(), 0)
    await other.close()
  })

  it('leave nothing worse when the server is gone', async () => {
    await site.stop()
    await page.getByRole('button', { name: 'Ask over the network' }).click()
    assert.match(await readAnswer(), /^No bundle could be fetched/)
    assert.match(await bundle(), /^Bundle 4,/)
  })

  it('are not relied on where the device holds what nobody has signed, which it says with the date', async () => {
    for (const change of ['planted', 'cut', 'of another form'] as const) {
      await page.evaluate(spoil, change)
      await page.reload()
      assert.match(await scan(page), /^undecided signer.list-missing \(20\)/)
      await openLists(page)
      await page.getByText('Found on 1 June 2026: the bundle on this device is damaged').waitFor()
      assert.equal(await readCounter(page, 'Keys of issuers'), 'Not loaded')
      assert.match(await give(FOUR), /^Bundle 4 is loaded/)
    }
  })

  it('are done without where the browser keeps nothing, and checks go on', async () => {
    const without = await browser.context.newPage()
    await without.addInitScript(() => Reflect.deleteProperty(globalThis, 'indexedDB'))
    await without.goto(site.address)
    assert.match(await scan(without), /^undecided signer.list-missing \(20\)/)
    await without.close()
  })

  it('are missed when lists grow old: then there is no answer', async () => {
    await browser.context.clock.setFixedTime((NOW + 21 * DAY) * 1000)
    await page.reload()
    assert.match(await scan(page), /^undecided signer.list-stale \(20\)/)
    await openLists(page)
    assert.match(await readCounter(page, 'Keys of issuers'), /^As of 22 May 2026 Too old/)
    assert.match(await readCounter(page, 'Entry rules'), /In use$/)
  })
})

/** Tells how the lock of a check was held when the camera was asked for: by the check, and by the camera. */
function watchCamera(): void {
  const { mediaDevices, locks } = navigator
  const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices)
  mediaDevices.getUserMedia = async (constraints) => {
    const { held = [] } = await locks.query()
    const modes = held.filter(({ name }) => name === 'pratique-check').map(({ mode }) => mode)
    Object.assign(globalThis, { atCamera: modes })
    return getUserMedia(constraints)
  }
}

/** Writes into the store what the page has not written. */
async function spoil(change: 'planted' | 'cut' | 'of another form'): Promise<void> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  const database = await done(indexedDB.open('pratique'))
  const store = database.transaction('bundles', 'readwrite').objectStore('bundles')
  const record = await done(store.get('held'))
  const [seal] = record.seals
  if (change === 'planted') record.seals = [{ ...seal, signatures: [] }]
  if (change === 'cut') record.bytes = record.bytes.slice(0, 100)
  await done(store.put(change === 'of another form' ? { version: 9 } : record, 'held'))
  database.close()
}
