/**
 * DIVOC vaccination certificates: the format for a verifier, and the reading of their documents.
 *
 * @module
 */

export {
  B64_PREFIX,
  type DivocText,
  decodeDivocText,
  divocCarrier,
  encodeB64,
} from './formats/divoc/carrier.ts'
export { type DivocClaims, readDivocClaims } from './formats/divoc/claims.ts'
export { isKnownContext } from './formats/divoc/contexts.ts'
export { divoc } from './formats/divoc/format.ts'
export { type DivocPayload, readPayload as readDivocPayload } from './formats/divoc/payload.ts'
export { toSignedBytes } from './formats/divoc/proof.ts'
