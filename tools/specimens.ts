/**
 * Makes the specimens in `vectors/specimen/`, each as text and as a picture, their trust file, the list of
 * those that are revoked, and the
 * copies that the command line carries.
 *
 *     node tools/specimens.ts
 *
 * @module
 */

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CLI_DATA, VECTORS } from './making/paths.ts'
import { drawQrCode } from './making/picture.ts'
import { makeSpecimenList, makeSpecimens } from './making/specimens.ts'
import { utopiaTrustFile } from './making/utopia.ts'

/** What `pratique demo` verifies. */
const DEMO = 'pcr-not-detected'

const folder = join(VECTORS, 'specimen')
mkdirSync(folder, { recursive: true })
mkdirSync(CLI_DATA, { recursive: true })
for (const { name, text } of await makeSpecimens()) {
  const picture = drawQrCode(text)
  writeFileSync(join(folder, `${name}.txt`), `${text}\n`)
  writeFileSync(join(folder, `${name}.png`), picture)
  if (name === DEMO) writeFileSync(join(CLI_DATA, `${name}.png`), picture)
}
writeFileSync(join(folder, 'trust.json'), utopiaTrustFile())
writeFileSync(join(folder, 'revocations.cbor'), await makeSpecimenList())
writeFileSync(join(CLI_DATA, 'specimen-trust.json'), utopiaTrustFile())
