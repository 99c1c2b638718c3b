import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { type Browser, chromium, type Page } from 'playwright-core'
import { type RunReport, runAll } from './runtimes/browser.ts'
import { lookInto } from './runtimes/bundle.ts'
import { type ServedSuite, serveSuite } from './runtimes/serve.ts'
import { readVectors } from './vectors.ts'

const CHROMIUM = '/usr/bin/chromium'
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const reason = `${CHROMIUM} is not installed`

/** The one that comes with the command line. */
const BUNDLE = new URL('../../cli/data/starter.bundle', import.meta.url)

describe('vectors, in Chromium', { skip: !existsSync(CHROMIUM) && reason }, () => {
  const vectors = readVectors()
  const asked = new Set<string>()
  let served: ServedSuite
  let browser: Browser
  let report: RunReport
  let page: Page

  before(async () => {
    served = await serveSuite(vectors)
    browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: FLAGS })
    const context = await browser.newContext()
    context.on('request', (request) => asked.add(new URL(request.url()).origin))
    page = await context.newPage()
    await page.goto(served.address)
    // As text: nothing between here and the browser rewrites it.
    report = await page.evaluate(RUN)
  })
  after(async () => {
    await browser?.close()
    await served?.close()
  })

  test('every vector comes out as expected', (t) => {
    t.diagnostic(`${report.count} vectors in ${browser.browserType().name()} ${browser.version()}`)
    assert.deepEqual(report.failures, [])
    assert.ok(report.count > 500)
  })

  test('every verification says what it says in Node', async () => {
    const here = await runAll(vectors)
    assert.deepEqual(here.failures, [])
    const there = new Map(report.results)
    assert.equal(there.size, here.results.length)
    for (const [id, result] of here.results) {
      // What crosses from the browser is JSON.
      assert.deepEqual(there.get(id), JSON.parse(JSON.stringify(result)), id)
    }
  })

  test('a bundle is loaded, and made again, as in Node', async (t) => {
    const base64 = readFileSync(BUNDLE).toString('base64')
    const here = await lookInto(base64)
    const there = await page.evaluate(`${LOOK}(${JSON.stringify(base64)})`)
    assert.deepEqual(there, here)
    assert.ok(here.found > 800)
    t.diagnostic(JSON.stringify(here))
  })

  test('nothing was asked of any other server', () => {
    assert.deepEqual([...asked], [served.address])
  })
})

const LOOK = `(async (base64) => {
  const { lookInto } = await import('/test/runtimes/bundle.ts')
  return lookInto(base64)
})`

const RUN = `(async () => {
  const { runAll } = await import('/test/runtimes/browser.ts')
  const vectors = await (await fetch('/vectors.json')).json()
  return JSON.parse(JSON.stringify(await runAll(vectors)))
})()`
