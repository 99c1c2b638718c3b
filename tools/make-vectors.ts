/**
 * Makes the vectors that Pratique signs itself, and the trust files of Examplia. What was made before
 * comes out the same, so that a new row changes no other.
 *
 *     node tools/make-vectors.ts
 *
 * @module
 */

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { exampliaTrustFile } from './making/examplia.ts'
import { madeRows } from './making/made-rows.ts'
import { VECTORS } from './making/paths.ts'

for (const [path, rows] of await madeRows()) {
  write(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
}
write('exercise/trust.json', exampliaTrustFile())
write('exercise/stale-trust.json', exampliaTrustFile('2026-02-01T00:00:00Z'))

function write(path: string, text: string): void {
  const file = join(VECTORS, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
