/**
 * The steps of an HCERT text, each as far as it goes, for rows that ask about single steps.
 *
 * @module
 */

import {
  type CborMap,
  type CborValue,
  type CoseSign1,
  decodeBase45,
  decodeCbor,
  decodeCoseSign1,
  decodeCwt,
  encodeCbor,
  HC1_PREFIX,
  inflateZlib,
  trimLineEnds,
} from 'pratique/codecs'
import { FormatError, UsageError } from 'pratique/errors'

/** As the carrier's own limits are (hc1.ts): what is longer is not decoded here either. */
const MAX_MESSAGE_BYTES = 64 * 1024

export type Bytes = Uint8Array<ArrayBuffer>

/** What came out of each step; absent from the first step that failed. */
export interface HcertSteps {
  readonly base45?: string
  readonly compressed?: Bytes
  readonly cose?: Bytes
  readonly message?: CoseSign1
  readonly claims?: CborMap
}

/** Takes a text apart, step by step. */
export function takeApart(text: string): HcertSteps {
  const base45 = text.startsWith(HC1_PREFIX)
    ? trimLineEnds(text.slice(HC1_PREFIX.length))
    : undefined
  const compressed = attempt(base45, (given) => decodeBase45(given))
  const cose = attempt(compressed, inflateWhole)
  const message = attempt(cose, decodeCoseSign1)
  const claims = attempt(message, ({ payload }) => decodeCwt(payload))
  return {
    ...(base45 !== undefined && { base45 }),
    ...(compressed && { compressed }),
    ...(cose && { cose }),
    ...(message && { message }),
    ...(claims && { claims }),
  }
}

/** Decodes CBOR, or answers `undefined`. */
export function tryDecodeCbor(bytes: Bytes | undefined): CborValue {
  return attempt(bytes, (given) => decodeCbor(given))
}

/** Encodes CBOR, or answers `undefined` for what CBOR cannot say, such as half a character. */
export function tryEncodeCbor(value: CborValue): Bytes | undefined {
  try {
    return encodeCbor(value)
  } catch (error) {
    if (error instanceof UsageError) return undefined
    throw error
  }
}

/** Inflates a zlib stream with nothing after it, or answers `undefined`. */
export function tryInflate(bytes: Bytes | undefined): Bytes | undefined {
  return attempt(bytes, inflateWhole)
}

function inflateWhole(compressed: Bytes): Bytes {
  const { bytes, trailing } = inflateZlib(compressed, { maxBytes: MAX_MESSAGE_BYTES })
  if (trailing > 0) throw new FormatError('format.zlib', 'bytes follow the compressed stream')
  return bytes
}

function attempt<T, R>(given: T | undefined, step: (given: T) => R): R | undefined {
  if (given === undefined) return undefined
  try {
    return step(given)
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}
