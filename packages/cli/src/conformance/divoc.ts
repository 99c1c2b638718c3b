/**
 * The judge of rows of DIVOC certificates.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import type { JsonObject } from 'pratique/codecs'
import { decodeDivocText, divoc, isKnownContext } from 'pratique/divoc'
import { FormatError } from 'pratique/errors'
import { createTrustStore, importDivocKeys, type TrustImport } from 'pratique/trust'
import { createVerifier, trimLeadingSpace, type Verification } from 'pratique/verify'
import { carrierOf } from '../formats.ts'
import { isPositive, type StageAnswer, stageOf } from './card-stage.ts'
import { isObject, type Row, textOf } from './row.ts'

export interface DivocAnswer {
  readonly got: StageAnswer
  readonly result: Verification
}

/** Codes of this format alone, or that stand for another stage in it. */
const STAGES: Readonly<Record<string, string>> = {
  'format.base64': 'decode',
  'format.json': 'decode',
  'format.zip': 'decompress',
  // Of the parts of a certificate, only the signature is refused with it.
  'format.base64url': 'signature',
  'format.proof': 'header',
  'format.header': 'header',
  'format.document': 'payload',
  'format.claims': 'payload',
  // An `issuanceDate` that is no time is mistyped, not over.
  'validity.unreadable': 'payload',
}

/** Remarks of this format. */
const LINT: ReadonlySet<string> = new Set([
  'content.prefix-case',
  'content.base64-form',
  'signature.legacy-algorithm',
])

/** A row says that its text is a certificate: whatever else it is cannot be decoded as one. */
const NO_DIVOC: StageAnswer = { valid: false, stage: 'decode' }

/** Judges a row: its text, with its keys and no others. */
export async function judgeDivoc({ given, kind }: Row): Promise<DivocAnswer> {
  const time = given['evalTime']
  const text = textOf(given, 'qr') ?? ''
  const document = documentOf(text)
  const verifier = createVerifier({
    formats: [divoc],
    trust: createTrustStore(importKeys(given, document)),
    crypto: nodeCrypto,
  })
  const now = typeof time === 'number' ? time : 0
  const result = await verifier.verify(text, { now, simulated: true })
  const isDivoc = carrierOf(text) === divoc.carrier.id
  return { got: isDivoc ? toStage(result, kind, document) : NO_DIVOC, result }
}

function toStage(
  result: Verification,
  kind: string,
  document: JsonObject | undefined,
): StageAnswer {
  const answer = stageOf(result, kind)
  if (isPositive(result)) {
    const isRemarkable = result.remarks.some(({ code }) => LINT.has(code))
    return isRemarkable && answer.stage === null ? { valid: true, stage: 'lint' } : answer
  }
  const { code = '' } = result
  if (code === 'format.context') return { valid: false, stage: stageOfContext(document) }
  return { valid: false, stage: STAGES[code] ?? answer.stage }
}

/** Without the context there is nothing to canonicalise; in another form it is a fault of the payload. */
function stageOfContext(document: JsonObject | undefined): string {
  const contexts = document?.['@context']
  const urls = Array.isArray(contexts) ? contexts : [contexts]
  const isOfUrls = urls.every((url) => typeof url === 'string')
  return isOfUrls && !urls.every(isKnownContext) ? 'canonicalise' : 'payload'
}

/**
 * A row gives keys by verification method and says nothing of issuers, so that they are taken for keys
 * of whatever issuer its own document names.
 */
function importKeys(given: JsonObject, document: JsonObject | undefined): TrustImport {
  const keys = given['keys']
  const issuer = document && textOf(document, 'issuer')
  try {
    const table = { publicKeys: {}, ...(isObject(keys) && keys) }
    return importDivocKeys(table, issuer === undefined ? {} : { issuer })
  } catch (error) {
    if (error instanceof FormatError) return { records: [], lists: [], dropped: [] }
    throw error
  }
}

/** Of what the verifier sees: it drops what may stand before a text. */
function documentOf(text: string): JsonObject | undefined {
  try {
    return decodeDivocText(trimLeadingSpace(text)).document
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}
