/**
 * The keys that come with the program: those of the specimens, and the starter bundle. Here, and not in
 * a folder, since the one file that the program starts from lies where this is compiled to.
 *
 * @module
 */

import { importRecords, type TrustImport } from 'pratique/trust'
import type { Bytes, Framework } from 'pratique/verify'
import { fs } from './builtins.ts'

const SPECIMENS = new URL('../data/specimen-trust.json', import.meta.url)
const STARTER = new URL('../data/starter.bundle', import.meta.url)

const MAX_EVIDENCE = { maxEvidence: 'local' } as const

/**
 * The networks that the starter bundle is asked for. What it has of others are the specimens' keys, which
 * stand in their own file: to open it for them would cost a verification a third of its time.
 */
export const STARTER_NETWORKS: ReadonlySet<Framework> = new Set(['smart-health-card', 'nz-pass'])

/** Reads the specimens' keys. Our own file, so that its form is known. */
export function readSpecimens(): TrustImport {
  return importRecords(JSON.parse(fs.readFileSync(SPECIMENS, 'utf8')), MAX_EVIDENCE)
}

/** Reads the bundle that comes with the program. */
export function readStarter(): Bytes {
  return new Uint8Array(fs.readFileSync(STARTER))
}
