/**
 * SMART Health Cards: the format for a verifier, and every step of its codec on its own.
 *
 * @module
 */

export { decodeNumeric } from './bytes/numeric.ts'
export { encodeShc, SHC_PREFIX, shc } from './formats/smart-health-card/carrier.ts'
export { type CardClaims, readCardClaims } from './formats/smart-health-card/claims.ts'
export { smartHealthCard } from './formats/smart-health-card/format.ts'
export { type CardBundle, readBundle } from './formats/smart-health-card/payload.ts'
export { remarkOnBundle } from './formats/smart-health-card/remarks.ts'
export { decodeJson, parseJson } from './json/parse.ts'
export type { JsonObject, JsonValue } from './json/value.ts'
export {
  type CompactJws,
  decodeCompactJws,
  deflatePayload,
  encodeCompactJws,
  encodeSigningInput,
  inflatePayload,
} from './jws/compact.ts'
