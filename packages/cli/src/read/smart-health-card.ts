/**
 * What is inside SMART Health Cards: text, JWS, compressed payload, JSON.
 *
 * @module
 */

import {
  decodeCompactJws,
  decodeJson,
  decodeNumeric,
  inflatePayload,
  type JsonObject,
} from 'pratique/codecs'
import { FormatError } from 'pratique/errors'
import { SHC_PREFIX, shc, smartHealthCard } from 'pratique/smart-health-card'
import { type Contents, type Draft, takeApart } from './contents.ts'
import { jsonToDecoded } from './json.ts'
import { outline } from './outline.ts'

/** As the library's carrier has them: what is longer is no card, and what inflates past it a bomb. */
const MAX_TEXT_LENGTH = 256 * 1024
const MAX_PAYLOAD_BYTES = 256 * 1024

/** Some write it in capitals; such a code is damaged. */
const ANY_PREFIX = /^shc:/i

/** One card, and the positions of the texts that it was put together from. */
export interface ReadCard {
  readonly contents: Contents
  readonly from: readonly number[]
}

/** Takes cards apart; parts of one card are put together first. */
export function readCards(texts: readonly string[], showValues: boolean): readonly ReadCard[] {
  const assembled = shc.assemble?.(texts) ?? []
  return assembled.map(({ text, from }) => ({ contents: readCard(text, showValues), from }))
}

function readCard(text: string | FormatError, showValues: boolean): Contents {
  return takeApart({ format: smartHealthCard.id, steps: [] }, (draft) => {
    if (text instanceof FormatError) throw text
    draft.steps.push({ step: 'text', size: text.length, unit: 'characters' })
    if (text.length > MAX_TEXT_LENGTH) {
      throw new FormatError('format.length', `longer than ${MAX_TEXT_LENGTH} characters`)
    }
    readJws(decodeText(text, draft), draft, showValues)
  })
}

function decodeText(text: string, { steps }: Draft): string {
  if (!ANY_PREFIX.test(text)) return text
  if (!text.startsWith(SHC_PREFIX)) {
    throw new FormatError('format.numeric', `expected "${SHC_PREFIX}" in lower case`)
  }
  const jws = decodeNumeric(text, SHC_PREFIX.length)
  steps.push({ step: 'message', size: jws.length, unit: 'characters' })
  return jws
}

function readJws(jws: string, draft: Draft, showValues: boolean): void {
  const { header, payload, signature } = decodeCompactJws(jws)
  draft.header = { alg: textOf(header, 'alg'), kid: textOf(header, 'kid') }
  draft.steps.push({ step: 'compressed', size: payload.length, unit: 'bytes' })
  draft.steps.push({ step: 'signature', size: signature.length, unit: 'bytes' })
  requireCardHeader(header)
  const { bytes } = inflatePayload(payload, MAX_PAYLOAD_BYTES)
  draft.steps.push({ step: 'payload', size: bytes.length, unit: 'bytes' })
  const { value } = decodeJson(bytes)
  draft.claims = outline('claims', jsonToDecoded(value), showValues)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FormatError('format.claims', 'the payload is not a JSON object')
  }
}

/** With another header, a verification does not look further, and the payload may be of any form. */
function requireCardHeader(header: JsonObject): void {
  const isCards = textOf(header, 'alg') === 'ES256' && textOf(header, 'zip') === 'DEF'
  if (isCards && textOf(header, 'kid') !== '' && !Object.hasOwn(header, 'crit')) return
  throw new FormatError('format.header', 'expected alg ES256, zip DEF, a kid and no crit')
}

function textOf(object: JsonObject, name: string): string {
  const value = Object.hasOwn(object, name) ? object[name] : undefined
  return typeof value === 'string' ? value : ''
}
