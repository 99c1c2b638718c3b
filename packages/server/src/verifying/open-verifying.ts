/**
 * The verifier of a configuration: trust of its files, and nothing else. It has neither keys nor database.
 *
 * @module
 */

import { readFileSync } from 'node:fs'
import { nodeCrypto } from '@pratique/node/crypto'
import { divoc } from 'pratique/divoc'
import { UsageError } from 'pratique/errors'
import { euDcc } from 'pratique/eu-dcc'
import { healthLink } from 'pratique/health-link'
import { nzPass } from 'pratique/nz-pass'
import { smartHealthCard } from 'pratique/smart-health-card'
import { createTrustStore, importTrustFile } from 'pratique/trust'
import { vdsNc } from 'pratique/vds-nc'
import type { Format } from 'pratique/verify'
import { whoDdcc } from 'pratique/who-ddcc'
import { whoIcvp } from 'pratique/who-icvp'
import type { Config } from '../config/config.ts'
import { createVerifying, type Verifying } from './verifying.ts'

/** All that are verified without asking anybody. */
const FORMATS: readonly Format[] = [
  euDcc,
  whoDdcc,
  whoIcvp,
  healthLink,
  smartHealthCard,
  vdsNc,
  divoc,
  nzPass,
]

/**
 * Loads trust, and makes a verifier of it.
 *
 * @throws {UsageError} `usage.trust-file`, `usage.file-unreadable`
 */
export async function openVerifying({ trust }: Config, now: () => number): Promise<Verifying> {
  const imports = await Promise.all(
    trust.map((path) => importTrustFile(readFile(path), { crypto: nodeCrypto })),
  )
  return createVerifying({
    formats: FORMATS,
    trust: createTrustStore({
      records: imports.flatMap(({ records }) => records),
      lists: imports.flatMap(({ lists }) => lists),
    }),
    revocation: imports.flatMap(({ revocationLists }) => revocationLists),
    now,
  })
}

function readFile(path: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(path))
  } catch (cause) {
    throw new UsageError('usage.file-unreadable', 'a file of trust cannot be read', { cause })
  }
}
