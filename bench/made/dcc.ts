/**
 * EU DCCs of made-up holders, as issuers of that network write them.
 *
 * @module
 */

import {
  type CborMap,
  type CborValue,
  type CoseSign1,
  encodeCbor,
  encodeHc1,
  sigStructure,
} from 'pratique/codecs'
import { type Holder, makeDate, makeHolder, makeId, pick } from './holders.ts'
import { COUNTRY, type Issuer, issuerOf, makeIssuers, NOW } from './issuers.ts'
import { flipLastBit, requireDistinct, type Sample, type Samples } from './samples.ts'

const DAY = 86_400
const AUTHORITY = 'Ministry of Health of Examplia'
const COVID_19 = '840539006'

/** Products, their type and who holds the authorisation (value sets of the EU DCC). */
const PRODUCTS: readonly [
  readonly [string, string, string],
  ...(readonly [string, string, string])[],
] = [
  ['EU/1/20/1528', '1119349007', 'ORG-100030215'],
  ['EU/1/20/1507', '1119349007', 'ORG-100031184'],
  ['EU/1/21/1529', '1119305005', 'ORG-100001699'],
]

/** COSE labels and claim keys (RFC 9052 §3.1, RFC 8392 §3.1, hcert_spec §3.3). */
const [ALG, KID, ES256] = [1, 4, -7]
const [ISS, EXP, IAT, HCERT, EU_DCC_V1] = [1, 4, 6, -260, 1]

/** Makes certificates: half vaccinations, a quarter tests, a quarter recoveries. */
export async function makeDccSamples(count: number): Promise<Samples> {
  const issuers = makeIssuers()
  const all: Sample[] = []
  for (let index = 0; index < count; index++) {
    all.push(await makeSample(issuerOf(issuers, index), index))
  }
  requireDistinct(all.map(({ text }) => text))
  const issuer = issuerOf(issuers, 0)
  const message = signDcc(issuer, makeClaims(0))
  const changed = await toSample(issuer, { ...message, signature: flipLastBit(message.signature) })
  return { issuers, all, changed }
}

/** Builds the signed message of some claims, or of bytes in their place. */
export function signDcc(issuer: Issuer, claims: CborMap | Uint8Array<ArrayBuffer>): CoseSign1 {
  const header = new Map<number, CborValue>([
    [ALG, ES256],
    [KID, issuer.kid],
  ])
  const unsigned: CoseSign1 = {
    protected: encodeCbor(header),
    unprotected: new Map(),
    payload: claims instanceof Uint8Array ? claims : encodeCbor(claims),
    signature: new Uint8Array(),
  }
  return { ...unsigned, signature: issuer.sign(sigStructure(unsigned)) }
}

/** Makes the claims of a new holder's certificate; the number chooses its kind. */
export function makeClaims(index: number): CborMap {
  const holder = makeHolder()
  const issuedAt = NOW - DAY - Math.floor(Math.random() * 100 * DAY)
  return new Map<number, CborValue>([
    [ISS, COUNTRY],
    [IAT, issuedAt],
    [EXP, issuedAt + 180 * DAY],
    [HCERT, new Map([[EU_DCC_V1, makeDcc(holder, index)]])],
  ])
}

async function makeSample(issuer: Issuer, index: number): Promise<Sample> {
  return toSample(issuer, signDcc(issuer, makeClaims(index)))
}

async function toSample(issuer: Issuer, message: CoseSign1): Promise<Sample> {
  const { signature } = message
  return {
    text: await encodeHc1(message),
    issuer,
    signedBytes: sigStructure(message),
    signature,
  }
}

function makeDcc(holder: Holder, index: number): CborMap {
  const [group, entry] = makeEntry(index)
  return toMap({
    ver: '1.3.0',
    nam: toMap({
      fn: holder.family,
      fnt: holder.familyTransliterated,
      gn: holder.given,
      gnt: holder.givenTransliterated,
    }),
    dob: holder.birthDate,
    [group]: [toMap(entry)],
  })
}

function makeEntry(index: number): readonly [string, { readonly [name: string]: CborValue }] {
  const common = {
    tg: COVID_19,
    co: COUNTRY,
    is: AUTHORITY,
    ci: `URN:UVCI:01:${COUNTRY}:${makeId(24)}#${makeId(1)}`,
  }
  const day = makeDate(2021, 2025)
  switch (index % 4) {
    case 0:
      return ['t', { ...common, ...makeTest(day) }]
    case 1:
      return ['r', { ...common, fr: day, df: day, du: day }]
  }
  const [mp, vp, ma] = pick(PRODUCTS)
  return ['v', { ...common, vp, mp, ma, dn: 2, sd: 2, dt: day }]
}

function makeTest(day: string): { readonly [name: string]: CborValue } {
  const minute = String(Math.floor(Math.random() * 60)).padStart(2, '0')
  return {
    tt: 'LP6464-4',
    nm: 'Examplia RT-PCR',
    sc: `${day}T10:${minute}:00Z`,
    tr: '260415000',
    tc: 'Test Centre of Examplia',
  }
}

function toMap(members: { readonly [name: string]: CborValue }): CborMap {
  return new Map(Object.entries(members))
}
