/**
 * Runs in a network of its own (`unshare --net`), where every packet there is goes through `lo`, and counts them:
 * while the page is loaded, and between opening the camera and the verdict.
 *
 * @module
 */

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { openBrowser, servePage, startAtHome } from './browser.ts'
import { scan, untilKept } from './journey.ts'

const REST_MS = 2500
const [film = ''] = process.argv.slice(2)

/** Packets on all devices of this network, sent and received. */
function countPackets(): number {
  const [, , ...devices] = readFileSync('/proc/net/dev', 'utf8').trim().split('\n')
  return devices
    .map((line) => line.split(':')[1]?.trim().split(/\s+/).map(Number) ?? [])
    .reduce((sum, columns) => sum + (columns[1] ?? 0) + (columns[9] ?? 0), 0)
}

/**
 * Counts when nothing has come for a while. A second after a page was loaded, the browser itself looks whether its
 * service worker is the newest: no page can tell it when to.
 */
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
const served = await servePage()
const { context, close } = await openBrowser(film)
try {
  await startAtHome(context)
  const page = await context.newPage()
  await page.goto(served.address)
  await untilKept(page)
  // It is needed no more, and would close its connections in the middle of the check.
  await served.stop()
  const loaded = await countAtRest((ms) => page.waitForTimeout(ms))
  const verdict = await scan(page)
  const checked = countPackets() - loaded
  console.log(JSON.stringify({ loaded, checked, verdict }))
} finally {
  await close()
}
