/**
 * Loads a bundle in a process of its own and looks all its keys up: what a program does when it starts.
 *
 *     node bench/cases/world-child.ts FILE
 *
 * @module
 */

import { readFileSync } from 'node:fs'
import { nodeCrypto, sha256 } from '@pratique/node/crypto'
import { inflateRaw } from '@pratique/node/inflate'
import { loadBundle, readBundleFile, readRecords } from 'pratique/bundle'

/** What it says, as JSON. */
export interface Told {
  readonly loadMs: number
  readonly lookUpMicros: number
  readonly keys: number
  readonly notFound: number
}

/** Each key is looked up that often: the clock is too coarse for one. */
const TIMES = 10

const [path = ''] = process.argv.slice(2)
const bytes = new Uint8Array(readFileSync(path))
const platform = { crypto: nodeCrypto, digest: sha256, inflate: inflateRaw }

const startedAt = performance.now()
const { trust } = await loadBundle(bytes, { signedBy: 'nobody', ...platform })
const loadMs = performance.now() - startedAt

const records = readRecords(readBundleFile(bytes))
let notFound = 0
const lookUpAt = performance.now()
for (let time = 0; time < TIMES; time++) {
  for (const { framework, keyId, issuer, role } of records) {
    const found =
      role === 'authority'
        ? trust.findAuthorities(framework, keyId)
        : trust.findKeys(framework, keyId, issuer)
    if (found.length === 0) notFound++
  }
}
const lookUpMicros = ((performance.now() - lookUpAt) * 1000) / (TIMES * records.length)

const told: Told = { loadMs, lookUpMicros, keys: records.length, notFound }
process.stdout.write(JSON.stringify(told))
