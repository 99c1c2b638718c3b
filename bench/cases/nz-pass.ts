/**
 * An NZ COVID Pass, from text to verdict, beside a COSE library.
 *
 * @module
 */

import { Sign1 } from '@auth0/cose'
import { nodeCrypto } from '@pratique/node/crypto'
import { decodeBase32 } from 'pratique/codecs'
import { NZCP_PREFIX, nzPass } from 'pratique/nz-pass'
import { webCrypto } from 'pratique/verify'
import { measure, type Plan } from '../harness.ts'
import { makePassSamples } from '../made/nz-pass.ts'
import { prepareKeys, type Samples } from '../made/samples.ts'
import type { CaseReport } from '../report.ts'
import { type Contender, createPratique, describeSamples, toCandidate } from './candidates.ts'
import { createFastestFloor, createFloor, describeFastest, toRows } from './floor.ts'

/** Measures the case. */
export async function measureNzPass(plan: Plan, count: number): Promise<CaseReport> {
  const samples = makePassSamples(count)
  const contenders = [
    createPratique(samples, nzPass, nodeCrypto, {
      name: 'pratique',
      does: 'everything: base32, CBOR, COSE, CWT, credential, key look-up, signature, key usage, validity, revocation, content, common model, remarks, verdict',
    }),
    createPratique(samples, nzPass, webCrypto, {
      name: 'pratique, WebCrypto',
      does: 'the same with the default crypto port, as in a browser',
    }),
    await createAuth0Cose(samples),
  ]
  const candidates = [
    await createFastestFloor(samples),
    ...(await Promise.all(contenders.map((each) => toCandidate(each, samples)))),
  ]
  const measured = await measure(await createFloor(samples), candidates, plan)
  const rows = toRows(measured, { pratique: { kind: 'at most', limit: 1.25, final: 1.25 } })
  return {
    name: 'nz-pass',
    title: 'NZ COVID Pass: text → verdict',
    unit: 'CPU µs',
    base: 'the floor',
    rows,
    notes: [describeFastest(rows, 'pratique'), describeSamples(samples)],
  }
}

async function createAuth0Cose({ issuers }: Samples): Promise<Contender> {
  const keyOf = await prepareKeys(issuers, ({ publicKey }) => publicKey)
  return {
    name: '@auth0/cose',
    does: 'Sign1.decode and verify with a prepared key that is handed to it, after base32 by our decoder; no look-up, and no claim is read',
    isTaken: async ({ text, issuer }) => {
      const message = Sign1.decode(decodeBase32(text, NZCP_PREFIX.length))
      await message.verify(keyOf(issuer)) // rejects a bad signature
      return message.payload.length > 0
    },
  }
}
