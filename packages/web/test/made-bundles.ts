/**
 * Bundles of the made-up authority Examplia, and those who sign them.
 *
 * @module
 */

import { readFileSync } from 'node:fs'
import {
  addSignature,
  type BuildOptions,
  type BundleContent,
  buildBundle,
  type Quorum,
  readBundleFile,
  signTyped,
} from 'pratique/bundle'
import { importRecords } from 'pratique/trust'
import type { Bytes } from 'pratique/verify'
import { makeSigner } from '../../pratique/test/make-signer.ts'

const VECTORS = new URL('../../../vectors/', import.meta.url)

/** Of the rows in `vectors/`: 1 June 2026, 12:00 UTC, in seconds since the epoch. */
export const NOW: number = Date.UTC(2026, 5, 1, 12) / 1000
const DAY = 24 * 60 * 60
/** 22 May 2026: keys are good for 30 days, rules for 90. */
export const AS_OF: number = NOW - 10 * DAY

export const SIGNERS = [makeSigner(), makeSigner(), makeSigner()] as const
const NAMES = ['ministry', 'airport', 'port'] as const

export function quorumOf(signers: typeof SIGNERS): Quorum {
  return { threshold: 2, keys: signers.map(({ key }, at) => ({ name: NAMES[at] ?? '', key })) }
}

/** Two of three. */
export const QUORUM: Quorum = quorumOf(SIGNERS)

const POLICY: Bytes = new Uint8Array(
  readFileSync(new URL('../../cli/data/policies/pcr-72h.json', import.meta.url)),
)

/** Examplia's keys as if the WHO's trust anchor stood above it, and a policy for all. */
export const CONTENT: BundleContent = {
  records: importRecords(
    JSON.parse(readFileSync(new URL('exercise/trust.json', VECTORS), 'utf8')),
    { maxEvidence: 'anchored' },
  ).records.map((record) => ({ ...record, evidence: 'anchored', list: 'gdhcn' })),
  lists: [{ framework: 'hcert', name: 'gdhcn', asOf: AS_OF, isSigned: true }],
  revocations: [],
  policies: [{ kind: 'pratique-policy', name: 'pcr-72h', asOf: AS_OF, bytes: POLICY }],
  sources: [],
  denied: [],
}

/** Builds a bundle, and has some of them sign it. */
export async function makeBundle(
  content: Partial<BundleContent> = {},
  options: BuildOptions = {},
  signers: readonly (typeof SIGNERS)[number][] = SIGNERS.slice(0, 2),
): Promise<Bytes> {
  let bytes = await buildBundle({ ...CONTENT, ...content }, options)
  const { signedBytes } = readBundleFile(bytes)
  for (const signer of signers) {
    bytes = addSignature(bytes, await signTyped('bundle', signedBytes, signer, 'detached'))
  }
  return bytes
}

/** The text of a certificate of Examplia: a test of that day. */
export function readCertificate(id: string): string {
  const rows = readFileSync(new URL('eu-dcc/made.jsonl', VECTORS), 'utf8').trim().split('\n')
  const row = rows.map((line) => JSON.parse(line)).find((each) => each.id === id)
  if (!row) throw new Error(`there is no row ${id}`)
  return row.text
}
