/**
 * The judge of hcert rows: answers each question that a row asks by working it out.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import {
  type CborMap,
  type CborValue,
  CWT_CLAIMS,
  type DccPayload,
  euDcc,
  type Fault,
  findImplausible,
  readNumericDate,
  readPayload,
} from 'pratique/eu-dcc'
import type { JsonObject } from 'pratique/smart-health-card'
import { createTrustStore, type TrustRecord } from 'pratique/trust'
import { createVerifier, type Verification } from 'pratique/verify'
import { isSamePayload, parseClock, toCbor } from './compare.ts'
import { isUsageAllowed, readSigner, verifySignature } from './hcert-signer.ts'
import {
  type Bytes,
  type HcertSteps,
  takeApart,
  tryDecodeCbor,
  tryEncodeCbor,
  tryInflate,
} from './hcert-steps.ts'
import { isObject, isTime, type Row, textOf } from './row.ts'

/** Reads the symbols of a picture, given its path as the row has it. Never throws. */
export type ReadPicture = (path: string) => Promise<readonly string[]>

export interface HcertAnswer {
  readonly got: Readonly<Record<string, boolean>>
  readonly result: Verification
}

/** All that the answers are worked out from. */
interface Material {
  readonly text: string
  readonly steps: HcertSteps
  readonly raw: JsonObject
  /** The payload in the text, if there is one. */
  readonly dcc?: CborMap
  readonly issuedAt?: number
  readonly expiresAt?: number
  /** What the row says the payload is, as JSON. */
  readonly json: CborValue
  readonly now: number
  readonly signer?: TrustRecord
  readonly picture?: string
  readonly readPicture: ReadPicture
}

type Question = (material: Material) => boolean | Promise<boolean>

/** The questions that can be answered. A row's others are left out of the answer. */
const QUESTIONS: ReadonlyMap<string, Question> = new Map(
  Object.entries<Question>({
    EXPECTEDUNPREFIX: ({ steps, raw }) =>
      steps.base45 !== undefined && isSameOrNotGiven(steps.base45, textOf(raw, 'BASE45')),
    EXPECTEDB45DECODE: isBase45Decoded,
    EXPECTEDCOMPRESSION: ({ steps, raw }) =>
      steps.cose !== undefined && isSameBytesOrNotGiven(steps.cose, hexOf(raw, 'COSE')),
    EXPECTEDVERIFY: ({ steps, signer }) =>
      steps.message !== undefined && signer !== undefined && verifySignature(steps.message, signer),
    EXPECTEDEXPIRATIONCHECK: ({ issuedAt, expiresAt, now }) =>
      issuedAt !== undefined && expiresAt !== undefined && issuedAt <= now && now <= expiresAt,
    EXPECTEDKEYUSAGE: ({ dcc, signer }) =>
      signer !== undefined && isUsageAllowed(signer, dcc ?? new Map()),
    EXPECTEDDECODE: (material) => isSameAsRawCbor(material) && isSameAsJson(material),
    EXPECTEDVALIDJSON: isSameAsJson,
    EXPECTEDENCODE: isEncodedAsRawCbor,
    EXPECTEDVALIDOBJECT: (material) => faultsOfStructure(material) === 0,
    EXPECTEDSCHEMAVALIDATION: (material) => faultsOfPolicy(material) === 0,
    EXPECTEDPICTUREDECODE: async ({ picture, readPicture, text }) =>
      picture !== undefined && (await readPicture(picture)).includes(text),
  }),
)

/** Judges a row. It is given no expectation, and asks none. */
export async function judgeHcert(row: Row, readPicture: ReadPicture): Promise<HcertAnswer> {
  const material = await gatherMaterial(row.given, readPicture)
  const got: Record<string, boolean> = {}
  for (const question of row.questions) {
    const answer = QUESTIONS.get(question)
    if (answer) got[question] = await answer(material)
  }
  const verifier = createVerifier({
    formats: [euDcc],
    trust: createTrustStore({ records: material.signer ? [material.signer] : [] }),
    crypto: nodeCrypto,
  })
  const context = { now: material.now, simulated: true }
  return { got, result: await verifier.verify(material.text, context) }
}

