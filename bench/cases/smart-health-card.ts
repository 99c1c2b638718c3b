/**
 * A SMART Health Card, from text to verdict, beside the libraries that read them.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import { compactVerify } from 'jose'
import { SHCReader } from 'kill-the-clipboard'
import { SHC_PREFIX, smartHealthCard } from 'pratique/smart-health-card'
import { webCrypto } from 'pratique/verify'
import { measure, type Plan } from '../harness.ts'
import { makeCardSamples } from '../made/card.ts'
import type { Issuer } from '../made/issuers.ts'
import { prepareKeys, type Samples } from '../made/samples.ts'
import type { CaseReport } from '../report.ts'
import { type Contender, createPratique, describeSamples, toCandidate } from './candidates.ts'
import { createFastestFloor, createFloor, describeFastest, toRows } from './floor.ts'

const ZERO = 0x30
/** The code point that two zeros stand for. */
const OFFSET = 45

/** Measures the case. */
export async function measureSmartHealthCard(plan: Plan, count: number): Promise<CaseReport> {
  const samples = await makeCardSamples(count)
  const contenders = [
    createPratique(samples, smartHealthCard, nodeCrypto, {
      name: 'pratique',
      does: 'everything: digits, JWS, inflate, JSON, FHIR bundle, key look-up, signature, key usage, validity, revocation, content, common model, remarks, verdict',
    }),
    createPratique(samples, smartHealthCard, webCrypto, {
      name: 'pratique, WebCrypto',
      does: 'the same with the default crypto port, as in a browser',
    }),
    await createJose(samples),
    await createKillTheClipboard(samples),
  ]
  const candidates = [
    await createFastestFloor(samples),
    ...(await Promise.all(contenders.map((each) => toCandidate(each, samples)))),
  ]
  const measured = await measure(await createFloor(samples), candidates, plan)
  const rows = toRows(measured, { pratique: { kind: 'at most', limit: 1.6, final: 1.5 } })
  return {
    name: 'smart-health-card',
    title: 'SMART Health Card: text → verdict (a patient, two immunizations, one QR code)',
    unit: 'CPU µs',
    base: 'the floor',
    rows,
    notes: [describeFastest(rows, 'pratique'), describeSamples(samples)],
  }
}

async function createJose({ issuers }: Samples): Promise<Contender> {
  const keyOf = await prepareKeys(issuers, importKey)
  return {
    name: 'jose',
    does: 'compactVerify with a prepared key that is handed to it, after the digits by a loop of ours; no look-up, nothing is inflated, and no claim is read',
    isTaken: async ({ text, issuer }) => {
      const { payload } = await compactVerify(toJws(text), keyOf(issuer))
      return payload.length > 0
    },
  }
}

async function createKillTheClipboard({ issuers }: Samples): Promise<Contender> {
  const readerOf = await prepareKeys(issuers, async (issuer) => {
    return new SHCReader({ publicKey: await importKey(issuer) })
  })
  return {
    name: 'kill-the-clipboard',
    does: 'SHCReader.fromQRNumeric with a prepared key that is handed to it: digits, signature, inflate, JSON, claims, expiry, bundle and credential; no look-up, no key usage, no common model',
    isTaken: async ({ text, issuer }) => {
      const card = await readerOf(issuer).fromQRNumeric(text)
      return card.getOriginalBundle().resourceType === 'Bundle'
    },
  }
}

function importKey({ spki }: Issuer): Promise<CryptoKey> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  return crypto.subtle.importKey('spki', spki, algorithm, true, ['verify'])
}

/** A character for each pair of digits (VCI "Encoding Chunks as QR Codes"). */
function toJws(text: string): string {
  const first = SHC_PREFIX.length
  const characters = Buffer.allocUnsafe((text.length - first) >> 1)
  for (let i = 0; i < characters.length; i++) {
    const tens = text.charCodeAt(first + 2 * i) - ZERO
    characters[i] = OFFSET + 10 * tens + text.charCodeAt(first + 2 * i + 1) - ZERO
  }
  return characters.toString('latin1')
}
