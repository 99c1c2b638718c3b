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

const [film = ''] = process.argv.slice(2)

/** Packets on all devices of this network, sent and received. */
function countPackets(): number {
  const [, , ...devices] = readFileSync('/proc/net/dev', 'utf8').trim().split('\n')
  return devices
    .map((line) => line.split(':')[1]?.trim().split(/\s+/).map(Number) ?? [])
    .reduce((sum, columns) => sum + (columns[1] ?? 0) + (columns[9] ?? 0), 0)
}

execFileSync('ip', ['link', 'set', 'lo', 'up'])
const served = await servePage()
const { context, close } = await openBrowser(film)
try {
  await startAtHome(context)
  const page = await context.newPage()
  await page.goto(served.address)
  await untilKept(page)
  // Connections that the browser keeps open come to rest.
  await page.waitForTimeout(500)
  const loaded = countPackets()
  const verdict = await scan(page)
  const checked = countPackets() - loaded
  console.log(JSON.stringify({ loaded, checked, verdict }))
} finally {
  await close()
  await served.stop()
}
