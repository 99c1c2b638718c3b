/**
 * An EU DCC, from text to verdict, beside the COSE libraries.
 *
 * @module
 */

import { Sign1 } from '@auth0/cose'
import { nodeCrypto } from '@pratique/node/crypto'
import { sign } from 'cose-js'
import { decodeBase45, HC1_PREFIX, inflateZlib } from 'pratique/codecs'
import { euDcc } from 'pratique/eu-dcc'
import { webCrypto } from 'pratique/verify'
import { measure, type Plan } from '../harness.ts'
import { makeDccSamples } from '../made/dcc.ts'
import type { Bytes } from '../made/issuers.ts'
import { prepareKeys, type Samples } from '../made/samples.ts'
import type { CaseReport } from '../report.ts'
import { type Contender, createPratique, describeSamples, toCandidate } from './candidates.ts'
import { createFastestFloor, createFloor, describeFastest, toRows } from './floor.ts'

const MAX_MESSAGE_BYTES = 64 * 1024

/** Measures the case. */
export async function measureEuDcc(plan: Plan, count: number): Promise<CaseReport> {
  const samples = await makeDccSamples(count)
  const contenders = [
    createPratique(samples, euDcc, nodeCrypto, {
      name: 'pratique',
      does: 'everything: base45, zlib, CBOR, COSE, CWT, key look-up, signature, key usage, validity, revocation, content, common model, remarks, verdict',
    }),
    createPratique(samples, euDcc, webCrypto, {
      name: 'pratique, WebCrypto',
      does: 'the same with the default crypto port, as in a browser',
    }),
    await createAuth0Cose(samples),
    await createCoseJs(samples),
  ]
  const candidates = [
    await createFastestFloor(samples),
    ...(await Promise.all(contenders.map((each) => toCandidate(each, samples)))),
  ]
  const measured = await measure(await createFloor(samples), candidates, plan)
  const rows = toRows(measured, { pratique: { kind: 'at most', limit: 1.35, final: 1.25 } })
  return {
    name: 'eu-dcc',
    title: 'EU DCC: text → verdict',
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
    does: 'Sign1.decode and verify with a prepared key that is handed to it, after base45 and zlib by our decoders; no look-up, and no claim is read',
    isTaken: async ({ text, issuer }) => {
      const message = Sign1.decode(unpack(text))
      await message.verify(keyOf(issuer)) // rejects a bad signature
      return message.payload.length > 0
    },
  }
}

async function createCoseJs({ issuers }: Samples): Promise<Contender> {
  const verifierOf = await prepareKeys(issuers, ({ publicKey }) => {
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    return { key: { x: Buffer.from(x, 'base64url'), y: Buffer.from(y, 'base64url') } }
  })
  return {
    name: 'cose-js',
    does: 'sign.verifySync (elliptic, in JavaScript) with the coordinates of a key that is handed to it, after base45 and zlib by our decoders; no look-up, and no claim is read',
    // Throws at a bad signature.
    isTaken: ({ text, issuer }) => {
      return sign.verifySync(unpack(text), verifierOf(issuer)).length > 0
    },
  }
}

function unpack(text: string): Bytes {
  const compressed = decodeBase45(text, HC1_PREFIX.length)
  return inflateZlib(compressed, { maxBytes: MAX_MESSAGE_BYTES }).bytes
}
