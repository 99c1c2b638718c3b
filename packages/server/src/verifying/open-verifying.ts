/**
 * The verifier of a configuration: keys, lists and rules of its files, read anew when they change. It has neither keys
 * that sign nor a database.
 *
 * @module
 */

import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { nodeCrypto } from '@pratique/node/crypto'
import { POLICY_LIMITS } from 'pratique/bundle'
import { decodeJson } from 'pratique/codecs'
import { divoc } from 'pratique/divoc'
import { FormatError, UsageError } from 'pratique/errors'
import { euDcc } from 'pratique/eu-dcc'
import { healthLink } from 'pratique/health-link'
import { nzPass } from 'pratique/nz-pass'
import {
  collectPolicies,
  type DatedPolicy,
  type EntryPolicies,
  type PolicyFile,
  readPolicyFile,
  toDatedPolicy,
  toEntryPolicies,
} from 'pratique/policy'
import { type RevocationList, readTokenLists } from 'pratique/revocation'
import { smartHealthCard } from 'pratique/smart-health-card'
import { createTerminology } from 'pratique/terminology'
import {
  createTrustStore,
  importTrustFile,
  readCrlLists,
  type TrustFile,
  type TrustStore,
} from 'pratique/trust'
import { vdsNc } from 'pratique/vds-nc'
import type { Bytes, Format } from 'pratique/verify'
import { whoDdcc } from 'pratique/who-ddcc'
import { whoIcvp } from 'pratique/who-icvp'
import type { Config } from '../config/config.ts'
import { readEditionIndex } from '../lists/published.ts'
import { type Log, toTrace } from '../operations/log.ts'
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

/** Files are looked at so often, in seconds. */
const LOOK_EVERY = 30

type Sources = Pick<Config, 'trust' | 'rules'>

/**
 * Loads what is verified by. When a file has changed, all are read anew; what cannot be read then is told in the log, and
 * what was read before stays in use: its own dates say how old it is.
 *
 * @throws {UsageError} `usage.trust-file`, `usage.policy-file`, `usage.file-unreadable`, `usage.lists`
 */
export async function openVerifying(
  { trust, rules }: Sources,
  { log, now }: { readonly log: Log; readonly now: () => number },
): Promise<Verifying> {
  const sources = { trust, rules }
  let state = stateOf(sources)
  let verifying = await load(sources, now)
  let lookedAt = now()
  const look = async (): Promise<void> => {
    try {
      const seen = stateOf(sources)
      if (seen === state) return
      verifying = await load(sources, now)
      state = seen
      log.info('files of trust and rules read anew')
    } catch (error) {
      log.error('files of trust and rules cannot be read anew', toTrace(error))
    }
  }
  return {
    async verify(texts, policy) {
      if (Math.abs(now() - lookedAt) >= LOOK_EVERY) {
        lookedAt = now()
        await look()
      }
      return verifying.verify(texts, policy)
    },
  }
}

async function load({ trust, rules }: Sources, now: () => number): Promise<Verifying> {
  const files = await Promise.all(
    trust.flatMap(toFiles).map((path) => importTrustFile(readFile(path), { crypto: nodeCrypto })),
  )
  const records = files.flatMap((file) => file.records)
  const store = createTrustStore({ records, lists: files.flatMap(({ lists }) => lists) })
  const policies = loadRules(rules)
  return createVerifying({
    ...{ formats: FORMATS, trust: store, now },
    revocation: await loadRevocation(files, store, now()),
    ...(policies && { policies }),
  })
}

/** After all files: the key that signed a list may stand in another one. */
async function loadRevocation(
  files: readonly TrustFile[],
  trust: TrustStore,
  now: number,
): Promise<readonly RevocationList[]> {
  const crls = files.flatMap((file) => file.crls)
  const records = files.flatMap((file) => file.records)
  const tokenLists = files.flatMap((file) => file.tokenLists)
  return [
    ...files.flatMap(({ revocationLists }) => revocationLists),
    ...(await readCrlLists(crls, records, nodeCrypto)).lists,
    ...(await readTokenLists(tokenLists, { trust, crypto: nodeCrypto, now })).lists,
  ]
}

function loadRules(paths: readonly string[]): EntryPolicies | undefined {
  if (paths.length === 0) return undefined
  const files = paths.map((path): DatedPolicy<PolicyFile> => {
    const bytes = readFile(path)
    return toDatedPolicy(
      readPolicyFile(readJson(path, bytes), new TextDecoder().decode(bytes)),
      undefined,
    )
  })
  return toEntryPolicies(collectPolicies(files, createTerminology({})))
}

function readJson(path: string, bytes: Bytes) {
  try {
    return decodeJson(bytes, POLICY_LIMITS).value
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    throw new UsageError('usage.policy-file', `${path}, a file of rules, holds no JSON`, { cause })
  }
}

/** A folder of published lists stands for the newest of each. */
function toFiles(path: string): readonly string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path]
  return readEditionIndex(path).lists.map(({ file }) => join(path, file))
}

/** Which files there are, how long and how old. */
function stateOf({ trust, rules }: Sources): string {
  const states = [...trust.flatMap(toFiles), ...rules].map((path) => {
    const stat = statSync(path, { throwIfNoEntry: false })
    return stat ? [stat.mtimeMs, stat.size, stat.ino] : []
  })
  return JSON.stringify(states)
}

function readFile(path: string): Bytes {
  try {
    return new Uint8Array(readFileSync(path))
  } catch (cause) {
    const words = `${path}, a file of trust or rules, cannot be read`
    throw new UsageError('usage.file-unreadable', words, { cause })
  }
}
