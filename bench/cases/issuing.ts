/**
 * Issuing an EU DCC, from order to text, beside the COSE libraries.
 *
 * @module
 */

import { sign as signBytes } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { ProtectedHeaders, Sign1, UnprotectedHeaders } from '@auth0/cose'
import type { JsonObject } from 'pratique/codecs'
import { type CborValue, encodeBase45, encodeCbor } from 'pratique/codecs'
import { type Candidate, inBatches, measure, type Plan } from '../harness.ts'
import { NOW } from '../made/issuers.ts'
import { type BenchSigner, makeIssuer, makeSigner } from '../made/issuing.ts'
import { makeOrders } from '../made/orders.ts'
import type { CaseReport } from '../report.ts'
import { toRows } from './floor.ts'

/** Of the bytes that an EU DCC signs. */
const SIGNED_BYTES = 330

/** More code than a verification has is to be compiled, which takes processor time beside it. */
export const WARM_UPS = 4

/** Certificates are issued in runs: a slice is one, not the first few after something else. */
const RUN = 15

/** So many at a time, as the command line issues them. */
export const BATCH = 64

type Later = Extract<Candidate, { kind: 'async' }>

/** Measures the case. */
export async function measureIssuing(plan: Plan, count: number): Promise<CaseReport> {
  const signer = await makeSigner()
  const ours = await createOurs(signer, count)
  const candidates = [
    inBatches(ours, BATCH),
    { ...ours, name: 'pratique, one by one', does: 'the same, each on its own' },
    inBatches(createAuth0Cose(signer, count), BATCH),
  ]
  const measured = await measure(createSignFloor(signer, count), candidates, {
    ...plan,
    sliceMs: RUN * plan.sliceMs,
    warmUpMs: WARM_UPS * plan.warmUpMs,
  })
  const rows = toRows(measured, { pratique: { kind: 'at most', limit: 3.2 } })
  return {
    name: 'issuing',
    title: 'EU DCC: order → text',
    unit: 'CPU µs',
    base: 'signing alone',
    rows,
    notes: [
      `${BATCH} at a time, as the command line issues them`,
      'every order is another one; each certificate that we issue is verified by the pipeline',
    ],
  }
}

/** Signing and nothing else. */
export function createSignFloor({ privateKey }: BenchSigner, count: number): Candidate {
  const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const
  const inputs = Array.from({ length: count }, (_, index) =>
    new Uint8Array(SIGNED_BYTES).fill(index & 0xff, 0, 8),
  )
  return {
    name: 'floor',
    does: 'crypto.sign of Node, ES256, over as many bytes as an EU DCC signs, with a prepared key',
    count,
    kind: 'sync',
    isRight: (index) => signBytes('sha256', inputs[index] ?? new Uint8Array(), key).length === 64,
  }
}

async function createOurs(signer: BenchSigner, count: number): Promise<Later> {
  const issuer = await makeIssuer(signer)
  const orders = makeOrders(count) as readonly JsonObject[]
  return {
    name: 'pratique',
    does: 'order as JSON: read and checked, name transliterated, codes and token, claims, CBOR, COSE, signed, zlib, Base45, and all of it verified as a verifier would',
    count,
    kind: 'async',
    isRight: async (index) => {
      const order = orders[index] ?? {}
      const outcome = await issuer.issue(order, { format: 'eu-dcc', now: NOW })
      return 'issued' in outcome && outcome.issued.verification.verdict === 'genuine'
    },
  }
}

/** Without checks, names, codes or its own verification. */
function createAuth0Cose({ privateKey }: BenchSigner, count: number): Later {
  const payloads = makeOrders(count).map((order) => encodeCbor(toCbor(order)))
  return {
    name: '@auth0/cose',
    does: 'Sign1 and sign with a prepared key over claims that stand ready as CBOR, then zlib of Node and our Base45; no order is read, nothing is checked',
    count,
    kind: 'async',
    isRight: async (index) => {
      const message = await Sign1.sign(
        new ProtectedHeaders([[1, -7]]),
        new UnprotectedHeaders(),
        payloads[index] ?? new Uint8Array(),
        privateKey,
      )
      const text = `HC1:${encodeBase45(new Uint8Array(deflateSync(message.encode(), { level: 9 })))}`
      return text.length > 100
    },
  }
}

function toCbor(value: unknown): CborValue {
  if (typeof value !== 'object' || value === null) return value as CborValue
  return new Map(Object.entries(value).map(([name, each]) => [name, toCbor(each)]))
}
