/**
 * Runs in a network of its own (`unshare --net`), where every packet there is goes through `lo`, and counts them:
 * while the page is loaded, and between opening the camera and the verdict.
 *
 * @module
 */

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openBrowser, startAtHome } from './browser.ts'
import { scan, untilKept } from './journey.ts'
import { serveSite } from './made-site.ts'

const REST_MS = 2500
const POLL_MS = 100
const [film = ''] = process.argv.slice(2)

/** Packets on all devices of this network, sent and received. */
function countPackets(): number {
  const [, , ...devices] = readFileSync('/proc/net/dev', 'utf8').trim().split('\n')
  return devices
    .map((line) => line.split(':')[1]?.trim().split(/\s+/).map(Number) ?? [])
    .reduce((sum, columns) => sum + (columns[1] ?? 0) + (columns[9] ?? 0), 0)
}

/**
 * So often the service worker is asked for: when it is registered, when it looks itself whether it is the newest, and
 * when the browser does, some seconds after a load: no page can tell it when to.
 */
const LOOKS = 3

/** Counts when nothing has come for a while. */
async function countAtRest(wait: (ms: number) => Promise<void>): Promise<number> {
  let before = -1
  let count = countPackets()
  while (count !== before) {
    before = count
    await wait(REST_MS)
    count = countPackets()
  }
  return count
}

execFileSync('ip', ['link', 'set', 'lo', 'up'])
const served = await serveSite(fileURLToPath(new URL('../dist', import.meta.url)))
const { context, close } = await openBrowser(film)
try {
  await startAtHome(context)
  const page = await context.newPage()
  await page.goto(served.address)
  await untilKept(page)
  const looks = () => served.asked.filter((line) => line.endsWith('/service-worker.js')).length
  while (looks() < LOOKS) await page.waitForTimeout(POLL_MS)
  // It is needed no more, and would close its connections in the middle of the check.
  await served.stop()
  const loaded = await countAtRest((ms) => page.waitForTimeout(ms))
  const verdict = await scan(page)
  const checked = countPackets() - loaded
  console.log(JSON.stringify({ loaded, checked, verdict }))
} finally {
  await close()
}