async function gatherMaterial(given: JsonObject, readPicture: ReadPicture): Promise<Material> {
  const text = textOf(given, 'qr') ?? ''
  const steps = takeApart(text)
  const claims = steps.claims
  const dcc = claims && payloadOf(claims)
  const issuedAt = finite(claims && readNumericDate(claims, CWT_CLAIMS.iat))
  const expiresAt = finite(claims && readNumericDate(claims, CWT_CLAIMS.exp))
  const clock = parseClock(textOf(given, 'validationClock') ?? '')
  const signer = await readSigner(given, steps)
  const image = given['image2d']
  const picture = isObject(image) ? textOf(image, 'file') : undefined
  const raw = given['raw']
  return {
    text,
    steps,
    raw: isObject(raw) ? raw : {},
    ...(dcc && { dcc }),
    ...(issuedAt !== undefined && { issuedAt }),
    ...(expiresAt !== undefined && { expiresAt }),
    json: toCbor(given['json'] ?? null),
    now: [clock, issuedAt].find(isTime) ?? 0,
    ...(signer && { signer }),
    ...(picture !== undefined && { picture }),
    readPicture,
  }
}

/** The certificate in a CWT: sub-claim 1, or in some raw fields the certificate as it is. */
function payloadOf(claims: CborMap): CborMap | undefined {
  const hcert = claims.get(CWT_CLAIMS.hcert)
  const dcc = hcert instanceof Map ? hcert.get(1) : undefined
  return dcc instanceof Map ? dcc : undefined
}

function isBase45Decoded({ steps, raw }: Material): boolean {
  if (!steps.compressed) return false
  const compressed = hexOf(raw, 'COMPRESSED')
  if (compressed) return isSameBytes(steps.compressed, compressed)
  return isSameBytesOrNotGiven(tryInflate(steps.compressed), hexOf(raw, 'COSE'))
}

function isSameAsJson({ dcc, json }: Material): boolean {
  return dcc !== undefined && (json === null || isSamePayload(dcc, json))
}

function isSameAsRawCbor({ dcc, raw }: Material): boolean {
  if (!dcc) return false
  const bytes = hexOf(raw, 'CBOR')
  return bytes === undefined || isSamePayload(dcc, rawPayload(bytes))
}

function isEncodedAsRawCbor({ json, raw, dcc }: Material): boolean {
  if (json === null) return false
  const bytes = hexOf(raw, 'CBOR')
  const encoded = tryDecodeCbor(tryEncodeCbor(json))
  const wanted = bytes ? rawPayload(bytes) : dcc
  return encoded !== undefined && wanted !== undefined && isSamePayload(encoded, wanted)
}

/** A raw CBOR field is the certificate, or in many rows the whole CWT. */
function rawPayload(bytes: Bytes): CborValue {
  const value = tryDecodeCbor(bytes)
  return (value instanceof Map && payloadOf(value)) || value
}

/**
 * Types, and exactly one group that is not empty: in the text, and in what the row says it is. Several
 * entries of one group are a fault of the policy, not of the structure.
 */
function faultsOfStructure(material: Material): number {
  return countFaults(material, ({ payload }) =>
    payload.faults.filter(({ kind }) => kind !== 'several-entries'),
  )
}

/** Structure and plausibility: what the verifier's content check asks. */
function faultsOfPolicy(material: Material): number {
  return countFaults(material, ({ payload, issuedAt }) => {
    return [...payload.faults, ...findImplausible(payload, issuedAt)]
  })
}

interface Judged {
  readonly payload: DccPayload
  readonly issuedAt: number | undefined
}

/** Over every payload that the row has; one fault if it has none. */
function countFaults(
  { dcc, json, issuedAt }: Material,
  findFaults: (judged: Judged) => readonly Fault[],
): number {
  const payloads = [dcc, json].filter((each) => each instanceof Map)
  if (payloads.length === 0 || (json !== null && !(json instanceof Map))) return 1
  const faults = payloads.flatMap((each) => findFaults({ payload: readPayload(each), issuedAt }))
  return faults.length
}

function hexOf(raw: JsonObject, name: string): Bytes | undefined {
  const text = textOf(raw, name)
  return text === undefined ? undefined : new Uint8Array(Buffer.from(text, 'hex'))
}

function isSameBytes(a: Bytes, b: Bytes): boolean {
  return Buffer.compare(a, b) === 0
}

function isSameBytesOrNotGiven(a: Bytes | undefined, b: Bytes | undefined): boolean {
  return a !== undefined && (b === undefined || isSameBytes(a, b))
}

function isSameOrNotGiven(a: string, b: string | undefined): boolean {
  return b === undefined || a === b
}

function finite(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) ? value : undefined
}
