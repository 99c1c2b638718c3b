/**
 * Candidates from functions that tell whether a text is taken for genuine.
 *
 * @module
 */

import type { CryptoPort, Format } from 'pratique/verify'
import { createVerifier } from 'pratique/verify'
import { type Candidate, requireRefusal } from '../harness.ts'
import { NOW, toRecords, toStore } from '../made/issuers.ts'
import type { Sample, Samples } from '../made/samples.ts'
import { median } from '../statistics.ts'

/** Someone who verifies samples: answers, or rejects where it refuses. */
export interface Contender {
  readonly name: string
  readonly does: string
  readonly isTaken: (sample: Sample) => boolean | Promise<boolean>
}

/** Makes a candidate, after it has shown that it can refuse. */
export async function toCandidate(
  { name, does, isTaken }: Contender,
  { all, changed }: Samples,
): Promise<Candidate> {
  await requireRefusal(
    name,
    // `async`, so that a throw is a rejection.
    (async () => isTaken(changed))().catch(() => false),
  )
  return {
    name,
    does,
    count: all.length,
    kind: 'async',
    isRight: async (index) => {
      const sample = all[index]
      return sample !== undefined && isTaken(sample)
    },
  }
}

/** Makes the contender that is ours: the whole pipeline, and only a genuine verdict counts. */
export function createPratique(
  { issuers }: Samples,
  format: Format,
  crypto: CryptoPort,
  { name, does }: Pick<Contender, 'name' | 'does'>,
): Contender {
  const { framework } = format.carrier
  const trust = toStore(toRecords(issuers, framework), framework)
  const verifier = createVerifier({ formats: [format], trust, crypto })
  const context = { now: NOW }
  return {
    name,
    does,
    isTaken: async ({ text }) => (await verifier.verify(text, context)).verdict === 'genuine',
  }
}

/** Says how large the texts are. */
export function describeSamples({ issuers, all }: Samples): string {
  const text = median(all.map((sample) => sample.text.length))
  const signed = median(all.map((sample) => sample.signedBytes.length))
  return (
    `texts: ${all.length}, all distinct, of made-up holders, by ${issuers.length} keys made for ` +
    `this run; median ${text} characters, ${signed} signed bytes`
  )
}
