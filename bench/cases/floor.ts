/**
 * The floor: the signature alone, as a program calls it; and the same in the way fastest in Node.
 *
 * @module
 */

import { type KeyObject, verify } from 'node:crypto'
import type { Candidate, Measured } from '../harness.ts'
import type { Bytes } from '../made/issuers.ts'
import { prepareKeys, type Samples } from '../made/samples.ts'
import type { Goal, Row } from '../report.ts'
import { median, ratioTo } from '../statistics.ts'

/** The way that is fastest: no line of ours can be below it. */
const FASTEST = 'floor, DER'

const SEQUENCE = 0x30
const INTEGER = 0x02

/**
 * Makes the candidate that does nothing but the signature (DESIGN §17): a prepared key, and r‖s as COSE
 * and JOSE write it.
 */
export function createFloor(samples: Samples): Promise<Candidate> {
  return createBare(samples, {
    name: 'floor',
    does: "crypto.verify of Node, ES256, over the very bytes that the texts sign; with a prepared { key, dsaEncoding: 'ieee-p1363' }, and the signature as it stands in the texts",
    toKey: (key) => ({ key, dsaEncoding: 'ieee-p1363' }),
    toSignature: (signature) => signature,
  })
}

/**
 * Makes the same in the way that is fastest in Node: the key itself instead of options around it, and
 * the signature in DER, both made before the timing. Our crypto port writes that DER itself, timed.
 */
export function createFastestFloor(samples: Samples): Promise<Candidate> {
  return createBare(samples, {
    name: FASTEST,
    does: 'the same with the key itself and the signature as DER, written before the timing: the fastest way',
    toKey: (key) => key,
    toSignature: toDer,
  })
}

interface Way {
  readonly name: string
  readonly does: string
  readonly toKey: (key: KeyObject) => Parameters<typeof verify>[2]
  readonly toSignature: (signature: Bytes) => Bytes
}

async function createBare({ issuers, all }: Samples, way: Way): Promise<Candidate> {
  const keyOf = await prepareKeys(issuers, ({ publicKey }) => way.toKey(publicKey))
  const inputs = all.map(({ issuer, signedBytes, signature }) => {
    return { key: keyOf(issuer), signedBytes, signature: way.toSignature(signature) }
  })
  return {
    name: way.name,
    does: way.does,
    count: inputs.length,
    kind: 'sync',
    isRight: (index) => {
      const input = inputs[index]
      return input !== undefined && verify('sha256', input.signedBytes, input.key, input.signature)
    },
  }
}

/** Compares every candidate with the floor of the same moment. */
export function toRows(
  measured: readonly Measured[],
  goals: { readonly [name: string]: Goal } = {},
): readonly Row[] {
  return measured.map(({ candidate: { name, does }, cpuMicros, baseMicros }) => {
    const goal = goals[name]
    return {
      name,
      does,
      cost: median(cpuMicros),
      ratio: ratioTo(cpuMicros, baseMicros),
      ...(goal && { goal }),
    }
  })
}

/** Says what a line comes to against the fastest way of calling. */
export function describeFastest(rows: readonly Row[], name: string): string {
  const [fastest, ours] = [FASTEST, name].map(
    (each) => rows.find((row) => row.name === each)?.ratio,
  )
  const ratio = (ours?.median ?? Number.NaN) / (fastest?.median ?? Number.NaN)
  return `against \`${FASTEST}\`, ${name} takes ${ratio.toFixed(2)} times as long`
}

/** Ecdsa-Sig-Value of r‖s on P-256 (RFC 3279 §2.2.3): so short that each length is one byte. */
function toDer(signature: Bytes): Bytes {
  const half = signature.length / 2
  const numbers = [signature.subarray(0, half), signature.subarray(half)].map(toInteger)
  const contents = Buffer.concat(numbers)
  return new Uint8Array(Buffer.concat([Buffer.of(SEQUENCE, contents.length), contents]))
}

function toInteger(number: Bytes): Bytes {
  const digits = number.subarray(number.findIndex((byte) => byte !== 0))
  const sign = (digits[0] ?? 0) > 0x7f ? [0] : []
  return Uint8Array.of(INTEGER, sign.length + digits.length, ...sign, ...digits)
}
