/**
 * The judge of rows of SMART Health Cards, at each of their levels.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import { decodeJson, type JsonObject, type JsonValue } from 'pratique/codecs'
import { FormatError } from 'pratique/errors'
import { euDcc } from 'pratique/eu-dcc'
import { readBundle, remarkOnBundle, shc, smartHealthCard } from 'pratique/smart-health-card'
import {
  createTrustStore,
  importIssuerMap,
  readRevocations,
  reportKeySet,
  type TrustImport,
  type TrustRecord,
} from 'pratique/trust'
import {
  checkPeriod,
  createVerifier,
  detect,
  type Verification,
  type Verifier,
} from 'pratique/verify'
import { isPositive, type StageAnswer, stageOf, stageOfCode, stageOfRemarks } from './card-stage.ts'
import { isObject, type Row, textOf } from './row.ts'

export interface CardAnswer {
  readonly got: StageAnswer
  /** Absent for rows that are no certificate: bare payloads, bundles and key sets. */
  readonly result?: Verification
}

/** Judges a row at its level. It is given no expectation, and asks none. */
export async function judgeCard({ given, kind }: Row): Promise<CardAnswer> {
  const time = given['evalTime']
  const now = typeof time === 'number' ? time : 0
  const input = given['input'] ?? null
  switch (textOf(given, 'level')) {
    case 'jwspayload':
      return { got: judgePayload(jsonText(input), now) }
    case 'fhirbundle':
      return { got: judgeBundle(jsonText(input)) }
    case 'jwkset':
      return { got: await judgeKeySet(jsonValue(input), given, now) }
    case 'jws':
      return judgeJws(jsonText(input), given, now)
    case 'healthcard':
    case 'fhirhealthcard':
      return judgeTexts([jsonText(input)], given, now)
    default:
      return judgeTexts(textsOf(given['qr'] ?? ''), given, now, kind)
  }
}

/** Every card must hold; the first that does not tells the stage. */
export async function judgeTexts(
  texts: readonly string[],
  given: JsonObject,
  now: number,
  kind = 'shc',
): Promise<CardAnswer> {
  const verifier = await createRowVerifier(given)
  const verified = await verifier.verifyAll(texts, { now, simulated: true })
  const verifications = verified.map(({ verification }) => verification)
  const result = verifications.find((each) => !isPositive(each)) ?? verifications[0]
  if (!result) throw new Error('unreachable: every text has a verdict')
  return { got: stageOf(result, kind), result }
}

/**
 * A verifier with the row's keys and no others. A row gives all the revocation lists that there are:
 * one that a key announces and the row does not have was never published, so that it cannot be missing.
 */
async function createRowVerifier(given: JsonObject): Promise<Verifier> {
  const imported = await importKeys(given['keys'])
  const { lists } = readRevocations(imported)
  const records = imported.records.map((record): TrustRecord => {
    const { issuer, keyId } = record
    const isPublished = lists.some((list) => list.issuer === issuer && list.keyId === keyId)
    return isPublished ? record : { ...record, revocation: 'none' }
  })
  return createVerifier({
    formats: [smartHealthCard, euDcc],
    trust: createTrustStore({ records, lists: imported.lists }),
    revocation: lists,
    crypto: nodeCrypto,
  })
}

/** Keys in no form that is known vouch for nothing. */
async function importKeys(keys: JsonValue | undefined): Promise<TrustImport> {
  try {
    const map = { issuers: {}, ...(isObject(keys) && keys) }
    return await importIssuerMap(map, { crypto: nodeCrypto })
  } catch (error) {
    if (error instanceof FormatError) return { records: [], lists: [], dropped: [] }
    throw error
  }
}

/** A text that is said to be a card's JWS, whether or not it looks like one. */
async function judgeJws(text: string, given: JsonObject, now: number): Promise<CardAnswer> {
  const detected = detect(text.trim())
  if (detected.kind === 'carrier' && detected.carrier === shc.id)
    return judgeTexts([text], given, now)
  return {
    got: answer(() => {
      shc.decode(text)
      return { valid: false, stage: 'decode' }
    }),
  }
}

/** A payload without its signature: claims, time and content. */
function judgePayload(text: string, now: number): StageAnswer {
  return answer(() => {
    const { value, hasSurroundingSpace } = decodeJson(new TextEncoder().encode(text))
    if (!isObject(value)) throw new FormatError('format.claims', 'expected an object')
    const claims = smartHealthCard.open({ kind: 'jwt', object: value })
    if (!claims) throw new Error('unreachable: a card opens every JWT, or refuses it')
    const period = checkPeriod(claims, now)
    if (period.code) return { valid: false, stage: stageOfCode(period.code) }
    const { content, remarks } = claims.read()
    if (content.code) return { valid: false, stage: stageOfCode(content.code) }
    const codes = remarks.map(({ code }) => code)
    return { valid: true, stage: hasSurroundingSpace ? 'lint' : stageOfRemarks(codes) }
  })
}

/** A bundle on its own: valid if it has no fault of content. */
function judgeBundle(text: string): StageAnswer {
  return answer(() => {
    const { value, hasSurroundingSpace } = decodeJson(new TextEncoder().encode(text))
    if (!isObject(value)) throw new FormatError('format.claims', 'expected an object')
    const bundle = readBundle(value)
    if (bundle.fault) return { valid: false, stage: stageOfCode(bundle.fault) }
    const codes = remarkOnBundle(value, bundle).map(({ code }) => code)
    return { valid: true, stage: hasSurroundingSpace ? 'lint' : stageOfRemarks(codes) }
  })
}

async function judgeKeySet(input: JsonValue, given: JsonObject, now: number): Promise<StageAnswer> {
  const issuer = textOf(given, 'iss')
  const options = { now, crypto: nodeCrypto, ...(issuer !== undefined && { issuer }) }
  const isUsable = await isUsableKeySet(input, options)
  return { valid: isUsable, stage: isUsable ? null : 'key' }
}

/** What is no key set at all is none that can be used. */
async function isUsableKeySet(
  input: JsonValue,
  options: Parameters<typeof reportKeySet>[1],
): Promise<boolean> {
  try {
    return (await reportKeySet(input, options)).isUsable
  } catch (error) {
    if (error instanceof FormatError) return false
    throw error
  }
}

function answer(judge: () => StageAnswer): StageAnswer {
  try {
    return judge()
  } catch (error) {
    if (error instanceof FormatError) return { valid: false, stage: stageOfCode(error.code) }
    throw error
  }
}

/** Inputs are texts, or JSON values in their place. */
function jsonText(input: JsonValue): string {
  return typeof input === 'string' ? input : JSON.stringify(input)
}

/** The same, where a value is wanted; what is no JSON is no value that means anything. */
function jsonValue(input: JsonValue): JsonValue {
  if (typeof input !== 'string') return input
  try {
    return decodeJson(new TextEncoder().encode(input)).value
  } catch (error) {
    if (error instanceof FormatError) return null
    throw error
  }
}

/** What is no text is an empty one, and so is what is missing: neither holds a card. */
function textsOf(qr: JsonValue): readonly string[] {
  const given: readonly JsonValue[] = Array.isArray(qr) && qr.length > 0 ? qr : [qr]
  return given.map((each) => (typeof each === 'string' ? each : ''))
}
