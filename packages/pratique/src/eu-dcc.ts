/**
 * EU Digital COVID Certificates: the format for a verifier, and every step of its codec on its own.
 *
 * @module
 */

export { decodeBase45, encodeBase45 } from './bytes/base45.ts'
export { deflateZlib } from './bytes/deflate.ts'
export { inflateZlib } from './bytes/zlib.ts'
export { decodeCbor } from './cbor/decode.ts'
export { encodeCbor } from './cbor/encode.ts'
export { type CborMap, CborTag, type CborValue } from './cbor/value.ts'
export { CWT_CLAIMS, decodeCwt, readNumericDate } from './cose/cwt.ts'
export { decodeHc1, encodeHc1, HC1_PREFIX } from './cose/hc1.ts'
export { type CoseHeader, readCoseHeader } from './cose/header.ts'
export { type CoseSign1, decodeCoseSign1, encodeCoseSign1, sigStructure } from './cose/sign1.ts'
export { type DccClaims, readDccClaims } from './formats/eu-dcc/claims.ts'
export { euDcc } from './formats/eu-dcc/format.ts'
export { type DccPayload, type Fault, readPayload } from './formats/eu-dcc/payload.ts'
export { findImplausible } from './formats/eu-dcc/plausibility.ts'
