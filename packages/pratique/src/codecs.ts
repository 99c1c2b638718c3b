/**
 * The codecs that formats are made of, each on its own. They verify nothing.
 *
 * @module
 */

export { decodeBase32, encodeBase32 } from './bytes/base32.ts'
export { decodeBase45, encodeBase45 } from './bytes/base45.ts'
export {
  decodeBase64,
  decodeBase64Url,
  encodeBase64,
  encodeBase64Url,
} from './bytes/base64url.ts'
export { encodeDeflate, encodeGzip, encodeZlib } from './bytes/deflate-encode.ts'
export { trimLineEnds } from './bytes/line-ends.ts'
export { decodeNumeric, encodeNumeric } from './bytes/numeric.ts'
export { inflateZlib } from './bytes/zlib.ts'
export { decodeCbor } from './cbor/decode.ts'
export { encodeCbor } from './cbor/encode.ts'
export { type CborMap, CborTag, type CborValue } from './cbor/value.ts'
export { CWT_CLAIMS, decodeCwt, readNumericDate } from './cose/cwt.ts'
export { decodeHc1, encodeHc1, HC1_PREFIX } from './cose/hc1.ts'
export { SUB_CLAIMS as HCERT_SUB_CLAIMS } from './cose/hcert-claims.ts'
export { type CoseHeader, readCoseHeader } from './cose/header.ts'
export { type CoseSign1, decodeCoseSign1, encodeCoseSign1, sigStructure } from './cose/sign1.ts'
export { canonicalizeJson } from './json/canonical.ts'
export { decodeJson, parseJson } from './json/parse.ts'
export { isJsonObject } from './json/read.ts'
export type { JsonObject, JsonValue } from './json/value.ts'
export {
  type CompactJws,
  decodeCompactJws,
  deflatePayload,
  encodeCompactJws,
  encodeSigningInput,
  inflatePayload,
} from './jws/compact.ts'
export {
  createObjectReader,
  type ObjectReader,
  oneOf,
  type ReadValue,
  text,
} from './trust/records/object-reader.ts'
