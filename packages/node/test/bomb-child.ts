/**
 * Runs in a process of its own with little memory: verifies the bombs whose names it is given, or all of
 * them, and tells of each how long it took and how much memory it asked for.
 *
 * @module
 */

import { readFileSync, writeFileSync } from 'node:fs'
import { createTrustStore } from 'pratique/trust'
import { createVerifier } from 'pratique/verify'
import { nodeCrypto } from '../src/crypto.ts'
import { ALL_FORMATS } from './all-formats.ts'
import { BOMBS } from './bombs.ts'

/** One line for each bomb. */
export interface Told {
  readonly name: string
  readonly verdict: string
  readonly milliseconds: number
  /** Over what was held before, in bytes. */
  readonly growth: number
}

const verifier = createVerifier({
  formats: ALL_FORMATS,
  trust: createTrustStore({ records: [] }),
  crypto: nodeCrypto,
})

const names = process.argv.length > 2 ? process.argv.slice(2) : BOMBS.keys()
for (const name of names) {
  const texts = BOMBS.get(name)?.()
  if (texts === undefined) throw new Error(`no bomb ${name}`)
  // A joined string is flattened when it is first looked at: that is the bomb's, not the verifier's.
  for (const text of typeof texts === 'string' ? [texts] : texts) Number(text)
  process.stdout.write(`${JSON.stringify({ name })}\n`)
  globalThis.gc?.()
  const before = forgetPeak()
  const started = performance.now()
  const { verdict, code } = await verifier.verify(texts, { now: 1622505600 })
  const milliseconds = performance.now() - started
  const growth = readPeak() - before
  const told: Told = { name, verdict: `${verdict} ${code}`, milliseconds, growth }
  process.stdout.write(`${JSON.stringify(told)}\n`)
}

/** Sets the peak back to what is held now, where the system can (Linux). */
function forgetPeak(): number {
  try {
    writeFileSync('/proc/self/clear_refs', '5')
    return process.memoryUsage.rss()
  } catch {
    return readPeak()
  }
}

function readPeak(): number {
  try {
    const [, kilobytes = ''] =
      /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
    return Number(kilobytes) * 1024
  } catch {
    return process.resourceUsage().maxRSS * 1024
  }
}
