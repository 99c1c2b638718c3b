/**
 * The judge of hcert rows: answers each question that a row asks by working it out.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import { type CborValue, CWT_CLAIMS, type JsonObject, readNumericDate } from 'pratique/codecs'
import { createTrustStore, type TrustRecord } from 'pratique/trust'
import { createVerifier, type Format, type Verification } from 'pratique/verify'
import { createWhoIcvp, parseProductCatalogue } from 'pratique/who-icvp'
import { isSamePayload, parseClock, toCbor } from './compare.ts'
import {
  countFaults,
  countStructuralFaults,
  HCERT_FORMATS,
  type HcertPayload,
  isEnvelope,
  payloadOf,
} from './hcert-payload.ts'
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
  /** The certificate in the text, if there is one. */
  readonly payload?: HcertPayload
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
    EXPECTEDKEYUSAGE: ({ steps, signer }) =>
      signer !== undefined && isUsageAllowed(signer, steps.claims ?? new Map()),
    EXPECTEDDECODE: (material) => isSameAsRawCbor(material) && isSameAsJson(material),
    EXPECTEDVALIDJSON: isSameAsJson,
    EXPECTEDENCODE: isEncodedAsRawCbor,
    EXPECTEDVALIDOBJECT: (material) =>
      areAll(material, (each) => countStructuralFaults(each) === 0),
    EXPECTEDSCHEMAVALIDATION: (material) =>
      areAll(material, (each) => countFaults(each, material.issuedAt) === 0),
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
    formats: formatsFor(row.given),
    trust: createTrustStore({ records: material.signer ? [material.signer] : [] }),
    crypto: nodeCrypto,
  })
  const context = { now: material.now, simulated: true }
  return { got, result: await verifier.verify(material.text, context) }
}

/** With the catalogue that the row names products from, if it has one. */
function formatsFor({ catalogue }: JsonObject): readonly Format[] {
  if (catalogue === undefined || catalogue === null) return HCERT_FORMATS
  const icvp = createWhoIcvp({ catalogue: parseProductCatalogue(catalogue) })
  return HCERT_FORMATS.map((format) => (format.id === icvp.id ? icvp : format))
}

async function gatherMaterial(given: JsonObject, readPicture: ReadPicture): Promise<Material> {
  const text = textOf(given, 'qr') ?? ''
  const steps = takeApart(text)
  const claims = steps.claims
  const payload = claims && payloadOf(claims)
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
    ...(payload && { payload }),
    ...(issuedAt !== undefined && { issuedAt }),
    ...(expiresAt !== undefined && { expiresAt }),
    json: toCbor(given['json'] ?? null),
    now: [clock, issuedAt].find(isTime) ?? 0,
    ...(signer && { signer }),
    ...(picture !== undefined && { picture }),
    readPicture,
  }
}

function isBase45Decoded({ steps, raw }: Material): boolean {
  if (!steps.compressed) return false
  const compressed = hexOf(raw, 'COMPRESSED')
  if (compressed) return isSameBytes(steps.compressed, compressed)
  return isSameBytesOrNotGiven(tryInflate(steps.compressed), hexOf(raw, 'COSE'))
}

/** What others give is the certificate, or the whole CWT: then all of it must be the same. */
function isSame({ payload, steps }: Material, given: CborValue): boolean {
  if (!payload) return false
  const isWhole = given instanceof Map && isEnvelope(given)
  return isSamePayload(isWhole ? steps.claims : payload.value, given)
}

function isSameAsJson(material: Material): boolean {
  const { payload, json } = material
  return payload !== undefined && (json === null || isSame(material, json))
}

function isSameAsRawCbor(material: Material): boolean {
  const { payload, raw } = material
  if (!payload) return false
  const bytes = hexOf(raw, 'CBOR')
  return bytes === undefined || isSamePayload(payload.value, rawPayload(bytes))
}

function isEncodedAsRawCbor({ json, raw, payload }: Material): boolean {
  if (json === null) return false
  const bytes = hexOf(raw, 'CBOR')
  const encoded = certificateIn(tryDecodeCbor(tryEncodeCbor(json)))
  const wanted = bytes ? rawPayload(bytes) : payload?.value
  return encoded !== undefined && wanted !== undefined && isSamePayload(encoded, wanted)
}

/** A raw CBOR field is the certificate, or in many rows the whole CWT. */
function rawPayload(bytes: Bytes): CborValue {
  return certificateIn(tryDecodeCbor(bytes))
}

function certificateIn(value: CborValue): CborValue {
  return (value instanceof Map ? payloadOf(value)?.value : undefined) ?? value
}

/** Whether every certificate that the row has is sound; not if it has none. */
function areAll({ payload, json }: Material, isSound: (payload: HcertPayload) => boolean): boolean {
  const given = json === null ? undefined : toPayload(json, payload)
  if (json !== null && !given) return false
  const all = [payload, given].filter((each) => each !== undefined)
  return all.length > 0 && all.every(isSound)
}

/** JSON is a whole CWT, or a certificate: of the kind that the text carries, or else of the EU's. */
function toPayload(json: CborValue, beside: HcertPayload | undefined): HcertPayload | undefined {
  if (json instanceof Map && isEnvelope(json)) return payloadOf(json)
  const { kind, group }: Omit<HcertPayload, 'value'> = beside ?? { kind: 'eu-dcc' }
  if (!(json instanceof Map) && kind !== 'health-link') return undefined
  return { kind, value: json, ...(group && { group }) }
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
