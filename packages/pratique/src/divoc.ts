/**
 * DIVOC vaccination certificates: the format for a verifier, and the reading of their documents.
 *
 * @module
 */

export {
  B64_PREFIX,
  type DivocText,
  divocCarrier,
  encodeB64,
  readDivocText,
} from './formats/divoc/carrier.ts'
export { type DivocClaims, readDivocClaims } from './formats/divoc/claims.ts'
export { isKnownContext } from './formats/divoc/contexts.ts'
export { divoc } from './formats/divoc/format.ts'
export { type DivocPayload, readPayload } from './formats/divoc/payload.ts'
export { signedBytesOf } from './formats/divoc/proof.ts'
