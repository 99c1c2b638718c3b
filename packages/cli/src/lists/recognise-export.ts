/**
 * Exports of earlier days, told by what is in them: a newer one may take their place, and that of nothing else.
 *
 * @module
 */

import {
  CborTag,
  type CompactJws,
  decodeCbor,
  decodeCompactJws,
  decodeJson,
  type JsonValue,
} from 'pratique/codecs'
import { FormatError } from 'pratique/errors'
import { readBitstringStatusList, readCardRevocationList, readHashBatch } from 'pratique/revocation'
import { readCmsSignedData } from 'pratique/trust'
import type { Bytes } from 'pratique/verify'
import type { Form } from './exports.ts'

/** As many bytes as a text may have that is made in one go. */
export const MAX_EXPORT_BYTES: number = 512 * 1024 * 1024

/** The first byte of DER's SEQUENCE, which a CMS message is. */
const SEQUENCE = 0x30
/** Tag of COSE_Sign1, and label of its type (RFC 9052 §2; RFC 9596 §2). */
const SIGN1_TAG = 18
const TYPE_LABEL = 16

/** Tells whether a file is an export in this form. No signature is verified. */
export function isExport(form: Form, bytes: Bytes): boolean {
  try {
    return hasForm(form, bytes)
  } catch (error) {
    if (error instanceof FormatError) return false
    throw error
  }
}

/** @throws {FormatError} if it cannot be read as one */
function hasForm(form: Form, bytes: Bytes): boolean {
  switch (form) {
    case 'eu-uci':
      return readHashBatch(readBatch(bytes)).names === 'uci'
    case 'eu-country-uci':
      return readHashBatch(readBatch(bytes)).names === 'country-uci'
    case 'card-crl':
      readCardRevocationList(readJson(bytes), { issuer: '' })
      return true
    case 'status-list-jwt':
      return openJwt(bytes).header['typ'] === 'statuslist+jwt'
    case 'status-list-cwt':
      return typeOfCwt(bytes) === 'application/statuslist+cwt'
    case 'bitstring':
      readBitstringStatusList(readJson(bytes))
      return true
    case 'bitstring-jwt':
      readBitstringStatusList(readJson(openJwt(bytes).payload))
      return true
  }
}

/** Signed or not, in a message (CMS) or bare. */
function readBatch(bytes: Bytes): JsonValue {
  if (bytes[0] !== SEQUENCE) return readJson(bytes)
  return readJson(readCmsSignedData(bytes).content ?? new Uint8Array())
}

function readJson(bytes: Bytes): JsonValue {
  return decodeJson(bytes, { maxCharacters: MAX_EXPORT_BYTES }).value
}

function openJwt(bytes: Bytes): CompactJws {
  return decodeCompactJws(new TextDecoder().decode(bytes))
}

function typeOfCwt(bytes: Bytes): unknown {
  const message = decodeCbor(bytes, { maxBytes: MAX_EXPORT_BYTES })
  const parts = message instanceof CborTag && message.tag === SIGN1_TAG ? message.value : undefined
  const [header] = Array.isArray(parts) ? parts : []
  const read = header instanceof Uint8Array ? decodeCbor(new Uint8Array(header)) : undefined
  return read instanceof Map ? read.get(TYPE_LABEL) : undefined
}
