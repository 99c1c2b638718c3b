/**
 * What is inside an HCERT: text, zlib stream, COSE message, CWT.
 *
 * @module
 */

import {
  decodeBase45,
  decodeCoseSign1,
  decodeCwt,
  decodeHc1,
  HC1_PREFIX,
  inflateZlib,
  readCoseHeader,
  trimLineEnds,
} from 'pratique/codecs'
import type { Format } from 'pratique/verify'
import { claimsToDecoded } from './cbor.ts'
import { type Contents, takeApart } from './contents.ts'
import { outline } from './outline.ts'

/** What inflates past this is a bomb (as in the library's carrier). */
const MAX_MESSAGE_BYTES = 64 * 1024
const MAX_TEXT_LENGTH = 4296

/** Takes the text of an HCERT apart. */
export function readHcert(text: string, formats: readonly Format[], showValues: boolean): Contents {
  return takeApart({ format: 'hcert', steps: [] }, (draft) => {
    const { steps } = draft
    const trimmed = trimLineEnds(text.trimStart())
    steps.push({ step: 'text', size: trimmed.length, unit: 'characters' })
    if (trimmed.length > MAX_TEXT_LENGTH) decodeHc1(trimmed)
    const compressed = decodeBase45(trimmed, HC1_PREFIX.length)
    steps.push({ step: 'compressed', size: compressed.length, unit: 'bytes' })
    const { bytes } = inflateZlib(compressed, { maxBytes: MAX_MESSAGE_BYTES })
    steps.push({ step: 'message', size: bytes.length, unit: 'bytes' })
    const message = decodeCoseSign1(bytes)
    steps.push({ step: 'payload', size: message.payload.length, unit: 'bytes' })
    steps.push({ step: 'signature', size: message.signature.length, unit: 'bytes' })
    const { algorithm, keyId } = readCoseHeader(message)
    draft.header = { alg: algorithm, kid: keyId }
    const claims = decodeCwt(message.payload)
    draft.claims = outline('claims', claimsToDecoded(claims), showValues)
    const format = formats.find((each) => each.open({ kind: 'cwt', map: claims }))
    if (format) draft.format = format.id
  })
}
