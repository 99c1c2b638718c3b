/**
 * A visible digital seal, from text to verdict. Its signers' certificates have been seen before: an
 * authority issues a handful of them.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import { vdsNc } from 'pratique/vds-nc'
import { type CryptoPort, createVerifier, webCrypto } from 'pratique/verify'
import { measure, type Plan } from '../harness.ts'
import { NOW } from '../made/issuers.ts'
import { makeSealSamples, type SealSamples } from '../made/vds-nc.ts'
import type { CaseReport } from '../report.ts'
import { type Contender, describeSamples, toCandidate } from './candidates.ts'
import { createFastestFloor, createFloor, describeFastest, toRows } from './floor.ts'

/** Measures the case. */
export async function measureVdsNc(plan: Plan, count: number): Promise<CaseReport> {
  const samples = makeSealSamples(count)
  const contenders = [
    createPratique(samples, nodeCrypto, {
      name: 'pratique',
      does: "everything: JSON with unique names, its canonical form, the signer's certificate (known), authority, signature, key usage, country, validity, revocation, content, common model, remarks, verdict",
    }),
    createPratique(samples, webCrypto, {
      name: 'pratique, WebCrypto',
      does: 'the same with the default crypto port, as in a browser',
    }),
  ]
  const candidates = [
    await createFastestFloor(samples),
    ...(await Promise.all(contenders.map((each) => toCandidate(each, samples)))),
  ]
  const measured = await measure(await createFloor(samples), candidates, plan)
  const rows = toRows(measured, { pratique: { kind: 'at most', limit: 1.6, final: 1.6 } })
  return {
    name: 'vds-nc',
    title: 'ICAO VDS-NC: text → verdict',
    unit: 'CPU µs',
    base: 'the floor',
    rows,
    notes: [describeFastest(rows, 'pratique'), describeSamples(samples)],
  }
}

/** Its trust is the authority's key, not the signers'. */
function createPratique(
  { trust }: SealSamples,
  crypto: CryptoPort,
  { name, does }: Pick<Contender, 'name' | 'does'>,
): Contender {
  const verifier = createVerifier({ formats: [vdsNc], trust, crypto })
  const context = { now: NOW }
  return {
    name,
    does,
    isTaken: async ({ text }) => (await verifier.verify(text, context)).verdict === 'genuine',
  }
}
