/**
 * NZ COVID Passes of made-up holders.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import {
  type CborMap,
  type CborValue,
  type CoseSign1,
  encodeCbor,
  sigStructure,
} from 'pratique/codecs'
import { encodeNzcp } from 'pratique/nz-pass'
import { makeHolder } from './holders.ts'
import { type Issuer, issuerOf, makeIssuers, NOW } from './issuers.ts'
import { flipLastBit, requireDistinct, type Sample, type Samples } from './samples.ts'

const DAY = 86_400

/** COSE labels and claim keys (RFC 9052 §3.1, RFC 8392 §3.1). */
const [ALG, KID, ES256] = [1, 4, -7]
const [ISS, EXP, NBF, CTI] = [1, 4, 5, 7]

/** Makes passes. */
export function makePassSamples(count: number): Samples {
  const issuers = makeIssuers()
  const all = Array.from({ length: count }, (_, index) => {
    const issuer = issuerOf(issuers, index)
    return toSample(issuer, signPass(issuer))
  })
  requireDistinct(all.map(({ text }) => text))
  const issuer = issuerOf(issuers, 0)
  const message = signPass(issuer)
  const changed = toSample(issuer, { ...message, signature: flipLastBit(message.signature) })
  return { issuers, all, changed }
}

function signPass(issuer: Issuer): CoseSign1 {
  const header = new Map<number, CborValue>([
    [KID, issuer.kid],
    [ALG, ES256],
  ])
  const unsigned: CoseSign1 = {
    protected: encodeCbor(header),
    unprotected: new Map(),
    payload: encodeCbor(makeClaims(issuer)),
    signature: new Uint8Array(),
  }
  return { ...unsigned, signature: issuer.sign(sigStructure(unsigned)) }
}

function makeClaims({ did }: Issuer): CborMap {
  const notBefore = NOW - DAY - Math.floor(Math.random() * 100 * DAY)
  return new Map<number | string, CborValue>([
    [ISS, did],
    [NBF, notBefore],
    [EXP, notBefore + 180 * DAY],
    ['vc', makeCredential()],
    [CTI, new Uint8Array(randomBytes(16))],
  ])
}

function makeCredential(): CborMap {
  const { given, family, birthDate } = makeHolder()
  return new Map<string, CborValue>([
    [
      '@context',
      ['https://www.w3.org/2018/credentials/v1', 'https://nzcp.covid19.health.nz/contexts/v1'],
    ],
    ['version', '1.0.0'],
    ['type', ['VerifiableCredential', 'PublicCovidPass']],
    [
      'credentialSubject',
      new Map([
        ['givenName', given],
        ['familyName', family],
        ['dob', birthDate],
      ]),
    ],
  ])
}

function toSample(issuer: Issuer, message: CoseSign1): Sample {
  const { signature } = message
  return { text: encodeNzcp(message), issuer, signedBytes: sigStructure(message), signature }
}
